"""Children between the steps of the staircase and out of it, and which new grants are a child's move from an earlier one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments import posted
from trinvis.calculations.forecast.courses_seen import with_day
from trinvis.calculations.forecast.horizon import month_index

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Frame = nw.LazyFrame[Any]

OUT = 0
"""Step of a child without a running grant."""
_PRIOR_MOVES = 4.0
_NEAR_DAYS = 31
"""A grant that ended no longer ago than this when the next one began is where the child came from."""


@dataclass(frozen=True)
class Moves:
    """``flows``: step, to_step, children (a child on ``step`` one month and ``to_step`` the next; step 0: none), and
    ``stock``: snapshot, step, children. A child stands on the highest step of its running grants.
    """

    flows: pl.DataFrame
    stock: pl.DataFrame

    def monthly_rates(self) -> pl.DataFrame:
        """``flows`` with ``exposure`` (children on ``step`` in months that a month follows) and ``rate`` (share a month)."""
        import polars as pl

        exposure = self.flows.group_by("step").agg(exposure=pl.col("children").sum())
        return (
            self.flows.join(exposure, on="step")
            .with_columns(rate=pl.when(pl.col("step") != OUT).then(pl.col("children") / pl.col("exposure")))
            .sort("step", "to_step")
        )


def moves(seen: Frame, calendar: Frame, collect: Callable[[Frame], pl.DataFrame]) -> Moves:
    """The multi-state table of the snapshots; columns as ``known.seen_types`` and ``commitments.calendar.months``."""
    standing = _standing(seen, calendar)
    shown = seen.select(index=posted.month_index(nw.col("snapshot"))).unique()
    before = standing.join(shown.select(index=nw.col("index") - 1), on="index", how="inner")
    after = standing.join(shown.select(index=nw.col("index") + 1), on="index", how="inner").select(
        "child_no", index=nw.col("index") - 1, to_step=nw.col("step")
    )
    came = after.join(before.select("child_no", "index", "step"), on=["child_no", "index"], how="left")
    left = before.join(after, on=["child_no", "index"], how="left").filter(nw.col("to_step").is_null())
    both = [came.select("step", "to_step"), left.select("step", "to_step")]
    flows = (
        nw.concat(both)
        .with_columns(step=nw.col("step").fill_null(OUT), to_step=nw.col("to_step").fill_null(OUT))
        .group_by("step", "to_step")
        .agg(children=nw.len().cast(nw.Int64))
    )
    stock = standing.group_by("snapshot", "step").agg(children=nw.len().cast(nw.Int64))
    return Moves(collect(flows).sort("step", "to_step"), collect(stock).sort("snapshot", "step"))


def _standing(seen: Frame, calendar: Frame) -> Frame:
    """``child_no``, ``snapshot``, ``index``, ``step``: every child with a running grant at every snapshot."""
    dated = with_day(seen, calendar).filter(
        ~nw.col("expected"),
        nw.col("start_day") <= nw.col("seen_day"),
        nw.col("stop_day").is_null() | (nw.col("stop_day") > nw.col("seen_day")),
    )
    return (
        dated.with_columns(step=nw.col("step").fill_null(OUT))
        .group_by("child_no", "snapshot", "index")
        .agg(nw.col("step").max())
        .filter(nw.col("step") > OUT)
    )


def origins(first: pl.DataFrame) -> pl.Series:
    """The step that each grant's child came from: the highest of its grants that ran just before this one began, else 0.

    ``first`` is ``prepared.first_seen`` (one row per grant); the answer is in its order.
    """
    import polars as pl

    numbered = first.with_row_index("row")
    own = numbered.select("row", "child_no", "grant_id", "start_day")
    others = numbered.filter("granted").select(
        "child_no", other_start="start_day", other_stop="last_stop", other_step="step", other_id="grant_id"
    )
    earlier = (
        own.join(others, on="child_no", how="inner")
        .filter(
            pl.col("other_id") != pl.col("grant_id"),
            pl.col("other_start") < pl.col("start_day"),
            pl.col("other_stop").is_null() | (pl.col("other_stop") >= pl.col("start_day") - _NEAR_DAYS),
        )
        .group_by("row")
        .agg(origin=pl.col("other_step").max())
    )
    return numbered.join(earlier, on="row", how="left").sort("row")["origin"].fill_null(OUT)


@dataclass(frozen=True)
class Sources:
    """Where new grants come from: ``shares`` [kind, step] of a kind's starts (the first step is 0: no earlier grant);
    ``relative`` [kind, month]: the months' children at risk relative to the newest month's.
    """

    steps: tuple[int, ...]
    shares: Floats
    relative: Floats

    @property
    def moved(self) -> Floats:
        """[kind] the share of new grants whose child comes from an earlier one."""
        share: Floats = self.shares[:, 1:].sum(axis=1)
        return share


def sources(kind: NDArray[np.int64], origin: pl.Series, kinds: int, stock: pl.DataFrame, months: list[int]) -> Sources:
    """From the kind and origin of every start; a kind with few leans on all (``_PRIOR_MOVES`` starts).

    Starts from a step follow the number of children on it: half as many children in foster care, half as many moves from it.
    """
    import numpy as np

    steps = (OUT, *sorted({int(step) for step in stock["step"]} | ({int(step) for step in origin} - {OUT})))
    place = {step: number for number, step in enumerate(steps)}
    counted = np.zeros((kinds, len(steps)))
    np.add.at(counted, (kind, np.array([place[int(step)] for step in origin], dtype=np.int64)), 1)
    whole = (counted.sum(axis=0) + 1e-9) / (counted.sum() + 1e-9 * len(steps))
    shares = (counted + _PRIOR_MOVES * whole) / (counted.sum(axis=1, keepdims=True) + _PRIOR_MOVES)
    children = stock_at(stock, months, steps[1:]) + 1.0
    risk = np.vstack([np.ones(len(months)), np.clip(children / children[:, -1:], 0.25, 4.0)])
    return Sources(steps, shares, shares @ risk)


def stock_at(stock: pl.DataFrame, months: list[int], steps: tuple[int, ...]) -> Floats:
    """[step, month] children on each step at the snapshots ``months`` (yyyymm); the nearest known one where none was taken."""
    import numpy as np

    taken = sorted(set(stock["snapshot"].to_list()))
    found: Floats = np.zeros((len(steps), len(months)))
    if not taken:
        return found
    number = {(row[0], row[1]): row[2] for row in stock.select("snapshot", "step", "children").iter_rows()}
    for column, month in enumerate(months):
        nearest = min(taken, key=lambda one: abs(month_index(one) - month_index(month)))
        for row, step in enumerate(steps):
            found[row, column] = number.get((nearest, step), 0)
    return found
