"""Figures that also stand in another table, and are not the same there: a cell, or the names that they stand at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trinvis.calculations.capacity.table_checker.beside import beside
from trinvis.calculations.capacity.table_checker.danish import number_text, sentence
from trinvis.calculations.capacity.table_checker.description import Kind, Same
from trinvis.calculations.capacity.table_checker.findings import Finding
from trinvis.calculations.capacity.table_checker.names import found
from trinvis.calculations.capacity.table_checker.orders import Evidence, relabelled
from trinvis.calculations.capacity.table_checker.printed import Number, agree
from trinvis.calculations.capacity.table_checker.sheet import OTHER, Line, Sheet
from trinvis.calculations.capacity.table_checker.slips import slip_to
from trinvis.calculations.capacity.table_checker.ties import Tie
from trinvis.calculations.capacity.table_checker.unit_words import in_ones, line_size
from trinvis.calculations.capacity.table_checker.words import says_country, says_total
from trinvis.calculations.capacity.table_checker.years import periods, year_of

FEWEST = 3
"""Figures that must be the same before their units or years are compared."""
KIND_OF: dict[bool, tuple[Kind, str]] = {True: ("unit", "unit-factor"), False: ("claim", "same-differs")}
"""Kind and code of a figure that differs, by whether it does by a power of ten."""

Pair = tuple[int, Number, Number]
"""A place across, the figure here, and the figure by the same name in the other table."""


def check(sheet: Sheet) -> Iterator[Tie | Finding]:
    """Every line that another table also has. Where all agree once the names are in another order, the names are wrong."""
    for said in sheet.about.same:
        other = beside(sheet, said.table)
        line = sheet.find(said.line, said.by)
        pairs = _pairs(sheet, other, said, line)
        named = [pair for pair in pairs if not _whole(sheet.place_name(line.by, pair[0]))]
        parts = [Line(OTHER[line.by], at) for at, _, _ in named]
        if wrong := _moved(sheet, said, parts, named):
            yield wrong
        elif not said.alike:
            yield from _different(sheet, said, line, pairs)
            yield from _units(sheet, other, said, pairs)
            yield from _years(sheet, other, said, pairs)


def _whole(name: str) -> bool:
    """The line for all of them, whose figure is no one's to be moved."""
    return says_country(name) or says_total(name)


def _pairs(sheet: Sheet, other: Sheet, said: Same, line: Line) -> list[Pair]:
    way = OTHER[line.by]
    there = other.find(said.there)
    theirs = other.names(OTHER[there.by])
    pairs = []
    for at in sheet.across(line.by, said):
        match = found(sheet.names(way)[at], theirs) if sheet.names(way)[at] else None
        if match is None:
            continue
        mine, its = sheet.number(sheet.cell(line, at)), other.number(other.cell(there, match))
        if mine is not None and its is not None:
            pairs.append((at, mine, its))
    sizes = line_size(sheet, line), line_size(other, there)
    if None in sizes or sizes[0] == sizes[1] or _all_agree(pairs):
        return pairs
    return [(at, in_ones(mine, sizes[0]), in_ones(its, sizes[1])) for at, mine, its in pairs]


def _all_agree(pairs: list[Pair]) -> bool:
    return all(agree(mine, its) for _, mine, its in pairs)


def _moved(sheet: Sheet, said: Same, parts: list[Line], pairs: list[Pair]) -> Finding | None:
    """Names in another order: each figure then equals its own, or lies where its size says among them."""
    mine, theirs = [one for _, one, _ in pairs], [one for _, _, one in pairs]
    if len({number.value for number in theirs}) < len(theirs):
        return None
    if said.alike:
        places, wanted = _ranks(mine), _ranks(theirs)
        evidence = [_rank_evidence(i, places, wanted) for i in range(len(pairs))]
    else:
        evidence = [_equal_evidence(i, mine, theirs) for i in range(len(pairs))]
    return relabelled(sheet, parts, evidence, "look" if said.alike else "certain")


def _equal_evidence(at: int, mine: list[Number], theirs: list[Number]) -> Evidence:
    name = f"{number_text(mine[at])} her, {number_text(theirs[at])} i den anden tabel"
    return Evidence(name, lambda order: agree(mine[order[at]], theirs[at]))


def _rank_evidence(at: int, mine: list[int], theirs: list[int]) -> Evidence:
    return Evidence(
        f"nr. {mine[at] + 1} her, nr. {theirs[at] + 1} i den anden tabel", lambda order: mine[order[at]] == theirs[at]
    )


def _ranks(numbers: Sequence[Number]) -> list[int]:
    ordered = sorted(range(len(numbers)), key=lambda i: numbers[i].value)
    return [ordered.index(i) for i in range(len(numbers))]


def _different(sheet: Sheet, said: Same, line: Line, pairs: list[Pair]) -> Iterator[Finding]:
    for at, mine, its in pairs:
        if not agree(mine, its):
            place = (sheet.place(sheet.cell(line, at)),)
            message = sentence(
                f"{place[0].name}: {number_text(mine)}, men {said.there} i tabel {said.table} siger {number_text(its)}"
            )
            slip = slip_to(mine, its.span)
            moved = slip is not None and slip.how.startswith("det er")
            kind, code = KIND_OF[moved]
            why = f" {place[0].text}: {slip.how}." if slip is not None and slip.telling >= 1 else ""
            yield Finding(kind, code, "certain", message + why, place, place)


def _units(sheet: Sheet, other: Sheet, said: Same, pairs: list[Pair]) -> Iterator[Finding]:
    """The same figures under two units."""
    units = sheet.about.unit, other.about.unit
    line, there = sheet.find(said.line, said.by), other.find(said.there)
    sizes = line_size(sheet, line), line_size(other, there)
    if None not in sizes:
        units = (sheet.name(line), other.name(there)) if sizes[0] != sizes[1] else ("", "")
    if len(pairs) >= FEWEST and _all_agree(pairs) and all(units) and units[0] != units[1] and not _scaled(pairs):
        message = f"De samme tal er i {units[0]} her og i {units[1]} i tabel {said.table}."
        yield Finding("unit", "unit-differs", "likely", message, (sheet.whole(line),))


def _scaled(pairs: list[Pair]) -> bool:
    """Whether the figures were brought to the same unit before they were compared."""
    return any(one.scale != its.scale for _, one, its in pairs)


def _years(sheet: Sheet, other: Sheet, said: Same, pairs: list[Pair]) -> Iterator[Finding]:
    """The same figures under two years, or in tables of two periods."""
    line, there = sheet.find(said.line, said.by), other.find(said.there)
    years = year_of(sheet.name(line)), year_of(other.name(there))
    spans = [periods(one.about.period) or periods(one.about.title) for one in (sheet, other)]
    if len(pairs) < FEWEST or not _all_agree(pairs):
        return
    if all(years) and years[0] != years[1]:
        told = f"under {years[0]} her og under {years[1]} i tabel {said.table}"
    elif not any(years) and all(spans) and spans[0] != spans[1]:
        told = f"i tabellen for {_period(spans[0][0])} her og for {_period(spans[1][0])} i tabel {said.table}"
    else:
        return
    place = (sheet.whole(line),)
    yield Finding("period", "period-differs", "likely", f"De samme tal står {told}.", place, place)


def _period(period: tuple[int, int]) -> str:
    return f"{period[0]}-{period[1]}"
