"""What the counts say of a few courses that can be followed by hand; the same on every engine."""

from __future__ import annotations

from calendar import monthrange
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from tests.forecast.known_frames import Course, seen, snapshots

from trinvis.calculations.commitments.calendar import months
from trinvis.calculations.forecast.courses_seen import Counts, counts
from trinvis.engine import Engine

SHOWN = [202601, 202602, 202603, 202604]
HISTORY = (
    # open, open, then a stop learnt ahead in March, moved on in April
    Course(1, "2025-12-15", {202603: "2026-05-15", 202604: "2026-06-15"}),
    # open, then a stop that lies before the snapshot in which it still ran; age unknown
    Course(2, "2025-06-01", {202602: "2025-12-10"}, birth=None),
    # planned to March, prolonged to September
    Course(3, "2025-12-15", {202601: "2026-03-15", 202602: "2026-09-15"}),
    # planned to August, shortened to February
    Course(4, "2025-12-15", {202601: "2026-08-15", 202602: "2026-02-15"}),
    # planned to March, opened again, then a stop in April
    Course(5, "2025-01-01", {202601: "2026-03-15", 202602: None, 202603: "2026-04-15"}),
    # open, then gone; 15 years old
    Course(6, "2020-01-01", birth="2010-06-01", last=202601),
    # announced all the time: not a grant yet
    Course(7, "2026-02-01", granted=0),
    # granted, but its start lies ahead
    Course(8, "2026-07-01"),
    # a stop so far away (2034) that it counts as unknown
    Course(9, "2020-01-01", {202601: "2034-05-31"}, kind="kin_foster", birth="2020-01-01"),
)

EXPECTED = {
    # kind, age group, months in the grant (band), grant months, stops learnt
    "open": [
        ("foster", 0, 0, 2, 1),  # grant 1 in January and February
        ("foster", 0, 3, 1, 1),  # grant 5 in February, 14 months in
        ("foster", 1, 2, 1, 1),  # grant 2 in January, 8 months in, age unknown
        ("foster", 1, 5, 1, 1),  # grant 6 in January
        ("kin_foster", 0, 5, 3, 0),  # grant 9 in all three
    ],
    # kind, months from the snapshot to the stop learnt, number
    "offsets": [
        ("foster", -1, 1),  # grant 2: January to December
        ("foster", 0, 1),  # grant 6: gone counts as stopped on the snapshot's day
        ("foster", 1, 1),  # grant 4, shortened: January to February
        ("foster", 2, 1),  # grant 5: February to April
        ("foster", 3, 1),  # grant 1: February to May
    ],
    # kind, decided, months in the grant (band), months left (3: or more), grant months, moved later, moved earlier
    "planned": [
        ("foster", False, 0, 2, 1, 1, 0),  # 3 in January
        ("foster", False, 0, 3, 3, 0, 1),  # 4 in January; 3 in February and March
        ("foster", False, 1, 2, 1, 1, 0),  # 5 in January, 13 months in
        ("foster", True, 0, 2, 1, 1, 0),  # 1 in March
        ("foster", True, 1, 1, 1, 0, 0),  # 5 in March, 15 months in
    ],
    # kind, months from the snapshot to the new stop (None: unknown), number
    "lengths": [("foster", None, 1), ("foster", 3, 1), ("foster", 8, 1)],
    "birthdays": [],
    "past_birthday": [],
}


def counted(courses: tuple[Course, ...], shown: list[int], engine: Any = None) -> dict[str, list[tuple[Any, ...]]]:
    def frame(rows: pl.DataFrame) -> Any:
        return nw.from_native(rows.lazy()) if engine is None else engine.frame(rows)

    def collect(rows: Any) -> pl.DataFrame:
        return rows.collect().to_native() if engine is None else engine.collect(rows)

    found: Counts = counts(frame(seen(courses, shown)), frame(months(2015, 2027)), collect)
    order = {
        "open": ["kind", "age", "band", "exposure", "stops"],
        "offsets": ["kind", "offset", "number"],
        "planned": ["kind", "decided", "plan_band", "due", "exposure", "longer", "shorter"],
        "lengths": ["kind", "offset", "number"],
        "birthdays": ["kind", "turned", "stopped"],
        "past_birthday": ["kind", "since", "running", "stopped"],
    }
    return {name: getattr(found, name).select(columns).sort(columns).rows() for name, columns in order.items()}


