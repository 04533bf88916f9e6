"""What of a month somebody should look at, child by child and grant by grant."""

from __future__ import annotations

from datetime import date

import polars as pl

from trinvis.calculations.commitments.amounts import COUNTING_STATUSES
from trinvis.municipality.month_arrivals import month_number

BIRTHDAY_MONTHS = 3
"""18th birthdays this month and so many months after it."""
ADULT = 18


def by_child(items: pl.DataFrame, grants: pl.DataFrame) -> pl.DataFrame:
    """What of ``items`` (see ``change_items``) moved the forecast, child by child, the largest first.

    Team and adviser are those of the child's newest grant.
    """
    whose = (
        grants.sort("start_day", maintain_order=True)
        .group_by("child_no", maintain_order=True)
        .agg(pl.col("team").drop_nulls().last(), pl.col("adviser_no").drop_nulls().last())
    )
    return (
        items.filter((pl.col("moves") == "forecast") & pl.col("child_no").is_not_null())
        .group_by("child_no", maintain_order=True)
        .agg(
            pl.col("amount_oere").sum(),
            pl.len().cast(pl.Int64).alias("changes"),
            pl.col("label").unique(maintain_order=True).str.join(", ").alias("what"),
            pl.col("area").unique(maintain_order=True),
        )
        .join(whose, on="child_no", how="left", maintain_order="left")
        .sort(pl.col("amount_oere").abs(), descending=True, maintain_order=True)
    )


def turning_adult(children: pl.DataFrame, grants: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Children with a running grant that turn 18 this month or one of the next: child_no, month, grants; the nearest first."""
    running = (
        _running(grants, as_of).group_by("child_no").agg(pl.col("grant_id").n_unique().cast(pl.Int64).alias("grants"))
    )
    at = (pl.col("birth_year") + ADULT) * 12 + pl.col("birth_month") - 1
    now = month_number(as_of)
    return (
        children.filter(pl.col("birth_year").is_not_null() & pl.col("birth_month").is_not_null())
        .group_by("child_no")
        .agg(pl.col("birth_year").last(), pl.col("birth_month").last())
        .with_columns(_at=at)
        .filter(pl.col("_at").is_between(now, now + BIRTHDAY_MONTHS))
        .join(running, on="child_no", how="inner")
        .select(
            "child_no", (pl.col("_at") // 12 * 100 + pl.col("_at") % 12 + 1).cast(pl.Int32).alias("month"), "grants"
        )
        .sort("month", "child_no")
    )


def past_stop(grants: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Grants whose last stop has passed while they still stand as granted: grant_id, child_no, area, stop; the oldest first."""
    return (
        grants.filter(pl.col("status") == "granted")
        .group_by("grant_id", maintain_order=True)
        .agg(
            pl.col("child_no").last(),
            pl.col("area").last(),
            pl.col("intervention_type").last(),
            pl.when(pl.col("stop").is_null().any()).then(None).otherwise(pl.col("stop").max()).alias("stop"),
        )
        .filter(pl.col("stop") < as_of)
        .sort("stop", "grant_id")
    )


def without_rate(grants: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Running grants without a price, or with the price 0: grant_id, child_no, area, start."""
    no_price = pl.col("rate_oere").is_null() | (pl.col("rate_oere") == 0)
    return (
        _running(grants, as_of)
        .filter(no_price)
        .select("grant_id", "child_no", "area", "intervention_type", "start")
        .sort("start", "grant_id")
    )


def _running(grants: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Grant rows that count and run on the day."""
    counts = pl.col("status").is_in(list(COUNTING_STATUSES))
    return grants.filter(counts & (pl.col("start") <= as_of) & (pl.col("stop").is_null() | (pl.col("stop") >= as_of)))
