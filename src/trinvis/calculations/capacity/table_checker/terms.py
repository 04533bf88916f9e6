"""Cells as terms of a tie: numbers that belong together are taken to be rounded alike."""

from __future__ import annotations

from collections.abc import Sequence

from trinvis.calculations.capacity.table_checker.printed import POINTS, Number, rounded_together
from trinvis.calculations.capacity.table_checker.sheet import Cell, Line, Sheet
from trinvis.calculations.capacity.table_checker.ties import Term


def term_of(sheet: Sheet, cell: Cell) -> Term | None:
    """One cell, as exact as it is printed; None where it has no number."""
    number = sheet.number(cell)
    return None if number is None else Term(number, number.span, cell)


def together(sheet: Sheet, cells: Sequence[Cell]) -> list[Term] | None:
    """Cells of one tie; None where one has no number, or some are per cent and others not."""
    numbers = [number for cell in cells if (number := sheet.number(cell)) is not None]
    if len(numbers) < len(cells) or len({_sort(number) for number in numbers}) > 1:
        return None
    spans = rounded_together(numbers)
    return [Term(number, span, cell) for number, span, cell in zip(numbers, spans, cells, strict=True)]


def _sort(number: Number) -> str:
    return number.unit if number.unit in ("%", POINTS) else ""


def where(sheet: Sheet, line: Line, across: int) -> str:
    """A cell in words, its row first: ``I alt, 2009``."""
    return sheet.place(sheet.cell(line, across)).name


def before(sheet: Sheet, line: Line, totals: set[int]) -> list[Line]:
    """The lines before a total back to the last one or to an empty line, without those that hold growth."""
    kept = []
    growth = sheet.changes(line.by)
    for index in range(line.index - 1, -1, -1):
        cells = [sheet.read(sheet.cell(Line(line.by, index), across)) for across in range(_width(sheet, line))]
        if index in totals or not any(one.text.strip() for one in cells):
            break
        if index not in growth:
            kept.append(Line(line.by, index))
    return kept[::-1]


def _width(sheet: Sheet, line: Line) -> int:
    return len(sheet.table.columns) if line.by == "rows" else len(sheet.table.rows)
