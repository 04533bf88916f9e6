"""Children who come, go and move between the steps, day by day, and the same as a matrix between two days.

The whole numbers hold together: the children on a step on a day are those of the day before, plus who came to it and less who
left it that day.
"""

from __future__ import annotations

import narwhals.stable.v2 as nw

from trinvis.calculations.staircase.spells import Level, spells
from trinvis.calculations.staircase.standing import AWAY, OPEN_DAY, Frame, Standing, next_of_child


def moves(standing: Standing, first_day: int, last_day: int, *, gap_days: int = 0) -> Frame:
    """One row per child and day on which it stands elsewhere than the day before, in ``first_day`` … ``last_day``.

    ``child_no``, ``day`` (the first day in the new place), ``step_before`` and ``step`` (``AWAY``: not there, ``OUTSIDE``:
    has a main grant without a step). With ``gap_days`` a child that is away no longer than that moves on the day it comes
    again, and has not moved when it comes to the step that it left; the stock of the days between is then not accounted for.
    """
    stays = spells(standing)
    order = ["child_no", "from_day"]
    seen = stays.with_columns(
        _left=next_of_child(nw.col("to_day"), order, 1),
        _from_step=next_of_child(nw.col("step"), order, 1),
        _comes=next_of_child(nw.col("from_day"), order),
    )
    near = nw.coalesce(nw.col("from_day") - nw.col("_left") - 1 <= gap_days, nw.lit(False))
    came = seen.select(
        "child_no",
        "step",
        day=nw.col("from_day"),
        step_before=nw.when(near).then(nw.col("_from_step")).otherwise(nw.lit(AWAY)).cast(nw.Int64),
    ).filter(nw.col("step_before") != nw.col("step"))
    returns = nw.coalesce(nw.col("_comes") - nw.col("to_day") - 1 <= gap_days, nw.lit(False))
    gone = seen.filter(~returns, nw.col("to_day") < OPEN_DAY).select(
        "child_no", step=nw.lit(AWAY).cast(nw.Int64), day=nw.col("to_day") + 1, step_before=nw.col("step")
    )
    columns = ["child_no", "day", "step_before", "step"]
    return nw.concat([came.select(columns), gone.select(columns)]).filter(
        nw.col("day") >= first_day, nw.col("day") <= last_day
    )


def daily_flows(standing: Standing, first_day: int, last_day: int) -> Frame:
    """``day``, ``step_before``, ``step`` and ``children``: stock(day) = stock(day − 1) + in − out on every step."""
    counted = moves(standing, first_day, last_day).group_by("day", "step_before", "step")
    return counted.agg(children=nw.col("child_no").count().cast(nw.Int64))


def flow_matrix(standing: Standing, day_before: int, day: int) -> Frame:
    """Children by where they stood on ``day_before`` and where they stand on ``day``: ``step_before``, ``step``, ``children``.

    Who stands in the same place on both days is in it; who is ``AWAY`` on both is not. What happened between does not show.
    """
    nobody = nw.lit(None, dtype=nw.Int64)
    both = nw.concat(
        [
            standing.on(day_before).select("child_no", step_before=nw.col("step"), step=nobody),
            standing.on(day).select("child_no", step_before=nobody, step=nw.col("step")),
        ]
    )
    of_child = both.group_by("child_no").agg(nw.col("step_before").max(), nw.col("step").max())
    placed = of_child.with_columns(
        nw.coalesce(nw.col(name), nw.lit(AWAY)).cast(nw.Int64).alias(name) for name in ("step_before", "step")
    )
    return placed.group_by("step_before", "step").agg(children=nw.col("child_no").count().cast(nw.Int64))


def new_and_ended(
    standing: Standing, first_day: int, last_day: int, *, level: Level = "step", gap_days: int = 0
) -> Frame:
    """Stays that begin and end in the period, and the children who have them, per step.

    ``step``, ``new``, ``new_children``, ``ended``, ``ended_children``. ``level`` *step* counts who is new to a step (also by
    moving to it), *staircase* who is new on the staircase, on the step where it begins, or leaves it, from the step where it
    ends. A stay interrupted for up to ``gap_days`` days is one stay. A stay ends on its last day.
    """
    stays = spells(standing, level=level, gap_days=gap_days)
    within = {
        "new": stays.filter(nw.col("from_day") >= first_day, nw.col("from_day") <= last_day),
        "ended": stays.filter(nw.col("to_day") >= first_day, nw.col("to_day") <= last_day).with_columns(
            step=nw.col("last_step")
        ),
    }
    counted = [
        rows.group_by("step", "child_no")
        .agg(_stays=nw.col("from_day").count().cast(nw.Int64))
        .select(
            "step",
            **{side: nw.col("_stays") if side == name else nw.lit(0).cast(nw.Int64) for side in within},
            **{f"{side}_children": nw.lit(int(side == name)).cast(nw.Int64) for side in within},
        )
        for name, rows in within.items()
    ]
    names = ("new", "new_children", "ended", "ended_children")
    return nw.concat(counted).group_by("step").agg(*(nw.col(name).sum().cast(nw.Int64) for name in names))
