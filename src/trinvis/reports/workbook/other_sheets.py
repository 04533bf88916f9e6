"""*Forudsætninger*, *Ændringer*, *Afstemning* and *Adresser*."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from trinvis.reports import words
from trinvis.reports.changes_table import MOVES
from trinvis.reports.danish import day
from trinvis.reports.reconciliation_table import one_frame
from trinvis.reports.sheet import write_cell
from trinvis.reports.table import SYNTHETIC
from trinvis.reports.workbook.book import (
    ADDRESSES,
    ASSUMPTIONS,
    CHANGES,
    CLOSED_NAME,
    DAY,
    FULL_YEAR_NAME,
    MONEY,
    MONTH,
    RECONCILIATION,
    YEAR_NAME,
    Book,
    cell,
    column_range,
)
from trinvis.reports.workbook.grant_rows import month_ends
from trinvis.reports.workbook.line_sheets import month_day

if TYPE_CHECKING:
    from trinvis.reports.workbook.given import WorkbookInput

MOST_LINKS = 60_000
"""Excel keeps at most 65.530 links on a sheet."""


def write_assumptions(book: Book, given: WorkbookInput, labels: Mapping[str, str]) -> None:
    """*Forudsætninger*: what all other sheets rest on. Year, last closed day and full-year days are named cells."""
    book.title(ASSUMPTIONS, "Forudsætninger", (SYNTHETIC,) if given.synthetic else ())
    row = 2
    closed = month_ends(given.closed_through // 100, given.closed_through % 100)[1] if given.closed_through else None
    closed = closed or date(given.year - 1, 12, 31)
    year_days = given.full_year_days or (date(given.year + 1, 1, 1) - date(given.year, 1, 1)).days
    facts: list[tuple[str, Any, str, str]] = [
        ("Kommune", given.municipality, "", ""),
        ("Profil", given.profile, "", ""),
        ("Budgetår", given.year, YEAR_NAME, "0"),
        ("Opgjort pr.", given.as_of, "", DAY),
        ("Lukket til og med", closed, CLOSED_NAME, DAY),
        ("Dage pr. helårsperson", year_days, FULL_YEAR_NAME, "0"),
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


def write_changes(book: Book, given: WorkbookInput, labels: Mapping[str, str]) -> None:
    """*Ændringer*: what moved the forecast since the day compared with; the two totals and the items tie by formula."""
    if given.changes is None or given.before is None or given.total_before_oere is None:
        book.title(CHANGES, "Ændringer", ("Der er ikke sammenlignet med en tidligere opfølgning.",))
        return
    book.title(CHANGES, f"Ændringer fra {given.before} til {day(given.as_of)}")
    heading = 2
    columns = [("Hvad", 32), ("Område", 28), ("Barn", 11), ("Beskrivelse", 70), ("Flytter", 20), ("Beløb, kr.", 16)]
    book.headings(CHANGES, heading, [(label, float(width)) for label, width in columns])
    row = heading
    total = 0
    for row, values in enumerate(given.changes.iter_rows(named=True), start=heading + 1):
        book.text(CHANGES, row, 0, values["label"])
        book.text(CHANGES, row, 1, labels.get(values["area"] or "", values["area"]))
        book.number(CHANGES, row, 2, values["child_no"], num_format="0")
        book.text(CHANGES, row, 3, values["detail"])
        book.text(CHANGES, row, 4, MOVES.get(values["moves"], values["moves"]))
        book.money(CHANGES, row, 5, values["amount_oere"])
        total += values["amount_oere"] if values["moves"] == "forecast" else 0
    book.finish(CHANGES, heading, row, 5, frozen_columns=0)
    kinds = column_range(CHANGES, 4, heading + 1, row)
    items = column_range(CHANGES, 5, heading + 1, row)
    below = row + 2
    book.text(CHANGES, below, 3, "Forventet regnskab før", bold=True)
    book.money(CHANGES, below, 5, given.total_before_oere, bold=True)
    book.text(CHANGES, below + 1, 3, "Ændringer i alt", bold=True)
    formula = f'=ROUND(SUMIFS({items},{kinds},"{MOVES["forecast"]}"),2)'
    book.money_formula(CHANGES, below + 1, 5, formula, total, bold=True)
    book.text(CHANGES, below + 2, 3, "Forventet regnskab nu", bold=True, top=1)
    formula = f"=ROUND({cell(below, 5)}+{cell(below + 1, 5)},2)"
    book.money_formula(CHANGES, below + 2, 5, formula, given.total_before_oere + total, bold=True, top=1)


def write_reconciliation(book: Book, given: WorkbookInput, labels: Mapping[str, str]) -> None:
    """*Afstemning*: the reconciliation lists under each other, told apart by the first column."""
    book.title(RECONCILIATION, "Afstemning af bogført og disponeret", ("Filtrér på listen i første kolonne.",))
    heading = 3
    frame = one_frame(given.reconciliation).drop("list")
    book.headings(RECONCILIATION, heading, [(words.heading(name), _width(name)) for name in frame.columns])
    row = heading
    for row, values in enumerate(frame.iter_rows(named=True), start=heading + 1):
        for number, (column, value) in enumerate(values.items()):
            _write_value(book, row, number, column, value, labels)
    book.finish(RECONCILIATION, heading, row, len(frame.columns) - 1)


def _width(name: str) -> float:
    return {"list_name": 26.0, "area": 26.0, "look": 90.0}.get(name, 14.0)


def _write_value(book: Book, row: int, number: int, column: str, value: Any, labels: Mapping[str, str]) -> None:
    if isinstance(value, bool):
        book.text(RECONCILIATION, row, number, "ja" if value else "nej")
    elif isinstance(value, str):
        book.text(RECONCILIATION, row, number, labels.get(value, value) if column == "area" else value)
    elif column.endswith("_oere"):
        book.money(RECONCILIATION, row, number, value)
    elif isinstance(value, date):
        book.day(RECONCILIATION, row, number, value)
    elif column in ("month", "period"):
        book.day(RECONCILIATION, row, number, month_day(value), num_format=MONTH)
    elif value is not None:
        book.number(RECONCILIATION, row, number, value, num_format="0")


def write_addresses(book: Book) -> None:
    """*Adresser*: every figure with a link to its cell, its address, and its value read from the cell."""
    from xlsxwriter.utility import quote_sheetname

    book.title(ADDRESSES, "Adresser", ("trinvis explain MAPPE ADRESSE viser rækkerne og reglerne bag et tal.",))
    heading = 3
    book.headings(ADDRESSES, heading, [("Ark", 16), ("Celle", 9), ("Tal", 44), ("Værdi, kr.", 16), ("Adresse", 110)])
    made = book.sheets[ADDRESSES]
    row = heading
    for row, figure in enumerate(book.figures, start=heading + 1):
        place = cell(figure.row, figure.column)
        book.text(ADDRESSES, row, 0, figure.sheet)
        if row < MOST_LINKS:
            made.write_url(row, 1, f"internal:{quote_sheetname(figure.sheet)}!{place}", string=place)
        else:
            book.text(ADDRESSES, row, 1, place)
        book.text(ADDRESSES, row, 2, figure.label)
        value = f"={quote_sheetname(figure.sheet)}!{place}"
        book.formula(ADDRESSES, row, 3, value, figure.oere / 100, num_format=MONEY)
        book.text(ADDRESSES, row, 4, figure.address)
    book.finish(ADDRESSES, heading, row, 4, frozen_columns=0)
