"""A report table as an xlsx of one sheet (and a sheet of addresses where figures have them)."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from trinvis.reports.table import SYNTHETIC, TOTAL_ROW, Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SHEET_NAME_LENGTH = 31
FORMATS = {
    "oere": "#,##0.00;[Red]-#,##0.00",
    "integer": "0",
    "hundredths": "#,##0.00",
    "per_cent": "0.0%",
    "chance": "0.0%",
    "day": "dd-mm-yyyy",
    "instant": "dd-mm-yyyy hh:mm",
    "month": "mmm yyyy",
}
"""Excel shows these with the marks of the reader's own language: 1.234,00 in Danish."""


def stored(value: Cell, column: ReportColumn) -> Any:
    """What is kept in the cell: kroner, a share for per cent, the first day of a month."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, int):
        if column.kind in ("oere", "hundredths"):
            return value / 100
        if column.kind in ("per_cent", "chance"):
            return value / 10_000
        if column.kind == "month":
            return date(value // 100, value % 100, 1)
    return value


def write_cell(sheet: Worksheet, row: int, number: int, value: Any, style: Format) -> None:
    """Write a value by its type; a text is never taken for a formula or a link."""
    if value is None:
        sheet.write_blank(row, number, None, style)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, number, value.replace(tzinfo=None), style)
    elif isinstance(value, date):
        sheet.write_datetime(row, number, datetime(value.year, value.month, value.day), style)  # noqa: DTZ001
    elif isinstance(value, int | float):
        sheet.write_number(row, number, value, style)
    else:
        sheet.write_string(row, number, str(value), style)


def xlsx_bytes(table: ReportTable) -> bytes:
    """Answer, filtered table with frozen heading, totals as formulas where they are sums, notes, and addresses."""
    import xlsxwriter
    from xlsxwriter.utility import xl_range

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet(table.title[:SHEET_NAME_LENGTH].translate(str.maketrans("", "", "[]:*?/\\")))
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        strong, quiet = book.add_format({"bold": True}), book.add_format({"italic": True, "font_color": "#555555"})
        row = 0
        for text, style in (
            (SYNTHETIC if table.synthetic else "", quiet),
            (table.answer, strong),
            *((line, quiet) for line in table.lead),
            (table.title, quiet),
        ):
            if text:
                sheet.write_string(row, 0, text, style)
                row += 1
        top = row
        body = [book.add_format({"num_format": FORMATS.get(column.kind, "General")}) for column in table.columns]
        foot = [
            book.add_format({"num_format": FORMATS.get(column.kind, "General"), "bold": True, "top": 1})
            for column in table.columns
        ]
        for number, column in enumerate(table.columns):
            unit = "kr." if column.kind == "oere" else column.unit if column.kind not in ("per_cent", "chance") else ""
            sheet.write_string(top, number, f"{column.label} ({unit})" if unit else column.label, head)
            sheet.set_column(number, number, _width(table, column))
            for index, values in enumerate(table.rows):
                write_cell(sheet, top + 1 + index, number, stored(values.get(column.name), column), body[number])
            if table.totals is not None:
                value = stored(table.totals.get(column.name), column)
                place = top + 1 + len(table.rows)
                if column.additive and table.rows and isinstance(value, int | float):
                    area = xl_range(top + 1, number, place - 1, number)
                    sheet.write_formula(place, number, f"=SUM({area})", foot[number], value)
                else:
                    write_cell(sheet, place, number, value, foot[number])
        if table.rows:
            sheet.autofilter(top, 0, top + len(table.rows), len(table.columns) - 1)
        sheet.freeze_panes(top + 1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
        below = top + len(table.rows) + 3
        for offset, note in enumerate(table.notes):
            sheet.write_string(below + offset, 0, note, quiet)
        if table.addresses:
            _write_addresses(book, sheet, table, top)
    return out.getvalue()


def _width(table: ReportTable, column: ReportColumn) -> int:
    if column.kind == "oere":
        return 16
    if column.kind != "text":
        return 12
    longest = max((len(str(row.get(column.name) or "")) for row in table.rows[:500]), default=0)
    return max(10, min(60, max(longest, len(column.label)) + 2))


def _write_addresses(book: Any, sheet: Worksheet, table: ReportTable, top: int) -> None:
    from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

    places = {column.name: number for number, column in enumerate(table.columns)}
    made = book.add_worksheet("Adresser")
    head = book.add_format({"bold": True, "bottom": 1})
    for number, (label, width) in enumerate((("Celle", 10), ("Tal", 30), ("Adresse", 90))):
        made.write_string(0, number, label, head)
        made.set_column(number, number, width)
    ordered = sorted(
        table.addresses.items(), key=lambda item: (item[0][0] == TOTAL_ROW, item[0][0], places[item[0][1]])
    )
    for index, ((row, name), address) in enumerate(ordered, start=1):
        place = top + 1 + (len(table.rows) if row == TOTAL_ROW else row)
        cell = xl_rowcol_to_cell(place, places[name])
        link = f"internal:{quote_sheetname(sheet.get_name())}!{cell}"
        if index <= 60_000:  # Excel keeps at most 65.530 links on a sheet
            made.write_url(index, 0, link, string=cell)
        else:
            made.write_string(index, 0, cell)
        made.write_string(index, 1, table.column(name).label)
        made.write_string(index, 2, address)
    made.freeze_panes(1, 0)
