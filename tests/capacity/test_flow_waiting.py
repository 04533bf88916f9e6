"""Waiting, finished-treated patients, occupancy and rejected referrals, by hand and against seed 002."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from tests.capacity.printed_tables import printed, value

from trinvis.calculations.capacity.answers import Answer, Answers
from trinvis.calculations.capacity.bed_days import BedDays
from trinvis.calculations.capacity.bed_days import together as treated_together
from trinvis.calculations.capacity.estimate import published
from trinvis.calculations.capacity.growth import point_change
from trinvis.calculations.capacity.occupancy import Occupancy, answered_occupancy, place_days, together
from trinvis.calculations.capacity.rates import Population
from trinvis.calculations.capacity.referrals import Referrals, rejection_series, rejections
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.waiting import Course, Step, chain, until_decision, until_start, whole_way

# waiting

EVENTS = ("henvendelse", "indstilling", "udredning", "forslag", "støtte")
TO_PSYCHIATRY = ("henvendelse", "indstilling", "udredning", "henvisning", "udredning i børnepsykiatrien")


def steps(events: tuple[str, ...], rows: tuple[str, ...]) -> list[Step]:
    found = []
    for (start, end), row in zip(pairwise(events), rows, strict=True):
        ends = printed("4-46", row, "#2").interval
        assert ends is not None
        mean = float(value("4-46", row, "#1"))
        half = float(ends[1].value - ends[0].value) / 2
        found.append(Step(start, end, published(mean, mean - half, mean + half, 29)))
    return found


def test_the_ways_through_ppr():
    """Lines 5420-5436, 29 answers: 189 days to support, 281 to assessment in psychiatry."""
    support, psychiatry = (
        chain(steps(EVENTS, ("#1", "#2", "#3", "#4"))),
        chain(steps(TO_PSYCHIATRY, ("#1", "#2", "#6", "#7"))),
    )
    assert (support.days, psychiatry.days) == (189, 281)
    assert support.longest.end == "udredning"
    assert psychiatry.longest.start == "henvisning"
    assert support.high - support.low == pytest.approx(58 + 41 + 23 + 44)


def test_days_of_steps_that_do_not_follow_each_other_are_not_added():
    one, two, three, _ = steps(EVENTS, ("#1", "#2", "#3", "#4"))
    with pytest.raises(CapacityRefused, match="»udredning« følger ikke efter »indstilling«"):
        chain([one, three])
    with pytest.raises(CapacityRefused, match="mindst ét trin"):
        chain([])
    assert chain([two, three]).days == 98


@pytest.mark.parametrize(
    ("row", "days"), [("§ 85", 65), ("§ 99", 17), ("§ 103", 50), ("§ 104", 46), ("§ 107", 103), ("§ 108", 101)]
)
def test_adults_from_opening_to_start(row, days):
    """Lines 10082-10092, as means of 33 answers without intervals."""
    ends = (("åbning", "afgørelse"), ("afgørelse", "start"))
    found = [
        Step(*pair, published(float(value("5-29", f"({row})", at)), 0, 2 * float(value("5-29", f"({row})", at)), 33))
        for pair, at in zip(ends, ("#1", "#2"), strict=True)
    ]
    assert chain(found).days == days


def test_the_whole_way_is_of_those_that_answered_every_step():
    """A: 10 + 20, B: 30 + 60, C only the second. The mean of the sums is 60; the sum of the means is 20 + 50 = 70."""
    first = Answers((Answer("A", 10), Answer("B", 30), Answer("C", None, "no_answer")))
    second = Answers((Answer("A", 20), Answer("B", 60), Answer("C", 70)))
    found = whole_way({"til afgørelse": first, "til start": second})
    assert (found.value, found.answers) == (60, 2)
    with pytest.raises(CapacityRefused, match="Ingen har svaret på alle trin"):
        whole_way({"a": Answers((Answer("A", 1),)), "b": Answers((Answer("B", 1),))})
    with pytest.raises(CapacityRefused, match="fra A er under 0"):
        whole_way({"a": Answers((Answer("A", -1),))})


def test_who_still_waits_is_counted_beside():
    courses = [
        Course(date(2024, 1, 1), date(2024, 1, 11), date(2024, 2, 10)),
        Course(date(2024, 1, 1), date(2024, 1, 31)),
        Course(date(2024, 1, 21)),
        Course(date(2024, 6, 1)),
    ]
    on = date(2024, 3, 1)
    decided, begun = until_decision(courses, on), until_start(courses, on)
    assert (decided.days, decided.through, decided.waiting, decided.so_far) == (20, 2, 1, 40)
    assert (begun.days, begun.through, begun.waiting, begun.so_far) == (30, 1, 1, 30)
    earlier = until_decision(courses, date(2024, 1, 20))
    assert (earlier.days, earlier.through, earlier.waiting) == (10, 1, 1)
    assert until_start([], on).days is None
    with pytest.raises(CapacityRefused, match="før tid"):
        Course(date(2024, 2, 1), date(2024, 1, 1))


# finished treated


@pytest.mark.parametrize("year", range(2007, 2012))
def test_days_per_patient(year):
    """Lines 10132-10135 and 10282: 52,4 in 2007 … 40,8 in 2011."""
    adults = BedDays(
        year, float(value("5-30", "Sengedage", str(year))), float(value("5-30", "Udskrivninger", str(year)))
    )
    assert round(adults.stay, 1) == float(value("5-33", "I alt", str(year)))


def test_52_4_and_40_8_days_and_what_they_cost():
    """2011: 27.095 days at 1.834 kr. are 49,7 mio. (lines 10107-10135); 7,8 per 1.000 is of 3,47 mio."""
    first, last = BedDays(2007, 49_050, 936), BedDays(2011, 27_095, 664)
    assert [round(one.stay, 1) for one in (first, last)] == [52.4, 40.8]
    assert round(last.cost(1834) / 1e6, 1) == 49.7
    children = BedDays(2011, float(value("4-21", "I alt", "2011")), 66)
    assert round(children.cost(1834) / 1e6, 2) == 4.71  # 2.566 days, line 3951
    people = Population(3_470_000, (20, 65), 2011)
    assert round(last.per_inhabitant("adults_psychiatry", people).per(), 1) == 7.8


def test_regions_are_put_together_sum_over_sum_and_few_are_marked():
    """100 days of 2 patients and 20 of 8: 12 a patient, not the mean of 50 and 2,5."""
    found = treated_together([BedDays(2011, 100, 2), BedDays(2011, 20, 8)])
    assert (found.stay, found.few) == (12, True)
    assert BedDays(2011, 0, 0).stay is None
    with pytest.raises(CapacityRefused, match="passer ikke sammen"):
        BedDays(2011, 8, 0)
    with pytest.raises(CapacityRefused, match="ét og samme år"):
        treated_together([BedDays(2010, 1, 1), BedDays(2011, 1, 1)])


# occupancy


def test_occupancy_of_place_days():
    """10 places in April are 300 place-days; 270 occupied is 90 %. With 330 of 300 beside it: 600 of 600."""
    april = Occupancy(270, place_days(10, date(2024, 4, 1), date(2024, 4, 30)))
    assert (april.share, april.over) == (0.9, False)
    full = Occupancy(330, 300)
    assert (full.share, full.over) == (1.1, True)
    assert together([april, full]).share == 1
    with pytest.raises(CapacityRefused):
        Occupancy(1, 0)
    with pytest.raises(CapacityRefused):
        place_days(1, date(2024, 5, 1), date(2024, 4, 30))


def test_answered_occupancy_says_what_is_amiss():
    answers = Answers((Answer("A", 0), Answer("B", 110), Answer("C", 90), Answer("D", None, "not_applicable")))
    found = answered_occupancy(answers)
    assert found.mean.value == pytest.approx(200 / 3)
    assert [said.split(";")[0].split(":")[0] for said in found.caveats] == [
        "1 har svaret 0 %",
        "1 har svaret over 100 %",
        "Intervallet går ud over 0-100 %, fordi svarene er få og spredte.",
    ]
    assert answered_occupancy(Answers((Answer("A", 90), Answer("B", 91)))).caveats == ()
    with pytest.raises(CapacityRefused, match="fra A er under 0 %"):
        answered_occupancy(Answers((Answer("A", -1),)))


# referrals


def test_rejected_of_received_sum_over_sum():
    """200 of 1.000 and 50 + 50 cancelled of 500: 300 of 1.500 = 20 %, without the three that have no figure."""
    rows = [Referrals(1084, 2011, 1000, 200), Referrals(1081, 2011, 500, 50, 50), Referrals(1082, 2011, None)]
    found = rejections(rows)
    assert found.share == 0.2
    assert found.words == (
        "300 af 1.500 henvisninger i 2011; uden Region Midtjylland, Region Syddanmark, Region Sjælland; "
        "inkl. aflyste i Region Nordjylland"
    )


def test_a_fall_that_is_another_way_of_counting_is_refused():
    """As in table 4-47 (lines 5524-5550): one region leaves, another begins to count cancellations."""
    first = rejections([Referrals(code, 2009, 100, 25) for code in (1081, 1082, 1083)])
    fewer = rejections([Referrals(code, 2011, 100, 16) for code in (1081, 1083)])
    other = rejections([Referrals(1081, 2010, 100, 16, 4), *(Referrals(code, 2010, 100, 20) for code in (1082, 1083))])
    same = rejections([Referrals(code, 2012, 100, 20) for code in (1081, 1082, 1083)])
    series = rejection_series("Afviste", [first, fewer, other, same])
    for year in (2010, 2011):
        with pytest.raises(CapacityRefused, match="to begreber"):
            point_change(series, 2009, year)
    assert point_change(series, 2009, 2012).points == pytest.approx(-5)


def test_referrals_that_cannot_be():
    for wrong in ((9, 2011, 1, 1), (1084, 2011, 10, 8, 3), (1084, 2011, None, 8), (1084, 2011, 8, None)):
        with pytest.raises(CapacityRefused):
            Referrals(*wrong)
    with pytest.raises(CapacityRefused, match="ét år"):
        rejections([Referrals(1084, 2010, 1, 1), Referrals(1081, 2011, 1, 1)])
    with pytest.raises(CapacityRefused, match="ingen andel"):
        rejections([Referrals(1084, 2011, None)])
