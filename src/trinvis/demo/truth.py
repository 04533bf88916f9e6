"""The truth of the example, kept aside: what forecasts are judged against. No file that is imported holds any of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from trinvis.parameters import Profile
from trinvis.parameters.account_pattern import most_specific

if TYPE_CHECKING:
    from trinvis.demo.grants import Grants

OUTSIDE = "ikke_placeret"


def areas_of_accounts(profile: Profile, accounts: list[str]) -> dict[str, str]:
    """Account string → area of the profile, the most specific pattern first."""
    rules = {row["pattern_key"]: row["area"] for row in profile.area_account_rules().iter_rows(named=True)}
    return {account: most_specific(rules, account.split("-")[1]) or OUTSIDE for account in accounts}


def year_cost(postings: pl.DataFrame, profile: Profile) -> pl.DataFrame:
    """True cost of each area and year in øre: ``ledger_oere`` by ledger period, ``service_oere`` by month of service.

    ``postings`` are those that were truly booked, with ``period`` and ``service`` as yyyymm; typing errors are no part of it.
    """
    areas = areas_of_accounts(profile, postings["account"].unique().to_list())
    placed = postings.with_columns(pl.col("account").replace_strict(areas).alias("area"))
    by_ledger = placed.group_by("area", (pl.col("period") // 100).alias("year")).agg(
        pl.col("amount").sum().alias("ledger_oere")
    )
    by_service = placed.group_by("area", (pl.col("service") // 100).alias("year")).agg(
        pl.col("amount").sum().alias("service_oere")
    )
    return (
        by_ledger.join(by_service, on=["area", "year"], how="full", coalesce=True)
        .with_columns(pl.col("ledger_oere", "service_oere").fill_null(0))
        .sort("year", "area")
    )


def write(folder: Path, grants: Grants, charged: pl.DataFrame, cost: pl.DataFrame) -> None:
    """Four Parquet files: grants (true start, stop, reason), prices by period, charges by month, cost by area and year."""
    folder.mkdir(parents=True, exist_ok=True)
    date_of = [pl.col(name).cast(pl.Int32).cast(pl.Date).alias(name) for name in ("start", "stop")]
    true = grants.grants.filter(~pl.col("phantom"))
    true.select(
        "grant",
        "key",
        "child",
        "kind",
        "type",
        "place",
        "main",
        "provider",
        "unit",
        "vat_factor",
        *date_of,
        "reason",
        "paying",
    ).write_parquet(folder / "grants.parquet")
    grants.prices.filter(pl.col("grant").is_in(true["grant"].implode())).select(
        "grant", pl.col("from").cast(pl.Int32).cast(pl.Date), pl.col("rate").alias("rate_oere"), "quantity"
    ).write_parquet(folder / "prices.parquet")
    charged.group_by("grant", "month").agg(pl.col("days").sum(), pl.col("amount").sum().alias("amount_oere")).sort(
        "grant", "month"
    ).write_parquet(folder / "charges.parquet")
    cost.write_parquet(folder / "year_cost.parquet")
