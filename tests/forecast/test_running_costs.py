"""Monthly sums that go on: least squares by hand and against statsmodels."""

from __future__ import annotations

import numpy as np
import pytest

from trinvis.calculations.forecast.running_costs import NEWEST, monthly_level


def test_a_level_by_hand() -> None:
    """10, 12, 11, 13, 12, 14: mean 12, sum of squares 10, so 2 a month on 5 degrees of freedom.

    Three months ahead: 36, variance 2 · (3 + 3² / 6) = 9.
    """
    level = monthly_level(np.array([10.0, 12, 11, 13, 12, 14]), 3)
    assert (level.mean, level.deviation, level.freedom, level.trend) == (
        pytest.approx(36),
        pytest.approx(3),
        5,
        False,
    )
    assert level.months == 6


@pytest.mark.parametrize("ahead", [1, 6, 12])
def test_a_trend_against_statsmodels(ahead: int) -> None:
    """Mean and standard deviation of the sum of the months ahead, as ``get_prediction`` has them for the summed row."""
    import statsmodels.api as sm

    rng = np.random.default_rng(1)
    months = np.arange(24)
    amounts = 1000 + 30 * months + rng.normal(0, 20, 24)
    level = monthly_level(amounts, ahead)
    fit = sm.OLS(amounts, sm.add_constant(months)).fit()
    summed = np.array([[ahead, (24 + np.arange(ahead)).sum()]])
    row = fit.get_prediction(summed).summary_frame()
    assert level.trend
    assert level.mean == pytest.approx(row["mean"].item())
    assert level.deviation**2 == pytest.approx(row["mean_se"].item() ** 2 + ahead * fit.mse_resid)
    assert level.freedom == fit.df_resid


def test_a_level_against_statsmodels() -> None:
    import statsmodels.api as sm

    amounts = np.array([100.0, 104, 98, 102, 97, 103, 101, 99, 105, 96, 100, 95, 104, 98])
    level = monthly_level(amounts, 6)
    fit = sm.OLS(amounts, np.ones(14)).fit()
    row = fit.get_prediction(np.array([[6.0]])).summary_frame()
    assert not level.trend
    assert level.mean == pytest.approx(row["mean"].item())
    assert level.deviation**2 == pytest.approx(row["mean_se"].item() ** 2 + 6 * fit.mse_resid)


def test_no_trend_in_mere_noise() -> None:
    found = [monthly_level(np.random.default_rng(seed).normal(1000, 50, 24), 6).trend for seed in range(100)]
    assert sum(found) <= 15


def test_only_the_newest_months_count() -> None:
    newest = np.random.default_rng(2).normal(1000, 50, NEWEST)
    assert monthly_level(np.concatenate([np.full(50, 9e9), newest]), 6) == monthly_level(newest, 6)


def test_a_constant_series_is_certain() -> None:
    level = monthly_level(np.full(24, 123_456.0), 6)
    assert level.mean == pytest.approx(6 * 123_456)
    assert level.deviation == pytest.approx(0, abs=1e-3)
    assert level.drawn(50, np.random.default_rng(3)) == pytest.approx(6 * 123_456)


def test_a_straight_line_goes_on() -> None:
    level = monthly_level(1000.0 + 10 * np.arange(24), 3)
    assert level.mean == pytest.approx(1240 + 1250 + 1260)
    assert level.deviation == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_few_months_give_their_mean_and_a_wide_interval(count: int) -> None:
    few = monthly_level(np.full(count, 1000.0), 6)
    assert few.mean == pytest.approx(6000)
    assert few.deviation > 300
    assert few.months == count


def test_income_is_a_level_too() -> None:
    level = monthly_level(-np.array([10.0, 12, 11, 13, 12, 14]), 3)
    assert (level.mean, level.deviation) == (pytest.approx(-36), pytest.approx(3))
    assert monthly_level(np.full(3, -10.0), 6).deviation > 0


@pytest.mark.parametrize(("amounts", "ahead"), [([], 6), ([5.0] * 10, 0), ([0.0] * 10, 6), ([0.0], 6)])
def test_nothing_gives_nothing(amounts: list[float], ahead: int) -> None:
    level = monthly_level(np.array(amounts), ahead)
    assert (level.mean, level.deviation) == (0, 0)
    assert level.drawn(5, np.random.default_rng(4)).tolist() == [0] * 5


def test_draws_have_the_mean_and_the_tails_of_students_t() -> None:
    """Five degrees of freedom: variance 5/3 of the scale's, and 5 per cent beyond 2.571 either way."""
    drawn = monthly_level(np.array([10.0, 12, 11, 13, 12, 14]), 3).drawn(400_000, np.random.default_rng(5))
    assert drawn.mean() == pytest.approx(36, abs=0.03)
    assert drawn.std() == pytest.approx(3 * (5 / 3) ** 0.5, rel=0.02)
    assert (abs(drawn - 36) > 2.571 * 3).mean() == pytest.approx(0.05, abs=0.002)
