"""The ledger: invoices on grants when they came, a little that no grant explains, running costs, and the refund."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from trinvis.demo.courses import day
from trinvis.demo.processes.calendar import MONTH_FIRST, MONTHS, Ints, month_of
from trinvis.demo.processes.kinds import REFUND, RUNNING
from trinvis.demo.processes.refunds import claims

if TYPE_CHECKING:
    from trinvis.parameters.refund import RefundBand

POSTINGS = {
    "area": pl.String,
    "grant_id": pl.Int64,
    "child_no": pl.Int64,
    "month": pl.Int32,  # of service
    "period": pl.Int32,  # of the ledger
    "amount_oere": pl.Int64,
    "known_from": pl.Int64,
}
_BOOKED_FROM = np.array([day(y, m, 1) for y in range(2023, 2028) for m in range(1, 13)], dtype=np.int64)


@dataclass(frozen=True)
class Habits:
    """How a municipality pays: ``invoices`` are the shares that come 0, 1, 2 and 3 months after the service;
    ``running_oere`` is the monthly running cost of 2024, which grows ``trend`` per cent a year; ``unexplained`` is the
    share of an area's cost that is posted without a grant."""

    invoices: tuple[float, float, float, float]
    running_oere: int
    trend: float
    unexplained: float


def postings(
    rng: np.random.Generator,
    charged: pl.DataFrame,
    habits: Habits,
    limits: Sequence[RefundBand],
    once: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Every posting of the years shown. ``once`` are further payments without a grant: ``area``, ``at``, ``amount_oere``."""
    loose = [_unexplained(rng, charged, habits.unexplained), _running(rng, habits)]
    if once is not None:
        loose.append(_without_grant(rng, once["area"], once["at"].to_numpy(), once["amount_oere"].to_numpy()))
    booked = pl.concat([_invoices(rng, charged, habits), *loose]).filter(pl.col("amount_oere") != 0)
    claimed = [(REFUND, None, None, month, month, oere, on) for month, on, oere in claims(charged, booked, limits)]
    refunds = pl.DataFrame(claimed, schema=POSTINGS, orient="row").filter(pl.col("amount_oere") != 0)
    return pl.concat([booked, refunds]).sort("known_from", "area", "grant_id", "month", maintain_order=True)


def _invoices(rng: np.random.Generator, charged: pl.DataFrame, habits: Habits) -> pl.DataFrame:
    """An invoice per grant and month, paid when it has come and the grant is entered, at the latest when the year closes.

    What is paid after New Year for the year before is booked in its December (the supplementary period, to the end of
    February).
    """
    at = charged["at"].to_numpy()
    late = rng.choice(4, len(at), p=habits.invoices)
    come = _BOOKED_FROM[at + late] + rng.integers(2, 28, len(at))
    year = MONTHS[at] // 100
    closed = np.array([day(y + 1, 2, 28) for y in range(2023, 2027)])[year - 2023]
    paid = np.minimum(np.maximum(come, charged["registered"].to_numpy()), closed)
    period = np.minimum(month_of(paid), year * 100 + 12)
    return charged.with_columns(pl.Series("period", period), pl.Series("known_from", paid)).select(
        pl.col(name).cast(kind) for name, kind in POSTINGS.items()
    )


def _without_grant(rng: np.random.Generator, area: pl.Series, at: Ints, amount: Ints) -> pl.DataFrame:
    """Postings without grant and child, booked in the month that they are for."""
    return pl.DataFrame(
        {
            "area": area,
            "grant_id": pl.repeat(None, len(at), dtype=pl.Int64, eager=True),
            "child_no": pl.repeat(None, len(at), dtype=pl.Int64, eager=True),
            "month": MONTHS[at],
            "period": MONTHS[at],
            "amount_oere": amount,
            "known_from": MONTH_FIRST[at] + rng.integers(2, 28, len(at)),
        },
        schema=POSTINGS,
    )


def _unexplained(rng: np.random.Generator, charged: pl.DataFrame, share: float) -> pl.DataFrame:
    """About two payments a month and area that no grant explains, skew, together about ``share`` of the area's cost."""
    mean = charged.group_by("area").agg(pl.col("amount_oere").sum() / len(MONTHS)).sort("area")
    count = rng.poisson(2.0, (mean.height, len(MONTHS)))
    area, at = (np.repeat(grid.ravel(), count.ravel()) for grid in np.indices(count.shape))
    size = mean["amount_oere"].to_numpy()[area] * share / 2 * rng.lognormal(-0.32, 0.8, len(area))
    return _without_grant(rng, mean["area"].gather(area), at, np.rint(size).astype(np.int64))


def _running(rng: np.random.Generator, habits: Habits) -> pl.DataFrame:
    """Running costs: a level that grows evenly, with about four per cent of noise from month to month."""
    at = np.arange(len(MONTHS))
    level = habits.running_oere * (1 + habits.trend / 100) ** ((at - 12) / 12)
    amount = np.rint(level * rng.normal(1, 0.04, len(at))).astype(np.int64)
    return _without_grant(rng, pl.repeat(RUNNING, len(at), dtype=pl.String, eager=True), at, amount)
