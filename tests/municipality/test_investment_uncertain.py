"""How sure a case's answer is: chance, percentiles, what it hangs on, what to measure; and the answer while a slider is moved."""

from __future__ import annotations

import time
from datetime import date

import pytest
from tests.municipality.case_files import SMALL, example
from tests.municipality.small import Kommune

from trinvis import invest
from trinvis.municipality.investment_calculated import CannotAsk
from trinvis.municipality.investment_uncertain import simulated, threshold, tried, two_way

TODAY = date(2027, 3, 1)


def test_half_of_the_draws_are_worth_more_than_the_case() -> None:
    """The success rate lies evenly between 10 and 30 %; at 12 % the case breaks even: nine of ten draws gain (18 of 20 points)."""
    drawn = simulated(invest(SMALL), draws=20_000, seed=7)
    assert drawn.answers.profit.value == pytest.approx(0.9, abs=0.01)
    low, *_, high = drawn.answers.discounted.accumulated_percentiles[:, -1]
    assert low == pytest.approx(3 * (1.1 * 500_000 - 600_000), rel=0.05)
    assert high == pytest.approx(3 * (2.9 * 500_000 - 600_000), rel=0.05)


def test_what_the_answer_hangs_on_and_what_to_measure() -> None:
    drawn = simulated(invest(SMALL), draws=5_000, seed=7)
    (bar,) = drawn.tornado
    assert bar.name == "succes"
    assert bar.swing == pytest.approx(3 * 500_000 * 10 * 0.18, rel=0.02)
    assert drawn.information is not None
    # losses below 12 %: the mean of 3 × 500,000 × 10 × (12 % − r) over the lowest tenth of the draws
    assert drawn.information.total.value == pytest.approx(0.1 * 15_000_000 * 0.01, rel=0.15)
    assert drawn.information.rows[0].worth.inputs == ("succes",)


def test_effects_and_ratios() -> None:
    drawn = simulated(invest(SMALL), draws=1_000, seed=7)
    plane = drawn.plane()
    assert plane is not None
    assert sum(share.hits for share in plane.quadrants) == 1_000
    assert len(drawn.ratios("aar_hjemme")) == 2
    assert drawn.acceptability([0.0, 100_000.0]) is not None
    with pytest.raises(CannotAsk, match="ingen effekt, der hedder »x«; den har aar_hjemme"):
        drawn.plane("x")


def test_the_value_at_which_the_answer_turns() -> None:
    made = invest(SMALL)
    assert threshold(made, "succes", {}).values == pytest.approx((0.12,))
    assert threshold(made, "loen", {"loen": (0.0, 2_000_000.0)}).values == pytest.approx((1_000_000.0,))
    with pytest.raises(CannotAsk, match="den første skal være mindst"):
        threshold(made, "loen", {"loen": (2.0, 1.0)})
    table = two_way(made, "succes", "pris", {"succes": (0.12, 0.24)})
    assert table.answer.shape == (7, 7)
    assert table.answer[0, 3] == pytest.approx(0, abs=1e-6)  # 12 % at its own price
    with pytest.raises(CannotAsk, match="to forskellige"):
        two_way(made, "succes", "succes", {})


def test_what_a_certain_input_is_tried_between() -> None:
    made = invest(SMALL)
    assert tried(made, "pris", {}) == (250_000, 750_000)
    assert tried(invest(SMALL, succes=0.9), "succes", {}) == (0.45, 1.0)  # a share ends at all
    with pytest.raises(CannotAsk, match="er 0 og har ingen fordeling"):
        tried(invest(SMALL, loen=0), "loen", {})


def test_a_value_that_was_put_is_certain() -> None:
    drawn = simulated(invest(SMALL, succes=0.1), draws=100)
    assert drawn.simulated.names == ()
    assert drawn.answers.profit.value == 0
    assert drawn.information is None


def test_the_hall_draws_once(kommune: Kommune) -> None:
    kommune.hall.save_case(SMALL, by="Konsulenten")
    made = kommune.hall.calculated_case("tidlig-hjaelp", TODAY)
    assert kommune.hall.calculated_case("tidlig-hjaelp", TODAY) is made
    drawn = kommune.hall.simulated_case(made, draws=500, seed=2)
    assert kommune.hall.simulated_case(made, draws=500, seed=2) is drawn
    assert kommune.hall.simulated_case(made, draws=500, seed=3) is not drawn


def test_a_slider_answers_within_150_ms(kommune: Kommune) -> None:
    """Best of five: other work on the machine is not what is measured."""
    key = kommune.hall.save_case(example("ishoej-2018-offentliggjort"), by="Konsulenten").key
    kommune.hall.calculated_case(key, TODAY)
    took = []
    for rate in (0.06, 0.07, 0.08, 0.09, 0.1):
        before = time.perf_counter()
        made = kommune.hall.calculated_case(key, TODAY, "", {"succesrate": rate})
        assert made.answers().discounted.yearly
        assert made.needed["indsats"].whole == 14
        took.append(time.perf_counter() - before)
    assert min(took) < 0.150
