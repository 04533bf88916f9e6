"""From the cells of municipalities' accounts to steps, by the rules of each cell's own year.

A rule meets each different account and year once, not each cell. Every cell comes out once, so the steps and what is left
out add up to the source to the øre, for every municipality, year, source table and art.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from trinvis.calculations.staircase.accounts import pattern_keys
from trinvis.calculations.staircase.rules import Frame, Lookup, one_per_key, with_most_specific
from trinvis.calculations.staircase.spans import span_of

if TYPE_CHECKING:
    import polars as pl

CATEGORIES: dict[str, str] = {
    "outside": "Uden for trappen",
    "multi_step": "Kan vedrøre flere trin",
    "refund": "Statsrefusion",
    "disability": "Kun ved funktionsnedsættelse",
    "unmapped": "Ikke placeret",
    "elsewhere": "Uden for området",
}
"""Why a cell is not among the steps → what users read. ``elsewhere``: no rule knows the account (schools, roads)."""

NO_GROUPING = "***"
"""In place of a grouping in an account key: the cell is the sum of all groupings."""

_REFUND_DRANST = 2
_ACCOUNT = ["year", "function", "dranst", "_grouping"]


def yearly_rules(table: pl.DataFrame, years: Iterable[int]) -> pl.DataFrame:
    """The rules of ``account_step`` (one scheme, all days) that hold on 31.12. of each year, as ``place_cells`` joins them.

    ``year_key`` is the year and the pattern's key. ``low`` and ``high`` are the step, or the first and last of those that
    the account may lie on; ``whole_low`` and ``whole_high`` the same for a function's sum without groupings, which the rule
    of a function and dranst gives (``span``); ``category`` and ``rule_id`` as in the table.
    """
    import polars as pl

    wanted = {year: (date(year, 12, 31) - date(1970, 1, 1)).days for year in years}
    records = []
    for row in table.iter_rows(named=True):
        spread = span_of(row["span"]) if row.get("span") else (None, None)
        stands = spread if row["step"] is None else (row["step"], row["step"])
        sums = row["pattern_key"].startswith("d6:") and spread != (None, None)
        whole = spread if sums else stands
        category = row.get("category") or ("outside" if stands == (None, None) else None)
        for year, day in wanted.items():
            if row["valid_from_day"] <= day <= row["valid_to_day"]:
                key = f"{year}/{row['pattern_key']}"
                whole_category = None if sums and category == "multi_step" else category
                records.append((key, *stands, category, *whole, whole_category, row["step"], row["rule_id"]))
    number, text = pl.Int64(), pl.String()
    return pl.DataFrame(
        records,
        schema={
            "year_key": text,
            "low": number,
            "high": number,
            "category": text,
            "whole_low": number,
            "whole_high": number,
            "whole_category": text,
            "step": number,
            "rule_id": text,
        },
        orient="row",
    )


def place_cells(cells: Frame, rules: Frame, *, comparable: bool = True) -> Frame:
    """Cells of ``national_accounts`` with ``step_low``, ``step_high``, ``category`` and ``rule_id``; every cell once.

    ``category`` is null where the cell counts on the staircase: on one step (``step_low`` = ``step_high``), or on several that
    the accounts cannot tell apart. Else it is a key of ``CATEGORIES``, and the steps are those that the account may lie on, or
    null. ``comparable`` is the national view, which leaves out accounts of several steps, refunds and accounts of disability
    alone (seed 001 line 3305, seed 000 line 56) also where the scheme has a step for them; without it they keep their step.
    """
    keyed = one_per_key(rules, "year_key")
    grouped = cells.with_columns(_grouping=nw.coalesce(nw.col("grouping"), nw.lit(NO_GROUPING)))
    accounts = grouped.select(_ACCOUNT).unique()
    year = nw.concat_str([nw.col("year").cast(nw.String), nw.lit("/")])
    account = nw.concat_str([nw.col("function"), nw.col("dranst").cast(nw.String), nw.col("_grouping")])
    levels = [Lookup(nw.concat_str([year, key]), keyed, "year_key") for key in pattern_keys(account)]
    found = with_most_specific(accounts, levels, {name: f"_{name}" for name in _LOOKED_UP} | {"rule_id": "rule_id"})
    kept = [name for name in cells.collect_schema().names() if name not in ("step_low", "step_high", "category")]
    return (
        grouped.join(found.select(*_ACCOUNT, *_standing(comparable)), on=_ACCOUNT, how="left")
        .with_columns(
            category=nw.when(nw.col("rule_id").is_null()).then(nw.lit("elsewhere")).otherwise(nw.col("category"))
        )
        .select(*(name for name in kept if name != "rule_id"), "step_low", "step_high", "category", "rule_id")
    )


_LOOKED_UP = ("low", "high", "category", "whole_low", "whole_high", "whole_category", "step")


def _standing(comparable: bool) -> list[nw.Expr]:
    summed = nw.col("_grouping") == NO_GROUPING

    def of(name: str) -> nw.Expr:
        return nw.when(summed).then(nw.col(f"_whole_{name}")).otherwise(nw.col(f"_{name}"))

    refund = (nw.col("dranst") == _REFUND_DRANST) & ~nw.col("rule_id").is_null()
    if comparable:
        category = nw.when(refund).then(nw.lit("refund")).otherwise(of("category"))
    else:
        no_step = nw.col("_step").is_null()
        own = nw.when(no_step).then(of("category"))
        category = nw.when(refund & no_step).then(nw.lit("refund")).otherwise(own)
    return [
        of("low").alias("step_low"),
        of("high").alias("step_high"),
        category.alias("category"),
        nw.col("rule_id"),
    ]


def step_sums(placed: Frame) -> Frame:
    """``amount_oere`` by municipality, year, kind, source table, art, span of steps and category."""
    keys = ["municipality", "year", "kind", "source_table", "art", "step_low", "step_high", "category"]
    return placed.group_by(keys).agg(nw.col("amount").sum().cast(nw.Int64).alias("amount_oere"))
