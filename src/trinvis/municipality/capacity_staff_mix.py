"""What part of the staff each category is, in the first year and the last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.activity import Count, mix
from trinvis.calculations.capacity.growth import ShareSeries, point_change
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_figure import (
    PER_CENT,
    POINTS,
    Column,
    Figure,
    FigureTable,
    Row,
    Said,
    Term,
    missing,
)
from trinvis.municipality.capacity_measures import COUNTRY
from trinvis.municipality.capacity_staff_measures import FTE

if TYPE_CHECKING:
    from trinvis.municipality.capacity_measures import Measure, Tables

Cells = dict[tuple[str, str], Figure]


def mix_table(make: Tables, categories: Sequence[Measure], total: Measure, code: int) -> FigureTable:
    """Categories in per cent of all årsværk, and the change in percentage points; of a municipality or the ``COUNTRY``."""
    made, scope = make.made, "land" if code == COUNTRY else "egen"
    key, years = f"staff.mix.{scope}", tuple(dict.fromkeys((made.years[0], made.year)))
    columns = []
    figures: Cells = {}
    for year in years:
        columns += [
            Column(f"y{year}", f"Årsværk {year}", FTE, "level", 1, year=year),
            Column(f"share{year}", f"Andel {year}", PER_CENT, "share", 2, (f"y{year}",), year),
        ]
        figures |= _of_year(make, categories, total, code, year, key)
    if len(years) > 1:
        ends = tuple(f"share{year}" for year in years)
        columns.append(Column("points", f"Ændring {years[0]}-{years[1]}", POINTS, "points", 2, ends))
        for one in (*categories, total):
            figures[one.key, "points"] = _points(one, total, years, figures, key)
    who = "hele landet" if code == COUNTRY else made.name(made.own)
    rows = (*(Row(one.key, one.label, "part") for one in categories), Row(total.key, total.label, "total"))
    title = f"Personalets sammensætning i {who}"
    return FigureTable(
        key, title, "Personalegruppe", tuple(columns), rows, figures, _answer(categories, key, made.year)
    )


def _of_year(make: Tables, categories: Sequence[Measure], total: Measure, code: int, year: int, key: str) -> Cells:
    levels = {one.key: make.level(one, code, year) for one in (*categories, total)}
    found: Cells = {(name, f"y{year}"): one for name, one in levels.items()}
    counts = [
        Count(one.label, levels[one.key].value, "stock", year)
        for one in categories
        if levels[one.key].value is not None
    ]
    try:
        shares = {part.label: part.share for part in mix(counts)} | {total.label: 1.0} if counts else {}
    except CapacityRefused as error:
        shares, why = {}, str(error)
    else:
        why = f"Der er ingen årsværk i {year}; hent dem ind."
    whole = levels[total.key].value
    for one in (*categories, total):
        value = levels[one.key].value
        if one.label not in shares or value is None or whole is None:
            found[one.key, f"share{year}"] = missing(PER_CENT, levels[one.key].missing or why)
            continue
        terms = (
            Term(one.label, value, FTE, (key, one.key, f"y{year}")),
            Term(total.label, whole, FTE, (key, total.key, f"y{year}")),
        )
        how = f"Gruppens årsværk i procent af alle på områdets konti i {year}."
        found[one.key, f"share{year}"] = Figure(shares[one.label] * 100, PER_CENT, how, terms)
    return found


def _points(one: Measure, total: Measure, years: Sequence[int], figures: Cells, key: str) -> Figure:
    ends = [figures[one.key, f"share{year}"] for year in years]
    shares = {year: None if end.value is None else end.value / 100 for year, end in zip(years, ends, strict=True)}
    try:
        found = point_change(ShareSeries(one.label, shares, total.breaks), years[0], years[1])
    except CapacityRefused as error:
        return missing(POINTS, str(error))
    terms = tuple(
        Term(f"Andel {year}", end.value or 0.0, PER_CENT, (key, one.key, f"share{year}"))
        for year, end in zip(years, ends, strict=True)
    )
    return Figure(found.points, POINTS, f"Andelen i {years[1]} minus andelen i {years[0]}.", terms)


def _answer(categories: Sequence[Measure], key: str, year: int) -> tuple[Said, ...]:
    first = categories[0]
    at = (key, first.key, f"share{year}")
    return (Said(f"{first.label} er {{share}} af årsværkene i {year}.", {"share": at}),)
