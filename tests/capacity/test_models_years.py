"""The years of a series taken apart: levels, swings, how they depend on size, and whether they hang together."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from tests.capacity.synthetic_country import Mix, country

from trinvis.calculations.capacity.years_apart import years_apart

NAN = float("nan")


def test_the_years_of_three_municipalities_by_hand() -> None:
    """Levels 10, 20, 30 with the years −1, 0, +1, and (+1, −1, 0), (−1, +1, 0), (0, 0, 0) of chance.

    The years' levels −1, 0, 1 are least squares here, so 4 is left within, with 3 · 2 − 2 = 4 degrees of freedom.
    """
    series = np.array([[10 - 1 + 1, 10 - 1, 10 + 1], [20 - 1 - 1, 20 + 1, 20 + 1], [30 - 1, 30, 30 + 1]], float)
    found = years_apart(series, np.array([1.0, 2, 3]), "equal")
    assert found.means == pytest.approx([10, 20, 30])
    assert (found.within, found.degrees) == (pytest.approx(4), 4)
    assert found.noise == pytest.approx([1 / 3] * 3)
    assert years_apart(series, np.array([1.0, 2, 3]), "inverse").noise == pytest.approx([2 / 3, 1 / 3, 2 / 9])


def test_missing_years_are_as_in_least_squares_with_dummies() -> None:
    chance = np.random.default_rng(5)
    population = chance.lognormal(9, 0.7, 30)
    series = chance.normal(100, 10, (30, 1)) + chance.normal(0, 5, 4) + chance.normal(0, 3, (30, 4))
    series[chance.random((30, 4)) < 0.25] = NAN
    series[:, 0] = chance.normal(100, 10, 30)
    found = years_apart(series, population, "inverse")
    units, years = np.nonzero(np.isfinite(series))
    dummies = np.column_stack([units[:, None] == np.arange(30), years[:, None] == np.arange(1, 4)]).astype(float)
    fit = sm.WLS(series[units, years], dummies, weights=(population / population.mean())[units]).fit()
    assert found.within == pytest.approx(fit.ssr)
    assert found.degrees == int(fit.df_resid)
    levels = np.array([0, *fit.params[30:]])
    assert found.means == pytest.approx(fit.params[:30] + levels.mean())


@pytest.mark.parametrize("steepness", [0.0, 0.5, 1.0])
def test_how_much_more_small_municipalities_swing_is_found(steepness: float) -> None:
    found = []
    for seed in range(20):
        drawn = country(Mix(steepness=steepness), seed)
        series = np.array([list(drawn.spending.values[unit.code].values()) for unit in drawn.units], float)
        found.append(years_apart(series, drawn.inhabitants).steepness)
    assert np.mean(found) == pytest.approx(steepness, abs=0.08)


def test_chance_that_lasts_from_year_to_year_is_seen() -> None:
    chance = np.random.default_rng(1)
    steps = np.cumsum(chance.normal(0, 1, (98, 5)), axis=1)
    people = np.full(98, 1000.0)
    assert years_apart(steps, people).drifts
    assert years_apart(steps[:, :2], people).drift is None
    alone = [years_apart(np.random.default_rng(seed).normal(0, 1, (98, 5)), people).drifts for seed in range(200)]
    assert sum(alone) <= 20
