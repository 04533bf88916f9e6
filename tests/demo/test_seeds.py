"""Any seed gives a municipality that hangs together: three here, a hundred in the long runs."""

from __future__ import annotations

import os
from pathlib import Path

import polars as pl
import pytest

from trinvis.demo import files

SEEDS = 100 if os.environ.get("TRINVIS_SOAK") else 3


@pytest.mark.parametrize("seed", range(1, SEEDS + 1))
def test_a_seed_gives_a_municipality_that_hangs_together(seed: int, tmp_path: Path) -> None:
    """A year costs 119 million give or take a tenth; a child has one place at a time; nothing stops before it starts."""
    plan = files(tmp_path, seed, first=202608, last=202609)
    truth = plan.folder / "truth"
    cost = pl.read_parquet(truth / "year_cost.parquet")
    for year in (2024, 2025, 2026):
        assert cost.filter(pl.col("year") == year)["ledger_oere"].sum() == pytest.approx(11_900_000_000, rel=0.1)
    grants = pl.read_parquet(truth / "grants.parquet")
    assert grants.filter(pl.col("stop") < pl.col("start")).is_empty()
    placed = grants.filter(pl.col("main") & pl.col("place").is_not_null()).sort("child", "start")
    same = pl.col("child") == pl.col("child").shift(1)
    assert placed.filter(same & (pl.col("start") <= pl.col("stop").shift(1))).is_empty()
    assert grants["key"].is_unique().all()
