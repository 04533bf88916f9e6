"""*Afstemning*: the reconciliation lists under each other, told apart by the first column."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from trinvis.reports import words
from trinvis.reports.reconciliation_table import one_frame
from trinvis.reports.workbook.book import MONTH, RECONCILIATION, Book
from trinvis.reports.workbook.line_sheets import month_day

if TYPE_CHECKING:
    from trinvis.reports.workbook.given import WorkbookInput


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
