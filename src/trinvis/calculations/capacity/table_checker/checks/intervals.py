"""An interval that does not lie around its figure, or that cannot be that wide with so many answers."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from trinvis.calculations.capacity.table_checker.beside import beside
from trinvis.calculations.capacity.table_checker.danish import number_text, range_text, with_unit
from trinvis.calculations.capacity.table_checker.description import Interval
from trinvis.calculations.capacity.table_checker.findings import Finding
from trinvis.calculations.capacity.table_checker.interval_parts import Around, around_of
from trinvis.calculations.capacity.table_checker.interval_width import width_findings
from trinvis.calculations.capacity.table_checker.sheet import Sheet
from trinvis.calculations.capacity.table_checker.ties import Tie

ENOUGH = 4
"""Intervals from smallest to largest that all lie evenly around their means are hardly that."""


def check(sheet: Sheet) -> Iterator[Tie | Finding]:
    """Ends in order, the figure between them, evenly around it where that must be, and a width that so many answers can give."""
    for said in sheet.about.intervals:
        parts = around_of(sheet, said)
        sound = []
        for one in parts:
            fault = _fault(sheet, said, one)
            if fault is None:
                sound.append(one)
            else:
                yield fault
        yield from width_findings(sheet, said, sound)
        yield from _among(sheet, said, parts)
        if said.form == "range" and len(sound) >= ENOUGH and all(even(one) for one in sound):
            yield _not_ends(sheet, sound)


def _fault(sheet: Sheet, said: Interval, one: Around) -> Finding | None:
    low, high = one.low, one.high
    shown = range_text(low, high)
    if one.low_span.low > one.high_span.high:
        return _finding(
            sheet, one, "interval-turned", f"{one.name}: intervallet {shown} begynder over, hvor det slutter."
        )
    if one.figure is None or one.span is None:
        return None
    if one.span.high < one.low_span.low or one.span.low > one.high_span.high:
        return _finding(
            sheet,
            one,
            "interval-outside",
            f"{one.name}: {number_text(one.figure)} ligger uden for sit eget interval {shown}.",
        )
    if said.form == "t" and not even(one) and not _cut(said, one):
        middle = (low.value + high.value) / 2
        message = f"{one.name}: ({with_unit(low.value, low)} + {number_text(high)}) / 2 = {with_unit(middle, low, 1)}, men tallet er {number_text(one.figure)}; intervallet skal ligge lige meget til hver side."
        return _finding(sheet, one, "interval-uneven", message)
    return None


def _among(sheet: Sheet, said: Interval, parts: list[Around]) -> Iterator[Finding]:
    """More answers to a question about some of what another table asked about than that one had."""
    if not said.among:
        return
    other = beside(sheet, said.among)
    whole = {one.cells[0].column: one.n for about in other.about.intervals[:1] for one in around_of(other, about)}
    for one in parts:
        n = whole.get(one.cells[0].column)
        if n is not None and one.n is not None and one.n.value > n.value:
            places = tuple(sheet.place(cell) for cell in one.cells)
            message = f"{one.name}: {number_text(one.n)} svar, men tabel {said.among}, som svarene er en del af, har kun {number_text(n)}."
            yield Finding("interval", "interval-answers", "certain", message, places)


def even(one: Around) -> bool:
    """Whether the figure may be the middle of its interval."""
    middle = (one.low_span + one.high_span).times(Fraction(1, 2))
    return one.span is not None and middle.meets(one.span)


def _cut(said: Interval, one: Around) -> bool:
    """Cut off at 0 or 100, the interval is short to that side."""
    zero = one.low.value == 0
    full = (said.share or one.high.unit == "%") and one.high.value == 100
    return zero or full


def _finding(sheet: Sheet, one: Around, code: str, message: str) -> Finding:
    places = tuple(sheet.place(cell) for cell in one.cells)
    return Finding("interval", code, "certain" if code != "interval-uneven" else "likely", message, places, places)


def _not_ends(sheet: Sheet, parts: list[Around]) -> Finding:
    places = tuple(sheet.place(cell) for one in parts for cell in one.cells)
    shown = ", ".join(f"{number_text(one.figure)} ({range_text(one.low, one.high)})" for one in parts if one.figure)
    message = f"Alle {len(parts)} spænd ligger lige meget til hver side af gennemsnittet ({shown}); så er de usikkerhed på gennemsnittet, ikke mindste og største."
    return Finding("interval", "interval-not-ends", "likely", message, places)
