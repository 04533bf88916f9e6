"""The offers of Tilbudsportalen as they stood on 1 October of a year: each offer once, with its paragraphs, groups and places."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from math import fsum
from typing import TYPE_CHECKING, Any, cast

import polars as pl

from trinvis.calculations.capacity.offers import Offer, Service
from trinvis.municipality.capacity_activity_keys import of_paragraph
from trinvis.municipality.capacity_figure import Source
from trinvis.tables import OFFERS

if TYPE_CHECKING:
    from trinvis.calculations.capacity.staffing import Owner
    from trinvis.municipality.capacity import Capacity

WHOLE = 50
"""From offers in so many municipalities on a snapshot is of the country, and a municipality that it has no offer in has none."""

UNNAMED = "ikke oplyst"
"""The target group of a service that names none."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The offers on a day; ``paragraphs`` are those of the area. ``rows`` are the table's rows of the day."""

    day: date
    offers: tuple[Offer, ...]
    paragraphs: tuple[str, ...]
    rows: pl.DataFrame
    country: frozenset[int]
    _whole: bool = field(default=False)

    @property
    def whole(self) -> bool:
        """Whether it is of the whole country."""
        return self._whole

    def on(self, paragraphs: Collection[str], codes: Collection[int] | None = None) -> tuple[Offer, ...]:
        """The offers with a service on one of the paragraphs, of these municipalities (None: the country's)."""
        wanted = set(paragraphs)
        inside = self.country if codes is None else set(codes)
        return tuple(
            one for one in self.offers if one.municipality in inside and wanted & {of.paragraph for of in one.services}
        )

    def sources(self, offers: Iterable[Offer]) -> tuple[Source, ...]:
        """The rows behind the offers; they add up where each offer's places are those of its services."""
        mine = tuple(sorted({one.number for one in offers}))
        if not mine:
            return ()
        return (Source(OFFERS.name, {"day": (self.day,), "offer": mine}, self._adds(mine, offers)),)

    def _adds(self, names: tuple[str, ...], offers: Iterable[Offer]) -> str:
        rows = self.rows.filter(pl.col("offer").is_in(names))
        written = rows["places"].sum() if not rows["places"].has_nulls() else None
        told = [one.places for one in offers]
        return "places" if None not in told and written == round(fsum(one or 0 for one in told) * 100) else ""


def snapshot(made: Capacity, year: int) -> Snapshot | None:
    """The snapshot of 1 October of the year; None where there is none."""
    house = made.facts.house
    key = f"capacity/offers/{made.area}/{year}/{house.figures_digest(made.basis)}/{house.engine.name}"
    found = house.cache.get(key, lambda: (_snapshot(made, year),), lambda kept: 1_000 + _weight(kept[0]))
    return found[0]


def _weight(found: Snapshot | None) -> int:
    return 0 if found is None else 600 * len(found.offers)


def snapshot_years(made: Capacity) -> tuple[int, ...]:
    """The years with offers on 1 October, up to the year of the analysis."""
    if not made.facts.has(OFFERS.name):
        return ()
    day = pl.col("day")
    rows = made.facts.rows(OFFERS.name).filter(day.dt.month() == 10, day.dt.day() == 1, day.dt.year() <= made.year)
    return tuple(sorted(rows["day"].dt.year().unique().to_list()))


def area_paragraphs(made: Capacity, year: int) -> tuple[str, ...]:
    """The paragraphs of the area's accounts in a year, as ``SEL-107``."""
    accounts = made.facts.accounts(made.area, year).accounts
    return tuple(dict.fromkeys(one for account in accounts for one in account.paragraphs if one))


def group_paragraphs(made: Capacity, year: int) -> dict[str, tuple[str, ...]]:
    """Group of accounts (*placement*, *day* …) → its paragraphs in a year."""
    found: dict[str, dict[str, None]] = {}
    for account in made.facts.accounts(made.area, year).accounts:
        found.setdefault(account.group, {}).update(dict.fromkeys(one for one in account.paragraphs if one))
    return {group: tuple(of) for group, of in found.items()}


def _snapshot(made: Capacity, year: int) -> Snapshot | None:
    if not made.facts.has(OFFERS.name):
        return None
    rows = made.facts.rows(OFFERS.name).filter(pl.col("day") == date(year, 10, 1)).sort("offer", "service")
    if rows.is_empty():
        return None
    wanted = area_paragraphs(made, year)
    parted = rows.partition_by("offer", maintain_order=True)
    offers = tuple(_offer(one.to_dicts(), wanted) for one in parted)
    country = frozenset(made.country)
    whole = len({one.municipality for one in offers} & country) >= WHOLE
    return Snapshot(date(year, 10, 1), offers, wanted, rows, country, whole)


def _offer(rows: list[dict[str, Any]], wanted: tuple[str, ...]) -> Offer:
    services = tuple(
        Service(paragraph, _groups(row["target_groups"]))
        for row in rows
        for paragraph in dict.fromkeys(_based(one, wanted) for one in row["paragraphs"].split("; "))
    )
    first = rows[0]
    owner = cast("Owner", first["owner"])
    return Offer(first["offer"], owner, first["municipality"], services, _places(rows), first["day"])


def _places(rows: list[dict[str, Any]]) -> float | None:
    """The whole offer's places; where they are not told, its services' together, None where one of them lacks them."""
    whole = [row["offer_places"] for row in rows if row["offer_places"] is not None]
    if whole:
        return float(max(whole)) / 100
    parts = [row["places"] for row in rows]
    return None if None in parts else fsum(parts) / 100


def _groups(text: str | None) -> frozenset[str]:
    return frozenset(part.strip() for part in (text or "").split(";") if part.strip()) or frozenset({UNNAMED})


def _based(paragraph: str, wanted: tuple[str, ...]) -> str:
    """The area's paragraph that a reference is of, else the reference."""
    return next((one for one in wanted if of_paragraph(paragraph, one)), paragraph)
