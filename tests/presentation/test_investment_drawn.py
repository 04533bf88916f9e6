"""The pictures of a case on a page: each says what its table says, and is left out where there is nothing to draw."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from trinvis.municipality.investment import Calculated
from trinvis.municipality.investment_calculated import invest
from trinvis.municipality.investment_pool import portfolio
from trinvis.municipality.investment_uncertain import SimulatedAnswers, simulated, two_way
from trinvis.presentation.drawn import Drawn
from trinvis.presentation.investment_pictures import (
    holders_drawn,
    net_gain,
    payers_drawn,
    persons_drawn,
    result_drawn,
)
from trinvis.presentation.investment_pictures_readings import band_drawn, readings_drawn
from trinvis.presentation.investment_pictures_uncertain import (
    acceptability_drawn,
    information_drawn,
    outcomes_drawn,
    plane_drawn,
    tornado_drawn,
    two_way_drawn,
)
from trinvis.presentation.investment_portfolio import portfolio_drawn

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def ishoej() -> Calculated:
    return invest(EXAMPLES / "ishoej-2018-offentliggjort.yaml")


@pytest.fixture(scope="module")
def herning() -> Calculated:
    return invest(EXAMPLES / "herning-2013-2015.yaml")


@pytest.fixture(scope="module")
def drawn(ishoej: Calculated) -> SimulatedAnswers:
    return simulated(ishoej, draws=2_000)


def words(found: Drawn | None) -> str:
    assert found is not None
    assert found.svg != found.narrow_svg
    said = re.search(r'aria-label="([^"]*)"', found.svg)
    assert said is not None
    assert said[1].startswith(found.title)
    return said[1]


def test_years_that_are_not_known_are_a_span(ishoej: Calculated) -> None:
    made = net_gain(ishoej, "indsats")
    assert made.known == 4
    assert made.break_even == 4
    assert made.years[9].accumulated == (2_293_256_955, 2_357_036_875)
    assert "fra år 5 er forløbet ikke kendt; efter 10 år mellem +22,93 og +23,57 mio. kr" in words(result_drawn(ishoej))


def test_a_reading_whose_later_years_nobody_knows_is_drawn_no_further() -> None:
    own_mix = invest(EXAMPLES / "ishoej-2018-offentliggjort.yaml", "egen_pris")
    assert len(net_gain(own_mix, "indsats").years) == 4


def test_drawn_intervals_stand_behind_the_result(ishoej: Calculated, drawn: SimulatedAnswers) -> None:
    made = net_gain(ishoej, "indsats", [drawn])
    outer, inner = made.years[3].outer, made.years[3].inner
    assert outer is not None
    assert inner is not None
    assert outer[0] < inner[0] < inner[1] < outer[1]
    assert "90 % sandsynligt mellem" in words(result_drawn(ishoej, "", [drawn]))


def test_the_bands_name_their_success_rate_and_when_they_pay(ishoej: Calculated, herning: Calculated) -> None:
    said = words(band_drawn(ishoej))
    assert "Succesrate 10 %: +2,75 efter 4 år, +22,93 til +23,57 efter 10 år, tjent ind i år 4" in said
    assert "Succesrate 6 %: −4,15 efter 4 år, +0,90 til +1,28 efter 10 år, tjent ind i år 9" in said
    assert band_drawn(herning) is None


def test_readings_that_give_the_same_share_a_bar(ishoej: Calculated) -> None:
    said = words(readings_drawn(ishoej))
    assert said.count("+2,75") == 1
    assert "Kun den drift, som ansøgningen oplyser: +12,19" in said


def test_who_pays(ishoej: Calculated) -> None:
    assert "Ishøj Kommune +24,43 mio. kr. i alt, betaler mere i år 1-2" in words(payers_drawn(ishoej))
    accounts = words(holders_drawn(ishoej))
    assert "Konto 6.45.51 −13,60 mio. kr. i alt" in accounts
    assert "Konto 5.28 +69,91 mio. kr. i alt" in accounts


def test_persons_only_where_somebody_is_followed(ishoej: Calculated, herning: Calculated) -> None:
    assert "Som i dag, efter 10 år: 15,5 Anbragt uden for hjemmet" in words(persons_drawn(ishoej))
    assert persons_drawn(herning) is None


def test_the_pool(ishoej: Calculated) -> None:
    told = invest(EXAMPLES / "ishoej-2018-oplyst.yaml")
    found = portfolio_drawn(portfolio([ishoej, told], [1_300_000.0], draws=200))
    assert "efter de oplyste tal: 34,85 kr." in words(found)
    assert "ikke valgt" in found.svg


def test_how_sure_it_is(ishoej: Calculated, drawn: SimulatedAnswers) -> None:
    assert "Gevinst i 39 % af gennemregningerne" in words(outcomes_drawn(drawn)) or "Gevinst i 4" in words(
        outcomes_drawn(drawn)
    )
    assert re.search(r"Succesrate: \+[12],\d\d ved 6,\d+ %, \+21,\d\d ved 9,\d+ %", words(tornado_drawn(drawn)))
    assert information_drawn(drawn) is None, "no knowledge would change the choice over ten years"
    table = two_way(ishoej, "succesrate", "anbringelsespris", drawn.ranges)
    assert "par giver tab (mio. kr.)" in words(two_way_drawn(ishoej, table))


def test_cost_against_effect(drawn: SimulatedAnswers) -> None:
    assert "barneår og −" in words(plane_drawn(drawn))
    found = drawn.acceptability([0.0, 50_000.0, 100_000.0])
    assert found is not None
    assert "bedst i gennemsnit, over 99 % af gangene" in words(acceptability_drawn(drawn, found))


def test_nothing_uncertain_is_no_picture(herning: Calculated) -> None:
    certain = simulated(herning, draws=100)
    assert outcomes_drawn(certain) is None
    assert tornado_drawn(certain) is None
    assert information_drawn(certain) is None
    assert plane_drawn(certain) is None


THREE = """
case: tre
title: Tre måder
start_year: 2026
horizon: 2
period: month
price_level: 2026
discount: {rate: 0 %}
payers: {kommune: {label: Kommunen, kind: municipality}, borger: {label: Borgeren, kind: citizen}}
alternatives: {i_dag: Som i dag, lidt: Lidt støtte, meget: Meget støtte}
states: {ude: {label: Anbragt, step: 5}, hjemme: {label: Hjemme, step: 3}}
inputs:
  boern: {label: Børn, kind: count, unit: børn, value: 12}
  rate: {label: Andel hjemme, kind: rate, value: 50 %, of: {text: børnene, count: boern}, distribution: {form: uniform, min: 10 %, max: 90 %}}
