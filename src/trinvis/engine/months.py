"""Which rows of a period delivery count: those of the months that no newer delivery has replaced."""

from __future__ import annotations

from collections.abc import Iterable

import narwhals.stable.v2 as nw

from trinvis.tables import Table


def in_months(table: Table, months: Iterable[int]) -> nw.Expr:
    """Boolean expression: the row's month (yyyymm) is one of ``months``.

    Postings go by the ledger's period, else by the posting date's month; tables with a budget year by that year; figures and
    population by the month of the day that they are of.
    Raises ``ValueError`` for a table whose rows have neither.
    """
    wanted = sorted(set(months))
    names = {column.name: column.kind for column in table.columns}
    if names.get("period") == "month":
        posted = nw.col("date").dt.year() * 100 + nw.col("date").dt.month()
        return nw.coalesce(nw.col("period").cast(nw.Int64), posted.cast(nw.Int64)).is_in(wanted)
    if "year" in names:
        return nw.col("year").is_in(sorted({month // 100 for month in wanted}))
    if names.get("day") == "date":
        counted = nw.col("day").dt.year() * 100 + nw.col("day").dt.month()
        return counted.cast(nw.Int64).is_in(wanted)
    raise ValueError(f"Tabellen {table.label} har ingen måned; en levering af den kan ikke gælde enkelte måneder.")
