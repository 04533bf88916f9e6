"""The frames: a budget per area, set in November from what the register and the ledger said by then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from trinvis.demo.courses import day
from trinvis.demo.processes.kinds import REFUND, RUNNING
from trinvis.demo.processes.ledger import Habits
from trinvis.demo.processes.refunds import refund
from trinvis.demo.processes.shown import shown

if TYPE_CHECKING:
    from trinvis.parameters.refund import RefundBand

BUDGETS = {"year": pl.Int32, "area": pl.String, "amount_oere": pl.Int64, "known_from": pl.Int64}
FIRST_LEVEL = 202210
GROWTH = 1.028
"""Prices are expected to rise as the price index of the state (``data/levels.yaml``)."""
NOISE = 0.03


def budgets(
    rng: np.random.Generator,
    versions: pl.DataFrame,
    postings: pl.DataFrame,
    habits: Habits,
    limits: Sequence[RefundBand],
) -> pl.DataFrame:
    """One row per year 2023-2027 and area, known on 15 November of the year before.

    Grants: mean day price of those running at the month ends of the last year (those that the register goes back to) ×
    days × price growth; refund: the rule on the same; running costs: the ledger's last twelve months. Each area is missed
    by up to three per cent either way.
    """
    parts = []
    for year in range(2023, 2028):
        ends = [month for month in _months_before(year) if month >= FIRST_LEVEL]
        known = versions.filter(pl.col("known_from") < day(year - 1, 11, 15))
        running = shown(known, ends).filter(~pl.col("expected"), pl.col("running"))
        amounts = _levels(running, len(ends))
        amounts[RUNNING] = _yearly(postings, habits, year)
        amounts[REFUND] = -_refund(running, len(ends), limits)
        names = sorted(amounts)
        factor = GROWTH * rng.uniform(1 - NOISE, 1 + NOISE, len(names))
        oere = [round(amounts[name] * by) for name, by in zip(names, factor, strict=True)]
        parts.append(
            pl.DataFrame({"year": year, "area": names, "amount_oere": oere, "known_from": day(year - 1, 11, 15)})
        )
    return pl.concat([part.cast(BUDGETS) for part in parts])  # type: ignore[arg-type]


def _months_before(year: int) -> list[int]:
    """The twelve months to October of the year before."""
    return [(year - 2) * 100 + 11, (year - 2) * 100 + 12, *range((year - 1) * 100 + 1, (year - 1) * 100 + 11)]


def _levels(running: pl.DataFrame, ends: int) -> dict[str, float]:
    return {
        area: oere * 365 / ends for area, oere in running.group_by("area").agg(pl.col("day_oere").sum()).iter_rows()
    }


def _refund(running: pl.DataFrame, ends: int, limits: Sequence[RefundBand]) -> float:
    """The rule on twelfths of what the children cost a year at each month end, averaged."""
    monthly = (pl.col("day_oere").sum() * 365 // 12).alias("amount_oere")
    costs = running.group_by("child_no", pl.col("snapshot").alias("month")).agg(monthly)
    return refund(costs, limits) * 12 / ends


def _yearly(postings: pl.DataFrame, habits: Habits, year: int) -> float:
    """Running costs of the twelve months to October that the ledger holds; before the ledger begins, their level."""
    months = pl.col("period").is_in(_months_before(year))
    chosen = postings.filter((pl.col("area") == RUNNING) & months)
    if chosen.is_empty():
        return habits.running_oere * 12 / GROWTH**2
    return float(chosen["amount_oere"].sum()) * 12 / chosen["period"].n_unique()
