"""A published table gone over: its file, its description, the tables beside it; what is said of it, and what does not hold.

Needs no municipality: any table and a small description of it will do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from trinvis.calculations.capacity.table_checker import (
    Description,
    DescriptionError,
    Finding,
    Table,
    read_description,
)
from trinvis.calculations.capacity.table_checker.checker import gone_over, sheet_of
from trinvis.calculations.capacity.table_checker.lined import line_with
from trinvis.calculations.capacity.table_checker.sheet import Sheet
from trinvis.intake.decode import to_utf8
from trinvis.intake.result import Unreadable
from trinvis.municipality.capacity_table_file import TableFile, table_file


@dataclass(frozen=True)
class Given:
    """What the user gives: a table's file, and its description as YAML with its name (empty without one). ``sheet``: which of a workbook."""

    name: str
    content: bytes
    description: bytes = b""
    description_name: str = ""
    sheet: str | None = None


@dataclass(frozen=True)
class Described:
    """A table with all that is said of it, by its description and by its own words. ``guessed`` are the description's fields that
    the words fill; ``number`` is what other tables call it.
    """

    file: TableFile
    about: Description
    guessed: frozenset[str]
    description_name: str

    @property
    def number(self) -> str:
        """Its number in its document, or else its file's name."""
        return self.about.number or PurePath(self.file.name).stem


@dataclass(frozen=True)
class Checked:
    """A table gone over, beside which other tables (by number), and all that does not hold. ``unseen`` are the rows or columns of figures
    that nothing was held against, ``idle`` the statements (field, line) that no figures could be calculated for.
    """

    described: Described
    beside: tuple[str, ...]
    findings: tuple[Finding, ...]
    unseen: tuple[str, ...] = ()
    idle: tuple[tuple[str, str], ...] = ()


def described(given: Given) -> Described:
    """A table with what its description and its own words say. Raises ``Unreadable``."""
    file, about = _read(given)
    try:
        sheet = sheet_of(file.table, about, {})
    except DescriptionError as error:
        raise _of_description(given, error) from None
    return _said(given, file, sheet)


def checked(given: Given, beside: Sequence[Given] = ()) -> Checked:
    """What does not hold in a table, and what was looked at. ``beside`` are other tables of its document.

    Raises ``Unreadable`` where a file or a description cannot be used: which, where, and what to do.
    """
    file, about = _read(given)
    others = _others(beside)
    if missing := [number for number in _named(about) if number not in others]:
        raise Unreadable(
            f"{given.description_name}: tabel {', '.join(missing)} er nævnt, men ikke givet: giv hver fil med --beside, "
            "og skriv tabellens number i dens egen beskrivelse."
        )
    try:
        sheet = sheet_of(file.table, about, others)
        made = gone_over(sheet)
    except DescriptionError as error:
        raise _of_description(given, error) from None
    return Checked(_said(given, file, sheet), tuple(others), made.findings, made.unseen, made.idle)


def _said(given: Given, file: TableFile, sheet: Sheet) -> Described:
    return Described(file, sheet.about, sheet.guessed, given.description_name)


def _others(beside: Sequence[Given]) -> dict[str, tuple[Table, Description]]:
    """The tables beside by number. Raises ``Unreadable`` where two have the same."""
    others: dict[str, tuple[Table, Description]] = {}
    for one in beside:
        file, about = _read(one)
        number = about.number or PurePath(one.name).stem
        if number in others:
            raise Unreadable(f"{one.name}: tabel {number} er givet to gange; ret number i den ene beskrivelse.")
        try:
            Sheet(file.table, about, {}).changes("columns")
        except DescriptionError as error:
            raise _of_description(one, error) from None
        others[number] = (file.table, about)
    return others


def _named(about: Description) -> list[str]:
    """The numbers of the other tables that a description speaks of."""
    cells = [where for claim in about.claims for where in claim.where.values() if where.count("|") > 1]
    named = [*(one.table for one in about.same), *(one.among for one in about.intervals if one.among)]
    return sorted({*named, *(cell.partition("|")[0].strip() for cell in cells)})


def _read(given: Given) -> tuple[TableFile, Description]:
    try:
        about = read_description(_text(given))
    except DescriptionError as error:
        raise _of_description(given, error) from None
    file = table_file(given.content, given.name, about.labels, given.sheet)
    return file, about if about.title else replace(about, title=file.above)


def _of_description(given: Given, error: DescriptionError) -> Unreadable:
    """What is wrong in a description with its file and, where it can be found, its line."""
    line = error.line or line_with(_text(given), error.word)
    where = given.description_name or given.name
    return Unreadable(f"{where}, linje {line}: {error}" if line else f"{where}: {error}")


def _text(given: Given) -> str:
    return to_utf8(given.description).decode("utf-8", errors="replace")
