"""What is meant by a table: which rows add up, which column is growth from which, which row is the whole country.

Rows and columns are named by their words; ``#3`` is the third row or column. A name need only be as long as it takes to
tell it from the others ("Hovedstaden" for "Kommuner i Region Hovedstaden"). ``by`` says whether a statement is of ``rows``
or of ``columns``; left out, the names tell. ``only`` holds a statement to some lines across ("2007"), ``but`` keeps some out.
Where a kind of statement is not given, it is taken from the table's own words ("I alt", "Udvikling 2007-2011",
"Hele landet", "Konfidensinterval"); ``infer: false`` stops that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

By = Literal["rows", "columns"]
Formed = Literal["t", "range", "other"]
Kind = Literal[
    "sum", "growth", "national", "labels", "quartiles", "interval", "share", "rate", "flow", "index", "unit", "period",
    "claim", "repeated", "overlap", "form",
]  # fmt: skip
"""What sort of fault a finding is about."""


@dataclass(frozen=True)
class Sum:
    """``total`` is the sum of ``parts`` (left out: the lines before it, back to the last total). ``at_most``: the parts are only some of it."""

    total: str
    parts: tuple[str, ...] = ()
    by: By | None = None
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    at_most: bool = False


@dataclass(frozen=True)
class Growth:
    """``line`` is the change from ``start`` to ``end``: per cent of ``start``, or (``points``) the plain difference. Left out, the cells' unit tells."""

    line: str
    start: str
    end: str
    points: bool | None = None
    by: By | None = None
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mean:
    """``line`` (the whole country) is a mean of ``parts`` (its regions) with weights that are not negative.

    ``weights``: a number for each part (populations or per cent), or the name of the line that holds them. ``within``: how many
    percentage points each weight may be off. Without weights the mean must lie between the least and the largest part.
    """

    line: str
    parts: tuple[str, ...] = ()
    weights: Mapping[str, str] | str | None = None
    within: str = "0"
    by: By | None = None
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()


@dataclass(frozen=True)
class Interval:
    """``line`` holds intervals (``22-54 %``), or ``low`` and ``high`` their ends, around the figures of ``around`` (left out: the same cells).

    ``form``: ``t`` lies evenly around its mean, ``range`` is the smallest and the largest, ``other`` only has its mean inside. ``n`` is the
    number of answers, one for all or by line across; ``sd`` the line of standard deviations; ``level`` per cent.
    ``share``: what is measured lies from 0 to 100. ``among``: the table, by number, whose answers these are some of.
    """

    line: str = ""
    around: str = ""
    low: str = ""
    high: str = ""
    form: Formed = "t"
    n: Mapping[str, str] | str = ""
    sd: str = ""
    level: str = "95"
    share: bool = False
    among: str = ""
    by: By | None = None
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()


@dataclass(frozen=True)
class Share:
    """``line`` holds per cent that add up to 100 (``adds``) and are each a part of ``of``'s ``total``. ``exceeds``: more than 100 may occur."""

    line: str
    of: str = ""
    total: str = ""
    adds: bool = True
    exceeds: bool = False
    by: By | None = None
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rate:
    """``line`` is ``count`` per ``per`` of ``population``: lines of the table, or a number for ``population``."""

    line: str
    count: str
    population: str = ""
    per: str = "1000"
    by: By | None = None
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()


@dataclass(frozen=True)
class AtMost:
    """``line`` cannot exceed ``of``: a part and its whole, or (``flow``) what comes in a year and what is there."""

    line: str
    of: str
    flow: bool = False
    by: By | None = None
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()


@dataclass(frozen=True)
class Index:
    """``line`` is ``level`` (100) times each figure over that of ``base``; ``of`` is the line of figures, where the table has it."""

    line: str
    base: str
    of: str = ""
    level: str = "100"
    by: By | None = None


@dataclass(frozen=True)
class Quartiles:
    """Lines with the smallest, first quartile, median, third quartile, largest and plain mean of the same ``n`` units. ``weighted``: the mean is weighted."""

    low: str = ""
    q1: str = ""
    median: str = ""
    q3: str = ""
    high: str = ""
    mean: str = ""
    n: str = ""
    weighted: bool = False
    by: By | None = None
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()


@dataclass(frozen=True)
class Union:
    """``line`` counts those in at least one of ``of``, of whom ``overlap`` (a line, where it is known) are in more than one."""

    line: str
    of: tuple[str, ...]
    overlap: str = ""
    by: By | None = None
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()


@dataclass(frozen=True)
class Overlapping:
    """Lines that may count the same twice and must not be added up; ``total`` is what might have been made so."""

    lines: tuple[str, ...]
    total: str = ""
    by: By | None = None
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()


@dataclass(frozen=True)
class Same:
    """``line`` holds the same figures as the line ``there`` of another table, by the names of the lines across."""

    line: str
    table: str
    there: str
    by: By | None = None
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    alike: bool = False
    """Not the same figures, but the same pattern: only their order is compared."""


@dataclass(frozen=True)
class Claim:
    """A sentence ``says`` a number that must follow from cells: ``formula`` over the names of ``where``.

    Each name stands for a cell (``row | column``, with ``table | `` before it for another table) or a number as it is printed. ``about``:
    the sentence says "about", so that its number is rounded to its last digit that is not 0. ``kind`` is what fault it would be.
    """

    formula: str
    where: Mapping[str, str]
    says: str = ""
    text: str = ""
    about: bool = False
    kind: Kind = "claim"
    line: str = ""
    cell: str = ""
    """The cell that says it, where the claim is a cell of the table."""
    instead: str = ""
    """Another formula that may give the number, and ``reading`` what it would then be ("pladserne i 2012")."""
    reading: str = ""


@dataclass(frozen=True)
class Description:
    """All that is said about one table. ``unit``, ``period`` and ``title`` are words; the rest are statements."""

    title: str = ""
    number: str = ""
    unit: str = ""
    period: str = ""
    note: str = ""
    labels: int = 1
    decimal: Literal["", "comma", "point"] = ""
    """Its decimal mark; left out, the figures tell."""
    infer: bool = True
    sums: tuple[Sum, ...] = ()
    growth: tuple[Growth, ...] = ()
    means: tuple[Mean, ...] = ()
    intervals: tuple[Interval, ...] = ()
    shares: tuple[Share, ...] = ()
    rates: tuple[Rate, ...] = ()
    at_most: tuple[AtMost, ...] = ()
    indexes: tuple[Index, ...] = ()
    quartiles: tuple[Quartiles, ...] = ()
    unions: tuple[Union, ...] = ()
    overlapping: tuple[Overlapping, ...] = ()
    same: tuple[Same, ...] = ()
    claims: tuple[Claim, ...] = ()
    document: str = ""
    lines: tuple[str, ...] = ()
    """Where the table stands in the document: first and last line."""
    without: tuple[str, ...] = field(default=())
    """Kinds of statements that must not be taken from the table's words."""
