"""Lines of intervals, around the figures of the line before them; or intervals beside the figures in their own cells."""

from __future__ import annotations

import re

from trinvis.calculations.capacity.table_checker.description import By, Formed, Interval
from trinvis.calculations.capacity.table_checker.interval_parts import around_of
from trinvis.calculations.capacity.table_checker.sheet import OTHER, Line, Sheet
from trinvis.calculations.capacity.table_checker.words import says_ends, says_interval

_LOW = re.compile(r"^(nedre( grænse)?|lower|korteste?|mindste)\b(?! kvartil)", re.IGNORECASE)
_HIGH = re.compile(r"^(øvre( grænse)?|upper|længste?|største)\b(?! kvartil)", re.IGNORECASE)
"""Lines of lower and of upper ends."""


def intervals_of(sheet: Sheet) -> tuple[Interval, ...]:
    """Each such line whose figures mostly lie inside."""
    said = []
    ways: tuple[By, ...] = ("rows", "columns")
    for by in ways:
        for index in range(sheet.length(by)):
            one = _read(sheet, Line(by, index))
            if one is not None:
                said.append(one)
    said += [one for by in ways for one in _in_two(sheet, by)]
    beside = {one.line for one in said if one.by == "rows"}
    return tuple(one for one in said if one.by == "rows" or one.around or not beside)


def _in_two(sheet: Sheet, by: By) -> list[Interval]:
    """A line of lower ends with one of upper ends after it, around the line before."""
    names = sheet.names(by)
    said = []
    for index in range(1, len(names) - 1):
        if not (_LOW.search(names[index]) and _HIGH.search(names[index + 1])):
            continue
        form: Formed = "range" if says_ends(names[index]) else "t"
        one = Interval(low=f"#{index + 1}", high=f"#{index + 2}", around=f"#{index}", form=form, by=by)
        parts = [part for part in around_of(sheet, one) if part.span]
        inside = sum(
            1
            for part in parts
            if part.span and part.low_span.low <= part.span.high and part.span.low <= part.high_span.high
        )
        if parts and inside * 2 >= len(parts):
            said.append(one)
    return said


def _read(sheet: Sheet, line: Line) -> Interval | None:
    readings = [sheet.read(sheet.cell(line, at)) for at in range(sheet.length(OTHER[line.by]))]
    held = [one for one in readings if one.interval]
    if len(held) * 2 < sum(1 for one in readings if not one.missing) or not held:
        return None
    form: Formed = "range" if says_ends(sheet.name(line)) else "t"
    own = all(one.number for one in held)
    if not own and not says_interval(sheet.name(line)) and not says_ends(sheet.name(line)):
        return None
    before = None if own else _before(sheet, line)
    if before is None and not own:
        return None
    one = Interval(f"#{line.index + 1}", "" if before is None else f"#{before + 1}", form=form, by=line.by)
    parts = around_of(sheet, one)
    inside = sum(
        1
        for part in parts
        if part.span and part.low_span.low <= part.span.high and part.span.low <= part.high_span.high
    )
    return one if inside * 2 >= len(parts) or len(parts) == 1 else None


def _before(sheet: Sheet, line: Line) -> int | None:
    """The nearest line before with figures where this one has intervals."""
    places = [at for at in range(sheet.length(OTHER[line.by])) if sheet.read(sheet.cell(line, at)).interval]
    for index in range(line.index - 1, -1, -1):
        if any(sheet.number(sheet.cell(Line(line.by, index), at)) for at in places):
            return index
    return None
