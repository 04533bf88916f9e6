"""Rows and øre of a file, each in exactly one heap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.profile import Profile
from trinvis.intake.result import Counts

if TYPE_CHECKING:
    import polars as pl


def amounts_of(rows: pl.DataFrame, profile: Profile) -> pl.DataFrame:
    """``row_no``, ``row_kind`` and ``amount_oere`` of every row below the header: the profile's amount field, else the sum of the
    fields that stand for it; null where neither can be read.
    """
    import polars as pl

    amount: pl.Expr = pl.lit(None, dtype=pl.Int64)
    if profile.amount is not None:
        amount = pl.col(profile.amount)
    if profile.amounts:
        any_part = pl.any_horizontal([pl.col(name).is_not_null() for name in profile.amounts])
        parts = pl.sum_horizontal([pl.col(name).fill_null(0) for name in profile.amounts])
        amount = pl.coalesce(amount, pl.when(any_part).then(parts))
    return rows.select("row_no", "row_kind", amount_oere=amount)


def count(
    rows: pl.DataFrame,
    amounts: pl.DataFrame,
    rejected: pl.Series,
    findings: list[pl.DataFrame],
    profile: Profile,
    rows_above: int,
) -> Counts:
    """The heaps. ``rows_above`` are the header row and the titles above it."""
    import polars as pl

    heap = (
        pl.when(pl.col("row_kind") != "data")
        .then(pl.col("row_kind"))
        .when(pl.col("row_no").is_in(rejected.implode()))
        .then(pl.lit("rejected"))
        .otherwise(pl.lit("accepted"))
    )
    totals = (
        amounts.with_columns(heap=heap)
        .group_by("heap")
        .agg(rows=pl.len(), oere=pl.col("amount_oere").cast(pl.Int128).sum())
    )
    number = {heap: rows for heap, rows, _ in totals.iter_rows()}
    oere = {heap: int(total or 0) for heap, _, total in totals.iter_rows()}
    measured = [name for name in (profile.amount, *profile.amounts) if name is not None]
    unreadable = [
        part.filter(
            pl.col("code").is_in([rules.UNREADABLE.code, rules.TOO_LARGE.code]) & pl.col("field").is_in(measured)
        )
        for part in findings
        if part.height
    ]
    numbers = pl.concat([part["row_no"] for part in unreadable]).n_unique() if unreadable else 0
    return Counts(
        rows=rows.height + rows_above,
        accepted=number.get("accepted", 0),
        rejected=number.get("rejected", 0),
        sums=number.get("sum", 0),
        titles=number.get("title", 0) + rows_above,
        amount_oere=sum(oere.values()),
        accepted_oere=oere.get("accepted", 0),
        rejected_oere=oere.get("rejected", 0),
        sums_oere=oere.get("sum", 0),
        titles_oere=oere.get("title", 0),
        unreadable_amounts=numbers,
    )
