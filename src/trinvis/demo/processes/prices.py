"""What a calendar day of a grant costs in each year, and when the municipality learnt it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from trinvis.demo.courses import day
from trinvis.demo.grants import NEVER
from trinvis.demo.processes.courses import Courses
from trinvis.demo.processes.kinds import Kind

YEARS = range(2022, 2028)
PRICES = {"grant_id": pl.Int64, "from": pl.Int64, "known": pl.Int64, "day_oere": pl.Int64}
"""One row per grant and price: the first day it holds, the day it was known, øre a calendar day."""


@dataclass(frozen=True)
class Market:
    """Suppliers and how their prices move: ``index`` per cent every 1 January, give or take ``unlike`` per cent between
    them; ``late`` is the share of new prices known only after New Year."""

    suppliers: int
    index: float
    unlike: float
    late: float


def periods(rng: np.random.Generator, kinds: Sequence[Kind], courses: Courses, market: Market) -> pl.DataFrame:
    """Prices of every course (``grant_id`` is its number): its own about the kind's, raised each 1 January by its supplier."""
    count = len(courses.start)
    spread = np.array([kind.spread for kind in kinds])[courses.kind]
    base = np.array([kind.price for kind in kinds])[courses.kind] * 100
    base = base * np.exp(rng.normal(0, 1, count) * spread - spread**2 / 2)
    supplier = rng.integers(market.suppliers, size=count)
    steps = 1 + (market.index + rng.normal(0, market.unlike, (market.suppliers, len(YEARS)))) / 100
    level = np.cumprod(steps, axis=1) / (1 + market.index / 100) ** (2024 - YEARS[0] + 1)
    late = rng.random(level.shape) < market.late
    offset = np.where(late, rng.integers(10, 75, level.shape), -rng.integers(5, 30, level.shape))
    parts = []
    for at, year in enumerate(YEARS):
        new_year = day(year, 1, 1)
        began = (courses.start >= new_year) if at else np.ones(count, dtype=bool)
        rows = np.flatnonzero((courses.start < day(year + 1, 1, 1)) & (courses.stop >= new_year))
        known = np.where(began[rows], -NEVER, new_year + offset[supplier[rows], at])
        price = np.rint(base[rows] * level[supplier[rows], at]).astype(np.int64)
        first = np.maximum(courses.start[rows], new_year) if at else courses.start[rows]
        parts.append(pl.DataFrame({"grant_id": rows, "from": first, "known": known, "day_oere": price}, schema=PRICES))
    return pl.concat(parts).sort("grant_id", "from")
