"""Lines called an index, with the line across that is 100."""

from __future__ import annotations

import re
from dataclasses import replace

from trinvis.calculations.capacity.table_checker.checks import indexes
from trinvis.calculations.capacity.table_checker.description import By, Index
from trinvis.calculations.capacity.table_checker.inferred.borne_out import borne_out
from trinvis.calculations.capacity.table_checker.sheet import OTHER, Line, Sheet
from trinvis.calculations.capacity.table_checker.ties import Tie
from trinvis.calculations.capacity.table_checker.words import says_country
from trinvis.calculations.capacity.table_checker.years import year_of

_INDEX = re.compile(r"\bindeks", re.IGNORECASE)


def indexes_of(sheet: Sheet) -> tuple[Index, ...]:
    """Each index with its base: the whole country, the first year, or the one place that is 100; and its figures where they are there."""
    said = []
    ways: tuple[By, ...] = ("columns", "rows")
    for by in ways:
        for index, name in enumerate(sheet.names(by)):
            if _INDEX.search(name):
                one = _read(sheet, Line(by, index))
                if one is not None:
                    said.append(one)
    return tuple(said)


def _read(sheet: Sheet, line: Line) -> Index | None:
    base = _base(sheet, line)
    if base is None:
        return None
    one = Index(f"#{line.index + 1}", f"#{base + 1}", by=line.by)
    for before in range(line.index - 1, -1, -1):
        of = replace(one, of=f"#{before + 1}")
        ties = [
            t for t in indexes.check(replace(sheet, about=replace(sheet.about, indexes=(of,)))) if isinstance(t, Tie)
        ]
        if borne_out(ties):
            return of
    return one


def _base(sheet: Sheet, line: Line) -> int | None:
    names = sheet.names(OTHER[line.by])
    country = [at for at, name in enumerate(names) if says_country(name)]
    if len(country) == 1:
        return country[0]
    dated = [at for at, name in enumerate(names) if year_of(name)]
    if len(dated) > 2:
        return min(dated, key=lambda at: year_of(names[at]) or 0)
    hits = [at for at in range(len(names)) if (n := sheet.number(sheet.cell(line, at))) and n.value == 100]
    return hits[0] if len(hits) == 1 else None
