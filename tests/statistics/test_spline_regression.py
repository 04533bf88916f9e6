"""Regression without a shape given beforehand: against SciPy's smoothing spline, and what must hold."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from scipy.interpolate import make_smoothing_spline

from trinvis.calculations.statistics.regression_basis import curve_basis, normal_scores, surface_basis
from trinvis.calculations.statistics.spline_regression import TooFewCases, regressed

CASES = 10_000


def drawn(name, seed=1):
    """Variables of every kind that a business case has."""
    luck = np.random.default_rng(seed)
    return {
        "normal": lambda: luck.normal(size=CASES),
        "long tail": lambda: np.exp(1.5 * luck.normal(size=CASES)),
        "even": lambda: luck.random(CASES),
        "no mean": lambda: luck.standard_cauchy(CASES),
        "counts": lambda: luck.poisson(200, CASES).astype(float),
        "few counts": lambda: luck.poisson(3, CASES).astype(float),
        "yes and no": lambda: (luck.random(CASES) < 0.3).astype(float),
        "often nothing": lambda: np.where(luck.random(CASES) < 0.5, 0, luck.gamma(2, size=CASES)),
        "large": lambda: luck.lognormal(400, 0.1, CASES),
    }[name]()


KINDS = ("normal", "long tail", "even", "no mean", "counts", "few counts", "yes and no", "often nothing", "large")


def test_scores_by_hand():
    """Ranks 1, 2,5, 2,5 and 4 of 4, less a half: shares 1/8, 1/2, 1/2 and 7/8."""
    assert normal_scores(np.array([3.0, 7, 7, 9])) == pytest.approx([-1.15035, 0, 0, 1.15035], abs=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_functions_are_told_apart(kind):
    """Mean 0, mean square 1, no correlation: so coefficients can be shrunk one by one."""
    basis = curve_basis(drawn(kind))
    functions = np.array([basis.expand(one) for one in np.eye(basis.rough.size)])
    assert functions.mean(axis=1) == pytest.approx(np.zeros(len(functions)), abs=1e-8)
    assert functions @ functions.T / CASES == pytest.approx(np.eye(len(functions)), abs=1e-5)
    luck = np.random.default_rng(3).normal(size=CASES)
    assert basis.project(luck) == pytest.approx(functions @ luck / CASES, abs=1e-6)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", ["line", "wave", "bend"])
def test_the_curve_is_found(kind, shape):
    """Noise twice the signal. What is expected of 10.000 cases and some twenty parameters: an error of a tenth or so."""
    x = drawn(kind)
    score = normal_scores(x)
    true = {"line": score, "wave": np.sin(2 * score), "bend": np.maximum(score - 0.5, 0)}[shape]
    spread = true.std()
    found = regressed(true + 2 * spread * np.random.default_rng(2).normal(size=CASES), [x])
    assert np.sqrt(((found.fitted[0] - true) ** 2).mean()) < 0.13 * spread
    assert found.steady[0].std() == pytest.approx(spread, rel=0.07)
    assert found.explained[0] == pytest.approx(0.2, abs=0.02)


@pytest.mark.parametrize("kind", ["normal", "even", "long tail"])
def test_as_a_smoothing_spline(kind):
    """SciPy's spline through the means of 500 groups of 20 neighbours, on the variable itself: another basis, the same curve."""
    x = np.sort(drawn(kind))
    y = np.arctan(2 * x) + np.random.default_rng(5).normal(size=CASES)
    groups, middle = x.reshape(500, 20).mean(axis=1), slice(100, -100)
    other = make_smoothing_spline(groups, y.reshape(500, 20).mean(axis=1))(x)
    found = regressed(y, [x]).fitted[0]
    assert np.sqrt(((found - other)[middle] ** 2).mean()) < 0.05


def test_groups_are_their_means():
    x = np.repeat([1.0, 2.0, 9.0], 100)
    y = np.random.default_rng(1).normal(size=300) + x
    found = regressed(y, [x])
    assert found.fitted[0][::100] == pytest.approx([y[:100].mean(), y[100:200].mean(), y[200:].mean()])
    assert found.freedom == pytest.approx([2])


