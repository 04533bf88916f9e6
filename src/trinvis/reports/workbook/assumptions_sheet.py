"""*Forudsætninger*: year, days, parameters, methods and deliveries that all other sheets rest on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from trinvis.reports import words
from trinvis.reports.sheet import write_cell
from trinvis.reports.table import SYNTHETIC
from trinvis.reports.workbook.book import ASSUMPTIONS, CLOSED_NAME, DAY, FULL_YEAR_NAME, YEAR_NAME, Book, cell
from trinvis.reports.workbook.grant_rows import month_ends, year_days

if TYPE_CHECKING:
    from trinvis.reports.workbook.given import WorkbookInput


def write_assumptions(book: Book, given: WorkbookInput, labels: Mapping[str, str]) -> None:
    """*Forudsætninger*: what all other sheets rest on. Year, last closed day and full-year days are named cells."""
    book.title(ASSUMPTIONS, "Forudsætninger", (SYNTHETIC,) if given.synthetic else ())
    row = 2
    closed = month_ends(given.closed_through // 100, given.closed_through % 100)[1] if given.closed_through else None
    closed = closed or date(given.year - 1, 12, 31)
    facts: list[tuple[str, Any, str, str]] = [
        ("Kommune", given.municipality, "", ""),
        ("Profil", given.profile, "", ""),
        ("Budgetår", given.year, YEAR_NAME, "0"),
        ("Opgjort pr.", given.as_of, "", DAY),
        ("Lukket til og med", closed, CLOSED_NAME, DAY),
        ("Dage pr. helårsperson", given.full_year_days or year_days(given.year), FULL_YEAR_NAME, "0"),
        ("Trinvis version", given.program, "", ""),
    ]
    for label, value, name, form in facts:
        book.text(ASSUMPTIONS, row, 0, label, bold=True)
        write_cell(book.sheets[ASSUMPTIONS], row, 1, value, book.style(num_format=form or "General", align="left"))
        if name:
            place = cell(row, 1, fixed_row=True, fixed_column=True)
            book.workbook.define_name(name, f"='{ASSUMPTIONS}'!{place}")
        row += 1
    row = _parameters(book, given, row + 1)
    row = _methods(book, given, labels, row + 1)
    book.text(ASSUMPTIONS, row + 1, 0, "Leveringer, der tæller med", bold=True)
    for number, (delivery, text) in enumerate(given.deliveries, start=row + 2):
        book.text(ASSUMPTIONS, number, 0, delivery)
        book.text(ASSUMPTIONS, number, 1, text)
    for column, width in enumerate((34, 26, 18, 12, 12, 12, 60, 12, 34)):
        book.sheets[ASSUMPTIONS].set_column(column, column, width)
    made = book.sheets[ASSUMPTIONS]
    made.set_landscape()
    made.set_paper(9)
    made.fit_to_pages(1, 0)


def _parameters(book: Book, given: WorkbookInput, row: int) -> int:
    labels = ("Parameter", "Nøgle", "Værdi", "Enhed", "Gælder fra", "Gælder til", "Kilde", "Hvis", "Mærke")
    for column, label in enumerate(labels):
        book.text(ASSUMPTIONS, row, column, label, bold=True, bottom=1)
    for value in given.parameters:
        row += 1
        texts = (value.name, value.key, value.value, value.unit, None, None, value.source, value.origin, value.mark)
        for column, text in enumerate(texts):
            book.text(ASSUMPTIONS, row, column, text)
        book.day(ASSUMPTIONS, row, 4, value.valid_from)
        book.day(ASSUMPTIONS, row, 5, value.valid_to)
    return row + 1


def _methods(book: Book, given: WorkbookInput, labels: Mapping[str, str], row: int) -> int:
    for column, label in enumerate(("Område", "Metode", "Begrundelse")):
        book.text(ASSUMPTIONS, row, column, label, bold=True, bottom=1)
    for values in given.rows("area"):
        row += 1
        book.text(ASSUMPTIONS, row, 0, labels[values["area"]])
        book.text(ASSUMPTIONS, row, 1, words.label("method", values.get("method")))
        book.text(ASSUMPTIONS, row, 2, values.get("method_reason"))
    return row + 1
