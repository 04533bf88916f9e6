"""Rows with a column for each year and one for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trinvis.reports.investment_book.page import Page, onwards
from trinvis.reports.investment_book.term import ZERO, Range, Term, sum_of
from trinvis.reports.investment_book.timeline import Timeline

FIRST_YEAR = 3
"""The column of year 1 on sheets by year."""


def year_heads(page: Page, row: int, time: Timeline, labels: Sequence[str], *, whole: str = "I alt") -> None:
    """The row of headings of a table by year."""
    years = [str(time.calendar(year)) for year in range(1, time.years + 1)]
    page.heads(row, (*labels, *years, *([whole] if whole else [])), figures=onwards(FIRST_YEAR))


class YearRow:
    """A row of one figure by year, with its sum."""

    def __init__(
        self,
        page: Page,
        row: int,
        texts: Sequence[str | None],
        terms: Sequence[Term],
        form: str,
        *,
        whole: bool = True,
        **style: Any,
    ) -> None:
        self._page, self.row = page, row
        for column, text in enumerate(texts):
            page.text(row, column, text, **style)
        write = page.put
        self.cells = tuple(
            write(row, column, term, num_format=form, **style) if term is not ZERO else _blank(page, row, column, style)
            for column, term in enumerate(terms, start=FIRST_YEAR)
        )
        self.total = ZERO
        if whole:
            last = FIRST_YEAR + len(terms)
            self.total = page.put(row, last, sum_of(self.range), num_format=form, **{**style, "bold": True})

    @property
    def range(self) -> Range:
        """The cells of all years."""
        values = [one.value for one in self.cells]
        return self._page.area((self.row, FIRST_YEAR), (self.row, FIRST_YEAR + len(values) - 1), values)

    def until(self, year: int) -> Range:
        """The cells of the years up to one."""
        values = [one.value for one in self.cells[:year]]
        return self._page.area((self.row, FIRST_YEAR), (self.row, FIRST_YEAR + year - 1), values)


def totals(page: Page, rows: Sequence[YearRow], years: int) -> list[Term]:
    """The sum of rows that stand one under the other, in each year."""
    if not rows:
        return [ZERO] * years
    first, last = rows[0].row, rows[-1].row
    return [
        sum_of(page.area((first, FIRST_YEAR + at), (last, FIRST_YEAR + at), [row.cells[at].value for row in rows]))
        for at in range(years)
    ]


def _blank(page: Page, row: int, column: int, style: dict[str, Any]) -> Term:
    page.text(row, column, None, **style)
    return ZERO
