"""The municipality's own view of its postings: what may stand on several steps follows the child, where the child is known.

Only for the own view. Nationally comparable figures leave such postings out (seed 001 line 3305), and the two are never mixed.
"""

from __future__ import annotations

import narwhals.stable.v2 as nw

from trinvis.calculations.staircase.accounts import by_account
from trinvis.calculations.staircase.rules import Frame

FOLLOWING = ("multi_step", "refund", "disability")
"""Categories of accounts whose postings follow the child in the own view."""


def postings_with_child(postings: Frame, account_rules: Frame, segments: Frame) -> Frame:
    """Postings with ``step``, ``step_rule``, ``step_category`` and ``follows_child``; every posting once.

    A posting stands on the step of its account; one without a step, on an account of ``FOLLOWING`` and with a child, on the
    step where the child stands on the posting's date (``segments``: ``child_no``, ``from_day``, ``to_day``, ``step``, at most one
    of a child on a day; steps below 1 are none). What has nothing to follow stays without a step, with the account's category.
    ``account_rules``: ``account_step`` of the own scheme on one day.
    """
    columns = {"step": "step", "category": "step_category", "rule_id": "step_rule"}
    placed = by_account(postings, account_rules, columns)
    open_ones = placed.filter(
        nw.col("step").is_null(), nw.col("step_category").is_in(FOLLOWING), ~nw.col("child_no").is_null()
    )
    followed = (
        open_ones.select("delivery_id", "row_no", "child_no", "date_day")
        .join(
            segments.filter(nw.col("step") >= 1).select(
                "child_no", _from=nw.col("from_day"), _to=nw.col("to_day"), _step=nw.col("step").cast(nw.Int64)
            ),
            on="child_no",
            how="inner",
        )
        .filter(nw.col("_from") <= nw.col("date_day"), nw.col("_to") >= nw.col("date_day"))
        .group_by("delivery_id", "row_no")
        .agg(nw.col("_step").max().cast(nw.Int64))
    )
    kept = [name for name in placed.collect_schema().names() if name not in ("step", "follows_child")]
    return placed.join(followed, on=["delivery_id", "row_no"], how="left").select(
        *kept,
        nw.coalesce(nw.col("step").cast(nw.Int64), nw.col("_step")).alias("step"),
        (nw.col("step").is_null() & ~nw.col("_step").is_null()).alias("follows_child"),
    )
