"""A report table as CSV that a Danish Excel opens by a double click: ``;``, BOM, decimal comma, CRLF."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

from trinvis.reports import danish
from trinvis.reports.table import Cell, ReportColumn, ReportTable

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def plain_text(text: str) -> str:
    """``text`` so that no spreadsheet takes it for a formula: an apostrophe before what could start one."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _field(value: Cell, column: ReportColumn) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, int):
        if column.kind == "oere":
            return danish.decimal(value, danish.OERE_PER_KRONE, 2, grouped=False, minus="-")
        if column.kind in ("hundredths", "per_cent", "chance"):
            return danish.decimal(value, 100, 2, grouped=False, minus="-")
        if column.kind == "month":
            return f"{value // 100}-{value % 100:02d}"
        return str(value)
    if isinstance(value, datetime):
        return f"{value:%d-%m-%Y %H:%M:%S}"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return plain_text(value)


def _heading(column: ReportColumn) -> str:
    unit = "kr." if column.kind == "oere" else "%" if column.kind in ("per_cent", "chance") else column.unit
    return f"{column.label} ({unit})" if unit else column.label


def csv_bytes(table: ReportTable) -> bytes:
    """Heading, rows and totals; amounts in kroner with two decimals and without full stops."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_heading(column) for column in table.columns])
    for row in table.rows:
        writer.writerow([_field(row.get(column.name), column) for column in table.columns])
    if table.totals is not None:
        writer.writerow([_field(table.totals.get(column.name), column) for column in table.columns])
    return out.getvalue().encode("utf-8-sig")
