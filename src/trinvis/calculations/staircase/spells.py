"""Unbroken stays: days that follow each other on one step, or anywhere on the staircase, put together."""

from __future__ import annotations

from typing import Literal

import narwhals.stable.v2 as nw

from trinvis.calculations.staircase.standing import OUTSIDE, Frame, Standing

Level = Literal["step", "staircase"]


def spells(standing: Standing, *, level: Level = "step", gap_days: int = 0) -> Frame:
    """One row per stay: ``child_no``, ``from_day``, ``to_day``, ``step``, ``last_step``, and what the first day's grant carries.

    ``level`` *step*: days on one step (``OUTSIDE`` is one of them); ``step`` and ``last_step`` are then the same.
    *staircase*: days on any step; ``step`` is the one entered on, ``last_step`` the one left from, ``OUTSIDE`` is not on the
    staircase. Days away of up to ``gap_days`` in a row do not end a stay, also when the child stood elsewhere meanwhile.
    """
    rows = standing.segments.with_columns(_stay=nw.col("step"))
    if level == "staircase":
        rows = rows.filter(nw.col("step") != OUTSIDE).with_columns(_stay=nw.lit(0).cast(nw.Int64))
    order = ["child_no", "_stay", "from_day"]

    def before(column: str) -> nw.Expr:
        return nw.col(column).shift(1).over(order_by=order)

    goes_on = (
        (before("child_no") == nw.col("child_no"))
        & (before("_stay") == nw.col("_stay"))
        & (nw.col("from_day") - before("to_day") - 1 <= gap_days)
    )
    begins = nw.when(nw.coalesce(goes_on, nw.lit(False))).then(nw.lit(0)).otherwise(nw.lit(1))
    numbered = rows.with_columns(_begins=begins.cast(nw.Int64)).with_columns(
        _spell=nw.col("_begins").cum_sum().over(order_by=order)
    )
    stays = numbered.group_by("child_no", "_spell").agg(
        nw.col("from_day").min(), nw.col("to_day").max(), _last_from=nw.col("from_day").max()
    )
    first = rows.select("child_no", "from_day", "step", *standing.carried)
    last = rows.select("child_no", _last_from=nw.col("from_day"), last_step=nw.col("step"))
    return (
        stays.join(first, on=["child_no", "from_day"], how="inner")
        .join(last, on=["child_no", "_last_from"], how="inner")
        .select("child_no", "from_day", "to_day", "step", "last_step", *standing.carried)
    )
