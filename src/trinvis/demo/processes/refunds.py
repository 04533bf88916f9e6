"""The state's refund for especially expensive cases, child by child: what it comes to, and when it is claimed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from trinvis.demo.charges import FIRST_YEAR, LAST_YEAR
from trinvis.demo.courses import day
from trinvis.parameters import Parameters
from trinvis.parameters.refund import RefundBand, refund_bands

KNOWN_LIMITS = date(2022, 12, 31)
"""The last day of the last year whose limits ship with the program; they are taken as valid for all years drawn."""


def bands() -> tuple[RefundBand, ...]:
    """The limits and shares used in every year."""
    return refund_bands(Parameters.shipped(), KNOWN_LIMITS)


def refund(costs: pl.DataFrame, limits: Sequence[RefundBand]) -> int:
    """Refund in øre (positive) of one year's ``child_no``, ``month``, ``amount_oere`` (Barnets lov § 198).

    Each month is held against a twelfth of the limits; the year is rounded once per child, half up.
    """
    months = costs.group_by("child_no", "month").agg(pl.col("amount_oere").sum())
    twelvefold = 12 * months["amount_oere"].to_numpy()
    due = np.zeros(len(twelvefold), dtype=np.int64)
    share = 0
    for band in limits:
        due += np.maximum(twelvefold - band.limit_oere, 0) * (band.share - share)
        share = band.share
    yearly = months.with_columns(pl.Series("due", due)).group_by("child_no").agg(pl.col("due").sum())["due"].to_numpy()
    return int(((2 * yearly + 120_000) // 240_000).sum())


def claims(charged: pl.DataFrame, postings: pl.DataFrame, limits: Sequence[RefundBand]) -> list[tuple[int, int, int]]:
    """(ledger month, day known, øre): three claims a year of what was posted by then, and the rest when the year is settled.

    A claim is made on the 20th of the month after the quarter; the settlement is on the last day of February, in December's
    supplementary period, and makes the year's refund that of the true cost.
    """
    found = []
    on_child = postings.filter(pl.col("child_no").is_not_null())
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        claimed = 0
        for month in (4, 7, 10):
            on = day(year, month, 20)
            known = pl.col("month").is_between(year * 100 + 1, year * 100 + month - 1) & (pl.col("known_from") < on)
            amount = refund(on_child.filter(known), limits) - claimed
            claimed += amount
            found.append((year * 100 + month, on, -amount))
        whole = refund(charged.filter(pl.col("month") // 100 == year), limits)
        found.append((year * 100 + 12, day(year + 1, 2, 28), claimed - whole))
    return found
