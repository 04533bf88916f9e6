"""*Over tid*: inputs by year, by year since entry and by growth, and formulas that change with the period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trinvis.cases.case import Input
from trinvis.cases.formula import formula_text
from trinvis.reports.investment_book.assumed import FIRST_PERIOD, Assumed
from trinvis.reports.investment_book.assumptions_sheet import TOO_LARGE
from trinvis.reports.investment_book.number_forms import FACTOR, number_form
from trinvis.reports.investment_book.page import VECTORS as SHEET
from trinvis.reports.investment_book.page import Page, onwards
from trinvis.reports.investment_book.term import ONE, Term
from trinvis.reports.investment_book.timeline import input_follows
from trinvis.reports.workbook.book import Book

CHANGEABLE = "Gule felter kan ændres. Et felt med formel gentager det forrige og kan overskrives."
LABEL, NAME, REMARK = range(FIRST_PERIOD)
AFTER = {"last": "derefter som det sidste", "zero": "derefter 0", "refuse": "skal være givet for alle år"}


def over_time(given: Input, inputs: Mapping[str, Input]) -> bool:
    """Whether an input has a row on this sheet: values by year or stay, or a formula that changes with the period alone."""
    changes = input_follows(given, inputs)
    return changes.period and not changes.stay if given.formula is not None else not changes.nothing


def write_vectors(book: Book, assumed: Assumed, *, live: bool) -> None:
    """Fill the sheet; ``assumed`` learns where the figures stand. ``live`` false: no formula on other sheets follows them."""
    page, inputs, time = Page(book, SHEET), assumed.case.inputs.values(), assumed.time
    page.widths(46, 20, 30, rest=(time.periods, 12))
    page.changeable = live
    row = page.title("Forudsætninger over tid", CHANGEABLE if live else TOO_LARGE)
    calendar = [str(time.calendar(year)) for year in range(1, time.years + 1)]
    since = [f"{year}. år" for year in range(1, time.years + 1)]
    yearly = [one for one in inputs if one.by_year is not None or one.growth_by_year is not None]
    row = _section(page, assumed, row, "Efter kalenderår", calendar, yearly)
    stays = [one for one in inputs if one.by_stay is not None]
    row = _section(page, assumed, row, "Efter år i forløbet (regnet fra den enkelte person kommer ind)", since, stays)
    _formulas(page, assumed, row)
    page.finish(frozen=(0, FIRST_PERIOD))


def _section(page: Page, assumed: Assumed, row: int, title: str, labels: Sequence[str], inputs: Sequence[Input]) -> int:
    if not inputs:
        return row
    page.heading(row, title)
    page.heads(
        row + 1, ("Forudsætning", "Navn i formler", "Efter det sidste tal", *labels), figures=onwards(FIRST_PERIOD)
    )
    row += 2
    for one in inputs:
        write = _growth if one.growth_by_year is not None else _values
        row = write(page, assumed, row, one)
    return row + 1


def _values(page: Page, assumed: Assumed, row: int, given: Input) -> int:
    """A row of values, and one in the case's prices where they are typed in others."""
    values = given.by_year if given.by_year is not None else given.by_stay
    _labels(page, row, given, given.label)
    typed = _typed(page, assumed, row, given, values or ())
    moved = tuple(assumed.in_case_prices(given, one) for one in typed)
    if moved == typed:
        assumed.vectors[given.name] = typed
        return row + 1
    page.text(row + 1, LABEL, f"– i {assumed.case.price_level}-priser")
    assumed.vectors[given.name] = _row(page, row + 1, moved, number_form(given))
    return row + 2


def _growth(page: Page, assumed: Assumed, row: int, given: Input) -> int:
    """A row of growth, and the factor that it has come to."""
    _labels(page, row, given, f"{given.label}, vækst")
    growth = _typed(page, assumed, row, given, given.growth_by_year or ())
    page.text(row + 1, LABEL, f"{given.label}, faktor")
    factor, made = ONE, []
    for number, one in enumerate(growth):
        factor = page.put(row + 1, FIRST_PERIOD + number, factor * (ONE + one), num_format=FACTOR)
        made.append(factor)
    assumed.vectors[given.name] = tuple(made)
    return row + 2


def _typed(page: Page, assumed: Assumed, row: int, given: Input, values: tuple[float, ...]) -> tuple[Term, ...]:
    """The typed values, and what the input says comes after them."""
    form, made = number_form(given, max(values, key=abs, default=0)), []
    years = assumed.time.years
    for column, value in enumerate(values[:years], start=FIRST_PERIOD):
        made.append(page.given(row, column, value, form, share=given.kind == "rate"))
    for column in range(FIRST_PERIOD + len(made), FIRST_PERIOD + years if given.after != "refuse" else 0):
        last = given.after == "last"
        made.append(page.put(row, column, made[-1], num_format=form) if last else page.given(row, column, 0, form))
    return tuple(made)


def _labels(page: Page, row: int, given: Input, label: str) -> None:
    page.text(row, LABEL, label)
    page.text(row, NAME, given.name, font_color="#555555")
    page.text(row, REMARK, AFTER[given.after], font_color="#555555")


def _row(page: Page, row: int, terms: Sequence[Term], form: str) -> tuple[Term, ...]:
    return tuple(page.put(row, FIRST_PERIOD + number, term, num_format=form) for number, term in enumerate(terms))


def _formulas(page: Page, assumed: Assumed, row: int) -> None:
    """Formulas that change with the period, and not with how long a person has been there."""
    inputs = assumed.case.inputs
    found = [one for one in inputs.values() if one.formula is not None and over_time(one, inputs)]
    if not found:
        return
    page.heading(row, "Formler, der følger tiden")
    labels = [assumed.time.label(period) for period in range(1, assumed.time.periods + 1)]
    page.heads(row + 1, ("Forudsætning", "Navn i formler", "Formel", *labels), figures=onwards(FIRST_PERIOD))
    for at, one in enumerate(found, start=row + 2):
        page.text(at, LABEL, one.label)
        page.text(at, NAME, one.name, font_color="#555555")
        page.text(at, REMARK, formula_text(one.formula) if one.formula is not None else None)
        assumed.keep_row(one.name, page, at)
    for one in found:
        assumed.by_period(one.name)
