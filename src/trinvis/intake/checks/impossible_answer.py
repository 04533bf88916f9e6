"""A share that is not between 0 and 100, and a count, a time or an occupancy below 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.checks.context import Context

if TYPE_CHECKING:
    import polars as pl

CODE = "T118"
SEVERITY = "reject"
FIELD = "value"
MESSAGE = "Andelen er ikke mellem 0 og 100 procent."
REMEDY = "Ret tallet i kilden; er det en belægning, der kan være over 100, så vælg Belægningsprocent i Svares i."
TABLES = ("survey_answers", "offers", "psychiatry")

_NEGATIVE = "Svaret er negativt."
_ASSUMED = "Den forudsatte belægning er ikke mellem 0 og 100 procent."
_REJECTED = "Der er flere afviste henvisninger end modtagne."


def check(context: Context) -> pl.DataFrame:
    """Answers in per cent outside 0 to 100, negative answers to all but amounts, an assumed occupancy outside 0 to 100, and more
    referrals rejected than received.
    """
    import polars as pl

    rows = context.rows
    if context.table == "offers":
        outside = ~pl.col("assumed_occupancy").is_between(0, 10_000)
        return _said(rows.filter(outside), "assumed_occupancy", _ASSUMED)
    if context.table == "psychiatry":
        more = (pl.col("kind") == "referral") & (pl.col("rejected") > pl.col("number"))
        return _said(rows.filter(more), "rejected", _REJECTED)
    share = pl.col("unit") == "share"
    outside = share & ~pl.col("value").is_between(0, 10_000)
    negative = ~share & (pl.col("unit") != "kroner") & (pl.col("value") < 0)
    return pl.concat([_said(rows.filter(outside), "value", MESSAGE), _said(rows.filter(negative), "value", _NEGATIVE)])


def _said(rows: pl.DataFrame, field: str, message: str) -> pl.DataFrame:
    import polars as pl

    return rows.select("row_no", field=pl.lit(field), message=pl.lit(message))
