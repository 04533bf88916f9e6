"""Successes assumed, and successes needed: two things, told apart."""

from __future__ import annotations

import pytest
from tests.investment import skandia

from trinvis.calculations.investment.successes import assumed_successes, needed_successes, whole_successes


def needed(year, **changed):
    return needed_successes(
        lambda values: skandia.run_of(changed | dict(values)), "succesrate", 155, "indsats", year=year
    )


def test_ishoej_the_printed_16_and_10_are_assumed():
    """[004:716]: 155 × 10 % = 15,5 and 155 × 6 % = 9,3."""
    assert [assumed_successes(rate, 155).whole for rate in (0.10, 0.06)] == [16, 10]
    assert assumed_successes(0.1, 155).exact == pytest.approx(15.5)
    assert assumed_successes(0.1, 155).label != needed(4).label


def test_ishoej_it_takes_14_to_break_even_in_the_fourth_year():
    """By hand: accumulated cost Σ 3.937.620 / 1,04^y + 230.000 / 1,04 over Σ 614.585 φ I / 1,04^y of four years = 13,03."""
    found = needed(4)
    cost = sum(3_937_620 / 1.04**year for year in range(1, 5)) + 230_000 / 1.04
    worth = sum(
        614_585 * phase * growth / 1.04 ** (at + 1)
        for at, (phase, growth) in enumerate(zip(skandia.PHASE[:4], skandia.GROWTH[:4], strict=True))
    )
    assert found.exact == pytest.approx(cost / worth, abs=1e-6)
    assert round(found.exact, 2) == 13.03
    assert found.whole == 14
    assert "14" in found.text


def test_a_whole_number_in_floats_is_that_number():
    assert whole_successes(100 * 0.07) == 7
    assert whole_successes(7.001) == 8


def test_no_rate_is_enough():
    """Placements at the price of prevention save nothing."""
    found = needed(4, pris=94_917)
    assert (found.rate, found.exact, found.whole) == (None, None, None)
    assert found.text == "Ingen succesrate er nok til, at indsatsen har tjent sig hjem i 4. år."


def test_none_are_needed_when_the_effort_pays_for_itself():
    found = needed(4, oevrig=-2_000_000)
    assert (found.rate, found.whole) == (0, 0)


def test_the_search_stops_where_the_case_cannot_be_calculated():
    """Refused above 8,5 %: the needed 8,41 % is still found; above 8 % it is not, and that is said."""

    def within(highest):
        return needed_successes(lambda values: skandia.run_of(values, highest), "succesrate", 155, "indsats", year=4)

    assert within(0.085).whole == 14
    assert within(0.08).whole is None
    assert "op til 8,0 %" in within(0.08).text
