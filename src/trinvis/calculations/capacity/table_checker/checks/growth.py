"""A change that is not the one between its two years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from trinvis.calculations.capacity.table_checker.danish import MINUS
from trinvis.calculations.capacity.table_checker.description import Growth
from trinvis.calculations.capacity.table_checker.findings import Finding
from trinvis.calculations.capacity.table_checker.printed import POINTS, Number, grain
from trinvis.calculations.capacity.table_checker.sheet import Cell, Line, Sheet
from trinvis.calculations.capacity.table_checker.spans import Span
from trinvis.calculations.capacity.table_checker.terms import term_of, together, where
from trinvis.calculations.capacity.table_checker.ties import Linear, Ratio, Term, Tie
from trinvis.calculations.capacity.table_checker.years import without_year

HUNDRED = Fraction(100)
ROUGH = 0.51
"""Of its last unit, that a number may be off."""
PLAIN = 2.0
"""How much a change that something plain gives speaks for itself being wrong."""


def check(sheet: Sheet) -> Iterator[Tie | Finding]:
    """Every growth that is said to be one, recalculated from its first and last cell as they are printed."""
    for said in sheet.about.growth:
        line = sheet.find(said.line, said.by)
        start, end = (sheet.find(name, line.by) for name in (said.start, said.end))
        for across in sheet.across(line.by, said):
            pair = together(sheet, [sheet.cell(start, across), sheet.cell(end, across)])
            change = term_of(sheet, sheet.cell(line, across))
            if pair is None or change is None:
                continue
            tie = change_of(change, pair[0], pair[1], where(sheet, line, across), _points(said, change))
            yield tie if tie.holds else _explained(sheet, tie, line, (start, end), across)


def _points(said: Growth, change: Term) -> bool:
    return change.number.unit == POINTS if said.points is None else said.points


def change_of(change: Term, start: Term, end: Term, name: str, points: bool) -> Tie:
    """The tie between a change and the two numbers that it is between."""
    if points:
        return Linear("growth", "growth", name, change, ((Fraction(1), end), (Fraction(-1), start)))
    return Ratio("growth", "growth", name, change, end, start, HUNDRED, -HUNDRED)


def _explained(sheet: Sheet, tie: Tie, line: Line, ends: tuple[Line, Line], across: int) -> Tie:
    """The same with what the printed change is instead, where something plain gives it."""
    start, end = _pair(tie)
    if start is None or end is None:
        return tie
    for code, says, span in _readings(start, end, isinstance(tie, Linear)):
        if span is not None and span.meets(tie.result.span):
            return replace(tie, code=code, more=says, blames=PLAIN)
    for first, last in _other_pairs(sheet, line, ends):
        if _gives(sheet, tie, sheet.cell(first, across), sheet.cell(last, across)):
            more = f"Tallet passer med udviklingen fra {sheet.name(first)} til {sheet.name(last)}."
            return replace(tie, code="growth-period", more=more)
    return tie


def _gives(sheet: Sheet, tie: Tie, first: Cell, last: Cell) -> bool:
    """Whether the change is the one between two other cells; most pairs are told from it at a glance."""
    points, numbers = isinstance(tie, Linear), (sheet.number(first), sheet.number(last))
    if numbers[0] is None or numbers[1] is None or not _about(tie, numbers[0], numbers[1], points):
        return False
    pair = together(sheet, [first, last])
    other = None if pair is None else change_of(tie.result, pair[0], pair[1], tie.name, points)
    return other is not None and other.gives is not None and other.holds


def _about(tie: Tie, first: Number, last: Number, points: bool) -> bool:
    """Whether a change may be between two numbers, each as rough as it can be."""
    ends = [(float(n.value), float(max(n.step, grain(n))) * ROUGH) for n in (first, last)]
    (a, wide), (b, broad) = ends
    change, step = float(tie.result.number.value), float(tie.result.number.step)
    if points:
        return abs(b - a - change) <= wide + broad + step
    if abs(a) <= wide:
        return False
    least, most = abs(a) - wide, (abs(b) + broad)
    return abs((b / a - 1) * 100 - change) <= 100 * (broad / least + most * wide / least**2) + step


def _pair(tie: Tie) -> tuple[Term | None, Term | None]:
    if isinstance(tie, Ratio):
        return tie.under, tie.over
    return (tie.parts[1][1], tie.parts[0][1]) if isinstance(tie, Linear) else (None, None)


def _readings(start: Term, end: Term, points: bool) -> Iterator[tuple[str, str, Span | None]]:
    """What else could stand there, by code: the base mistaken, the sign turned, per cent for points, the level for the change."""
    up = (end.span - start.span).times(HUNDRED)
    relative, backward = up.over(start.span), up.over(end.span)
    if points:
        yield "growth-unit", "Tallet er den relative ændring i pct., ikke pct.point.", relative
        yield "growth-sign", "Fortegnet er vendt.", start.span - end.span
        return
    said = f"({end.text} {MINUS} {start.text}) / {end.text}"
    yield "growth-base", f"Der er divideret med det sidste år: {said}; det skal være det første.", backward
    yield "growth-sign", "Fortegnet er vendt.", None if relative is None else relative.times(-1)
    if start.number.unit == "%":
        yield "growth-unit", "Tallet er forskellen i pct.point, ikke ændringen i pct.", end.span - start.span
    level = end.span.over(start.span)
    yield (
        "growth-level",
        "Tallet er niveauet i forhold til det første år, ikke ændringen.",
        level and level.times(HUNDRED),
    )


def _other_pairs(sheet: Sheet, line: Line, ends: tuple[Line, Line]) -> Iterator[tuple[Line, Line]]:
    """Other pairs of the lines from the first to the last."""
    growth, kind = sheet.changes(line.by), without_year(sheet.name(ends[0]))
    names = sheet.names(line.by)
    alike = [Line(line.by, i) for i, name in enumerate(names) if i not in growth and without_year(name) == kind]
    for first, last in combinations(alike, 2):
        if (first, last) != ends:
            yield first, last