def test_a_history_followed_by_hand_on_every_engine(engine: Engine) -> None:
    assert counted(HISTORY, SHOWN, engine) == EXPECTED


def test_a_history_followed_by_hand_on_a_cluster(cluster_engine: Engine) -> None:
    assert counted(HISTORY, SHOWN, cluster_engine) == EXPECTED


def test_the_order_of_rows_and_courses_is_irrelevant() -> None:
    assert counted(HISTORY[::-1], SHOWN[::-1]) == EXPECTED


def test_one_snapshot_tells_of_no_month() -> None:
    assert counted(HISTORY, [202601]) == {name: [] for name in EXPECTED}


def test_only_pairs_one_month_apart_count() -> None:
    """Without February's snapshot only March to April is a pair: grant 1 moved on, 3 and 5 stay, 9 is open."""
    found = counted(HISTORY, [202601, 202603, 202604])
    assert sum(row[3] for row in found["open"]) == 1
    # grant 1 was never shown with an unknown stop after January, so it is decided all the same
    assert [row[:5] for row in found["planned"]] == [
        ("foster", False, 0, 3, 1),
        ("foster", False, 1, 1, 1),  # 5: February, when it was open, is not known
        ("foster", True, 0, 2, 1),
    ]


def test_a_pair_runs_over_new_year() -> None:
    found = counted((Course(1, "2025-06-01", {202601: "2026-01-15"}),), [202512, 202601])
    assert found["open"] == [("foster", 0, 2, 1, 1)]
    assert found["offsets"] == [("foster", 1, 1)]


def test_stops_far_off_are_put_at_the_ends() -> None:
    late = Course(1, "2024-01-01", {202602: "2025-01-10"})
    far = Course(2, "2024-01-01", {202602: "2028-12-15"})
    assert counted((late, far), [202601, 202602])["offsets"] == [("foster", -6, 1), ("foster", 18, 1)]


def test_nothing_seen() -> None:
    assert counted((), [202601, 202602]) == {name: [] for name in EXPECTED}


def test_who_stopped_with_the_18th_birthday() -> None:
    shown = snapshots(202506, 202606)
    courses = (
        Course(1, "2024-01-01", {202506: "2025-11-10"}, birth="2007-11-10", kind="residence"),  # on the day
        Course(2, "2024-01-01", {202512: "2025-11-30"}, birth="2007-11-20", kind="residence"),  # ten days later
        Course(3, "2024-01-01", birth="2007-11-10", kind="residence"),  # goes on
        Course(4, "2024-01-01", {202512: "2026-03-31"}, birth="2007-11-10", kind="residence"),  # half a year on
        Course(5, "2024-01-01", {202507: "2025-08-31"}, birth="2007-11-10", kind="residence"),  # long before: no case
        Course(6, "2025-11-20", birth="2007-11-10", kind="residence"),  # began after it: no case
        Course(7, "2024-01-01", birth="2008-05-10", kind="residence"),  # turned 18 only lately: no case yet
        Course(8, "2024-01-01", birth=None, kind="residence"),
        Course(9, "2024-01-01", {202506: "2025-11-10"}, birth="2007-11-10", granted=0, kind="residence"),  # announced
    )
    assert counted(courses, shown)["birthdays"] == [("residence", 4, 2)]


