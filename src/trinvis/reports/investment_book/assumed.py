"""Where each input stands in the workbook, and formulas of the case written with it."""

from __future__ import annotations

from trinvis.cases.case import Case, Input
from trinvis.cases.expression import PERIOD, STAY, YEAR, Expression
from trinvis.reports.investment_book.defined_names import defined_names
from trinvis.reports.investment_book.expression_term import expression_term
from trinvis.reports.investment_book.number_forms import number_form
from trinvis.reports.investment_book.page import Page
from trinvis.reports.investment_book.term import Range, Term, number
from trinvis.reports.investment_book.timeline import Follows, Timeline, follows, input_follows

FIRST_PERIOD = 3
"""The column of period 1, or year 1, on every sheet that has them."""


class Assumed:
    """The inputs of a case. ``vectors`` are their cells by year or by year since entry, as they are written; ``index`` are those of
    the price index by year."""

    def __init__(self, case: Case, index: dict[int, Term]) -> None:
        self.case, self.time = case, Timeline.of(case)
        self.names = defined_names(case.inputs)
        self.vectors: dict[str, tuple[Term, ...]] = {}
        self.official: tuple[Term, ...] = ()
        """Finansministeriet's three rates, where the case takes them."""
        self.counts: dict[str, Term] = {}
        """1 for each payer whose money the answer counts, else 0."""
        self.counted = Range("", ())
        """These, one under the other in the order of the payers."""
        self._index = index
        self._scalars: dict[str, Term] = {}
        self._rows: dict[str, tuple[Page, int]] = {}
        self._by_period: dict[str, tuple[Term, ...]] = {}

    def follows(self, expression: Expression | None) -> Follows:
        """What a formula of the case changes with."""
        return Follows() if expression is None else follows(expression, self.case.inputs)

    def at(self, expression: Expression, period: int = 1, stay: int = 1) -> Term:
        """The formula in that period, for those who have been there for that many periods."""
        return expression_term(expression, lambda name: self._named(name, period, stay))

    def in_case_prices(self, given: Input, term: Term) -> Term:
        """An amount as typed, moved from its own price level to the case's."""
        level = given.price_level
        if given.kind != "amount" or level is None or level == self.case.price_level:
            return term
        return term * self._index[self.case.price_level] / self._index[level]

    def scalar(self, name: str) -> Term:
        """What an input that is one number for the whole case is reckoned with: the cell of its own name."""
        if name not in self._scalars:
            given = self.case.inputs[name]
            if given.formula is not None:
                value = self.at(given.formula).value
            else:
                value = self.in_case_prices(given, number(float(given.value or 0))).value
            self._scalars[name] = Term(self.names[name], value)
        return self._scalars[name]

    def keep_row(self, name: str, page: Page, row: int) -> None:
        """The row that a formula which changes with the period is to be written in."""
        self._rows[name] = (page, row)

    def by_period(self, name: str) -> tuple[Term, ...]:
        """The cells of a formula that changes with the period, written when first asked for."""
        if name not in self._by_period:
            page, row = self._rows[name]
            formula = self.case.inputs[name].formula
            assert formula is not None
            form = number_form(self.case.inputs[name])
            periods = range(1, self.time.periods + 1)
            self._by_period[name] = tuple(
                page.put(row, FIRST_PERIOD + period - 1, self.at(formula, period), num_format=form)
                for period in periods
            )
        return self._by_period[name]

    def _named(self, name: str, period: int, stay: int) -> Term:
        if name in (PERIOD, YEAR, STAY):
            return number({PERIOD: period, YEAR: self.time.year(period), STAY: stay}[name])
        given = self.case.inputs[name]
        changes = input_follows(given, self.case.inputs)
        if changes.nothing:
            return self.scalar(name)
        if given.formula is not None:
            return self.at(given.formula, period, stay) if changes.stay else self.by_period(name)[period - 1]
        year = self.time.year(stay if changes.stay else period)
        # a row may only be too short for stays that nobody has; they count with weight 0, whatever stands there
        return self.vectors[name][min(year, len(self.vectors[name])) - 1]
