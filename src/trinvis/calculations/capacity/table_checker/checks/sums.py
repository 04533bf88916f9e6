"""A total that is not the sum of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from trinvis.calculations.capacity.table_checker.description import Sum
from trinvis.calculations.capacity.table_checker.findings import Finding
from trinvis.calculations.capacity.table_checker.sheet import Line, Sheet
from trinvis.calculations.capacity.table_checker.spans import total
from trinvis.calculations.capacity.table_checker.terms import before, together, where
from trinvis.calculations.capacity.table_checker.ties import Linear, Tie

ONE = Fraction(1)
PLAIN = 3.0
"""How much a total that is the sum without one part speaks for itself being wrong."""


def check(sheet: Sheet) -> Iterator[Tie | Finding]:
    """Every sum that is said to hold; one with a missing part only says that the others cannot be more than the total."""
    totals = {sheet.find(said.total, said.by) for said in sheet.about.sums}
    for said in sheet.about.sums:
        line = sheet.find(said.total, said.by)
        parts = [sheet.find(name, line.by) for name in said.parts]
        if not parts:
            parts = before(sheet, line, {one.index for one in totals if one.by == line.by})
        for across in sheet.across(line.by, said):
            yield from _one(sheet, said, line, parts, across)


def _one(sheet: Sheet, said: Sum, line: Line, parts: list[Line], across: int) -> Iterator[Tie | Finding]:
    cells = [sheet.cell(part, across) for part in parts]
    known = [cell for cell in cells if not sheet.read(cell).missing]
    terms = together(sheet, [sheet.cell(line, across), *known])
    if terms is None or len(known) < 2 - (len(known) < len(cells)):
        return
    tie = Linear("sum", "sum", where(sheet, line, across), terms[0], tuple((ONE, term) for term in terms[1:]))
    if not said.at_most and len(known) == len(cells):
        hint = "" if tie.holds else _hint(sheet, tie)
        yield replace(tie, more=hint, blames=PLAIN) if hint else tie
    elif tie.gives is not None and tie.gives.low > tie.result.span.high and all(t.number.value >= 0 for t in terms):
        places = tuple(sheet.place(cell) for cell in tie.cells)
        message = f"{tie.name}: {tie.arithmetic}, mere end det hele, {tie.result.text}."
        yield Finding("sum", "sum-exceeded", "certain", message, places)


def _hint(sheet: Sheet, tie: Linear) -> str:
    """What else the total might be the sum of: all but one part, or one of them twice."""
    for _, left_out in tie.parts:
        others = total(term.span for _, term in tie.parts if term is not left_out)
        name = sheet.place(left_out.cell).name if left_out.cell else ""
        if len(tie.parts) > 2 and left_out.number.value and others.meets(tie.result.span):
            return f"Forskellen er netop {left_out.text} ({name}), som ikke er talt med."
        if tie.gives is not None and left_out.number.value and (tie.gives + left_out.span).meets(tie.result.span):
            return f"Forskellen er netop {left_out.text} ({name}), som er talt med to gange."

    return ""
