"""Who comes into a group under one alternative, where they begin, and which moves hold for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from trinvis.cases.case import Alternative, Case, Group, Transition
from trinvis.cases.expression import Expression
from trinvis.reports.investment_book.assumed import Assumed
from trinvis.reports.investment_book.cohort_blocks import Cohorts
from trinvis.reports.investment_book.number_forms import PER_CENT
from trinvis.reports.investment_book.page import PERSONS, Page
from trinvis.reports.investment_book.period_rows import PeriodRow, fixed_cell
from trinvis.reports.investment_book.term import ZERO, Term, number


@dataclass
class GroupEntry:
    """A group under an alternative on its way onto the sheet; ``row`` is the next free one."""

    page: Page
    assumed: Assumed
    case: Case
    group: Group
    alternative: Alternative
    row: int
    entries: PeriodRow | None = None
    starts: dict[str, dict[int, Term]] = field(default_factory=dict)
    """Those who begin in a state, by state and period."""
    coming: list[PeriodRow] = field(default_factory=list)
    """The rows of those who come in, and of those there from the beginning."""
    checks: list[str] = field(default_factory=list)
    """What must hold of them, as conditions of the spreadsheet."""

    @property
    def periods(self) -> range:
        """Every period, from 1."""
        return range(1, self.assumed.time.periods + 1)

    @property
    def enters(self) -> Expression | None:
        """How many come in per year."""
        return self.group.enters.get(self.alternative.name, self.group.enters.get(""))

    @property
    def stock(self) -> Expression | None:
        """How many are there from the beginning."""
        return self.group.stock.get(self.alternative.name, self.group.stock.get(""))

    @property
    def empty(self) -> bool:
        """True where nobody is ever there."""
        return self.enters is None and self.stock is None

    @property
    def transitions(self) -> list[tuple[int, Transition]]:
        """The transitions that hold, by their place in the case."""
        return [
            (place, one)
            for place, one in enumerate(self.case.transitions)
            if (not one.alternatives or self.alternative.name in one.alternatives)
            and (not one.groups or self.group.name in one.groups)
        ]

    @property
    def cohorts(self) -> Cohorts:
        """The periods that somebody may come in."""
        if self.enters is None:
            return (1,)
        return tuple(self.periods) if self.group.evenly else tuple(self.periods[:: self.assumed.time.a_year])

    def states(self) -> list[str]:
        """The states that somebody may be in, in the order of the case."""
        found = set(self.starts)
        while more := {one.target for _, one in self.transitions if one.source in found} - found:
            found |= more
        return [state.name for state in self.case.states if state.name in found]

    def line(self, label: str, form: str = PERSONS, *, remark: str = "", indent: int = 1) -> PeriodRow:
        """A new row."""
        made = PeriodRow(self.page, self.row, label, form, remark=remark, indent=indent)
        self.row += 1
        return made

    def write(self) -> None:
        """The rows of who comes in and where they begin."""
        new = dict.fromkeys(self.periods, ZERO)
        if self.enters is not None:
            self.entries = self.line("Kommer ind").fill({period: self._entering(period) for period in self.cohorts})
            new = {period: self.entries.at(period) for period in self.periods}
            self.coming.append(self.entries)
        if self.stock is not None:
            there = self.line("Er der fra begyndelsen")
            new[1] = new[1] + there.put(1, self.assumed.at(self.stock))
            self.coming.append(there)
        shares = self.group.start.get(self.alternative.name) or self.group.start.get("") or {}
        if len(shares) == 1:
            self.starts = dict.fromkeys(shares, new)
        else:
            self._spread(shares, new)

    def _entering(self, period: int) -> Term:
        assert self.enters is not None
        number_of = self.assumed.at(self.enters, period)
        each = self.assumed.time.a_year
        return number_of / number(each) if self.group.evenly and each > 1 else number_of

    def _spread(self, shares: Mapping[str, Expression], new: Mapping[int, Term]) -> None:
        """A row of the share that begins in each state, and one of how many that is."""
        labels = {state.name: state.label for state in self.case.states}
        rows = []
        for state, share in shares.items():
            rates = self._shares(f"Andel, der begynder i: {labels[state]}", share)
            row = self.line(f"Begynder i: {labels[state]}")
            row.fill({period: new[period] * rates[period - 1] for period in self.periods})
            rows.append(row)
            self.starts[state] = {period: row.at(period) for period in self.periods}
        begun = "+".join(f"SUM({row.within(self.periods).text})" for row in rows)
        coming = "+".join(f"SUM({row.within(self.periods).text})" for row in self.coming)
        self.checks.append(f"ABS({begun}-({coming}))<1E-6*MAX(1,{begun})")

    def _shares(self, label: str, share: Expression) -> Sequence[Term]:
        if self.assumed.follows(share).nothing:
            cell = fixed_cell(self.page, self.row, label, self.assumed.at(share), PER_CENT)
            self.row += 1
            return [cell for _ in self.periods]
        row = self.line(label, PER_CENT).fill({period: self.assumed.at(share, period) for period in self.periods})
        return [row.at(period) for period in self.periods]
