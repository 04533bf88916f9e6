"""What the true grants cost, month by month: the truth in øre that files and forecasts are measured against."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from trinvis.demo.courses import day

if TYPE_CHECKING:
    import polars as pl

    from trinvis.demo.grants import Grants

FIRST_YEAR, LAST_YEAR = 2023, 2026


def months() -> list[int]:
    """Every month of the years shown, as yyyymm."""
    return [year * 100 + month for year in range(FIRST_YEAR, LAST_YEAR + 1) for month in range(1, 13)]


def month_days(month: int) -> tuple[int, int]:
    """First and last day number of a month."""
    year, number = divmod(month, 100)
    after = date(year + number // 12, number % 12 + 1, 1)
    return day(year, number, 1), day(after.year, after.month, 1) - 1


def charges(grants: Grants) -> pl.DataFrame:
    """One row per price period and month with charged days: ``grant``, ``from``, ``month``, ``days``, ``amount`` in øre.

    rate × quantity × days × VAT factor over the days of the unit, rounded half away from zero once per price period and
    month. Grants that never came about cost nothing.
    """
    import polars as pl

    true = grants.grants.filter(~pl.col("phantom")).select("grant", "unit", "stop", "vat_factor")
    periods = (
        grants.prices.join(true, on="grant")
        .sort("grant", "from")
        .with_columns(
            pl.when(pl.col("grant").shift(-1) == pl.col("grant"))
            .then(pl.col("from").shift(-1) - 1)
            .otherwise("stop")
            .alias("until")
        )
    )
    span = [month_days(month) for month in months()]
    first = np.array([a for a, _ in span])
    last = np.array([b for _, b in span])
    start, stop = periods["from"].to_numpy()[:, None], periods["until"].to_numpy()[:, None]
    days = np.minimum(stop, last) - np.maximum(start, first) + 1
    row, column = np.nonzero(days > 0)
    active = days[row, column]
    month_length = (last - first + 1)[column]
    year_length = np.array([366 if month // 100 % 4 == 0 else 365 for month in months()])[column]
    whole = (stop - start + 1)[:, 0][row]
    unit = periods["unit"].to_numpy()[row]
    length = np.select(
        [unit == "day", np.isin(unit, ["week", "hour_week"]), unit == "fortnight", unit == "year", unit == "session"],
        [1, 7, 14, year_length, whole],
        default=month_length,
    )
    once = unit == "once"
    counted = np.where(once, 1, active)
    length = np.where(once, 1, length)
    price = (periods["rate"] * periods["quantity"] * periods["vat_factor"]).to_numpy()[row]
    denominator = length * 1_000_000
    amount = (2 * price * counted + denominator) // (2 * denominator)
    picked = periods.select("grant", "from")[row.astype(np.uint32)]
    return picked.with_columns(
        pl.Series("month", np.array(months(), dtype=np.int64)[column]),
        pl.Series("days", active.astype(np.int64)),
        pl.Series("amount", amount.astype(np.int64)),
    )
