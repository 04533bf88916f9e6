"""A table with its description, read once: its cells as numbers, its lines by name, whichever way they run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from typing import NamedTuple, Protocol

from trinvis.calculations.capacity.table_checker.danish import shortened
from trinvis.calculations.capacity.table_checker.description import By, Description
from trinvis.calculations.capacity.table_checker.findings import Place
from trinvis.calculations.capacity.table_checker.names import found
from trinvis.calculations.capacity.table_checker.number_form import danish_form, english
from trinvis.calculations.capacity.table_checker.printed import Number, Reading, read_cell
from trinvis.calculations.capacity.table_checker.reading import DescriptionError
from trinvis.calculations.capacity.table_checker.table import Table
from trinvis.calculations.capacity.table_checker.words import (
    says_change,
    says_country,
    says_mean,
    says_rate,
    says_total,
)


class Cell(NamedTuple):
    """A cell's row and column, counted from 0."""

    row: int
    column: int


@dataclass(frozen=True)
class Line:
    """A row or a column."""

    by: By
    index: int


class Limited(Protocol):
    """A statement that may be held to some lines across."""

    @property
    def only(self) -> tuple[str, ...]:
        """The lines across that it is about; empty for all."""

    @property
    def but(self) -> tuple[str, ...]:
        """Those that it is not about."""


OTHER: Mapping[By, By] = {"rows": "columns", "columns": "rows"}


