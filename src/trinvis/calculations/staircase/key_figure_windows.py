"""The key figures of a window: stays, former placements, moves, development, spending and follow-ups. The formulas are ours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import narwhals.stable.v2 as nw

from trinvis.calculations.staircase.durations import durations, stays
from trinvis.calculations.staircase.flows import moves
from trinvis.calculations.staircase.key_figure_counts import (
    Collect,
    at_places,
    counted,
    day_number,
    of_patterns,
    recipients,
    under_18,
)
from trinvis.calculations.staircase.key_figures import CountedBy, Definition, KeyFigure
from trinvis.calculations.staircase.standing import ALL_CHILDREN, OUTSIDE, Exclusions, Frame, Standing

_PREVENTIVE, _PLACEMENTS = (2, 3), (4, 5, 6)


def stay_length(definition: Definition, standing: Standing, day: date, collect: Collect) -> KeyFigure:
    """Key figure 2: mean days of the stays at the counted places that ended in the window: the first day away lies in it.

    Beside: the median by life table over all stays seen until ``day``, ended or running.
    """
    last = day_number(day)
    every = collect(stays(at_places(standing, definition.counted), last))
    first = day_number(first_of_window(definition, day))
    ended = [
        row["days"]
        for row in every.iter_rows(named=True)
        if not row["running"] and row["from_day"] + row["days"] >= first
    ]
    (whole,) = durations(every, ()) or (None,)
    beside = {
        "completed": len(ended),
        "running": whole.running if whole else 0,
        "median_days": whole.median_days if whole else None,
    }
    return _figure(definition, standing, day, sum(ended), len(ended), beside)


def formerly(
    definition: Definition, standing: Standing, day: date, inhabitants: int | None, collect: Collect
) -> KeyFigure:
    """Key figure 7: children of 0-17 years who stood at the counted places in the window, but do not on ``day``."""
    gone = former_rows(definition, standing, day)
    found = counted(gone, collect)
    steps = standing.on(day_number(day)).filter(nw.col("step") > OUTSIDE).select("child_no")
    on_step = collect(steps.join(gone.select("child_no").unique(), on="child_no", how="inner")).height
    beside = {"unknown_age": found.unknown_age, "on_step": on_step, "off": found.children - on_step}
    return _figure(definition, standing, day, found.children, inhabitants, beside)


def former_rows(definition: Definition, standing: Standing, day: date) -> Frame:
    """The days in the window of the children whom ``formerly`` counts."""
    number = day_number(day)
    there = of_patterns(standing.segments, definition.counted)
    before = there.filter(nw.col("from_day") < number, nw.col("to_day") > number - definition.window_days)
    now = there.filter(nw.col("from_day") <= number, nw.col("to_day") >= number).select("child_no")
    return under_18(before.join(now, on="child_no", how="anti"), day)


def moved(definition: Definition, standing: Standing, day: date, collect: Collect) -> KeyFigure:
    """Key figures 8 and 9: children who moved up, or down or off the staircase, from the step in the window, of those who stood on it.

    A child counts once, and only when it is 0-17 years on ``day``. ``standing`` carries ``birth_day``.
    """
    (step,) = definition.steps
    last = day_number(day)
    first = day_number(first_of_window(definition, day))
    known = standing.segments.select("child_no", "birth_day").unique()
    young = under_18(known, day).select("child_no").unique()
    stood = standing.segments.filter(
        nw.col("step") == step, nw.col("from_day") <= last, nw.col("to_day") >= first - 1
    ).select("child_no")
    base = collect(stood.unique().join(young, on="child_no", how="inner")).height
    left = moves(standing, first, last).filter(nw.col("step_before") == step).join(young, on="child_no", how="inner")
    to = collect(left.select("child_no", "step").unique())
    up = set(to.filter(to["step"] > step)["child_no"])
    off = set(to.filter(to["step"] <= OUTSIDE)["child_no"])
    lower = set(to.filter((to["step"] < step) & (to["step"] > OUTSIDE))["child_no"])
    if definition.counting == "moves_up":
        return _figure(definition, standing, day, len(up), base, {})
    return _figure(definition, standing, day, len(lower | off), base, {"lower": len(lower), "off": len(off)})


def development(
    definition: Definition,
    periods: Frame,
    day: date,
    collect: Collect,
    *,
    exclusions: Exclusions = ALL_CHILDREN,
    counted_by: CountedBy | None = None,
) -> KeyFigure:
    """Key figure 10: recipients on ``day`` in per cent of those ``window_days`` before; 100 is no change."""
    before = day - timedelta(days=definition.window_days)
    then, now = (recipients(definition, periods, on, collect, exclusions) for on in (before, day))
    by = counted_by or definition.counted_by
    beside = {"before": then.children}
    return KeyFigure(definition, day, now.children, then.children, by, exclusions, "", beside, before)


def spending(
    definition: Definition,
    amounts_oere: Mapping[int, int],
    year: int,
    inhabitants: int | None,
    *,
    counted_by: CountedBy | None = None,
) -> KeyFigure:
    """Key figure 11: øre on the definition's steps (``amounts_oere``: step → øre of the year's accounts) per inhabitant of 0-22 years."""
    preventive, placements = (
        sum(amounts_oere.get(step, 0) for step in steps if step in definition.steps)
        for steps in (_PREVENTIVE, _PLACEMENTS)
    )
    total = sum(amounts_oere.get(step, 0) for step in definition.steps)
    beside = {"preventive_oere": preventive, "placements_oere": placements}
    by = counted_by or definition.counted_by
    first, last = date(year, 1, 1), date(year, 12, 31)
    return KeyFigure(definition, last, total, inhabitants, by, beside=beside, first_day=first)


def followed_up(
    definition: Definition, standing: Standing, follow_ups: Frame, day: date, collect: Collect
) -> KeyFigure:
    """Key figure 12: follow-ups per child that stood on the definition's steps in the window.

    ``follow_ups``: ``child_no``, ``day`` (day number), ``talked`` (with the child) and ``plan_followed``: both are needed for it to count
    (seed 001 lines 487-491). Follow-ups of other children and with a null are not counted.
    """
    last = day_number(day)
    first = day_number(first_of_window(definition, day))
    stood = (
        standing.segments.filter(
            nw.col("step").is_in(list(definition.steps)), nw.col("from_day") <= last, nw.col("to_day") >= first
        )
        .select("child_no")
        .unique()
    )
    held = follow_ups.filter(nw.col("day") >= first, nw.col("day") <= last).join(stood, on="child_no", how="inner")
    both = nw.coalesce(nw.col("talked") & nw.col("plan_followed"), nw.lit(False))
    of_both = collect(held.select(both=both))["both"]
    beside = {"not_counted": int((~of_both).sum())}
    return _figure(definition, standing, day, int(of_both.sum()), collect(stood).height, beside)


def _figure(
    definition: Definition,
    standing: Standing,
    day: date,
    numerator: int,
    denominator: int | None,
    beside: Mapping[str, int | None],
) -> KeyFigure:
    return KeyFigure(
        definition,
        day,
        numerator,
        denominator,
        definition.counted_by,
        standing.exclusions,
        standing.choice_sentence,
        dict(beside),
        first_of_window(definition, day),
    )


def first_of_window(definition: Definition, day: date) -> date:
    """The first day of the window that ends with ``day``."""
    return day - timedelta(days=definition.window_days - 1)
