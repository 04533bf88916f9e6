"""Expected refund of particularly expensive single cases (særligt dyre enkeltsager, Barnets lov § 198).

The state pays a share of what one child, or the children of one household together, cost in a month beyond a twelfth of
each of the year's limits (BEK 1485 of 6 December 2023 § 3): expenses of the month less all revenue, one-off expenses spread
evenly over the year's 12 months, *objektiv finansiering* left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.money import positive_quotient
from trinvis.calculations.forecast.line_columns import as_lines
from trinvis.calculations.forecast.refund_basis import BASIS
from trinvis.calculations.staircase.rules import Frame

if TYPE_CHECKING:
    import polars as pl

    from trinvis.parameters.refund import RefundBand

SIBLINGS = "soeskende"
ASSUMED_LIMITS = "antagne_graenser"
ALREADY_POSTED = "allerede_bogfoert"

BASIS_RULE = "refund/child_costs"
"""Rule id of every calculated line: what a child's expenses are counted from, see ``refund_basis``."""

_PER_CENT = 10_000
_MONTHS = 12


def child_expenses(
    costs: Frame,
    *,
    year: int,
    components: tuple[str, ...] = BASIS,
    refund_areas: Collection[str] = (),
    once_grants: Frame | None = None,
) -> Frame:
    """``child_no``, ``month``, ``amount_oere``, ``once``: what each child costs per month of service in ``year``.

    ``costs`` are those of ``refund_basis.child_costs``: months are of service, so that a late invoice counts in the month
    that it pays for. Money in ``refund_areas`` is the refund itself and no expense or revenue of the child. ``once_grants``
    has ``grant_id`` of the grants that are one-off expenses; a flag column ``once`` of the costs says it too. Costs whose
    flag column ``objective_financing`` is true are left out, and so is what has no child.
    """
    columns = set(costs.collect_schema().names())
    chosen = costs.filter(nw.col("component").is_in(list(components)) & ~nw.col("child_no").is_null())
    if refund_areas:
        chosen = chosen.filter(~nw.col("area").is_in(list(refund_areas)))
    if "objective_financing" in columns:
        chosen = chosen.filter(~nw.col("objective_financing").fill_null(False))
    once = nw.col("once").fill_null(False) if "once" in columns else nw.lit(False)
    if once_grants is not None:
        marked = once_grants.select("grant_id").unique().with_columns(_once=nw.lit(True))
        chosen = chosen.join(marked, on="grant_id", how="left")
        once = once | nw.col("_once").fill_null(False)
    return (
        chosen.select("child_no", "amount_oere", month=nw.col("month").cast(nw.Int32), once=once)
        .filter(nw.col("month") // 100 == year)
        .group_by("child_no", "month", "once")
        .agg(nw.col("amount_oere").sum())
        .with_columns(nw.col("amount_oere").cast(nw.Int64))
    )


def household_months(expenses: Frame, households: Frame, bands: Sequence[RefundBand], year: int) -> Frame:
    """One row per household and month with a refund, opened up.

    Columns: ``household_no`` (null for a child that is in none), ``child_no`` (the lowest number of the household, the
    child itself when alone), ``children``, ``month``, ``twelvefold_oere`` (12 × the month's net expense, one-off expenses
    spread: a whole number, to be compared with the year's limits), ``refund_oere`` (positive).

    The year's refund is rounded once per household; its months are the differences of the rounded running sum, so that
    twelve equal months give the year's formula to the øre. ``households`` has ``child_no`` and ``household_no``: give it
    without rows for a year in which the children of a household are not added (``parameters.refund.adds_household``).
    """
    parts = expenses.join(_one_household(households), on="child_no", how="left").with_columns(
        _household=nw.col("household_no").fill_null(-1),
        _lone=nw.when(nw.col("household_no").is_null()).then(nw.col("child_no")).otherwise(nw.lit(-1)),
    )
    unit = ["_household", "_lone"]
    members = (
        parts.group_by(*unit, "child_no")
        .agg(nw.len().alias("_rows"))
        .group_by(*unit)
        .agg(nw.col("child_no").min(), nw.len().alias("children"))
        .with_columns(nw.col("child_no").cast(nw.Int64), nw.col("children").cast(nw.Int64))
    )
    monthly = parts.filter(~nw.col("once")).select(*unit, "month", twelvefold_oere=_MONTHS * nw.col("amount_oere"))
    once = parts.filter(nw.col("once")).select(*unit, twelvefold_oere=nw.col("amount_oere"))
    spread = [
        once.select(*unit, nw.lit(year * 100 + month).cast(nw.Int32).alias("month"), "twelvefold_oere")
        for month in range(1, _MONTHS + 1)
    ]
    months = (
        nw.concat([monthly, *spread])
        .group_by(*unit, "month")
        .agg(nw.col("twelvefold_oere").sum())
        .with_columns(nw.col("twelvefold_oere").cast(nw.Int64))
        .with_columns(_part=_numerator(bands))
    )
    denominator = _MONTHS * _PER_CENT
    return (
        months.filter(nw.col("_part") > 0)
        .with_columns(_until=nw.col("_part").cum_sum().over(*unit, order_by="month"))
        .with_columns(_until=nw.col("_until").cast(nw.Int64))
        .with_columns(
            refund_oere=positive_quotient(nw.col("_until"), denominator)
            - positive_quotient(nw.col("_until") - nw.col("_part"), denominator)
        )
        .join(members, on=unit, how="inner")
        .select(
            nw.when(nw.col("_household") >= 0).then(nw.col("_household")).alias("household_no"),
            "child_no",
            "children",
            "month",
            "twelvefold_oere",
            nw.col("refund_oere").cast(nw.Int64),
        )
    )


def refund_lines(months: Frame, bands: Sequence[RefundBand], area: str) -> Frame:
    """Household months as lines of component ``refund``: income, so negative.

    ``child_no`` is the lowest number of the household; the line is flagged ``soeskende`` when more children share it and
    ``antagne_graenser`` when the limits are an assumption.
    """
    flag: nw.Expr = nw.when(nw.col("children") > 1).then(nw.lit(SIBLINGS))
    if any(band.assumed for band in bands):
        flag = (
            nw.when(nw.col("children") > 1)
            .then(nw.lit(f"{SIBLINGS};{ASSUMED_LIMITS}"))
            .otherwise(nw.lit(ASSUMED_LIMITS))
        )
    return as_lines(
        months.with_columns(
            area=nw.lit(area),
            component=nw.lit("refund"),
            amount_oere=-nw.col("refund_oere"),
            rules=nw.lit(";".join([BASIS_RULE, *(band.rule_id for band in bands)])),
            flag=flag,
        )
    )


def already_posted_lines(posted: Mapping[int, int], area: str, year: int) -> pl.DataFrame:
    """Lines that take what is posted in the refund area off the expected refund, so that no krone is counted twice.

    ``posted`` is month of the ledger → øre in that area (refund received is negative); the year-end of the area is then the
    calculated refund of the whole year.
    """
    import polars as pl

    from trinvis.tables.lines import line_types

    rows = [
        {
            "area": area,
            "component": "refund",
            "month": month,
            "days": 0,
            "amount_oere": -amount,
            "rules": "refund/already_posted",
            "flag": ALREADY_POSTED,
        }
        for month, amount in sorted(posted.items())
        if amount and month // 100 == year
    ]
    return pl.DataFrame(rows, schema=line_types())


def _one_household(households: Frame) -> Frame:
    """One row per child, whatever the deliveries repeat (the highest number wins, so the answer never depends on order)."""
    return (
        households.filter(~nw.col("household_no").is_null())
        .group_by("child_no")
        .agg(nw.col("household_no").max())
        .with_columns(nw.col("household_no").cast(nw.Int64))
    )


def _numerator(bands: Sequence[RefundBand]) -> nw.Expr:
    """Refund of the month × 12 × 10.000, exact: each band adds what its share is above the band before."""
    total: nw.Expr = nw.lit(0).cast(nw.Int64)
    share = 0
    for band in sorted(bands, key=lambda band: band.limit_oere):
        if band.months != _MONTHS:
            raise ValueError(f"Grænsen {band.rule_id} deles på {band.months} måneder; en måned skal være en tolvtedel.")
        above = nw.col("twelvefold_oere") - band.limit_oere
        total = total + nw.when(above > 0).then(above * (band.share - share)).otherwise(nw.lit(0).cast(nw.Int64))
        share = band.share
    return total
