"""Lines that are called growth, beside lines of years."""

from __future__ import annotations

from dataclasses import replace

from trinvis.calculations.capacity.table_checker.checks import growth
from trinvis.calculations.capacity.table_checker.description import By, Growth
from trinvis.calculations.capacity.table_checker.inferred.borne_out import borne_out
from trinvis.calculations.capacity.table_checker.printed import POINTS
from trinvis.calculations.capacity.table_checker.sheet import OTHER, Line, Sheet
from trinvis.calculations.capacity.table_checker.ties import Tie
from trinvis.calculations.capacity.table_checker.words import says_change
from trinvis.calculations.capacity.table_checker.years import periods, without_year, year_of


def growth_of(sheet: Sheet) -> tuple[Growth, ...]:
    """Each line of growth with its first and last year: those of its heading where they are there, else the table's."""
    said: list[Growth] = []
    ways: tuple[By, ...] = ("columns", "rows")
    for by in ways:
        for index, name in enumerate(sheet.names(by)):
            if year_of(name) is None and (says_change(name) or periods(name)):
                said += _read(sheet, Line(by, index))
    return tuple(said)


def _read(sheet: Sheet, line: Line) -> list[Growth]:
    name, names = sheet.name(line), sheet.names(line.by)
    series: dict[str, dict[int, int]] = {}
    for index, heading in enumerate(names):
        if (year := year_of(heading)) is not None:
            series.setdefault(without_year(heading), {})[year] = index
    every = [year for years in series.values() for year in years]
    if len(series) > 1 and len(set(every)) == len(every) and len(every) > 2:  # R2014, R2016, B2018: one series
        series = {"": {year: index for years in series.values() for year, index in years.items()}}
    fitting = [years for kind, years in series.items() if len(years) > 1 and (len(series) == 1 or kind in name.lower())]
    years = (fitting or [years for years in series.values() if len(years) > 1] or [{}])[0]
    if not years:
        return []
    first, last = next(((a, b) for a, b in periods(name) if a in years and b in years), (min(years), max(years)))
    numbers = [sheet.number(sheet.cell(line, at)) for at in range(sheet.length(OTHER[line.by]))]
    points = "point" in name.lower() or any(n.unit == POINTS for n in numbers if n)
    mixed = any(n.unit == "%" for n in numbers if n) and "point" not in name.lower()
    one = Growth(
        f"#{line.index + 1}", f"#{years[first] + 1}", f"#{years[last] + 1}", None if mixed else points, line.by
    )
    ties = [
        one for one in growth.check(replace(sheet, about=replace(sheet.about, growth=(one,)))) if isinstance(one, Tie)
    ]
    return [one] if borne_out(ties) or 0 < len(ties) < 3 else []
