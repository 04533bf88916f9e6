"""The chances of moving in one period, as the sheet *Forløb* shows them."""

from __future__ import annotations

from trinvis.cases.case import Case, Transition
from trinvis.cases.formula import formula_text
from trinvis.reports.investment_book.assumed import FIRST_PERIOD, Assumed
from trinvis.reports.investment_book.cohort_blocks import Blocks, Cohorts
from trinvis.reports.investment_book.number_forms import PER_CENT
from trinvis.reports.investment_book.page import Page
from trinvis.reports.investment_book.period_rows import FIXED, PeriodRow, fixed_cell
from trinvis.reports.investment_book.term import ONE, Term, number
from trinvis.reports.investment_book.traces import Chance


class Chances:
    """The transitions of a case, a row each from ``row`` on; those that follow the stay have a block for each kind of cohorts."""

    def __init__(self, page: Page, blocks: Blocks | None, assumed: Assumed, case: Case, row: int) -> None:
        self._blocks, self._assumed = blocks, assumed
        self._labels = {state.name: state.label for state in case.states}
        self._by_period: dict[int, tuple[Term, ...]] = {}
        self.checks: list[str] = []
        """What must hold of them, as conditions of the spreadsheet."""
        for place, one in enumerate(case.transitions):
            self._write(page, row + place, place, one)
        if case.transitions:
            last = (row + len(case.transitions) - 1, FIRST_PERIOD + assumed.time.periods - 1)
            self._check(page.area((row, FIXED), last, ()).text)

    def of(self, place: int, transition: Transition, cohorts: Cohorts) -> Chance:
        """The chance of the case's transition at that place, for persons who come in at those times."""
        if place in self._by_period:
            return Chance(place, transition, self._by_period[place])
        assert self._blocks is not None
        block = self._blocks.of(
            ("chance", place),
            f"Chance i en periode: {self.said(transition)}",
            cohorts,
            PER_CENT,
            lambda period, stay: self._in_a_period(transition, period, stay),
        )
        self._check(block.whole)
        return Chance(place, transition, block=block)

    def said(self, transition: Transition) -> str:
        """``Hjemme → Anbragt``."""
        return f"{self._labels[transition.source]} → {self._labels[transition.target]}"

    def _check(self, cells: str) -> None:
        condition = f"AND(MIN({cells})>=-1E-12,MAX({cells})<=1+1E-12)"
        if condition not in self.checks:
            self.checks.append(condition)

    def _write(self, page: Page, row: int, place: int, one: Transition) -> None:
        follows, label, remark = self._assumed.follows(one.chance), self.said(one), formula_text(one.chance)
        periods = range(1, self._assumed.time.periods + 1)
        if follows.stay:
            page.text(row, 0, label, indent=1)
            page.quiet(row, 1, f"{remark}: efter tid i forløbet")
        elif follows.period:
            made = PeriodRow(page, row, label, PER_CENT, remark=remark)
            made.fill({period: self._in_a_period(one, period, 1) for period in periods})
            self._by_period[place] = tuple(made.at(period) for period in periods)
        else:
            cell = fixed_cell(page, row, label, self._in_a_period(one, 1, 1), PER_CENT, remark=remark)
            self._by_period[place] = tuple(cell for _ in periods)

    def _in_a_period(self, transition: Transition, period: int, stay: int) -> Term:
        """A chance per year becomes one per period: 1 − (1 − p)^(1/12)."""
        chance = self._assumed.at(transition.chance, period, stay)
        each = self._assumed.time.a_year
        if transition.per == "period" or each == 1:
            return chance
        return ONE - (ONE - chance) ** (ONE / number(each))
