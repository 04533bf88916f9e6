"""The same case without successes, by formulas, so that the successes needed can follow every assumption."""

from __future__ import annotations

from collections.abc import Mapping

from trinvis.cases.case import Case
from trinvis.reports.investment_book.assumed import Assumed
from trinvis.reports.investment_book.courses_sheet import write_courses
from trinvis.reports.investment_book.linear_success import without_successes
from trinvis.reports.investment_book.lines_sheet import Line, Lines, write_lines
from trinvis.reports.investment_book.page import KRONER, NET
from trinvis.reports.investment_book.success_rows import success_year
from trinvis.reports.investment_book.term import ZERO, Term, sum_of, summed
from trinvis.reports.investment_book.yearly_rows import YearRow, totals, year_heads
from trinvis.reports.workbook.book import Book

MARK = " uden succeser"
"""What the names of these sheets end with."""


def accumulated_without(book: Book, assumed: Assumed) -> Mapping[str, Term]:
    """Accumulated discounted net gain, in the year asked about, of each alternative when nobody succeeds."""
    case = without_successes(assumed.case)
    courses = write_courses(book, assumed, case, mark=MARK)
    lines = write_lines(book, assumed, courses, case, mark=MARK)
    page, row = lines.page, lines.row + 1
    year_heads(page, row, assumed.time, ("Nutidsværdi for dem, der tæller med", "", ""))
    costs = {}
    for alternative in case.alternatives:
        rows, row = _cost_rows(lines, assumed, case, alternative.name, row + 1)
        whole = totals(page, rows, case.horizon)
        costs[alternative.name] = YearRow(page, row, (f"{alternative.label}, i alt",), whole, KRONER, bold=True)
    year, first = success_year(case), costs[case.alternatives[0].name]
    made = {}
    for alternative in case.alternatives[1:]:
        row += 1
        net = sum_of(first.until(year)) - sum_of(costs[alternative.name].until(year))
        page.text(row, 0, f"Akkumuleret nettogevinst i år {year}, {alternative.label}", bold=True)
        made[alternative.name] = page.put(row, 2, net, num_format=NET, bold=True)
    return made


def _cost_rows(lines: Lines, assumed: Assumed, case: Case, alternative: str, row: int) -> tuple[list[YearRow], int]:
    """A row by year for each line of an alternative: what those pay whose money counts."""
    made = []
    for one in case.money:
        line = lines.money.get((alternative, one.name))
        if line is not None:
            terms = [_counted(line, assumed, year) for year in range(1, case.horizon + 1)]
            made.append(YearRow(lines.page, row, (one.label,), terms, KRONER))
            row += 1
    return made, row


def _counted(line: Line, assumed: Assumed, year: int) -> Term:
    """Discounted, the shares of the payers that count; shares may change by period."""
    whole = line.year(year, discounted=True)
    fixed = summed([assumed.counts[payer] * share for payer, share in line.shares.items() if isinstance(share, Term)])
    moving = [
        line.year(year, discounted=True, share=share) * assumed.counts[payer]
        for payer, share in line.shares.items()
        if not isinstance(share, Term)
    ]
    return summed([whole * fixed if fixed is not ZERO else ZERO, *moving])
