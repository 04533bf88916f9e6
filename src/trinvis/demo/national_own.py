"""The example municipality among the others: its accounts are its ledger, and its placed children are its true courses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from trinvis.demo.courses import day
from trinvis.demo.national_cells import CELL
from trinvis.demo.national_chart import YEARS, accounts
from trinvis.demo.national_spending import ANCHOR, Own
from trinvis.demo.plan import MUNICIPALITY

if TYPE_CHECKING:
    from trinvis.demo.grants import Grants

LEDGER_YEARS = range(2023, YEARS[-1] + 1)
"""The whole years that the ledger holds."""

INCOME_ART = "[789]"
"""Main arts that are income: 7 Indtægter, 8 Finansindtægter, 9.7 Interne indtægter."""


def own_cells(postings: pl.DataFrame) -> pl.DataFrame:
    """The ledger as cells in whole 1.000 kr. (half up): year of the ledger period × account × expenditure or income.

    ``postings`` are those truly booked (``account``, ``amount`` in øre, ``period``). Raises ``ValueError`` for an account that
    the chart does not have.
    """
    parts = pl.col("account").str.split("-")
    account = parts.list.get(1)
    income = parts.list.get(3).str.contains(f"^{INCOME_ART}")
    booked = postings.select(
        (pl.col("period") // 100).alias("year"),
        account.str.slice(0, 5).alias("function"),
        account.str.slice(5, 1).cast(pl.Int64).alias("dranst"),
        account.str.slice(6, 3).alias("grouping"),
        pl.when(income).then(pl.lit("I")).otherwise(pl.lit("UE")).alias("art"),
        pl.when(income).then(-pl.col("amount")).otherwise("amount").alias("oere"),
    ).filter(pl.col("year").is_in(LEDGER_YEARS))
    key = ["year", "function", "dranst", "grouping"]
    summed = booked.group_by(*key, "art").agg(pl.col("oere").sum()).join(accounts(), on=key, how="left")
    unknown = summed.filter(pl.col("ownership").is_null())
    if unknown.height:
        raise ValueError(f"accounts that no row of national_chart.csv has: {unknown.select(key).rows()}")
    return (
        summed.with_columns(
            pl.lit(MUNICIPALITY, dtype=pl.Int64).alias("municipality"),
            ((pl.col("oere") + 50_000) // 100_000).alias("thousands"),
        )
        .filter(pl.col("thousands") != 0)
        .select(*CELL, "thousands")
        .sort(CELL)
    )


def own_spending(cells: pl.DataFrame) -> Own:
    """Kroner and shares of the anchor year, which the years before the ledger lead up to."""
    spent = cells.filter(pl.col("year") == ANCHOR, pl.col("art") == "UE").join(
        accounts().select("year", "function", "dranst", "grouping", "step_low", "step_high", "category"),
        on=["year", "function", "dranst", "grouping"],
    )
    on = dict(
        spent.filter(pl.col("category").is_null()).group_by("step_low").agg(pl.col("thousands").sum()).iter_rows()
    )
    lower, foster, whole = on.get(2, 0) + on[3], on[4] + on[5], sum(on.values())
    return Own(whole * 1000.0, lower / whole, on[6] / whole, on.get(2, 0) / lower, on[4] / foster)


PLACES = {
    "kin_foster": "1",
    "foster": "23",
    "municipal_foster": "22",
    "own_room": "6",
    "boarding_school": "11",
    "residence": "27",
    "institution": "9",
    "part_closed": "7",
    "secure": "8",
}
"""Our places → ANBAAR12's codes; a foster family is »almen« since the reform of 2019."""


def own_placed(grants: Grants) -> dict[int, dict[str, int]]:
    """Year of the ledger → ANBAAR12's code of the place → truly placed children on 31 December; each child once."""
    true = grants.grants.filter("main", ~pl.col("phantom"), pl.col("type") == "placement")
    counts: dict[int, dict[str, int]] = {}
    for year in LEDGER_YEARS:
        on = day(year, 12, 31)
        found = true.filter((pl.col("start") <= on) & (pl.col("stop") >= on)).unique("child", maintain_order=True)
        code = found["place"].replace_strict(PLACES, return_dtype=pl.String)
        counts[year] = dict(code.value_counts().sort("place").iter_rows())
    return counts
