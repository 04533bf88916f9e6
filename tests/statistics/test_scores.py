"""Scores by hand, and against what defines them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trinvis.calculations.statistics.hit_rate import Share
from trinvis.calculations.statistics.scores import (
    coverage,
    crps_point,
    crps_sample,
    inside,
    mean,
)


def test_crps_by_hand():
    """Draws 1, 3, 8 and outcome 4: mean error (3 + 1 + 4) / 3 = 8/3. Pairs 2, 7, 5 make 14 of 3 pairs: half the mean 14/3 is 7/3."""
    assert float(crps_sample([3, 8, 1], 4)) == pytest.approx(8 / 3 - 7 / 3)
    assert crps_sample([[1, 3, 8], [4, 4, 4]], [4, 6]) == pytest.approx([1 / 3, 2])


def test_one_draw_is_a_point_forecast():
    assert crps_sample([[5.0], [7.0]], [7, 7]) == pytest.approx(crps_point([5, 7], [7, 7]))
    assert crps_point([5, 7], [7, 7]).tolist() == [2, 0]


amount = st.floats(-1e6, 1e6)


@given(st.lists(amount, min_size=2, max_size=30), amount)
def test_crps_as_all_pairs(draws, outcome):
    x, n = np.array(draws), len(draws)
    pairs = abs(x[:, None] - x).sum() / (2 * n * (n - 1))
    assert float(crps_sample(draws, outcome)) == pytest.approx(abs(x - outcome).mean() - pairs, abs=1e-6)


def test_crps_is_fair_whatever_the_number_of_draws():
    """A standard normal at 0 scores (√2 − 1) / √π = 0,233695 (Gneiting & Raftery, eq. 21); ten draws give that on average."""
    chance = np.random.default_rng(2026)
    found = mean(crps_sample(chance.normal(size=(400_000, 10)), np.zeros(400_000)))
    assert found.value == pytest.approx((2**0.5 - 1) / np.pi**0.5, abs=3 * found.standard_error)


def test_coverage_by_hand():
    """Draws 0 … 10: the central 80 % goes from 1 to 9, ends included."""
    found = coverage([range(11)] * 4, [1, 9, 9.1, 5], 0.8)
    assert found == Share(3, 4)
    assert inside([0, 0], [1, 1], [1, 2]) == Share(1, 2)


def test_a_mean_by_hand():
    """2, −1, 5: mean 2. Standard error: √((0 + 9 + 9) / 2) / √3 = 3 / √3."""
    found = mean([2, -1, 5])
    assert (found.value, found.standard_error, found.cases) == pytest.approx((2, 3**0.5, 3))


def test_one_case_has_no_standard_error():
    assert (mean([7]).value, mean([7]).standard_error) == (7, None)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: crps_sample([[1, 2]], [1, 2]), "lige mange"),
        (lambda: crps_point([1], [float("nan")]), "mangler"),
        (lambda: coverage([[1, 2]], [1], 95), "niveau"),
        (lambda: mean([]), "ingen tal"),
    ],
)
def test_what_cannot_be_scored_is_said(call, says):
    with pytest.raises(ValueError, match=says):
        call()
