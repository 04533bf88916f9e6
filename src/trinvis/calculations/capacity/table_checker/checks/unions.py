"""Groups that overlap: a union that cannot be, and a total that counts some twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from trinvis.calculations.capacity.table_checker.danish import with_unit
from trinvis.calculations.capacity.table_checker.description import Overlapping, Union
from trinvis.calculations.capacity.table_checker.findings import Finding
from trinvis.calculations.capacity.table_checker.sheet import Line, Sheet
from trinvis.calculations.capacity.table_checker.spans import total
from trinvis.calculations.capacity.table_checker.terms import together, where
from trinvis.calculations.capacity.table_checker.ties import Linear, Term, Tie
from trinvis.calculations.capacity.table_checker.words import says_total

ONE = Fraction(1)
ALONE = 2.0
"""How much a union that its groups alone make impossible speaks for itself being wrong."""


def check(sheet: Sheet) -> Iterator[Tie | Finding]:
    """A union is at least its largest group and at most their sum; with the overlap known it is the sum less that."""
    for union in sheet.about.unions:
        yield from _union(sheet, union)
    for said in sheet.about.overlapping:
        yield from _added(sheet, said)


def _union(sheet: Sheet, said: Union) -> Iterator[Tie | Finding]:
    line = sheet.find(said.line, said.by)
    groups = [sheet.find(name, line.by) for name in said.of]
    shared = sheet.find(said.overlap, line.by) if said.overlap else None
    for across in sheet.across(line.by, said):
        lines = [line, *groups, *([shared] if shared else [])]
        terms = together(sheet, [sheet.cell(one, across) for one in lines])
        if terms is None:
            continue
        name, parts = where(sheet, line, across), terms[1 : 1 + len(groups)]
        if shared and len(groups) == 2:
            signed = (*((ONE, part) for part in parts), (-ONE, terms[-1]))
            tie = Linear("overlap", "union", name, terms[0], signed)
            yield tie if tie.holds else _told(tie, parts)
        else:
            yield from _possible(sheet, name, terms[0], parts)


def _told(tie: Linear, parts: list[Term]) -> Linear:
    """Most often the groups were simply added up."""
    added = total(part.span for part in parts)
    if not added.meets(tie.result.span):
        least = max(part.span.low for part in parts)
        outside = tie.result.span.low > added.high or tie.result.span.high < least
        return replace(tie, blames=ALONE) if outside else tie
    more = "Grupperne er lagt sammen, og de, der er i begge, er talt med to gange."
    return replace(tie, code="overlap-added", more=more, blames=3.0)


def _possible(sheet: Sheet, name: str, whole: Term, parts: list[Term]) -> Iterator[Finding]:
    added = total(part.span for part in parts)
    largest = max(parts, key=lambda part: part.number.value)
    places = tuple(sheet.place(term.cell) for term in (whole, *parts) if term.cell)
    said = " + ".join(part.text for part in parts)
    summed = with_unit(sum((part.number.value for part in parts), Fraction(0)), whole.number)
    if whole.span.low > added.high:
        message = (
            f"{name}: {whole.text} er mere end {said} = {summed}, så mange kan der højst være i mindst én af grupperne."
        )
        yield Finding("overlap", "union-over", "certain", message, places, places[:1])
    elif whole.span.high < largest.span.low:
        message = f"{name}: {whole.text} er færre end de {largest.text} i én af grupperne alene."
        yield Finding("overlap", "union-under", "certain", message, places, places[:1])
    elif whole.number.value == sum((part.number.value for part in parts), Fraction(0)):
        message = f"{name}: {said} = {summed}; grupperne er lagt sammen, og de, der er i flere, er talt med to gange."
        yield Finding("overlap", "overlap-added", "likely", message, places, places[:1])


def _added(sheet: Sheet, said: Overlapping) -> Iterator[Finding]:
    """A total that is the plain sum of groups that overlap."""
    lines = [sheet.find(name, said.by) for name in said.lines]
    by = lines[0].by
    totals = [sheet.find(said.total, by)] if said.total else _totals(sheet, lines)
    for line in totals:
        for across in sheet.across(by, said):
            terms = together(sheet, [sheet.cell(one, across) for one in (line, *lines)])
            if terms is None or not any(term.number.value for term in terms):
                continue
            parts = tuple((ONE, term) for term in terms[1:])
            tie = Linear("overlap", "overlap-added", where(sheet, line, across), terms[0], parts)
            if tie.holds and not _one_alone(terms):
                places = tuple(sheet.place(cell) for cell in tie.cells)
                message = f"{tie.name}: {tie.arithmetic}; grupperne overlapper, så nogle er talt med to gange, når de lægges sammen."
                yield Finding("overlap", "overlap-added", "certain", message, places, places[:1])


def _totals(sheet: Sheet, lines: list[Line]) -> list[Line]:
    by = lines[0].by
    return [Line(by, i) for i, name in enumerate(sheet.names(by)) if says_total(name) and Line(by, i) not in lines]


def _one_alone(terms: list[Term]) -> bool:
    """Whether the total may be a single group: then nothing was added."""
    return sum(1 for term in terms[1:] if term.number.value) < 2
