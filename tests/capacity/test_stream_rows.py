"""Rows of the table ``waiting`` as steps of courses: units, order, who has the case, and time that nobody has told."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.stream_rows import CourseOf, courses_of, stream_steps
from trinvis.calculations.capacity.value_stream import DoubleContact, Shift, StreamStep, value_stream
from trinvis.tables import TABLES

#   no, step, actor, waits for, contact, days and hours in hundredths, whether responsibility shifts
COURSE = [
    (1, "Henvendelse", "Skole", None, None, 0, 200, True),
    (2, "Indstilling", "PPR", "PPR", "Samtale", 4_900, 540, None),
    (3, "Udredning", "PPR", "PPR", "Udredning", 6_600, 1_480, None),
    (4, "Henvisning", "PPR", None, None, 3_900, 300, True),
    (5, "Udredning igen", "Børnepsykiatri", "Børnepsykiatri", "Udredning", 12_700, 1_180, None),
]
"""49 + 66 + 39 + 127 = 281 days to psychiatry (lines 5406-5445); the hours are made up: 2 + 5,4 + 14,8 + 3 + 11,8 = 37."""


def rows(*told: tuple[Any, ...], **same: Any) -> list[dict[str, Any]]:
    names = ("step_no", "step", "actor", "waits_for", "contact", "days", "hours", "shift")
    of = {"municipality": 151, "unit_no": None, "year": 2011, "course": "PPR til psykiatri", "state": "value"} | same
    return [of | dict(zip(names, row, strict=True)) for row in told]


def test_the_way_to_psychiatry_out_of_the_table() -> None:
    frame = TABLES["waiting"].conform(pl.DataFrame(rows(*COURSE)))
    stream = value_stream(stream_steps(frame.iter_rows(named=True)))
    assert (stream.waited, stream.worked, stream.days) == pytest.approx((281, 37, 286))
    assert stream.longest_waits(2) == (4, 2)
    assert stream.waited_for == {"Børnepsykiatri": 127, "PPR": 115, "": 39}
    assert stream.shifts == (Shift(1, "Skole", "PPR", 49), Shift(4, "PPR", "Børnepsykiatri", 127))
    assert stream.double_contacts == (DoubleContact("Udredning", (2, 4), ("PPR", "Børnepsykiatri")),)
    assert stream.untold == ()


def test_the_order_of_the_rows_is_irrelevant() -> None:
    assert stream_steps(reversed(rows(*COURSE))) == stream_steps(rows(*COURSE))


def test_time_that_is_not_told_is_not_0() -> None:
    """A step without an answer makes the sums unknown, not smaller; one that is not relevant is not there."""
    told = rows(*COURSE[:2]) + rows((3, "Udredning", "PPR", "PPR", None, None, None, None), state="no_answer")
    told += rows((4, "Tolkning", "PPR", None, None, None, None, None), state="not_applicable")
    steps = stream_steps(told)
    assert steps[2] == StreamStep("Udredning", "PPR", "PPR", None, None, "PPR")
    stream = value_stream(steps)
    assert (stream.waited, stream.worked, stream.days, stream.share_of_waiting) == (None, None, None, None)
    assert (stream.untold, stream.longest_waits()) == ((2,), (1,))
    assert stream.worked_by == {"Skole": 2.0, "PPR": None}
    assert stream.waited_for == {"PPR": None}


def test_responsibility_stays_where_a_step_says_so() -> None:
    """The school carries out what PPR still has the case of."""
    first, second = (3, "Forslag", "PPR", None, None, 0, 100, False), (4, "Støtte", "Skole", None, None, 4_200, 0, None)
    steps = stream_steps(rows(first, second))
    assert [(step.actor, step.responsible) for step in steps] == [("PPR", "PPR"), ("Skole", "PPR")]
    assert value_stream(steps).shifts == ()


def test_units_years_and_courses_are_apart() -> None:
    other = rows(*COURSE[:1], unit_no=2) + rows(*COURSE[:2], year=2010)
    found = courses_of(other + rows(*COURSE))
    assert {course: len(steps) for course, steps in found.items()} == {
        CourseOf("PPR til psykiatri", 2010, 151): 2,
        CourseOf("PPR til psykiatri", 2011, 151): 5,
        CourseOf("PPR til psykiatri", 2011, 151, 2): 1,
    }
    assert list(found) == sorted(found)
    with pytest.raises(CapacityRefused, match="flere forløb, kommuner eller år"):
        stream_steps(other)


def test_steps_that_cannot_be_put_together_are_refused() -> None:
    with pytest.raises(CapacityRefused, match="Trin 2 står to gange"):
        stream_steps(rows(*COURSE[:2], COURSE[1]))
    nobody = (6, "Svar", None, None, None, 100, 100, None)
    with pytest.raises(CapacityRefused, match="Trin 6 mangler aktør"):
        stream_steps(rows(*COURSE, nobody))
    same = (6, "Svar", "Børnepsykiatri", None, None, 100, 100, None)
    with pytest.raises(CapacityRefused, match="skifter efter trin 5, men trin 6 har samme aktør"):
        stream_steps(rows(*COURSE[:4], (*COURSE[4][:7], True), same))
    with pytest.raises(CapacityRefused, match="tid under 0"):
        stream_steps(rows((1, "Møde", "PPR", None, None, -100, 0, None)))


def test_a_course_without_actors_has_its_waits_and_no_shifts() -> None:
    steps = stream_steps(rows(*[(no, step, None, None, None, days, None, None) for no, step, *_, days, _, _ in COURSE]))
    stream = value_stream(steps)
    assert (stream.waited, stream.worked, stream.shifts) == (pytest.approx(281), None, ())
    assert stream_steps([]) == ()
