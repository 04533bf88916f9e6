"""Month amounts of a source: compared with rate and dates, or made the price where there is no rate."""

from __future__ import annotations

import calendar
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

MONTHS = tuple(f"m{i:02d}" for i in range(1, 13))
"""Field names of the twelve months."""

_TOLERANCE_OERE = 100
"""Sheets round to whole kroner."""


def _first(year: int, month: int) -> date:
    return date(year, month, 1)


def _last(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _given() -> pl.Expr:
    import polars as pl

    return pl.any_horizontal([pl.col(name).is_not_null() for name in MONTHS])


def compared(rows: pl.DataFrame, year: int) -> tuple[pl.DataFrame, pl.Series, pl.Series]:
    """Rows with a rate: ``counting`` as the months show it (*whole_months* where a month is charged whole from any day).

    Also the row numbers whose months are neither rate × days nor rate × months, and those whose year total is not the sum of
    the months. Only monthly rates of one unit without a VAT part are compared.
    """
    import polars as pl

    stop = pl.col("stop").fill_null(pl.date(9999, 12, 31))
    by_days, by_months = [], []
    for i, name in enumerate(MONTHS):
        first, last = _first(year, i + 1), _last(year, i + 1)
        days = (pl.min_horizontal(stop, pl.lit(last)) - pl.max_horizontal("start", pl.lit(first))).dt.total_days() + 1
        days = days.clip(0)
        given = pl.col(name).fill_null(0)
        by_days.append((given - (pl.col("rate_oere") * days / last.day).round()).abs() <= _TOLERANCE_OERE)
        by_months.append((given - pl.when(days > 0).then(pl.col("rate_oere")).otherwise(0)).abs() <= _TOLERANCE_OERE)
    comparable = (
        _given()
        & pl.col("start").is_not_null()
        & (pl.col("unit") == "month")
        & (pl.col("quantity") == 100)
        & (pl.col("vat_factor") == 10_000)
    )
    rows = rows.with_columns(
        __days=pl.all_horizontal(by_days).fill_null(False), __months=pl.all_horizontal(by_months).fill_null(False)
    )
    rows = rows.with_columns(
        counting=pl.when(comparable & pl.col("__months") & ~pl.col("__days"))
        .then(pl.lit("whole_months"))
        .otherwise("counting")
    )
    differing = rows.filter(comparable & ~pl.col("__days") & ~pl.col("__months"))["row_no"]
    return rows.drop("__days", "__months"), differing, _wrong_totals(rows)


def _wrong_totals(rows: pl.DataFrame) -> pl.Series:
    import polars as pl

    total = pl.sum_horizontal([pl.col(name).fill_null(0) for name in MONTHS])
    wrong = _given() & ((pl.col("year_total") - total).abs() > _TOLERANCE_OERE)
    return rows.filter(wrong)["row_no"]


def periods_of_months(rows: pl.DataFrame, year: int) -> tuple[pl.DataFrame, pl.Series]:
    """Rows without a rate → one row per run of equal months: the month amount is the rate, whole months are charged.

    The first run begins on the source's start when that lies in its month (or before the year), the last ends on the source's
    stop when that lies in its month; a run that reaches December goes on as the source's stop says. Months of 0 or nothing
    are no period. Also the row numbers without a start, which begin on their first month. Rows without any month are left out.
    """
    import polars as pl

    months = rows.select("row_no", *MONTHS).unpivot(index="row_no", variable_name="month", value_name="amount")
    months = months.with_columns(
        month=pl.col("month").str.slice(1).cast(pl.Int32), amount=pl.col("amount").fill_null(0)
    ).sort("row_no", "month")
    run = (pl.col("amount") != pl.col("amount").shift(1)).fill_null(True).cum_sum().over("row_no")
    runs = (
        months.with_columns(run=run)
        .filter(pl.col("amount") != 0)
        .group_by("row_no", "run", maintain_order=True)
        .agg(first=pl.col("month").min(), last=pl.col("month").max(), amount=pl.col("amount").first())
    )
    out = rows.join(runs, on="row_no", how="inner", maintain_order="left")
    first_day = pl.date(year, pl.col("first"), 1)
    last_day = pl.date(year, pl.col("last"), 1).dt.month_end()
    same_start = (pl.col("start").dt.year() == year) & (pl.col("start").dt.month() == pl.col("first"))
    before = (pl.col("start") < date(year, 1, 1)) & (pl.col("first") == 1)
    same_stop = (pl.col("stop").dt.year() == year) & (pl.col("stop").dt.month() == pl.col("last"))
    beyond = (pl.col("last") == 12) & (pl.col("stop").is_null() | (pl.col("stop") > date(year, 12, 31)))
    dateless = out.filter(pl.col("start").is_null())["row_no"].unique(maintain_order=True)
    out = out.with_columns(
        start=pl.when((same_start | before).fill_null(False)).then("start").otherwise(first_day),
        stop=pl.when((same_stop | beyond).fill_null(False)).then("stop").otherwise(last_day),
        rate_oere=pl.col("amount"),
        unit=pl.lit("month"),
        quantity=pl.lit(100, dtype=pl.Int64),
        vat_factor=pl.lit(10_000, dtype=pl.Int64),
        counting=pl.lit("whole_months"),
        price_source=pl.lit("months"),
    )
    return out.drop("run", "first", "last", "amount"), dateless


def year_shown(rows: pl.DataFrame) -> int | None:
    """The year that the rows themselves show: all their dates lie in it, and some row's months begin or end with its dates.

    None when dates lie in several years or no row starts or stops within the year: then the user must say.
    """
    import polars as pl

    dated = rows.filter(pl.col("start").is_not_null())
    years = pl.concat([dated["start"], dated["stop"].drop_nulls()]).dt.year().unique()
    if years.len() != 1:
        return None
    filled = [pl.when(pl.col(name).fill_null(0) != 0).then(i + 1) for i, name in enumerate(MONTHS)]
    shown = dated.select(
        start=pl.col("start").dt.month(),
        stop=pl.col("stop").dt.month(),
        first=pl.min_horizontal(filled),
        last=pl.max_horizontal(filled),
    ).filter(pl.col("first").is_not_null())
    begins = (pl.col("start") > 1) & (pl.col("first") == pl.col("start"))
    ends = (pl.col("stop") < 12) & (pl.col("last") == pl.col("stop"))
    contrary = (pl.col("first") < pl.col("start")) | (pl.col("last") > pl.col("stop"))
    if (
        not shown.select((begins | ends).fill_null(False).any()).item()
        or shown.select(contrary.fill_null(False).any()).item()
    ):
        return None
    return int(years[0])
