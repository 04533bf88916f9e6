"""Our own tables as a stranger would read them, and what the table checker finds wrong with them: it must find nothing.

A table is written just as the report prints it, and its description is drawn from what its rows and columns say they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.table_checker.checker import check_table
from trinvis.calculations.capacity.table_checker.description import (
    Claim,
    Description,
    Growth,
    Interval,
    Mean,
    Overlapping,
    Quartiles,
    Rate,
    Share,
    Sum,
)
from trinvis.calculations.capacity.table_checker.table import Row, Table
from trinvis.municipality.capacity import SECTIONS
from trinvis.municipality.capacity_figure import KRONER, PER_CENT
from trinvis.presentation.capacity_tables import column_name, figure_words, report_table, table_unit
from trinvis.reports.cells import heading, shown

if TYPE_CHECKING:
    from trinvis.calculations.capacity.table_checker.findings import Finding
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_figure import Column, FigureTable, Said

MOST_CELLS = 4_000
"""The checker takes no more; a longer table is checked in its first rows."""

TIMES = {"kr": 1, "tkr": 1_000, "mio": 1_000_000}
"""What a table's kroner are counted in."""

QUARTILES = {"lower": "q1", "median": "median", "upper": "q3", "mean": "mean"}
"""Keys of columns → what the checker calls them."""


@dataclass(frozen=True)
class CheckedTable:
    """One of our tables, and what was found."""

    key: str
    title: str
    cells: int
    findings: tuple[Finding, ...]


def check_analysis(made: Capacity) -> tuple[CheckedTable, ...]:
    """Every table of every section that can be made, checked."""
    return tuple(check_own(made, table) for section in SECTIONS for table in _tables(made, section))


def _tables(made: Capacity, section: str) -> tuple[FigureTable, ...]:
    try:
        return made.section(section)
    except CapacityRefused:
        return ()


def check_own(made: Capacity, table: FigureTable) -> CheckedTable:
    """One table as it is printed, with its sentences. What is only unusual is no finding: our own figures may well be."""
    printed = printed_table(made, table)
    every = check_table(printed, description_of(made, table)) if printed.columns else ()
    found = tuple(one for one in every if one.kind != "repeated" or _copied(table, one))
    faults = tuple(one for one in found if one.sure != "look")
    return CheckedTable(table.key, table.title, len(printed.rows) * len(printed.columns), faults)


