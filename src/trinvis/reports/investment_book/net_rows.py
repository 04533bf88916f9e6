"""Net gain by year, undiscounted beside discounted, what it adds up to, and when it is back at 0."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trinvis.reports.investment_book.page import NET, QUIET, Page
from trinvis.reports.investment_book.payers_sheet import NetRows
from trinvis.reports.investment_book.term import Range, Term, sum_of_products
from trinvis.reports.investment_book.yearly_rows import FIRST_YEAR, YearRow

BACK = "-0.5"
"""An accumulated net gain above this is 0 or more in whole kroner."""


@dataclass(frozen=True)
class NetSeries:
    """The rows of one alternative's net gain, discounted or not: by year, accumulated, and 1 where it is back at 0."""

    yearly: YearRow
    accumulated: YearRow
    back: YearRow


def net_series(
    page: Page, row: int, label: str, net: NetRows, counted: Range, alternative: str, *, discounted: bool
) -> NetSeries:
    """Three rows from ``row`` on; ``counted`` are the payers' cells that say 1 where their money counts."""
    years = len(net.rows[alternative, discounted][0].cells)
    terms = [sum_of_products(counted, net.column(alternative, discounted, year)) for year in range(1, years + 1)]
    yearly = YearRow(page, row, (f"Nettogevinst, {label}",), terms, NET)
    running: list[Term] = []
    for year, one in enumerate(yearly.cells):
        before = running[-1] if running else None
        running.append(one if before is None else _place(page, row + 1, year - 1, before) + one)
    accumulated = YearRow(page, row + 1, (f"Akkumuleret, {label}",), running, NET, whole=False, bold=True)
    flags = [Term(f"IF({one.text}>{BACK},1,0)", float(one.value > float(BACK))) for one in accumulated.cells]
    style: dict[str, Any] = {"font_color": QUIET, "italic": True}
    back = YearRow(page, row + 2, (f"Tjent hjem, {label} (1 = ja)",), flags, "0", whole=False, **style)
    return NetSeries(yearly, accumulated, back)


def _place(page: Page, row: int, year: int, term: Term) -> Term:
    from trinvis.reports.investment_book.term import place

    return place(page.name, row, FIRST_YEAR + year, term.value)
