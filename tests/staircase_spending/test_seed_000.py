"""Seed 000's statements, recomputed from an example national file whose truth is known beforehand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache

import pytest
from tests.staircase_spending import national_example
from tests.staircase_spending.cells import SHIPPED, cells, shipped_breaks, spending

from trinvis.calculations.staircase.breaks import SeriesBreak
from trinvis.calculations.staircase.distribution import coverage, distribution
from trinvis.calculations.staircase.expenditure import Basis, Spending
from trinvis.calculations.staircase.measures import AreaPerChild, LowerToUpper, SpendingPerChild, StepShare, average
from trinvis.calculations.staircase.over_time import change, over_time
from trinvis.calculations.staircase.prices import Prices
from trinvis.calculations.staircase.share_spread import share_spread
from trinvis.calculations.staircase.spans import FAMILY, INSTITUTION, LOWER, PLACED, WHOLE
from trinvis.parameters.municipalities import municipality_set

DAY = date(2018, 12, 31)
ALL = municipality_set(SHIPPED, "alle_98", DAY)
WITHOUT_ISLANDS = municipality_set(SHIPPED, "uden_smaa_oeer_94", DAY)
BREAKS = shipped_breaks()
FIXED = Basis(prices=Prices("eksempel", national_example.INDEX, 2019))


@cache
def national() -> Spending:
    return spending(national_example.facts(), national_example.children_rows(), FIXED)


def points(fraction: Fraction | None) -> float:
    assert fraction is not None
    return round(float(fraction) * 100, 1)


def test_t12_the_set_without_the_four_islands_has_94() -> None:
    assert (len(ALL), len(WITHOUT_ISLANDS)) == (98, 94)


def test_the_average_municipality_spends_9488_kroner_per_child() -> None:
    """Seed 000 lines 41-43 and 58: unweighted, 94 municipalities, 2019 prices."""
    found = average(national(), SpendingPerChild(), WITHOUT_ISLANDS, 2018)

    assert (found.n, found.missing) == (94, ())
    assert found.unweighted is not None
    assert round(float(found.unweighted) / 100) == 9488
    assert found.of_average == found.unweighted
    assert found.weighted is not None
    assert found.weighted < found.unweighted


def test_t13_13_7_of_14_4_billion_stand_on_steps() -> None:
    """Seed 000 lines 39-41; 95,1 %."""
    found = coverage(national(), ALL, 2018)

    assert [round(float(part) / 100 / 1e9, 1) for part in (found.step_specific, found.area)] == [13.7, 14.4]
    assert points(found.value) == 95.1
    assert points(Fraction(137, 144)) == 95.1


@pytest.mark.parametrize("weighting", ["unweighted", "of_average"])
def test_the_shares_of_2018(weighting: str) -> None:
    """Seed 000 lines 45-48: »knap 39«, »godt 29«, »godt 32« pct."""
    groups = distribution(national(), WITHOUT_ISLANDS, 2018).groups
    lower, family, institution = (
        float(getattr(groups[group][0], weighting)) * 100 for group in (LOWER, FAMILY, INSTITUTION)
    )

    assert 38.5 < lower < 39
    assert 29 < family < 29.5
    assert 32 < institution < 32.5
    assert lower + family + institution == pytest.approx(100)


@pytest.mark.parametrize("weighting", ["unweighted", "of_average"])
@pytest.mark.parametrize(("group", "moved"), [(LOWER, 7.6), (INSTITUTION, -8.5), (FAMILY, 0.9), (PLACED, -7.6)])
def test_t14_what_the_shares_moved_from_2011_to_2018(weighting, group, moved) -> None:
    """Seed 000 lines 67-71: +7,6 and −8,5 percentage points; what is left is +0,9."""
    found = change(
        national(), StepShare(group), WITHOUT_ISLANDS, 2011, 2018, BREAKS, weighting=weighting, balanced=True
    )

    assert points(found.difference) == moved
    assert (found.n, found.on_joint) == ((94, 94), False)


def test_spending_on_the_area_rose_by_840_million_in_fixed_prices() -> None:
    """Seed 000 lines 75-76, gross, 2019 prices."""
    first, last = (coverage(national(), ALL, year).area for year in (2011, 2018))

    assert round(float(last - first) / 100 / 1e6, -1) == 840
    # no break hits the whole area
    assert change(national(), AreaPerChild(), ALL, 2011, 2018, BREAKS, weighting="weighted").difference is not None


@pytest.mark.parametrize("members", [WITHOUT_ISLANDS, ALL])
def test_18_municipalities_over_50_and_17_others_under_30_per_cent(members: tuple[int, ...]) -> None:
    """Seed 000 lines 98-101; the basis is not stated, so it holds on both."""
    found = share_spread(national(), members, 2018)

    assert (len(found.above), len(found.below)) == (18, 17)
    assert len(found.shares) == len(members)
    truth = national_example.truth()["lower"]
    assert set(found.above) == {code for code, share in truth.items() if share > 0.5}
    assert set(found.below) == {code for code, share in truth.items() if share < 0.3}


def test_before_2015_prevention_is_not_told_apart() -> None:
    """Seed 000 line 82."""
    years = range(2011, 2019)
    (series,) = over_time(national(), SpendingPerChild((2, 2)), years, {"94": WITHOUT_ISLANDS}, BREAKS)

    assert [series.points[year].n for year in years] == [0, 0, 0, 0, 94, 94, 94, 94]
    assert [one.year for one in series.breaks] == [2015]
    with pytest.raises(SeriesBreak) as refused:
        change(national(), SpendingPerChild((2, 2)), WITHOUT_ISLANDS, 2014, 2015, BREAKS)
    assert str(refused.value) == (
        "Udgifter til trin 2 pr. 0-22-årig kan ikke sammenlignes hen over 2015: forebyggende indsatser (trin 2) kan ikke "
        "udskilles i kontoplanen før 2015; vælg år på samme side af bruddet, eller sammenlign på den fælles kategori "
        "(trin 2-3)."
    )
    joint = change(national(), SpendingPerChild((2, 2)), WITHOUT_ISLANDS, 2014, 2015, BREAKS, on_joint=True)
    assert joint.measure == SpendingPerChild(LOWER)
    assert joint.on_joint
    assert joint.difference == change(national(), SpendingPerChild(LOWER), WITHOUT_ISLANDS, 2014, 2015, []).difference


def test_each_year_is_shown_with_what_cannot_be_told_apart_as_one_bar_and_all_bars_are_all() -> None:
    for year in range(2011, 2019):
        found = distribution(national(), WITHOUT_ISLANDS, year)
        joint = [(2, 3), (3, 3)] if year < 2015 else [(2, 2), (3, 3)]
        assert [part.span for part in found.parts] == [*joint, (4, 4), (5, 5), (6, 6)]
        for weighting in ("weighted", "unweighted", "of_average"):
            assert sum(getattr(part.share, weighting) for part in found.parts) == 1
        assert sum(part.amount for part in found.parts) == found.coverage.step_specific
        assert set(found.left_out) == {"multi_step", "disability", "outside", "elsewhere"}


def test_net_and_gross_differ_by_the_income_and_say_which() -> None:
    net = spending(national_example.facts(), national_example.children_rows(), Basis(counting="net"))
    gross = spending(national_example.facts(), national_example.children_rows(), Basis())
    one, other = net.years[101, 2018], gross.years[101, 2018]

    income = 0.05 * national_example.truth()["per_child"][101] * national_example.truth()["children"][101]
    assert other.step_specific - one.step_specific == pytest.approx(income * 100 * 0.979, rel=1e-3)
    assert one.left_out["refund", None] < 0
    assert gross.basis.text == (
        "Regnskab, bruttoudgifter, løbende priser, pr. 0-22-årig 1. januar, den nationale trappe"
    )
    assert "nettoudgifter" in net.basis.text
    assert "faste 2019-priser (indeks: eksempel)" in FIXED.text


def test_only_functions_cannot_be_compared_across_2016_but_groupings_can() -> None:
    """danish-data.md § 1: 5.28.20 held foster families and residences until 2015."""
    facts = cells(
        *((101, year, "5.28.21", 1, 100) for year in (2015, 2016)),
        (101, 2015, "5.28.20", 1, 300),
        (101, 2016, "5.28.20", 1, 100),
        (101, 2016, "5.28.22", 1, 210),
        source_table="REGK31",
    )
    coarse = spending(facts, [(101, 2015, 10), (101, 2016, 10)])
    with pytest.raises(SeriesBreak, match=r"hen over 2016: 5\.28\.20 rummede .*fælles kategori \(trin 3-6\)"):
        change(coarse, SpendingPerChild(INSTITUTION), [101], 2015, 2016, BREAKS)
    with pytest.raises(SeriesBreak, match=r"hen over 2016: .*kroner pr\. 0-22-årig"):
        change(coarse, LowerToUpper(), [101], 2015, 2016, BREAKS, on_joint=True)
    joint = change(coarse, SpendingPerChild(PLACED), [101], 2015, 2016, BREAKS, on_joint=True)
    assert joint.measure == SpendingPerChild((3, 6))
    # 5.28.21 is steps 2-3 together, so it crosses 3-6 as well: the joint category has no figure without groupings
    assert joint.difference is None
    whole = change(coarse, SpendingPerChild(WHOLE), [101], 2015, 2016, BREAKS)
    assert whole.difference == 100 * Fraction(410 - 400, 10)
    for group in (INSTITUTION, FAMILY):
        assert change(national(), StepShare(group), ALL, 2015, 2016, BREAKS).difference is not None


def test_juvenile_crime_is_a_break_in_2020_for_steps_sums_and_shares() -> None:
    facts = cells(
        (101, 2019, "5.28.21.003", 1, 100),
        (101, 2019, "5.28.23.002", 1, 200),
        (101, 2020, "5.28.21.003", 1, 110),
        (101, 2020, "5.28.23.002", 1, 180),
        (101, 2020, "5.28.26.001", 1, 30),
    )
    found = spending(facts, [(101, 2019, 10), (101, 2020, 10)])
    for measure in (SpendingPerChild(), SpendingPerChild(INSTITUTION), StepShare(INSTITUTION), LowerToUpper()):
        with pytest.raises(SeriesBreak, match="hen over 2020: afgørelser om bekæmpelse af ungdomskriminalitet"):
            change(found, measure, [101], 2019, 2020, BREAKS)
    joint = change(found, SpendingPerChild(INSTITUTION), [101], 2019, 2020, BREAKS, on_joint=True)
    assert joint.measure == SpendingPerChild((3, 6), with_left_out=True)
    assert (joint.first, joint.last) == (100 * Fraction(300, 10), 100 * Fraction(320, 10))
    with pytest.raises(SeriesBreak):
        change(found, StepShare(INSTITUTION), [101], 2019, 2020, BREAKS, on_joint=True)
    assert change(found, SpendingPerChild((2, 2)), [101], 2019, 2020, BREAKS).difference == 0
    assert change(found, AreaPerChild(), [101], 2019, 2020, BREAKS).difference == 100 * Fraction(20, 10)
