"""Typed probabilities against what came: bins, Brier score with its parts, and how new ones are read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from trinvis.calculations.statistics.hit_rate import Share, calibration, correction


def test_four_cases_by_hand():
    """25 % twice, one came; 75 % twice, both came.

    Brier: (0,75² + 0,25² + 0,25² + 0,25²) / 4 = 0,1875. Expected 0,25 and 0,75, realised 0,5 and 1, in all 3 of 4.
    Reliability (0,25² + 0,25²) / 2 = 0,0625; resolution (0,25² + 0,25²) / 2 = 0,0625; uncertainty 0,75 × 0,25 = 0,1875.
    """
    found = calibration([0.25, 0.25, 0.75, 0.75], [True, False, True, True])
    assert found.brier == pytest.approx(0.1875)
    assert (found.reliability, found.resolution, found.uncertainty) == pytest.approx((0.0625, 0.0625, 0.1875))
    assert found.within == pytest.approx(0)
    assert found.overall == Share(3, 4)
    assert [b.expected for b in found.bins] == [None, 0.25, None, 0.75, None]
    assert [b.realised for b in found.bins] == [Share(0, 0), Share(1, 2), Share(0, 0), Share(2, 2), Share(0, 0)]


def test_bins_hold_their_lower_edge_and_the_last_both():
    found = calibration([0.2, 0.5, 1.0], [True] * 3, edges=[0, 0.5, 1])
    assert [b.realised.cases for b in found.bins] == [1, 2]


typed = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


@given(typed)
def test_the_parts_make_the_score(drawn):
    """``within`` by its own definition: variance of the typed in a bin less twice their covariance with what came."""
    p, came = (np.array(column, float) for column in zip(*drawn, strict=True))
    found = calibration(p, came)
    within = 0.0
    for b in found.bins:
        held = (p >= b.low) & ((p < b.high) | (b.high == 1))
        assert b.realised == Share(int(came[held].sum()), int(held.sum()))
        if held.any():
            dp, dy = p[held] - p[held].mean(), came[held] - came[held].mean()
            within += (dp**2 - 2 * dp * dy).sum() / p.size
    assert found.within == pytest.approx(within, abs=1e-12)
    assert found.brier == pytest.approx(((p - came) ** 2).mean())


def test_wilson_by_hand():
    """0 of 10: from 0 to z² / (10 + z²) with z = 1,96: 3,8415 / 13,8415 = 0,27753."""
    assert Share(0, 10).interval() == pytest.approx((0, 0.27753), abs=1e-5)
    assert Share(0, 0).interval() == (0, 1)
    assert (Share(0, 0).value, Share(1, 4).value) == (None, 0.25)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.5, 0.99))
def test_wilson_as_statsmodels(share, level):
    hits, cases = share
    theirs = proportion_confint(hits, cases, alpha=1 - level, method="wilson")
    assert Share(hits, cases).interval(level) == pytest.approx(theirs, abs=1e-12)


def test_too_few_hits_scale_hits_by_hand():
    """40 cases typed 50 %, 10 came. Prior 20 cases at 50 %: (10 + 10) / (40 + 20) = 1/3; ratio 2/3: 90 % is read as 60 %."""
    found = correction([0.5] * 40, [True] * 10 + [False] * 30, prior_cases=20)
    assert (found.expected, found.realised) == (20, Share(10, 40))
    assert (found.hits, found.misses) == (20, 40)
    assert found.ratio == pytest.approx(2 / 3)
    assert found.corrected([0, 0.5, 0.9, 1]) == pytest.approx([0, 1 / 3, 0.6, 2 / 3])
    assert not found.few


def test_too_many_hits_scale_misses_by_hand():
    """40 cases typed 50 %, 30 came: 2/3. Misses 1/3 where 1/2 was expected: 2/3 of them: 90 % is read as 1 − 0,1 × 2/3."""
    found = correction([0.5] * 40, [True] * 30 + [False] * 10, prior_cases=20)
    assert found.corrected([0.5, 0.9, 1]) == pytest.approx([2 / 3, 1 - 0.1 * 2 / 3, 1])


def test_few_cases_are_said_and_hardly_move_anything():
    """One case at 50 % that did not come: (0 + 10) / 21 of 0,5: ratio 0,952."""
    found = correction([0.5], [False], prior_cases=20)
    assert found.few
    assert found.ratio == pytest.approx(20 / 21)


def test_no_cases_correct_nothing():
    found = correction([], [])
    assert found.few
    assert found.ratio == 1
    assert found.corrected([0, 0.3, 1]) == pytest.approx([0, 0.3, 1])


def test_certain_ones_are_corrected_too():
    """20 typed 100 %, 15 came: (15 + 20) / 40 = 0,875."""
    found = correction([1.0] * 20, [True] * 15 + [False] * 5)
    assert float(found.corrected(1.0)) == pytest.approx(0.875)
    none = correction([0.0] * 20, [True] * 5 + [False] * 15)
    assert float(none.corrected(0.0)) == pytest.approx(0.125)


@given(typed, st.floats(0.1, 100))
def test_corrected_probabilities_are_right_in_total_and_keep_their_order(drawn, prior):
    p, came = (np.array(column, float) for column in zip(*drawn, strict=True))
    found = correction(p, came, prior_cases=prior)
    read = found.corrected(np.sort(p))
    assert read.mean() == pytest.approx((came.sum() + prior * p.mean()) / (p.size + prior), abs=1e-9)
    assert (np.diff(read) >= -1e-12).all()
    assert ((read >= 0) & (read <= 1)).all()
    assert min(p.mean(), came.mean()) - 1e-9 <= found.share <= max(p.mean(), came.mean()) + 1e-9


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: calibration([], []), "ingen afgjorte"),
        (lambda: calibration([0.5], [True, False]), "1 sandsynligheder"),
        (lambda: calibration([50], [True]), "fra 0 til 1"),
        (lambda: calibration([0.5], [True], edges=[0, 0.5]), "Grænserne"),
        (lambda: correction([float("nan")], [True]), "fra 0 til 1"),
        (lambda: correction([0.5], [True], prior_cases=0), "Forhåndsvægten"),
        (lambda: correction([], []).corrected(1.5), "fra 0 til 1"),
    ],
)
def test_what_cannot_be_measured_is_said(call, says):
    with pytest.raises(ValueError, match=says):
        call()
