"""Who pays which share of a line: a formula, or a row by period where shares change over time."""

from __future__ import annotations

from dataclasses import dataclass

from trinvis.calculations.investment.money import own_payer, payer_names
from trinvis.cases.case import Case, Money
from trinvis.reports.investment_book.assumed import Assumed
from trinvis.reports.investment_book.number_forms import PER_CENT
from trinvis.reports.investment_book.page import Page
from trinvis.reports.investment_book.period_rows import PeriodRow
from trinvis.reports.investment_book.term import ONE, Term

OWN_LABEL = "Kommunen"


def payer_labels(case: Case) -> dict[str, str]:
    """Payer → label, in the order of the case; a case that names none has one, the municipality."""
    return {one.name: one.label for one in case.payers} or dict.fromkeys(payer_names(case), OWN_LABEL)


@dataclass
class Shares:
    """Shares of lines, ``row`` the next free row for those that change over time."""

    page: Page
    assumed: Assumed
    case: Case
    row: int

    def of(self, line: Money) -> dict[str, Term | PeriodRow]:
        """The share of each payer of a line, in the order of the case's payers."""
        if not line.payers:
            return {own_payer(self.case): ONE}
        labels = payer_labels(self.case)
        made: dict[str, Term | PeriodRow] = {}
        for payer in (one for one in labels if one in line.payers):
            share = line.payers[payer]
            if self.assumed.follows(share).nothing:
                made[payer] = self.assumed.at(share)
                continue
            row = PeriodRow(self.page, self.row, f"Andel: {labels[payer]}", PER_CENT)
            self.row += 1
            periods = range(1, self.assumed.time.periods + 1)
            made[payer] = row.fill({period: self.assumed.at(share, period) for period in periods})
        return made
