"""Yearly rates of prices and wages as one price level."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trinvis.calculations.capacity.price_rates import prices_of_rates
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.staircase.prices import MissingIndex

RATES = {2008: 400, 2009: 250, 2010: -100}
"""4 %, 2,5 % and −1 %, made up."""


def test_the_rates_of_the_years_in_between() -> None:
    """2007 → 2010: 1,04 · 1,025 · 0,99 = 1,05534; 2010 → 2009: 1 / 0,99."""
    found = prices_of_rates("PL", RATES, 2010)
    assert [found.factor(year) for year in (2007, 2008, 2009, 2010)] == [
        Fraction(105_534, 100_000), Fraction(101_475, 100_000), Fraction(99, 100), 1,
    ]  # fmt: skip
    assert prices_of_rates("PL", RATES, 2009).factor(2010) == Fraction(100, 99)
    assert found.text == "faste 2010-priser (indeks: PL)"
    with pytest.raises(MissingIndex, match="intet tal for 2011"):
        found.factor(2011)


@given(st.lists(st.integers(-900, 2500), min_size=1, max_size=20), st.data())
def test_going_to_another_base_and_back_changes_nothing(rates: list[int], data: st.DataObject) -> None:
    by_year = dict(enumerate(rates, start=2001))
    one, other = (data.draw(st.integers(2000, 2000 + len(rates))) for _ in range(2))
    there, back = prices_of_rates("PL", by_year, other), prices_of_rates("PL", by_year, one)
    assert there.factor(one) * back.factor(other) == 1
    for year in range(2001, 2001 + len(rates)):
        assert there.factor(year - 1) == there.factor(year) * Fraction(10_000 + by_year[year], 10_000)


@pytest.mark.parametrize(
    ("rates", "base", "says"),
    [
        ({}, 2010, "ingen satser"),
        ({2008: 400, 2010: 250}, 2010, "mangler en sats for 2009"),
        ({2008: -10_000}, 2008, "−100 %"),
        (RATES, 2011, "fra 2007 til 2010"),
        (RATES, 2006, "fra 2007 til 2010"),
    ],
)
def test_what_makes_no_level_is_said(rates: dict[int, int], base: int, says: str) -> None:
    with pytest.raises(CapacityRefused, match=says):
        prices_of_rates("PL", rates, base)
