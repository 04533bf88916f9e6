"""Our own houses of a year by type: places, how full they were, and what stood empty."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import TYPE_CHECKING, Any

import polars as pl

from trinvis.calculations.capacity.occupancy import Occupancy, place_days, together
from trinvis.tables import PLACES

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

CHILDREN = ("døgninstitution", "opholdssted", "børn", "unge", "§ 66", "§ 43")
"""Words in the type of a house for children; the others are adults'."""


@dataclass(frozen=True)
class OwnHouses:
    """The houses of a type: ``places`` in the mean of the days told, ``days`` of the year that the house told most has, ``rows`` behind."""

    kind: str
    full: Occupancy
    places: float
    days: int
    rows: tuple[tuple[str, int], ...]

    @property
    def residents(self) -> float:
        """Persons who lived there on a day in the mean."""
        return self.full.share * self.places


def own_houses(made: Capacity) -> tuple[OwnHouses, ...]:
    """The area's houses in the analysis's year, by type; one without occupancy is not there."""
    if not made.facts.has(PLACES.name):
        return ()
    rows = made.facts.rows(PLACES.name).filter(
        pl.col("municipality") == made.own, pl.col("start").dt.year() == made.year, pl.col("places").is_not_null()
    )
    kinds: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.iter_rows(named=True):
        if _of_area(made.area, row["offer"]) and _occupied(row, made.year) is not None:
            kinds[row["offer"]].append(row)
    return tuple(_together(kind, of, made.year) for kind, of in sorted(kinds.items()))


def _together(kind: str, rows: list[dict[str, Any]], year: int) -> OwnHouses:
    houses: dict[object, list[tuple[float, int]]] = defaultdict(list)
    for row in rows:
        houses[row["provider_no"]].append((_normed(row, year), (_stop(row, year) - row["start"]).days + 1))
    places = fsum(fsum(normed for normed, _ in of) / sum(days for _, days in of) for of in houses.values())
    full = together([one for row in rows if (one := _occupied(row, year)) is not None])
    days = max(sum(days for _, days in of) for of in houses.values())
    return OwnHouses(kind, full, places, days, tuple((row["delivery_id"], row["row_no"]) for row in rows))


def _stop(row: dict[str, Any], year: int) -> date:
    last = date(year, 12, 31)
    return min(row["stop"] or last, last)


def _normed(row: dict[str, Any], year: int) -> float:
    return place_days(row["places"] / 100, row["start"], _stop(row, year))


def _occupied(row: dict[str, Any], year: int) -> Occupancy | None:
    """Days used as told, else what the occupancy gives; None where neither is, or there are no places."""
    normed = _normed(row, year)
    told = row["occupied_days"]
    if told is None and row["occupancy"] is not None:
        told = row["occupancy"] / 10_000 * normed
    return None if told is None or normed <= 0 else Occupancy(float(told), normed)


def _of_area(area: str, kind: str) -> bool:
    young = any(word in kind.casefold() for word in CHILDREN)
    return young if area == "children" else not young if area == "adults" else False
