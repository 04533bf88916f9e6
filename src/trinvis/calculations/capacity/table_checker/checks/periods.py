"""Years out of order, and periods that are not those of the table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from trinvis.calculations.capacity.table_checker.description import By
from trinvis.calculations.capacity.table_checker.findings import Finding
from trinvis.calculations.capacity.table_checker.sheet import Line, Sheet
from trinvis.calculations.capacity.table_checker.ties import Tie
from trinvis.calculations.capacity.table_checker.words import says_change
from trinvis.calculations.capacity.table_checker.years import periods, without_year, year_of

LONGEST = 60
"""Years of one period; longer, and a digit is wrong."""


def check(sheet: Sheet) -> Iterator[Tie | Finding]:
    """Headings in order of time, without a year twice or far from the rest; growth and title over the years that are there."""
    ways: tuple[By, ...] = ("columns", "rows")
    for by in ways:
        dated = {index: year for index, name in enumerate(sheet.names(by)) if (year := year_of(name))}
        yield from _order(sheet, by, dated)
        yield from _turned(sheet, by)
        for line, first, last in _named(sheet, by, dated):
            yield from _between(sheet, line, (first, last), set(dated.values()))
    yield from _title(sheet)


def _order(sheet: Sheet, by: By, dated: dict[int, int]) -> Iterator[Finding]:
    """Years of one series (``2007 Antal``, ``2008 Antal``) go one way, by the same steps where only one is odd."""
    series: dict[str, list[int]] = {}
    for index in dated:
        series.setdefault(without_year(sheet.names(by)[index]), []).append(index)
    for lines in series.values():
        run = [dated[index] for index in lines]
        if len(run) < 3 or (
            len(set(run)) == len(run) and run in (sorted(run), sorted(run, reverse=True)) and not _far(run)
        ):
            continue
        odd = [lines[at] for at in _odd(run)]
        shown = ", ".join(str(year) for year in run)
        places = tuple(sheet.whole(Line(by, index)) for index in (odd or lines))
        message = f"Årene står ikke i orden: {shown}."
        yield Finding("period", "period-order", "certain" if not _far(run) else "likely", message, places, places)


def _far(run: list[int]) -> bool:
    """One step much longer than the others, which are alike."""
    steps = sorted(abs(b - a) for a, b in pairwise(run))
    return len(steps) >= 3 and steps[-1] >= 10 and steps[-2] <= 2


def _odd(run: list[int]) -> list[int]:
    """The one place without which the years are in order by even steps; else without which they are in order at all."""
    for even in (True, False):
        hits = []
        for at in range(len(run)):
            kept = [year for i, year in enumerate(run) if i != at]
            steps = {b - a for a, b in pairwise(kept)}
            in_order = all(step > 0 for step in steps) or all(step < 0 for step in steps)
            if in_order and (not even or not _far(kept)) and (not even or len(steps) <= 2):
                hits.append(at)
        if len(hits) == 1:
            return hits
    return []


def _turned(sheet: Sheet, by: By) -> Iterator[Finding]:
    """A period that ends before it begins, or lasts for generations."""
    for index, name in enumerate(sheet.names(by)):
        for first, last in periods(name):
            if not 0 < last - first <= LONGEST:
                place = (sheet.whole(Line(by, index)),)
                message = f"{name}: perioden {first}-{last} kan ikke være rigtig."
                yield Finding("period", "period-turned", "certain", message, place, place)


def _named(sheet: Sheet, by: By, dated: dict[int, int]) -> Iterator[tuple[Line, int, int]]:
    """Lines of growth with a period in their heading, beside lines of years."""
    if len(dated) < 2:
        return
    for index, name in enumerate(sheet.names(by)):
        for first, last in periods(name):
            if (index in sheet.changes(by) or says_change(name)) and 0 < last - first <= LONGEST:
                yield Line(by, index), first, last


def _between(sheet: Sheet, line: Line, period: tuple[int, int], there: set[int]) -> Iterator[Finding]:
    missing = [year for year in period if year not in there]
    if missing:
        place = (sheet.whole(line),)
        message = f"{sheet.name(line)}: perioden er {period[0]}-{period[1]}, men tabellen går fra {min(there)} til {max(there)}."
        yield Finding("period", "period-growth", "certain", message, place, place)


def _title(sheet: Sheet) -> Iterator[Finding]:
    """A title whose only period is another than the years of the columns."""
    said = sorted(set(periods(sheet.about.title) + periods(sheet.about.period)))
    series: dict[str, set[int]] = {}
    for name in sheet.table.columns:
        if year := year_of(name):
            series.setdefault(without_year(name), set()).add(year)
    there = sorted(set().union(*series.values()))
    alike = all(years == set(there) for years in series.values())  # not accounts of some years and budgets of others
    if len(said) != 1 or len(there) < 2 or not alike or not 0 < said[0][1] - said[0][0] <= LONGEST:
        return
    if said[0] != (there[0], there[-1]):
        message = f"Titlen siger {said[0][0]}-{said[0][1]}, men tabellen går fra {there[0]} til {there[-1]}."
        yield Finding("period", "period-title", "likely", message)
