"""*Kuld*: figures by when persons came in (down) and period (across), for what depends on how long they have been there."""

from __future__ import annotations

from collections.abc import Callable

from trinvis.reports.investment_book.assumed import FIRST_PERIOD, Assumed
from trinvis.reports.investment_book.page import Page
from trinvis.reports.investment_book.term import Range, Term

Cohorts = tuple[int, ...]
"""The periods that persons of a group may come in."""


class Block:
    """Rows of one figure, a row for each cohort; the cells before it came in are empty."""

    def __init__(self, page: Page, row: int, cohorts: Cohorts, form: str) -> None:
        self._page, self._row, self._form = page, row, form
        self.cohorts = cohorts
        self._cells: dict[tuple[int, int], Term] = {}

    @property
    def whole(self) -> str:
        """All its cells."""
        last = FIRST_PERIOD + max(period for _, period in self._cells) - 1
        return self._page.area((self._row, FIRST_PERIOD), (self._row + len(self.cohorts) - 1, last), ()).text

    def put(self, cohort: int, period: int, term: Term) -> None:
        """The figure of those who came in period ``cohort``."""
        row = self._row + self.cohorts.index(cohort)
        column = FIRST_PERIOD + period - 1
        self._cells[cohort, period] = self._page.put(row, column, term, num_format=self._form)

    def at(self, cohort: int, period: int) -> Term:
        """Its cell."""
        return self._cells[cohort, period]

    def column(self, period: int, until: int) -> Range | None:
        """The cells of a period, of those who came in ``until`` or before; None when there are none."""
        there = [one for one in self.cohorts if one <= until]
        if not there:
            return None
        column = FIRST_PERIOD + period - 1
        values = [self._cells[one, period].value for one in there]
        return self._page.area((self._row, column), (self._row + len(there) - 1, column), values)


class Blocks:
    """The blocks of a sheet, one under the other, each figure once for the same cohorts."""

    def __init__(self, page: Page, assumed: Assumed, row: int) -> None:
        self.page, self._assumed, self._row = page, assumed, row
        self._known: dict[tuple[object, Cohorts], Block] = {}

    def new(self, title: str, cohorts: Cohorts, form: str) -> Block:
        """An empty block under the others."""
        time = self._assumed.time
        self.page.text(self._row, 0, title, bold=True)
        for number, cohort in enumerate(cohorts, start=1):
            self.page.text(self._row + number, 0, f"Kommer ind {time.label(cohort)}", indent=1)
        made = Block(self.page, self._row + 1, cohorts, form)
        self._row += len(cohorts) + 2
        return made

    def of(self, key: object, title: str, cohorts: Cohorts, form: str, figure: Callable[[int, int], Term]) -> Block:
        """The block of a figure by period and periods since entry (from 1); made when first asked for."""
        if (key, cohorts) not in self._known:
            block = self._known[key, cohorts] = self.new(title, cohorts, form)
            for cohort in cohorts:
                for period in range(cohort, self._assumed.time.periods + 1):
                    block.put(cohort, period, figure(period, period - cohort + 1))
        return self._known[key, cohorts]
