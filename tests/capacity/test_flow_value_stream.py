"""Courses as value streams: totals, longest waits, shifts of responsibility, double contacts and the share of waiting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.value_stream import DoubleContact, Shift, StreamStep, value_stream

#   activity, actor, responsible, hours worked, days waited before, who is waited for, contact with the citizen
COURSE = [
    StreamStep("Henvendelse", "lærer", "skole", 2.0, 0),
    StreamStep("Indstilling", "psykolog", "PPR", 5.4, 49, "PPR", "samtale om vanskeligheder"),
    StreamStep("Udredning", "psykolog", "PPR", 14.8, 66, "PPR", "udredning"),
    StreamStep("Henvisning", "psykolog", "PPR", 3.0, 39),
    StreamStep("Udredning igen", "læge", "børnepsykiatri", 11.8, 127, "børnepsykiatri", "udredning"),
]
"""The way to psychiatry with the report's waits (lines 5406-5445); the hours are made up: 37 in all, five days of 7,4."""


def test_totals_and_the_share_of_waiting():
    """281 days waited (49 + 66 + 39 + 127) and 5 worked: 281 of 286 is waiting."""
    stream = value_stream(COURSE)
    assert (stream.waited, stream.worked) == pytest.approx((281, 37))
    assert stream.days == pytest.approx(286)
    assert stream.share_of_waiting == pytest.approx(281 / 286)
    assert stream.worked_by == pytest.approx({"psykolog": 23.2, "læge": 11.8, "lærer": 2.0})
    assert stream.waited_for == {"børnepsykiatri": 127, "PPR": 115, "": 39}


def test_longest_waits_shifts_and_double_contacts_are_named():
    stream = value_stream(COURSE)
    assert stream.longest_waits(2) == (4, 2)
    assert stream.longest_waits(9) == (4, 2, 1, 3)
    assert stream.shifts == (Shift(1, "skole", "PPR", 49), Shift(4, "PPR", "børnepsykiatri", 127))
    assert stream.double_contacts == (DoubleContact("udredning", (2, 4), ("PPR", "børnepsykiatri")),)


def test_the_same_talk_twice_with_one_authority_is_not_a_double_contact():
    twice = [
        StreamStep("Samtale", "A", "kommune", 1, 0, contact="samtale"),
        StreamStep("Samtale", "B", "kommune", 1, 3, contact="samtale"),
    ]
    assert value_stream(twice).double_contacts == ()
    assert value_stream(twice).shifts == ()


def test_a_course_without_steps_or_with_time_below_0_is_refused():
    with pytest.raises(CapacityRefused, match="mindst ét trin"):
        value_stream([])
    with pytest.raises(CapacityRefused, match="tid under 0"):
        StreamStep("Møde", "A", "kommune", 1, -1)
    assert value_stream([StreamStep("Afslag", "A", "kommune", 0, 0)]).share_of_waiting is None


STEPS = st.lists(
    st.builds(
        StreamStep,
        st.just("trin"),
        st.sampled_from("ABC"),
        st.sampled_from("XY"),
        st.integers(0, 40).map(float),
        st.integers(0, 200).map(float),
        st.sampled_from(["", "X", "Y"]),
        st.sampled_from(["", "samtale", "udredning"]),
    ),
    min_size=1,
    max_size=12,
)


@given(STEPS, st.integers(1, 11))
def test_a_step_split_in_two_changes_no_total(steps, at):
    at = min(at, len(steps)) - 1
    one = steps[at]
    halves = [
        StreamStep(one.activity, one.actor, one.responsible, one.worked / 2, one.waited, one.waits_for, one.contact),
        StreamStep(one.activity, one.actor, one.responsible, one.worked / 2, 0, one.waits_for, one.contact),
    ]
    whole, split = value_stream(steps), value_stream([*steps[:at], *halves, *steps[at + 1 :]])
    assert (whole.days, whole.worked_by, whole.waited_for) == (split.days, split.worked_by, split.waited_for)
    assert len(whole.shifts) == len(split.shifts)
    assert [one.contact for one in whole.double_contacts] == [one.contact for one in split.double_contacts]
    assert sum(whole.worked_by.values()) == whole.worked
    assert sum(whole.waited_for.values()) == whole.waited
