"""Exact intervals, ranks and funnel limits: by hand, against scipy and published figures, and that they hold."""

from __future__ import annotations

from math import comb, exp, factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, hypergeom, poisson

from trinvis.calculations.statistics.funnel import dispersion, funnel_limits
from trinvis.calculations.statistics.ranks import ranks
from trinvis.calculations.statistics.rates import chance_of_larger, rate_interval


def test_intervals_by_published_figures():
    """R's poisson.test(10) prints 4.795389 and 18.390356; of 0 events the upper end is −ln 0,025 = 3.688879.

    Of 0 out of 10 persons the upper end is 1 − 0,025^(1/10) = 0.308497.
    """
    low, high = rate_interval([10, 0], [1, 2])
    assert low == pytest.approx([4.795389, 0], abs=1e-6)
    assert high == pytest.approx([18.390356, 3.688879 / 2], abs=1e-6)
    low, high = rate_interval([0, 10], [10, 10], kind="binomial")
    assert (low[0], high[0], high[1]) == pytest.approx((0, 0.308497, 1), abs=1e-6)
    assert low[1] == pytest.approx(1 - 0.308497, abs=1e-6)


@given(st.integers(1, 400), st.data())
def test_shares_as_scipy(persons, data):
    hits = data.draw(st.integers(0, persons))
    theirs = binomtest(hits, persons).proportion_ci(method="exact")
    ours = rate_interval([hits], [persons], kind="binomial")
    assert (ours[0][0], ours[1][0]) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


def test_one_above_another_by_hand():
    """5 of 5 against 0 of 7: one way of C(12, 5) = 792. As Poisson: (5/12)⁵ of all orders."""
    assert chance_of_larger([5, 0], [5, 7], "binomial")[0, 1] == pytest.approx(1 / comb(12, 5))
    assert chance_of_larger([5, 0], [5, 7])[0, 1] == pytest.approx((5 / 12) ** 5)
    assert chance_of_larger([5, 0], [5, 7])[1, 0] == 1


def test_one_above_another_as_scipy():
    chance = np.random.default_rng(5)
    persons = chance.integers(50, 20_000, 40)
    hits = chance.binomial(persons, 0.02)
    ours = chance_of_larger(hits, persons, "binomial")
    theirs = hypergeom.sf(hits[:, None] - 1, persons[:, None] + persons, hits[:, None] + hits, persons[:, None])
    above = hits[:, None] * persons > hits * persons[:, None]
    assert ours[above] == pytest.approx(theirs[above], rel=1e-7)


def test_ranks_by_hand():
    """100, 90 and 10 of 1.000 each: the first two cannot be told apart, the third is surely last; equal rates share a place."""
    first, second, third = ranks([100, 90, 10], [1000, 1000, 1000])
    assert [(r.place, r.low, r.high, r.of) for r in (first, second, third)] == [
        (1, 1, 2, 3),
        (2, 1, 2, 3),
        (3, 3, 3, 3),
    ]
    assert [r.place for r in ranks([1, 2, 5], [100, 200, 100])] == [2, 2, 1]
    assert [r.place for r in ranks([1, 2, 5], [100, 200, 100], largest_first=False)] == [1, 1, 3]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(300, 90_000)), min_size=1, max_size=30), st.booleans())
def test_a_place_lies_in_its_interval_and_the_order_turns(rows, largest_first):
    cases, exposure = (list(column) for column in zip(*rows, strict=True))
    found = ranks(cases, exposure, kind="binomial", largest_first=largest_first)
    turned = ranks(cases, exposure, kind="binomial", largest_first=not largest_first)
    for rank, back in zip(found, turned, strict=True):
        assert 1 <= rank.low <= rank.place <= rank.high <= len(rows)
        assert (back.low, back.high) == (len(rows) + 1 - rank.high, len(rows) + 1 - rank.low)


def test_rank_intervals_hold_the_true_rank():
    """300 times 20 municipalities with known rates, some alike: each interval holds in at least 95 of 100 cases."""
    chance = np.random.default_rng(11)
    rate = np.array([0.004, 0.006, 0.006, 0.008] * 5) * np.repeat([1, 1.02, 1.5, 2, 2.5], 4)
    exposure = chance.integers(1000, 60_000, 20)
    held = np.zeros(20)
    for _ in range(300):
        for i, rank in enumerate(ranks(chance.poisson(rate * exposure), exposure)):
            true_low, true_high = 1 + (rate > rate[i]).sum(), 20 - (rate < rate[i]).sum()
            held[i] += rank.low <= true_high and rank.high >= true_low
    assert held.min() / 300 >= 0.95


