"""Full-year persons, average prices, number of children and full-year effect, out of the lines of ``grant_months``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from trinvis.tables.lines import FORECAST_COMPONENTS

if TYPE_CHECKING:
    import polars as pl

Frame = nw.LazyFrame[Any]

YEARS_OWN_DAYS = 0
"""``full_year_days`` that means 365 or 366 by the year."""

_PARTS_OF_A_DAY = 10_000


def person_sums(lines: Frame, by: Sequence[str] = ()) -> Frame:
    """Per year and group: ``person_days``, ``amount_oere``, ``children`` and ``grants``; all sums that other sums contain.

    ``lines`` are those of ``grant_months``; ``by`` any of their columns (``intervention_type``, ``placement_type``,
    ``step``, ``provider_kind``, ``team``, ``district``, ``area``, ``month``, ``status`` …). ``person_days`` are
    ten-thousandths of charged days of main grants that we pay, weighted with the probability. ``children`` are different
    children with such a day, ``grants`` different grants. The amount holds supplementary grants and income too, so that
    the average price is the whole cost.
    """
    own = nw.col("person_days") > 0
    keys = ["year", *by]
    per_grant = (
        lines.with_columns(year=nw.col("month") // 100)
        .group_by(*keys, "child_no", "grant_id")
        .agg(nw.col("person_days").sum().cast(nw.Int64), nw.col("amount_oere").sum().cast(nw.Int64))
        .with_columns(grants=nw.when(own & ~nw.col("grant_id").is_null()).then(1).otherwise(0))
    )
    # counted by a second grouping: engines disagree on whether null is a value of its own
    per_child = (
        per_grant.group_by(*keys, "child_no")
        .agg(*(nw.col(name).sum().cast(nw.Int64) for name in ("person_days", "amount_oere", "grants")))
        .with_columns(children=nw.when(own & ~nw.col("child_no").is_null()).then(1).otherwise(0))
    )
    return per_child.group_by(*keys).agg(
        *(nw.col(name).sum().cast(nw.Int64) for name in ("person_days", "amount_oere", "children", "grants"))
    )


def full_year_persons(sums: pl.DataFrame, *, full_year_days: int = 365) -> pl.DataFrame:
    """The collected ``person_sums`` with what they come to.

    ``full_year_persons`` in hundredths: charged days / ``full_year_days`` (seed 004 line 655: 365; ``YEARS_OWN_DAYS`` takes
    the year's own). ``average_price_oere``: the amount per full-year person, null where there is no day. Both rounded half
    away from zero from the exact sums; the divisor stands beside in ``full_year_days``.
    """
    import polars as pl

    own = pl.date(pl.col("year"), 12, 31).dt.ordinal_day().cast(pl.Int64)
    days = own if full_year_days == YEARS_OWN_DAYS else pl.lit(full_year_days, dtype=pl.Int64)
    divided = sums.with_columns(days.alias("full_year_days"))
    return divided.with_columns(
        _ratio(pl.col("person_days"), pl.col("full_year_days") * (_PARTS_OF_A_DAY // 100)).alias("full_year_persons"),
        _ratio(
            pl.col("amount_oere").cast(pl.Int128) * pl.col("full_year_days") * _PARTS_OF_A_DAY, pl.col("person_days")
        ).alias("average_price_oere"),
    )


def full_year_effect(lines: Frame, year: int, by: Sequence[str] = ()) -> Frame:
    """What the grants known today cost in the year and in the next: ``this_year_oere``, ``next_year_oere``, ``effect_oere``.

    ``lines`` of ``grant_months`` over both years. The effect is next year's less this year's: what began in the year costs
    a whole year, what stops in it costs nothing; known stops, prices and changes of next year count.
    """
    in_year = nw.col("month") // 100
    amounts = {
        "this_year_oere": nw.when(in_year == year).then(nw.col("amount_oere")).otherwise(0),
        "next_year_oere": nw.when(in_year == year + 1).then(nw.col("amount_oere")).otherwise(0),
    }
    return _summed(lines, amounts, by).with_columns(effect_oere=nw.col("next_year_oere") - nw.col("this_year_oere"))


def committed_child_by_child(lines: Frame, by: Sequence[str] = ("area",)) -> Frame:
    """How much of the forecast stands on a child: ``on_child_oere`` of ``forecast_oere`` (Horsens reaches 85–90 %, seed 003
    line 4915).

    ``lines`` of the follow-up (``trinvis.tables.lines``). What is spent, missing or committed and has a child stands on a
    child; risk cases, pools, projections, refund, collective invoices and postings without a child do not.
    """
    on_child = nw.col("component").is_in(["spent", "missing_invoice", "committed_open"]) & ~nw.col("child_no").is_null()
    amounts = {
        "on_child_oere": nw.when(on_child).then(nw.col("amount_oere")).otherwise(0),
        "forecast_oere": nw.col("amount_oere"),
    }
    return _summed(lines.filter(nw.col("component").is_in(FORECAST_COMPONENTS)), amounts, by)


def committed_share(sums: pl.DataFrame) -> pl.DataFrame:
    """The collected ``committed_child_by_child`` with ``share`` in hundredths of a per cent; null where the forecast is 0."""
    import polars as pl

    part = pl.col("on_child_oere").cast(pl.Int128) * 10_000
    return sums.with_columns(_ratio(part, pl.col("forecast_oere")).alias("share"))


def _summed(frame: Frame, amounts: Mapping[str, nw.Expr], by: Sequence[str]) -> Frame:
    frame = frame.with_columns(**amounts)
    sums = [nw.col(name).sum().cast(nw.Int64) for name in amounts]
    return frame.group_by(*by).agg(*sums) if by else frame.select(*sums)


def _ratio(numerator: pl.Expr, denominator: pl.Expr) -> pl.Expr:
    """Rounded half away from zero in 128 bits, int64; null where the denominator is 0."""
    import polars as pl

    top, bottom = numerator.cast(pl.Int128), denominator.cast(pl.Int128)
    size = ((2 * top.abs() + bottom.abs()) // (2 * bottom.abs())).cast(pl.Int64)
    signed = pl.when((top < 0) != (bottom < 0)).then(-size).otherwise(size)
    return pl.when(bottom != 0).then(signed)
