"""Net gain, break-even, pay-back and internal rate: Ishøj as printed, and small series by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.investment import skandia

from trinvis.calculations.investment.answers import answers, drawn_answers, net_present_value
from trinvis.calculations.investment.break_even import break_even, internal_rate, payback
from trinvis.calculations.investment.run import Simulated


@pytest.mark.parametrize(
    ("rate", "printed"),
    [
        (0.10, [-2_175_391, -82_368, 1_677_654, 3_332_551]),  # [004:697-700]
        (0.06, [-2_908_165, -1_505_641, -393_620, 653_173]),  # [004:703-706]
    ],
)
def test_ishoej_the_printed_years(rate, printed):
    found = answers(skandia.run_of({"succesrate": rate}), "indsats")
    assert [round(year) for year in found.discounted.yearly[:4]] == printed


def test_ishoej_breaks_even_in_the_fourth_year_at_ten_per_cent():
    """[004:692], [004:709]: year 4, 2.752.446 kr. Undiscounted years by hand: −2.262.406,5; −89.088,73; … (× 1,04^y)."""
    found = answers(skandia.run_of(), "indsats")
    assert found.discounted.break_even.year == 4
    assert found.discounted.break_even.text == "4. år"
    assert round(found.discounted.accumulated[3]) == 2_752_446
    assert found.undiscounted.yearly[0] == pytest.approx(155 * 0.1 * (709_502 - 94_917) * 0.2 - 3_937_620 - 230_000)
    back = -sum(found.undiscounted.yearly[:3]) / found.undiscounted.yearly[3]
    assert found.payback == pytest.approx(3 + back)
    assert found.net_present_value == found.discounted.accumulated[-1]


def test_ishoej_breaks_even_in_the_ninth_year_at_six_per_cent():
    """[004:693]. Full effect in year 5 and a fifth lost from year 6 gives 204.390 kr. in year 9, against 278.483 printed."""
    found = answers(skandia.run_of({"succesrate": 0.06}), "indsats").discounted
    assert found.break_even.year == 9
    assert round(found.accumulated[8]) == 204_390


@pytest.mark.parametrize(
    ("rate", "years", "year"),
    [
        (0.10, [324_912, 2_321_770, 3_989_324, 5_555_311], 1),
        (0.06, [-407_862, 898_496, 1_918_051, 2_875_933], 2),
    ],
)
def test_ishoej_with_the_printed_cost_alone(rate, years, year):
    """1.337.305 kr. a year ([004:338]) and not 3.937.620: the same formula by hand."""
    found = answers(skandia.run_of({"succesrate": rate, "oevrig": 0}), "indsats").discounted
    assert [round(one) for one in found.yearly[:4]] == years
    assert found.break_even.year == year


def test_a_payer_has_its_share():
    whole, own = (answers(skandia.run_of(), "indsats", payer=payer) for payer in (None, "ishoej"))
    assert own.discounted.yearly == pytest.approx([0.806 * year for year in whole.discounted.yearly])
    assert own.payer == "ishoej"


def test_an_unknown_alternative_or_payer_is_refused():
    with pytest.raises(ValueError, match="»andet«"):
        answers(skandia.run_of(), "andet")
    with pytest.raises(ValueError, match="»staten«"):
        answers(skandia.run_of(), "indsats", payer="staten")


def test_two_paths_by_hand():
    """−100, 60, 60: −100, −40, 20. Back 40/60 into the third year. 100 (1+r)² = 60 (1+r) + 60: 1+r = 0,3 + √0,69."""
    assert break_even([-100, 60, 60]).year == 3
    assert payback([-100, 60, 60]) == pytest.approx(2 + 2 / 3)
    assert internal_rate([-100, 60, 60]).rate == pytest.approx(0.3 + 0.69**0.5 - 1)


def test_never_within_the_horizon():
    found = break_even([-100, 60, 39])
    assert (found.year, found.text) == (None, "ikke inden for 3 år")
    assert payback([-100, 60, 39]) is None


def test_less_than_half_a_krone_is_nothing():
    """−0,4 is 0 in whole kroner; −0,5 is −1, a half away from zero."""
    assert break_even([-100, 99.6]).year == 2
    assert break_even([-100, 99.5]).year is None
    assert payback([-100, 99.6]) == 2


def test_gain_first_and_loss_later_is_said():
    found = break_even([50, -80, 40, 10])
    assert (found.year, found.below_again) == (1, (2,))
    assert found.text == "1. år, men igen under 0 i 2. år"
    assert payback([50, -80, 40, 10]) == 0


def test_two_internal_rates_are_both_found_and_neither_is_an_answer():
    """−100 + 230 x − 132 x²: x = 1/1,1 and 1/1,2, so 10 % and 20 %."""
    found = internal_rate([-100, 230, -132])
    assert found.rates == pytest.approx([0.1, 0.2])
    assert found.rate is None
    assert found.text.startswith("Der er 2 interne renter")


@pytest.mark.parametrize(
    ("net", "said"),
    [
        ([5, 5], "ingen af årene koster mere, end de giver"),
        ([-5, -1], "ingen af årene giver mere, end de koster"),
        ([0, 0], "ingen forskel i penge"),
        ([-100, 100, -100], "skifter ikke fortegn"),
    ],
)
def test_no_internal_rate(net, said):
    found = internal_rate([1000 * year for year in net])
    assert found.rates == ()
    assert said in found.text


@given(
    st.lists(st.floats(-0.8, 3), min_size=1, max_size=4, unique_by=lambda rate: round(rate, 1)),
    st.floats(1e3, 1e9),
)
def test_every_rate_that_makes_the_value_zero_is_found(rates, size):
    """A polynomial made of its roots: Π (1 − (1 + r) x)."""
    flows = np.array([size])
    for rate in rates:
        flows = np.convolve(flows, [1, -(1 + rate)])
    apart = np.diff(np.sort(rates))
    if (apart > 0.05).all():
        assert internal_rate(flows).rates == pytest.approx(np.sort(rates), rel=1e-6, abs=1e-6)


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=12))
def test_pay_back_is_in_the_break_even_year(net):
    found, back = break_even(net), payback(net)
    assert (back is None) == (found.year is None)
    if back is not None and net[0] < 0:
        assert found.year is not None
        assert found.year - 1 <= back <= found.year
        whole = int(back)
        there = sum(net[:whole]) + (back - whole) * (net[whole] if whole < len(net) else 0)
        assert there == pytest.approx(0, abs=1e-6)


def simulated(net) -> Simulated:
    """Draws of a case that need only have net gains [year, draw]."""
    nothing = np.zeros((0, net.shape[1]))
    return Simulated(
        alternatives=("som_i_dag", "indsats"),
        alternative="indsats",
        payers=(),
        effects=(),
        names=(),
        draws=net.shape[1],
        seed=7,
        method="random",
        inputs=nothing,
        cost=nothing,
        payer_cost=nothing,
        effect=nothing,
        net=net,
        net_undiscounted=2 * net,
    )


def test_four_draws_by_hand():
    """Accumulated: −1, 1 | −1, 0 | 2, −1 | −3, −4. Over 0 at the horizon: the first. Back by year 1: the third; by 2: three."""
    found = drawn_answers(simulated(np.array([[-1, -1, 2, -3], [2, 1, -3, -1]], float) * 1000))
    assert (found.profit.hits, found.profit.cases) == (1, 4)
    assert [share.hits for share in found.back] == [1, 3]
    assert found.discounted.accumulated_mean == pytest.approx([-750, -1000])
    assert found.undiscounted.mean == pytest.approx([-1500, -500])
    assert found.discounted.accumulated_percentiles[2] == pytest.approx([-1000, -500])
    assert (found.draws, found.seed, found.method) == (4, 7, "random")


def test_percentiles_of_evenly_spread_draws():
    """0, 1, …, 100: the percentiles are themselves, and those of the two years' sum are twice them."""
    even = np.arange(101.0)
    found = drawn_answers(simulated(np.array([even, even])))
    assert found.discounted.percentiles == pytest.approx(np.array([[5, 5], [25, 25], [50, 50], [75, 75], [95, 95]]))
    assert found.discounted.accumulated_percentiles[:, 1] == pytest.approx([10, 50, 100, 150, 190])


def test_present_value_up_to_a_year_by_draw():
    run = skandia.run_of({"succesrate": np.array([0.1, 0.06])})
    assert np.round(net_present_value(run, "indsats", year=4)).tolist() == [2_752_446, -4_154_253]
