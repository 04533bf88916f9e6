"""A line per 1.000 beside a line of inhabitants and one of counts."""

from __future__ import annotations

import re
from dataclasses import replace

from trinvis.calculations.capacity.table_checker.checks import rates
from trinvis.calculations.capacity.table_checker.description import By, Rate
from trinvis.calculations.capacity.table_checker.inferred.borne_out import borne_out
from trinvis.calculations.capacity.table_checker.sheet import Line, Sheet
from trinvis.calculations.capacity.table_checker.ties import Tie
from trinvis.calculations.capacity.table_checker.words import says_rate

_PEOPLE = re.compile(r"\b(folketal|befolkning\w*|indbygger\w*|[0-9]+-[0-9]+-årige)\b", re.IGNORECASE)
_PER = re.compile(r"(?:pr\.?|per) ?([0-9][0-9.]*)", re.IGNORECASE)


def rates_of(sheet: Sheet) -> tuple[Rate, ...]:
    """Each rate whose count and inhabitants mostly give it."""
    said = []
    ways: tuple[By, ...] = ("columns", "rows")
    for by in ways:
        names = sheet.names(by)
        people = [i for i, name in enumerate(names) if _PEOPLE.search(name) and not says_rate(name)]
        for index, name in enumerate(names):
            per = _PER.search(name)
            if len(people) == 1 and per and says_rate(name):
                one = _read(sheet, Line(by, index), people[0], per[1].rstrip("."))
                if one is not None:
                    said.append(one)
    return tuple(said)


def _read(sheet: Sheet, line: Line, people: int, per: str) -> Rate | None:
    for count in range(sheet.length(line.by)):
        if count in (line.index, people) or count in sheet.changes(line.by) or says_rate(sheet.names(line.by)[count]):
            continue
        one = Rate(f"#{line.index + 1}", f"#{count + 1}", f"#{people + 1}", per, line.by)
        ties = [t for t in rates.check(replace(sheet, about=replace(sheet.about, rates=(one,)))) if isinstance(t, Tie)]
        if borne_out(ties):
            return one
    return None
