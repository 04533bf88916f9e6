"""Two cells of a column that stand in each other's row: each breaks its own row, and fits the other's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

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


class _Odd(NamedTuple):
    """A row's figure, and the least and the largest of the rest."""

    figure: float
    low: float
    high: float


def check(sheet: Sheet) -> Iterator[Tie | Finding]:
    """Only over years, in rows that are steady and far apart."""
    columns = [
        at for at, name in enumerate(sheet.table.columns) if year_of(name) and at not in sheet.changes("columns")
    ]
    rows = {row: values for row in range(sheet.length("rows")) if (values := _values(sheet, row, columns))}
    out = {column: _out_of_place(rows, column) for column in columns}
    pairs = ((first, second, column) for column in columns for first, second in combinations(out[column], 2))
    for first, second, column in sorted(pairs):
        if _crossed(out[column][first], out[column][second]):
            cells = (Cell(first, column), Cell(second, column))
            places = tuple(sheet.place(cell) for cell in cells)
            shown = " og ".join(number_text(number) for cell in cells if (number := sheet.number(cell)))
            message = (
                f"{places[0].name} og {places[1].name}: {shown} passer hver i den andens række; de er nok byttet om."
            )
            yield Finding("labels", "labels-cells", "likely", message, places, places)


def _values(sheet: Sheet, row: int, columns: list[int]) -> dict[int, float]:
    """A row's figures over the years of one series; empty where some are missing or there are too few."""
    series = {without_year(sheet.table.columns[at]) for at in columns}
    numbers = {at: sheet.number(Cell(row, at)) for at in columns}
    values = {at: float(n.value) for at, n in numbers.items() if n and n.value > 0 and n.unit != POINTS}
    return values if len(series) == 1 and len(values) == len(columns) >= 4 else {}


def _out_of_place(rows: dict[int, dict[int, float]], column: int) -> dict[int, _Odd]:
    """The rows that are steady but for one figure, which is so far from them that it may be of a row apart."""
    out = {}
    for row, values in rows.items():
        rest = [value for at, value in values.items() if at != column]
        odd = _Odd(values[column], min(rest), max(rest))
        far = odd.figure * BESIDE > odd.high * APART or odd.figure * APART < odd.low * BESIDE
        if far and odd.high <= STEADY * odd.low:
            out[row] = odd
    return out


def _crossed(one: _Odd, other: _Odd) -> bool:
    apart = one.high * APART < other.low or other.high * APART < one.low
    return apart and _within(one.figure, other) and _within(other.figure, one)


def _within(value: float, row: _Odd) -> bool:
    return row.low / BESIDE <= value <= row.high * BESIDE
