"""*Læsninger*: what the case comes to when some inputs are read otherwise, as values."""

from __future__ import annotations

from collections.abc import Sequence

from trinvis.calculations.investment.answers import Answers, answers
from trinvis.cases.case import Input, Reading
from trinvis.cases.formula import formula_text
from trinvis.reports.investment_book.given import InvestmentBookInput
from trinvis.reports.investment_book.page import NET, READINGS, VALUE_COLOUR, Page, onwards
from trinvis.reports.investment_book.timeline import Timeline
from trinvis.reports.investment_book.uncertainty_sheet import shown
from trinvis.reports.workbook.book import Book

LABEL, CHANGES, FITS, BREAK_EVEN, PRESENT, FIRST = range(6)
HEADS = ("Læsning", "Hvad læses anderledes", "Passer", "Tjent hjem", "I alt")
WIDTHS = (46.0, 50.0, 8.0, 19.0, 14.0)

Row = tuple[str, str, bool, Answers]
"""Label of a reading, what it changes, whether it fits, and what it comes to."""


def write_readings(book: Book, given: InvestmentBookInput) -> None:
    """Fill the sheet, a row for each reading that was calculated: by year, and accumulated."""
    case, page = given.case, Page(book, READINGS)
    time = Timeline.of(case)
    page.widths(*WIDTHS, rest=(time.years, 13))
    row = page.title(
        "Læsninger: den samme case med nogle forudsætninger læst anderledes",
        "Alle tal er værdier, regnet af Trinvis; de følger ikke med, når en forudsætning ændres.",
        "»Passer« er læsninger, der stemmer med det offentliggjorte; de danner et bånd.",
    )
    years = [str(time.calendar(year)) for year in range(1, time.years + 1)]
    readings = [one for one in case.readings if one.name in given.readings]
    for alternative in case.alternatives[1:]:
        rows = [("Casen, som den står", "", False, answers(given.run, alternative.name))]
        rows += [
            (one.label, _changes(one), one.fits, answers(given.readings[one.name], alternative.name))
            for one in readings
        ]
        for title, accumulated in (("nettogevinst år for år", False), ("akkumuleret nettogevinst", True)):
            page.heading(row, f"{alternative.label} mod {case.alternatives[0].label}: {title}, nutidsværdi, kr.")
            page.heads(row + 1, (*HEADS, *years), figures=onwards(BREAK_EVEN))
            _write(page, row + 2, rows, accumulated=accumulated)
            row += len(rows) + 3
    for one in (one for one in readings if one.note):
        page.quiet(row, 0, f"{one.label}: {one.note}")
        row += 1
    page.finish(frozen=(0, 1))


def _write(page: Page, row: int, rows: Sequence[Row], *, accumulated: bool) -> None:
    for at, (label, changes, fits, found) in enumerate(rows, start=row):
        series = found.discounted
        page.paragraphs(at, LABEL, (label, changes), WIDTHS[:2])
        page.text(at, FITS, "ja" if fits else "", align="center", valign="top")
        page.text(at, BREAK_EVEN, series.break_even.text, bg_color=VALUE_COLOUR, align="right", valign="top")
        page.value(at, PRESENT, series.total, NET, bold=True, valign="top")
        for column, value in enumerate(series.accumulated if accumulated else series.yearly, start=FIRST):
            page.value(at, column, value, NET, valign="top")


def _changes(reading: Reading) -> str:
    return "; ".join(f"{one.label}: {_said(one)}" for one in reading.inputs.values())


def _said(given: Input) -> str:
    """The value or values of an input, as they are read."""
    rate = given.kind == "rate" or given.growth_by_year is not None
    if given.formula is not None:
        return formula_text(given.formula)
    values = given.by_year or given.by_stay or given.growth_by_year
    if values is None:
        return shown(given.value or 0.0, rate)
    return ", ".join(shown(one, rate) for one in values)
