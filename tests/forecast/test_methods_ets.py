"""Exponential smoothing of the months, against series whose continuation is known."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.forecast.known_frames import told

from trinvis.calculations.forecast.horizon import month_index, month_of
from trinvis.calculations.forecast.methods import by_method


def known(as_of=202609, **areas):
    """Area → its months' øre, the last of them ``as_of``'s; None: the month is not known of any area."""
    last = month_index(as_of)
    rows = [
        (area, month_of(index), amount)
        for area, amounts in areas.items()
        for index, amount in zip(range(last - len(amounts) + 1, last + 1), amounts, strict=True)
        if amount is not None
    ]
    return told(rows, as_of)


def ets(of, area="", **more):
    (row,) = (row for row in by_method(of, methods=["ets"], **more) if row.area == area)
    return row


def noisy(months, level=1_000_000_00, spread=0.05, seed=3):
    noise = np.random.default_rng(seed).normal(0, spread, months)
    return [round(level * (1 + one)) for one in noise]


def test_a_noisy_level_goes_on_as_its_mean():
    """33 months of a level and noise: three months go on at the mean, ± 3 × 5 % × √3 around it."""
    series = noisy(33)
    found = ets(known(a=series))
    expected = sum(series[-9:]) + 3 * np.mean(series)
    assert found.year_end_oere == pytest.approx(expected, rel=0.01)
    assert found.caveat is None
    assert found.draws.shape == (1000,)
    assert found.draws.dtype == np.float64
    assert np.mean(found.draws) == pytest.approx(found.year_end_oere, rel=0.002)
    assert np.std(found.draws) == pytest.approx(np.sqrt(3) * np.std(series), rel=0.25)


def test_a_season_is_found_from_24_months_on():
    """Every December costs four times another month: 45 months show it, 21 do not."""
    series = [
        amount * (4 if month % 12 == 11 else 1) for month, amount in zip(range(45), noisy(45, spread=0.01), strict=True)
    ]
    spent = sum(series[-9:])
    assert ets(known(a=series)).year_end_oere - spent == pytest.approx(6 * 1_000_000_00, rel=0.05)
    assert ets(known(a=series[-21:])).year_end_oere - spent < 5 * 1_000_000_00


def test_a_season_on_a_trend():
    """45 months that climb by 100.000 a month from a million, with a December of 3 millions more: October–December."""
    noise = np.random.default_rng(2).normal(0, 0.02, 48)
    whole = [round((1 + month / 10 + 3 * (month % 12 == 11) + noise[month]) * 1e8) for month in range(48)]
    found = ets(known(a=whole[:45]))
    assert found.year_end_oere == pytest.approx(sum(whole[36:]), rel=0.01)


def test_a_trend_goes_on_damped():
    """A steady climb of 1 million a month from 10 goes on above its last month, but not faster than before."""
    noise = np.random.default_rng(1).normal(0, 0.05, 21)
    series = [round((10 + month + noise[month]) * 1e8) for month in range(21)]
    open_months = ets(known(a=series)).year_end_oere - sum(series[-9:])
    assert 3 * series[-1] < open_months < 3 * series[-1] + 6.3e8


def test_income_is_the_mirror_of_expense():
    series = noisy(20)
    expense, income = ets(known(a=series), "a"), ets(known(a=[-amount for amount in series]), "a")
    assert income.year_end_oere == pytest.approx(-expense.year_end_oere, rel=1e-6)
    assert np.std(income.draws) == pytest.approx(np.std(expense.draws), rel=0.1)
    assert income.caveat is None


def test_the_total_is_fitted_to_the_total():
    """Two series that mirror each other have a sum without spread, though each has one."""
    series = noisy(20)
    one = known(a=series, b=[2_000_000_00 - amount for amount in series])
    total = ets(one)
    assert np.ptp(total.draws) == 0
    assert total.year_end_oere == 12 * 2_000_000_00
    assert np.ptp(ets(one, "a").draws) > 0


def test_the_same_seed_gives_the_same_draws_whatever_else_is_asked_for():
    series = noisy(20)
    alone, beside = ets(known(b=series), "b"), ets(known(a=noisy(20, seed=4), b=series), "b")
    assert np.array_equal(alone.draws, beside.draws)
    other = ets(known(b=series), "b", seed=2)
    assert not np.array_equal(alone.draws, other.draws)
    assert alone.year_end_oere == other.year_end_oere
    assert ets(known(b=series), "b", draws=1).draws.shape == (1,)


@pytest.mark.parametrize(
    ("series", "year_end", "spread", "words"),
    [
        ([100] * 9, 1200, 0, "Månederne er ens"),
        ([0] * 9, 0, 0, "Månederne er ens"),
        ([0, 0, 0, 0, 0, 100, 200, 300], 600 + 600, 100 * 3**0.5, "Færre end 8 kendte måneder"),
        ([100, 200, 300], 600 + 600, 100 * 3**0.5, "Færre end 8 kendte måneder"),
        ([-100, -200, -300], -1200, 100 * 3**0.5, "Færre end 8 kendte måneder"),
        ([5, 5, 5, 5, 5, None, 100, 200, 300], 625 + 600, 100 * 3**0.5, "Færre end 8 kendte måneder"),
    ],
)
def test_short_and_even_series_have_a_level(series, year_end, spread, words):
    """September: three months are open. 100, 200, 300 have the mean 200 and the standard deviation 100."""
    found = ets(known(a=series), "a", draws=20_000)
    assert found.year_end_oere == year_end
    assert np.mean(found.draws) == pytest.approx(year_end, abs=5)
    assert np.std(found.draws) == pytest.approx(spread, rel=0.03)
    assert found.caveat.startswith(words)


@pytest.mark.parametrize("series", [[], [100], [100, 200], [100] * 9 + [None]])
def test_too_few_months_say_nothing(series):
    """The last is without its newest month: what comes after cannot be smoothed from what lies before the gap."""
    found = ets(known(a=series))
    assert (found.year_end_oere, found.draws) == (None, None)
    assert "for få kendte måneder" in found.caveat


def test_a_whole_year_is_open_in_december():
    found = ets(known(202512, a=noisy(24)))
    assert found.year_end_oere == pytest.approx(12 * 1_000_000_00, rel=0.05)


@settings(max_examples=15)
@given(
    st.lists(st.integers(-(10**10), 10**10) | st.sampled_from([0, 1, 10**10]), min_size=2, max_size=30),
    st.sampled_from([202601, 202609, 202611, 202612]),
)
def test_never_a_number_that_is_none_and_never_a_warning(series, as_of):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = ets(known(as_of, a=[7, *series]), draws=20)
    assert type(found.year_end_oere) is int
    assert np.isfinite(found.draws).all()


def test_a_regular_pattern_without_noise_is_fitted():
    for series in ([100, 200] * 6, list(range(0, 1200, 100)), [1000] * 11 + [4000] + [1000] * 11 + [4000]):
        found = ets(known(202611, a=series), draws=10)
        assert np.isfinite(found.draws).all()
        assert type(found.year_end_oere) is int
