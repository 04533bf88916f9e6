"""The courses of a case that is too large for live formulas: what Trinvis computed, as values."""

from __future__ import annotations

from collections.abc import Sequence

from trinvis.calculations.investment.run import Run
from trinvis.cases.case import Case
from trinvis.reports.investment_book.assumed import FIRST_PERIOD
from trinvis.reports.investment_book.page import COURSES, PERSONS, VALUE_COLOUR, Page
from trinvis.reports.investment_book.period_rows import PeriodRow, part, period_heads
from trinvis.reports.investment_book.term import Term, number
from trinvis.reports.investment_book.timeline import Timeline
from trinvis.reports.workbook.book import Book


def write_persons(book: Book, case: Case, run: Run) -> None:
    """*Forløb* as values: persons in each state by period."""
    page, time = Page(book, COURSES), Timeline.of(case)
    page.widths(46, 24, 10, rest=(time.periods, 11))
    said = "Tallene er værdier fra Trinvis: casen er for stor til levende formler for forløbet."
    head = page.title("Forløb: hvor personerne er", said)
    period_heads(page, head, time, ("Personer", "", ""))
    row = head + 1
    for place, alternative in enumerate(case.alternatives):
        row = part(page, row, alternative.label, time.periods)
        for state in case.states:
            counted = run.persons[place, run.states.index(state.name), :, 0].tolist()
            made = PeriodRow(page, row, state.label, PERSONS, bg_color=VALUE_COLOUR)
            for period, value in enumerate(counted, start=1):
                made.put(period, number(value))
            row += 1
        row += 1
    page.finish(frozen=(head + 1, FIRST_PERIOD), repeat=head)


class RunFigures:
    """The figures of a run by year, as numbers for sheets whose formulas would be too many."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def line(self, alternative: str, name: str, discounted: bool) -> Sequence[Term]:
        """A line of money in each year."""
        cost = self._run.discounted if discounted else self._run.cost
        return self._numbers(cost[self._place(alternative), self._run.lines.index(name), :, 0].tolist())

    def payer(self, alternative: str, name: str, discounted: bool) -> Sequence[Term]:
        """What a payer pays in each year."""
        cost = self._run.payer_discounted if discounted else self._run.payer_cost
        return self._numbers(cost[self._place(alternative), self._run.payers.index(name), :, 0].tolist())

    def effect(self, alternative: str, name: str, discounted: bool) -> Sequence[Term]:
        """An effect in each year."""
        made = self._run.effect_discounted if discounted else self._run.effect
        return self._numbers(made[self._place(alternative), self._run.effects.index(name), :, 0].tolist())

    def _place(self, alternative: str) -> int:
        return self._run.alternatives.index(alternative)

    def _numbers(self, values: Sequence[float]) -> Sequence[Term]:
        return [number(one) for one in values]
