"""How far a number is from what its row and column lead one to expect: row level × column level, by medians."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import log
from statistics import median

from trinvis.calculations.capacity.table_checker.description import By
from trinvis.calculations.capacity.table_checker.sheet import Cell, Sheet
from trinvis.calculations.capacity.table_checker.years import year_of

FEWEST = 3
"""Figures that a row must have before anything is expected of it."""
STEPS = 4
WAYS: tuple[By, ...] = ("rows", "columns")


@dataclass(frozen=True)
class Expected:
    """What is expected of every cell of a sheet, as logarithms."""

    sheet: Sheet

    @cached_property
    def _logs(self) -> dict[Cell, float]:
        growth_columns, growth_rows = self.sheet.changes("columns"), self.sheet.changes("rows")
        logs: dict[Cell, float] = {}
        dated = [sum(1 for name in self.sheet.names(by) if year_of(name)) for by in WAYS]
        if max(dated) < FEWEST:
            return logs
        for row in range(self.sheet.length("rows")):
            for column in range(self.sheet.length("columns")):
                number = self.sheet.number(Cell(row, column))
                if number and number.value > 0 and column not in growth_columns and row not in growth_rows:
                    logs[Cell(row, column)] = log(float(number.value))
        return logs

    @cached_property
    def _levels(self) -> tuple[dict[int, float], dict[int, float]]:
        """Levels of rows and columns by median polish: one wild cell does not move them."""
        rows = dict.fromkeys((cell.row for cell in self._logs), 0.0)
        columns = dict.fromkeys((cell.column for cell in self._logs), 0.0)
        for _ in range(STEPS):
            rows = self._medians("rows", columns)
            columns = self._medians("columns", rows)
        return rows, columns

    def _medians(self, by: By, crossing: dict[int, float]) -> dict[int, float]:
        """The middle of each line running ``by`` once the level of the lines that cross it is taken away."""
        left: dict[int, list[float]] = {}
        for at, value in self._logs.items():
            index, across = (at.row, at.column) if by == "rows" else (at.column, at.row)
            left.setdefault(index, []).append(value - crossing[across])
        return {index: median(values) for index, values in left.items()}

    @cached_property
    def _beside(self) -> Counter[int]:
        return Counter(at.row for at in self._logs)

    @cached_property
    def _usual(self) -> float:
        return max(0.01, median([abs(self._off(cell, value)) for cell, value in self._logs.items()] or [1.0]))

    def _off(self, cell: Cell, value: float) -> float:
        rows, columns = self._levels
        return value - rows[cell.row] - columns[cell.column]

    def gain(self, cell: Cell, value: float) -> float:
        """How much nearer to the expected ``value`` is than what is printed, from -2 to 2 in usual distances; 0 where nothing is expected."""
        if cell not in self._logs or self._beside[cell.row] < FEWEST or value <= 0:
            return 0.0
        printed, other = abs(self._off(cell, self._logs[cell])), abs(self._off(cell, log(value)))
        return max(-2.0, min(2.0, (printed - other) / self._usual / 2))
