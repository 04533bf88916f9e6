"""Two figures against each other: by hand, as scipy and statsmodels have it, and what may be said of it."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import linregress

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.relation import Relation, relation
from trinvis.calculations.capacity.yearly import Unit, Yearly

Column = list[float] | list[float | None]


def of(across: Column, up: Column) -> Relation:
    units = [Unit(code, f"Kommune {code}") for code in range(1, len(across) + 1)]
    placed, spent = (
        Yearly(key, label, {unit.code: {2011: value} for unit, value in zip(units, values, strict=True)})
        for key, label, values in (("placed", "Anbragte pr. 1.000", across), ("spent", "udgift pr. 1.000", up))
    )
    return relation(units, placed, spent, [2011])


def test_a_line_by_hand() -> None:
    """Means 3 and 8; Σ(x−3)² = 10, Σ(x−3)(y−8) = 18, Σ(y−8)² = 36: slope 1,8, constant 2,6, R² 32,4/36."""
    found = of([1, 2, 3, 4, 5], [5, 5, 9, 9, 12])
    assert (found.slope, found.intercept, found.r2) == pytest.approx((1.8, 2.6, 0.9))
    assert found.correlation == pytest.approx(0.9**0.5)
    assert [(one.across, one.up) for one in found.points][:2] == [(1, 5), (2, 5)]


def test_what_goes_together_and_what_cannot_be_shown() -> None:
    up = of([1, 2, 3, 4, 5], [5, 6, 9, 10, 12])
    assert up.sure
    assert up.sentence == (
        "Anbragte pr. 1.000 og udgift pr. 1.000 følges ad: højere det ene, højere det andet (5 enheder, 2011: "
        "linjen forklarer 98 % af forskellene). Det viser ingen årsag."
    )
    down = of([1, 2, 3, 4, 5], [12, 10, 9, 6, 5])
    assert "højere det ene, lavere det andet" in down.sentence
    assert down.correlation == pytest.approx(-up.correlation)
    none = of([1, 2, 3, 4, 5], [5, 9, 2, 11, 6])
    assert not none.sure
    assert none.sentence.startswith("Der kan ikke vises en sammenhæng mellem Anbragte pr. 1.000 og udgift pr. 1.000")
    assert none.sentence.endswith("det er ikke vist, at der ingen er.")


def test_a_unit_that_lacks_one_is_left_out_and_too_few_are_refused() -> None:
    found = of([1, 2, None, 4, 5, 6], [5, 6, 9, 10, 12, 11])
    assert [one.unit.code for one in found.points] == [1, 2, 4, 5, 6]
    assert [one.reason for one in found.left_out] == ["Kommune 3 er ikke med: Anbragte pr. 1.000 (2011) mangler."]
    with pytest.raises(CapacityRefused, match="for få"):
        of([1, 2, 3], [1, 2, 4])
    with pytest.raises(CapacityRefused, match="den samme i alle kommuner"):
        of([2, 2, 2, 2], [1, 2, 4, 5])


@pytest.mark.parametrize("seed", range(5))
def test_as_scipy_and_statsmodels(seed: int) -> None:
    chance = np.random.default_rng(seed)
    across = chance.gamma(4, 3, 98)
    up = 6 + 0.4 * across + chance.normal(0, 0.1 * across)
    found = of(across.tolist(), up.tolist())
    theirs = linregress(across, up)
    assert (found.slope, found.intercept, found.r2) == pytest.approx(
        (theirs.slope, theirs.intercept, theirs.rvalue**2), rel=1e-8
    )
    assert found.correlation == pytest.approx(theirs.rvalue, rel=1e-8)
    fit = sm.OLS(up, sm.add_constant(across)).fit()
    robust = fit.get_robustcov_results("HC3")
    assert [found.low, found.high] == pytest.approx(robust.conf_int()[1], rel=1e-8)
    assert found.chance == pytest.approx(robust.pvalues[1], rel=1e-8, abs=1e-12)
    places = [0.0, 12.0, 40.0]
    frame = fit.get_prediction(sm.add_constant(np.array(places))).summary_frame(alpha=0.05)
    assert found.level_at(places) == tuple(
        (place, pytest.approx(low, rel=1e-8), pytest.approx(high, rel=1e-8))
        for place, low, high in zip(places, frame["mean_ci_lower"], frame["mean_ci_upper"], strict=True)
    )


@given(st.permutations(range(6)))
def test_the_order_of_the_units_is_irrelevant(order: list[int]) -> None:
    across, up = [1.0, 2, 3, 4, 5, 9], [5.0, 6, 9, 10, 12, 11]
    units = [Unit(code, str(code)) for code in range(6)]
    columns = [Yearly(k, k, {c: {2011: v} for c, v in enumerate(values)}) for k, values in (("x", across), ("y", up))]
    one, other = relation(units, *columns, [2011]), relation([units[at] for at in order], *columns, [2011])
    assert (one.points, one.slope, one.low, one.chance) == (other.points, other.slope, other.low, other.chance)
