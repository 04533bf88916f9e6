"""Uncertainty through share × total: by hand, by drawing, and on the figures of seed 002."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trinvis.calculations.capacity.answers import Answer, Answers
from trinvis.calculations.capacity.estimate import Estimate, known, published
from trinvis.calculations.capacity.product_estimates import (
    covariance_of_means,
    product,
    simulated_product,
    sum_of,
)
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.survey_estimates import mean_of_answers


def estimate(value: float, error: float | None, degrees: float = inf, level: float = 0.95) -> Estimate:
    return Estimate(value, error, degrees, 20, "mean", level=level)


def test_by_hand():
    """1.000 ± 100 times 0,3 ± 0,04: 30² + 40² + 4² = 50,16²; degrees (30² + 40²)² / (30⁴/10 + 40⁴/20) = 29,9."""
    found = product(estimate(1000, 100, 10), estimate(0.3, 0.04, 20))
    assert (found.value, found.standard_error) == pytest.approx((300, 2516**0.5))
    assert found.degrees == pytest.approx(2500**2 / (900**2 / 10 + 1600**2 / 20))
    related = product(estimate(1000, 100), estimate(0.3, 0.04), covariance=2)
    assert related.standard_error == pytest.approx((2516 + 2 * 300 * 2 + 4) ** 0.5)


def test_a_known_total_leaves_the_shares_uncertainty_alone():
    found = product(known(3.8), published(0.38, 0.22, 0.54, 11))
    assert (found.low, found.value, found.high) == pytest.approx((3.8 * 0.22, 3.8 * 0.38, 3.8 * 0.54))
    assert (found.degrees, found.answers) == (10, 11)
    both = product(known(2), known(0.5))
    assert (both.value, both.low, both.high) == (1, 1, 1)


@pytest.mark.parametrize("degrees", [(inf, inf), (200, 200), (20, 18), (17, 16)])
@pytest.mark.parametrize(("total", "share"), [((1000, 100), (0.3, 0.04)), ((36_285, 4812), (0.35, 0.043))])
def test_the_delta_method_and_drawing_agree(total, share, degrees):
    """Widths within 4 per cent; the drawn ends both lie a little higher, for products lean, by less than 6 per cent of the width.

    4812 and 0,043 are those of tables 4-38 and 4-39, 2011 (lines 5014-5017 and 5070).
    """
    one, other = estimate(*total, degrees[0]), estimate(*share, degrees[1])
    ours, drawn = product(one, other), simulated_product(one, other, draws=400_000, seed=3)
    width = ours.high - ours.low
    assert drawn.mean == pytest.approx(ours.value, rel=0.003)
    assert drawn.high - drawn.low == pytest.approx(width, rel=0.04)
    assert 0 < drawn.low - ours.low < 0.06 * width
    assert 0 < drawn.high - ours.high < 0.06 * width


def test_the_standard_error_is_that_of_normal_draws_also_where_the_two_go_together():
    chance = np.random.default_rng(11)
    one, other = estimate(1000, 150), estimate(0.3, 0.06)
    covariance = 0.5 * 150 * 0.06
    drawn = chance.multivariate_normal([1000, 0.3], [[150**2, covariance], [covariance, 0.06**2]], 1_000_000)
    assert product(one, other, covariance=covariance).standard_error == pytest.approx(
        drawn.prod(axis=1).std(), rel=0.003
    )


def test_the_covariance_of_two_questions_means():
    """From 4.000 surveys of 12, where 8 answer the first question and 9 the second, 5 of them both."""
    chance = np.random.default_rng(5)
    drawn = chance.multivariate_normal([10, 20], [[4, 3], [3, 9]], (4000, 12))
    means = drawn[:, :8, 0].mean(axis=1), drawn[:, 3:, 1].mean(axis=1)
    found = [
        covariance_of_means(
            Answers(tuple(Answer(str(at), float(survey[at, 0])) for at in range(8))),
            Answers(tuple(Answer(str(at), float(survey[at, 1])) for at in range(3, 12))),
        )
        for survey in drawn
    ]
    assert np.mean(found) == pytest.approx(3 * 5 / (8 * 9), rel=0.05)
    assert np.cov(*means)[0, 1] == pytest.approx(3 * 5 / (8 * 9), rel=0.15)
    alone = Answers((Answer("x", 1.0),))
    assert covariance_of_means(alone, alone) == 0


PPR = [
    ((31_947, 20_195, 43_698, 21), (0.27, 0.20, 0.34, 19), 8626),
    ((12_028, 9_370, 14_680, 23), (0.36, 0.27, 0.45, 19), 4330),
    ((36_285, 26_278, 46_292, 22), (0.35, 0.26, 0.44, 20), 12_700),
    ((19_324, 15_118, 23_529, 23), (0.39, 0.36, 0.42, 19), 7536),
    ((6_520, 4_613, 8_426, 10), (0.17, 0.09, 0.25, 9), 1108),
]
"""2011 in tables 4-32/33, 4-34/35, 4-38/39, 4-40/41 and 4-42/43 (lines 4670-5298), and their products."""


@pytest.mark.parametrize(("total", "share", "expected"), PPR)
def test_the_target_group_of_ppr_with_the_interval_that_the_report_leaves_out(total, share, expected):
    found = product(published(*total), published(*share))
    assert round(found.value) == pytest.approx(expected, abs=0.5)
    # wider, in per cent, than either alone, and narrower than the two added
    alone = [(high - low) / value for value, low, high, _ in (total, share)]
    assert max(alone) < (found.high - found.low) / found.value < sum(alone)


def test_the_whole_areas_target_group_is_far_from_certain():
    """1,52 and 4,75 are judged; the survey's own shares with their intervals (lines 2373-2390) give 1,4 + 2,4 + 2,2 mia. of
    3,8, 5,9 and 3,6: from 4,2 to 7,9 together."""
    parts = [(3.8, (0.38, 0.22, 0.54, 11)), (5.9, (0.405, 0.24, 0.57, 11)), (3.6, (0.615, 0.43, 0.80, 11))]
    found = sum_of([product(known(money), published(*share)) for money, share in parts])
    assert found.value == pytest.approx(1.444 + 2.3895 + 2.214)
    errors = [money * (share[2] - share[1]) / 2 / 2.228139 for money, share in parts]
    assert found.standard_error == pytest.approx(sum(error**2 for error in errors) ** 0.5, rel=1e-6)
    assert found.degrees == pytest.approx(10 * sum(e**2 for e in errors) ** 2 / sum(e**4 for e in errors), rel=1e-6)
    assert sum_of([known(1), estimate(2, None)]).low is None
    with pytest.raises(CapacityRefused):
        sum_of([])


def test_what_cannot_be_carried_is_not():
    lone = mean_of_answers(Answers((Answer("A", 0.4),)))
    assert product(known(10), lone).low is None
    with pytest.raises(CapacityRefused, match="uden standardfejl"):
        simulated_product(known(10), lone)
    with pytest.raises(ValueError, match="forskellige niveauer"):
        product(known(10), estimate(0.4, 0.1, level=0.9))


@given(st.floats(1, 1e6), st.floats(0, 1e5), st.floats(0.01, 1), st.floats(0, 0.3), st.floats(0.001, 1000))
def test_the_unit_does_not_matter(total, error, share, off, scale):
    one, other = estimate(total, error, 17), estimate(share, off, 20)
    plain, scaled = product(one, other), product(one.times(scale), other)
    assert scaled.value == pytest.approx(plain.value * scale)
    assert scaled.standard_error == pytest.approx(plain.standard_error * scale)
