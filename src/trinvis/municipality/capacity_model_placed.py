"""Placed children of every municipality by year: as the activity tells them, else as Statistikbanken counts them on 31 December."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from trinvis.municipality.capacity_figure import Source
from trinvis.municipality.capacity_measures import PERSONS, Measure
from trinvis.municipality.public_figures import public_figures
from trinvis.tables import ACTIVITY, PUBLIC_FIGURES

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

PLACED = "placed"
PLACED_PUBLISHED = "ANBAAR12/0"
"""Children placed on 31 December, all places, as Statistikbanken counts them."""


def placed_measure(made: Capacity) -> Measure | None:
    """Placed children by who has the case or acts, as asked; else as Statistikbanken counts them on 31 December."""
    told = _told_placed(made) if made.facts.has(ACTIVITY.name) else None
    return told or _published_placed(made)


def _told_placed(made: Capacity) -> Measure | None:
    rows = made.facts.rows(ACTIVITY.name).filter(
        pl.col("measure").str.to_lowercase().str.contains("^anbring|^anbragt"),
        pl.col("counted") == "persons",
        pl.col("counted_by") == made.asked.counted_by,
        pl.col("target_group").fill_null("") == "",
        pl.col("year").is_in(made.years),
        pl.col("number").is_not_null(),
    )
    if rows["measure"].n_unique() != 1:
        return None
    name = str(rows["measure"][0])
    values = {
        (code, year): float(number) for code, year, number in rows.select("municipality", "year", "number").iter_rows()
    }
    by = made.asked.counted_by

    def sources(codes: Sequence[int], year: int) -> tuple[Source, ...]:
        where = {
            "measure": (name,), "counted": ("persons",), "counted_by": (by,), "target_group": ("", None), "year": (year,),
            "municipality": tuple(codes),
        }  # fmt: skip
        return (Source(ACTIVITY.name, where, "number"),)

    return Measure(PLACED, "Anbragte børn", PERSONS, made.band, values, "Anbragte børn i året.", sources, persons=True)


def _published_placed(made: Capacity) -> Measure | None:
    figure = public_figures(made.facts.house, made.basis).figures.get(PLACED_PUBLISHED)
    if figure is None:
        return None
    days = {one.day.year: one for one in figure.points if one.day.year in made.years}
    values = {
        (code, year): value / 100 for year, point in days.items() for code, value in point.values.items()
        if code and value is not None
    }  # fmt: skip

    def sources(codes: Sequence[int], year: int) -> tuple[Source, ...]:
        where = {"figure": (PLACED_PUBLISHED,), "day": (days[year].day,), "municipality": tuple(codes)}
        return (Source(PUBLIC_FIGURES.name, where, "value"),)

    how = "Anbragte børn og unge 31. december, efter Statistikbanken."
    return Measure(PLACED, "Anbragte børn", PERSONS, made.band, values, how, sources, persons=True) if values else None
