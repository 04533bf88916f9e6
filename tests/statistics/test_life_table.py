"""Life tables by hand, against lifelines, and what must hold whatever the counts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter, NelsonAalenFitter

from trinvis.calculations.statistics.life_table import kaplan_meier, life_table


def test_three_intervals_by_hand():
    """10 at risk lose 2, 5 lose 1, nobody is at risk in the third.

    Hazards 0,2 and 0,2; survival 0,8 and 0,8 × 0,8 = 0,64; cumulative hazard 0,2 and 0,4.
    Greenwood: 0,8² × 2/(10×8) = 0,016; 0,64² × (2/80 + 1/(5×4)) = 0,4096 × 0,075 = 0,03072.
    """
    table = life_table([10, 5, 0], [2, 1, 0])
    assert table.hazards == pytest.approx([0.2, 0.2, 0])
    assert table.survival == pytest.approx([0.8, 0.64, 0.64])
    assert table.cumulative_hazards == pytest.approx([0.2, 0.4, 0.4])
    assert table.survival_of_rates == pytest.approx([0.818730753, 0.670320046, 0.670320046])
    assert table.standard_error**2 == pytest.approx([0.016, 0.03072, 0.03072])


def test_when_all_leave_nobody_is_left_and_that_is_certain():
    table = life_table([4, 2, 3], [1, 2, 1])
    assert table.survival == pytest.approx([0.75, 0, 0])
    assert table.standard_error[1:] == pytest.approx([0, 0])


def test_a_rate_above_one_leaves_nobody_but_the_rates_survival():
    """Half a year at risk and one exit: 2 per year, exp(−2)."""
    table = life_table([0.5], [1])
    assert (table.hazards[0], table.survival[0], table.standard_error[0]) == (2, 0, 0)
    assert table.survival_of_rates[0] == pytest.approx(np.exp(-2))


def test_left_truncation_by_hand():
    """Courses (entry, duration): (0, 2) ended, (0, 5) ended, (2, 5) still going, (3, 6) ended.

    At 2: the first two are at risk (an entry at 2 comes after the exits at 2): 1/2. At 5: three, one exits: 2/3. At 6: the last.
    """
    found = kaplan_meier([2, 5, 5, 6], [True, True, False, True], entries=[0, 0, 2, 3])
    assert found.times.tolist() == [2, 5, 6]
    assert found.table.exposure.tolist() == [2, 3, 1]
    assert found.table.survival == pytest.approx([1 / 2, 1 / 3, 0])
    assert found.survival_at([0, 1.9, 2, 4, 5, 99]) == pytest.approx([1, 1, 1 / 2, 1 / 2, 1 / 3, 0])


def test_nobody_has_ended_yet():
    found = kaplan_meier([3, 4], [False, False])
    assert found.times.size == 0
    assert found.survival_at([10]).tolist() == [1]


courses = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 20), st.booleans()), min_size=3, max_size=60)


def columns(drawn):
    entry, lasted, ended = (np.array(column) for column in zip(*drawn, strict=True))
    return entry + lasted, ended, entry


@given(courses)
def test_as_lifelines_without_entries(drawn):
    durations, ended, _ = columns(drawn)
    agrees_with_lifelines(kaplan_meier(durations, ended), durations, ended, None)


@pytest.mark.parametrize("seed", range(40))
def test_as_lifelines_with_late_entries(seed):
    """Many seen from the beginning, so that lifelines does not refuse; ties between entries and exits are common."""
    chance = np.random.default_rng(seed)
    entries = chance.integers(0, 12, 80) * (chance.random(80) < 0.6)
    durations, ended = entries + chance.integers(1, 25, 80), chance.random(80) < 0.7
    agrees_with_lifelines(kaplan_meier(durations, ended, entries), durations, ended, entries)


def agrees_with_lifelines(ours, durations, ended, entries):
    if not ours.times.size:
        return
    survival = KaplanMeierFitter().fit(durations, ended, entry=entries, timeline=ours.times)
    hazards = NelsonAalenFitter(nelson_aalen_smoothing=False).fit(durations, ended, entry=entries, timeline=ours.times)
    table = ours.table
    theirs = survival.survival_function_.to_numpy()[:, 0]
    assert table.survival == pytest.approx(theirs, abs=1e-10)
    assert table.cumulative_hazards == pytest.approx(hazards.cumulative_hazard_.to_numpy()[:, 0], abs=1e-10)
    left = theirs > 1e-12
    greenwood = theirs[left] * np.sqrt(survival._cumulative_sq_.to_numpy()[left])
    assert table.standard_error[left] == pytest.approx(greenwood, abs=1e-10)


@given(st.lists(st.tuples(st.integers(0, 50), st.floats(0, 1)), min_size=1, max_size=30))
def test_survival_never_rises_and_stays_a_share(drawn):
    exposure = np.array([number for number, _ in drawn], float)
    table = life_table(exposure, exposure * [share for _, share in drawn])
    for survival in (table.survival, table.survival_of_rates):
        assert (np.diff(survival, prepend=1) <= 0).all()
        assert ((survival >= 0) & (survival <= 1)).all()
    assert np.isfinite(table.standard_error).all()
    assert (table.survival <= table.survival_of_rates + 1e-12).all()


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: life_table([1, 2], [1]), "lige lange"),
        (lambda: life_table([5, 0], [1, 1]), "Nr. 2"),
        (lambda: kaplan_meier([], []), "ingen forløb"),
        (lambda: life_table([5, -1], [1, 0]), "0 eller større"),
        (lambda: life_table([5, np.nan], [1, 0]), "0 eller større"),
        (lambda: kaplan_meier([5, 3], [True, True], entries=[1, 3]), "Forløb nr. 2"),
        (lambda: kaplan_meier([5, 3], [True]), "2 varigheder"),
    ],
)
def test_what_cannot_be_computed_is_said(call, says):
    with pytest.raises(ValueError, match=says):
        call()
