"""The rows of one line of money or one effect on *Beregning*: how many, how much each, and what it comes to by period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trinvis.cases.case import Alternative, Case, Effect, Money
from trinvis.cases.expression import Expression
from trinvis.cases.formula import formula_text
from trinvis.reports.investment_book.assumed import Assumed
from trinvis.reports.investment_book.case_lines import groups_of, per
from trinvis.reports.investment_book.courses_sheet import Courses
from trinvis.reports.investment_book.number_forms import FACTOR
from trinvis.reports.investment_book.page import PERSONS, Page
from trinvis.reports.investment_book.period_rows import PeriodRow, fixed_cell
from trinvis.reports.investment_book.term import ONE, Term, number, summed

AMOUNT = "#,##0.00"


@dataclass
class LineRows:
    """Writes a line under an alternative from ``row`` down; ``row`` is the next free one."""

    page: Page
    assumed: Assumed
    courses: Courses
    case: Case
    line: Money | Effect
    alternative: Alternative
    row: int

    def write(self) -> PeriodRow:
        """What the line comes to by period: costs above 0, gains below."""
        self.page.text(self.row, 0, self.line.label, bold=True)
        self.page.quiet(self.row, 1, self._what())
        self.row += 1
        factors = list(per(self.line))
        inside = [one for one in factors if self.assumed.follows(one).stay]
        number_of = None if self.line.on.kind in ("year", "once") else self._count(inside)
        outside = [self._factor(one, place) for place, one in enumerate(factors) if one not in inside]
        gain = isinstance(self.line, Money) and self.line.kind == "gain"
        label, form = ("Kroner", AMOUNT) if isinstance(self.line, Money) else (self.line.unit or "Effekt", "#,##0.00")
        made = PeriodRow(self.page, self.row, label, form, italic=True)
        self.row += 2
        spread = number(self.assumed.time.a_year if self.line.on.kind in ("state", "year") else 1)
        for period in self._periods():
            whole = ONE if number_of is None else number_of.at(period)
            for one in outside:
                whole = whole * one(period)
            whole = whole if spread.value == 1 else whole / spread
            made.put(period, -whole if gain else whole)
        return made

    def _count(self, inside: list[Expression]) -> PeriodRow:
        """How many, or, where an amount follows the stay, what they come to together."""
        label = "Antal" if not inside else "Antal × beløb, kuld for kuld"
        row = PeriodRow(self.page, self.row, label, PERSONS if not inside else AMOUNT)
        self.row += 1
        return row.fill({period: self._number(period, inside) for period in self._periods()})

    def _number(self, period: int, inside: list[Expression]) -> Term:
        on, found = self.line.on, []
        for group in groups_of(self.case, self.line):
            trace = self.courses.traces.get((self.alternative.name, group))
            if trace is None:
                continue
            factors = [self.courses.factor(one, self.line.label, trace.cohorts) for one in inside]
            if on.kind == "entry":
                found.append(trace.entered(period))
            elif on.kind == "state":
                found.append(trace.counted(on.state, period, factors))
            else:
                found += [trace.moved(place, period, factors) for place in self._moves()]
        return summed(found)

    def _moves(self) -> list[int]:
        way = (self.line.on.source, self.line.on.state)
        return [place for place, one in enumerate(self.case.transitions) if (one.source, one.target) == way]

    def _factor(self, expression: Expression, place: int) -> Callable[[int], Term]:
        """An amount or index that does not follow the stay: one cell, or a row."""
        label = "Indeks" if place else "Beløb" if isinstance(self.line, Money) else "Pr. stk."
        form = FACTOR if place else AMOUNT
        remark = formula_text(expression)
        if self.assumed.follows(expression).nothing:
            cell = fixed_cell(self.page, self.row, label, self.assumed.at(expression), form, remark=remark)
            self.row += 1
            return lambda _: cell
        row = PeriodRow(self.page, self.row, label, form, remark=remark)
        self.row += 1
        row.fill({period: self.assumed.at(expression, period) for period in self._periods()})
        return row.at

    def _periods(self) -> list[int]:
        """The periods that the line falls in."""
        on, time = self.line.on, self.assumed.time
        if on.kind == "once":
            return [time.first(on.years[0] if on.years else 1)]
        return [period for year in on.years or range(1, time.years + 1) for period in time.within(year)]

    def _what(self) -> str:
        """What the amount is per."""
        on, labels = self.line.on, {state.name: state.label for state in self.case.states}
        if on.kind == "state":
            return f"pr. person pr. år i: {labels[on.state]}"
        if on.kind == "move":
            return f"pr. person, der går {labels[on.source]} → {labels[on.state]}"
        return {"entry": "pr. person, der kommer ind", "year": "pr. år", "once": "én gang"}[on.kind]
