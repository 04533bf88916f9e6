"""The accounts on which the invented municipalities book, year by year, and the step that the money of each is meant for."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import polars as pl

YEARS = range(2011, 2026)
"""The years that the invented accounts are of."""


@lru_cache(maxsize=1)
def chart() -> pl.DataFrame:
    """``data/national_chart.csv``: what a group of spending is booked on, from the year ``first`` to ``last``.

    ``spent`` and ``earned`` are the parts of the group's money that are expenditure and income on the account. ``step_low`` and
    ``step_high`` are the steps that the money is of, by the generator's own hand; where ``category`` stands it is outside the
    steps, and the steps are those that it may be of. Ownership is StatBank's (1 own … 4 private).
    """
    text = files("trinvis.demo").joinpath("data/national_chart.csv").read_bytes()
    return pl.read_csv(
        text,
        separator=";",
        schema={
            "group": pl.String,
            "function": pl.String,
            "dranst": pl.Int64,
            "grouping": pl.String,
            "ownership": pl.Int64,
            "first": pl.Int64,
            "last": pl.Int64,
            "spent": pl.Float64,
            "earned": pl.Float64,
            "step_low": pl.Int64,
            "step_high": pl.Int64,
            "category": pl.String,
        },
    )


@lru_cache(maxsize=1)
def accounts() -> pl.DataFrame:
    """Every account and year once: ``year``, function, dranst, grouping, the first ownership, steps and category."""
    year = pl.int_ranges(pl.col("first"), pl.col("last") + 1).alias("year")
    return (
        chart()
        .with_columns(year)
        .explode("year")
        .group_by("year", "function", "dranst", "grouping", maintain_order=True)
        .agg(pl.col("ownership").min(), pl.col("step_low", "step_high", "category").first())
    )
