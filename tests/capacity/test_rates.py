"""Rates per 1.000 with their denominators, regions by code, growth that is refused, and net operating expenditure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.capacity.printed_tables import value

from trinvis.calculations.capacity.expenditure import Account, net_expenditure
from trinvis.calculations.capacity.growth import (
    Break,
    Growth,
    Series,
    ShareSeries,
    growth,
    per_unit_growth,
    point_change,
)
from trinvis.calculations.capacity.rates import (
    Population,
    Rate,
    implied_population,
    mean_over_years,
    pooled,
    rate,
    spread,
)
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.regions import REGIONS, by_region, check_national, recovered_weights
from trinvis.calculations.staircase.prices import MissingIndex, Prices

NAMES = {1084: "Hovedstaden", 1085: "Sjælland", 1083: "Syddanmark", 1082: "Midtjylland", 1081: "Nordjylland"}


def children(persons: float, year: int = 2011) -> Population:
    return Population(persons, (0, 17), year)


def printed_row(table: str, row: str) -> tuple[dict[int, float], float]:
    """A row of a table with the regions as columns, by code, and the country's."""
    by_code = {code: float(value(table, row, name)) for code, name in NAMES.items()}
    return by_code, float(value(table, row, "Hele landet"))


# per 1.000


def test_a_rate_keeps_its_denominator():
    """1.462 of 1.208.300 children is 1,21 per 1.000 (lines 3185, 3396)."""
    found = rate(1462, 2011, "children", children(1_208_300), "acting")
    assert (round(found.per(), 2), found.population.persons) == (1.21, 1_208_300)
    assert found.words == (
        "pr. 1.000 0-17-årige (1.208.300 i 2011), "
        "opgjort efter den kommune, som tilbuddet ligger i (handle- eller opholdskommune)"
    )


def test_another_age_band_or_year_is_refused():
    with pytest.raises(CapacityRefused, match=r"pr\. 0-19-årige, men folketallet er 0-17-årige"):
        rate(1, 2011, "children_psychiatry", children(100))
    with pytest.raises(CapacityRefused, match="Tallet er for 2010, men folketallet er for 2011"):
        rate(1, 2010, "children", children(100))
    with pytest.raises(CapacityRefused, match="over 0"):
        children(0)


def test_the_population_that_is_not_printed():
    """1.950 at 1,61 per 1.000: 1.211.180, and from 1.207.430 to 1.214.953 give 1,61 too."""
    found = implied_population(1950, 1.61, 2)
    assert [round(one, -1) for one in found] == [1_211_180, 1_207_430, 1_214_950]
    with pytest.raises(CapacityRefused):
        implied_population(3, 0.0, 2)


def test_quartiles_of_municipalities_and_both_means():
    """Rates 1, 2, 3, 4, 10 per 1.000 with the last ten times as large: mean 4, weighted (1+2+3+4+100)/14 = 7,86."""
    rates = {at: Rate(at, children(1000)) for at in range(1, 5)} | {5: Rate(100, children(10_000)), 9: None}
    found = spread(rates)
    assert (found.lower, found.median, found.upper) == pytest.approx((2, 3, 4))
    assert (found.unweighted, found.weighted) == pytest.approx((4, 110 / 14))
    assert (found.cases, found.left_out) == (5, (9,))
    assert [found.quartile(each) for each in (1, 2, 2.5, 3, 3.5, 4, 10)] == [1, 1, 2, 2, 3, 4, 4]


def test_years_are_not_passed_over():
    whole = {year: Rate(year - 2008, children(1000, year)) for year in (2009, 2010, 2011)}
    assert mean_over_years(whole) == pytest.approx(0.002)
    with pytest.raises(CapacityRefused, match="mangler 2010"):
        mean_over_years(whole | {2010: None})
    with pytest.raises(CapacityRefused, match="forkert år"):
        mean_over_years({2009: whole[2010]})


# regions


def test_a_region_is_its_municipalities_put_together():
    """10 of 1.000 and 40 of 2.000 make 50 of 3.000, not the mean of 10 and 20 per 1.000."""
    rates = {101: Rate(10, children(1000)), 147: Rate(40, children(2000)), 851: Rate(1, children(500)), 860: None}
    found = by_region(rates, {101: 1084, 147: 1084, 851: 1081, 860: 1081})
    assert {code: one.per() for code, one in found.rates.items()} == pytest.approx({1084: 50 / 3, 1081: 2})
    assert found.national.per() == pytest.approx(51 / 3.5)
    assert found.left_out == (860,)
    with pytest.raises(CapacityRefused, match="Kommune 851 har ingen kendt region"):
        by_region(rates, {101: 1084, 147: 1084, 851: 1, 860: 1081})
    with pytest.raises(CapacityRefused, match="handlekommune"):
        pooled([Rate(1, children(10), "acting"), Rate(1, children(10), "paying")])


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(500, 9000)), min_size=1, max_size=20), st.randoms())
def test_the_order_of_municipalities_and_how_they_are_grouped_do_not_matter(rows, chance):
    rates = {at: Rate(count, children(people)) for at, (count, people) in enumerate(rows)}
    mixed = dict(chance.sample(list(rates.items()), len(rates)))
    codes = list(REGIONS)
    found = by_region(rates, {at: codes[at % 5] for at in rates})
    other = by_region(mixed, {at: codes[at % 2] for at in rates})
    assert found.national == other.national == pooled(list(rates.values()))


