"""Risk cases and pools: what is expected of cases that are on the way or not known yet (seed 003 lines 5211-5241)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.calendar import day_number
from trinvis.calculations.commitments.money import positive_quotient
from trinvis.calculations.forecast.line_columns import as_lines
from trinvis.calculations.forecast.placing import placed_by_name_or_type
from trinvis.calculations.staircase.rules import Frame

if TYPE_CHECKING:
    from trinvis.parameters import Area

_HUNDRED_PER_CENT = 10_000
_ONE = 100

RISK_IN_CLOSED_MONTH = "risiko_i_lukket_maaned"
"""Flag: the risk case counts money in a month that is closed, where it can only come late."""

YEAR_CLOSED = "aar_lukket"
"""Flag: what was typed counts nothing, for every month of the year is closed."""


def estimate_lines(
    estimates: Frame, calendar: Frame, areas: Sequence[Area], year: int, *, closed_through: int | None = None
) -> Frame:
    """Lines of risk cases (component ``risk``) and of pools and estimates (component ``pool``) of one year, in øre.

    A risk case is number × price × probability × time (seed 003 line 5237), time being its days of the year over the
    days that the year has, so that a whole year costs the whole price. It is rounded once; its months are the
    differences of the rounded running sum, so they add up to that figure.

    A pool, and an estimate in an area whose method is another than ``estimate``, is its amount × probability: one line
    without month, in full for as long as a month of the year is open. Estimates of an area with that method are the
    area's whole year: see ``typed_amounts``.

    They are for what is not known yet. When the last month of the year is closed (``closed_through``) they give way: what
    they stood for is a grant or a posting by then, or did not come. Their lines stay, with 0 øre.

    ``calendar`` is ``commitments.calendar.months`` and must hold ``year``. Flags: ``risiko_i_lukket_maaned``,
    ``aar_lukket``.
    """
    placed = _of_year(estimates, areas, year)
    typed = [area.id for area in areas if area.method == "estimate"]
    pools = placed.filter(nw.col("kind").is_in(["pool", "estimate"]))
    if typed:
        pools = pools.filter(~((nw.col("kind") == "estimate") & nw.col("area").is_in(typed)))
    pool_lines = _with_weighted(pools, "price_oere", "probability", _HUNDRED_PER_CENT).with_columns(
        component=nw.lit("pool"), rules=nw.lit("estimates/amount")
    )
    risks = placed.filter(nw.col("kind") == "risk")
    lines = nw.concat([as_lines(pool_lines), _risk_lines(risks, calendar, year, closed_through)])
    if (closed_through or 0) < year * 100 + 12:
        return lines
    return lines.with_columns(amount_oere=nw.lit(0, nw.Int64), flag=nw.lit(YEAR_CLOSED))


def typed_amounts(estimates: Frame, areas: Sequence[Area], year: int) -> Frame:
    """``area``, ``amount_oere``: the typed year-end (skøn × probability) of the areas whose method is ``estimate``."""
    typed = [area.id for area in areas if area.method == "estimate"]
    chosen = _of_year(estimates, areas, year).filter(
        (nw.col("kind") == "estimate") & nw.col("area").is_in(typed) if typed else nw.col("kind") != nw.col("kind")
    )
    return (
        _with_weighted(chosen, "price_oere", "probability", _HUNDRED_PER_CENT)
        .group_by("area")
        .agg(nw.col("amount_oere").sum())
        .with_columns(nw.col("amount_oere").cast(nw.Int64))
    )


def _of_year(estimates: Frame, areas: Sequence[Area], year: int) -> Frame:
    return placed_by_name_or_type(estimates.filter(nw.col("year") == year), areas).with_columns(
        number=nw.col("number").fill_null(_ONE).cast(nw.Int64),
        probability=nw.col("probability").fill_null(_HUNDRED_PER_CENT).cast(nw.Int64),
        price_oere=nw.col("price_oere").cast(nw.Int64),
    )


def _risk_lines(risks: Frame, calendar: Frame, year: int, closed_through: int | None) -> Frame:
    first, last = day_number(date(year, 1, 1)), day_number(date(year, 12, 31))
    denominator = _ONE * _HUNDRED_PER_CENT * (last - first + 1)
    late = nw.col("month") <= (closed_through or 0)
    cases = risks.with_columns(
        _price=nw.col("number") * nw.col("price_oere"),
        _from=nw.max_horizontal(nw.col("start_day").fill_null(first).cast(nw.Int64), nw.lit(first, nw.Int64)),
        _to=nw.min_horizontal(nw.col("stop_day").fill_null(last).cast(nw.Int64), nw.lit(last, nw.Int64)),
    )
    months = (
        cases.join(_months_of(calendar, year), how="cross")
        .with_columns(_until=_days_to("_last_day"), _before=_days_to("_day_before"))
        .filter(nw.col("_until") > nw.col("_before"))
        .with_columns(
            _until=nw.col("_until") * nw.col("probability"), _before=nw.col("_before") * nw.col("probability")
        )
    )
    until = _with_weighted(months, "_price", "_until", denominator).rename({"amount_oere": "_upto"})
    return as_lines(
        _with_weighted(until, "_price", "_before", denominator).with_columns(
            component=nw.lit("risk"),
            amount_oere=nw.col("_upto") - nw.col("amount_oere"),
            rules=nw.lit("estimates/risk"),
            flag=nw.when(late).then(nw.lit(RISK_IN_CLOSED_MONTH)),
        )
    )


def _months_of(calendar: Frame, year: int) -> Frame:
    """``month`` with its last day and the day before its first, as day numbers."""
    return calendar.filter(nw.col("month") // 100 == year).select(
        "month",
        _last_day=nw.col("last_day").cast(nw.Int64),
        _day_before=nw.col("first_day").cast(nw.Int64) - 1,
    )


def _days_to(day: str) -> nw.Expr:
    """Days of the case in the year up to and including ``day``."""
    days = nw.min_horizontal(nw.col("_to"), nw.col(day)) - nw.col("_from") + 1
    return nw.max_horizontal(days, nw.lit(0, nw.Int64))


def _with_weighted(frame: Frame, amount: str, weight: str, denominator: int) -> Frame:
    """``frame`` with ``amount_oere`` = amount × weight / denominator, rounded half away from zero; weight not negative.

    The whole part is taken out first, so that the doubled numerator stays far below what every engine divides exactly
    (a million kroner a year times a probability and a number of days would not).
    """
    return (
        frame.with_columns(_size=nw.col(amount).abs())
        .with_columns(_whole=nw.col("_size") // denominator)
        .with_columns(_left=(nw.col("_size") - nw.col("_whole") * denominator) * nw.col(weight))
        .with_columns(_amount=nw.col("_whole") * nw.col(weight) + positive_quotient(nw.col("_left"), denominator))
        .with_columns(
            amount_oere=nw.when(nw.col(amount) < 0).then(-nw.col("_amount")).otherwise(nw.col("_amount")).cast(nw.Int64)
        )
        .drop("_size", "_whole", "_left", "_amount")
    )
