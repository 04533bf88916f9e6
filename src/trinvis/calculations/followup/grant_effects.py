"""What moved each grant's year, one term after the other: stop, start, price, status (sequential substitution).

The year of a grant is reckoned anew with one more of its terms taken from the later snapshot each time; the differences are
the effects, and they add up to the whole change exactly. Only grants of children with a changed grant are reckoned: an
expected change takes another grant's place, so the grants of one child belong together.

Boundary: the rows of such children are found lazily (``affected_rows``) and collected; the stages are reckoned on Polars.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.amounts import grant_months
from trinvis.calculations.commitments.calendar import OPEN_DAY
from trinvis.calculations.staircase.rules import Frame

if TYPE_CHECKING:
    import polars as pl

STAGES = ("before", "present", "stop", "start", "price", "status")
"""The states reckoned, in order. *present*: new grants in, vanished ones out; *status* is the later snapshot itself."""

_TERMS: dict[str, str | int] = {
    "area": "",
    "unit": "",
    "status": "",
    "modifies": "",
    "source_key": "",
    "counting": "",
    "intervention_type": "",
    "placement_type": "",
    "provider_kind": "",
    "start_day": -OPEN_DAY,
    "stop_day": OPEN_DAY,
    "rate_oere": -1,
    "quantity": -1,
    "vat_factor": -1,
    "probability": -1,
    "paying_municipality": -1,
    "acting_municipality": -1,
    "residence_municipality": -1,
    "step": -1,
    "step_derived": -1,
    "child_no": -1,
}
"""Terms of a grant → what stands for null when two rows are compared."""

_STATUS = ("status", "probability", "paying_municipality", "acting_municipality", "residence_municipality")
"""Terms that say whether, how surely and by whom a grant is paid."""

Valuation = Callable[[Frame], Frame]
"""Grants → ``grant_id``, ``amount_oere``: what each costs in the year. The frames are on Polars, whatever the engine."""


def committed_year(calendar: pl.DataFrame, municipality: int) -> Valuation:
    """The valuation by ``grant_months`` over all months of ``calendar`` (give it the year's twelve)."""
    months: Frame = nw.from_native(calendar.lazy())

    def value(grants: Frame) -> Frame:
        return (
            grant_months(grants, months, municipality=municipality)
            .group_by("grant_id")
            .agg(nw.col("amount_oere").sum())
            .with_columns(amount_oere=nw.col("amount_oere").cast(nw.Int64).fill_null(0))
        )

    return value


def affected_rows(before: Frame, after: Frame) -> tuple[Frame, Frame]:
    """The grant rows of both snapshots (all rows in force, ``grant_id`` not null) that can have moved: those of every child
    with a row that is not the same in both. Both have the same columns."""
    old, new = _aligned(before, after)
    children = _children_of_changed(old, new)
    return old.join(children, on="child_no", how="semi"), new.join(children, on="child_no", how="semi")


def stage_values(before: pl.DataFrame, after: pl.DataFrame, value: Valuation) -> dict[int, dict[str, int]]:
    """Grant id → stage → øre of the year, from the collected ``affected_rows``; a stage that costs nothing is left out.

    All stages are valued in one go: each has its own numbers for grants and children, so that none sees another's.
    """
    import polars as pl

    stages = _stages(nw.from_native(before.lazy()), nw.from_native(after.lazy()))
    rows = pl.concat(
        frame.with_columns(_stage=nw.lit(number)).collect("polars").to_native()
        for number, frame in enumerate(stages.values())
    )
    if rows.is_empty():
        return {}
    apart = rows.with_columns(
        (pl.col(name).rank("dense").cast(pl.Int64) * len(STAGES) + pl.col("_stage")).alias(name)
        for name in ("grant_id", "child_no")
    )
    numbers = pl.concat([rows.select("grant_id", "_stage"), apart.select(number="grant_id")], how="horizontal").unique()
    amounts = value(nw.from_native(apart.drop("_stage").lazy())).collect("polars").to_native()
    valued = amounts.join(numbers, left_on="grant_id", right_on="number", suffix="_own")
    found: dict[int, dict[str, int]] = {}
    for grant_id, stage, amount in valued.select("grant_id_own", "_stage", "amount_oere").iter_rows():
        found.setdefault(grant_id, {})[STAGES[stage]] = amount
    return found


def _aligned(before: Frame, after: Frame) -> tuple[Frame, Frame]:
    """Both with the same columns in the same order; a column that one lacks is null there. Dates stay as day numbers."""
    left, right = before.collect_schema(), after.collect_schema()
    names = sorted(name for name in {*left.names(), *right.names()} if name not in ("start", "stop"))
    sides = []
    for frame, own, other in ((before, left, right), (after, right, left)):
        columns = [
            nw.col(name) if name in own.names() else nw.lit(None, dtype=other[name]).alias(name) for name in names
        ]
        sides.append(frame.select(*columns).filter(~nw.col("grant_id").is_null()))
    return sides[0], sides[1]


def _children_of_changed(old: Frame, new: Frame) -> Frame:
    """``child_no`` of every child with a grant row that is not the same in both."""
    names = [name for name in _TERMS if name in old.collect_schema().names()]
    terms = [nw.col(name).fill_null(_TERMS[name]) for name in names]
    left, right = old.select("grant_id", *terms), new.select("grant_id", *terms)
    key = ["grant_id", *names]
    changed = nw.concat([left.join(right, on=key, how="anti"), right.join(left, on=key, how="anti")])
    return changed.select("child_no").unique()


def _stages(old: Frame, new: Frame) -> dict[str, Frame]:
    columns = old.collect_schema().names()
    old_ids, new_ids = old.select("grant_id").unique(), new.select("grant_id").unique()
    kept_old = old.join(new_ids, on="grant_id", how="semi")
    kept_new = new.join(old_ids, on="grant_id", how="semi")
    arrived = new.join(old_ids, on="grant_id", how="anti").select(columns)
    moved = _with_later_period(kept_old, kept_new)
    return {
        "before": old,
        "present": nw.concat([kept_old.select(columns), arrived]),
        "stop": nw.concat([_between("start_day", "_stop", moved, columns), arrived]),
        "start": nw.concat([_between("_start", "_stop", moved, columns), arrived]),
        "price": nw.concat([_with_earlier_status(kept_old, kept_new).select(columns), arrived]),
        "status": new,
    }


def _with_later_period(old: Frame, new: Frame) -> Frame:
    """Earlier rows with ``_start`` and ``_stop`` as the later snapshot's whole period cuts or stretches them.

    The last price period reaches to the later stop, the first one back to the later start; rows in between are cut.
    """
    stop = nw.col("stop_day").fill_null(OPEN_DAY)
    own = old.group_by("grant_id").agg(_first=nw.col("start_day").min(), _last=nw.col("start_day").max())
    later = (
        new.with_columns(_until=stop)
        .group_by("grant_id")
        .agg(_later_start=nw.col("start_day").min(), _later_stop=nw.col("_until").max())
    )
    joined = old.join(own, on="grant_id", how="inner").join(later, on="grant_id", how="inner")
    return joined.with_columns(
        _start=nw.when(nw.col("start_day") == nw.col("_first"))
        .then(nw.col("_later_start"))
        .otherwise(nw.max_horizontal("start_day", "_later_start")),
        _stop=nw.when(nw.col("start_day") == nw.col("_last"))
        .then(nw.col("_later_stop"))
        .otherwise(nw.min_horizontal(stop, nw.col("_later_stop"))),
    )


def _between(start: str, stop: str, moved: Frame, columns: list[str]) -> Frame:
    days = dict.fromkeys(("start_day", "stop_day"), nw.Int32)
    return (
        moved.filter(nw.col(start) <= nw.col(stop))
        .with_columns(
            start_day=nw.col(start).cast(days["start_day"]),
            stop_day=nw.when(nw.col(stop) < OPEN_DAY).then(nw.col(stop)).cast(days["stop_day"]),
        )
        .select(columns)
    )


def _with_earlier_status(old: Frame, new: Frame) -> Frame:
    """Later rows with the earlier status terms, where those of the grant are not the same in both snapshots."""
    names = [name for name in _STATUS if name in old.collect_schema().names()]
    ends = [
        *(nw.col(name).fill_null(_TERMS[name]).min().alias(f"_least_{name}") for name in names),
        *(nw.col(name).fill_null(_TERMS[name]).max().alias(f"_most_{name}") for name in names),
    ]
    key = ["grant_id", *(f"_{end}_{name}" for end in ("least", "most") for name in names)]
    same = old.group_by("grant_id").agg(*ends).join(new.group_by("grant_id").agg(*ends), on=key, how="semi")
    unchanged = new.join(same.select("grant_id"), on="grant_id", how="semi")
    changed = new.join(same.select("grant_id"), on="grant_id", how="anti")
    latest = old.unique(["grant_id"], keep="last", order_by=["start_day", "delivery_id", "row_no"])
    earlier = changed.drop(*names).join(latest.select("grant_id", *names), on="grant_id", how="inner")
    columns = new.collect_schema().names()
    return nw.concat([unchanged.select(columns), earlier.select(columns)])
