"""A number ten, a hundred or a thousand times its neighbours; per cent in the title over numbers that are none."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from trinvis.calculations.capacity.table_checker.danish import number_text, shortened, with_unit
from trinvis.calculations.capacity.table_checker.description import By
from trinvis.calculations.capacity.table_checker.findings import Finding
from trinvis.calculations.capacity.table_checker.printed import POINTS, Number
from trinvis.calculations.capacity.table_checker.sheet import OTHER, Cell, Line, Sheet
from trinvis.calculations.capacity.table_checker.ties import Tie
from trinvis.calculations.capacity.table_checker.words import (
    says_average_change,
    says_change,
    says_per_cent,
    says_rate,
    says_region,
)
from trinvis.calculations.capacity.table_checker.years import without_year, year_of

STEADY = 2
"""The largest over the smallest of the neighbours: only beside steady ones a jump is seen."""
NEARLY = 1.2
"""The same where there are only two."""
BESIDE = Fraction(13, 10)
"""How far outside its neighbours the number may lie once the factor is taken away."""
JUMP = 6
"""The number is at least so many times all its neighbours, or they it."""
FACTORS = (10, 100, 1000)
SOME, EXACT = 3, 10
"""Steps that the neighbours must be, over years and else: of 1, 1 and 2 nothing is expected."""


def check(sheet: Sheet) -> Iterator[Tie | Finding]:
    """Jumps by a power of ten along rows and columns of like figures, and a title that says per cent."""
    ways: tuple[By, ...] = ("rows", "columns")
    seen: set[Cell] = set()
    for by in ways:
        for index in range(sheet.length(by)):
            line = Line(by, index)
            if index not in sheet.changes(by) and not says_change(sheet.name(line)) and _alike(sheet, line):
                for finding, cell in _jumps(sheet, line, _dated(sheet, by)):
                    if cell not in seen:
                        seen.add(cell)
                        yield finding
    yield from _per_cent(sheet)


def _alike(sheet: Sheet, line: Line) -> bool:
    """Whether the figures along a line are of a size: the same thing over years, or per inhabitant in each region."""
    regions = sum(1 for name in sheet.names(OTHER[line.by]) if says_region(name))
    rates = says_rate(f"{sheet.about.title} {sheet.about.unit} {sheet.name(line)}")
    return _dated(sheet, line.by) or (regions >= 4 and rates)


def _dated(sheet: Sheet, by: By) -> bool:
    return sum(1 for name in sheet.names(OTHER[by]) if year_of(name)) >= 3


def _jumps(sheet: Sheet, line: Line, dated: bool) -> Iterator[tuple[Finding, Cell]]:
    other = OTHER[line.by]
    out = (
        sheet.changes(other)
        | sheet.totals(other)
        | {i for i, name in enumerate(sheet.names(other)) if says_change(name)}
    )
    cells = [sheet.cell(line, at) for at in range(sheet.length(other)) if at not in out]
    numbers = [(cell, number) for cell in cells if (number := sheet.number(cell)) and number.unit != POINTS]
    alike: dict[tuple[bool, str], list[tuple[Cell, Number]]] = {}
    for cell, number in numbers:
        across = sheet.names(other)[cell.column if line.by == "rows" else cell.row]
        alike.setdefault((number.unit == "%", without_year(across) if dated else ""), []).append((cell, number))
    for same in alike.values():
        yield from _jumps_among(sheet, same, dated)


def _jumps_among(sheet: Sheet, numbers: list[tuple[Cell, Number]], dated: bool) -> Iterator[tuple[Finding, Cell]]:
    values = sorted(abs(number.value) for _, number in numbers)
    least = SOME if dated and len(numbers) > 3 else EXACT
    rough = sum(1 for _, number in numbers if abs(number.value) < least * number.step)
    for cell, number in numbers:
        exact = rough == (abs(number.value) < least * number.step)
        factor = _factor(number, values) if exact else None
        if factor:
            place = (sheet.place(cell),)
            listed = shortened([number_text(one) for at, one in numbers if at != cell])
            meant = number.value / factor[0] if factor[1] else number.value * factor[0]
            should = with_unit(meant, number, 1 if factor[1] else 0)
            size = "større" if factor[1] else "mindre"
            message = f"{place[0].name}: {number_text(number)} er omkring {factor[0]} gange {size} end naboerne ({listed}); {should} ville passe."
            yield Finding("unit", "unit-jump", "likely", message, place, place), cell


def _factor(number: Number, values: list[Fraction]) -> tuple[int, bool] | None:
    """The power of ten that brings a number in among steady neighbours, and whether it is too large. ``values`` are sorted, its own with them."""
    size = abs(number.value)
    if len(values) < 3 or not size or size not in (values[0], values[-1]):
        return None
    low, high = values[1 if size == values[0] else 0], values[-2 if size == values[-1] else -1]
    steady = STEADY if len(values) > 3 else NEARLY
    if low <= 0 or high > steady * low:
        return None
    for factor in FACTORS:
        if size > JUMP * high and low / BESIDE <= size / factor <= high * BESIDE:
            return factor, True
        if size * JUMP < low and low / BESIDE <= size * factor <= high * BESIDE:
            return factor, False
    return None


def _per_cent(sheet: Sheet) -> Iterator[Finding]:
    """The title says per cent, the cells have no per cent sign, and hardly one of them can be a per cent."""
    title = f"{sheet.about.title} {sheet.about.unit}"
    if not says_per_cent(title) or says_average_change(title):
        return
    growth = sheet.changes("columns")
    cells = [
        Cell(row, column)
        for row in range(sheet.length("rows"))
        for column in range(sheet.length("columns"))
        if column not in growth and row not in sheet.changes("rows")
    ]
    numbers = [(cell, number) for cell in cells if (number := sheet.number(cell))]
    large = [cell for cell, number in numbers if number.value > 100 and number.unit != "%"]
    if len(large) >= 2 and len(large) * 2 > len(numbers):
        place = sheet.place(large[0])
        message = f"Titlen siger pct., men tallene er det ikke: {place.name} er {place.text}."
        yield Finding("unit", "unit-title", "certain", message, tuple(sheet.place(cell) for cell in large))
