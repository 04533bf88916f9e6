"""What the true grants cost, month by month: true days at true prices."""

from __future__ import annotations

import numpy as np
import polars as pl

from trinvis.demo.processes.calendar import MONTH_FIRST, MONTH_LAST, MONTHS


def charged(grants: pl.DataFrame, prices: pl.DataFrame) -> pl.DataFrame:
    """``grant_id``, ``child_no``, ``area``, ``registered``, ``at`` (number of the month), ``month``, ``amount_oere``.

    A row per grant and month with cost; day price × calendar days, summed over the prices of the month. What never came
    about costs nothing.
    """
    true = grants.filter(~pl.col("phantom")).select("grant_id", "child_no", "area", "registered", "stop")
    following = pl.when(pl.col("grant_id").shift(-1) == pl.col("grant_id")).then(pl.col("from").shift(-1) - 1)
    spans = (
        prices.join(true, on="grant_id")
        .sort("grant_id", "from")
        .with_columns(pl.min_horizontal(following, "stop").alias("until"))
    )
    first, until = spans["from"].to_numpy()[:, None], spans["until"].to_numpy()[:, None]
    days = np.minimum(until, MONTH_LAST) - np.maximum(first, MONTH_FIRST) + 1
    row, at = np.nonzero(days > 0)
    return (
        spans.select("grant_id", "child_no", "area", "registered", "day_oere")[row]
        .with_columns(pl.Series("at", at), pl.Series("month", MONTHS[at]), pl.Series("days", days[row, at]))
        .group_by("grant_id", "child_no", "area", "registered", "at", "month")
        .agg((pl.col("day_oere") * pl.col("days")).sum().alias("amount_oere"))
        .filter(pl.col("amount_oere") != 0)
        .sort("grant_id", "month")
    )
