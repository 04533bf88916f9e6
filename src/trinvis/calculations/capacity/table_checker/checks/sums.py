"""A total that is not the sum of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from trinvis.calculations.capacity.table_checker.description import Sum
from trinvis.calculations.capacity.table_checker.findings import Finding
from trinvis.calculations.capacity.table_checker.sheet import OTHER, Line, Sheet
from trinvis.calculations.capacity.table_checker.spans import Span
from trinvis.calculations.capacity.table_checker.terms import before, together, where
from trinvis.calculations.capacity.table_checker.ties import Linear, Tie

ONE = Fraction(1)
PLAIN, HINT = 5.0, 0.5
"""How much a total that is the sum without one part speaks for itself being wrong: a part of some size, or one that may be chance."""
TELLING = 20
"""Times what rounding allows that such a part must be."""


def check(sheet: Sheet) -> Iterator[Tie | Finding]:
    """Every sum that is said to hold; one with a missing part only says that the others cannot be more than the total."""
    totals = {sheet.find(said.total, said.by) for said in sheet.about.sums}
    for said in sheet.about.sums:
        line = sheet.find(said.total, said.by)
        parts = [sheet.find(name, line.by) for name in said.parts]
        if not parts:
            parts = before(sheet, line, {one.index for one in totals if one.by == line.by})
        out = set() if said.only else sheet.no_sums(OTHER[line.by])
        for across in (place for place in sheet.across(line.by, said) if place not in out):
            yield from _one(sheet, said, line, parts, across)


def _one(sheet: Sheet, said: Sum, line: Line, parts: list[Line], across: int) -> Iterator[Tie | Finding]:
    cells = [sheet.cell(part, across) for part in parts]
    known = [cell for cell in cells if not sheet.read(cell).missing]
    terms = together(sheet, [sheet.cell(line, across), *known])
    if terms is None or len(known) < 2 - (len(known) < len(cells)):
        return
    tie = Linear("sum", "sum", where(sheet, line, across), terms[0], tuple((ONE, term) for term in terms[1:]))
    if not tie.holds and not said.only and _is_mean(tie):
        return
    if not said.at_most and len(known) == len(cells):
        yield tie if tie.holds else _explained(sheet, tie)
    elif tie.gives is not None and tie.gives.low > tie.result.span.high and all(t.number.value >= 0 for t in terms):
        places = tuple(sheet.place(cell) for cell in tie.cells)
        message = f"{tie.name}: {tie.arithmetic}, mere end det hele, {tie.result.text}."
        yield Finding("sum", "sum-exceeded", "certain", message, places)


def _is_mean(tie: Linear) -> bool:
    """Whether per cents have a total that lies among them: a share of all, and no sum."""
    values = [term.number.value for _, term in tie.parts]
    return tie.result.number.unit == "%" and min(values) <= tie.result.number.value <= max(values)


def _explained(sheet: Sheet, tie: Linear) -> Linear:
    """What else the total may be the sum of: all but one part, or one of them twice."""
    for _, part in tie.parts:
        if tie.gives is None or not part.number.value or len(tie.parts) < 3:
            continue
        others = Span(tie.gives.low - part.span.low, tie.gives.high - part.span.high)
        name = sheet.place(part.cell).row_name if part.cell else ""
        blames = PLAIN if abs(part.number.value) >= TELLING * tie.gives.half else HINT
        if others.meets(tie.result.span):
            return replace(tie, more=f"Forskellen er netop {part.text} ({name}), som ikke er talt med.", blames=blames)
        if (tie.gives + part.span).meets(tie.result.span):
            return replace(
                tie, more=f"Forskellen er netop {part.text} ({name}), som er talt med to gange.", blames=blames
            )
    return tie
