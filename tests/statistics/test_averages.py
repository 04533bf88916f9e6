"""Averages in exact fractions: against Python's and NumPy's own, and with the units that have no figure."""

from __future__ import annotations

import statistics
from datetime import date
from fractions import Fraction as F

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trinvis.calculations.statistics.averages import averages_of_rates, averages_of_values, quantile
from trinvis.parameters import Parameters
from trinvis.parameters.municipalities import municipality_set


def test_the_unweighted_mean_of_ten_shares():
    """Bilagstabel 2.1, share of vulnerable children in ten municipalities; their average is printed as 9,7 % [001:2816-2842]."""
    shares = ["3.3", "6.2", "6.8", "7.6", "8.7", "10.6", "11.4", "12.1", "13.8", "16.1"]
    found = averages_of_values({i: F(share) for i, share in enumerate(shares)})
    assert (found.unweighted, found.cases) == (F("9.66"), 10)
    assert found.median == F("9.65")


def test_weighted_and_unweighted_differ_and_the_missing_is_named():
    """10 of 100 and 90 of 300: weighted 100/400 = 25 %, unweighted (10 + 30) / 2 = 20 %."""
    found = averages_of_rates({1: 10, 2: 90, 3: None, 4: 7}, {1: 100, 2: 300, 3: 50, 4: None})
    assert (found.cases, found.left_out) == (2, (3, 4))
    assert (found.weighted, found.unweighted) == (F(1, 4), F(1, 5))
    assert (found.lower, found.median, found.upper) == (F(3, 20), F(1, 5), F(1, 4))
    assert (found.least, found.most) == (F(1, 10), F(3, 10))


@pytest.mark.parametrize(
    ("name", "count", "mean"), [("alle_98", 98, None), ("uden_smaa_oeer_94", 94, 1), ("uden_fem_mindste_93", 93, 1)]
)
def test_over_a_named_set(name, count, mean):
    """All have 1 but the islands Fanø, Ærø, Samsø and Læsø, which have 50; the sets without them have 1 [000:58, 003:846]."""
    chosen = municipality_set(Parameters.shipped(), name, date(2015, 12, 31))
    values = {code: 50 if code in (563, 492, 741, 825) else 1 for code in range(101, 861)}
    found = averages_of_rates(values, dict.fromkeys(values, 1), chosen)
    assert found.cases == count
    assert found.unweighted == found.weighted == (mean or F(94 + 4 * 50, 98))
    without = averages_of_values({**values, 101: None}, chosen)
    assert (without.cases, without.left_out) == (count - 1, (101,))
    only = averages_of_values({101: 7}, chosen)
    assert (only.cases, len(only.left_out)) == (1, count - 1)


fractions = st.fractions(-1000, 1000, max_denominator=60)


@given(st.lists(fractions, min_size=2, max_size=40))
def test_quartiles_as_python_and_numpy(values):
    theirs = statistics.quantiles(values, n=4, method="inclusive")
    assert [quantile(values, F(q, 4)) for q in (1, 2, 3)] == theirs
    assert float(quantile(values, F(1, 10))) == pytest.approx(np.quantile([float(v) for v in values], 0.1))


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 99)), min_size=1, max_size=30))
def test_with_equal_denominators_both_means_agree(rows):
    found = averages_of_rates({i: n for i, (n, _) in enumerate(rows)}, dict.fromkeys(range(len(rows)), 365))
    assert found.weighted == found.unweighted
    assert found.least <= found.lower <= found.median <= found.upper <= found.most


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: averages_of_values({1: None}), "ingen kommuner"),
        (lambda: averages_of_rates({1: 1}, {1: 0}), "større end 0"),
        (lambda: quantile([], F(1, 2)), "mindst ét tal"),
    ],
)
def test_what_cannot_be_computed_is_said(call, says):
    with pytest.raises(ValueError, match=says):
        call()