groups: {alle: {label: Børnene, stock: boern, start: {i_dag: {ude: 1}, lidt: {hjemme: rate / 2, ude: 1 - rate / 2}, meget: {hjemme: rate, ude: 1 - rate}}}}
money:
  anbragt: {label: Anbringelse, on: {state: ude}, amount: 100000}
  loen: {label: Løn, kind: gain, on: {state: hjemme}, amount: 12000, payers: {borger: 1}}
effects: {hjemme: {label: Barneår hjemme, unit: barneår, on: {state: hjemme}, amount: 1}}
"""
"""Twelve children by the month for two years: 12 of 24 person-years come home with much help, 6 with some."""


def test_several_alternatives_by_the_month_with_the_one_asked_about_first() -> None:
    made = invest(THREE)
    much = simulated(made, "meget", draws=500)
    assert words(plane_drawn(much)).split(". ", 1)[1].startswith("Meget støtte: i gennemsnit 1")
    assert "Som i dag, efter 2 år: 12,0 Anbragt; Lidt støtte, efter 2 år: 3,0 Hjemme, 9,0 Anbragt" in words(
        persons_drawn(made)
    )
    assert net_gain(made, "meget").years[1].accumulated == (120_000_000, 120_000_000)
    assert "Borgeren +0,14 mio. kr. i alt" in words(payers_drawn(made, "meget"))
