"""What is counted of the regional psychiatry, by municipality or region and year, each count once.

Children are 0-19, adults 20-65 years old (seed 002 lines 2552, 8269). Rows of smaller age bands that cover those ages together are added;
rows of other ages are not of the area. A row of all referrers counts before rows of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import fsum
from typing import TYPE_CHECKING, Any

import polars as pl

from trinvis.calculations.capacity.rates import BANDS, Band
from trinvis.calculations.capacity.regions import REGIONS
from trinvis.calculations.staircase.prices import CURRENT, Prices
from trinvis.municipality.capacity_figure import KRONER, Source
from trinvis.tables import PSYCHIATRY

if TYPE_CHECKING:
    from trinvis.calculations.capacity.account_map import Area
    from trinvis.municipality.capacity import Capacity

BAND_OF: dict[Area, Band] = {
    "children": BANDS["children_psychiatry"],
    "ppr": BANDS["children_psychiatry"],
    "adults": BANDS["adults_psychiatry"],
}
"""The ages that an area's figures of psychiatry are counted per; PPR is beside the psychiatry of children."""

At = tuple[int, int]
"""A municipality's or region's code, and a year."""

Rows = tuple[tuple[int, ...], tuple[int, ...], tuple[str | None, ...]]
"""Which rows of a place's year are counted: their first ages, last ages and referrers."""


@dataclass(frozen=True, eq=False)
class Counted:
    """One count (or amount) by place and year; ``rows`` are behind it, ``people`` tells how many people it is about, where it counts some.

    Amounts are kroner in ``prices``. A place without a figure is not there.
    """

    key: str
    label: str
    unit: str
    kind: str
    column: str
    how: str
    values: Mapping[At, float]
    rows: Mapping[At, Rows]
    concepts: Mapping[At, str]
    prices: Prices = CURRENT
    people: Mapping[At, float] = field(default_factory=dict)

    def total(self, units: Iterable[int], year: int) -> float | None:
        """The sum of the places that have a figure; None when none has."""
        found = [self.values[unit, year] for unit in units if (unit, year) in self.values]
        return fsum(found) if found else None

    def concept(self, units: Iterable[int], year: int) -> str:
        """What was counted, as the rows of the places say."""
        return ", ".join(sorted({self.concepts[unit, year] for unit in units if (unit, year) in self.concepts} - {""}))

    def sources(self, units: Sequence[int], year: int) -> tuple[Source, ...]:
        """The rows behind, those of regions and of municipalities apart."""
        alike: dict[tuple[bool, Rows], list[int]] = {}
        for unit in units:
            if (unit, year) in self.rows:
                alike.setdefault((unit in REGIONS, self.rows[unit, year]), []).append(unit)
        found = []
        for (regional, (first, last, referrers)), codes in alike.items():
            of: dict[str, tuple[object, ...]] = (
                {"municipality": (None,), "region": tuple(map(str, codes))}
                if regional
                else {"municipality": tuple(codes)}
            )
            where = {"year": (year,), "kind": (self.kind,), "age_from": first, "age_to": last, "referrer": referrers}
            found.append(Source(PSYCHIATRY.name, of | where, self.column))
        return tuple(found)


def counted(made: Capacity, kind: str, column: str, key: str, label: str, unit: str, how: str) -> Counted:
    """The column of the rows of a kind, in the years shown. ``how`` is a Danish sentence on what it is."""
    prices = made.prices if unit == KRONER else CURRENT
    values: dict[At, float] = {}
    rows: dict[At, Rows] = {}
    concepts: dict[At, str] = {}
    people: dict[At, float] = {}
    for at, found in _by_place(made, kind).items():
        chosen = _chosen(found, BAND_OF[made.area])
        told = [row[column] for row in chosen]
        if not told or None in told:
            continue
        factor = float(prices.factor(at[1])) / 100 if unit == KRONER else 1.0
        values[at] = fsum(told) * factor
        rows[at] = _rows(chosen)
        concepts[at] = ", ".join(sorted({row["concept"] for row in chosen if row["concept"]}))
        persons = [row["patients"] if kind == "finished" else row["number"] for row in chosen]
        if None not in persons:
            people[at] = fsum(persons)
    return Counted(key, label, unit, kind, column, how, values, rows, concepts, prices, people)


def any_rows(made: Capacity) -> bool:
    """Whether anything of the psychiatry was received."""
    return made.facts.has(PSYCHIATRY.name)


def other_ages(made: Capacity) -> tuple[str, ...]:
    """The ages of rows of the years shown that do not lie within the area's, as ``20-120``; rows of the other area's ages go without saying."""
    band = BAND_OF[made.area]
    rows = made.facts.rows(PSYCHIATRY.name).filter(pl.col("year").is_in(made.years))
    found = rows.select("age_from", "age_to").unique().sort("age_from", "age_to", nulls_last=True).iter_rows()
    return tuple(
        "uden alder" if first is None or last is None else f"{first}-{last} år"
        for first, last in found
        if first is None or last is None or _across(first, last, band)
    )


def _across(first: int, last: int, band: Band) -> bool:
    """Whether ages lie partly within the band and partly outside."""
    return first <= band[1] and last >= band[0] and not (band[0] <= first and last <= band[1])


def _by_place(made: Capacity, kind: str) -> dict[At, list[dict[str, Any]]]:
    """Place and year → the rows of a kind; a row with a municipality is the municipality's."""
    rows = made.facts.rows(PSYCHIATRY.name).filter(pl.col("kind") == kind, pl.col("year").is_in(made.years))
    found: dict[At, list[dict[str, Any]]] = {}
    for row in rows.sort("delivery_id", "row_no").iter_rows(named=True):
        code = row["municipality"] if row["municipality"] is not None else int(row["region"])
        found.setdefault((code, row["year"]), []).append(row)
    return found


def _chosen(rows: Sequence[dict[str, Any]], band: Band) -> list[dict[str, Any]]:
    """The rows that make up the band once: its own, or those of smaller bands that fill it; of all referrers, or of each."""
    bands = {(row["age_from"], row["age_to"]) for row in rows if None not in (row["age_from"], row["age_to"])}
    wanted = {band} if band in bands else _filling(bands, band)
    mine = [row for row in rows if (row["age_from"], row["age_to"]) in wanted]
    found = []
    for ages in sorted(wanted):
        of_ages = [row for row in mine if (row["age_from"], row["age_to"]) == ages]
        whole = [row for row in of_ages if row["referrer"] is None]
        found += whole or of_ages
    return found


def _filling(bands: Iterable[Band], band: Band) -> set[Band]:
    """Smaller bands that follow each other from the first age to the last; none when there is a hole or an overlap."""
    inside = sorted(one for one in bands if band[0] <= one[0] and one[1] <= band[1])
    follow = all(one[1] + 1 == other[0] for one, other in pairwise(inside))
    whole = bool(inside) and inside[0][0] == band[0] and inside[-1][1] == band[1]
    return set(inside) if follow and whole else set()


def _rows(chosen: Sequence[dict[str, Any]]) -> Rows:
    referrers = sorted({row["referrer"] for row in chosen}, key=lambda one: one or "")
    return (
        tuple(sorted({row["age_from"] for row in chosen})),
        tuple(sorted({row["age_to"] for row in chosen})),
        tuple(referrers),
    )