def test_who_had_stopped_with_the_18th_birthday_though_it_seemed_to_run() -> None:
    """Snapshots at the end of November (20 days after the birthday), December (51), January (82) and February (110)."""
    shown = snapshots(202506, 202606)
    courses = (
        Course(1, "2024-01-01", {202601: "2025-11-10"}, birth="2007-11-10", kind="residence"),  # learnt in January
        Course(2, "2024-01-01", {202511: "2025-11-10"}, birth="2007-11-10", kind="residence"),  # learnt at once
        Course(3, "2024-01-01", birth="2007-11-10", kind="residence"),  # goes on
        Course(4, "2024-01-01", birth="2008-05-10", kind="residence"),  # turned 18 only lately: nobody knows yet
    )
    assert counted(courses, shown)["past_birthday"] == [
        ("residence", 0, 2, 1),
        ("residence", 1, 2, 1),
        ("residence", 2, 1, 0),
        ("residence", 3, 1, 0),
    ]


def test_a_grant_that_is_no_longer_shown_after_the_18th_birthday_stopped_with_it() -> None:
    shown = snapshots(202506, 202606)
    courses = tuple(Course(number, "2024-01-01", birth="2007-11-10", kind="residence") for number in (1, 2))
    every = seen(courses, shown)
    for gone_from, stopped in ((202511, 1), (202512, 1), (202603, 0)):
        rows = every.filter((pl.col("grant_id") == 2) | (pl.col("snapshot") < gone_from))
        found = counts(
            *(nw.from_native(one.lazy()) for one in (rows, months(2015, 2027))), lambda one: one.collect().to_native()
        )
        assert found.birthdays.rows() == [("residence", 2, stopped)]


def test_open_months_around_the_18th_birthday_are_left_to_the_birthday() -> None:
    """A child who turns 18 on 15 March: the months from two before it to four after it do not count as those of an open grant."""
    shown = [202511, 202601, 202602, 202603, 202606, 202607, 202608]
    courses = (Course(1, "2024-01-01", birth="2008-03-15"),)
    found = counted(courses, shown)
    assert sum(row[3] for row in found["open"]) == 1  # July to August
    assert found["open"] == [("foster", 2, 4, 1, 0)]


@pytest.mark.parametrize("month", [*range(202601, 202613), 202402])
def test_a_stop_on_the_first_or_last_day_of_the_next_month_is_one_month_away(month: int) -> None:
    """Stops lie mostly on the last day of a month; the month that follows the snapshot is place 1 (``horizon``)."""
    year, of_year = divmod(month, 100)
    before = month - 1 if of_year > 1 else month - 89
    for last in (1, monthrange(year, of_year)[1]):
        stop = f"{year}-{of_year:02d}-{last:02d}"
        planned = Course(1, "2022-01-01", {before: stop})
        learnt = Course(2, "2022-01-01", {month: stop})
        found = counted((planned, learnt), [before, month])
        assert found["planned"] == [("foster", False, 2, 1, 1, 0, 0)]
        assert found["offsets"] == [("foster", 1, 1)]


@pytest.mark.parametrize(
    ("stop", "due", "offset"),
    [("2026-02-01", 1, 1), ("2026-03-31", 2, 2), ("2026-04-01", 3, 3), ("2026-12-31", 3, 11), ("2027-01-01", 3, 12)],
)
def test_months_to_a_stop_are_those_of_the_calendar(stop: str, due: int, offset: int) -> None:
    """Seen at the end of January; learnt in the month after it."""
    planned, learnt = Course(1, "2025-01-01", {202601: stop}), Course(2, "2025-01-01", {202602: stop})
    found = counted((planned, learnt), [202601, 202602])
    assert [row[3] for row in found["planned"]] == [due]
    assert found["offsets"] == [("foster", offset, 1)]


@pytest.mark.parametrize(
    ("start", "band"),
    [("2026-06-30", 0), ("2025-12-30", 0), ("2025-12-29", 1), ("2024-12-30", 1), ("2024-12-29", 2), ("2010-01-01", 2)],
)
def test_the_bands_of_a_planned_grant(start: str, band: int) -> None:
    """Half a year is 182.6 days: begun 182 days before the end of June, it is in its first half year, 183 days before in
    its second; a year and a half is 547.9 days."""
    found = counted((Course(1, start, {202606: "2027-06-30"}),), [202606, 202607])
    assert found["planned"] == [("foster", False, band, 3, 1, 0, 0)]
