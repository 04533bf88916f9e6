"""Figures that also stand in another table, and are not the same there: a cell, or the names that they stand at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trinvis.calculations.capacity.table_checker.beside import beside
from trinvis.calculations.capacity.table_checker.danish import number_text
from trinvis.calculations.capacity.table_checker.description import Kind, Same
from trinvis.calculations.capacity.table_checker.findings import Finding
from trinvis.calculations.capacity.table_checker.names import found
from trinvis.calculations.capacity.table_checker.orders import Evidence, relabelled
from trinvis.calculations.capacity.table_checker.printed import Number, agree
from trinvis.calculations.capacity.table_checker.sheet import OTHER, Line, Sheet
from trinvis.calculations.capacity.table_checker.slips import slip_to
from trinvis.calculations.capacity.table_checker.ties import Tie
from trinvis.calculations.capacity.table_checker.words import says_country, says_total

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
    return pairs


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
            message = (
                f"{place[0].name}: {number_text(mine)}, men {said.there} i tabel {said.table} siger {number_text(its)}."
            )
            slip = slip_to(mine, its.span)
            moved = slip is not None and slip.how.startswith("det er")
            kind, code = KIND_OF[moved]
            why = f" {place[0].text}: {slip.how}." if slip is not None and slip.telling >= 1 else ""
            yield Finding(kind, code, "certain", message + why, place, place)


def _units(sheet: Sheet, other: Sheet, said: Same, pairs: list[Pair]) -> Iterator[Finding]:
    """The same figures under two units."""
    units = sheet.about.unit, other.about.unit
    alike = all(agree(mine, its) for _, mine, its in pairs)
    if len(pairs) >= 3 and alike and all(units) and units[0] != units[1]:
        message = f"De samme tal er i {units[0]} her og i {units[1]} i tabel {said.table}."
        yield Finding("unit", "unit-differs", "likely", message, (sheet.whole(sheet.find(said.line, said.by)),))
