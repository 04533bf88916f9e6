"""How long stays last: ended and running, and the median by life table."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import polars as pl

from trinvis.calculations.staircase.durations import Durations, durations, stays
from trinvis.calculations.staircase.standing import AWAY, standing
from trinvis.engine import Engine

CARRY = ("birth_day", "district", "intervention_type")


def found(engine: Engine, grants: pl.DataFrame, day: int, **how: Any) -> pl.DataFrame:
    return engine.collect(stays(standing(engine.frame(grants), carry=CARRY), day, **how))


def test_a_stay_of_three_prices_is_one_and_a_move_of_place_on_the_step_does_not_end_it(
    cases: Any, engine: Engine
) -> None:
    grants = cases.periods(
        {"days": (1, 10), "step": 5, "birth_day": -6 * 365},
        {"days": (11, 30), "step": 5, "birth_day": -6 * 365},
        {"days": (31, 40), "step": 6, "birth_day": -6 * 365},
        {"days": (43, 60), "step": 6, "birth_day": -6 * 365},
        {"days": (61, None), "step": 5, "birth_day": -6 * 365},
    )
    rows = found(engine, grants, 70).sort("from_day").select("step", "from_day", "days", "running", "age_from").rows()
    assert rows == [(5, 1, 30, False, 0), (6, 31, 10, False, 6), (6, 43, 18, False, 6), (5, 61, 10, True, 6)]
    tolerant = found(engine, grants, 70, gap_days=2).filter(pl.col("step") == 6)
    assert tolerant.select("from_day", "days").rows() == [(31, 30)]
    on_staircase = found(engine, grants, 70, level="staircase", gap_days=2)
    assert on_staircase.select("from_day", "days", "running").rows() == [(1, 70, True)]


def test_median_worked_by_hand(cases: Any, polars: Engine) -> None:
    """Ended after 10, 20, 40 and 50 days, running for 30 and 60 days: left 5/6, 4/6, then 3 at risk: 4/6 · 2/3 = 4/9 at 40."""
    ended = [{"child": child, "days": (1, length), "step": 6} for child, length in enumerate((10, 20, 40, 50), start=1)]
    running = [{"child": 5, "days": (71, None), "step": 6}, {"child": 6, "days": (41, 200), "step": 6}]
    (made,) = durations(found(polars, cases.periods(*ended, *running), 100))
    assert made == Durations((6,), 4, 120, 2, 90, 40)
    assert made.mean_completed == 30


def test_no_median_while_more_than_half_still_run(cases: Any, polars: Engine) -> None:
    rows = [{"child": child, "days": (1, 10 if child == 1 else None), "step": 3} for child in (1, 2, 3)]
    (made,) = durations(found(polars, cases.periods(*rows), 50))
    assert (made.median_days, made.completed, made.running) == (None, 1, 2)


def test_exactly_half_left_is_the_median(cases: Any, polars: Engine) -> None:
    rows = [{"child": child, "days": (1, 10 * child), "step": 3} for child in (1, 2, 3, 4)]
    (made,) = durations(found(polars, cases.periods(*rows), 50))
    assert made.median_days == 20


def test_stays_from_before_the_first_extract_are_at_risk_from_then_on(cases: Any, polars: Engine) -> None:
    """Seen from day 100: one that had lasted 90 days and went on to 95, one begun then and ended after 10, one running."""
    grants = cases.periods(
        {"child": 1, "days": (10, 104), "step": 6},
        {"child": 2, "days": (100, 109), "step": 6},
        {"child": 3, "days": (101, None), "step": 6},
        {"child": 4, "days": (1, 20), "step": 6},
    )
    collected = found(polars, grants, 120)
    (naive,) = durations(collected)
    (made,) = durations(collected, observed_from=100)
    assert (made.completed, made.late) == (3, 1)
    # at 10 days two are at risk (children 2 and 3): one half left; naively all four are, and 20 days is the median
    assert made.median_days == 10
    assert naive.median_days == 20


def test_by_age_group_district_and_type(cases: Any, polars: Engine) -> None:
    grants = cases.periods(
        {"child": 1, "days": (1, 10), "step": 3, "district": "Nord", "birth_day": -13 * 366},
        {"child": 2, "days": (1, 30), "step": 3, "district": "Nord", "birth_day": -13 * 366},
        {"child": 3, "days": (1, 20), "step": 3, "district": None},
    )
    made = durations(found(polars, grants, 50), ("step", "district", "age_from"))
    assert [(one.group, one.mean_completed) for one in made] == [
        ((3, "Nord", 12), Fraction(20)),
        ((3, None, -1), Fraction(20)),
    ]


def test_stays_of_two_thousand_children_equal_the_loop(cases: Any, polars: Engine) -> None:
    grants, seen = cases.drawn(Random(31), 2000, 120), 90
    truth = cases.day_by_day(grants, -70, 120)
    expected = []
    for child in truth.children:
        began, on = 0, AWAY
        for day in truth.days:
            step = truth.step(child, day)
            if step != on and on != AWAY and began <= seen:
                lasted = min(day - 1, seen) - began + 1
                expected.append((child, on, began, lasted, day - 1 >= seen))
            if step != on:
                began, on = day, step
        if on != AWAY and began <= seen:
            expected.append((child, on, began, seen - began + 1, True))
    rows = found(polars, grants, seen).select("child_no", "step", "from_day", "days", "running").rows()
    assert sorted(rows) == sorted(expected)


def test_no_stays_no_groups(cases: Any, polars: Engine) -> None:
    assert durations(found(polars, cases.periods({"days": (10, 20), "step": 3}), 9)) == ()
