"""Shares over 100 per cent, shares that do not add up, and shares that are not what their numbers give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from trinvis.calculations.capacity.table_checker.danish import number_text, shortened, with_unit
from trinvis.calculations.capacity.table_checker.description import Share
from trinvis.calculations.capacity.table_checker.findings import Finding
from trinvis.calculations.capacity.table_checker.printed import POINTS
from trinvis.calculations.capacity.table_checker.sheet import OTHER, Line, Sheet
from trinvis.calculations.capacity.table_checker.spans import Span, total
from trinvis.calculations.capacity.table_checker.terms import term_of, where
from trinvis.calculations.capacity.table_checker.ties import Ratio, Term, Tie
from trinvis.calculations.capacity.table_checker.words import says_total

HUNDRED = Fraction(100)


def check(sheet: Sheet) -> Iterator[Tie | Finding]:
    """Each share from 0 to 100, each what part and whole give, and all of them 100 together where they should be."""
    for said in sheet.about.shares:
        line = sheet.find(said.line, said.by)
        places = sheet.across(line.by, said)
        terms = {at: term for at in places if (term := term_of(sheet, sheet.cell(line, at)))}
        whole = _whole(sheet, said, line)
        if not said.exceeds:
            for at, term in terms.items():
                if at != whole or term.number.unit == "%":
                    yield from _range(sheet, where(sheet, line, at), term)
        if said.of:
            yield from _of_whole(sheet, said, line, terms, whole)
        if said.adds:
            yield from _hundred(sheet, line, [term for at, term in terms.items() if at != whole])


def _range(sheet: Sheet, name: str, term: Term) -> Iterator[Finding]:
    if term.number.unit == POINTS or term.cell is None:
        return
    if term.span.low > 100 or term.span.high < 0:
        message = (
            f"{name}: {number_text(term.number)} er {'mere end 100 %' if term.span.low > 100 else 'mindre end 0'}."
        )
        place = (sheet.place(term.cell),)
        yield Finding("share", "share-range", "certain", message, place, place)


def _whole(sheet: Sheet, said: Share, line: Line) -> int | None:
    """Where the total stands; None where the table has none."""

    other = OTHER[line.by]
    if said.total:
        return sheet.find(said.total, other).index
    hits = [i for i, name in enumerate(sheet.names(other)) if says_total(name)]
    return hits[0] if len(hits) == 1 else None


def _of_whole(
    sheet: Sheet, said: Share, line: Line, terms: dict[int, Term], whole: int | None
) -> Iterator[Tie | Finding]:
    counts = sheet.find(said.of, line.by)
    all_of = None if whole is None else _total(sheet, counts, line, whole)
    if all_of is None:
        return
    ties = {}
    for at, share in terms.items():
        part = term_of(sheet, sheet.cell(counts, at))
        if part is not None and at != whole:
            ties[at] = Ratio("share", "share-of", where(sheet, line, at), share, part, all_of, HUNDRED)
    for at, tie in ties.items():
        yield tie if tie.holds else _told(ties, at)


def _total(sheet: Sheet, counts: Line, line: Line, whole: int) -> Term | None:
    """The total under the counts; where that cell is empty, the one that stands under the shares instead."""
    below, beside = (term_of(sheet, sheet.cell(one, whole)) for one in (counts, line))
    return below or (beside if beside is not None and beside.number.unit != "%" else None)


def _told(ties: dict[int, Ratio], at: int) -> Ratio:
    """With the other wrong share whose count belongs here, and the other way."""
    mine = ties[at]
    for other, tie in ties.items():
        if other == at or tie.holds:
            continue
        here, there = replace(mine, over=tie.over), replace(tie, over=mine.over)
        if here.holds and there.holds:
            more = f"{mine.over.text} og {tie.over.text} passer, når de bytter plads; ellers er det deres andele, {mine.result.text} og {tie.result.text}."
            counts = tuple(term.cell for term in (mine.over, tie.over) if term.cell)
            return replace(mine, more=more, as_likely=counts)
    return mine


def _hundred(sheet: Sheet, line: Line, terms: list[Term]) -> Iterator[Finding]:
    if len(terms) < 2 or any(term.number.unit == POINTS for term in terms):
        return
    added = total(term.span for term in terms)
    if added.meets(Span.at(100)):
        return
    value = sum((term.number.value for term in terms), Fraction(0))
    said = shortened([with_unit(term.number.value, replace(term.number, unit="")) for term in terms], " + ")
    message = f"{sheet.name(line)}: {said} = {with_unit(value, terms[0].number)}, men andelene skal give 100 %; afrunding kan højst gøre {with_unit(added.half, terms[0].number, 1)}."
    places = tuple(sheet.place(term.cell) for term in terms if term.cell)
    yield Finding("share", "share-adds", "certain", message, places)
