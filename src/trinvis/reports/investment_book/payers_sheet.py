"""*Hvem betaler*: cost and net gain of each payer by year, and what changes on each account and in each centre."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trinvis.cases.case import Case, Money
from trinvis.reports.investment_book.money_sheet import BOTH, UNDISCOUNTED, MoneyRows
from trinvis.reports.investment_book.page import KRONER, NET, PAYERS, VALUE_COLOUR, Page
from trinvis.reports.investment_book.share_rows import payer_labels
from trinvis.reports.investment_book.term import Range, Term
from trinvis.reports.investment_book.timeline import Timeline
from trinvis.reports.investment_book.words import PAYER_KINDS
from trinvis.reports.investment_book.yearly_rows import FIRST_YEAR, YearRow, year_heads
from trinvis.reports.workbook.book import Book

PayerFigures = Callable[[str, str, bool], Sequence[Term]]
"""(alternative, payer, discounted) → what the payer pays in each year."""

NOT_SAID = "ikke angivet"


@dataclass(frozen=True)
class NetRows:
    """Net gain of the payers by (alternative, discounted): the rows, one under the other in the order of the payers."""

    rows: Mapping[tuple[str, bool], Sequence[YearRow]]
    page: Page

    def column(self, alternative: str, discounted: bool, year: int) -> Range:
        """The net gain of every payer in a year."""
        cells = [row.cells[year - 1] for row in self.rows[alternative, discounted]]
        first = self.rows[alternative, discounted][0].row
        column = FIRST_YEAR + year - 1
        return self.page.area((first, column), (first + len(cells) - 1, column), [one.value for one in cells])


def write_payers(book: Book, case: Case, figures: PayerFigures, money: MoneyRows, *, live: bool) -> NetRows:
    """Fill the sheet."""
    page, time = Page(book, PAYERS), Timeline.of(case)
    page.widths(46, 22, 10, rest=(time.years + 1, 14))
    said = f"Nettogevinst er udgiften ved »{case.alternatives[0].label}« minus udgiften ved indsatsen: plus er sparet."
    head = page.title("Hvem betaler, og hvem får gevinsten?", f"Kroner i {case.price_level}-priser.", said)
    year_heads(page, head, time, ("Betaler", "Art", ""))
    row, costs = _costs(page, case, figures, head + 2, {} if live else {"bg_color": VALUE_COLOUR})
    row, net = _net(page, case, costs, row)
    for title, key in (("konto", _account), ("center", _centre)):
        row = _changes(page, case, money, row, title, key)
    page.finish(frozen=(head + 1, FIRST_YEAR), repeat=head)
    return NetRows(net, page)


def _costs(
    page: Page, case: Case, figures: PayerFigures, row: int, style: Mapping[str, Any]
) -> tuple[int, dict[tuple[str, str, bool], YearRow]]:
    made = {}
    labels, kinds = payer_labels(case), {one.name: PAYER_KINDS[one.kind] for one in case.payers}
    for alternative in case.alternatives:
        for discounted, label in BOTH:
            page.heading(row, f"Udgift, {alternative.label}: {label.lower()}")
            for at, (payer, said) in enumerate(labels.items(), start=row + 1):
                terms = figures(alternative.name, payer, discounted)
                made[alternative.name, payer, discounted] = YearRow(
                    page, at, (said, kinds.get(payer, "")), terms, KRONER, **style
                )
            row += len(labels) + 2
    return row, made


def _net(
    page: Page, case: Case, costs: Mapping[tuple[str, str, bool], YearRow], row: int
) -> tuple[int, Mapping[tuple[str, bool], Sequence[YearRow]]]:
    made: dict[tuple[str, bool], Sequence[YearRow]] = {}
    labels, first, years = payer_labels(case), case.alternatives[0].name, range(case.horizon)
    for alternative in case.alternatives[1:]:
        for discounted, label in BOTH:
            page.heading(row, f"Nettogevinst, {alternative.label}: {label.lower()}")
            rows = []
            for at, (payer, said) in enumerate(labels.items(), start=row + 1):
                before, after = (costs[name, payer, discounted].cells for name in (first, alternative.name))
                terms = [before[year] - after[year] for year in years]
                rows.append(YearRow(page, at, (said,), terms, NET))
            made[alternative.name, discounted] = rows
            row += len(labels) + 2
    return row, made


def _changes(page: Page, case: Case, money: MoneyRows, row: int, title: str, key: Callable[[Money], str]) -> int:
    """What is paid more (+) or less (−) than under the first alternative, by account or by centre."""
    first, years = case.alternatives[0].name, range(1, case.horizon + 1)
    for alternative in case.alternatives[1:]:
        page.heading(row, f"Ændring i udgift pr. {title}, {alternative.label}: {UNDISCOUNTED.lower()}")
        places = tuple(dict.fromkeys(key(one) for one in case.money))
        for at, place in enumerate(places, start=row + 1):
            lines = [one for one in case.money if key(one) == place]
            terms = [
                money.of(alternative.name, lines, year, discounted=False)
                - money.of(first, lines, year, discounted=False)
                for year in years
            ]
            YearRow(page, at, (place,), terms, KRONER)
        row += len(places) + 2
    return row


def _account(line: Money) -> str:
    return line.account or NOT_SAID


def _centre(line: Money) -> str:
    return line.centre or NOT_SAID
