"""Cells that cannot be read as what the rest of their line is, and one unit among others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from trinvis.calculations.capacity.table_checker.findings import Finding
from trinvis.calculations.capacity.table_checker.printed import POINTS
from trinvis.calculations.capacity.table_checker.sheet import OTHER, Cell, Line, Sheet
from trinvis.calculations.capacity.table_checker.ties import Tie
from trinvis.calculations.capacity.table_checker.words import says_per_cent

FEWEST = 3
"""Cells of a line that must agree before the one that differs is the odd one."""


def check(sheet: Sheet) -> Iterator[Tie | Finding]:
    """Unreadable numbers, one cell without the per cent sign that the others have (or with), points among commas."""
    growth = sheet.changes("columns")
    for index in range(sheet.length("rows")):
        line = Line("rows", index)
        cells = [sheet.cell(line, at) for at in range(sheet.length(OTHER[line.by])) if at not in growth]
        yield from _unreadable(sheet, cells)
        if index not in sheet.changes("rows"):
            yield from _odd_unit(sheet, cells)
    yield from _points(sheet)


def _unreadable(sheet: Sheet, cells: list[Cell]) -> Iterator[Finding]:
    readable = [cell for cell in cells if sheet.number(cell) or sheet.read(cell).interval]
    for cell in cells:
        reading = sheet.read(cell)
        digits = any(letter.isdigit() for letter in reading.text)
        if digits and not reading.number and not reading.interval and len(readable) >= FEWEST:
            place = (sheet.place(cell),)
            message = f"{place[0].name}: {reading.text} kan ikke læses som et tal eller et interval; se punktum, komma og bindestreg efter."
            yield Finding("form", "form-unreadable", "certain", message, place, place)


def _odd_unit(sheet: Sheet, cells: list[Cell]) -> Iterator[Finding]:
    """One cell of a row with a per cent sign, or without."""
    sorts = {cell: sort for cell in cells if (sort := _sort(sheet, cell)) is not None}
    counted = Counter(sorts.values())
    if len(counted) != 2 or len({kind for kind, _ in counted}) != 1:
        return
    (usual, many), (odd, few) = counted.most_common(2)
    if few != 1 or many < FEWEST:
        return
    cell = next(cell for cell, sort in sorts.items() if sort == odd)
    if odd[1] == "%" and says_per_cent(sheet.table.columns[cell.column]):
        return  # the column's heading says so
    below = [_sort(sheet, Cell(row, cell.column)) for row in range(sheet.length("rows")) if row != cell.row]
    if odd in below or (len(sheet.table.rows) > 1 and usual not in below):
        return
    place = (sheet.place(cell),)
    words = {"%": "%", POINTS: "pct.point", "": "intet"}
    message = f"{place[0].name}: {sheet.read(cell).text} har enheden {words[odd[1]]}, de andre i rækken har {words[usual[1]]}."
    yield Finding("unit", "unit-odd", "look", message, place, place)


def _sort(sheet: Sheet, cell: Cell) -> tuple[str, str] | None:
    reading = sheet.read(cell)
    number = reading.interval[1] if reading.interval else reading.number
    if number is None:
        return None
    return ("interval" if reading.interval else "number", number.unit if number.unit in ("%", POINTS) else "")


def _points(sheet: Sheet) -> Iterator[Finding]:
    """A decimal point in a table of decimal commas."""
    cells = [Cell(row, column) for row in range(sheet.length("rows")) for column in range(sheet.length("columns"))]
    numbers = [(cell, number) for cell in cells if (number := sheet.number(cell))]
    commas = sum(1 for _, number in numbers if number.step < number.scale and not number.point)
    pointed = [cell for cell, number in numbers if number.point]
    if pointed and commas > len(pointed):
        for cell in pointed:
            place = (sheet.place(cell),)
            message = f"{place[0].name}: {sheet.read(cell).text} har punktum, hvor resten af tabellen har decimalkomma."
            yield Finding("form", "form-point", "likely", message, place, place)
