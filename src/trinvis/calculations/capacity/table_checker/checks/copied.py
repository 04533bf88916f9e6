"""A line that holds the figures of another line in the table beside it: copied from there, where its own should stand."""

from __future__ import annotations

from collections.abc import Iterator

from trinvis.calculations.capacity.table_checker.checks.repeated import telling
from trinvis.calculations.capacity.table_checker.description import By
from trinvis.calculations.capacity.table_checker.findings import Finding
from trinvis.calculations.capacity.table_checker.names import bare
from trinvis.calculations.capacity.table_checker.printed import Number
from trinvis.calculations.capacity.table_checker.sheet import OTHER, Line, Sheet
from trinvis.calculations.capacity.table_checker.ties import Tie
from trinvis.calculations.capacity.table_checker.years import year_of

WAYS: tuple[By, ...] = ("columns", "rows")
FEWEST = 3
"""Lines across that both tables have."""

Figures = dict[str, Number]


def check(sheet: Sheet) -> Iterator[Tie | Finding]:
    """Lines with another year's figures, and lines that alone among those of the same names are as in the other table."""
    said = {(one.table, sheet.find(one.line, one.by)) for one in sheet.about.same}
    others = [(number, other) for number, other in sheet.beside.items() if other.table != sheet.table]
    for number, other in others:
        for by in WAYS:
            mine, theirs = _lines(sheet, by), _lines(other, by)
            for line, there in _alike(mine, theirs):
                if (number, line) in said or not telling(tuple(mine[line].values()), "rows"):
                    continue
                if _copied(sheet, other, (line, there), mine, theirs):
                    yield _finding(sheet, number, line, other.name(there))


def _lines(sheet: Sheet, by: By) -> dict[Line, Figures]:
    """Every line with its figures by the names of the lines across."""
    names = [bare(name) for name in sheet.names(OTHER[by])]
    lines = [Line(by, index) for index in range(sheet.length(by)) if index not in sheet.changes(by)]
    return {
        line: {
            name: number
            for at, name in enumerate(names)
            if name and (number := sheet.number(sheet.cell(line, at))) is not None
        }
        for line in lines
    }


def _alike(mine: dict[Line, Figures], theirs: dict[Line, Figures]) -> Iterator[tuple[Line, Line]]:
    """The pairs of lines with the same figures, found by the first few that both tables have."""
    names = {name for figures in theirs.values() for name in figures}
    first = sorted({name for figures in mine.values() for name in figures} & names)[:FEWEST]
    there: dict[tuple[Number | None, ...], list[Line]] = {}
    for line, figures in theirs.items():
        there.setdefault(tuple(figures.get(name) for name in first), []).append(line)
    for line, figures in mine.items():
        for other in there.get(tuple(figures.get(name) for name in first), []):
            if _same(figures, theirs[other]):
                yield line, other


def _same(mine: Figures, theirs: Figures) -> bool:
    shared = mine.keys() & theirs.keys()
    return len(shared) >= FEWEST and len(shared) * 2 > len(mine) and all(mine[name] == theirs[name] for name in shared)


def _copied(
    sheet: Sheet, other: Sheet, pair: tuple[Line, Line], mine: dict[Line, Figures], theirs: dict[Line, Figures]
) -> bool:
    """Whether one line was copied from the other: they are of two years, or alone of those with the same names they are alike."""
    name, there = sheet.name(pair[0]), other.name(pair[1])
    years = year_of(name), year_of(there)
    if all(years) and years[0] != years[1]:
        return True
    if bare(name) != bare(there):
        return False
    namesakes = {bare(other.name(line)): figures for line, figures in theirs.items()}
    rest = [
        (figures, namesakes[bare(sheet.name(line))])
        for line, figures in mine.items()
        if line != pair[0] and bare(sheet.name(line)) in namesakes
    ]
    alike = sum(1 for one, its in rest if _same(one, its))
    return len(rest) >= 2 and alike * 3 <= len(rest)


def _finding(sheet: Sheet, number: str, line: Line, there: str) -> Finding:
    what = "kolonnen" if line.by == "columns" else "rækken"
    message = (
        f"{sheet.name(line)}: tallene er de samme som i {what} {there} i tabel {number}; de er nok kopieret derfra."
    )
    place = (sheet.whole(line),)
    return Finding("repeated", "repeated-beside", "likely", message, place, place)
