"""Places in the regions' framework agreements by year, municipal and regional apart; growth just where the agreement counts the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from trinvis.calculations.capacity.account_map import breaks_of
from trinvis.calculations.capacity.framework_places import FrameworkPlaces, framework_series, of_rows
from trinvis.calculations.capacity.growth import growth
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.regions import REGIONS
from trinvis.municipality.capacity_activity_keys import key_of, of_paragraph, paragraph_words
from trinvis.municipality.capacity_figure import PER_CENT, Column, Figure, FigureTable, Row, Said, Source, Term, missing
from trinvis.municipality.capacity_places_measures import PLACES
from trinvis.municipality.capacity_places_offers import area_paragraphs
from trinvis.tables import FRAMEWORK_PLACES

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

CONCEPTS = "Regionernes aftaler tæller ikke det samme, så de lægges ikke sammen; en region, der ikke har opgjort pladserne, står tom og ikke med 0."
"""Seed 002 lines 9769-9844."""

Group = tuple[tuple[str, ...], str]
"""Paragraphs and target group (empty: all)."""
OWNED = (("municipal", "municipal_places", "Kommunale"), ("regional", "regional_places", "Regionale"))


def framework_tables(made: Capacity) -> tuple[FigureTable, ...]:
    """One table to a group of the area's paragraphs; none without agreements."""
    if not made.facts.has(FRAMEWORK_PLACES.name):
        return ()
    wanted = {one for year in made.years for one in area_paragraphs(made, year)}
    groups: dict[Group, list[dict[str, Any]]] = {}
    rows = made.facts.rows(FRAMEWORK_PLACES.name).filter(pl.col("year").is_in(made.years))
    for row in rows.sort("year", "region").iter_rows(named=True):
        named = tuple(sorted(row["paragraphs"].split("; ")))
        if any(of_paragraph(one, other) for one in named for other in wanted):
            groups.setdefault((named, row["target_group"] or ""), []).append(row)
    return tuple(_table(made, group, of) for group, of in sorted(groups.items()))


def _table(made: Capacity, group: Group, rows: Sequence[dict[str, Any]]) -> FigureTable:
    key = f"places.framework.{key_of(' '.join((*group[0], group[1])))}"
    years = sorted({row["year"] for row in rows})
    columns = [Column(f"y{year}", str(year), PLACES, decimals=1, year=year) for year in years]
    if len(years) > 1:
        ends = f"y{years[0]}", f"y{years[-1]}"
        columns.append(Column("growth", f"Ændring {years[0]}-{years[-1]}", PER_CENT, "growth", 1, ends))
    columns += [Column(name, f"{label} {years[-1]}", PLACES, decimals=1, year=years[-1]) for name, _, label in OWNED]
    figures: dict[tuple[str, str], Figure] = {}
    for code in REGIONS:
        mine = {row["year"]: row for row in rows if int(row["region"]) == code}
        figures |= {(f"r{code}", name): one for name, one in _region(made, key, code, mine, years).items()}
    words = ", ".join(paragraph_words(one) for one in group[0]) + (f", {group[1]}" if group[1] else "")
    own = made.facts.regions.get(made.own)
    row = f"r{own}" if own in REGIONS else f"r{next(iter(REGIONS))}"
    name = REGIONS[own] if own in REGIONS else next(iter(REGIONS.values()))
    answer = (Said(f"{name} har {{places}} i rammeaftalen i {years[-1]}.", {"places": (key, row, f"y{years[-1]}")}),)
    lines = tuple(Row(f"r{code}", label, "region", code) for code, label in REGIONS.items())
    title = f"Pladser i rammeaftalerne på {words}"
    return FigureTable(key, title, "Region", tuple(columns), lines, figures, answer, (CONCEPTS,))


def _region(
    made: Capacity, key: str, code: int, rows: Mapping[int, dict[str, Any]], years: Sequence[int]
) -> dict[str, Figure]:
    name, row = REGIONS[code], f"r{code}"
    try:
        told = of_rows(rows[year] for year in sorted(rows))
    except CapacityRefused as error:
        unit = {f"y{year}": missing(PLACES, str(error)) for year in years} | {"growth": missing(PER_CENT, str(error))}
        return unit | {column: missing(PLACES, str(error)) for column, _, _ in OWNED}
    by_year = {one.year: one for one in told}
    cells = {f"y{year}": _level(rows.get(year), by_year.get(year), name, year) for year in years}
    for column, field, label in OWNED:
        value = getattr(by_year.get(years[-1]), column, None)
        cells[column] = _part(rows.get(years[-1]), value, field, f"{name}, {label.lower()}", years[-1])
    if len(years) > 1:
        cells["growth"] = _growth(made, (key, row), code, told, years, cells)
    return cells


def _level(row: dict[str, Any] | None, one: FrameworkPlaces | None, name: str, year: int) -> Figure:
    value = one.places if one else None
    concept = (row or {}).get("concept")
    figure = _part(row, value, "places", name, year)
    return (
        replace(figure, how=f"{figure.how} Opgørelse: {concept}.") if concept and figure.value is not None else figure
    )


def _part(row: dict[str, Any] | None, value: float | None, field: str, name: str, year: int) -> Figure:
    if row is None or value is None:
        return missing(PLACES, f"{name}: rammeaftalen har ikke opgjort pladserne i {year}.")
    where: dict[str, tuple[object, ...]] = {
        "region": (row["region"],), "year": (year,), "paragraphs": (row["paragraphs"],), "target_group": (row["target_group"],),
    }  # fmt: skip
    adds = field if row[field] is not None else ""
    return Figure(
        value, PLACES, f"Pladser i rammeaftalen i {year}.", sources=(Source(FRAMEWORK_PLACES.name, where, adds),)
    )


def _growth(
    made: Capacity,
    at: tuple[str, str],
    code: int,
    told: Sequence[FrameworkPlaces],
    years: Sequence[int],
    cells: Mapping[str, Figure],
) -> Figure:
    first, last = years[0], years[-1]
    try:
        if not told:
            raise CapacityRefused(f"{REGIONS[code]} har ingen pladser i rammeaftalen; der er intet at sammenligne.")
        series = replace(framework_series(told), breaks=breaks_of(made.facts.breaks, "framework", [str(code)]))
        found = growth(series, first, last)
    except CapacityRefused as error:
        return missing(PER_CENT, str(error))
    terms = tuple(
        Term(f"Pladser {year}", cells[f"y{year}"].value or 0.0, PLACES, (*at, f"y{year}")) for year in (first, last)
    )
    return Figure(found.ratio * 100, PER_CENT, f"Ændringen i procent af {first}.", terms)
