"""Lines called shares or distributions: from 0 to 100, together 100 where they nearly are, and of the counts beside them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from trinvis.calculations.capacity.table_checker.checks import shares
from trinvis.calculations.capacity.table_checker.description import By, Share
from trinvis.calculations.capacity.table_checker.inferred.borne_out import borne_out
from trinvis.calculations.capacity.table_checker.sheet import OTHER, Line, Sheet
from trinvis.calculations.capacity.table_checker.ties import Tie
from trinvis.calculations.capacity.table_checker.words import says_average_change, says_country, says_share, says_total

NEARLY = 8
"""Per cent from 100 within which shares are taken to be meant to add up."""


def shares_of(sheet: Sheet) -> tuple[Share, ...]:
    """Each line called a share; in a table whose title is of shares, each line of per cent."""
    said = []
    ways: tuple[By, ...] = ("columns", "rows")
    for by in ways:
        for index, name in enumerate(sheet.names(by)):
            if says_share(name) and index not in sheet.changes(by) and not says_average_change(name):
                one = _read(sheet, Line(by, index))
                if one is not None:
                    said.append(one)
    title = sheet.about.title
    if not said and says_share(title) and not says_average_change(title):
        said = [
            Share(f"#{i + 1}", adds=False, by="rows")
            for i in range(sheet.length("rows"))
            if _per_cent(sheet, Line("rows", i))
        ]
    return tuple(said)


def _per_cent(sheet: Sheet, line: Line) -> bool:
    growth = sheet.changes(OTHER[line.by])
    numbers = [sheet.number(sheet.cell(line, at)) for at in range(sheet.length(OTHER[line.by])) if at not in growth]
    known = [number for number in numbers if number]
    return bool(known) and all(number.unit == "%" for number in known)


def _read(sheet: Sheet, line: Line) -> Share | None:
    other = OTHER[line.by]
    totals = [at for at, name in enumerate(sheet.names(other)) if says_total(name)]
    places = [at for at in range(sheet.length(other)) if at not in totals and at not in sheet.changes(other)]
    numbers = [n for at in places if (n := sheet.number(sheet.cell(line, at))) and n.unit in ("%", "")]
    if len(numbers) < 2 or not (any(n.unit == "%" for n in numbers) or all(0 <= n.value <= 100 for n in numbers)):
        return None
    parted = not any(says_country(name) for name in sheet.names(other))
    added = sum((number.value for number in numbers), Fraction(0))
    one = Share(f"#{line.index + 1}", adds=parted and abs(added - 100) <= NEARLY and len(totals) <= 1, by=line.by)
    for before in range(line.index - 1, -1, -1):
        of = replace(one, of=f"#{before + 1}")
        ties = [t for t in shares.check(replace(sheet, about=replace(sheet.about, shares=(of,)))) if isinstance(t, Tie)]
        if ties and borne_out(ties):
            return of
    return one
