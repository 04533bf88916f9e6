"""One figure of a capacity analysis with what is behind it, and the tables that figures stand in.

A table says of each row and column what it is (a total, a region, growth from two other columns, an end of an interval), so that pages,
files, the report and the table checker all read the same object.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Where = tuple[str, str, str]
"""Table, row and column: where a figure stands."""

Scale = Literal["kr", "tkr", "mio"]
"""What money is shown in."""

RowKind = Literal["part", "total", "region", "national", "own", "plain"]
"""``part`` adds up to the next ``total``; a ``region`` is weighed into the ``national`` row; ``own`` is us beside them."""

ColumnKind = Literal["level", "growth", "points", "share", "rate", "low", "high", "answers", "index", "text"]

KRONER, PER_CENT, POINTS = "kr.", "%", "procentpoint"

LEAST_SHOWN = 5
"""The least number of persons that is shown to readers without the right to person data."""

HIDDEN = "skjult, fordi færre end 5 personer kan genkendes"

NOT_SHOWN = f"Tallet er {HIDDEN}; bed om adgang til personoplysninger, hvis du skal bruge det."
"""What a reader without the right to persons is told in place of a figure that is opened."""


@dataclass(frozen=True)
class Source:
    """Rows of a table that a figure rests on: ``where`` is column → the values that are counted.

    ``adds`` is the column that adds up to the figure; without it the rows are what the figure was worked out from. All sources of a
    figure add the same kind of column, or none does.
    """

    table: str
    where: Mapping[str, tuple[object, ...]]
    adds: str = ""


@dataclass(frozen=True)
class Term:
    """A figure that another is worked out from: its words, value and unit, and where it stands itself.

    ``at`` names a figure of the same analysis, ``address`` one of another question; without both it does not open further.
    """

    label: str
    value: float
    unit: str
    at: Where | None = None
    address: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure and what is behind it.

    ``value`` is in ``unit`` (kroner, per cent, persons …), None where it is not known, and then ``missing`` says why in Danish.
    ``how`` is a Danish sentence on how it is worked out; ``note`` what must stand at it (*få svar*, *skøn*). ``persons`` is the least
    number of children or citizens that it tells of, None where it tells of none; ``parameters`` the names of parameters used.
    """

    value: float | None
    unit: str
    how: str
    terms: tuple[Term, ...] = ()
    sources: tuple[Source, ...] = ()
    missing: str = ""
    note: str = ""
    persons: float | None = None
    parameters: tuple[str, ...] = ()
    parameter_year: int | None = None
    """The year whose parameters they are; None is the analysis's own."""

    def shown(self, decimals: int) -> int | None:
        """Øre, or hundredths of the unit rounded to so many decimals from the value itself: what is rounded twice is wrong."""
        if self.value is None:
            return None
        return hundredths(self.value, 2 if self.unit == KRONER else decimals)


def hundredths(value: float, decimals: int = 2) -> int:
    """A value rounded once to so many decimals (0 to 2), half away from zero, × 100 as a whole number."""
    scaled = round(abs(value) * 10**decimals, 6)
    whole = int(scaled + 0.5) * int(10 ** (2 - decimals))
    return -whole if value < 0 else whole


def missing(unit: str, why: str) -> Figure:
    """A figure that is not known, with the reason."""
    return Figure(None, unit, "", missing=why)


@dataclass(frozen=True)
class Column:
    """One column. ``of`` names the columns that it is worked out from: growth from (first, last), an interval's end of its middle,
    a share of its whole, a rate of its count. ``year`` is the year of a level.
    """

    key: str
    label: str
    unit: str = ""
    kind: ColumnKind = "level"
    decimals: int = 0
    of: tuple[str, ...] = ()
    year: int | None = None
    hidden: bool = False
    """Not shown: its figures are what others are worked out from, and open."""


@dataclass(frozen=True)
class Row:
    """One row; ``code`` is the municipality or region that it is of. ``unit`` overrides the columns' in tables of several units."""

    key: str
    label: str
    kind: RowKind = "plain"
    code: int | None = None
    unit: str = ""


@dataclass(frozen=True)
class Said:
    """A sentence whose every number is a figure: ``{name}`` in ``template`` stands for the figure at ``at[name]``.

    ``absolute`` are the names of those that are told without their sign, as in *faldet med {x}*; ``decimals`` name → how many.
    """

    template: str
    at: Mapping[str, Where] = field(default_factory=dict)
    absolute: frozenset[str] = frozenset()
    decimals: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class FigureTable:
    """A table of figures. ``answer`` is its first line; ``notes`` are what must be known to read it, ``caveats`` reservations.

    ``words`` are the texts of text columns by (row, column). ``own`` is what the rows are called (*Tilbud*, *Region*). ``scale`` is how
    money is shown. ``weights``: row → inhabitants that regions are weighed by, where there is a national row. ``overlap``: the rows
    share members and are never added.
    """

    key: str
    title: str
    own: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    figures: Mapping[tuple[str, str], Figure]
    answer: tuple[Said, ...] = ()
    notes: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    words: Mapping[tuple[str, str], str] = field(default_factory=dict)
    scale: Scale = "kr"
    weights: Mapping[str, float] = field(default_factory=dict)
    overlap: bool = False

    def figure(self, row: str, column: str) -> Figure | None:
        """The figure in a cell; None where there is none."""
        return self.figures.get((row, column))

    @cached_property
    def rows_by_key(self) -> Mapping[str, Row]:
        """The rows by key."""
        return {row.key: row for row in self.rows}

    @cached_property
    def columns_by_key(self) -> Mapping[str, Column]:
        """The columns by key."""
        return {column.key: column for column in self.columns}

    def unit_of(self, row: Row, column: Column) -> str:
        """The unit of a cell."""
        return row.unit if row.unit and column.kind not in ("growth", "points", "share", "answers") else column.unit
