"""The target group's share: judged, held or moving, and the figures of seed 002 that come of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.capacity.printed_tables import value

from trinvis.calculations.capacity.answers import Answer, Answers
from trinvis.calculations.capacity.estimate import published
from trinvis.calculations.capacity.growth import Growth, growth, point_change
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.shares import (
    PER_YEAR,
    AdoptedShare,
    Indicator,
    ShareChoice,
    anchored_share,
    share_series,
    shares_of,
    survey_share,
    target_series,
    target_total,
)

DAY = date(2013, 2, 1)
HELD = ShareChoice(2011)


def adopted(area: str, year: int, share: float) -> AdoptedShare:
    return AdoptedShare(area, year, share, "Kommunernes gennemsnit.", "AB", DAY)


def test_6_3_mia_and_47_per_cent_of_the_childrens_area():
    """40 % of 3,8 and 50 % of 5,9 + 3,2 + 0,4 mia. (lines 2274-2282, 2462-2522, 6795)."""
    money = {"Forebyggende": 3.8, "Plejefamilier og opholdssteder": 5.9, "Døgninstitutioner": 3.2, "Sikrede": 0.4}
    shares = shares_of([adopted(area, 2011, 0.4 if area == "Forebyggende" else 0.5) for area in money])
    found = target_total(money, 2011, shares, HELD)
    assert [round(part.value, 2) for part in found.parts][:2] == [1.52, 2.95]
    assert (round(found.value, 1), round(found.whole, 1), round(found.share * 100)) == (6.3, 13.3, 47)


def test_a_share_says_all_that_it_was_chosen_among():
    """Lines 2373-2390, 2488-2522: 48 % of 11 answers and 1.529 of 2.634 new placements became 50 %."""
    register = Indicator("Anbringelsesstatistikken", 1529, 2634, "nyanbringelser")
    survey = published(0.38, 0.22, 0.54, 11)
    share = AdoptedShare("Anbringelser", 2011, 0.5, "Mellem de to.", "AB", DAY, survey, (register,))
    assert share.sentence == (
        "Anbringelser 2011: 50,0 %; spørgeskema 38 % (22-54) af 11 svar; "
        "Anbringelsesstatistikken 58,0 % (1.529 af 2.634 nyanbringelser). Mellem de to. (AB, 01.02.2013)"
    )
    assert not share.outside_survey
    assert replace(share, value=0.6).outside_survey
    assert share.uncertain.high - share.uncertain.low == pytest.approx(0.32)
    assert replace(share, survey=None).uncertain.low is None


def test_a_share_without_a_reason_or_outside_0_to_100_is_no_share():
    for wrong in ({"value": 1.2}, {"reason": " "}, {"author": ""}):
        with pytest.raises(CapacityRefused):
            replace(adopted("A", 2011, 0.5), **wrong)
    with pytest.raises(CapacityRefused, match="to andele for A i 2011"):
        shares_of([adopted("A", 2011, 0.5), adopted("A", 2011, 0.4)])


def test_the_surveys_share():
    """20, 40 and a true 0 per cent: 20 per cent; one over 100 is named."""
    found = survey_share(Answers((Answer("A", 20), Answer("B", 40, "estimate"), Answer("C", 0))))
    assert (found.value, found.standard_error) == pytest.approx((0.2, 0.2 / 3**0.5))
    with pytest.raises(CapacityRefused, match="Andelen fra B er ikke"):
        survey_share(Answers((Answer("A", 20), Answer("B", 140))))


ADULTS = {
    "§ 85": ("#1", "5-3", "#3", "#1"),
    "§§ 97 og 99": ("#3", "5-2", "#1", "#2"),
    "§ 103": ("#5", "5-2", "#2", "#3"),
    "§ 104": ("#7", "5-2", "#3", "#4"),
    "§ 107": ("#9", "5-2", "#4", "#5"),
    "§ 108": ("#11", "5-2", "#5", "#6"),
}
"""Offer → row in table 5-4, and where its money (5-2 or 5-3) and staff (5-8) stand."""


@pytest.fixture(scope="module")
def shares():
    """2011 as judged, 2007 by the two growths of table 5-4 (lines 8037-8068)."""
    found = []
    for area, (row, *_) in ADULTS.items():
        now = adopted(area, 2011, float(value("5-4", row, "#1")) / 100)
        whole, target = (Growth(area, 2007, 2011, 1, 1 + float(value("5-4", row, at)) / 100) for at in ("#2", "#3"))
        found += [now, anchored_share(now, whole, target, "AB", DAY)]
    return shares_of(found)


def test_the_shares_of_2007(shares):
    found = [round(shares[area, 2007].value * 100, 1) for area in ADULTS]
    assert found == [32.2, 26.9, 16.3, 21.8, 31.2, 29.0]
    assert point_change(share_series("§ 85", shares), 2007, 2011).points == pytest.approx(-3.2, abs=0.05)


def test_adults_cost_5_8_mia_and_14_per_cent_more(shares):
    """Lines 7874-7882, 7920, 8170: mia. kr. of 2011 times shares, and 2007 as the growth of the whole leads back to it."""
    now = {area: float(value(table, row, "2011")) for area, (_, table, row, _) in ADULTS.items()}
    then = {area: money / (1 + float(value("5-4", ADULTS[area][0], "#2")) / 100) for area, money in now.items()}
    totals = [target_total(money, year, shares, PER_YEAR) for money, year in ((then, 2007), (now, 2011))]
    found = growth(target_series("Udgifter", "mia. kr.", totals), 2007, 2011)
    assert (round(found.last, 2), round(found.ratio * 100)) == (5.75, 14)
    housing = [round(total.part_of(["§ 107", "§ 108"]) * 100) for total in totals]
    assert housing == [68, 60]  # lines 125-129


def test_staff_with_the_shares_of_2011_held_and_with_moving_ones(shares):
    """Lines 8461-8471, 8495-8497, 8510-8520: 7.695 → 8.858, +15,1 %, printed 7.700 and 8.900; moving 8.081 and +9,6 %."""
    staff = {
        year: {area: float(value("5-8", row, str(year))) for area, (*_, row) in ADULTS.items()} for year in (2007, 2011)
    }

    def found(choice: ShareChoice) -> Growth:
        totals = [target_total(staff[year], year, shares, choice) for year in staff]
        return growth(target_series("Årsværk", "årsværk", totals), 2007, 2011)

    held, moving = found(HELD), found(PER_YEAR)
    assert (round(held.first), round(held.last), round(held.ratio * 100, 1)) == (7695, 8858, 15.1)
    assert (round(moving.first), round(moving.last), round(moving.ratio * 100, 1)) == (8081, 8858, 9.6)
    assert held.words == "+15,1 % (2007-2011, basis 2007)"


def test_two_ways_of_choosing_shares_are_never_held_up_against_each_other(shares):
    staff = dict.fromkeys(ADULTS, 100.0)
    mixed = [target_total(staff, 2007, shares, PER_YEAR), target_total(staff, 2011, shares, HELD)]
    with pytest.raises(CapacityRefused, match=r"hvert års egen andel.*andelen fra 2011 i alle år"):
        growth(target_series("Årsværk", "årsværk", mixed), 2007, 2011)


def test_what_is_missing_is_not_0(shares):
    with pytest.raises(CapacityRefused, match="§ 85 mangler beløb eller antal i 2011"):
        target_total({"§ 85": None}, 2011, shares, HELD)
    with pytest.raises(CapacityRefused, match="§ 85 mangler en andel for 2009"):
        target_total({"§ 85": 1.0}, 2009, shares, PER_YEAR)
    assert target_total({"§ 85": 0.0}, 2011, shares, HELD).value == 0


def test_the_totals_interval_comes_from_the_shares():
    """29 % (21-37) of 26 and 27 % (22-33) of 26 (lines 8037-8070) of 5,3 and 8,0 mia.: errors of half the widths over t(25)."""
    parts = {"§ 85": (5.3, published(0.29, 0.21, 0.37, 26)), "§ 108": (8.0, published(0.27, 0.22, 0.33, 26))}
    judged = [replace(adopted(area, 2011, one.value), survey=one) for area, (_, one) in parts.items()]
    total = target_total({area: money for area, (money, _) in parts.items()}, 2011, shares_of(judged), HELD)
    errors = (5.3 * 0.08 / 2.059539, 8.0 * 0.055 / 2.059539)
    assert total.estimate.standard_error == pytest.approx((errors[0] ** 2 + errors[1] ** 2) ** 0.5, rel=1e-6)
    assert total.estimate.value == pytest.approx(total.value) == pytest.approx(5.3 * 0.29 + 8.0 * 0.27)
