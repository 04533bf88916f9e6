"""Who belongs to a target group, on which days, and how many they are: by hand, and against a loop over every child and day."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest
from tests.investment.own_ways import day_by_day, drawn, segments, ways

from trinvis.calculations.investment.own_data import (
    Group,
    birthday,
    days_of_children,
    in_group,
    step_counts,
    unknown_age,
)
from trinvis.engine import Engine


def test_the_group_between_two_days_and_two_birthdays(engine: Engine) -> None:
    """Child 1 turns 13 on day 50 (born 4.749 days before: 13 × 365,25 = 4.748,25, rounded up); child 2's birth is not known.

    Of days 0-99 child 1 counts 0-49 on step 5; child 3 is 3 years all the time, and there from day 80 to the end, open.
    """
    rows = segments(
        {"child": 1, "days": (-40, 200), "step": 5, "birth_day": 50 - 4749},
        {"child": 2, "days": (0, 99), "step": 5},
        {"child": 3, "days": (80, 2_932_896), "step": 3, "birth_day": -1000},
    )
    assert birthday(13) == 4749
    group = Group(0, 99, age_to=12)
    own = in_group(ways(engine, rows), group)
    days = engine.collect(days_of_children(own)).sort("child_no")
    assert days.select("child_no", "step", "days").rows() == [(1, 5, 50), (3, 3, 20)]
    found = step_counts(own, group, engine.collect)
    assert [(one.step, one.children, one.children_on_day, one.days) for one in found] == [(3, 1, 1, 20), (5, 1, 0, 50)]
    assert found[1].full_year == 50 / 365
    assert engine.collect(unknown_age(ways(engine, rows), group))["child_no"].to_list() == [2]
    assert engine.collect(unknown_age(ways(engine, rows), Group(0, 99))).height == 0


GROUPS: tuple[dict[str, Any], ...] = (
    {},
    {"steps": (3, 5)},
    {"steps": (-1,)},
    {"age_from": 6, "age_to": 12},
    {"age_from": 13},
    {"districts": ("Nord", "")},
    {"paragraphs": ("BL-32",)},
    {"types": ("placement/foster", "relief")},
    {"children": (1, 4, 9)},
    {"marks": (("team", "A"),)},
    {"steps": (5, 6), "age_to": 14, "districts": ("Syd",), "types": ("placement",)},
)


@pytest.mark.parametrize("said", GROUPS, ids=lambda said: "-".join(said) or "everybody")
def test_as_a_loop_over_days(said: dict[str, Any], engine: Engine) -> None:
    rows = drawn(Random(5), 40)
    group = Group(150, 500, **said)
    own = in_group(ways(engine, rows), group)
    expected = Counter((child, step) for (child, _), step in day_by_day(rows, group).items())
    found = engine.collect(days_of_children(own)).select("child_no", "step", "days").rows()
    assert {(child, step): days for child, step, days in found} == expected
    now = Counter(step for (_, day), step in day_by_day(rows, group).items() if day == 500)
    counts = step_counts(own, group, engine.collect)
    assert {one.step: one.children_on_day for one in counts if one.children_on_day} == now
    assert sum(one.days for one in counts) == sum(expected.values())
