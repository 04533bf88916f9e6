"""A number per 1.000 inhabitants that its count and population do not give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from trinvis.calculations.capacity.table_checker.danish import written
from trinvis.calculations.capacity.table_checker.description import Rate
from trinvis.calculations.capacity.table_checker.findings import Finding
from trinvis.calculations.capacity.table_checker.printed import read_cell
from trinvis.calculations.capacity.table_checker.reading import DescriptionError
from trinvis.calculations.capacity.table_checker.sheet import Line, Sheet
from trinvis.calculations.capacity.table_checker.terms import term_of, where
from trinvis.calculations.capacity.table_checker.ties import Ratio, Term, Tie


def check(sheet: Sheet) -> Iterator[Tie | Finding]:
    """Every rate that is said to be one: count × per / population."""
    for said in sheet.about.rates:
        line = sheet.find(said.line, said.by)
        per = read_cell(said.per).number
        if per is None or per.value <= 0:
            raise DescriptionError(f"per skal være et tal over 0, ikke {said.per}.", said.per)
        count = sheet.find(said.count, line.by)
        for across in sheet.across(line.by, said):
            rate, part = (term_of(sheet, sheet.cell(one, across)) for one in (line, count))
            whole = _population(sheet, said, line, across)
            if rate is None or part is None or whole is None:
                continue
            tie = Ratio("rate", "rate", where(sheet, line, across), rate, part, whole, per.value)
            hint = "" if tie.holds else _hint(tie)
            yield replace(tie, more=hint, blames=2.0) if hint else tie


def _population(sheet: Sheet, said: Rate, line: Line, across: int) -> Term | None:
    if number := read_cell(said.population).number:
        return Term(number, number.span)
    return term_of(sheet, sheet.cell(sheet.find(said.population, line.by), across))


def _hint(tie: Ratio) -> str:
    """The printed rate is one per another number of inhabitants, or the quotient turned."""
    for power in (-3, -2, -1, 1, 2, 3):
        other = replace(tie, factor=tie.factor * Fraction(10) ** power)
        if other.holds:
            return f"Tallet passer pr. {written(other.factor, 0)}, ikke pr. {written(tie.factor, 0)}."
    turned = replace(tie, over=tie.under, under=tie.over)
    return f"Tæller og nævner er byttet om: {turned.arithmetic}." if turned.holds else ""
