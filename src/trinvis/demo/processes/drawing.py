"""From what a process drew to a world: the register, the ledger and the budgets, each with the day it was known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from trinvis.demo.processes.budget import budgets
from trinvis.demo.processes.charging import charged
from trinvis.demo.processes.kinds import AREAS
from trinvis.demo.processes.ledger import Habits, postings
from trinvis.demo.processes.refunds import bands
from trinvis.demo.processes.registry import versions
from trinvis.demo.processes.world import World


@dataclass(frozen=True)
class Drawn:
    """What a process draws: ``grants`` (columns of ``registry.register``), their ``prices``, how the municipality pays,
    and payments made ``once`` without a grant (``area``, ``at``, ``amount_oere``)."""

    grants: pl.DataFrame
    prices: pl.DataFrame
    habits: Habits
    once: pl.DataFrame | None = None


def world(rng: np.random.Generator, process: str, seed: int, drawn: Drawn) -> World:
    """The world of what was drawn. Grants and children get numbers by lot, so that a gap in them tells nothing."""
    grants, prices = drawn.grants, drawn.prices
    for name in ("grant_id", "child_no"):
        lot = pl.lit(pl.Series(rng.permutation(int(grants[name].max()) + 1) + 1))  # type: ignore[arg-type]
        grants = grants.with_columns(lot.gather(name).alias(name))
        if name == "grant_id":
            prices = prices.with_columns(lot.gather(name).alias(name))
    prices = prices.sort("grant_id", "from")
    limits = bands()
    known = versions(grants, prices)
    cost = charged(grants, prices)
    ledger = postings(rng, cost, drawn.habits, limits, drawn.once)
    areas = set(grants["area"].unique())
    return World(
        process,
        seed,
        known,
        ledger,
        budgets(rng, known, ledger, drawn.habits, limits),
        cost.select("grant_id", "child_no", "area", pl.col("month").cast(pl.Int32), "amount_oere"),
        tuple(area for area in AREAS if area in areas),
        limits,
    )
