"""Tornado, curves, tables and threshold values, by hand and on Ishøj."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from tests.investment import skandia

from trinvis.calculations.investment.answers import net_present_value
from trinvis.calculations.investment.sensitivity import input_ranges, one_way, threshold, tornado, two_way
from trinvis.cases.case import Distribution, Input

OWN_MIX = (2 * 1_416_090 + 8 * 860_454 + 22 * 533_804 + 3 * 106_609) / 35  # [004:218-280]: 622.266,49 kr.
BASE = {"succesrate": 0.1, "pris": 709_502, "oevrig": 2_600_315}


def in_year_four(run):
    return net_present_value(run, "indsats", year=4)


def test_the_range_of_an_input_is_its_own_percentiles():
    """Uniform 6-10 %: 6,2 and 9,8. Normal 100 ± 10: 100 ± 16,449. Ten values as likely: the first and the last."""
    drawn = {
        "rate": Distribution("uniform", {"min": 0.06, "max": 0.10}),
        "price": Distribution("normal", {"mean": 100, "sd": 10}),
        "seen": Distribution("empirical", values=tuple(range(10))),
        "sure": Distribution("fixed"),
        "without": None,
    }
    inputs = {name: Input(name, name, "number", value=1, distribution=one) for name, one in drawn.items()}
    found = input_ranges(dataclasses.replace(skandia.case(), inputs=inputs))
    assert list(found) == ["rate", "price", "seen"]
    assert found["rate"] == pytest.approx((0.062, 0.098))
    assert found["price"] == pytest.approx((83.5515, 116.4485), abs=1e-4)
    assert found["seen"] == (0, 9)


def test_tornado_of_ishoej():
    """At 10 % 2.752.446, at 6 % −4.154.253; own mix gives 301.567; the printed cost alone 12.191.317."""
    ranges = {"pris": (OWN_MIX, 709_502), "succesrate": (0.06, 0.1), "oevrig": (0, 2_600_315)}
    bars = tornado(skandia.run_of, BASE, ranges, in_year_four)
    assert [bar.name for bar in bars] == ["oevrig", "succesrate", "pris"]
    assert [(round(bar.at_low), round(bar.at_high)) for bar in bars] == [
        (12_191_317, 2_752_446),
        (-4_154_253, 2_752_446),
        (301_567, 2_752_446),
    ]
    assert bars[1].swing == pytest.approx(6_906_699, abs=1)
    assert {round(bar.base) for bar in bars} == {2_752_446}


def test_a_value_that_is_refused_leaves_the_rest():
    """The success rate cannot be 20 %: that end is open, the price's bar is there."""
    bars = tornado(
        lambda values: skandia.run_of(values, highest=0.15),
        BASE,
        {"succesrate": (0.06, 0.2), "pris": (OWN_MIX, 709_502)},
        in_year_four,
    )
    assert [(bar.name, bar.at_high is None) for bar in bars] == [("succesrate", True), ("pris", False)]
    assert round(bars[1].at_low) == 301_567


def test_a_case_that_cannot_be_calculated_has_no_tornado():
    with pytest.raises(ValueError, match="egne værdier"):
        tornado(lambda values: skandia.run_of(values, highest=0.05), BASE, {"pris": (1, 2)}, in_year_four)


def test_a_curve():
    found = one_way(skandia.run_of, "succesrate", [0.06, 0.1], in_year_four)
    assert np.round(found).tolist() == [-4_154_253, 2_752_446]


def test_a_table_of_two_inputs():
    """Corners from the tornado; 6 % with own mix −5.624.781, worked by hand from the formula."""
    table = two_way(skandia.run_of, "succesrate", [0.06, 0.1], "pris", [OWN_MIX, 709_502], in_year_four)
    assert np.round(table.answer).tolist() == [[-5_624_781, -4_154_253], [301_567, 2_752_446]]


def test_a_table_takes_two_inputs():
    with pytest.raises(ValueError, match="to forskellige"):
        two_way(skandia.run_of, "pris", [1], "pris", [2], in_year_four)


def test_the_rate_at_which_ishoej_is_back_in_year_four():
    """13,03 of 155 children."""
    found = threshold(skandia.run_of, "succesrate", 0, 1, in_year_four)
    assert (len(found.values), found.rises, found.text) == (1, (True,), "")
    assert round(155 * found.values[0], 2) == 13.03
    assert in_year_four(skandia.run_of({"succesrate": found.values[0]}))[0] == pytest.approx(0, abs=1e-3)


def test_another_target_than_zero():
    found = threshold(skandia.run_of, "succesrate", 0, 1, in_year_four, target=2_752_446)
    assert found.values[0] == pytest.approx(0.1, abs=1e-8)


def test_none_and_several_are_said():
    def turning(values):
        return np.atleast_1d((np.asarray(values["x"]) - 1) * (np.asarray(values["x"]) - 3))

    found = threshold(turning, "x", 0, 4, lambda answer: answer)
    assert found.values == pytest.approx((1, 3))
    assert found.rises == (False, True)
    assert found.text.startswith("Svaret skifter 2 gange")
    assert threshold(turning, "x", 4, 5, lambda answer: answer).text == "Svaret skifter ikke inden for intervallet."


def test_an_empty_range_is_refused():
    with pytest.raises(ValueError, match="laveste værdi"):
        threshold(skandia.run_of, "succesrate", 1, 1, in_year_four)
