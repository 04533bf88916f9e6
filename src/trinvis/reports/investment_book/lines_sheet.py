"""*Beregning*: every line of money and every effect by period, out of persons, amounts and indexes, and the discount factors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trinvis.cases.case import Case, Effect, Money
from trinvis.reports.investment_book.assumed import FIRST_PERIOD, Assumed
from trinvis.reports.investment_book.case_lines import lines_of
from trinvis.reports.investment_book.courses_sheet import Courses
from trinvis.reports.investment_book.discount_rows import DiscountRows
from trinvis.reports.investment_book.line_rows import LineRows
from trinvis.reports.investment_book.page import LINES, Page
from trinvis.reports.investment_book.period_rows import PeriodRow, part, period_heads
from trinvis.reports.investment_book.share_rows import Shares
from trinvis.reports.investment_book.term import ZERO, Range, Term, sum_of_products
from trinvis.reports.investment_book.timeline import Timeline
from trinvis.reports.workbook.book import Book


@dataclass(frozen=True)
class Line:
    """A line under an alternative: its row by period, that of its discount factor, and who pays which share."""

    of: Money | Effect
    row: PeriodRow
    factor: PeriodRow
    shares: Mapping[str, Term | PeriodRow]
    time: Timeline

    def year(self, year: int, *, discounted: bool, share: Term | PeriodRow | None = None) -> Term:
        """What it comes to in a year, or the share of it."""
        periods = self.time.within(year)
        if all(self.row.at(period) is ZERO for period in periods):
            return ZERO
        rows = [self.row, *([self.factor] if discounted else []), *([share] if isinstance(share, PeriodRow) else [])]
        if len(periods) == 1:
            made = rows[0].at(periods[0])
            for one in rows[1:]:
                made = made * one.at(periods[0])
        else:
            ranges: list[Range] = [one.within(periods) for one in rows]
            made = sum_of_products(*ranges)
        return made * share if isinstance(share, Term) else made


@dataclass(frozen=True)
class Lines:
    """The lines that each alternative has, by (alternative, name); ``row`` is the first free one under them on ``page``."""

    money: Mapping[tuple[str, str], Line]
    effects: Mapping[tuple[str, str], Line]
    page: Page
    row: int


def write_lines(book: Book, assumed: Assumed, courses: Courses, case: Case, *, mark: str = "") -> Lines:
    """Fill the sheet for a case; ``mark`` ends its name."""
    page, time = Page(book, LINES + mark), assumed.time
    page.widths(46, 36, 14, rest=(time.periods + 1, 15))
    head = page.title(
        f"Beregning: hver linje, periode for periode{',' if mark else ''}{mark}",
        "Udgifter er plus, gevinster er minus.",
    )
    period_heads(page, head, time, ("Linje", "Regnes som", "Fast"))
    discounts = DiscountRows(page, assumed, head + 1)
    for one in lines_of(case):
        discounts.factor(one)
    row = discounts.row + 1
    money: dict[tuple[str, str], Line] = {}
    effects: dict[tuple[str, str], Line] = {}
    for alternative in case.alternatives:
        row = part(page, row, alternative.label, time.periods)
        for one in lines_of(case):
            if one.alternatives and alternative.name not in one.alternatives:
                continue
            rows = LineRows(page, assumed, courses, case, one, alternative, row)
            made = rows.write()
            shares = Shares(page, assumed, case, rows.row - 1)
            shared = shares.of(one) if isinstance(one, Money) else {}
            row = shares.row + 1
            into = money if isinstance(one, Money) else effects
            into[alternative.name, one.name] = Line(one, made, discounts.factor(one), shared, time)
    page.finish(frozen=(head + 1, FIRST_PERIOD), repeat=head)
    return Lines(money, effects, page, row)
