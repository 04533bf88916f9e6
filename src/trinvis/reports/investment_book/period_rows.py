"""Rows with a column for each period, and the headings over them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trinvis.reports.investment_book.assumed import FIRST_PERIOD
from trinvis.reports.investment_book.page import HEAD_COLOUR, QUIET, Page, onwards
from trinvis.reports.investment_book.term import ZERO, Range, Term
from trinvis.reports.investment_book.timeline import Timeline

LABEL, REMARK, FIXED = range(FIRST_PERIOD)


class PeriodRow:
    """A row of one figure by period; periods without it are left empty and are 0."""

    def __init__(self, page: Page, row: int, label: str, form: str, *, remark: str = "", **style: Any) -> None:
        self._page, self._row = page, row
        self._style = {"num_format": form, **{name: value for name, value in style.items() if name != "indent"}}
        self.cells: dict[int, Term] = {}
        page.text(row, LABEL, label, **{"indent": 1, **style})
        page.text(row, REMARK, remark, font_color=QUIET)

    def put(self, period: int, term: Term) -> Term:
        """Writes the figure of a period; its cell."""
        if term is not ZERO:
            self.cells[period] = self._page.put(self._row, FIRST_PERIOD + period - 1, term, **self._style)
        return self.at(period)

    def fill(self, figures: Mapping[int, Term]) -> PeriodRow:
        """Writes the figures, by period."""
        for period, term in figures.items():
            self.put(period, term)
        return self

    def at(self, period: int) -> Term:
        """The cell of a period, or 0."""
        return self.cells.get(period, ZERO)

    def within(self, periods: range) -> Range:
        """The cells of some periods."""
        first, last = FIRST_PERIOD + periods[0] - 1, FIRST_PERIOD + periods[-1] - 1
        return self._page.area((self._row, first), (self._row, last), [self.at(one).value for one in periods])


def fixed_cell(page: Page, row: int, label: str, term: Term, form: str, *, remark: str = "") -> Term:
    """A row of one figure that holds for every period; its cell."""
    page.text(row, LABEL, label, indent=1)
    page.text(row, REMARK, remark, font_color=QUIET)
    return page.put(row, FIXED, term, fixed=True, num_format=form)


def period_heads(page: Page, row: int, time: Timeline, labels: tuple[str, str, str]) -> None:
    """The row of headings of a sheet by period."""
    periods = [time.label(period) for period in range(1, time.periods + 1)]
    page.heads(row, (*labels, *periods), figures=onwards(FIXED))


def part(page: Page, row: int, text: str, figures: int) -> int:
    """A band across the sheet, over so many columns of figures, that begins a part of it; the next row."""
    for column in range(FIRST_PERIOD + figures):
        page.text(row, column, text if column == 0 else None, bold=True, bg_color=HEAD_COLOUR)
    return row + 1
