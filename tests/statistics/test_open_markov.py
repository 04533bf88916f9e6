"""Mean and covariance of an open population: by hand, by the plain recursion, and by drawing individuals' moves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trinvis.calculations.statistics.open_markov import propagate, totals

MATRIX = np.array([[0.90, 0.02, 0.00], [0.06, 0.93, 0.05], [0.01, 0.03, 0.92]])
START, ENTRIES = np.array([40, 25, 10]), np.array([1.5, 0.3, 0.1])


def test_one_state_by_hand():
    """100 children stay with 0,9 and 5 enter. Step 1: mean 95, variance 100 × 0,9 × 0,1 + 5 = 14.

    Step 2: mean 95 × 0,9 + 5 = 90,5; variance 0,81 × 14 + 95 × 0,09 + 5 = 11,34 + 8,55 + 5 = 24,89.
    """
    course = propagate([100], [([[0.9]], 2)], [5])
    assert course.means[:, 0] == pytest.approx([95, 90.5])
    assert course.covariances[:, 0, 0] == pytest.approx([14, 24.89])


def test_two_states_by_hand():
    """10 in the first state: 0,5 stay, 0,3 go to the second, 0,2 leave. Multinomial: variances 2,5 and 2,1, covariance −1,5.

    In all 8 with variance 2,5 + 2,1 − 2 × 1,5 = 1,6, the binomial 10 × 0,8 × 0,2.
    """
    course = propagate([10, 0], [([[0.5, 0], [0.3, 1]], 1)], [0, 0])
    assert course.means[0] == pytest.approx([5, 3])
    assert course.covariances[0] == pytest.approx(np.array([[2.5, -1.5], [-1.5, 2.1]]))
    found = totals(course)
    assert (found.means[0], found.deviations[0] ** 2) == pytest.approx((8, 1.6))


def test_prices_as_weights_and_several_sums():
    """The same population at 100 and 400: 500 + 1200; variance 100² × 2,5 + 400² × 2,1 − 2 × 100 × 400 × 1,5 = 241.000."""
    course = propagate([10, 0], [([[0.5, 0], [0.3, 1]], 1)], [0, 0])
    cost = totals(course, [100, 400])
    assert (cost.means[0], cost.deviations[0] ** 2) == pytest.approx((1700, 241_000))
    both = totals(course, [[100, 400], [0, 1]])
    assert both.means == pytest.approx(np.array([[1700, 3]]))
    assert both.deviations**2 == pytest.approx(np.array([[241_000, 2.1]]))


def by_the_plain_recursion(start, stages, entries, covariance):
    mean, spread, rows = np.array(start, float), np.array(covariance, float), []
    for matrix, steps in stages:
        for _ in range(steps):
            noise = np.diag(matrix @ mean) - matrix @ np.diag(mean) @ matrix.T + np.diag(entries[len(rows)])
            mean, spread = matrix @ mean + entries[len(rows)], matrix @ spread @ matrix.T + noise
            rows.append((mean, spread))
    return np.array([m for m, _ in rows]), np.array([v for _, v in rows])


@given(st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_as_the_plain_recursion_also_in_stages(states, seed):
    chance = np.random.default_rng(seed)
    stages = [(chance.dirichlet(np.ones(states + 1), states).T[:-1], int(steps)) for steps in chance.integers(0, 20, 3)]
    stages.append((chance.dirichlet(np.ones(states), states).T, 1))
    steps = sum(number for _, number in stages)
    entries = chance.gamma(1, 2, (steps, states))
    root = chance.normal(size=(states, states))
    start, covariance = chance.gamma(1, 20, states), root @ root.T
    means, covariances = by_the_plain_recursion(start, stages, entries, covariance)
    course = propagate(start, stages, entries, covariance=covariance)
    assert course.means == pytest.approx(means, abs=1e-10)
    assert course.covariances == pytest.approx(covariances, abs=1e-10)


def test_a_poisson_population_stays_one():
    """Where the start is Poisson, variances are the means and nothing covaries, for ever."""
    course = propagate(START, [(MATRIX, 50)], ENTRIES, covariance=np.diag(START))
    assert course.covariances == pytest.approx(np.array([np.diag(mean) for mean in course.means]), abs=1e-12)


def test_as_two_hundred_thousand_drawn_populations():
    """Independent individuals: multinomial moves from each state and Poisson entries, twelve steps of two matrices."""
    draws, chance = 200_000, np.random.default_rng(2026)
    slower = np.array([[0.95, 0.01, 0.02], [0.02, 0.96, 0.02], [0.02, 0.02, 0.95]])
    stages = [(MATRIX, 8), (slower, 4)]
    stock = np.tile(START, (draws, 1))
    for matrix, steps in stages:
        out = np.vstack([matrix, 1 - matrix.sum(axis=0)])
        for _ in range(steps):
            moved = [chance.multinomial(stock[:, state], out[:, state])[:, :-1] for state in range(3)]
            stock = sum(moved) + chance.poisson(ENTRIES, (draws, 3))
    course = propagate(START, stages, ENTRIES)
    mean, spread = course.means[-1], np.sqrt(np.diag(course.covariances[-1]))
    assert (abs(stock.mean(axis=0) - mean) < 3 * spread / draws**0.5).all()
    assert stock.std(axis=0) == pytest.approx(spread, rel=0.01)
    whole, summed = totals(course), stock.sum(axis=1)
    assert abs(summed.mean() - whole.means[-1]) < 3 * whole.deviations[-1] / draws**0.5
    assert summed.std() == pytest.approx(whole.deviations[-1], rel=0.01)
    assert np.corrcoef(stock.T) == pytest.approx(course.covariances[-1] / np.outer(spread, spread), abs=0.01)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: propagate([1, 2], [([[1, 0.2], [0, 0.9]], 1)], [0, 0]), "fra tilstand 2 er tilsammen over 1"),
        (lambda: propagate([1, 2], [([[1]], 1)], [0, 0]), "2 × 2"),
        (lambda: propagate([1], [([[1]], 0)], [0]), "mindst ét skridt"),
        (lambda: propagate([1], [([[1]], 2)], [[0]]), "2 rækker"),
        (lambda: propagate([-1], [([[1]], 1)], [0]), "Startbestanden"),
        (lambda: propagate([1], [([[1]], 1)], [float("nan")]), "Tilgangen"),
        (lambda: propagate([1], [([[1]], 1)], [0], covariance=[1, 2]), "1 × 1"),
        (lambda: totals(propagate([1], [([[1]], 1)], [0]), [1, 2]), "1 vægte"),
    ],
)
def test_what_does_not_fit_is_said(call, says):
    with pytest.raises(ValueError, match=says):
        call()
