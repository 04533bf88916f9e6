"""Why children are placed, by year: causes overlap, so each is shown and none is added; the union is counted."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.capacity.activity import Count, part_of
from trinvis.calculations.capacity.causes import GROUPS, Placement, by_cause
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_activity_keys import keys_of
from trinvis.municipality.capacity_figure import PER_CENT, Column, Figure, FigureTable, Row, Said, Source, Term, missing
from trinvis.municipality.capacity_measures import COUNTRY
from trinvis.tables import PLACEMENT_CAUSES

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from trinvis.calculations.capacity.overlapping import Overlapping
    from trinvis.municipality.capacity import Capacity

UNIT = "anbringelser"
EVERY, UNION = "every", "union"
STARTED = "Nyanbringelser"


def cause_tables(made: Capacity) -> tuple[FigureTable, ...]:
    """New placements by cause, ours and of all municipalities that have told; none for other areas or without causes."""
    if made.area != "children" or not made.facts.has(PLACEMENT_CAUSES.name):
        return ()
    column = "paying_municipality" if made.asked.counted_by == "paying" else "acting_municipality"
    rows = made.facts.rows(PLACEMENT_CAUSES.name).filter(
        pl.col("started"), pl.col("year").is_in(made.years), pl.col(column).is_not_null()
    )
    if rows.is_empty():
        return ()
    own = rows.filter(pl.col(column) == made.own)
    scopes = ((made.own, own), (COUNTRY, rows.filter(pl.col(column).is_in(made.country))))
    return tuple(_table(made, frame, code, column) for code, frame in scopes if not frame.is_empty())


def _table(made: Capacity, rows: pl.DataFrame, code: int, column: str) -> FigureTable:
    scope = "land" if code == COUNTRY else "egen"
    key = f"activity.causes.{scope}"
    years = sorted(rows["year"].unique().to_list())
    groups = _groups(rows)
    keys = {label: f"c_{name}" for label, name in keys_of(groups).items()}
    figures: dict[tuple[str, str], Figure] = {}
    for year in years:
        found = by_cause(_placements(rows, year), groups)
        figures |= _of_year(key, rows, column, year, found, groups, keys, alone=code != COUNTRY)
    last = years[-1]
    columns = (
        *(Column(f"y{year}", str(year), UNIT, year=year) for year in years),
        *(Column(f"whole{year}", f"{STARTED} {year}", UNIT, year=year, hidden=True) for year in years),
        *(Column(f"share{year}", f"Andel {year}", PER_CENT, "share", 2, (f"whole{year}",), year) for year in years),
    )
    union = " eller ".join(GROUPS)
    shown = (
        *(Row(keys[label], label) for label in groups),
        Row(UNION, union),
        Row(EVERY, f"{STARTED} i alt"),
    )
    by = "myndighedskommune" if column.startswith("paying") else "handlekommune"
    who = "de kommuner, der har oplyst dem" if code == COUNTRY else made.name(code)
    answer = (
        Said(
            f"{union}: {{n}} af {{whole}} i {last} ({{share}}).",
            {"n": (key, UNION, f"y{last}"), "whole": (key, EVERY, f"y{last}"), "share": (key, UNION, f"share{last}")},
        ),
    )
    notes = [
        "En anbringelse kan have flere årsager: rækkerne lægges ikke sammen. »Eller« er foreningen, hvor hver anbringelse tæller én gang."
    ]
    if code == COUNTRY:
        notes.append(f"{rows.filter(pl.col('year') == last)[column].n_unique()} kommuner har oplyst årsager i {last}.")
    return FigureTable(
        key,
        f"Årsager til nyanbringelser i {who}, efter {by}",
        "Årsag",
        columns,
        shown,
        figures,
        answer,
        tuple(notes),
        overlap=True,
    )


def _groups(rows: pl.DataFrame) -> dict[str, Set[str]]:
    """The report's two groups, then each cause that is told, the most frequent first."""
    counts = (
        rows.group_by("cause")
        .agg(pl.col("placement").n_unique().alias("n"))
        .sort("n", "cause", descending=[True, False])
    )
    found: dict[str, Set[str]] = dict(GROUPS)
    return found | {cause: {cause} for cause in counts["cause"].to_list() if cause not in found}


def _placements(rows: pl.DataFrame, year: int) -> list[Placement]:
    causes: dict[int, set[str]] = defaultdict(set)
    for number, cause in rows.filter(pl.col("year") == year).select("placement", "cause").iter_rows():
        causes[number].add(cause)
    return [Placement(number, frozenset(of)) for number, of in causes.items()]


def _of_year(
    key: str,
    rows: pl.DataFrame,
    column: str,
    year: int,
    found: Overlapping,
    groups: Mapping[str, Set[str]],
    keys: Mapping[str, str],
    *,
    alone: bool,
) -> dict[tuple[str, str], Figure]:
    codes = tuple(sorted(rows.filter(pl.col("year") == year)[column].unique().to_list()))
    mental = by_cause(_placements(rows, year))
    counts = {keys[one.label]: one.count for one in found.categories} | {UNION: mental.distinct, EVERY: found.of}
    causes = {keys[label]: tuple(sorted(of)) for label, of in groups.items()}
    causes[UNION] = tuple(sorted({cause for of in GROUPS.values() for cause in of}))
    cells: dict[tuple[str, str], Figure] = {}
    for row, number in counts.items():
        where: dict[str, tuple[object, ...]] = {"year": (year,), "started": (True,), column: codes}
        where |= {"cause": causes[row]} if row in causes else {}
        how = f"Nyanbringelser i {year}, hver én gang, også når den har flere af årsagerne."
        source = (Source(PLACEMENT_CAUSES.name, where),)
        persons = float(number) if alone else None
        cells[row, f"y{year}"] = Figure(float(number), UNIT, how, sources=source, persons=persons)
        cells[row, f"share{year}"] = _share(key, row, year, number, found.of, persons)
        cells[row, f"whole{year}"] = Figure(
            float(found.of),
            UNIT,
            f"Alle nyanbringelser i {year}.",
            (Term(STARTED, found.of, UNIT, (key, EVERY, f"y{year}")),),
            persons=float(found.of) if alone else None,
        )
    return cells


def _share(key: str, row: str, year: int, number: int, every: int, persons: float | None) -> Figure:
    try:
        part = part_of(Count(row, number, "flow", year), Count(STARTED, every, "flow", year))
    except CapacityRefused as error:
        return missing(PER_CENT, str(error))
    terms = (
        Term("Med årsagen", part.part, UNIT, (key, row, f"y{year}")),
        Term(STARTED, part.whole, UNIT, (key, row, f"whole{year}")),
    )
    return Figure(part.share * 100, PER_CENT, f"I procent af alle nyanbringelser i {year}.", terms, persons=persons)