def poisson_limit(mean, share):
    """The interpolated quantile by adding up the terms of the distribution."""
    count, term, reached = 0, exp(-mean), exp(-mean)
    while reached < share:
        count += 1
        term = exp(-mean) * mean**count / factorial(count)
        reached += term
    return count - (reached - share) / term


@pytest.mark.parametrize(("level", "tail"), [(0.95, 0.025), (0.998, 0.001)])
def test_funnel_limits_by_adding_up(level, tail):
    low, high = funnel_limits(0.01, [100, 1000, 9048], level)
    for size, bottom, top in zip((100, 1000, 9048), low, high, strict=True):
        assert bottom == pytest.approx(max(poisson_limit(size * 0.01, tail), 0) / size)
        assert top == pytest.approx(poisson_limit(size * 0.01, 1 - tail) / size)
    wide = funnel_limits(0.01, [9048], level, factor=4)
    assert wide[1][0] - 0.01 == pytest.approx(2 * (high[2] - 0.01))


@settings(max_examples=80)
@given(st.integers(1, 60_000), st.floats(0.0005, 0.6), st.sampled_from([0.95, 0.998]), st.booleans())
def test_funnel_limits_as_scipys_quantiles(size, target, level, events):
    low, high = funnel_limits(target, [size], level, "poisson" if events else "binomial")
    spread = poisson(size * target) if events else binom(size, target)
    for limit, share in ((low[0], (1 - level) / 2), (high[0], (1 + level) / 2)):
        count = spread.ppf(share)
        between = count - (spread.cdf(count) - share) / spread.pmf(count)
        assert limit * size == pytest.approx(max(between, 0), rel=1e-6, abs=1e-6)


@settings(max_examples=50)
@given(st.floats(0.001, 0.9), st.sampled_from(["poisson", "binomial"]))
def test_a_funnel_narrows_and_its_limits_lie_around_the_target(target, kind):
    sizes = np.array([50, 500, 5000, 50_000, 500_000])
    inner, outer = funnel_limits(target, sizes, 0.95, kind), funnel_limits(target, sizes, 0.998, kind)
    assert (outer[0] <= inner[0]).all()
    assert (inner[1] <= outer[1]).all()
    assert (inner[0] < target).all()
    assert (target < inner[1]).all()
    assert (np.diff(outer[1] - outer[0]) < 1e-12).all()


def test_chance_alone_is_not_over_dispersed_and_real_differences_are():
    chance = np.random.default_rng(3)
    exposure = chance.integers(3000, 60_000, 98)
    alike = [dispersion(chance.poisson(exposure * 0.009), exposure) for _ in range(200)]
    assert sum(found.over for found in alike) / 200 < 0.09
    apart = dispersion(chance.poisson(exposure * 0.009 * chance.gamma(8, 1 / 8, 98)), exposure)
    assert apart.over
    assert apart.factor > 3


def test_dispersion_by_hand():
    """4 and 16 of 1.000 each: mean 0,01, variance 0,01/1.000; z = ∓0,006/√0,00001, z² = 3,6 each; a tenth drawn in.

    The 10th and 90th percentile of two lie at ∓0,8 of them: 0,64 × 3,6 = 2,304.
    """
    found = dispersion([4, 16], [1000, 1000])
    assert (found.statistic, found.factor, found.degrees) == pytest.approx((7.2, 2.304, 1))


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: rate_interval([], []), "ingen kommuner"),
        (lambda: rate_interval([1], [0]), "større end 0"),
        (lambda: rate_interval([1.5], [10]), "hele tal"),
        (lambda: rate_interval([11], [10], kind="binomial"), "flere tilfælde end personer"),
        (lambda: rate_interval([1], [10], level=1), "niveau"),
        (lambda: rate_interval([1], [10, 20]), "lige mange"),
        (lambda: funnel_limits(0, [100], 0.95), "Tragten"),
        (lambda: funnel_limits(0.1, [0], 0.95), "større end 0"),
        (lambda: dispersion([3], [100]), "mindst to"),
    ],
)
def test_what_cannot_be_computed_is_said(call, says):
    with pytest.raises(ValueError, match=says):
        call()
