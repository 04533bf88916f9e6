"""The recursion to the final stop, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from trinvis.calculations.forecast.courses_seen import AGES, BANDS, DUE, OFFSETS, PAST
from trinvis.calculations.forecast.durations import CLASSES, DECIDED, PLANNED, Durations
from trinvis.calculations.forecast.final_stops import EARLIEST, RUN, STATES, final_stops, plan_state

MONTHS = 6
WIDTH = OFFSETS[1] - OFFSETS[0] + 1
NEW = np.array([[0, 0, 0]], dtype=np.int64)


def certain(*, hazard: float = 0.0, offset: int = 1, longer: float = 0.0, to: int | None = 3) -> Durations:
    """One kind and one set: a stop lies ``offset`` months from the snapshot before it was learnt; a known stop that is due next
    month moves with chance ``longer`` to ``to`` months from that snapshot (None: unknown)."""
    offsets, lengths = np.zeros((1, 1, WIDTH)), np.zeros((1, 1, WIDTH + 1))
    offsets[..., offset - OFFSETS[0]] = 1
    lengths[..., -1 if to is None else to - OFFSETS[0]] = 1
    moved = np.zeros((1, 1, CLASSES, DUE))
    moved[..., 0] = longer
    return Durations(
        kinds=("foster",),
        open=np.full((1, 1, len(AGES), len(BANDS)), hazard),
        offsets=offsets,
        longer=moved,
        shorter=np.zeros((1, 1, CLASSES, DUE)),
        lengths=lengths,
        birthday=np.zeros((1, 1)),
        past_birthday=np.zeros((1, 1, PAST)),
    )


def by_place(chances: np.ndarray) -> dict[int | str, float]:
    """Place → chance, those that are not 0; the last place is all that lie after the horizon."""
    names = [*range(EARLIEST, len(chances) - 1 + EARLIEST), "later"]
    return {name: float(chance) for name, chance in zip(names, chances, strict=True) if chance}


@pytest.mark.parametrize("offset", [-2, -1, 0, 1, 2])
def test_one_hazard_and_one_offset_is_geometric(offset: int) -> None:
    """0.1 a month: the stop learnt in month n lies at n − 1 + offset, with chance 0.1 · 0.9ⁿ⁻¹."""
    found = by_place(final_stops(certain(hazard=0.1, offset=offset), MONTHS, NEW).open[0, 0])
    inside = {n - 1 + offset: 0.1 * 0.9 ** (n - 1) for n in range(1, MONTHS + 2 - offset)}
    assert found == pytest.approx({**inside, "later": 0.9 ** (MONTHS + 1 - offset)}, abs=1e-6)


def test_by_hand_to_the_third_month() -> None:
    found = final_stops(certain(hazard=0.2), 3, NEW)
    assert found.later == 3 - EARLIEST + 1
    assert by_place(found.open[0, 0]) == pytest.approx({1: 0.2, 2: 0.16, 3: 0.128, "later": 0.512}, abs=1e-6)


def test_a_grant_that_starts_in_two_months_cannot_stop_before() -> None:
    later = final_stops(certain(hazard=0.2), MONTHS, np.array([[0, 0, -2]], dtype=np.int64))
    assert by_place(later.open[0, 0]) == pytest.approx(
        {3: 0.2, 4: 0.16, 5: 0.128, 6: 0.1024, "later": 0.4096}, abs=1e-6
    )


def test_bands_follow_the_months_in_the_grant() -> None:
    """Two months in: one more month at the first band's hazard, then the second's."""
    model = certain()
    model.open[..., 0], model.open[..., 1] = 0.5, 0.1
    found = by_place(final_stops(model, 3, np.array([[0, 0, 2]], dtype=np.int64)).open[0, 0])
    assert found == pytest.approx({1: 0.5, 2: 0.05, 3: 0.045, "later": 0.405}, abs=1e-6)


@pytest.mark.parametrize("state", range(STATES))
def test_a_known_stop_that_is_prolonged_again_and_again(state: int) -> None:
    """Due next month, with 0.6 moved to three months from the snapshot, which is two on: 1, 3, 5 and so on."""
    found = final_stops(certain(longer=0.6, to=3), MONTHS, NEW).known[0, state, 1 - EARLIEST, 0]
    assert by_place(found) == pytest.approx({1: 0.4, 3: 0.24, 5: 0.144, "later": 0.216}, abs=3e-6)


def test_a_planned_stop_that_becomes_unknown_lies_after_the_horizon() -> None:
    found = final_stops(certain(longer=0.3, to=None), MONTHS, NEW).known[0, 0, 2 - EARLIEST, 0]
    assert by_place(found) == pytest.approx({2: 0.7, "later": 0.3}, abs=3e-6)


def test_a_planned_stop_that_comes_earlier() -> None:
    """Due in three months or more, with 0.25 moved to next month: only once, since it then is due."""
    model = certain(offset=1)
    model.shorter[..., DUE - 1] = 0.25
    found = final_stops(model, MONTHS, NEW).known[0, 0, 4 - EARLIEST, 0]
    assert by_place(found) == pytest.approx({1: 0.25, 2: 0.1875, 4: 0.5625}, abs=3e-6)


def test_a_stop_that_has_passed_stays() -> None:
    known = final_stops(certain(hazard=0.3, longer=0.9), MONTHS, NEW).known[0, :, :, 0]
    for place in range(EARLIEST, 1):
        for state in range(STATES):
            assert by_place(known[state, place - EARLIEST]) == {place: 1.0}


SHORTENED = {
    # new, 3 months in: never in its first half year; the six months that follow, at 6 to 17 months, with 0.2 each
    0: {7: 0.2, 8: 0.16, 10: 0.64},
    2: {4: 0.2, 5: 0.16, 6: 0.128, 7: 0.1024, 8: 0.08192, 10: 0.32768},
    # 12 months in: until it is 18 months in; 30 months in, or decided: never
    3: {1: 0.2, 2: 0.16, 3: 0.128, 4: 0.1024, 5: 0.08192, 6: 0.065536, 10: 0.262144},
    4: {10: 1.0},
    DECIDED: {10: 1.0},
}


@pytest.mark.parametrize("state", SHORTENED)
def test_a_planned_stop_comes_earlier_as_the_time_in_the_grant_tells(state: int) -> None:
    """Only between 6 and 18 months in the grant a stop three months away or more is moved to the next month, with 0.2.

    Planned in month 10: so until month 7 has passed, by the months that the grant has run when the state begins.
    """
    model = certain()
    model.shorter[..., PLANNED[1], DUE - 1] = 0.2
    found = final_stops(model, 12, NEW).known[0, state, 10 - EARLIEST, 0]
    assert by_place(found) == pytest.approx(SHORTENED[state], abs=1e-5)


def test_states_of_planned_grants_by_months_in_them() -> None:
    months = np.array([-2.0, 0.0, 5.99, 6.0, 17.99, 18.0, 200.0])
    assert plan_state(months).tolist() == [0, 2, 2, 3, 3, 4, 4]
    assert [RUN[state] for state in (0, 2, 3, 4)] == [0, 3, 12, 30]


def test_a_stop_learnt_is_moved_as_a_decided_one() -> None:
    """An open grant gets a stop two months ahead (0.5); due next month, a decided one is moved out of sight with 0.4."""
    model = certain(hazard=0.5, offset=2, to=None)
    model.longer[..., DECIDED, 0] = 0.4
    found = by_place(final_stops(model, 3, NEW).open[0, 0])
    # places 2 and 3 are reached by stops learnt in months 1 and 2, each moved with 0.4 in the month after
    assert found == pytest.approx({2: 0.5 * 0.6, 3: 0.25 * 0.6, "later": 1 - 0.45}, abs=3e-6)


def test_a_move_that_has_nowhere_to_go_is_further_on_or_none() -> None:
    """Prolonged by no more than a month it is due already: it goes out of sight. Moved nearer than it is: it stays."""
    model = certain(offset=5, longer=0.5, to=1)
    model.shorter[..., 1] = 0.3
    known = final_stops(model, MONTHS, NEW).known[0, :, :, 0]
    for state in range(STATES):
        assert by_place(known[state, 1 - EARLIEST]) == pytest.approx({1: 0.5, "later": 0.5}, abs=1e-6)
        assert by_place(known[state, 2 - EARLIEST]) == pytest.approx({2: 0.5, "later": 0.5}, abs=1e-6)
