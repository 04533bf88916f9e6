"""*Fordeling*: every line of money split by who pays it, by year under each alternative."""

from __future__ import annotations

from collections.abc import Mapping

from trinvis.cases.case import Case
from trinvis.reports.investment_book.lines_sheet import Lines
from trinvis.reports.investment_book.money_sheet import BOTH, MoneyRows
from trinvis.reports.investment_book.number_forms import PER_CENT
from trinvis.reports.investment_book.page import KRONER, SPLIT, Page
from trinvis.reports.investment_book.share_rows import payer_labels
from trinvis.reports.investment_book.term import Term
from trinvis.reports.investment_book.timeline import Timeline
from trinvis.reports.investment_book.yearly_rows import FIRST_YEAR, YearRow, year_heads
from trinvis.reports.workbook.book import Book

SplitRows = Mapping[tuple[str, str, str, bool], YearRow]
"""The rows by (alternative, name of the line, payer, discounted)."""


def write_split(book: Book, case: Case, lines: Lines, money: MoneyRows) -> SplitRows:
    """Fill the sheet."""
    page, time, labels = Page(book, SPLIT), Timeline.of(case), payer_labels(case)
    page.widths(46, 30, 10, rest=(time.years + 1, 14))
    head = page.title(
        "Fordeling: hver linje efter, hvem der betaler", "Andelen ganges på linjens beløb på arket Penge."
    )
    year_heads(page, head, time, ("Linje", "Betaler", "Andel"))
    made: dict[tuple[str, str, str, bool], YearRow] = {}
    row = head + 1
    for alternative in case.alternatives:
        for discounted, label in BOTH:
            page.heading(row + 1, f"{alternative.label}: {label.lower()}")
            row += 2
            for one in case.money:
                line = lines.money.get((alternative.name, one.name))
                if line is None:
                    continue
                whole = money.rows[alternative.name, one.name, discounted]
                for payer, share in line.shares.items():
                    if isinstance(share, Term):
                        part = page.put(row, 2, share, fixed=True, num_format=PER_CENT)
                        terms = [cell * part for cell in whole.cells]
                    else:
                        page.text(row, 2, "efter år", align="right")
                        years = range(1, time.years + 1)
                        terms = [line.year(year, discounted=discounted, share=share) for year in years]
                    made[alternative.name, one.name, payer, discounted] = YearRow(
                        page, row, (one.label, labels[payer]), terms, KRONER
                    )
                    row += 1
    page.finish(frozen=(head + 1, FIRST_YEAR), repeat=head)
    return made
