"""Risk cases and pools: what is expected of cases that are on the way or not known yet (seed 003 lines 5211-5241)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from trinvis.calculations.forecast.line_columns import as_lines
from trinvis.calculations.forecast.placing import placed_by_name_or_type
from trinvis.calculations.staircase.rules import Frame

if TYPE_CHECKING:
    from trinvis.parameters import Area

_EPOCH = date(1970, 1, 1).toordinal()
_HUNDRED_PER_CENT = 10_000
_ONE = 100

RISK_IN_CLOSED_MONTH = "risiko_i_lukket_maaned"
"""Flag: the risk case counts money in a month that is closed, where it can only come late."""


def month_ends(year: int) -> dict[int, tuple[int, int]]:
    """Month ``yyyymm`` → its first and last day as day numbers."""
    starts = [date(year, month, 1).toordinal() - _EPOCH for month in range(1, 13)]
    starts.append(date(year + 1, 1, 1).toordinal() - _EPOCH)
    return {year * 100 + month: (starts[month - 1], starts[month] - 1) for month in range(1, 13)}


def estimate_lines(estimates: Frame, areas: Sequence[Area], year: int, *, closed_through: int | None = None) -> Frame:
    """Lines of risk cases (component ``risk``) and of pools and estimates (component ``pool``) of one year, in øre.

    A risk case is number × price × probability × time (seed 003 line 5237), time being its days of the year over the
    days that the year has, so that a whole year costs the whole price. It is rounded once; its months are the
    differences of the rounded running sum, so they add up to that figure. ``days`` are calendar days; a risk case has
    no charged days, so the column is 0.

    A pool, and an estimate in an area whose method is another than ``estimate``, is its amount × probability: one line
    without month. Estimates of an area with that method are the area's whole year: see ``typed_amounts``.
    """
    placed = _of_year(estimates, areas, year)
    typed = [area.id for area in areas if area.method == "estimate"]
    pools = placed.filter(nw.col("kind").is_in(["pool", "estimate"]))
    if typed:
        pools = pools.filter(~((nw.col("kind") == "estimate") & nw.col("area").is_in(typed)))
    pool_lines = pools.with_columns(
        component=nw.lit("pool"),
        amount_oere=_weighted(nw.col("price_oere"), nw.col("probability"), _HUNDRED_PER_CENT),
        rules=nw.lit("estimates/amount"),
    )
    return nw.concat([as_lines(pool_lines), _risk_lines(placed.filter(nw.col("kind") == "risk"), year, closed_through)])


def typed_amounts(estimates: Frame, areas: Sequence[Area], year: int) -> Frame:
    """``area``, ``amount_oere``: the typed year-end (skøn × probability) of the areas whose method is ``estimate``."""
    typed = [area.id for area in areas if area.method == "estimate"]
    return (
        _of_year(estimates, areas, year)
        .filter((nw.col("kind") == "estimate") & nw.col("area").is_in(typed))
        .with_columns(amount_oere=_weighted(nw.col("price_oere"), nw.col("probability"), _HUNDRED_PER_CENT))
        .group_by("area")
        .agg(nw.col("amount_oere").sum())
        .with_columns(nw.col("amount_oere").cast(nw.Int64))
    )


def _of_year(estimates: Frame, areas: Sequence[Area], year: int) -> Frame:
    days = month_ends(year)
    first, last = days[year * 100 + 1][0], days[year * 100 + 12][1]
    return placed_by_name_or_type(estimates.filter(nw.col("year") == year), areas).with_columns(
        number=nw.col("number").fill_null(_ONE).cast(nw.Int64),
        probability=nw.col("probability").fill_null(_HUNDRED_PER_CENT).cast(nw.Int64),
        price_oere=nw.col("price_oere").cast(nw.Int64),
        _from=nw.col("start_day").fill_null(first).cast(nw.Int64),
        _to=nw.col("stop_day").fill_null(last).cast(nw.Int64),
    )


def _risk_lines(risks: Frame, year: int, closed_through: int | None) -> Frame:
    ends = month_ends(year)
    first = ends[year * 100 + 1][0]
    year_days = ends[year * 100 + 12][1] - first + 1
    denominator = _ONE * _HUNDRED_PER_CENT * year_days
    months = []
    for month, (_, last_day) in ends.items():
        until = _weighted(
            nw.col("number") * nw.col("price_oere"), nw.col("probability") * _days(first, last_day), denominator
        )
        before = _weighted(
            nw.col("number") * nw.col("price_oere"),
            nw.col("probability") * _days(first, ends[month][0] - 1),
            denominator,
        )
        late = closed_through is not None and month <= closed_through
        months.append(
            risks.with_columns(
                component=nw.lit("risk"),
                month=nw.lit(month),
                amount_oere=until - before,
                rules=nw.lit("estimates/risk"),
                flag=nw.lit(RISK_IN_CLOSED_MONTH) if late else nw.lit(None, dtype=nw.String),
                _active=_days(first, last_day) - _days(first, ends[month][0] - 1),
            ).filter(nw.col("_active") > 0)
        )
    return nw.concat([as_lines(month) for month in months])


def _days(first: int, last: int) -> nw.Expr:
    """Days of the case from ``first`` to ``last``, both included."""
    start = nw.when(nw.col("_from") > first).then(nw.col("_from")).otherwise(nw.lit(first).cast(nw.Int64))
    stop = nw.when(nw.col("_to") < last).then(nw.col("_to")).otherwise(nw.lit(last).cast(nw.Int64))
    return nw.when(stop >= start).then(stop - start + 1).otherwise(nw.lit(0).cast(nw.Int64))


def _weighted(amount: nw.Expr, weight: nw.Expr, denominator: int) -> nw.Expr:
    """``amount × weight / denominator`` rounded half away from zero, ``weight`` not negative.

    The whole part is taken out first, so that the doubled numerator stays far below what every engine divides exactly
    (a million kroner a year times a probability and a number of days would not).
    """
    size = nw.when(amount < 0).then(-amount).otherwise(amount)
    whole = size // denominator
    left = size - whole * denominator
    rounded = whole * weight + (left * weight * 2 + denominator) // (2 * denominator)
    return nw.when(amount < 0).then(-rounded).otherwise(rounded).cast(nw.Int64)
