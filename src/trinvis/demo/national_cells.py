"""The cells of the invented accounts, in whole 1.000 kr., and those that are not published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from trinvis.demo.national_chart import YEARS, chart
from trinvis.demo.national_people import NATIONAL_SEED
from trinvis.demo.plan import MUNICIPALITY

if TYPE_CHECKING:
    from trinvis.demo.national_people import Units
    from trinvis.demo.national_spending import Spending

CELL = ("municipality", "year", "function", "dranst", "grouping", "ownership", "art")
"""What makes a cell; ``thousands`` is its amount in 1.000 kr."""

UNPUBLISHED_YEARS = {825: (2011, 2012), 563: (2011, 2012)}
"""Small islands without any cell in the first years."""
GAP_YEAR = 2017
"""The year that one municipality, drawn by lot, lacks."""
LOST_CELLS = 14


def cells(units: Units, spent: Spending, own: pl.DataFrame) -> pl.DataFrame:
    """``CELL`` and ``thousands`` of every municipality and year; expenditure and income above 0 alone.

    ``own`` are the example municipality's own cells of the years that its ledger holds: they stand in place of the drawn ones.
    """
    dice = np.random.default_rng([NATIONAL_SEED, 3])
    drawn = pl.concat(_of_account(units, spent, dice, row) for row in chart().iter_rows(named=True))
    summed = drawn.group_by(CELL, maintain_order=True).agg(pl.col("thousands").sum())
    kept = summed.filter(
        (pl.col("municipality") != MUNICIPALITY) | ~pl.col("year").is_in(own["year"].unique().implode())
    )
    return _without_lost(kept, units, dice).vstack(own.select(*CELL, "thousands")).sort(CELL)


def _of_account(units: Units, spent: Spending, dice: np.random.Generator, row: dict[str, float]) -> pl.DataFrame:
    """The cells of one row of the chart: its part of the group's money, a little more or less in each municipality."""
    habit = np.exp(dice.normal(0, 0.15, len(units.codes)))
    habit[-1] = 1.0
    years = range(int(row["first"]), int(row["last"]) + 1)
    first = years[0] - YEARS[0]
    money = spent.groups[str(row["group"])][:, first : first + len(years)] * habit[:, None]
    parts = {art: row[part] for art, part in (("UE", "spent"), ("I", "earned")) if row[part] is not None}
    frame = pl.DataFrame(
        {
            "municipality": np.repeat(np.array(units.codes), len(years)),
            "year": np.tile(np.array(years), len(units.codes)),
            **{art: np.rint(money.ravel() * part / 1000).astype(np.int64) for art, part in parts.items()},
        }
    )
    account = [
        pl.lit(row[name], dtype=chart().schema[name]).alias(name)
        for name in ("function", "dranst", "grouping", "ownership")
    ]
    long = frame.unpivot(index=["municipality", "year"], variable_name="art", value_name="thousands")
    return long.with_columns(account).filter(pl.col("thousands") > 0).select(*CELL, "thousands")


def _without_lost(summed: pl.DataFrame, units: Units, dice: np.random.Generator) -> pl.DataFrame:
    """The cells without those that are not published: missing, not 0."""
    gap = int(dice.choice(np.array(units.codes[:-1])))
    lost = {**UNPUBLISHED_YEARS, gap: (*UNPUBLISHED_YEARS.get(gap, ()), GAP_YEAR)}
    for code, years in lost.items():
        summed = summed.filter((pl.col("municipality") != code) | ~pl.col("year").is_in(years))
    ours = summed["municipality"] != MUNICIPALITY
    hidden = dice.choice(np.flatnonzero(ours.to_numpy()), LOST_CELLS, replace=False)
    return summed.with_row_index("at").filter(~pl.col("at").is_in(hidden)).drop("at")