def printed_table(made: Capacity, table: FigureTable) -> Table:
    """The texts of the table, cell by cell, as pages and report show them; columns of words are left out."""
    report = report_table(made, table, synthetic=False)
    columns = [report.column(column_name(table, one)) for one in _visible(table)]
    rows = tuple(
        Row((str(values["label"]),), tuple(shown(values.get(one.name), one, report.scale) for one in columns))
        for values in report.rows
    )
    whole = max(1, MOST_CELLS // max(1, len(columns)))
    return Table(tuple(heading(one) for one in columns), rows[:whole])


def _visible(table: FigureTable) -> list[Column]:
    return [one for one in table.columns if not one.hidden and one.kind != "text"]


def description_of(made: Capacity, table: FigureTable) -> Description:
    """What the table says of its rows and columns, as the checker reads it."""
    columns = {one.key: f"#{number}" for number, one in enumerate(_visible(table), start=1)}
    rows = {one.key: f"#{number}" for number, one in enumerate(table.rows, start=1)}
    return Description(
        title=table.title,
        number=table.key,
        unit=table_unit(table),
        infer=False,
        sums=_sums(table, rows),
        growth=tuple(
            Growth(
                columns[one.key],
                columns[one.of[0]],
                columns[one.of[1]],
                one.kind == "points",
                "columns",
                but=_of_others(table, one, rows),
            )
            for one in _visible(table)
            if one.kind in ("growth", "points") and len(one.of) == 2 and all(of in columns for of in one.of)
        ),
        means=_means(table, rows, columns),
        intervals=_intervals(table, columns),
        shares=tuple(
            Share(columns[one.key], of=columns[one.of[0]], total=_total(table, rows), adds=False, by="columns")
            for one in _visible(table)
            if one.kind == "share" and len(one.of) == 1 and one.of[0] in columns and _total(table, rows)
        ),
        rates=tuple(
            Rate(columns[one.key], columns[one.of[0]], columns[one.of[1]], by="columns")
            for one in _visible(table)
            if one.kind == "rate" and len(one.of) == 2 and all(of in columns for of in one.of)
        ),
        quartiles=_quartiles(columns),
        overlapping=(Overlapping(tuple(rows.values()), by="rows"),) if table.overlap and len(rows) > 1 else (),
        claims=_claims(made, table, rows, columns),
    )


def _of_others(table: FigureTable, column: Column, rows: dict[str, str]) -> tuple[str, ...]:
    """The rows whose growth is of fewer than those that are shown: of the municipalities that have both years."""
    return tuple(
        rows[row.key]
        for row in table.rows
        if (one := table.figure(row.key, column.key)) and one.terms and all(term.at is None for term in one.terms)
    )


def _sums(table: FigureTable, rows: dict[str, str]) -> tuple[Sum, ...]:
    """Each total of the parts before it, in the columns that are levels."""
    found, parts = [], []
    levels = tuple(
        f"#{n}" for n, one in enumerate(_visible(table), start=1) if one.kind in ("level", "share") and not one.of
    )
    for row in table.rows:
        if row.kind == "part":
            parts.append(rows[row.key])
        elif row.kind == "total":
            if parts and levels:
                found.append(Sum(rows[row.key], tuple(parts), "rows", levels))
            parts = []
    return tuple(found)


def _total(table: FigureTable, rows: dict[str, str]) -> str:
    return next((rows[row.key] for row in table.rows if row.kind == "total"), "")


def _means(table: FigureTable, rows: dict[str, str], columns: dict[str, str]) -> tuple[Mean, ...]:
    """The country between its regions, weighed by their inhabitants where those are told."""
    regions = [row.key for row in table.rows if row.kind == "region"]
    rates = tuple(columns[one.key] for one in _visible(table) if one.kind == "rate")
    country = [row.key for row in table.rows if row.kind == "national"]
    if not country or not regions or not rates:
        return ()
    weights = {rows[key]: str(int(table.weights[key])) for key in regions if table.weights.get(key)}
    told = weights if len(weights) == len(regions) else None
    return (Mean(rows[country[0]], tuple(rows[key] for key in regions), told, "0,5", "rows", rates),)


def _intervals(table: FigureTable, columns: dict[str, str]) -> tuple[Interval, ...]:
    """The ends of intervals, by the middle that they say they are around."""
    ends: dict[str, dict[str, str]] = {}
    for one in _visible(table):
        if one.kind in ("low", "high") and one.of and one.of[0] in columns:
            ends.setdefault(one.of[0], {})[one.kind] = columns[one.key]
    return tuple(
        Interval(around=columns[middle], low=both["low"], high=both["high"], form="other", by="columns")
        for middle, both in ends.items()
        if len(both) == 2
    )


def _quartiles(columns: dict[str, str]) -> tuple[Quartiles, ...]:
    told = {QUARTILES[key]: number for key, number in columns.items() if key in QUARTILES}
    return (Quartiles(**told, by="columns"),) if len(told) > 1 else ()  # type: ignore[arg-type]


def _claims(made: Capacity, table: FigureTable, rows: dict[str, str], columns: dict[str, str]) -> tuple[Claim, ...]:
    """What the sentences above the table say of its cells."""
    found = []
    for said in table.answer:
        for name, at in said.at.items():
            words = figure_words(made, at, said, name)
            if at[0] == table.key and at[2] in columns and words:
                unit = table.unit_of(table.rows_by_key[at[1]], table.columns_by_key[at[2]])
                formula = f"a * {TIMES[table.scale]}" if unit == KRONER else "a"
                formula = f"0 - {formula}" if _turned(table, said, name) else formula
                says = words if unit in (KRONER, PER_CENT) else words.removesuffix(unit).strip()
                found.append(Claim(formula, {"a": f"{rows[at[1]]} | {columns[at[2]]}"}, says, said.template))
    return tuple(found)


def _turned(table: FigureTable, said: Said, name: str) -> bool:
    """Whether a sentence tells a figure below 0 without its sign."""
    figure = table.figure(*said.at[name][1:])
    return name in said.absolute and figure is not None and (figure.value or 0) < 0


def _copied(table: FigureTable, finding: Finding) -> bool:
    """Whether lines with the same figures also rest on the same rows: then one was put in the other's place.

    Where what is behind them differs, they are alike in truth, as the places of two years.
    """
    if table.overlap and len(table.rows) == 2:
        return False  # one category, and all of them
    keys = [row.key for row in table.rows], [column.key for column in _visible(table)]
    across = keys[0] if finding.cells[0].row is None else keys[1]
    lines = [
        [(other, keys[1][one.column or 0]) if one.row is None else (keys[0][one.row], other) for other in across]
        for one in finding.cells
    ]
    return any(
        (figure := table.figure(*cells[0])) is not None
        and figure.value
        and any(_behind(table, cells[0]) == _behind(table, cell) for cell in cells[1:])
        for cells in zip(*lines, strict=True)
    )


def _behind(table: FigureTable, cell: tuple[str, str]) -> object:
    """What a figure rests on: its rows, and where the figures stand that it is made of."""
    figure = table.figure(*cell)
    return None if figure is None else (figure.sources, [(term.at, term.address, term.value) for term in figure.terms])
