"""Shapley shares and their allocation to whole øre."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trinvis.calculations.statistics.shapley import allocated, shapley


def test_two_factors_by_hand():
    """10 × 100 → 12 × 110 = +320: 2 more at a mean price of 105 is 210, 10 dearer at a mean number of 11 is 110."""
    assert shapley([10, 100], [12, 110]) == (210, 110)


def test_three_factors_by_hand():
    """2 × 3 × 5 = 30 → 4 × 3 × 6 = 72. Number alone: +30 (price old) and +36 (price new); price alone: +6 and +12."""
    assert shapley([2, 3, 5], [4, 3, 6]) == (33, 0, 9)


def test_the_two_sides_must_have_the_same_factors():
    with pytest.raises(ValueError, match="samme faktorer"):
        shapley([1], [1, 2])


number = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=400)


@given(st.lists(st.tuples(number, number), min_size=1, max_size=4))
def test_shares_add_up_exactly_and_are_the_mean_over_all_orders(factors):
    before, after = [b for b, _ in factors], [a for _, a in factors]
    shares = shapley(before, after)
    assert sum(shares) == prod(after) - prod(before)
    orders = list(permutations(range(len(factors))))
    for i in range(len(factors)):
        total = Fraction(0)
        for order in orders:
            state = list(before)
            for j in order:
                previous = prod(state)
                state[j] = after[j]
                if j == i:
                    total += prod(state) - previous
        assert shares[i] == total / len(orders)


@pytest.mark.parametrize(
    ("shares", "total", "parts"),
    [
        ([Fraction(1, 2), Fraction(1, 2)], 1, (1, 0)),
        ([Fraction(1, 3), Fraction(2, 3)], 1, (0, 1)),
        ([Fraction(-5, 2), Fraction(1, 4)], -2, (-2, 0)),
        ([Fraction(-5, 2), Fraction(1, 4)], -3, (-3, 0)),
        ([Fraction(7)], 7, (7,)),
        ([], 0, ()),
    ],
)
def test_allocation_by_largest_remainder(shares, total, parts):
    assert allocated(shares, total) == parts


def test_a_total_that_is_no_rounding_of_the_shares_is_refused():
    with pytest.raises(ValueError, match="kan ikke fordeles"):
        allocated([Fraction(1)], 3)


@given(st.lists(number, min_size=1, max_size=6), st.booleans())
def test_allocated_parts_add_up_and_stay_within_an_oere(shares, up):
    exact = sum(shares, Fraction(0))
    total = -((-exact).__floor__()) if up else exact.__floor__()
    parts = allocated(shares, total)
    assert sum(parts) == total
    assert all(abs(part - share) <= 1 for part, share in zip(parts, shares, strict=True))
