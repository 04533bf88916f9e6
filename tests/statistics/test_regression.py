"""Least squares against certified values, exact fractions, statsmodels, and models without the case."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from trinvis.calculations.statistics.regression import CannotFit, least_squares

# Longley (1967), JASA 62, 819-841, as in NIST's Statistical Reference Datasets, Longley.dat:
# employment | price deflator, GNP, unemployed, armed forces, population, year
LONGLEY = """
60323 83.0 234289 2356 1590 107608 1947
61122 88.5 259426 2325 1456 108632 1948
60171 88.2 258054 3682 1616 109773 1949
61187 89.5 284599 3351 1650 110929 1950
63221 96.2 328975 2099 3099 112075 1951
63639 98.1 346999 1932 3594 113270 1952
64989 99.0 365385 1870 3547 115094 1953
63761 100.0 363112 3578 3350 116219 1954
66019 101.2 397469 2904 3048 117388 1955
67857 104.6 419180 2822 2857 118734 1956
68169 108.4 442769 2936 2798 120445 1957
66513 110.8 444546 4681 2637 121950 1958
68655 112.6 482704 3813 2552 123366 1959
69564 114.2 502601 3931 2514 125368 1960
69331 115.7 518173 4806 2572 127852 1961
70551 116.9 554894 4007 2827 130081 1962
"""
NAMES = ["deflator", "gnp", "unemployed", "forces", "population", "year"]
# the certified values of the same file
COEFFICIENTS = [
    -3482258.63459582,
    15.0618722713733,
    -0.0358191792925910,
    -2.02022980381683,
    -1.03322686717359,
    -0.0511041056535807,
    1829.15146461355,
]
ERRORS = [
    890420.383607373,
    84.9149257747669,
    0.0334910077722432,
    0.488399681651699,
    0.214274163161675,
    0.226073200069370,
    455.478499142212,
]
TOTAL_SQUARES, RESIDUAL_SQUARES = 184172401.944494 + 836424.055505915, 836424.055505915


def longley():
    rows = [line.split() for line in LONGLEY.split("\n") if line]
    return [row[0] for row in rows], [row[1:] for row in rows]


def test_the_certified_values_of_longley():
    y, x = (np.array(part, float) for part in longley())
    fit = least_squares(y, x, NAMES)
    assert fit.coefficient == pytest.approx(COEFFICIENTS, rel=1e-10)
    assert fit.error == pytest.approx(ERRORS, rel=1e-10)
    assert fit.spread == pytest.approx(304.854073561965, rel=1e-10)
    assert fit.r2 == pytest.approx(0.995479004577296, rel=1e-12)
    assert fit.adjusted_r2 == pytest.approx(1 - (RESIDUAL_SQUARES / 9) / (TOTAL_SQUARES / 15), rel=1e-10)
    assert (fit.cases, fit.degrees) == (16, 9)


def test_robust_errors_and_influence_of_longley_in_exact_fractions():
    """HC3 = (X'X)⁻¹ X' diag(e²/(1−h)²) X (X'X)⁻¹, worked without any rounding."""
    y, x = longley()
    design = [[Fraction(1), *map(Fraction, row)] for row in x]
    outcome = [Fraction(value) for value in y]
    inverse = inverted([[sum(r[i] * r[j] for r in design) for j in range(7)] for i in range(7)])
    pull = [[sum(inverse[i][k] * row[k] for k in range(7)) for row in design] for i in range(7)]
    beta = [sum(p * value for p, value in zip(line, outcome, strict=True)) for line in pull]
    error = [v - sum(b * c for b, c in zip(beta, row, strict=True)) for v, row in zip(outcome, design, strict=True)]
    leverage = [sum(design[n][k] * pull[k][n] for k in range(7)) for n in range(16)]
    robust = [sum(pull[i][n] ** 2 * error[n] ** 2 / (1 - leverage[n]) ** 2 for n in range(16)) for i in range(7)]
    variance = sum(e * e for e in error) / 9
    cook = [e * e * h / ((1 - h) ** 2 * variance * 7) for e, h in zip(error, leverage, strict=True)]

    fit = least_squares(np.array(y, float), np.array(x, float), NAMES)
    assert fit.robust_error == pytest.approx([float(value) ** 0.5 for value in robust], rel=1e-10)
    assert fit.leverage == pytest.approx([float(value) for value in leverage], rel=1e-10)
    assert fit.cook == pytest.approx([float(value) for value in cook], rel=1e-8)


def inverted(matrix):
    size = len(matrix)
    both = [[*row, *(Fraction(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    for i in range(size):
        pivot = next(k for k in range(i, size) if both[k][i])
        both[i], both[pivot] = both[pivot], both[i]
        both[i] = [value / both[i][i] for value in both[i]]
        for k in range(size):
            if k != i:
                both[k] = [a - both[k][i] * b for a, b in zip(both[k], both[i], strict=True)]
    return [row[size:] for row in both]


def drawn(seed, cases, variables):
    chance = np.random.default_rng(seed)
    x = chance.normal(100, 15, (cases, variables))
    return 9000 + x @ chance.normal(0, 50, variables) + chance.normal(0, 800, cases), x


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 5), st.integers(0, 90))
def test_as_statsmodels(seed, variables, more):
    y, x = drawn(seed, variables + 4 + more, variables)
    names = [f"v{i}" for i in range(variables)]
    fit, theirs = least_squares(y, x, names), sm.OLS(y, sm.add_constant(x)).fit()
    robust, influence = theirs.get_robustcov_results("HC3"), theirs.get_influence()
    close = {"rel": 1e-8, "abs": 1e-10}
    assert fit.coefficient == pytest.approx(theirs.params, **close)
    assert fit.error == pytest.approx(theirs.bse, **close)
    assert fit.robust_error == pytest.approx(robust.bse, **close)
    low, high = fit.robust_interval(0.9)
    assert np.column_stack([low, high]) == pytest.approx(robust.conf_int(0.1), rel=1e-7, abs=1e-6)
    assert (fit.r2, fit.adjusted_r2) == pytest.approx((theirs.rsquared, theirs.rsquared_adj), **close)
    assert fit.leverage == pytest.approx(influence.hat_matrix_diag, **close)
    assert fit.cook == pytest.approx(influence.cooks_distance[0], rel=1e-6, abs=1e-10)
    assert fit.dffits() == pytest.approx(influence.dffits[0], rel=1e-6, abs=1e-10)
    assert fit.robust_chances() == pytest.approx(robust.pvalues, rel=1e-6, abs=1e-10)
    mean = theirs.get_prediction().summary_frame(alpha=0.1)
    assert np.column_stack(fit.fitted_interval(0.9)) == pytest.approx(
        mean[["mean_ci_lower", "mean_ci_upper"]].to_numpy(), rel=1e-7, abs=1e-6
    )

    new = drawn(seed + 1, 5, variables)[1]
    frame = theirs.get_prediction(sm.add_constant(new, has_constant="add")).summary_frame(alpha=0.05)
    ours = fit.predict(new)
    assert ours.expected == pytest.approx(frame["mean"].to_numpy(), **close)
    assert ours.low == pytest.approx(frame["obs_ci_lower"].to_numpy(), rel=1e-7, abs=1e-6)
    assert ours.high == pytest.approx(frame["obs_ci_upper"].to_numpy(), rel=1e-7, abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4), st.integers(0, 30))
def test_without_itself_is_the_model_of_all_the_others(seed, variables, more):
    y, x = drawn(seed, variables + 5 + more, variables)
    names = [f"v{i}" for i in range(variables)]
    all_at_once = least_squares(y, x, names).without_itself(0.9)
    for i in range(len(y)):
        others = np.arange(len(y)) != i
        alone = least_squares(y[others], x[others], names).predict(x[i], 0.9)
        for ours, theirs in (
            (all_at_once.expected, alone.expected),
            (all_at_once.low, alone.low),
            (all_at_once.high, alone.high),
        ):
            assert ours[i] == pytest.approx(theirs[0], rel=1e-7)


def test_the_interval_of_a_case_left_out_holds_what_it_promises():
    held = total = 0
    for seed in range(60):
        y, x = drawn(seed, 40, 3)
        found = least_squares(y, x, ["a", "b", "c"]).without_itself(0.9)
        held, total = held + int(((found.low <= y) & (y <= found.high)).sum()), total + y.size
    assert 0.88 < held / total < 0.92


def test_variance_inflation_by_hand():
    """Two variables with correlation 0,6 have 1 / (1 − 0,36) = 1,5625 each.

    (1, 0, −1, 0, …) and 0,6 of it + 0,8 of (0, 1, 0, −1, …): of the same length, uncorrelated.
    """
    one, other = np.tile([1.0, 0, -1, 0], 3), np.tile([0.0, 1, 0, -1], 3)
    fit = least_squares(np.arange(12.0), np.column_stack([one, 0.6 * one + 0.8 * other]), ["a", "b"])
    assert fit.inflation == pytest.approx([1.5625, 1.5625])


ROWS = np.arange(10.0)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: least_squares(ROWS[:4], np.ones((4, 2)), ["a", "b"]), "mindst 5"),
        (lambda: least_squares(ROWS, np.column_stack([ROWS**2, np.ones(10)]), ["a", "fast"]), "»fast« er den samme"),
        (
            lambda: least_squares(ROWS**3, np.column_stack([ROWS, 2 * ROWS + 1]), ["a", "b"]),
            "»a«, »b« følger af hinanden",
        ),
        (lambda: least_squares(np.ones(10), ROWS[:, None], ["a"]), "ingen forskel"),
        (lambda: least_squares(np.array([np.nan, *ROWS[1:]]), ROWS[:, None], ["a"]), "mangler"),
        (
            lambda: least_squares(ROWS**2, np.eye(10)[:, :1], ["ø"], [f"Kommune {i}" for i in range(10)]),
            "Kommune 0 bestemmer alene",
        ),
    ],
)
def test_what_cannot_be_estimated_is_said(call, says):
    with pytest.raises(CannotFit, match=says):
        call()