@dataclass(frozen=True)
class Sheet:
    """A table, what is said about it, and the tables beside it by number (``beside``)."""

    table: Table
    about: Description
    beside: Mapping[str, Sheet]
    guessed: frozenset[str] = frozenset()
    """The fields of ``about`` that were taken from the table's own words."""

    @cached_property
    def readings(self) -> tuple[tuple[Reading, ...], ...]:
        """Every cell as read, row by row."""
        return tuple(tuple(self.reads(cell) for cell in row.cells) for row in self.table.rows)

    @cached_property
    def english(self) -> bool:
        """Whether its figures have a decimal point: as it is said, or as all its cells show."""
        if self.about.decimal:
            return self.about.decimal == "point"
        return english([[row.cells[at] for row in self.table.rows] for at in range(len(self.table.columns))])

    def reads(self, text: str) -> Reading:
        """What a text says in the table's form of numbers."""
        if not self.english:
            return read_cell(text)
        return replace(read_cell(danish_form(text)), text=text)

    def names(self, by: By) -> tuple[str, ...]:
        """The names of the rows or of the columns."""
        return self._row_names if by == "rows" else self.table.columns

    @cached_property
    def _row_names(self) -> tuple[str, ...]:
        return tuple(row.name for row in self.table.rows)

    def find(self, name: str, by: By | None = None) -> Line:
        """The line that a name means: among rows first where ``by`` is not given. Raises ``DescriptionError``."""
        ways: Sequence[By] = ("rows", "columns") if by is None else (by,)
        for way in ways:
            if (index := self._index(name, way)) is not None:
                return Line(way, index)
        raise self._unknown(name, ways)

    def _unknown(self, name: str, ways: Sequence[By]) -> DescriptionError:
        """That no line is called so: what it may be instead, and what there is."""
        words: dict[By, str] = {"rows": "række", "columns": "kolonne"}
        names = [one for way in ways for one in self.names(way) if one]
        what = " eller ".join(words[way] for way in ways)
        said = f"Der er ingen {what}, der hedder {name}"
        other = OTHER[ways[0]]
        if len(ways) == 1 and name in self.names(other):
            return DescriptionError(f"{said}, men en {words[other]}; skriv by: {other}, eller ret navnet.", name)
        meant = get_close_matches(name, names, 1)
        hint = f"Mener du {meant[0]}? " if meant else ""
        return DescriptionError(f"{said}. {hint}Der er {shortened(names, '; ', 'andre')}.", name)

    def _index(self, name: str, by: By) -> int | None:
        """Its place; a row of several words before its figures (region, municipality) by any of them."""
        index = found(name, self.names(by))
        several = index is None and by == "rows" and any(len(row.labels) > 1 for row in self.table.rows)
        return found(name, tuple(" ".join(row.labels) for row in self.table.rows)) if several else index

    def at(self, name: str) -> Cell:
        """The cell named ``row | column``. Raises ``DescriptionError``."""
        parts = [part.strip() for part in name.split("|")]
        if len(parts) != 2:
            raise DescriptionError(f"En celle skrives som række | kolonne, ikke {name}.", name)
        return Cell(self.find(parts[0], "rows").index, self.find(parts[1], "columns").index)

    def cell(self, line: Line, across: int) -> Cell:
        """The cell of a line at a place across it."""
        return Cell(line.index, across) if line.by == "rows" else Cell(across, line.index)

    def length(self, by: By) -> int:
        """How many lines run that way."""
        return len(self.table.rows) if by == "rows" else len(self.table.columns)

    def across(self, by: By, said: Limited) -> list[int]:
        """The places across lines that run ``by``, as a statement's ``only`` and ``but`` hold it to."""
        other = OTHER[by]
        out = {self.find(name, other).index for name in said.but}
        if said.only:
            return [self.find(name, other).index for name in said.only]
        out |= self.changes(other)
        return [place for place in range(self.length(other)) if place not in out]

    def no_sums(self, by: By) -> set[int]:
        """The lines running ``by`` whose figures do not add up: rates, indexes, quartiles, intervals and shares of different wholes."""
        about = self.about
        names = [one.line for one in about.rates] + [one.line for one in about.indexes]
        names += [one.line for one in about.shares if not one.adds]
        names += [name for one in about.quartiles for name in (one.low, one.q1, one.median, one.q3, one.high, one.mean)]
        said = {line.index for name in names if name and (line := self._maybe(name, by)) is not None}
        words = (says_rate, says_mean, says_change)
        return said | {index for index, name in enumerate(self.names(by)) if any(word(name) for word in words)}

    def _maybe(self, name: str, by: By) -> Line | None:
        index = found(name, self.names(by))
        return None if index is None else Line(by, index)

    def totals(self, by: By) -> set[int]:
        """The lines running ``by`` that are all of the others, as it is said or by their names."""
        said = [(one.total, one.by) for one in self.about.sums] + [(one.line, one.by) for one in self.about.means]
        lines = [line for name, way in said if way in (None, by) and (line := self._maybe(name, by)) is not None]
        words = {i for i, name in enumerate(self.names(by)) if says_total(name) or says_country(name)}
        return words | {line.index for line in lines}

    def changes(self, by: By) -> set[int]:
        """The lines running ``by`` that hold growth: what is said of levels is not said of them."""
        return {line.index for line in self._changes if line.by == by}

    @cached_property
    def _changes(self) -> frozenset[Line]:
        return frozenset(self.find(said.line, said.by) for said in self.about.growth)

    def read(self, cell: Cell) -> Reading:
        """What a cell says."""
        return self.readings[cell.row][cell.column]

    def number(self, cell: Cell) -> Number | None:
        """The number of a cell; None where it is missing, an interval or words."""
        return self.read(cell).number

    def place(self, cell: Cell) -> Place:
        """Where a cell is, for a finding."""
        row = self.table.rows[cell.row]
        return Place(cell.row, cell.column, row.name, self.table.columns[cell.column], row.cells[cell.column], row.line)

    def whole(self, line: Line) -> Place:
        """A whole row or column, for a finding."""
        if line.by == "columns":
            return Place(None, line.index, "", self.table.columns[line.index])
        row = self.table.rows[line.index]
        return Place(line.index, None, row.name, "", "", row.line)

    def name(self, line: Line) -> str:
        """What a line is called."""
        return self.names(line.by)[line.index]

    def place_name(self, by: By, across: int) -> str:
        """What the line is called that crosses lines running ``by`` at ``across``."""
        return self.names(OTHER[by])[across]
