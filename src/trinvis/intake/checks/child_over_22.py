"""A child older than 22."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.checks.context import Context

if TYPE_CHECKING:
    import polars as pl

CODE = "T108"
SEVERITY = "warn"
FIELD = "child_no"
MESSAGE = "Barnet er fyldt 23 år, mens indsatsen løber."
REMEDY = "Stop indsatsen, eller flyt den til voksenområdet; ungestøtte ophører senest ved 23 år (Barnets lov § 113)."
TABLES = ("grants",)

_YEARS = 23


def check(context: Context) -> pl.DataFrame:
    """Rows of children who have turned 23 on the day looked at: the start, or the extract day when the grant has begun
    before it (at most the stop). Without an extract day the start, and the stop where it is known.
    """
    import polars as pl

    if "birth" not in context.rows.columns:
        return context.rows.head(0).select("row_no")
    day = pl.coalesce("stop", "start")
    if context.extract_day is not None:
        extract = pl.lit(context.extract_day)
        running = pl.min_horizontal(extract, pl.col("stop"))
        day = pl.max_horizontal(pl.col("start"), running)
    return context.rows.filter(pl.col("birth").dt.offset_by(f"{_YEARS}y") <= day).select("row_no")
