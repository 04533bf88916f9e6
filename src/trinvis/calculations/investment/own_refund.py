"""The state's refund of particularly expensive single cases, as each child's share of its household's."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from trinvis.calculations.staircase.standing import Frame


def refund_of_children(refunds: Frame, expenses: Frame, households: Frame) -> Frame:
    """``child_no``, ``month``, ``refund_oere``: a household's refund of a month, split by what each of its children cost that month.

    ``refunds`` are those of ``forecast.refund.household_months``, ``expenses`` those of ``child_expenses``, ``households`` has ``child_no``
    and ``household_no``. Whole øre, in order of child, so that nothing is lost; a child alone has all of it. A child whose month
    is income has no share; where no child of the household cost anything in the month (one-off expenses spread), it is all the first child's.
    """
    alone = refunds.filter(nw.col("household_no").is_null()).select("child_no", "month", "refund_oere")
    together = refunds.filter(~nw.col("household_no").is_null()).select(
        "household_no", "month", "refund_oere", _first="child_no"
    )
    members = households.filter(~nw.col("household_no").is_null()).group_by("child_no")
    of_member = members.agg(nw.col("household_no").max())
    spent = (
        expenses.filter(nw.col("amount_oere") > 0)
        .group_by("child_no", "month")
        .agg(_cost=nw.col("amount_oere").sum().cast(nw.Int64))
        .join(of_member, on="child_no", how="inner")
    )
    met = together.join(spent, on=["household_no", "month"], how="inner")
    order = ["household_no", "month", "child_no"]
    running = met.with_columns(_until=nw.col("_cost").cum_sum().over("household_no", "month", order_by=order))
    whole = met.group_by("household_no", "month").agg(_whole=nw.col("_cost").sum().cast(nw.Int64))
    shared = running.join(whole, on=["household_no", "month"], how="inner").with_columns(
        _until=nw.col("_until").cast(nw.Int64)
    )
    until = nw.col("refund_oere") * nw.col("_until") // nw.col("_whole")
    before = nw.col("refund_oere") * (nw.col("_until") - nw.col("_cost")) // nw.col("_whole")
    split = shared.with_columns(refund_oere=(until - before).cast(nw.Int64))
    nobody = together.join(met.select("household_no", "month").unique(), on=["household_no", "month"], how="anti")
    columns = ["child_no", "month", "refund_oere"]
    return nw.concat(
        [alone.select(columns), split.select(columns), nobody.with_columns(child_no=nw.col("_first")).select(columns)]
    )
