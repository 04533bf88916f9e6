"""What each known grant costs by the month it stops in, in øre, against grants worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from tests.forecast.known_frames import Course, day, known

from trinvis.calculations.forecast.durations import DECIDED
from trinvis.calculations.forecast.final_stops import EARLIEST, LATE
from trinvis.calculations.forecast.horizon import Horizon
from trinvis.calculations.forecast.prepared import HALVES, Running, first_seen, open_state, running

HORIZON = Horizon(202606, 202612)
LATER = HORIZON.months - EARLIEST + 1


def prepared(*courses: Course, **how: object) -> tuple[Running, np.ndarray]:
    base = known(courses, **how)  # type: ignore[arg-type]
    kinds = tuple(base.seen["kind"].unique().sort())
    return running(base, kinds, tuple(sorted(base.by_grant)), Horizon(base.as_of, base.year * 100 + 12))


def _places(amounts: np.ndarray) -> list[tuple[int, float]]:
    return [(EARLIEST + column, float(oere)) for column, oere in enumerate(amounts) if oere]


def kroner(found: Running, row: int) -> dict[int | str, float]:
    """Place of the final stop → kroner to come, a month with a stop in it counted half."""
    mean = found.cost[row].mean(axis=-1) / 100
    return {**{EARLIEST + n: float(value) for n, value in enumerate(mean[:-1])}, "later": float(mean[-1])}


def test_halves_have_the_mean_and_variance_of_a_day_drawn_evenly() -> None:
    assert np.mean(HALVES) == pytest.approx(0.5)
    assert np.var(HALVES) == pytest.approx(1 / 12)


def test_a_grant_with_a_stop_in_september() -> None:
    """100 kr. a day to 15 September: 3,100 in July and August, 1,500 in September, 7,700 in all.

    Stopping in July costs half of it; in September what is registered; in October 3,100 + 3,100 + 3,000 and half of 3,100.
    """
    found, states = prepared(Course(1, "2026-01-01", {202401: "2026-09-15"}))
    assert found.committed.tolist() == [770_000]
    assert kroner(found, 0) == pytest.approx(
        {
            **dict.fromkeys(range(EARLIEST, 1), 0),
            1: 1_550,
            2: 4_650,
            3: 7_700,
            4: 10_750,
            5: 13_800,
            6: 16_850,
            "later": 18_400,
        }
    )
    assert found.cost[0, 3 - EARLIEST].tolist() == [770_000, 770_000]  # exact, in either half
    assert found.full[0, -6:].tolist() == [310_000, 310_000, 300_000, 310_000, 300_000, 310_000]
    assert found.state.tolist() == [-1]
    # half of each month, but September as registered
    assert found.last[0, -6:].tolist() == [155_000, 155_000, 150_000, 155_000, 150_000, 155_000]
    assert found.known.tolist() == [[0, 3, 3]]  # half a year in, so in the second band of planned grants
    assert len(states) == 0


def test_the_last_day_of_a_month_belongs_to_it() -> None:
    found, _ = prepared(Course(1, "2026-01-01", {202401: "2026-09-30"}))
    assert found.known[0, 2] == 3
    assert found.cost[0, 3 - EARLIEST].tolist() == [920_000, 920_000]
    assert found.committed.tolist() == [920_000]


def test_a_grant_without_a_stop_costs_the_year_out() -> None:
    found, states = prepared(Course(1, "2025-01-16"))
    got = kroner(found, 0)
    assert (got[0], got[1], got[6], got["later"]) == pytest.approx((0, 1_550, 16_850, 18_400))
    assert found.committed.tolist() == [1_840_000]
    assert found.state.tolist() == [0]
    assert states.tolist() == [[0, 0, 17]]  # 10 years old, 17 whole months in


def test_invoices_still_missing_for_closed_months() -> None:
    """May and June are not paid: 3,100 and 3,000. A stop learnt to lie in June halves it, one in April takes all of it."""
    found, _ = prepared(Course(1, "2026-01-01"), missing=[(1, "pleje", 202605, 3_100), (1, "pleje", 202606, 3_000)])
    got = kroner(found, 0)
    assert [got[place] for place in (-2, -1, 0, 1)] == pytest.approx([0, 1_550, 3_100 + 1_500, 6_100 + 1_550])
    assert found.missing.tolist() == [610_000]
    assert found.committed.tolist() == [610_000 + 1_840_000]


def test_a_grant_that_has_ended_is_settled() -> None:
    """Ended in May and on the as-of day: nothing is drawn, what is missing is counted. One that ends tomorrow runs."""
    found, _ = prepared(
        Course(1, "2025-01-01", {202401: "2026-05-31"}),
        Course(2, "2025-01-01", {202401: "2026-06-30"}),
        Course(3, "2025-01-01", {202401: "2026-07-01"}),
        missing=[(1, "pleje", 202605, 3_100), (2, "pleje", 202606, 3_000)],
    )
    assert found.grant_id.tolist() == [3]
    told = [(area, child, dict(_places(amounts))) for area, child, amounts in found.settled]
    assert told == [(0, 1, {-1: 310_000}), (0, 2, {0: 300_000})]
    assert found.committed.tolist() == [10_000]


def test_a_grant_to_come_costs_from_its_start() -> None:
    """From 16 October: 1,600 in October; it cannot have begun, and a stop before it costs nothing."""
    found, states = prepared(Course(1, "2026-10-16"))
    got = kroner(found, 0)
    assert [got[place] for place in (1, 3, 4, 5, "later")] == pytest.approx([0, 0, 800, 1_600 + 1_500, 7_700])
    assert found.begun.tolist() == [0]
    assert states.tolist() == [[0, 0, -4]]  # three months and a half to the start, in whole months down


def test_expected_grants_have_their_chance() -> None:
    found, _ = prepared(
        Course(1, "2026-08-01", granted=0, probability=4000), Course(2, "2026-05-01", granted=0, probability=9000)
    )
    assert found.chance.tolist() == [0.4, 0.9]
    assert found.begun.tolist() == [0, 1]


def test_a_stop_that_was_unknown_once_is_decided() -> None:
    found, _ = prepared(
        Course(1, "2025-01-01", {202401: None, 202604: "2026-08-31"}), Course(2, "2025-01-01", {202401: "2026-08-31"})
    )
    assert found.known[:, 1].tolist() == [DECIDED, 4]  # 18 months in


def test_the_state_of_a_planned_grant_follows_its_months() -> None:
    """Begun on 1 February: five months; on 1 January six; on 1 February of last year 17; a month before, 18; and to come."""
    starts = ["2026-02-01", "2026-01-01", "2025-02-01", "2025-01-01", "2026-08-01"]
    found, _ = prepared(*(Course(n, start, {202401: "2027-01-31"}) for n, start in enumerate(starts)))
    assert found.known[:, 1].tolist() == [2, 3, 3, 4, 0]


def likely(found: Running, row: int) -> dict[int | str, float]:
    """Place of the final stop → how likely the invoices are, where that is not next to nothing."""
    names = [*range(EARLIEST, HORIZON.months + 1), "later"]
    return {name: float(value) for name, value in zip(names, found.invoiced[row], strict=True) if value > 1e-5}


def of_stops(before: float, may: float, on: float) -> dict[int | str, float]:
    """Stops before May, in May, and in June or later."""
    given = {**dict.fromkeys(range(EARLIEST, -1), before), -1: may, **dict.fromkeys(range(7), on), "later": on}
    return {place: value for place, value in given.items() if value}


def test_invoices_that_have_come_tell_who_ran() -> None:
    """Ten grants, all paid for May, one not for June: late is (1 + 10 · 0.1) / (10 + 10) = 0.1 of the invoices.

    A grant that stopped in May has no invoice for June, for sure; one that ran in June lacks it with 0.1. What is paid for
    did not stop before.
    """
    found, _ = prepared(*(Course(n, "2025-01-01") for n in range(10)), missing=[(3, "pleje", 202606, 3_000)])
    assert likely(found, 0) == pytest.approx(of_stops(0, 0, 0.9))
    assert likely(found, 3) == pytest.approx(of_stops(0, 1, 0.1))


def test_how_late_invoices_are_is_seen_by_kind() -> None:
    """Two of six in foster care and none of four in residences lack June: (2 + 10 · 0.2) / 16 and (0 + 10 · 0.2) / 14.

    May is missing on one of the six: (1 + 10 · 0.1) / 16 = 0.125 and 1 / 14.
    """
    found, _ = prepared(
        *(Course(n, "2025-01-01") for n in range(6)),
        *(Course(n, "2025-01-01", kind="residence") for n in range(6, 10)),
        missing=[(0, "pleje", 202605, 3_100), (0, "pleje", 202606, 3_000), (1, "pleje", 202606, 3_000)],
    )
    assert likely(found, 0) == pytest.approx(of_stops(1, 0.125, 0.125 * 0.25))
    assert likely(found, 1) == pytest.approx(of_stops(0, 0.875, 0.875 * 0.25))
    assert likely(found, 2) == pytest.approx(of_stops(0, 0, 0.875 * 0.75))
    assert likely(found, 6) == pytest.approx(of_stops(0, 0, 13 / 14 * 12 / 14))


def test_invoices_tell_nothing_of_months_before_a_grant_or_of_grants_without_a_price() -> None:
    """Begun in the middle of May: May is not looked at; in June: neither. A grant paid once has no monthly invoice."""
    found, _ = prepared(
        Course(1, "2025-01-01"), Course(2, "2026-05-15"), Course(3, "2026-06-15"), Course(4, "2025-01-01", kr=0)
    )
    assert likely(found, 0) == pytest.approx(of_stops(0, 0, 1))
    assert likely(found, 1) == pytest.approx(of_stops(0, 0, 1))
    for row in (2, 3):
        assert likely(found, row) == pytest.approx(of_stops(1, 1, 1))


def test_a_grant_that_is_only_expected_has_no_invoice_to_miss() -> None:
    found, _ = prepared(
        *(Course(n, "2025-01-01") for n in range(9)),
        Course(9, "2026-03-01", granted=0),
        missing=[(9, "pleje", 202605, 3_100), (9, "pleje", 202606, 3_000)],
    )
    assert likely(found, 9) == pytest.approx(of_stops(1, 1, 1))
    assert likely(found, 0) == pytest.approx(of_stops(0, 0, 1))


def test_a_start_without_a_past_is_told_nothing_by_invoices() -> None:
    found, _ = prepared(Course(1, "2026-08-01"))
    assert found.invoiced.tolist() == [[1.0] * (LATER + 1)]


@pytest.mark.parametrize(
    ("stop", "place", "state"),
    [("2026-07-01", 1, -1), ("2026-12-31", 6, -1), ("2027-01-01", 7, -1), ("2028-05-01", 6 + LATE + 1, -1), ("2034-01-01", -4, 0)],
)  # fmt: skip
def test_the_place_of_a_known_stop(stop: str, place: int, state: int) -> None:
    """Far beyond the horizon all are one place; a stop more than five years off counts as unknown."""
    found, _ = prepared(Course(1, "2025-01-01", {202401: stop}))
    assert found.state.tolist() == [state]
    if state < 0:
        assert found.known[0, 2] == place


def test_the_18th_birthday() -> None:
    """15 September is in month 3; turned, or not turned in the year, is none. 15 May is one whole month ago."""
    found, _ = prepared(
        Course(1, "2025-01-01", birth="2008-09-15"),
        Course(2, "2025-01-01", birth="2008-05-15"),
        Course(3, "2025-01-01", birth="2009-02-15"),
        Course(4, "2025-01-01", birth=None),
    )
    assert found.birthday.tolist() == [3, 0, 0, 0]
    assert found.past.tolist() == [-1, 1, -1, -1]


def test_grants_are_sorted_by_area_and_others_are_left_out() -> None:
    found, _ = prepared(
        Course(1, "2025-01-01", area="b"),
        Course(2, "2025-01-01", area="a"),
        Course(3, "2025-01-01", area="drift"),
        by_grant=("a", "b"),
    )
    assert found.grant_id.tolist() == [2, 1]
    assert found.area.tolist() == [0, 1]


def test_a_december_looks_ahead_to_a_whole_year() -> None:
    """2026 at 100 kr. a day from January, open: 36,500 kr., and 15,050 by the end of May with half of June."""
    found, _ = prepared(Course(1, "2025-01-01"), as_of=202512)
    got = kroner(found, 0)
    assert got["later"] == pytest.approx(36_500)
    assert got[6] == pytest.approx(15_100 + 1_500)
    assert found.committed.tolist() == [3_650_000]


def test_a_leap_year_has_its_day() -> None:
    found, _ = prepared(Course(1, "2022-01-01"), as_of=202312, first=202301)
    assert kroner(found, 0)["later"] == pytest.approx(36_600)


def test_income_is_below_0() -> None:
    """Another municipality pays 100 kr. a day: the lines are the same with the sign turned."""
    found, _ = prepared(Course(1, "2026-01-01", {202401: "2026-09-15"}, kr=-100))
    got = kroner(found, 0)
    assert (got[1], got[3], got["later"]) == pytest.approx((-1_550, -7_700, -18_400))


def test_open_states_of_ages_and_months() -> None:
    kind = np.zeros(5, dtype=np.int64)
    ages = np.array([0.5, 12.0, 17.9, 18.0, np.nan])
    months = np.array([0.2, 3.0, -0.5, 500.0, 11.999])
    assert open_state(kind, ages, months).tolist() == [[0, 0, 0], [0, 1, 3], [0, 1, -1], [0, 2, 72], [0, 1, 11]]


def test_where_a_grant_was_first_seen() -> None:
    """Announced in March, granted in May with a stop, which moves in June; the newest price counts."""
    base = known(
        [
            Course(
                1, "2026-05-01", {202603: None, 202605: "2026-08-31", 202606: "2026-09-30"}, first=202603, granted=202605,
                probability=6000, prices={202603: 100, 202606: 120},
            ),
            Course(2, "2026-05-01", first=202602, last=202604, granted=0),
        ]
    )  # fmt: skip
    first = first_seen(base).sort("grant_id").to_dicts()
    assert [(row["first_snapshot"], row["last_snapshot"]) for row in first] == [(202603, 202606), (202602, 202604)]
    assert [(row["announced"], row["granted"]) for row in first] == [(True, True), (True, False)]
    assert (first[0]["first_stop"], first[0]["last_stop"]) == (None, day("2026-09-30"))
    assert first[0]["day_oere"] == 12_000
