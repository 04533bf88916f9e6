"""Import templates drawn from the tables: Danish headings and an example row, as .xlsx and as .csv."""

from __future__ import annotations

import csv
import io

from trinvis.tables.schema import Column, Table

_KINDS = {
    "text": "Tekst",
    "choice": "Vælg fra listen",
    "date": "Dato (dd.mm.åååå)",
    "month": "Måned (åååå-mm)",
    "oere": "Beløb i kr.",
    "hundredths": "Tal",
    "integer": "Helt tal",
    "flag": "Ja eller nej",
    "account": "Kontostreng",
    "identifier": "Nøgle eller nummer",
}
"""Column kind → what users are told of it."""


def kind_in_words(column: Column) -> str:
    """What may stand in a column, in Danish."""
    if column.choices:
        return "; ".join(label for _, label in column.choices)
    unit = f" ({column.unit})" if column.unit and column.kind not in ("oere", "date") else ""
    return _KINDS[column.kind] + unit


def columns_of(table: Table) -> tuple[Column, ...]:
    """The columns that a file may carry, required ones first, else in the order of the table."""
    filled = [column for column in table.columns if column.in_file]
    return tuple(sorted(filled, key=lambda column: not column.required))


def csv_template(table: Table) -> bytes:
    """The template as CSV: UTF-8 with byte order mark, semicolons, CRLF, as Danish Excel opens it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.label for column in columns_of(table)])
    writer.writerow([column.example for column in columns_of(table)])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def xlsx_template(table: Table) -> bytes:
    """The template as a workbook: the sheet to fill in, with lists to choose from, and a sheet that explains each column.

    Every cell of the example is a text, so that Excel does not turn a date or an account into something else.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    must = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4"})
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(table.label[:31])
    columns = columns_of(table)
    for i, column in enumerate(columns):
        sheet.set_column(i, i, max(14, len(column.label) + 2, len(column.example) + 2), text)
        sheet.write_string(0, i, column.label, must if column.required else head)
        sheet.write_string(1, i, column.example, text)
        labels = [label for _, label in column.choices]
        if labels and sum(map(len, labels)) + len(labels) <= 255 and not any("," in label for label in labels):
            sheet.data_validation(1, i, 1_000, i, {"validate": "list", "source": labels, "error_type": "warning"})
    sheet.freeze_panes(1, 0)
    guide = book.add_worksheet("Vejledning")
    guide.set_column(0, 0, 26)
    guide.set_column(1, 2, 14)
    guide.set_column(3, 4, 70)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    guide.write_string(0, 0, f"{table.label}: {table.meaning}", book.add_format({"bold": True}))
    for i, title in enumerate(("Felt", "Skal udfyldes", "Eksempel", "Betydning", "Indhold")):
        guide.write_string(2, i, title, head)
    for row, column in enumerate(columns, 3):
        cells = (
            column.label,
            "Ja" if column.required else "Nej",
            column.example,
            column.meaning,
            kind_in_words(column),
        )
        for i, cell in enumerate(cells):
            guide.write_string(row, i, cell, wrap)
    book.close()
    return out.getvalue()
