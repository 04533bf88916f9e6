"""What it is worth to know: closed forms, reference regressions, and what must hold whatever is uncertain.

A decision between nothing and something worth N(μ, σ²): knowing it is worth σ φ(μ/σ) − |μ| Φ(−|μ|/σ), and knowing the part of
it that varies by s is worth the same with s for σ.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.interpolate import make_smoothing_spline
from scipy.stats import norm
from statsmodels.gam.api import BSplines, GLMGam

from trinvis.calculations.investment.information import (
    net_benefit,
    partial_information,
    perfect_information,
    sample_information,
    what_to_measure,
)
from trinvis.calculations.investment.run import Simulated

DRAWS = 10_000


def worth(mean, spread):
    """Knowing a gain of N(mean, spread²) before saying yes to it."""
    return spread * norm.pdf(mean / spread) - abs(mean) * norm.cdf(-abs(mean) / spread)


def two_levels(mean, seed, spreads=(1.0, 0.5, 0.2), rest=1.0, draws=DRAWS):
    """Inputs with these spreads that add up with a rest: (net benefit of two alternatives, inputs)."""
    luck = np.random.default_rng(seed)
    inputs = np.array(spreads)[:, None] * luck.normal(size=(len(spreads), draws))
    gain = mean + inputs.sum(axis=0) + rest * luck.normal(size=draws)
    return np.array([np.zeros(draws), gain]), inputs


def test_three_draws_by_hand():
    """0 against 3, −1, −1: on average 1/3, so yes; knowing saves 1 in two of three draws."""
    found = perfect_information([[0, 0, 0], [3, -1, -1]])
    assert found.value == pytest.approx(2 / 3)
    assert found.standard_error == pytest.approx((2 / 9) ** 0.5 / 3**0.5)


@pytest.mark.parametrize("mean", [0, 0.5, 1.5])
def test_the_closed_form_of_two_levels(mean):
    """Over 40 repetitions the mean error is small and two standard errors hold the truth nearly always."""
    names = [(0,), (1,), (0, 1), (0, 1, 2)]
    true = [
        worth(mean, np.hypot.reduce([1.0, 0.5, 0.2][: len(one)] if len(one) > 1 else [1.0, 0.5][one[0]]))
        for one in names
    ]
    whole = worth(mean, np.sqrt(1 + 0.25 + 0.04 + 1))
    found = []
    for seed in range(40):
        benefit, inputs = two_levels(mean, seed)
        parts = [partial_information(benefit, inputs[list(one)], map(str, one)) for one in names]
        found.append([(one.value, one.standard_error) for one in [*parts, perfect_information(benefit)]])
    value, error = np.array(found).transpose(2, 0, 1)
    off = value - [*true, whole]
    assert np.abs(off.mean(axis=0)).max() < 0.02 * whole
    assert ((np.abs(off) < 2 * error).mean(axis=0) > 0.8).all()
    assert error.mean(axis=0) == pytest.approx(off.std(axis=0), rel=0.6)


def skewed(seed=7):
    """A case in small: children × rate × (price − prevention) less running cost, with inputs of every kind."""
    luck = np.random.default_rng(seed)
    inputs = {
        "rate": luck.beta(8, 92, DRAWS),
        "price": luck.lognormal(13.4, 0.25, DRAWS),
        "prevention": luck.gamma(20, 5000, DRAWS),
        "children": luck.poisson(155, DRAWS).astype(float),
        "relapse": luck.choice([0.1, 0.2, 0.25, 0.4], DRAWS),
        "works": (luck.random(DRAWS) < 0.8).astype(float),
        "tail": luck.pareto(2.5, DRAWS),
        "unused": luck.normal(size=DRAWS),
        "known": np.full(DRAWS, 4.0),
    }
    saved = inputs["children"] * inputs["rate"] * (1 - inputs["relapse"]) * (inputs["price"] - inputs["prevention"])
    gain = 4 * saved * inputs["works"] - 18_000_000 - 2_000_000 * inputs["tail"]
    half = 0.55 * gain + 800_000 * luck.normal(size=DRAWS)
    return np.array([np.zeros(DRAWS), gain, half]), inputs


def by_curve(benefit, curve):
    curves = np.vstack([np.zeros(DRAWS), *(curve(row) for row in benefit[1:] - benefit[0])])
    return curves.max(axis=0).mean() - curves.mean(axis=1).max()


@pytest.mark.parametrize("name", ["rate", "price", "prevention", "tail", "unused"])
def test_as_scipys_smoothing_spline(name):
    """Within 2 % of the value of perfect information, on the same draws. The spline goes through the means of 500 groups of
    neighbours, on the logarithm where the tail is long."""
    benefit, inputs = skewed()
    order = np.argsort(inputs[name])
    axis = np.log(inputs[name][order]) if name in ("price", "tail") else inputs[name][order]
    axis = (axis - axis.mean()) / axis.std()

    def curve(gain):
        groups, means = (row.reshape(500, 20).mean(axis=1) for row in (axis, gain[order] / 1e6))
        fitted = make_smoothing_spline(groups, means)(axis) * 1e6
        return fitted - fitted.mean() + gain.mean()

    found = partial_information(benefit, [inputs[name]], [name]).value
    assert abs(found - by_curve(benefit, curve)) < 0.02 * perfect_information(benefit).value


@pytest.mark.parametrize("name", ["rate", "price", "prevention", "children"])
def test_as_statsmodels_additive_model(name):
    benefit, inputs = skewed()
    x = inputs[name]

    def curve(gain):
        splines = BSplines(x[:, None], df=[12], degree=[3])
        return GLMGam(gain / 1e6, exog=np.ones(DRAWS), smoother=splines, alpha=[1e-3]).fit().fittedvalues * 1e6

    found = partial_information(benefit, [x], [name]).value
    assert abs(found - by_curve(benefit, curve)) < 0.02 * perfect_information(benefit).value


@pytest.mark.parametrize("name", ["relapse", "works"])
def test_few_values_are_their_groups(name):
    benefit, inputs = skewed()
    x = inputs[name]

    def means(gain):
        return np.select([x == value for value in np.unique(x)], [gain[x == value].mean() for value in np.unique(x)])

    found = partial_information(benefit, [x], [name]).value
    assert abs(found - by_curve(benefit, means)) < 0.005 * perfect_information(benefit).value


def test_what_has_no_influence_is_worth_nothing():
    benefit, inputs = skewed()
    total = perfect_information(benefit).value
    assert partial_information(benefit, [inputs["known"]], ["known"]).value == 0
    assert partial_information(benefit, [inputs["unused"]], ["unused"]).value < 0.002 * total


@pytest.mark.parametrize("seed", range(4))
def test_more_known_is_worth_no_less_and_never_more_than_all(seed):
    benefit, inputs = skewed(seed)
    total = perfect_information(benefit).value
    names = ["rate", "price", "relapse", "works", "tail", "children", "prevention"]
    before = 0.0
    for size in range(1, len(names) + 1):
        found = partial_information(benefit, [inputs[name] for name in names[:size]], names[:size])
        assert found.value <= total
        assert found.value > before - 0.02 * total
        before = found.value


@pytest.mark.parametrize("mean", [0, 0.5])
def test_the_closed_form_of_a_sample(mean):
    """Known now as 20 observations; 60 more leave a quarter of the variance: worth as knowing √(3/4) of the spread.

    Where the choice is a toss-up, the mean of the draws picks a side: 0,4 standard errors of 0,015 too little.
    """
    found = []
    for seed in range(20):
        benefit, inputs = two_levels(mean, seed)
        found.append(sample_information(benefit, inputs[:1], ["x"], observations=60, known=20).value)
    assert np.mean(found) == pytest.approx(worth(mean, 0.75**0.5), abs=0.01)


def test_a_larger_sample_is_worth_more_and_at_last_as_knowing():
    benefit, inputs = skewed()
    sizes = [0, 10, 100, 1000, 1e9]
    found = [
        sample_information(benefit, [inputs["rate"]], ["rate"], observations=size, known=100).value for size in sizes
    ]
    assert found[0] == 0
    assert found == sorted(found)
    assert found[-1] == pytest.approx(partial_information(benefit, [inputs["rate"]], ["rate"]).value, rel=1e-6)
    with pytest.raises(ValueError, match="0 eller større"):
        sample_information(benefit, [inputs["rate"]], ["rate"], observations=-1, known=100)


def test_a_case_without_a_choice_to_regret():
    """The alternative always gains: knowing more changes nothing."""
    luck = np.random.default_rng(1)
    x = luck.random(500)
    found = what_to_measure([np.zeros(500), 10 + x], {"x": x})
    assert found.total.value == 0
    assert (found.rows[0].worth.value, found.rows[0].share) == (0, None)
    assert not found.rows[0].worth.told_apart


def test_what_to_measure_first():
    benefit, inputs = skewed()
    found = what_to_measure(benefit, inputs, [("rate", "works"), ("known", "unused")])
    assert [one.worth.value for one in found.rows] == sorted((one.worth.value for one in found.rows), reverse=True)
    by_name = {one.worth.inputs: one for one in found.rows}
    assert found.rows[0].worth.inputs == ("rate", "works")
    assert by_name[("rate", "works")].share == pytest.approx(found.rows[0].worth.value / found.total.value)
    assert by_name[("works",)].worth.told_apart
    assert not by_name[("known",)].worth.told_apart
    assert found.draws == DRAWS
    assert len(found.rows) == 11


def test_only_the_first_draws_are_used_of_many():
    benefit, inputs = two_levels(0, 1)
    few = what_to_measure(benefit, {"x": inputs[0]}, most_draws=2000)
    assert few.draws == 2000
    assert few == what_to_measure(benefit[:, :2000], {"x": inputs[0, :2000]})


def test_a_set_of_something_else_is_refused():
    with pytest.raises(ValueError, match="hedder ukendt"):
        what_to_measure(*two_levels(0, 1)[:1], {"x": np.zeros(DRAWS)}, [("x", "ukendt")])


def test_net_benefit_is_less_cost_and_effect_at_its_worth():
    simulated = Simulated(
        alternatives=("nu", "ny"),
        alternative="ny",
        payers=(),
        effects=("år",),
        names=(),
        draws=2,
        seed=1,
        method="random",
        inputs=np.zeros((0, 2)),
        cost=np.array([[10.0, 10], [12, 9]]),
        payer_cost=np.zeros((2, 0, 2)),
        effect=np.array([[[1.0, 1]], [[2, 1]]]),
        net=np.zeros((1, 2)),
        net_undiscounted=np.zeros((1, 2)),
    )
    assert net_benefit(simulated).tolist() == [[-10, -10], [-12, -9]]
    assert net_benefit(simulated, "år", 5).tolist() == [[-5, -5], [-2, -4]]
