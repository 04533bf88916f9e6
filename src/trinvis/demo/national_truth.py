"""The truth of the invented accounts: what stands on each step, by what the money was drawn for and not by any rule of the program."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from trinvis.demo.national_chart import accounts

STEP = ("step_low", "step_high")


def spending(cells: pl.DataFrame) -> pl.DataFrame:
    """``municipality``, ``year``, ``step_low``, ``step_high``, ``category``, ``spent_oere`` and ``earned_oere``.

    ``category`` is null on the steps, and the steps are two where the chart of the year cannot tell them apart.
    """
    key = ["year", "function", "dranst", "grouping"]
    art = pl.col("art")
    oere = pl.col("thousands") * 100_000
    return (
        cells.join(accounts().select(*key, *STEP, "category"), on=key, how="left")
        .group_by("municipality", "year", *STEP, "category")
        .agg(
            oere.filter(art == "UE").sum().alias("spent_oere"),
            oere.filter(art == "I").sum().alias("earned_oere"),
        )
        .sort("municipality", "year", *STEP, "category", nulls_last=True)
    )


def shares(spent: pl.DataFrame) -> pl.DataFrame:
    """Gross spending on each step or pair of steps: ``step_oere`` of the ``all_oere`` that stand on steps."""
    on = spent.filter(pl.col("category").is_null(), pl.col("spent_oere") > 0)
    return on.select(
        "municipality",
        "year",
        *STEP,
        pl.col("spent_oere").alias("step_oere"),
        pl.col("spent_oere").sum().over("municipality", "year").alias("all_oere"),
    )


def write(folder: Path, cells: pl.DataFrame, converting: dict[int, int]) -> None:
    """``national_spending``, ``national_shares`` and ``national_conversions`` (first year of each) as Parquet."""
    folder.mkdir(parents=True, exist_ok=True)
    spent = spending(cells)
    spent.write_parquet(folder / "national_spending.parquet")
    shares(spent).write_parquet(folder / "national_shares.parquet")
    pl.DataFrame(sorted(converting.items()), schema=["municipality", "from"], orient="row").write_parquet(
        folder / "national_conversions.parquet"
    )
