"""Published and typed figures of municipalities, as they were imported: the newest of each day, missing kept as missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trinvis.calculations.benchmark.background import Variable
from trinvis.calculations.benchmark.league import Count
from trinvis.municipality.gathered import facts
from trinvis.municipality.national import newest
from trinvis.tables import PUBLIC_FIGURES
from trinvis.tables.national import COUNTED_BY

if TYPE_CHECKING:
    import polars as pl

    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

COUNTRY = 0
BACKGROUND = "background/"
"""Begins the key of a figure that describes a municipality and is nobody's result."""
NEED, LEVEL = "background/udgiftsbehov", "background/udgiftsniveau"
"""VIVE's need, and the level that belongs to it (seed 003, tabel 1.1); both kr. per 0-22-year-old."""

_FIRST = ("validated", "statistics", "self_reported", "typed")
"""Of several who counted the same figure the first one's numbers are shown; they are never mixed."""


@dataclass(frozen=True)
class Point:
    """A figure on one day: hundredths by municipality (0 the country), None where it was not published.

    ``counts`` where numerator and denominator are known, ``people`` the denominators.
    """

    day: date
    values: Mapping[int, int | None]
    counts: Mapping[int, Count]
    people: Mapping[int, int]


@dataclass(frozen=True)
class PublicFigure:
    """A figure's days in order, by one who counted. ``others`` counted it too and are not shown."""

    key: str
    label: str
    unit: str
    source: str
    counted_by: str
    others: tuple[str, ...]
    points: tuple[Point, ...]

    @property
    def name(self) -> str:
        """What users read: its label, or the key."""
        return self.label or self.key

    @property
    def counted(self) -> str:
        """Who counted, in words."""
        return dict(COUNTED_BY).get(self.counted_by, "Indtastet")

    def at(self, year: int) -> Point | None:
        """The newest day of the year or before; None when all are later."""
        found = [point for point in self.points if point.day.year <= year]
        return found[-1] if found else None

    def variable(self, year: int) -> Variable | None:
        """The figure as a background variable of the year."""
        point = self.at(year)
        if point is None:
            return None
        values = {code: value for code, value in point.values.items() if code != COUNTRY}
        return Variable(self.key, self.name, values, unit=self.unit, source=f"{self.source}, {point.day:%d.%m.%Y}")


@dataclass(frozen=True, eq=False)
class PublicFigures:
    """Every figure by key, and the rows that they were read from."""

    figures: Mapping[str, PublicFigure]
    rows: pl.DataFrame

    def background(self, year: int) -> tuple[Variable, ...]:
        """The background variables that have a day in the year or before; need and level are not among them."""
        found = [
            figure.variable(year)
            for key, figure in self.figures.items()
            if key.startswith(BACKGROUND) and key not in (NEED, LEVEL)
        ]
        return tuple(one for one in found if one is not None)

    def rates(self) -> tuple[PublicFigure, ...]:
        """The figures that are counts of children or rates: everything that is no background."""
        return tuple(figure for key, figure in self.figures.items() if not key.startswith(BACKGROUND))


def public_figures(house: House, basis: Basis) -> PublicFigures:
    """The figures known on the basis, kept in the cache."""
    key = f"public-figures/{house.figures_digest(basis)}/{house.engine.name}"
    return house.cache.get(key, lambda: _made(house, basis), lambda made: int(made.rows.estimated_size()) * 2)


def _made(house: House, basis: Basis) -> PublicFigures:
    keys = ["figure", "municipality", "day", "counted_by"]
    rows = house.engine.collect(newest(house, basis, facts(house, basis, PUBLIC_FIGURES), keys))
    rows = rows.sort("figure", "day", "municipality", "delivery_id", "row_no", nulls_last=True)
    figures = {str(key[0]): _figure(str(key[0]), own) for key, own in rows.group_by("figure", maintain_order=True)}
    return PublicFigures(figures, rows)


def _figure(key: str, rows: pl.DataFrame) -> PublicFigure:
    import polars as pl

    who = sorted(set(rows["counted_by"].fill_null("typed").to_list()), key=_FIRST.index)
    own = rows.filter(pl.col("counted_by").fill_null("typed") == who[0], pl.col("day").is_not_null())
    points = []
    for (day,), of_day in own.group_by("day", maintain_order=True):
        values, counts, people = {}, {}, {}
        for row in of_day.iter_rows(named=True):
            values[row["municipality"]] = row["value"]
            if row["denominator"]:
                people[row["municipality"]] = row["denominator"]
            if row["numerator"] is not None and row["denominator"]:
                counts[row["municipality"]] = Count(row["numerator"], row["denominator"])
        points.append(Point(day, values, counts, people))
    last = own.row(-1, named=True) if own.height else {}
    return PublicFigure(
        key,
        last.get("label") or "",
        last.get("unit") or "",
        last.get("source") or "",
        who[0],
        tuple(who[1:]),
        tuple(points),
    )