def test_the_recovered_weights_of_the_regions():
    """Table 5-27 (lines 9944-9956): the four kinds of places by region and in the country."""
    weights = recovered_weights([printed_row("5-27", row) for row in ("#2", "#3", "#4", "#5")])
    assert [round(weights[code] * 100, 2) for code in (1084, 1085, 1083, 1082, 1081)] == [
        31.53,
        14.34,
        21.13,
        22.70,
        10.30,
    ]
    # they give the whole country of another table: 5,25 with §§ 85 and 99 (lines 9484-9494)
    rates = {code: float(value("5-18", name, "2011")) for code, name in NAMES.items()}
    found = check_national(rates, weights, float(value("5-18", "Hele landet", "2011")))
    assert found.holds
    assert found.weighted == pytest.approx(5.25, abs=0.005)
    with pytest.raises(CapacityRefused, match="mindst fire"):
        recovered_weights([printed_row("5-27", row) for row in ("#2", "#3", "#4", "#4")])


def test_rates_under_the_wrong_names_are_found():
    """Table 4-14, 2011 (lines 3386-3396): as printed 1,27 against 1,21; under the names of table 1-2 (lines 704-716) it holds.

    Inhabitants of 0-19 in thousands: bed days over their rates in tables 4-21 and 4-22 (lines 3936-3972).
    """
    people = {1084: 394, 1085: 202, 1083: 298, 1082: 319, 1081: 142}
    printed = {code: float(value("4-14", name, "2011 Antal")) for code, name in NAMES.items()}
    wrong = check_national(printed, people, 1.21)
    assert not wrong.holds
    assert wrong.within
    assert wrong.weighted == pytest.approx(1.27, abs=0.01)
    right = {1084: 1.05, 1082: 1.16, 1081: 1.64, 1085: 1.30, 1083: 1.20}
    assert check_national(right, people, 1.21).holds


def test_a_country_that_is_the_sum_of_its_regions_is_found():
    """Table 4-26, 2011 (line 4366): 1,1; 1,1; 1,0; 0,8; 1,0 and 5,0."""
    rates = dict(zip(REGIONS, (1.1, 1.1, 1.0, 0.8, 1.0), strict=True))
    found = check_national(rates, dict.fromkeys(REGIONS, 1.0), 5.0)
    assert (found.within, found.holds) == (False, False)
    assert found.sentence.startswith(
        "Landstallet 5,00 passer ikke med regionerne: vægtet gennemsnit 1,00, fra 0,80 til 1,10;"
    )
    with pytest.raises(CapacityRefused, match="fem regioner efter kode"):
        check_national({1084: 1.1}, {1084: 1.0}, 1.1)


# growth


def test_growth_is_of_the_first_year():
    """SOSU 272 → 172 is −36,8 %, printed −58 (lines 2897-2936)."""
    found = growth(Series("SOSU", "årsværk", {2007: 272, 2011: 172}), 2007, 2011)
    assert round(found.ratio * 100, 1) == -36.8
    assert found.words == "−36,8 % (2007-2011, basis 2007)"
    with pytest.raises(CapacityRefused, match="fra et tidligere år"):
        growth(Series("SOSU", "årsværk", {2007: 272, 2011: 172}), 2011, 2007)


@pytest.mark.parametrize(
    ("table", "percent"), [("4-32", 66), ("4-34", 6), ("4-36", 11), ("4-38", 31), ("4-40", -3), ("4-42", -19)]
)
def test_growth_of_the_upscaled_activity_of_ppr(table, percent):
    """Lines 4690, 4810, 4905, 5011, 5129 and 5240, from the printed national totals."""
    totals = {year: float(value(table, "#3", str(year))) for year in range(2007, 2012)}
    assert round(growth(Series(table, "antal", totals), 2007, 2011).ratio * 100) == percent


def test_a_share_changes_in_percentage_points():
    """55 → 58 % of new placements: 3 points, printed 5 (lines 2402, 2514)."""
    shares = ShareSeries("Målgruppens andel", {2007: 0.55, 2011: 0.58})
    assert point_change(shares, 2007, 2011).words == "+3,0 procentpoint (2007-2011)"
    with pytest.raises(CapacityRefused, match="procentpoint, ikke i procent"):
        growth(shares, 2007, 2011)
    with pytest.raises(CapacityRefused, match="ikke en andel"):
        point_change(Series("Årsværk", "årsværk", {2007: 1, 2011: 2}), 2007, 2011)


