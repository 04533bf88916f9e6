"""Parts of a formula that know what they come to: the text for the spreadsheet and, beside it, our own figure.

A formula is built as it is read, ``persons * price``: the text names the cells, the value is computed from their values. So every
cell has a stored result, and viewers that do not compute show it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import fsum, prod

from trinvis.reports.workbook.book import cell

_SUM, _PRODUCT, _SIGN, _ATOM = 1, 2, 3, 4
"""How tightly a text binds. A spreadsheet's minus in front binds tighter than its ^, so both always get parentheses."""

_OWNER = re.compile("\x02([^\x03]+)\x03")


@dataclass(frozen=True, slots=True)
class Term:
    """``text`` is part of a formula, each cell with the sheet it stands on before it; ``written`` says it as a sheet reads it."""

    text: str
    value: float
    binds: int = _ATOM

    def __add__(self, other: Term) -> Term:
        if self is ZERO or other is ZERO:
            return other if self is ZERO else self
        return Term(f"{self.text}+{_within(other, _PRODUCT)}", self.value + other.value, _SUM)

    def __sub__(self, other: Term) -> Term:
        if other is ZERO:
            return self
        return Term(f"{self.text}-{_within(other, _PRODUCT)}", self.value - other.value, _SUM)

    def __mul__(self, other: Term) -> Term:
        if self is ZERO or other is ZERO:
            return ZERO
        if self is ONE or other is ONE:
            return other if self is ONE else self
        return Term(f"{_within(self, _PRODUCT)}*{_within(other, _SIGN)}", self.value * other.value, _PRODUCT)

    def __truediv__(self, other: Term) -> Term:
        if self is ZERO or other is ONE:
            return self
        return Term(f"{_within(self, _PRODUCT)}/{_within(other, _SIGN)}", self.value / other.value, _PRODUCT)

    def __pow__(self, other: Term) -> Term:
        value = float(self.value**other.value)
        return Term(f"{_within(self, _ATOM)}^{_within(other, _ATOM)}", value, _SIGN)

    def __neg__(self) -> Term:
        return self if self is ZERO else Term(f"-{_within(self, _ATOM)}", -self.value, _SUM)


@dataclass(frozen=True, slots=True)
class Range:
    """Cells side by side, as a formula names them, and what stands in them."""

    text: str
    values: tuple[float, ...]


def number(value: float) -> Term:
    """A number as it stands in a formula."""
    text = str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value).upper()
    return Term(text, value, _ATOM if value >= 0 else _SUM)


ZERO, ONE = number(0), number(1)


def place(
    sheet: str, row: int, column: int, value: float, *, fixed_row: bool = False, fixed_column: bool = False
) -> Term:
    """The cell, counted from 0, and what stands in it."""
    return Term(f"{_owner(sheet)}{cell(row, column, fixed_row=fixed_row, fixed_column=fixed_column)}", value)


def area(sheet: str, first: tuple[int, int], last: tuple[int, int], values: Sequence[float]) -> Range:
    """The cells from the upper left (row, column) to the lower right one."""
    return Range(f"{_owner(sheet)}{cell(*first)}:{cell(*last)}", tuple(values))


def call(function: str, arguments: Sequence[Term], value: float) -> Term:
    """A function of the spreadsheet, by its English name, and what it comes to."""
    return Term(f"{function}({','.join(one.text for one in arguments)})", value)


def summed(terms: Sequence[Term]) -> Term:
    """The sum of some terms; 0 of none."""
    made = ZERO
    for one in terms:
        made = made + one
    return made


def sum_of(cells: Range) -> Term:
    """SUM of a range."""
    return Term(f"SUM({cells.text})", fsum(cells.values))


def sum_of_products(*ranges: Range) -> Term:
    """SUMPRODUCT of ranges of the same shape, or SUM of one."""
    if len(ranges) == 1:
        return sum_of(ranges[0])
    value = fsum(map(prod, zip(*(one.values for one in ranges), strict=True)))
    return Term(f"SUMPRODUCT({','.join(one.text for one in ranges)})", value)


def written(text: str, sheet: str) -> str:
    """A text as it is written on ``sheet``: cells of that sheet by their name alone."""
    return _OWNER.sub(lambda found: "" if found[1] == sheet else f"{_quoted(found[1])}!", text)


def _within(term: Term, least: int) -> str:
    return term.text if term.binds >= least else f"({term.text})"


def _owner(sheet: str) -> str:
    return f"\x02{sheet}\x03"


@cache
def _quoted(sheet: str) -> str:
    from xlsxwriter.utility import quote_sheetname

    name: str = quote_sheetname(sheet)
    return name
