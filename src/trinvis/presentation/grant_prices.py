"""Puts the sum beside each line that comes from a grant: rate, quantity, days, VAT factor, probability."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from trinvis.reports.formulas import Reckoned, amount_words
from trinvis.reports.workbook.amount_formula import base_days
from trinvis.reports.workbook.grant_rows import month_ends, year_days

if TYPE_CHECKING:
    import polars as pl

GRANT_COMPONENTS = ("committed_year", "committed_open", "missing_invoice")
ORIGIN = ("delivery_id", "row_no", "journal_seq")
SET_OFFS = frozenset({"D4", "D5"})
"""Rules of lines that take something off a grant: they have no price of their own."""

_EPOCH = date(1970, 1, 1)


def with_calculation(lines: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """``lines`` with ``calculation``: the sum in words where a line is one month of one charged period, else null."""
    import polars as pl

    found: defaultdict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for period in periods.iter_rows(named=True):
        found[tuple(period.get(name) for name in ORIGIN)].append(period)
    words = [
        _words(line, found[tuple(line[name] for name in ORIGIN)]) if line["component"] in GRANT_COMPONENTS else None
        for line in lines.iter_rows(named=True)
    ]
    return lines.with_columns(pl.Series("calculation", words, dtype=pl.String))


def _words(line: dict[str, Any], periods: list[dict[str, Any]]) -> str | None:
    if line["month"] is None or SET_OFFS & set((line["rules"] or "").split(";")):
        return None
    year, month = divmod(line["month"], 100)
    first, last = ((day - _EPOCH).days for day in month_ends(year, month))
    active = [period for period in periods if period["from_day"] <= last and period["to_day"] >= first]
    if len(active) != 1 or active[0]["rate_oere"] is None:
        return None
    period = active[0]
    on_start_day = bool(period["on_start_day"])
    base = base_days(
        "once" if on_start_day else period["unit"],
        month_days=(_EPOCH + timedelta(days=last)).day,
        year_days=year_days(year),
        spread_days=period["spread_days"],
    )
    return amount_words(
        Reckoned(
            unit=period["unit"],
            rate_oere=period["rate_oere"],
            quantity=100 if period["quantity"] is None else period["quantity"],
            vat_factor=10_000 if period["vat_factor"] is None else period["vat_factor"],
            weight=period["weight"],
            days=min(period["to_day"], last) - max(period["from_day"], first) + 1,
            base=base,
        )
    )
