"""Two cells of a column that stand in each other's row: each breaks its own row, and fits the other's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from trinvis.calculations.capacity.table_checker.danish import number_text
from trinvis.calculations.capacity.table_checker.findings import Finding
from trinvis.calculations.capacity.table_checker.printed import POINTS
from trinvis.calculations.capacity.table_checker.sheet import Cell, Sheet
from trinvis.calculations.capacity.table_checker.ties import Tie
from trinvis.calculations.capacity.table_checker.years import without_year, year_of

STEADY = 1.5
"""The largest over the smallest of the rest of each row."""
APART = 1.5
"""How many times the two rows' ranges are at least apart."""
BESIDE = 1.15
"""How far outside the other row's range a figure may lie and still fit it."""


def check(sheet: Sheet) -> Iterator[Tie | Finding]:
    """Only over years, in rows that are steady and far apart."""
    columns = [
        at for at, name in enumerate(sheet.table.columns) if year_of(name) and at not in sheet.changes("columns")
    ]
    rows = {row: values for row in range(sheet.length("rows")) if (values := _values(sheet, row, columns))}
    for first, second in combinations(rows, 2):
        for column in columns:
            if _crossed(rows[first], rows[second], column):
                cells = (Cell(first, column), Cell(second, column))
                places = tuple(sheet.place(cell) for cell in cells)
                shown = " og ".join(number_text(number) for cell in cells if (number := sheet.number(cell)))
                message = f"{places[0].name} og {places[1].name}: {shown} passer hver i den andens række; de er nok byttet om."
                yield Finding("labels", "labels-cells", "likely", message, places, places)


def _values(sheet: Sheet, row: int, columns: list[int]) -> dict[int, float]:
    """A row's figures over the years of one series; empty where some are missing or there are too few."""
    series = {without_year(sheet.table.columns[at]) for at in columns}
    numbers = {at: sheet.number(Cell(row, at)) for at in columns}
    values = {at: float(n.value) for at, n in numbers.items() if n and n.value > 0 and n.unit != POINTS}
    return values if len(series) == 1 and len(values) == len(columns) >= 4 else {}


def _crossed(one: dict[int, float], other: dict[int, float], column: int) -> bool:
    mine, theirs = _range(one, column), _range(other, column)
    if mine[1] > STEADY * mine[0] or theirs[1] > STEADY * theirs[0]:
        return False
    if not (mine[1] * APART < theirs[0] or theirs[1] * APART < mine[0]):
        return False
    return _within(one[column], theirs) and _within(other[column], mine)


def _range(values: dict[int, float], column: int) -> tuple[float, float]:
    rest = [value for at, value in values.items() if at != column]
    return min(rest), max(rest)


def _within(value: float, ends: tuple[float, float]) -> bool:
    return ends[0] / BESIDE <= value <= ends[1] * BESIDE
