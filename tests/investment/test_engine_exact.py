"""Models whose answer is known in closed form come out to 1e-12."""

from __future__ import annotations

from datetime import date
from math import exp

import numpy as np
import pytest
from tests.investment.small_case import small

from trinvis.calculations.investment.discounting import official_factor, official_rates
from trinvis.calculations.investment.engine import CaseRefused, model
from trinvis.parameters import MissingParameter, Parameters

EXACT = 1e-12


def test_geometric_survival_discounted() -> None:
    """1.000 persons, 15 % leave a year, 200 kr. a year for those left, 4 %: the sum of a geometric series."""
    case = small("""
        horizon: 40
        discount: {rate: 4 %, timing: end}
        groups: {boern: {label: Børn, stock: 1000, start: {hjemme: 1}}}
        transitions: [{from: hjemme, to: ude, chance: 15 %}]
        money: {ophold: {label: Ophold, on: {state: hjemme}, amount: 200}}
    """)
    ratio = 0.85 / 1.04
    expected = 200 * 1000 * ratio * (1 - ratio**40) / (1 - ratio)
    assert model(case).run().discounted.sum() == pytest.approx(expected, rel=EXACT)


@pytest.mark.parametrize("period", ["year", "month"])
def test_a_chain_of_two_states(period: str) -> None:
    """Share out after n periods: p / (p + q) × (1 − (1 − p − q)^n)."""
    case = small(f"""
        horizon: 10
        period: {period}
        groups: {{boern: {{label: Børn, stock: 1, start: {{hjemme: 1}}}}}}
        transitions:
          - {{from: hjemme, to: ude, chance: 12 %, per: period}}
          - {{from: ude, to: hjemme, chance: 5 %, per: period}}
    """)
    number = np.arange(1, case.periods + 1)
    out = 0.12 / 0.17 * (1 - 0.83**number)
    np.testing.assert_allclose(model(case).run().persons[0, 0, :, 0], out, rtol=EXACT)


def test_cohorts_by_stay_are_the_pool_where_the_chance_is_the_same_at_every_stay() -> None:
    """The same chance once as a number, so all are one pool, and once by stay, so that every cohort is followed."""
    body = """
        horizon: 8
        period: month
        inputs: {chance: {label: Chance, kind: rate, of: {text: børn}, VALUE}}
        groups: {boern: {label: Børn, stock: 7, enters: 3 + aar, start: {hjemme: 1}}}
        transitions: [{from: hjemme, to: ude, chance: chance}]
    """
    pool, cohorts = (model(small(body.replace("VALUE", value))) for value in ("value: 20 %", "by_stay: [20 %]"))
    assert (pool.plan.groups[0].pooled, cohorts.plan.groups[0].pooled) == (True, False)
    np.testing.assert_allclose(pool.run().persons, cohorts.run().persons, rtol=EXACT)


def test_a_weibull_of_the_stay() -> None:
    """With chance 1 − exp(λ((a−1)^γ − a^γ)) in period a the share left after a periods is exp(−λ a^γ)."""
    case = small("""
        horizon: 30
        inputs:
          lambda: {label: L, kind: number, value: 0.08}
          gamma: {label: G, kind: number, value: 1.4}
        groups: {boern: {label: Børn, stock: 1, start: {hjemme: 1}}}
        transitions: [{from: hjemme, to: ude, chance: 1 - exp(lambda * ((forloeb - 1)^gamma - forloeb^gamma))}]
    """)
    stay = np.arange(1, 31)
    np.testing.assert_allclose(model(case).run().persons[0, 1, :, 0], np.exp(-0.08 * stay**1.4), rtol=EXACT)


@pytest.mark.parametrize(
    ("discount", "factors"),
    [
        ("{rate: 5 %, timing: start}", [1, 1.05**-1]),
        ("{rate: 5 %, timing: middle}", [1.05**-0.5, 1.05**-1.5]),
        ("{rate: 5 %, timing: end}", [1.05**-1, 1.05**-2]),
        ("{rate: 6 %, timing: end, continuous: true}", [exp(-0.06), exp(-0.12)]),
        ("{finansministeriet: 2018-01-01}", [1.04**-1, 1.04**-2]),
        ("{finansministeriet: 2021-01-07}", [1.035**-1, 1.035**-2]),
    ],
)
def test_a_krone_of_each_year_today(discount: str, factors: list[float]) -> None:
    case = small(f"""
        horizon: 2
        discount: {discount}
        money: {{drift: {{label: Drift, on: {{year: all}}, amount: 1}}}}
    """)
    assert model(case).run().discounted[0, 0, :, 0].tolist() == pytest.approx(factors, rel=EXACT)


def test_a_line_may_fall_at_another_time_of_the_period_than_the_case_says() -> None:
    case = small("""
        horizon: 1
        discount: {rate: 10 %, timing: end}
        money:
          foer: {label: Før, on: {year: all}, amount: 110, timing: start}
          efter: {label: Efter, on: {year: all}, amount: 110}
    """)
    assert model(case).run().discounted[0, :, 0, 0].tolist() == pytest.approx([110, 100], rel=EXACT)


@pytest.mark.parametrize(
    ("day", "rates"),
    [
        (date(1999, 1, 1), (0.06, 0.06, 0.06)),  # Nationaløkonomisk Tidsskrift 148 (2010)
        (date(2013, 5, 30), (0.05, 0.05, 0.05)),  # the ministry's news of 31 May 2013
        (date(2013, 5, 31), (0.04, 0.03, 0.02)),
        (date(2021, 1, 6), (0.04, 0.03, 0.02)),
        (date(2021, 1, 7), (0.035, 0.025, 0.015)),  # the ministry's note of 7 January 2021
    ],
)
def test_the_rates_of_finansministeriet_by_day(day: date, rates: tuple[float, float, float]) -> None:
    assert official_rates(Parameters.shipped(), day) == pytest.approx(rates)


def test_no_rate_of_finansministeriet_is_known_before_1999() -> None:
    with pytest.raises(MissingParameter):
        official_rates(Parameters.shipped(), date(1998, 12, 31))


@pytest.mark.parametrize(
    ("years", "factor"),
    [
        (0, 1.0),
        (35, 1.04**-35),
        (36, 1.04**-35 * 1.03**-1),
        (70, 1.04**-35 * 1.03**-35),
        (80, 1.04**-35 * 1.03**-35 * 1.02**-10),
    ],
)
def test_each_stretch_of_years_at_its_own_rate(years: float, factor: float) -> None:
    assert official_factor((0.04, 0.03, 0.02), years) == pytest.approx(factor, rel=EXACT)


def test_the_rate_may_be_an_input() -> None:
    case = small("""
        horizon: 1
        discount: {rate: rente}
        inputs: {rente: {label: Rente, kind: number, value: 4 %}}
        money: {drift: {label: Drift, on: {year: all}, amount: 1}}
    """)
    run = model(case).run({"rente": np.array([0.0, 0.25])})
    assert run.discounted[0, 0, 0].tolist() == [1, 0.8]
    with pytest.raises(CaseRefused, match="Diskonteringsrenten er −100 % i år 1; den skal ligge mellem −99 og"):
        model(case).run({"rente": -1.0})
