"""What posted money takes off the commitments that no posting is matched to, so that no krone is counted twice.

Three cases, from the nearest to the widest; each takes at most what is left after the one before:

* *own*: in an open month what is already posted on a grant is taken off its commitment (a month under way may be paid in
  part; in a closed month the commitment is replaced instead);
* *child*: one invoice, or one payment from another municipality, may be for several grants of a child. What is posted by
  child (rule M3) beyond the commitment of the grant that it was matched to is taken off the same child's other grants in
  the area and month, lowest grant first;
* *collective*: money without a child (rules M5 and M6) is taken off in one line per provider, else per area, and month,
  never spread over children.

Expense is taken off expense and income off income. Nothing collective is taken off income: income that names no child must
carry the grant's key or be matched by hand.
"""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.posted import labelled_income, whole

Frame = nw.LazyFrame[Any]

CHILD = ("area", "child_no", "month")
PROVIDER = ("area", "provider_no", "month")
AREA = ("area", "month")


def outstanding(state: Frame, *, income: bool = False) -> Frame:
    """Per area, grant and month the expense, or the income, still to come (``left_oere``) after *own* and *child*.

    ``state`` holds the rows of ``with_state`` of disposed areas. ``due_oere`` is what counts and is not settled,
    ``own_oere`` and ``child_oere`` what is taken off it. All are above 0, of income too.
    """
    months = _by_grant(state, income)
    share = _child_shares(months)
    left = months.filter(nw.col("due_oere") > 0).join(share, on=["area", "grant_id", "month"], how="left")
    child = nw.col("child_oere").fill_null(0)
    return left.with_columns(child_oere=child).with_columns(
        left_oere=nw.col("due_oere") - nw.col("own_oere") - nw.col("child_oere")
    )


def collective(matched: Frame, left: Frame) -> Frame:
    """One row per provider, or area, and month where money without a child covers something: ``offset_oere`` > 0.

    ``rule`` is D6 for a provider's row, D7 for an area's, which has ``provider_no`` null and takes from what the
    providers' rows leave.
    """
    posted = matched.filter(nw.col("level").is_in(["provider", "area"]), ~labelled_income()).select(
        "area", "level", "provider_no", "amount_oere", nw.col("service_month").alias("month")
    )
    to_providers = _sums(posted.filter(nw.col("level") == "provider"), PROVIDER, "amount_oere", "_posted")
    to_areas = _sums(posted.filter(nw.col("level") == "area"), AREA, "amount_oere", "_posted")
    providers = (
        _sums(left, PROVIDER, "left_oere", "_left")
        .join(to_providers, on=list(PROVIDER), how="left")
        .with_columns(_posted=nw.col("_posted").fill_null(0))
        .with_columns(offset_oere=_positive(_smaller("_posted", "_left")))
    )
    areas = (
        providers.with_columns(_rest=nw.col("_left") - nw.col("offset_oere"))
        .group_by(*AREA)
        .agg(nw.col("_rest").sum().alias("_rest"))
        .join(to_areas, on=list(AREA), how="inner")
        .with_columns(_rest=whole(nw.col("_rest")))
        .select(
            "area",
            nw.lit(None, nw.Int64).alias("provider_no"),
            "month",
            _positive(_smaller("_posted", "_rest")).alias("offset_oere"),
            nw.lit("D7").alias("rule"),
        )
    )
    named = providers.select(*PROVIDER, "offset_oere", nw.lit("D6").alias("rule"))
    return nw.concat([named, areas], how="vertical").filter(nw.col("offset_oere") > 0)


def _by_grant(state: Frame, income: bool) -> Frame:
    """Per area, grant and month: due, own set-off, and the surplus that other grants of the child may draw on."""
    sign, kind = (-1, "income") if income else (1, "expense")
    same = nw.col("amount_oere") * sign > 0
    due = nw.when(same & nw.col("counts") & ~nw.col("settled")).then(nw.col("amount_oere") * sign)
    full = nw.when(same).then(nw.col("full_amount_oere") * sign)
    posted, by_child = (
        (nw.col(f"{name}_{kind}_oere") * sign).fill_null(0).cast(nw.Int64) for name in ("posted", "by_child")
    )
    return (
        state.filter(same | (posted != 0))
        .with_columns(_due=due, _full=full, _posted=posted, _by_child=by_child)
        .group_by("area", "grant_id", "month")
        .agg(
            nw.col("child_no").min(),
            nw.col("provider_no").min(),
            nw.col("_due").sum().alias("due_oere"),
            nw.col("_full").sum().alias("full_oere"),
            nw.col("_posted").max(),
            nw.col("_by_child").max(),
        )
        .with_columns(due_oere=whole(nw.col("due_oere")), full_oere=whole(nw.col("full_oere")))
        .with_columns(
            own_oere=nw.when(nw.col("_posted") > 0).then(_smaller("_posted", "due_oere")).otherwise(0).cast(nw.Int64),
            _over=nw.col("_posted") - nw.col("full_oere"),
        )
        .with_columns(surplus_oere=nw.max_horizontal(_smaller("_over", "_by_child"), nw.lit(0, nw.Int64)))
        .select("area", "grant_id", "month", "child_no", "provider_no", "due_oere", "own_oere", "surplus_oere")
    )


def _child_shares(months: Frame) -> Frame:
    """Per area, grant and month ``child_oere``: what the child's surplus takes off, lowest grant first."""
    surplus = _sums(months.filter(nw.col("surplus_oere") > 0), CHILD, "surplus_oere", "_surplus")
    waiting = (
        months.with_columns(_rest=nw.col("due_oere") - nw.col("own_oere"))
        .filter(nw.col("_rest") > 0)
        .join(surplus, on=list(CHILD), how="inner")
        .with_columns(_so_far=nw.col("_rest").cum_sum().over(*CHILD, order_by="grant_id"))
        .with_columns(_free=nw.col("_surplus") - (nw.col("_so_far").cast(nw.Int64) - nw.col("_rest")))
    )
    return waiting.filter(nw.col("_free") > 0).select(
        "area", "grant_id", "month", _smaller("_free", "_rest").alias("child_oere")
    )


def _sums(frame: Frame, keys: tuple[str, ...], column: str, name: str) -> Frame:
    return frame.group_by(*keys).agg(nw.col(column).sum().alias(name)).with_columns(whole(nw.col(name)).alias(name))


def _smaller(one: str, other: str) -> nw.Expr:
    return nw.min_horizontal(nw.col(one), nw.col(other)).cast(nw.Int64)


def _positive(amount: nw.Expr) -> nw.Expr:
    return nw.when(amount > 0).then(amount).otherwise(nw.lit(0, nw.Int64))
