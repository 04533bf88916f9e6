"""How large the unit of a line is: ``Udgift (mio. kr.)`` counts millions, and ``t.kr.`` in the table's unit thousands."""

from __future__ import annotations

import re
from dataclasses import replace

from trinvis.calculations.capacity.table_checker.description import By
from trinvis.calculations.capacity.table_checker.printed import Number
from trinvis.calculations.capacity.table_checker.sheet import Cell, Line, Sheet

_SIZES = (
    (10**9, re.compile(r"\b(mia|milliarder)\b", re.IGNORECASE)),
    (10**6, re.compile(r"\b(mio|millioner)\b", re.IGNORECASE)),
    (10**3, re.compile(r"\b(t\. ?kr|tkr|tusinde?r?)\b|\b1\.?000 kr", re.IGNORECASE)),
    (1, re.compile(r"\bkr\b|\bkroner\b", re.IGNORECASE)),
)


def size_of(text: str) -> int | None:
    """What one is in a text's unit of money; None where it names none."""
    return next((size for size, words in _SIZES if words.search(text)), None)


def line_size(sheet: Sheet, line: Line) -> int | None:
    """The same of a line: by its name, else by the table's unit and title."""
    texts = (sheet.name(line), sheet.about.unit, sheet.about.title)
    return next((size for text in texts if (size := size_of(text)) is not None), None)


def cell_size(sheet: Sheet, cell: Cell) -> int | None:
    """The same of a cell: by its row's or its column's name, else by the table's unit and title."""
    ways: tuple[tuple[By, int], ...] = (("rows", cell.row), ("columns", cell.column))
    sizes = (size_of(sheet.name(Line(by, at))) for by, at in ways)
    return (
        next((size for size in sizes if size is not None), None)
        or size_of(sheet.about.unit)
        or size_of(sheet.about.title)
    )


def in_ones(number: Number, size: int | None) -> Number:
    """A number whose unit stands above it, as if it stood beside it (``6,3`` under ``mia. kr.``)."""
    if size is None or size == 1 or number.scale != 1 or number.unit == "%":
        return number
    return replace(number, value=number.value * size, step=number.step * size, scale=size)
