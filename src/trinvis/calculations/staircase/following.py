"""What follows the case: grants whose step is that of the child's main grant, day by day, and their money with them.

In the own view alone; nationally comparable figures leave such money out (seed 001 line 3305). Nothing is spread: what has no
main grant to follow stands as *ikke placeret*.
"""

from __future__ import annotations

from typing import Literal

import narwhals.stable.v2 as nw

from trinvis.calculations.staircase.rules import Frame, one_per_key
from trinvis.calculations.staircase.standing import AWAY, OPEN_DAY, OUTSIDE, Standing, next_of_child, normal

UNPLACED = -3
"""In place of a step: the grant follows the case, and there is nothing to follow that its paragraph allows."""

How = Literal["own", "follows", "main_outside", "without_main", "not_allowed"]

HOW: dict[How, str] = {
    "own": "Indsatsens eget trin.",
    "follows": "Trinnet for barnets hovedydelse den dag.",
    "main_outside": "Barnets hovedydelse den dag står uden for trappen.",
    "without_main": "Ikke placeret: barnet har ingen hovedydelse at følge den dag.",
    "not_allowed": "Ikke placeret: paragraffen kan ikke stå på hovedydelsens trin.",
}
"""Why a stretch of days stands where it does → what users read."""

FOLLOWS_CASE = "staircase/follows_case"
"""Rule id of money that stands where the child's main grant stands."""

FOLLOWS_RULES: dict[str, str] = {
    FOLLOWS_CASE: "Følger sagen: pengene står på trinnet for barnets hovedydelse den dag, i kommunens eget syn alene"
}

_LONG_AGO = -1_000_000


def with_what_follows(grants: Frame, type_rules: Frame, paragraph_rules: Frame) -> Frame:
    """Placed grants (``step_derived``, ``step_rule``, ``paragraph``) with ``follows_case``, ``step_low`` and ``step_high``.

    A grant follows the case where its paragraph may stand on several steps and has none of its own (``default_step`` null; it
    then stands within ``step_low`` … ``step_high``), and where it has no step and the rule of its type says so. The rules are
    those that ``place_grants`` was given.
    """
    paragraphs = one_per_key(paragraph_rules, "paragraph").select(
        "paragraph",
        step_low=nw.when(nw.col("default_step").is_null()).then(nw.col("step_low").cast(nw.Int64)),
        step_high=nw.when(nw.col("default_step").is_null()).then(nw.col("step_high").cast(nw.Int64)),
    )
    types = (
        type_rules.filter(nw.coalesce(nw.col("follows_case"), nw.lit(False)))
        .select(step_rule=nw.col("rule_id"))
        .unique()
    )
    joined = grants.join(paragraphs, on="paragraph", how="left").join(
        types.with_columns(_by_type=nw.lit(True)), on="step_rule", how="left"
    )
    by_type = nw.col("step_derived").is_null() & nw.coalesce(nw.col("_by_type"), nw.lit(False))
    return joined.with_columns(follows_case=~nw.col("step_low").is_null() | by_type).drop("_by_type")


def placed_with_case(periods: Frame, standing: Standing) -> Frame:
    """Every charged period, cut where the child's main grant changes, with ``step`` and ``step_how`` (``HOW``).

    ``periods`` as for ``standing`` with ``follows_case``, ``step_low`` and ``step_high`` (null = any step). A supplementary grant
    that follows the case, and a main grant that does and has no step itself, takes the step where the child stands (a main
    grant that stands outside itself has nothing to follow); the others keep their own (``OUTSIDE`` without one). The days of every period are all there, once: ``UNPLACED`` where there is nothing to follow.
    ``standing`` must be made of the same children.
    """
    kept = [name for name in periods.collect_schema().names() if name not in ("from_day", "to_day", "step")]
    rows = normal(periods)
    follows = nw.coalesce(nw.col("follows_case"), nw.lit(False)) & (~nw.col("main") | (nw.col("step") == OUTSIDE))
    own = rows.filter(~follows).with_columns(step_how=nw.lit("own"))
    ways = _timeline(standing)
    following = rows.filter(follows).drop("step")
    met = (
        following.join(ways, on="child_no", how="inner")
        .filter(nw.col("_first") <= nw.col("to_day"), nw.col("_last") >= nw.col("from_day"))
        .with_columns(
            from_day=nw.max_horizontal("from_day", "_first"),
            to_day=nw.min_horizontal("to_day", "_last"),
        )
    )
    alone = following.join(ways.select("child_no").unique(), on="child_no", how="anti").with_columns(
        _step=nw.lit(AWAY).cast(nw.Int64)
    )
    columns = [*kept, "from_day", "to_day", "step", "step_how"]
    return nw.concat([own.select(columns), *(_followed(part).select(columns) for part in (met, alone))])


