"""*Simulering*: what the draws give, as values, marked with how many draws, seed and method."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trinvis.calculations.investment.answers import PERCENTILES, DrawnSeries, drawn_answers
from trinvis.reports.danish import decimal
from trinvis.reports.investment_book.given import InvestmentBookInput
from trinvis.reports.investment_book.page import NET, SIMULATION, Page
from trinvis.reports.investment_book.timeline import Timeline
from trinvis.reports.investment_book.words import METHODS
from trinvis.reports.investment_book.yearly_rows import FIRST_YEAR, year_heads
from trinvis.reports.workbook.book import Book


def write_simulation(book: Book, given: InvestmentBookInput) -> None:
    """Fill the sheet, a part for each simulated alternative."""
    case, page = given.case, Page(book, SIMULATION)
    time = Timeline.of(case)
    page.widths(46, 14, 10, rest=(time.years, 14))
    row = page.title(
        "Simulering: hvor sikkert er resultatet?",
        "Alle tal er værdier, regnet af Trinvis; de følger ikke med, når en forudsætning ændres.",
    )
    if not given.simulated:
        page.text(row, 0, "Casen er ikke simuleret.")
    labels = {one.name: one.label for one in case.alternatives}
    for simulated in given.simulated:
        found = drawn_answers(simulated)
        method = METHODS.get(found.method, found.method)
        page.heading(row, f"{labels[found.alternative]} mod {case.alternatives[0].label}")
        page.quiet(row + 1, 0, f"{decimal(found.draws)} trækninger, frø {found.seed}, {method}")
        page.text(row + 2, 0, "Andel af trækningerne med gevinst ved horisonten")
        page.value(row + 2, 1, found.profit.value or 0.0, "0.0%", bold=True)
        year_heads(page, row + 4, time, ("Nettogevinst, kr.", "", ""), whole="")
        row += 5
        for label, series in (("nutidsværdi", found.discounted), ("uden diskontering", found.undiscounted)):
            row = _series(page, row, label, series)
        chances = [share.value or 0.0 for share in found.back]
        _row(page, row, "Andel af trækningerne, der er tjent hjem senest", chances, "0.0%")
        row += 3
    page.finish(frozen=(0, 1))


def _series(page: Page, row: int, label: str, series: DrawnSeries) -> int:
    """Mean and percentiles of a year, and of what it adds up to."""
    for said, percentiles, mean in (
        (f"Årets, {label}", series.percentiles, series.mean),
        (f"Akkumuleret, {label}", series.accumulated_percentiles, series.accumulated_mean),
    ):
        _row(page, row, f"{said}: gennemsnit", mean.tolist(), NET, bold=True)
        for place, percentile in enumerate(PERCENTILES):
            name = "median" if percentile == 50 else f"{percentile} % er lavere"
            _row(page, row + 1 + place, f"{said}: {name}", percentiles[place].tolist(), NET)
        row += len(PERCENTILES) + 2
    return row


def _row(page: Page, row: int, label: str, values: Sequence[float], form: str, **style: Any) -> None:
    page.text(row, 0, label, indent=1)
    for column, value in enumerate(values, start=FIRST_YEAR):
        page.value(row, column, value, form, **style)
