"""How one cell is written on a screen."""

from __future__ import annotations

from datetime import date, datetime

from trinvis.reports import danish
from trinvis.reports.table import Cell, ReportColumn, Scale

SCALE_WORDS: dict[Scale, str] = {"kr": "kr.", "tkr": "1.000 kr.", "mio": "mio. kr.", "oere": "kr."}


def money(oere: int, scale: Scale) -> str:
    """Øre as shown in that scale: whole kroner, whole thousands, millions with one decimal, or kroner with two."""
    if scale == "mio":
        return danish.millions(oere)
    if scale == "oere":
        return danish.kroner(oere, 2)
    return danish.thousands(oere) if scale == "tkr" else danish.kroner(oere)


def shown(value: Cell, column: ReportColumn, scale: Scale = "kr") -> str:
    """The text of a cell on a screen; for null what the column says is missing."""
    if value is None:
        return column.missing
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, int):
        if column.kind == "oere":
            return money(value, scale)
        if column.kind == "hundredths":
            return danish.decimal(value, 100, 2 if column.decimals is None else column.decimals)
        if column.kind == "per_cent":
            return danish.per_cent(value, 1 if column.decimals is None else column.decimals)
        if column.kind == "chance":
            return danish.chance(value)
        if column.kind == "month":
            return danish.month(value)
        # a number that names something (child number, year) is no quantity: no full stops in it
        return danish.decimal(value) if column.additive else danish.decimal(value, grouped=False)
    if isinstance(value, datetime):
        return f"{danish.day(value.date())} {value:%H.%M}"
    if isinstance(value, date):
        return danish.day(value)
    return value


def heading(column: ReportColumn) -> str:
    """What stands above a column on a screen; money says its unit in the table's caption instead."""
    if column.unit and column.kind != "oere":
        return f"{column.label} ({column.unit})"
    return column.label
