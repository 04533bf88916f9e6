"""Moves and arrivals: by hand, against a loop over every day, and the chances of a year by drawing children."""

from __future__ import annotations

from collections import Counter
from random import Random

import numpy as np
import pytest
from tests.investment.own_ways import day_by_day, drawn, segments, ways

from trinvis.calculations.investment.own_data import Group, in_group
from trinvis.calculations.investment.own_moves import arrivals, chances, come_to, left_from
from trinvis.calculations.staircase.standing import AWAY
from trinvis.engine import Engine


def test_moves_and_arrivals_by_hand(engine: Engine) -> None:
    """Steps 5 and 6, days 0-99. Child 1 comes from nowhere to 5 on day 10, goes to 6 on day 20, home with help (3) on day 30, back to 5 on
    day 40 and away on day 50. Child 2 stood on 5 when the days began and turns to 6 on day 0: that is no move of the days."""
    rows = segments(
        {"child": 1, "days": (10, 19), "step": 5},
        {"child": 1, "days": (20, 29), "step": 6},
        {"child": 1, "days": (30, 39), "step": 3},
        {"child": 1, "days": (40, 49), "step": 5},
        {"child": 2, "days": (-50, -1), "step": 5},
        {"child": 2, "days": (0, 300), "step": 6},
    )
    standing, group = ways(engine, rows), Group(0, 99, steps=(5, 6))
    own = in_group(standing, group)
    left = engine.collect(left_from(standing, own, group)).sort("day")
    assert left.select("child_no", "day", "step_before", "step").rows() == [
        (1, 20, 5, 6),
        (1, 30, 6, 3),
        (1, 50, 5, AWAY),
    ]
    came = engine.collect(come_to(standing, own, group)).sort("day")
    assert came.select("child_no", "day", "step_before", "step").rows() == [(1, 10, AWAY, 5), (1, 40, 3, 5)]


@pytest.mark.parametrize(
    "group",
    [Group(150, 500), Group(150, 500, steps=(3, 5)), Group(100, 400, age_from=3, age_to=14, districts=("Nord", "Syd"))],
    ids=["all", "two steps", "age and district"],
)
def test_as_a_loop_over_days(group: Group, engine: Engine) -> None:
    rows = drawn(Random(6), 60)
    standing = ways(engine, rows)
    own = in_group(standing, group)
    stands = day_by_day(rows, Group(-10, 2000, steps=(-1, 2, 3, 5, 6)))
    members = day_by_day(rows, group)
    left, came = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    for child in set(rows["child_no"]):
        for day in range(group.first_day, group.last_day + 1):
            before, now = stands.get((child, day - 1), AWAY), stands.get((child, day), AWAY)
            if before != now and (child, day - 1) in members:
                left[before, now] += 1
            if before != now and (child, day) in members and not group.holds(before):
                came[before, now] += 1
    for frame, expected in ((left_from(standing, own, group), left), (come_to(standing, own, group), came)):
        found = engine.collect(frame).group_by("step_before", "step").len()
        assert {(start, to): number for start, to, number in found.rows()} == expected


def test_a_chance_by_hand() -> None:
    """One move in one child-year: with a gamma distributed rate (1, 1) the chance is 1 − ½ = ½, its square 1 − 2·½ + ⅓ = ⅓."""
    (only,) = chances({(5, AWAY): 1}, {5: 365})
    assert (only.count, only.years) == (1, 1)
    assert only.chance == pytest.approx(1 / 2)
    assert only.error == pytest.approx((1 / 3 - 1 / 4) ** 0.5)
    # exact Poisson limits of 1 (Garwood): 0,0253 and 5,5716
    assert (only.low, only.high) == (pytest.approx(0.0253178, rel=1e-5), pytest.approx(5.571643, rel=1e-5))


def test_ways_that_compete_add_up_to_the_chance_of_leaving() -> None:
    """30 out and 10 up in 100 child-years: 1 − (100/101)^40 in all, three quarters of it out; nothing seen has no error but a limit."""
    made = chances({(5, 6): 10, (5, AWAY): 30, (5, 3): 0}, {5: 36_500})
    up, out, never = (next(one for one in made if one.to_step == to) for to in (6, AWAY, 3))
    whole = 1 - (100 / 101) ** 40
    assert (up.chance, out.chance) == (pytest.approx(whole / 4), pytest.approx(whole * 3 / 4))
    assert (never.chance, never.error, never.low) == (0, None, 0)
    assert never.high == pytest.approx(3.688879 / 100, rel=1e-5)  # −ln(0,025) in 100 years
    assert chances({(6, AWAY): 1}, {6: 0}) == ()


def test_many_years_give_the_plain_chance_and_its_binomial_error() -> None:
    made = chances({(5, AWAY): 4000}, {5: 365 * 10_000})[0]
    assert made.chance == pytest.approx(1 - np.exp(-0.4), rel=1e-4)
    assert made.error == pytest.approx(np.exp(-0.4) * (0.4 / 10_000) ** 0.5, rel=1e-3)


def test_the_moments_are_those_of_drawn_rates() -> None:
    random = np.random.default_rng(2)
    one, other = random.gamma(3, 1 / 4, 400_000), random.gamma(2, 1 / 4, 400_000)
    chance = one / (one + other) * (1 - np.exp(-one - other))
    made = chances({(5, 6): 3, (5, AWAY): 2}, {5: 4 * 365})[1]
    assert (made.to_step, made.count) == (6, 3)
    assert (made.chance, made.error) == (pytest.approx(chance.mean(), rel=3e-3), pytest.approx(chance.std(), rel=5e-3))


def test_arrivals_of_a_year_and_of_several() -> None:
    """One year, 9 children: 9 ± 3. Four years of 2, 4, 12 and 6: 6 a year; the years vary (s² = 18,67), so the error is √(18,67/4) = 2,16
    rather than Poisson's √24/4 = 1,22. Nobody in a year: 0 ± 1."""
    year = Group(0, 364)
    made = arrivals(5, [3] * 9, year)
    assert (made.count, made.mean, made.error, made.of_years) == (9, 9, 3, (9,))
    four = Group(0, 4 * 365 - 1)
    days = [1400] * 2 + [1000] * 4 + [500] * 12 + [10] * 6
    made = arrivals(5, days, four)
    assert (made.mean, made.of_years) == (6, (2, 4, 12, 6))
    assert made.error == pytest.approx((56 / 3 / 4) ** 0.5)
    assert arrivals(5, [], year).error == 1
