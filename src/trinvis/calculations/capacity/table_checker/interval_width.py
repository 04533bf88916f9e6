"""How wide an interval around a mean can be: t × s / √n, and no share has a larger s than √(m(100 − m)).

Widths of one line are also held against each other: with known numbers of answers by the spread that they imply.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import sqrt
from statistics import median

from trinvis.calculations.capacity.table_checker.danish import number_text, range_text, with_unit, written
from trinvis.calculations.capacity.table_checker.description import Interval
from trinvis.calculations.capacity.table_checker.findings import Finding, Sure
from trinvis.calculations.capacity.table_checker.interval_parts import Around
from trinvis.calculations.capacity.table_checker.printed import read_cell
from trinvis.calculations.capacity.table_checker.sheet import Sheet

APART = 2.2
"""Times that one implied spread is from all the others before it is worth a look,"""
ALIKE = 1.35
"""where those others are within this factor of each other."""


def width_findings(sheet: Sheet, said: Interval, parts: list[Around]) -> Iterator[Finding]:
    """Intervals that lie evenly but are too wide or too narrow. Only for means with t-based intervals."""
    if said.form != "t":
        return
    told = []
    for one in parts:
        fault = _by_spread(sheet, said, one) or _by_share(sheet, said, one)
        if fault:
            yield fault
        else:
            told.append(one)
    yield from _against_others(sheet, said, told)


def _half(one: Around) -> tuple[float, float]:
    """The least and the most that half the interval's width may be."""
    width = one.high_span - one.low_span
    return float(width.low) / 2, float(width.high) / 2


def _quantile(said: Interval, n: float) -> float:
    """Student's t for the interval's level with n answers."""
    from scipy.special import stdtrit

    level = read_cell(said.level).number
    return float(stdtrit(n - 1, 0.5 + float(level.value if level else 95) / 200))


def _by_spread(sheet: Sheet, said: Interval, one: Around) -> Finding | None:
    """With the standard deviation known the width is given."""
    if one.n is None or one.sd is None or one.n.value < 2:
        return None
    n = float(one.n.value)
    low, high = (_quantile(said, n) * float(end) / sqrt(n) for end in (one.sd.span.low, one.sd.span.high))
    least, most = _half(one)
    if least <= high * (1 + 1e-9) and low <= most * (1 + 1e-9):
        return None
    half = with_unit((one.high.value - one.low.value) / 2, one.high, 1)
    needed = (
        f"{_short(_quantile(said, n))} × {number_text(one.sd)} / √{number_text(one.n)} = {_short((low + high) / 2)}"
    )
    return _finding(
        sheet, one, "certain", f"{one.name}: {needed} til hver side, men intervallet går {half} til hver side."
    )


def _by_share(sheet: Sheet, said: Interval, one: Around) -> Finding | None:
    """Shares from 0 to 100 spread at most as 0 and 100 alone would."""
    if not said.share or one.n is None or one.span is None or one.n.value < 2:
        return None
    n = float(one.n.value)
    most = max(float(m) * (100 - float(m)) for m in _near_half(float(one.span.low), float(one.span.high)))
    implied = _half(one)[0] * sqrt(n) / _quantile(said, n)
    limit = sqrt(max(most, 0) * n / (n - 1))
    if implied <= limit * (1 + 1e-9):
        return None
    message = (
        f"{one.name}: med {number_text(one.n)} svar kræver intervallet en spredning på mindst {_short(implied)}, "
        f"men andele med gennemsnittet {number_text(one.figure) if one.figure else ''} spreder sig højst {_short(limit)}."
    )
    return _finding(sheet, one, "certain", message)


def _near_half(low: float, high: float) -> list[float]:
    return [low, high, *([50.0] if low <= 50 <= high else [])]


def _against_others(sheet: Sheet, said: Interval, parts: list[Around]) -> Iterator[Finding]:
    """One interval far wider or narrower than the others of its line, which agree."""
    sized = [(one, _implied(said, one)) for one in parts]
    known = [(one, implied) for one, implied in sized if implied is not None]
    if len(known) < 4:
        return
    middles = [sum(ends) / 2 for _, ends in known]
    ends = sorted(middles)
    for at, (one, (least, most)) in enumerate(known):
        low, high = ends[1 if middles[at] == ends[0] else 0], ends[-2 if middles[at] == ends[-1] else -1]
        if low <= 0 or high > ALIKE * low:
            continue
        if least > APART * high or most * APART < low:
            others = middles[:at] + middles[at + 1 :]
            times = sum((least, most)) / 2 / median(others)
            said_as = f"{_short(times)} gange så bredt som" if times >= 1 else f"{_short(1 / times)} gange så smalt som"
            why = " i forhold til antallet af svar" if one.n is not None else ""
            message = f"{one.name}: intervallet {range_text(one.low, one.high)} er {said_as} de øvrige{why}."
            yield _finding(sheet, one, "look", message)


def _implied(said: Interval, one: Around) -> tuple[float, float] | None:
    """The spread that the width implies, over the figure: least and most."""
    if one.figure is None or one.figure.value <= 0:
        return None
    n = float(one.n.value) if one.n is not None and one.n.value >= 2 else None
    factor = 1.0 if n is None else sqrt(n) / _quantile(said, n)
    least, most = _half(one)
    scale = 1.0 if said.share or one.high.unit == "%" else float(one.figure.value)
    return max(least, 0.0) * factor / scale, most * factor / scale


def _short(value: float) -> str:
    return written(Fraction(value), 1 if value >= 10 else 2)


def _finding(sheet: Sheet, one: Around, sure: Sure, message: str) -> Finding:
    places = tuple(sheet.place(cell) for cell in one.cells)
    return Finding("interval", "interval-width", sure, message, places, places[-1:])
