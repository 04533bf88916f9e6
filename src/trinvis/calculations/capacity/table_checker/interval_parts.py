"""Intervals with the figures that they are around, wherever they stand: in rows, in columns, in the figure's own cell."""

from __future__ import annotations

from dataclasses import dataclass

from trinvis.calculations.capacity.table_checker.description import Interval
from trinvis.calculations.capacity.table_checker.names import found
from trinvis.calculations.capacity.table_checker.printed import Number, read_cell, rounded_together
from trinvis.calculations.capacity.table_checker.sheet import OTHER, Cell, Line, Sheet
from trinvis.calculations.capacity.table_checker.spans import Span
from trinvis.calculations.capacity.table_checker.terms import where


@dataclass(frozen=True)
class Around:
    """One interval: its ends, the ``figure`` it is around, the number of answers ``n`` and the standard deviation ``sd``, where known.

    The spans say what each may stand for when all three are rounded alike.
    """

    name: str
    cells: tuple[Cell, ...]
    low: Number
    high: Number
    low_span: Span
    high_span: Span
    figure: Number | None = None
    span: Span | None = None
    n: Number | None = None
    sd: Number | None = None


def around_of(sheet: Sheet, said: Interval) -> list[Around]:
    """Every interval that a statement is about; cells without one are passed over."""
    lines = [sheet.find(name, said.by) for name in (said.line, said.low, said.high, said.around) if name]
    by = lines[0].by
    figures = sheet.find(said.around, by) if said.around else (sheet.find(said.line, by) if said.line else None)
    parts = []
    for across in sheet.across(by, said):
        ends = _ends(sheet, said, lines, across)
        if ends is None:
            continue
        cells, low, high = ends
        cell = None if figures is None else sheet.cell(figures, across)
        figure = sheet.number(cell) if cell else None
        spans = rounded_together([low, high, *([figure] if figure else [])])
        kept = (cell, *(one for one in cells if one != cell)) if cell and figure else cells
        parts.append(
            Around(
                where(sheet, figures or lines[0], across), kept, low, high, spans[0], spans[1],
                figure, spans[2] if figure else None,
                _answers(sheet, said, by, across), _spread(sheet, said, by, across),
            )
        )  # fmt: skip
    return parts


def _ends(
    sheet: Sheet, said: Interval, lines: list[Line], across: int
) -> tuple[tuple[Cell, ...], Number, Number] | None:
    if said.line:
        cell = sheet.cell(lines[0], across)
        held = sheet.read(cell).interval
        return None if held is None else ((cell,), *held)
    low, high = sheet.cell(lines[0], across), sheet.cell(lines[1], across)
    ends = sheet.number(low), sheet.number(high)
    return None if ends[0] is None or ends[1] is None else ((low, high), ends[0], ends[1])


def _answers(sheet: Sheet, said: Interval, by: str, across: int) -> Number | None:
    """How many answered: one number for all, by name, or in a line of the table."""
    if isinstance(said.n, str):
        if not said.n or read_cell(said.n).number:
            return read_cell(said.n).number
        line = sheet.find(said.n, "rows" if by == "rows" else "columns")
        return sheet.number(sheet.cell(line, across))
    names = sheet.names(OTHER["rows" if by == "rows" else "columns"])
    for name, number in said.n.items():
        if found(name, names) == across:
            return read_cell(number).number
    return None


def _spread(sheet: Sheet, said: Interval, by: str, across: int) -> Number | None:
    return (
        sheet.number(sheet.cell(sheet.find(said.sd, "rows" if by == "rows" else "columns"), across))
        if said.sd
        else None
    )