def test_nothing_to_learn_from():
    y = np.random.default_rng(1).normal(size=300)
    found = regressed(y, [np.full(300, 4.0)])
    assert found.fitted[0] == pytest.approx(np.full(300, y.mean()))
    assert found.freedom == pytest.approx([0])
    assert regressed(np.full(300, 7.0), [y]).steady[0] == pytest.approx(np.full(300, 7.0))


def test_what_has_no_influence_is_flat_or_nearly():
    """Of 100 curves through noise alone; the spread of an ordinary fit would be some 2 %."""
    spreads = []
    for seed in range(100):
        luck = np.random.default_rng(seed)
        spreads.append(regressed(luck.normal(size=CASES), [luck.normal(size=CASES)]).steady[0].std())
    assert np.mean(np.array(spreads) < 1e-12) > 0.3
    assert np.mean(spreads) < 0.01


def test_products_are_seen_in_a_surface():
    """Price × number × share, with long tails: curves of each alone see but a part."""
    luck = np.random.default_rng(4)
    price, number, share = luck.lognormal(0, 0.5, CASES), luck.gamma(9, 1 / 9, CASES), luck.beta(2, 5, CASES)
    true = price * number * share
    found = regressed(true + true.std() * luck.normal(size=CASES), [price, number, share])
    alone = (
        regressed(true, [price]).fitted[0] + regressed(true, [number]).fitted[0] + regressed(true, [share]).fitted[0]
    )
    assert np.corrcoef(found.fitted[0], true)[0, 1] > 0.99
    assert np.corrcoef(found.fitted[0], true)[0, 1] > np.corrcoef(alone, true)[0, 1]


def test_variables_that_follow_from_each_other_count_once():
    luck = np.random.default_rng(4)
    one, two = luck.normal(size=CASES), luck.normal(size=CASES)
    y = one * two + luck.normal(size=CASES)
    pair, again = regressed(y, [one, two]), regressed(y, [one, two, np.full(CASES, 3.0)])
    assert again.fitted == pytest.approx(pair.fitted)
    assert surface_basis(np.array([one, 2 * one])).rough.size < 20


@pytest.mark.parametrize("variables", [2, 5, 8, 12, 30])
def test_any_number_of_variables(variables):
    luck = np.random.default_rng(4)
    x = luck.normal(size=(variables, 2000))
    found = regressed(x.sum(axis=0) + luck.normal(size=2000), x)
    assert found.explained[0] > variables / (variables + 1) - 0.05


def test_too_few_and_missing_are_refused():
    with pytest.raises(TooFewCases, match="99 træk er for få; der skal mindst 100 til"):
        regressed(np.ones(99), [np.ones(99)])
    with pytest.raises(ValueError, match="ingen må mangle"):
        regressed(np.ones(100), [np.full(100, np.nan)])
    with pytest.raises(ValueError, match="lige mange"):
        regressed(np.ones(100), [np.ones(101)])


def test_how_sure_a_weighted_mean_of_the_curve_is():
    """The mean of the curve where the variable is above 1: over 300 repetitions it varies as it says."""
    x = np.random.default_rng(0).normal(size=1000)
    weights = (x > 1).astype(float)
    means, said = [], []
    for seed in range(300):
        found = regressed(np.sin(x) + np.random.default_rng(seed + 1).normal(size=1000), [x])
        means.append((weights * found.fitted[0]).mean())
        said.append(found.variance_of([weights]))
    assert np.sqrt(np.mean(said)) == pytest.approx(np.std(means), rel=0.15)


PROGRAM = """
import hashlib, numpy as np
from trinvis.calculations.statistics.spline_regression import regressed
luck = np.random.default_rng(1)
x = luck.lognormal(size=(4, 20_000))
y = np.array([x[0] * x[1], x[2]]) + luck.normal(size=(2, 20_000))
made = [regressed(y, x[:1]), regressed(y, x)]
print(hashlib.sha256(b"".join(one.steady.tobytes() for one in made)).hexdigest())
"""


def test_the_last_digit_does_not_depend_on_threads():
    seen = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env=os.environ | {"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for threads in ("1", "2", "4")
    }
    assert len(seen) == 1
