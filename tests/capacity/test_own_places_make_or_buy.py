"""An own place or a bought one, worked by hand: 12 places, 9,6 mio. a year fixed, 350 kr. a day more, 2.850 kr. outside."""

from __future__ import annotations

import pytest

from trinvis.calculations.capacity.make_or_buy import HouseCost, Sold, ahead_make_or_buy, make_or_buy
from trinvis.calculations.capacity.own_places import HouseAhead, MonthAhead, Need
from trinvis.calculations.capacity.refused import CapacityRefused

COST = HouseCost(800_000, 350)
NORMED = 12 * 365


def test_a_year_of_a_house() -> None:
    """4.161 of 4.380 days: 9.600.000 / 4.161 + 350 = 2.657 a day; even at 9.600.000 / (4.380 × 2.500) = 87,7 %."""
    found = make_or_buy(COST, NORMED, 4_161, 0, 2_850, 12)
    assert found.average == pytest.approx(9_600_000 / 4_161 + 350)
    assert (found.marginal, found.saved_by_filling) == (350, 2_500)
    assert found.occupancy == pytest.approx(0.95)
    assert found.break_even == pytest.approx(0.876712, abs=1e-6)
    assert (found.own, found.if_closed, found.dearer) == (11_056_350, 11_858_850, -802_500)
    assert (
        found.words
        == "Huset er billigere end at købe over 87,7 % belægning; et døgn mere koster 350 kr. i huset og 2.850 kr. ude."
    )


def test_at_the_break_even_occupancy_both_cost_the_same() -> None:
    even = 9_600_000 / (NORMED * 2_500)
    assert make_or_buy(COST, NORMED, NORMED * even, 0, 2_850, 12).dearer == pytest.approx(0, abs=1e-3)


def test_what_is_bought_beside_the_house_is_paid_either_way() -> None:
    found = make_or_buy(COST, NORMED, 4_161, 100, 2_850, 12)
    assert (found.bought, found.dearer) == (285_000, -802_500)


def test_fixed_cost_that_cannot_be_avoided_does_not_argue_for_closing() -> None:
    """Half of the fixed cost stays when the house is closed: even at 43,8 %."""
    found = make_or_buy(HouseCost(800_000, 350, 0.5), NORMED, 4_161, 0, 2_850, 12)
    assert found.break_even == pytest.approx(0.876712 / 2, abs=1e-6)
    assert found.dearer == pytest.approx(-802_500 - 4_800_000)


def test_a_day_that_is_dearer_in_the_house_than_outside_never_pays() -> None:
    found = make_or_buy(HouseCost(800_000, 3_000), NORMED, 4_161, 0, 2_850, 12)
    assert found.break_even is None
    assert found.saved_by_filling == -150
    assert "kan ikke blive billigere" in found.words


def test_an_empty_house_has_no_average() -> None:
    found = make_or_buy(COST, NORMED, 0, 0, 2_850, 12)
    assert (found.average, found.own, found.if_closed) == (None, 9_600_000, 0)


def test_sold_days_are_income_and_are_not_bought_when_the_house_closes() -> None:
    """A fifth of 4.000 days sold at 2.600: 2.080.000 off the 11.000.000; 3.200 days of one's own would cost 9.120.000 outside.

    A day is worth 0,8 × 2.850 + 0,2 × 2.600 = 2.800, so even is at 9.600.000 / (4.380 × 2.450) = 89,5 %.
    """
    found = make_or_buy(COST, NORMED, 4_000, 0, 2_850, 12, Sold(0.2, 2_600))
    assert (found.own, found.if_closed) == (8_920_000, 9_120_000)
    assert found.break_even == pytest.approx(9_600_000 / (4_380 * 2_450))


def test_the_months_ahead_against_buying() -> None:
    """Two months: 62 + 56 normed days of two places, 31 + 28 in use and 31 outside."""
    months = tuple(
        MonthAhead(month, 2, 1.0, 1, 1, 1.0, 0.0, 0.0, 0.0, used, bought)
        for month, used, bought in ((202601, 31.0, 0.0), (202602, 28.0, 31.0))
    )
    ahead = HouseAhead(months, Need(1, 1, 0), "buy", 1, 1)
    found = ahead_make_or_buy(ahead, HouseCost(10_000, 100), 1_000, (31, 28))
    assert (found.own, found.bought, found.if_closed) == (25_900, 31_000, 90_000)
    assert found.occupancy == pytest.approx(59 / 118)


@pytest.mark.parametrize("wrong", [{"fixed": -1}, {"variable": -1}, {"avoidable": 1.2}, {"fixed": float("nan")}])
def test_impossible_costs_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(CapacityRefused):
        HouseCost(**({"fixed": 1.0, "variable": 1.0} | wrong))


def test_without_a_rate_there_is_no_comparison() -> None:
    with pytest.raises(CapacityRefused, match="hent taksten ind"):
        make_or_buy(COST, NORMED, 4_161, 0, 0, 12)
