"""A row whose month or day lies outside what the delivery covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.checks.context import Context

if TYPE_CHECKING:
    import polars as pl

CODE = "T113"
SEVERITY = "reject"
FIELD = "period"
MESSAGE = "Posteringens måned ligger uden for den periode, som leveringen dækker."
REMEDY = "Angiv leveringens periode med --period FRA..TIL, hvis rækken hører med, eller lever den med sin egen måned."
TABLES = ("postings", "grants")

_AFTER = "Indsatsen er bevilget efter udtræksdagen."


def check(context: Context) -> pl.DataFrame:
    """Postings whose ``period`` is outside the delivery's months: they would replace or count a month that the delivery
    does not have. Grants that were granted after the extract day are only warned about.
    """
    import polars as pl

    if context.table == "postings":
        if context.period is None:
            return context.rows.head(0).select("row_no")
        first, last = context.period
        return context.rows.filter(~pl.col("period").is_between(first, last)).select("row_no")
    if context.extract_day is None:
        return context.rows.head(0).select("row_no")
    return context.rows.filter(pl.col("granted_on") > context.extract_day).select(
        "row_no", severity=pl.lit("warn"), field=pl.lit("granted_on"), message=pl.lit(_AFTER)
    )
