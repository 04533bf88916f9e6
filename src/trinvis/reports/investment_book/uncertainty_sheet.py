"""*Skøn for usikkerhed*: how unsure the inputs are held to be, and which go together."""

from __future__ import annotations

from trinvis.cases.case import Case, Distribution, Input
from trinvis.reports.danish import decimal
from trinvis.reports.investment_book.number_forms import number_form
from trinvis.reports.investment_book.page import UNCERTAINTY, Page
from trinvis.reports.investment_book.words import FORMS, GIVEN
from trinvis.reports.workbook.book import Book

WIDTHS = (46, 15, 18, 50, 7, 60)
HEADS = ("Forudsætning", "Regnes med", "Fordeling", "Parametre", "Grad", "Kilde")


def write_uncertainty(book: Book, case: Case) -> None:
    """Fill the sheet; it tells what the simulation draws from, and no formula follows it."""
    page = Page(book, UNCERTAINTY)
    page.widths(*WIDTHS)
    row = page.title(
        "Skøn for usikkerhed",
        "Simuleringen trækker af disse fordelinger. Resultatet på de andre ark regnes med »Regnes med«.",
    )
    page.heads(row, HEADS, figures=(1,))
    unsure = [one for one in case.inputs.values() if one.distribution is not None]
    for at, one in enumerate(unsure, start=row + 1):
        _write(page, at, one)
    if not unsure:
        page.quiet(row + 1, 0, "Ingen forudsætning har en fordeling.")
    if case.correlations:
        row += max(len(unsure), 1) + 2
        page.heading(row, "Forudsætninger, der følges ad (sammenhæng fra −1 til 1)")
        for at, pair in enumerate(case.correlations, start=row + 1):
            page.text(at, 0, f"{case.inputs[pair.first].label} og {case.inputs[pair.second].label}", indent=1)
            book.number(page.name, at, 1, pair.value, num_format="0.00")
    page.finish()


def _write(page: Page, row: int, given: Input) -> None:
    assert given.distribution is not None
    page.text(row, 0, given.label)
    page.book.number(page.name, row, 1, given.value, num_format=number_form(given), valign="top")
    texts = (FORMS[given.distribution.form], _parameters(given, given.distribution), given.grade, given.source)
    page.paragraphs(row, 2, texts, WIDTHS[2:], indent=1)


def _parameters(given: Input, distribution: Distribution) -> str:
    """``mindst 6 %, størst 10 %``."""
    rate = given.kind == "rate"
    if distribution.values:
        return f"{len(distribution.values)} værdier: {', '.join(shown(one, rate) for one in distribution.values[:20])}"
    plain = ("alpha", "beta")
    return ", ".join(
        f"{GIVEN.get(name, name)} {shown(value, rate and name not in plain)}"
        for name, value in distribution.given.items()
    )


def shown(value: float, rate: bool) -> str:
    """A number as it is read: per cent with up to two decimals, else up to four."""
    places = 2 if rate else 4
    scaled = round((value * 100 if rate else value) * 10**places)
    text = decimal(scaled, 10**places, places)
    text = text.rstrip("0").rstrip(",") if "," in text else text
    return f"{text} %" if rate else text
