"""What the grants of the newest snapshot cost in the year beyond what is posted on them."""

from __future__ import annotations

import numpy as np
import polars as pl

from trinvis.calculations.forecast.known import to_come_types
from trinvis.demo.charges import month_days
from trinvis.demo.grants import NEVER

INVOICES_MISSING = 2
"""So many closed months back invoices are still waited for."""


def to_come(newest: pl.DataFrame, posted: pl.DataFrame, year: int, as_of: int) -> pl.DataFrame:
    """Day price × days from start to the stop known, in the year's months, less what is posted on grant and month.

    ``newest`` is the snapshot of ``as_of``, expected grants in full; ``posted`` has ``grant_id``, ``month``,
    ``amount_oere``. A closed month counts when it is one of the last two and nothing is posted on it; never below 0.
    """
    months = np.arange(year * 100 + 1, year * 100 + 13)
    span = np.array([month_days(int(month)) for month in months], dtype=np.int64)
    stop = newest["stop_day"].fill_null(NEVER).to_numpy()[:, None]
    days = np.minimum(stop, span[:, 1]) - np.maximum(newest["start_day"].to_numpy()[:, None], span[:, 0]) + 1
    cost = np.maximum(days, 0) * newest["day_oere"].to_numpy()[:, None]
    row, at = np.nonzero(cost > 0)
    waited_for = [month for month in months if month <= as_of][-INVOICES_MISSING:]
    paid = posted.group_by("grant_id", "month").agg(pl.col("amount_oere").sum().alias("paid"))
    closed = pl.col("month") <= as_of
    return (
        newest.select("grant_id", "area")[row]
        .with_columns(pl.Series("month", months[at], dtype=pl.Int32), pl.Series("cost", cost[row, at]))
        .filter(~closed | pl.col("month").is_in(waited_for))
        .join(paid, on=["grant_id", "month"], how="left")
        .filter(~closed | pl.col("paid").is_null())
        .with_columns((pl.col("cost") - pl.col("paid").fill_null(0)).alias("amount_oere"))
        .filter(pl.col("amount_oere") > 0)
        .select(pl.col(name).cast(kind) for name, kind in to_come_types().items())
        .sort("grant_id", "month")
    )