def _followed(rows: Frame) -> Frame:
    step = nw.col("_step")
    allowed = nw.coalesce(step >= nw.col("step_low"), nw.lit(True)) & nw.coalesce(
        step <= nw.col("step_high"), nw.lit(True)
    )
    how = (
        nw.when((step == AWAY) | (nw.col("main") & (step == OUTSIDE))).then(nw.lit("without_main")).otherwise(
            nw.when(step == OUTSIDE).then(nw.lit("main_outside")).otherwise(
                nw.when(allowed).then(nw.lit("follows")).otherwise(nw.lit("not_allowed"))
            )
        )
    )  # fmt: skip
    kept = nw.col("step_how").is_in(["follows", "main_outside"])
    return rows.with_columns(step_how=how).with_columns(
        step=nw.when(kept).then(step).otherwise(nw.lit(UNPLACED)).cast(nw.Int64)
    )


def _timeline(standing: Standing) -> Frame:
    """All days of every child that ever stands: ``_first``, ``_last``, ``_step``; ``AWAY`` between, before and after."""
    order = ["child_no", "from_day"]
    away = nw.lit(AWAY).cast(nw.Int64)
    seen = standing.segments.select("child_no", "from_day", "to_day", "step").with_columns(
        _left=next_of_child(nw.col("to_day"), order, 1), _comes=next_of_child(nw.col("from_day"), order)
    )
    there = seen.select("child_no", _first=nw.col("from_day"), _last=nw.col("to_day"), _step=nw.col("step"))
    before = seen.select(
        "child_no",
        _first=nw.coalesce(nw.col("_left") + 1, nw.lit(_LONG_AGO).cast(nw.Int64)),
        _last=nw.col("from_day") - 1,
        _step=away,
    )
    after = seen.filter(nw.col("_comes").is_null()).select(
        "child_no", _first=nw.col("to_day") + 1, _last=nw.lit(OPEN_DAY).cast(nw.Int64), _step=away
    )
    return nw.concat([there, before, after]).filter(nw.col("_first") <= nw.col("_last"))


def money_on_steps(amounts: Frame, pieces: Frame) -> Frame:
    """Amounts of a grant and month on the steps that the grant stands on in it, by days; whole øre that add up to the amount.

    ``amounts``: ``amount_id`` (unique), ``grant_id``, ``first_day`` and ``last_day`` of the month, ``amount_oere``. ``pieces``: those of
    ``placed_with_case``. Gives ``amount_id``, ``step``, ``step_how``, ``days`` and ``amount_oere``, one row per step and reason;
    an amount whose grant has no day in the month stands as ``UNPLACED`` with 0 days (``how`` null). Steps take their share in
    order: the whole øre of what has been reached less what has been given, so that no øre is left over.
    """
    days = (
        amounts.join(pieces.select("grant_id", "from_day", "to_day", "step", "step_how"), on="grant_id", how="inner")
        .with_columns(
            _from=nw.max_horizontal("from_day", nw.col("first_day").cast(nw.Int64)),
            _to=nw.min_horizontal("to_day", nw.col("last_day").cast(nw.Int64)),
        )
        .filter(nw.col("_from") <= nw.col("_to"))
        .with_columns(days=nw.col("_to") - nw.col("_from") + 1)
        .group_by("amount_id", "amount_oere", "step", "step_how")
        .agg(nw.col("days").sum().cast(nw.Int64))
    )
    # one running sum over all amounts, less what it was where the amount began: a window per amount is far slower
    running = days.with_columns(_run=nw.col("days").cum_sum().over(order_by=["amount_id", "step", "step_how"]))
    whole = running.group_by("amount_id").agg(
        _whole=nw.col("days").sum().cast(nw.Int64), _begun=(nw.col("_run") - nw.col("days")).min().cast(nw.Int64)
    )
    running = running.join(whole, on="amount_id", how="inner").with_columns(
        _so_far=(nw.col("_run") - nw.col("_begun")).cast(nw.Int64)
    )
    size = nw.col("amount_oere").abs()

    def given(until: nw.Expr) -> nw.Expr:
        return (size * until) // nw.col("_whole")

    part = given(nw.col("_so_far")) - given(nw.col("_so_far") - nw.col("days"))
    columns = ["amount_id", "step", "step_how", "days", "amount_oere"]
    spread = running.with_columns(_part=part).with_columns(
        amount_oere=nw.when(nw.col("amount_oere") < 0).then(-nw.col("_part")).otherwise(nw.col("_part")).cast(nw.Int64)
    )
    left = amounts.join(whole, on="amount_id", how="anti").with_columns(
        step=nw.lit(UNPLACED).cast(nw.Int64),
        step_how=nw.lit(None, dtype=nw.String),
        days=nw.lit(0).cast(nw.Int64),
        amount_oere=nw.col("amount_oere").cast(nw.Int64),
    )
    return nw.concat([spread.select(columns), left.select(columns)])