def test_a_growth_across_a_break_is_refused_with_its_reason():
    """§ 103 1.557 → 1.727 → 2.180 (lines 9119-9131): counted anew from 2009."""
    anew = Break(2009, "indberetningen til Danmarks Statistik blev lagt om")
    persons = Series("§ 103", "personer", {2007: 1557, 2009: 1727, 2011: 2180}, (anew,))
    with pytest.raises(CapacityRefused) as refused:
        growth(persons, 2007, 2011)
    assert str(refused.value) == (
        "§ 103 kan ikke sammenlignes hen over 2009, for indberetningen til Danmarks Statistik blev lagt om; "
        "vælg år på samme side af bruddet."
    )
    assert growth(persons, 2009, 2011).ratio == pytest.approx(2180 / 1727 - 1)


def test_a_growth_between_two_concepts_is_refused():
    """Table 5-25 (lines 9809-9836): Hovedstaden 619 → 662 after a narrower concept in 2011; Midtjylland 816 → 699 is −14 %."""
    capital = Series("Hovedstaden", "pladser", {2007: 619, 2011: 662}, concepts={2011: "snævrere rammebegreb"})
    with pytest.raises(CapacityRefused, match="uden navn i 2007 og »snævrere rammebegreb« i 2011"):
        growth(capital, 2007, 2011)
    assert round(growth(Series("Midtjylland", "pladser", {2007: 816, 2011: 699}), 2007, 2011).ratio * 100) == -14


def test_a_growth_from_nothing_or_to_what_is_missing_is_refused_and_few_are_marked():
    """Nordjylland's 245 bed days became 8 (line 3949): −97 %, of 8."""
    days = Series("Nordjylland", "sengedage", {2006: 0, 2007: 245, 2010: None, 2011: 8}, counts=True)
    assert growth(days, 2007, 2011).words == "−96,7 % (2007-2011, basis 2007; få, så tallet siger lidt)"
    with pytest.raises(CapacityRefused, match="er 0 i 2006"):
        growth(days, 2006, 2011)
    with pytest.raises(CapacityRefused, match="mangler tal for 2010"):
        growth(days, 2007, 2010)


def test_the_price_of_each_fell_when_users_grew_more_than_money():
    """§ 85: money +81 %, users 7.614 → 14.732 (lines 8037, 9060): 1,81 / 1,9349 is 6,5 % less for each."""
    money, users = Growth("Udgifter", 2007, 2011, 1, 1.81), Growth("Brugere", 2007, 2011, 7614, 14_732)
    assert round(per_unit_growth(money, users) * 100, 1) == -6.5
    with pytest.raises(CapacityRefused, match="samme år"):
        per_unit_growth(money, Growth("Brugere", 2008, 2011, 1, 1))


# expenditure


ACCOUNTS = [
    Account("5.28.20", 2011, 6.5, 0.6, 0.3),
    Account("5.28.21", 2011, 4.0, 0.2, 0.0),
    Account("5.28.23", 2011, 3.4, 0.2, None),
]


def test_net_operating_expenditure_with_its_choices():
    """6,5 − 0,6 + 4,0 − 0,2 = 9,7, and 9,4 with the refund of 0,3 taken off."""
    gross = net_expenditure(ACCOUNTS, ["5.28.20", "5.28.21"], 2011, refund_taken_off=False)
    assert gross.amount == pytest.approx(9.7)
    assert gross.words == (
        "Nettodriftsudgifter 2011 på 5.28.20, 5.28.21, inkl. særligt dyre enkeltsager, statsrefusion ikke fratrukket; løbende priser."
    )
    assert net_expenditure(ACCOUNTS, ["5.28.20", "5.28.21"], 2011, refund_taken_off=True).amount == pytest.approx(9.4)
    prices = Prices("PL", {2011: 10_000, 2012: 10_200}, 2012)
    of_2012 = net_expenditure(ACCOUNTS, ["5.28.21"], 2011, refund_taken_off=False, prices=prices)
    assert of_2012.amount == pytest.approx(3.8 * 1.02)
    with pytest.raises(MissingIndex):
        net_expenditure(ACCOUNTS, ["5.28.21"], 2011, refund_taken_off=False, prices=Prices("PL", {2012: 1}, 2012))


def test_an_account_that_is_missing_is_not_0():
    with pytest.raises(CapacityRefused, match=r"intet regnskab for 5\.28\.24 i 2011"):
        net_expenditure(ACCOUNTS, ["5.28.20", "5.28.24"], 2011, refund_taken_off=False)
    with pytest.raises(CapacityRefused, match=r"5\.28\.23 i 2011 mangler"):
        net_expenditure(ACCOUNTS, ["5.28.23"], 2011, refund_taken_off=True)
    assert net_expenditure(ACCOUNTS, ["5.28.23"], 2011, refund_taken_off=False).amount == pytest.approx(3.2)
    with pytest.raises(CapacityRefused, match="to gange"):
        net_expenditure(ACCOUNTS, ["5.28.20", "5.28.20"], 2011, refund_taken_off=False)
    with pytest.raises(CapacityRefused, match="to regnskaber"):
        net_expenditure([*ACCOUNTS, ACCOUNTS[0]], ["5.28.20"], 2011, refund_taken_off=False)
