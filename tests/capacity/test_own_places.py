"""A house month by month ahead, against what can be worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import exp

import pytest

from trinvis.calculations.capacity.houses import HouseMonth, Stay
from trinvis.calculations.capacity.own_places import HouseAhead, Need, house_ahead, need
from trinvis.calculations.capacity.own_places_drawn import Planned
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.stay_lengths import StayLengths, stay_lengths
from trinvis.calculations.commitments.calendar import day_number
from trinvis.calculations.forecast.horizon import MONTH_DAYS

AS_OF = 202512
SURE = 10**9
"""So much history that nothing is left uncertain but chance itself."""
NOBODY_LEAVES = StayLengths((0.0,) * 6, (float(SURE),) * 6)
NOBODY_COMES = Need(0, SURE, 0)


def _leaving(hazard: float) -> StayLengths:
    return StayLengths((hazard * SURE,) * 6, (float(SURE),) * 6)


def _arriving(a_month: float) -> Need:
    return Need(int(a_month * SURE), SURE, 0)


def _day(year: int, month: int, day: int) -> int:
    return day_number(date(year, month, day))


def _living(number: int, stop: int | None = None) -> tuple[Stay, ...]:
    return tuple(Stay(person, _day(2025, 11, 1), stop) for person in range(number))


def test_the_mean_is_the_one_of_births_and_deaths() -> None:
    """6 living there, 0,5 a month, hazard 0,05: after 12 months 6·e^−0,6 + 0,5/0,05·(1 − e^−0,6) = 7,805."""
    ahead = house_ahead(_living(6), _leaving(0.05), _arriving(0.5), [1_000] * 12, AS_OF, draws=20_000)
    expected = 6 * exp(-0.6) + 10 * (1 - exp(-0.6))
    assert ahead.months[-1].occupied == pytest.approx(expected, abs=0.08)
    assert ahead.months[0].occupied == pytest.approx(6 * exp(-0.05) + 10 * (1 - exp(-0.05)), abs=0.05)


def test_a_house_that_nobody_leaves_or_seeks_stays_as_it_is() -> None:
    ahead = house_ahead(_living(3), NOBODY_LEAVES, NOBODY_COMES, [4, 3, 2], AS_OF, draws=200)
    assert [(one.month, one.occupied, one.free, one.full, one.empty) for one in ahead.months] == [
        (202601, 3.0, 1.0, 0.0, 0.0),
        (202602, 3.0, 0.0, 1.0, 0.0),
        (202603, 3.0, -1.0, 1.0, 0.0),
    ]
    assert (ahead.first_full(), ahead.first_empty()) == (202602, None)
    assert ahead.months[0].occupied_days == 3 * 31


def test_decided_stops_empty_the_house_in_their_month() -> None:
    """A last day of 28 February: gone on the last day of March, and still there on that of February."""
    ahead = house_ahead(_living(2, _day(2026, 2, 28)), NOBODY_LEAVES, NOBODY_COMES, [2] * 3, AS_OF, draws=100)
    assert [one.occupied for one in ahead.months] == [2.0, 2.0, 0.0]
    assert ahead.first_empty() == 202603
    earlier = house_ahead(_living(2, _day(2026, 2, 27)), NOBODY_LEAVES, NOBODY_COMES, [2] * 3, AS_OF, draws=100)
    assert [one.occupied for one in earlier.months] == [2.0, 0.0, 0.0]


def test_who_is_planned_comes_on_the_day_and_leaves_on_the_day() -> None:
    """One comes in February for good, one in January until 10 March; a planned day that has passed is January."""
    plans = (Planned(_day(2026, 2, 10)), Planned(_day(2025, 12, 1), _day(2026, 3, 10)))
    ahead = house_ahead(_living(1), NOBODY_LEAVES, NOBODY_COMES, [5] * 4, AS_OF, planned=plans, draws=50)
    assert [one.occupied for one in ahead.months] == [2.0, 3.0, 2.0, 2.0]


def test_an_expected_one_comes_with_its_chance_and_waits_where_there_is_no_room() -> None:
    plan = (Planned(_day(2026, 1, 10), chance=0.25),)
    ahead = house_ahead(_living(1), NOBODY_LEAVES, NOBODY_COMES, [2], AS_OF, planned=plan, draws=20_000)
    assert ahead.months[0].occupied == pytest.approx(1.25, abs=0.02)
    full = house_ahead(_living(1), NOBODY_LEAVES, NOBODY_COMES, [1], AS_OF, planned=plan, draws=20_000)
    assert (full.months[0].occupied, full.months[0].waiting) == (1.0, pytest.approx(0.25, abs=0.02))


def test_planned_ones_are_among_those_the_house_is_needed_for() -> None:
    """The need is 2 a month: with 1 planned 1 comes besides, with 3 planned none does. Who only stays on is no need."""
    new, on = Planned(_day(2026, 1, 10)), Planned(_day(2026, 1, 10), new=False)
    for plans, expected in (((new,), 2.0), ((new,) * 3, 3.0), ((on,), 3.0)):
        ahead = house_ahead((), NOBODY_LEAVES, _arriving(2), [50], AS_OF, planned=plans, draws=20_000)
        assert ahead.months[0].occupied == pytest.approx(expected, abs=0.05)


def test_a_move_that_is_only_expected_has_its_chance() -> None:
    stay = replace(_living(1, _day(2026, 1, 20))[0], stop_chance=0.4)
    ahead = house_ahead((stay,), NOBODY_LEAVES, NOBODY_COMES, [1] * 2, AS_OF, draws=20_000)
    assert [one.occupied for one in ahead.months] == pytest.approx([0.6, 0.6], abs=0.01)


def test_those_that_no_grant_tells_take_room() -> None:
    ahead = house_ahead(_living(1), NOBODY_LEAVES, _arriving(50), [4], AS_OF, others=2, draws=100)
    assert (ahead.months[0].occupied, ahead.months[0].full, ahead.months[0].empty) == (4.0, 1.0, 0.0)


def test_a_house_without_places_is_never_full() -> None:
    (month,) = house_ahead((), NOBODY_LEAVES, NOBODY_COMES, [0], AS_OF, draws=10).months
    assert (month.full, month.empty) == (0.0, 1.0)


def test_who_waits_moves_in_as_soon_as_there_is_room() -> None:
    ahead = house_ahead(_living(2), NOBODY_LEAVES, NOBODY_COMES, [2, 3, 5], AS_OF, waiting=2, draws=100)
    assert [(one.occupied, one.waiting) for one in ahead.months] == [(2.0, 2.0), (3.0, 1.0), (4.0, 0.0)]


def test_who_is_bought_a_place_outside_stays_there() -> None:
    """One a month to a full house: on the average 1, 2 and 3 outside at the month ends, none waiting."""
    ahead = house_ahead(_living(2), NOBODY_LEAVES, _arriving(1), [2] * 3, AS_OF, overflow="buy", draws=20_000)
    assert [one.waiting for one in ahead.months] == [0.0] * 3
    assert [one.bought_days for one in ahead.months] == pytest.approx([0.5 * 31, 1.5 * 28, 2.5 * 31], rel=0.03)


def test_the_chance_of_an_empty_house() -> None:
    """Two who each leave with e^−0,5 left a month: both gone with (1 − e^−0,5)² = 0,155."""
    ahead = house_ahead(_living(2), _leaving(0.5), NOBODY_COMES, [2], AS_OF, draws=20_000)
    assert ahead.months[0].empty == pytest.approx((1 - exp(-0.5)) ** 2, abs=0.01)
    assert ahead.months[0].full == pytest.approx(exp(-1), abs=0.012)


def test_little_history_leaves_a_wide_band() -> None:
    short, long = StayLengths((1.0,) * 6, (20.0,) * 6), _leaving(0.05)
    wide = house_ahead(_living(20), short, _arriving(1), [100] * 24, AS_OF, draws=4_000).months[-1]
    narrow = house_ahead(_living(20), long, _arriving(1), [100] * 24, AS_OF, draws=4_000).months[-1]
    assert wide.high - wide.low > narrow.high - narrow.low


def test_the_same_seed_gives_the_same_figures() -> None:
    def made(seed: int) -> HouseAhead:
        return house_ahead(_living(5), _leaving(0.1), _arriving(0.5), [6] * 6, AS_OF, draws=500, seed=seed)

    assert made(1) == made(1)
    assert made(1).months != made(2).months


def test_need_is_those_who_came_and_the_growth_of_the_queue() -> None:
    """January: one moved in. February was full: one moved in and the queue grew by 2. March was full, its queue unknown."""
    month = HouseMonth(202601, 62, 62, 0, 1, 2, 0)
    months = (
        month,
        replace(month, month=202602, at_end=2, waiting=2),
        replace(month, month=202603, at_end=2, waiting=None),
    )
    stays = (Stay(1, _day(2026, 1, 5), None), Stay(2, _day(2026, 2, 5), None), Stay(3, _day(2026, 3, 5), None))
    found = need(stays, months)
    assert (found.persons, found.months, found.full_months, found.a_month) == (4, 2, 1, 2.0)


def test_a_house_that_was_always_full_says_nothing_of_the_need() -> None:
    with pytest.raises(CapacityRefused, match="ventelisten er ikke oplyst"):
        need((), (HouseMonth(202601, 62, 62, 0, 2, 2),))


def test_lengths_of_stays() -> None:
    """One of 30 days that ended, one that has run for 30: 60 days at risk and one exit in the first band."""
    seen = _day(2026, 1, 30)
    ended = Stay(1, _day(2025, 12, 1), _day(2025, 12, 30))
    running = Stay(2, _day(2026, 1, 1), None)
    found = stay_lengths((ended, running), seen, 0)
    assert found.exits == (1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert found.months[0] == pytest.approx(60 / MONTH_DAYS)
    assert found.overall == pytest.approx(MONTH_DAYS / 60)


def test_a_planned_stop_is_no_exit_and_an_old_stay_counts_from_when_it_was_seen() -> None:
    """Begun 400 days before the history: its days before are not at risk, and its planned stop has not come."""
    seen = _day(2026, 1, 31)
    old = Stay(1, _day(2026, 1, 1) - 400, _day(2026, 6, 1))
    found = stay_lengths((old,), seen, _day(2026, 1, 1))
    assert sum(found.exits) == 0
    assert sum(found.months) == pytest.approx(31 / MONTH_DAYS)
    assert found.months[3] == pytest.approx(31 / MONTH_DAYS)  # 12 to 24 months
    assert found.overall == 0
    assert found.hazards == (0.0,) * 6


def test_a_stop_on_the_last_day_that_is_seen_is_an_exit() -> None:
    seen = _day(2026, 1, 31)
    assert sum(stay_lengths((Stay(1, _day(2026, 1, 1), seen),), seen, 0).exits) == 1


def test_bands_with_little_behind_lean_on_the_whole() -> None:
    found = StayLengths((9.0, 0.0, 0.0, 0.0, 0.0, 0.0), (90.0, 10.0, 0.0, 0.0, 0.0, 0.0))
    assert found.overall == 0.09
    assert found.hazards[1] == pytest.approx(1 / (10 + 1 / 0.09))
    assert found.hazards[5] == pytest.approx(0.09)


def test_nobody_seen_has_no_length() -> None:
    with pytest.raises(CapacityRefused, match="Ingen ophold"):
        stay_lengths((), 100, 0)


@pytest.mark.parametrize(("places", "waiting", "draws"), [([], 0, 10), ([-1], 0, 10), ([1], -1, 10), ([1], 0, 0)])
def test_what_cannot_be_drawn_is_refused(places: list[float], waiting: int, draws: int) -> None:
    with pytest.raises(CapacityRefused):
        house_ahead((), NOBODY_LEAVES, NOBODY_COMES, places, AS_OF, waiting=waiting, draws=draws)


def test_the_words_say_need_draws_and_seed() -> None:
    words = house_ahead(_living(2), NOBODY_LEAVES, Need(6, 12, 2), [2], AS_OF, draws=100, seed=4).words
    assert "fuldt end ikke fra 01-2026" in words
    assert "0,50 personer om måneden (6 i 12 måneder; 2 måneder, hvor huset var fuldt, er ikke med)" in words
    assert words.endswith("100 trækninger, frø 4.")
