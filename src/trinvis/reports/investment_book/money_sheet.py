"""*Penge*: what each line comes to by year under each alternative, undiscounted and discounted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trinvis.cases.case import Case, Money
from trinvis.reports.investment_book.page import KRONER, MONEY, VALUE_COLOUR, Page
from trinvis.reports.investment_book.term import Term, summed
from trinvis.reports.investment_book.timeline import Timeline
from trinvis.reports.investment_book.yearly_rows import FIRST_YEAR, YearRow, totals, year_heads
from trinvis.reports.workbook.book import Book

UNDISCOUNTED, DISCOUNTED = "Uden diskontering", "Nutidsværdi (diskonteret)"
BOTH = ((False, UNDISCOUNTED), (True, DISCOUNTED))

Figures = Callable[[str, str, bool], Sequence[Term]]
"""(alternative, name of a line, discounted) → what it comes to in each year."""


@dataclass(frozen=True)
class MoneyRows:
    """The rows by (alternative, name of the line, discounted), and their sums by (alternative, discounted)."""

    rows: Mapping[tuple[str, str, bool], YearRow]
    sums: Mapping[tuple[str, bool], YearRow]

    def of(self, alternative: str, lines: Sequence[Money], year: int, *, discounted: bool) -> Term:
        """What some lines come to in a year."""
        found = [self.rows.get((alternative, one.name, discounted)) for one in lines]
        return summed([row.cells[year - 1] for row in found if row is not None])


def write_money(book: Book, case: Case, figures: Figures, *, live: bool) -> MoneyRows:
    """Fill the sheet with ``figures``; with ``live`` false they are values that no formula follows."""
    page, time = Page(book, MONEY), Timeline.of(case)
    page.widths(46, 12, 30, rest=(time.years + 1, 14))
    lines = (f"Kroner i {case.price_level}-priser. Udgifter er plus, gevinster er minus.",)
    row = page.title(
        "Penge: udgifter og gevinster",
        *lines,
        *([] if live else ["Grå felter er værdier fra Trinvis; de følger ikke med, når en forudsætning ændres."]),
    )
    head = row
    year_heads(page, row, time, ("Linje", "Konto", "Center"))
    made: dict[tuple[str, str, bool], YearRow] = {}
    sums: dict[tuple[str, bool], YearRow] = {}
    style: dict[str, Any] = {} if live else {"bg_color": VALUE_COLOUR}
    for alternative in case.alternatives:
        for discounted, label in BOTH:
            page.heading(row + 2, f"{alternative.label}: {label.lower()}")
            row += 3
            rows = []
            for one in _of(case, alternative.name):
                terms = figures(alternative.name, one.name, discounted)
                rows.append(YearRow(page, row, (one.label, one.account, one.centre), terms, KRONER, **style))
                made[alternative.name, one.name, discounted] = rows[-1]
                row += 1
            texts, whole = ("I alt", None, None), totals(page, rows, time.years)
            sums[alternative.name, discounted] = YearRow(page, row, texts, whole, KRONER, bold=True, top=1)
    page.finish(frozen=(head + 1, FIRST_YEAR), repeat=head)
    return MoneyRows(made, sums)


def _of(case: Case, alternative: str) -> list[Money]:
    return [one for one in case.money if not one.alternatives or alternative in one.alternatives]
