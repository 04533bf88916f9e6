"""A running case's half-years: what the case expects, what has come, and the gain of both, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from trinvis.calculations.investment.engine import model
from trinvis.calculations.investment.half_year import HalfYear, half_of, whole_halves
from trinvis.calculations.investment.realised import Happened, beside, comparable, expected, followed, places_of
from trinvis.cases.case import Alternative, Case, Discount, Group, Input, Money, On, Payer, State
from trinvis.cases.expression import Name, Number

FIRST, SECOND = HalfYear(2024, 1), HalfYear(2024, 2)


def case(**changed: object) -> Case:
    """10 children from 2024 on. As today all are in foster care (5) at 500.000 kr.; with the effort 4 are at home (3) at 100.000 kr.
    The effort costs 600.000 kr. a year, and the state saves 1 kr. a child and year, which no delivery shows."""
    made = Case(
        name="opdigtet", title="Opdigtet", start_year=2024, horizon=3, price_level=2024,
        alternatives=(Alternative("som_i_dag", "Som i dag"), Alternative("indsats", "Indsats")),
        states=(State("hjemme", "Hjemme", 3), State("pleje", "I plejefamilie", 5)),
        groups=(Group("boern", "Børn i forløb", {}, {"": Number(10.0)}, {"som_i_dag": {"pleje": Number(1.0)}, "indsats": {"hjemme": Number(0.4), "pleje": Number(0.6)}}),),
        inputs={"plejepris": Input("plejepris", "Pris", "amount", value=500_000.0, price_level=2024, source="opdigtet")},
        money=(
            Money("pleje", "Plejefamilie", "cost", On("state", "pleje"), Name("plejepris")),
            Money("hjemme", "Støtte hjemme", "cost", On("state", "hjemme"), Number(100_000.0)),
            Money("raadgiver", "Rådgiver", "cost", On("year"), Number(600_000.0), effort=True, alternatives=("indsats",)),
            Money("skat", "Skat", "gain", On("year"), Number(10.0), alternatives=("indsats",)),
        ),
        payers=(Payer("kommune", "Kommunen", "municipality"),), discount=Discount(Number(0.0)),
    )  # fmt: skip
    return replace(made, **changed)  # type: ignore[arg-type]


def test_half_years() -> None:
    assert (FIRST.first, FIRST.last, FIRST.days, FIRST.next) == (date(2024, 1, 1), date(2024, 6, 30), 182, SECOND)
    assert (SECOND.last, SECOND.next, SECOND.words) == (date(2024, 12, 31), HalfYear(2025, 1), "2. halvår 2024")
    assert half_of(date(2024, 7, 1)) == SECOND
    assert whole_halves(date(2024, 1, 1), date(2024, 12, 30)) == (FIRST,)
    assert whole_halves(date(2024, 1, 2), date(2025, 6, 30)) == (SECOND, HalfYear(2025, 1))
    assert whole_halves(date(2024, 1, 2), date(2024, 12, 1)) == ()


def test_what_a_half_year_of_the_case_is() -> None:
    """Without: 10 × 500.000 / 2; with: (6 × 500.000 + 4 × 100.000) / 2; effort 300.000; gain 2.500.000 − 1.700.000 − 300.000 = 500.000."""
    of, run = case(), model(case()).run()
    places = places_of(of)
    assert places == {"hjemme": (3,), "pleje": (5,)}
    assert [one.name for one in comparable(of, places)] == ["pleje", "hjemme"]
    assert [one.name for one in beside(of, places)] == ["skat"]
    plan = expected(of, run, "indsats", SECOND, places)
    assert plan is not None
    assert (plan.participants[0], plan.placed[0]) == (10, 6)
    assert {state: one[0] for state, one in plan.prices.items()} == {"hjemme": 100_000, "pleje": 500_000}
    assert (plan.without[0], plan.spending[0], plan.effort[0], plan.gain[0]) == (2_500_000, 1_700_000, 300_000, 500_000)
    assert expected(of, run, "indsats", HalfYear(2027, 1), places) is None
    with pytest.raises(ValueError, match="»x«; vælg en af indsats"):
        expected(of, run, "x", FIRST, places)


def test_a_case_by_months_has_its_own_persons_in_each_half() -> None:
    """Ten come a month, all in foster care: after 6 months 10 … 60, mean 35; after 12 months 70 … 120, mean 95."""
    group = Group("boern", "Børn", {"": Number(120.0)}, {}, {"": {"pleje": Number(1.0)}})
    of = case(period="month", groups=(group,))
    run = model(of).run()
    plans = [expected(of, run, "indsats", half, places_of(of)) for half in (FIRST, SECOND)]
    assert [plan.participants[0] for plan in plans if plan] == [pytest.approx(35), pytest.approx(95)]
    assert [plan.prices["pleje"][0] for plan in plans if plan] == [pytest.approx(500_000)] * 2


def test_a_state_may_be_several_steps() -> None:
    of = case(states=(State("hjemme", "Hjemme", 3), State("pleje", "Anbragt")))
    assert places_of(of) == {"hjemme": (3,)}
    places = places_of(of, {"pleje": (4, 5, 6)})
    plan = expected(of, model(of).run(), "indsats", FIRST, places)
    assert plan is not None
    assert plan.placed[0] == 6
    with pytest.raises(ValueError, match="ingen tilstand »findes_ikke«"):
        places_of(of, {"findes_ikke": (4,)})


def happened(half: HalfYear, cost: dict[int, float], participants: float = 4, began: int = 4) -> Happened:
    return Happened(half, participants, began, 2.0, {5: 2.0, 3: 1.5}, cost, {5: 500_000.0, 3: 75_000.0})


def test_gain_by_hand() -> None:
    """Four participants: without the effort 4 × 250.000. They cost 250.000, 250.000, 75.000 and 0, and the effort 200.000: gain 225.000.

    The spread of the costs: mean 143.750, s² = (2 × 106.250² + 68.750² + 143.750²)/3; of the sum of four √(4 s²) = 254.337; t(3) 3,182.
    """
    of = case()
    plan = expected(of, model(of).run(), "indsats", FIRST, places_of(of))
    assert plan is not None
    seen = happened(FIRST, {1: 250_000.0, 2: 250_000.0, 3: 75_000.0})
    (one,) = followed([(plan, seen)], {FIRST: 200_000.0})
    assert (one.without, one.gain, one.effort_known) == (1_000_000, 225_000, True)
    assert one.gain_interval is not None
    spread = 2 * ((2 * 106_250**2 + 68_750**2 + 143_750**2) / 3) ** 0.5
    assert one.gain_interval.high - one.gain == pytest.approx(3.182446 * spread)
    assert one.gain_interval.words.startswith("95 % ud fra spredningen mellem deltagerne; hvad der ellers var sket")
    assert (one.expected_sum, one.expected_interval) == (500_000, None)
    assert seen.price((5,)) == 500_000  # 500.000 kr. in half a year for two persons on average
    assert seen.price((3, 5)) == pytest.approx(2 * 575_000 / 3.5)
    assert seen.price((6,)) is None


def test_the_gain_added_up_keeps_children_together() -> None:
    """The same child dear twice is one child: the spread of the sum is that of the children's own sums. The case's effort stands where none is known."""
    of = case()
    run = model(of).run()
    pairs = []
    for half in (FIRST, SECOND):
        plan = expected(of, run, "indsats", half, places_of(of))
        assert plan is not None
        pairs.append((plan, happened(half, {1: 400_000.0, 2: 100_000.0})))
    first, second = followed(pairs)
    assert (first.gain, second.gain_sum) == (200_000, 400_000)
    assert not second.effort_known
    assert first.gain_interval is not None
    assert second.gain_sum_interval is not None
    assert second.gain_sum_interval.high - 400_000 == pytest.approx(2 * (first.gain_interval.high - 200_000))
    assert second.expected_sum == 1_000_000


def test_many_draws_give_the_expectation_an_interval_and_the_gain_the_cases_own_doubt() -> None:
    of = case()
    draws = np.random.default_rng(1).normal(500_000, 25_000, 4_000)
    run = model(of).run({"plejepris": draws})
    plan = expected(of, run, "indsats", FIRST, places_of(of))
    assert plan is not None
    (one,) = followed([(plan, happened(FIRST, {1: 250_000.0, 2: 250_000.0, 3: 75_000.0}))])
    # the gain is 4 × half a price − 200.000 − 300.000: its middle 90 % is 2 × 1,645 × 25.000 to each side
    assert one.expected_interval is not None
    assert one.expected_interval.high - one.expected_interval.low == pytest.approx(4 * 1.645 * 25_000, rel=0.05)
    assert "midterste 90 %" in one.expected_interval.words
    (plain,) = followed([(replace(plan, **{name: getattr(plan, name).mean(keepdims=True) for name in ("participants", "placed", "without", "spending", "effort")}), one.happened)])  # fmt: skip
    assert one.gain_interval is not None
    assert plain.gain_interval is not None
    extra = (one.gain_interval.high - one.gain) ** 2 - (plain.gain_interval.high - plain.gain) ** 2
    assert extra == pytest.approx((3.182446 * 2 * 25_000) ** 2, rel=0.05)
    assert one.gain_interval.words.endswith("casens usikkerhed om udgiften uden indsatsen")


def test_a_participant_alone_has_no_interval() -> None:
    of = case()
    plan = expected(of, model(of).run(), "indsats", FIRST, places_of(of))
    assert plan is not None
    (one,) = followed([(plan, happened(FIRST, {1: 1.0}, participants=1, began=1))])
    assert one.gain_interval is None
    (nobody,) = followed([(plan, happened(FIRST, {}, participants=0, began=0))])
    assert (nobody.without, nobody.gain) == (0, -300_000)


def test_the_interval_covers_a_known_gain() -> None:
    """30 participants whose costs are drawn: 400 municipalities, true mean cost 100.000, so the true gain is known."""
    of = case()
    plan = expected(of, model(of).run(), "indsats", FIRST, places_of(of))
    assert plan is not None
    random = np.random.default_rng(3)
    inside = 0
    for _ in range(400):
        costs = random.gamma(0.8, 125_000, 30)
        seen = happened(FIRST, dict(enumerate(costs.tolist())), participants=30, began=30)
        (one,) = followed([(plan, seen)], {FIRST: 0.0})
        assert one.gain_interval is not None
        inside += one.gain_interval.low <= 30 * 250_000 - 30 * 100_000 <= one.gain_interval.high
    assert 0.90 <= inside / 400 <= 0.98
