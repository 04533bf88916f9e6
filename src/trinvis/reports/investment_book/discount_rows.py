"""What a krone of each period is worth today, as rows of factors."""

from __future__ import annotations

from trinvis.cases.case import Effect, Money
from trinvis.reports.investment_book.assumed import Assumed
from trinvis.reports.investment_book.number_forms import FACTOR
from trinvis.reports.investment_book.page import Page
from trinvis.reports.investment_book.period_rows import PeriodRow
from trinvis.reports.investment_book.term import ONE, Term, call, number
from trinvis.reports.investment_book.words import TIMING

AHEAD = {"start": 1.0, "middle": 0.5, "end": 0.0}
WIDTH = 35


class DiscountRows:
    """Factors by period, made when first asked for; ``row`` is the next free one."""

    def __init__(self, page: Page, assumed: Assumed, row: int) -> None:
        self._page, self._assumed, self.row = page, assumed, row
        self._made: dict[tuple[str, bool], PeriodRow] = {}
        self._years: dict[str, PeriodRow] = {}

    def factor(self, line: Money | Effect) -> PeriodRow:
        """The factor of what falls when the line falls."""
        discount = self._assumed.case.discount
        timing = line.timing or discount.timing
        own = isinstance(line, Effect) and discount.effects is not None
        if (timing, own) not in self._made:
            ahead = self._ahead(timing)
            said = f"Diskonteringsfaktor{' for effekter' if own else ''}, {TIMING[timing]}"
            row = PeriodRow(self._page, self._next(), said, FACTOR)
            periods = range(1, self._assumed.time.periods + 1)
            self._made[timing, own] = row.fill({period: self._worth(ahead.at(period), own) for period in periods})
        return self._made[timing, own]

    def _ahead(self, timing: str) -> PeriodRow:
        if timing not in self._years:
            row = PeriodRow(self._page, self._next(), f"År frem til {TIMING[timing]}", "0.00##")
            each = self._assumed.time.a_year
            self._years[timing] = row.fill(
                {period: _years(period - AHEAD[timing], each) for period in range(1, self._assumed.time.periods + 1)}
            )
        return self._years[timing]

    def _worth(self, years: Term, own: bool) -> Term:
        discount = self._assumed.case.discount
        expression = discount.effects if own else discount.rate
        if expression is None:
            return _official(self._assumed.official, years)
        rate = self._assumed.at(expression)
        if discount.continuous:
            from math import exp

            return call("EXP", (-(rate * years),), exp(-rate.value * years.value))
        return (ONE + rate) ** -years

    def _next(self) -> int:
        self.row += 1
        return self.row - 1


def _years(ahead: float, each: int) -> Term:
    return number(ahead) if each == 1 else number(ahead) / number(each)


def _official(rates: tuple[Term, ...], years: Term) -> Term:
    """Finansministeriet's: each stretch of 35 years at its own rate."""
    first, second, third = rates
    edge, zero = number(WIDTH), number(0)
    near = call("MIN", (years, edge), min(years.value, WIDTH))
    over = years - edge
    between = call("MIN", (over, edge), min(over.value, WIDTH))
    between = call("MAX", (zero, between), max(0.0, between.value))
    far = years - number(2 * WIDTH)
    far = call("MAX", (zero, far), max(0.0, far.value))
    return (ONE + first) ** -near * (ONE + second) ** -between * (ONE + third) ** -far
