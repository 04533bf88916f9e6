"""What overlaps is united and never added: causes, legal bases; what is a part is of its own whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.capacity.printed_tables import value

from trinvis.calculations.capacity.activity import Count, mix, part_of
from trinvis.calculations.capacity.causes import ADHD, MENTAL, Placement, both_of, by_cause, union_of
from trinvis.calculations.capacity.offers import Offer, Service, target_offers
from trinvis.calculations.capacity.overlapping import overlapping
from trinvis.calculations.capacity.refused import CapacityRefused

# causes


@pytest.mark.parametrize("year", range(2007, 2012))
def test_the_union_of_causes(year):
    """Table 4-12 (lines 3185-3202); 2011: 1.462 + 307 − 240 = 1.529."""
    mental, adhd, either = (float(value("4-12", row, f"{year} Antal")) for row in ("#1", "#2", "#3"))
    both = both_of(mental, adhd, either)
    assert both == {2007: 212, 2008: 253, 2009: 265, 2010: 269, 2011: 240}[year]
    assert union_of(mental, adhd, both) == either


def test_1529_of_2634_new_placements_one_by_one():
    """1.222 with one of the four causes, 240 with ADHD too, 67 with ADHD alone, 1.105 with others (lines 3128-3212)."""
    causes = [frozenset({"Sindslidelser", "Udadreagerende adfærd"})] * 1222
    causes += [frozenset({"Indadreagerende adfærd", "ADHD"})] * 240 + [ADHD] * 67 + [frozenset({"Andet"})] * 1105
    found = by_cause(Placement(at, one) for at, one in enumerate(causes))
    assert [(one.label, one.count) for one in found.categories] == [("Psykiske vanskeligheder", 1462), ("ADHD", 307)]
    assert (found.distinct, found.of, found.again) == (1529, 2634, 240)
    assert round(found.share * 100) == 58
    assert found.sentence.startswith("1529 af 2634 er i mindst én kategori; kategorierne overlapper")


def test_categories_that_overlap_cannot_be_added():
    found = by_cause([Placement(1, MENTAL | ADHD)])
    with pytest.raises(CapacityRefused, match="kan ikke lægges sammen"):
        sum(found.categories)
    with pytest.raises(CapacityRefused, match="kan ikke lægges sammen"):
        _ = found.categories[0] + found.categories[1]
    with pytest.raises(CapacityRefused, match="to gange"):
        by_cause([Placement(1, MENTAL), Placement(1, ADHD)])


def test_counts_that_no_union_can_have():
    for wrong in ((10, 5, 6), (10, 5, -1)):
        with pytest.raises(CapacityRefused):
            union_of(*wrong)
    for wrong in ((10, 5, 9), (10, 5, 16)):
        with pytest.raises(CapacityRefused):
            both_of(*wrong)
    with pytest.raises(CapacityRefused, match="kun 1 i alt"):
        overlapping({"a": {1, 2}}, 1)


@given(st.lists(st.sets(st.sampled_from(sorted(MENTAL | ADHD | {"Andet"}))), max_size=40), st.randoms())
def test_the_union_lies_between_the_largest_and_the_sum_whatever_the_order(causes, chance):
    rows = [Placement(at, frozenset(one)) for at, one in enumerate(causes)]
    found = by_cause(rows)
    counts = [one.count for one in found.categories]
    assert max(counts) <= found.distinct <= min(sum(counts), len(rows))
    assert found == by_cause(chance.sample(rows, len(rows)))


# offers

TARGET = {"sindslidelse", "ADHD"}
DAY = date(2011, 10, 1)


def offer(number: str, places: float | None, *services: tuple[str, str]) -> Offer:
    given_ = tuple(Service(paragraph, frozenset({group})) for paragraph, group in services)
    return Offer(number, "municipality", 101, given_, places, DAY)


OFFERS = [
    offer("1", 10, ("§ 103", "sindslidelse")),
    offer("2", 20, ("§ 104", "ADHD"), ("§ 104", "udviklingshæmning")),
    offer("3", 30, ("§ 103", "ADHD"), ("§ 104", "ADHD")),
    offer("4", None, ("§ 104", "ADHD"), ("§ 107", "ADHD")),
    offer("5", 50, ("§ 103", "udviklingshæmning")),
    offer("6", 60, ("§ 103", "ADHD"), ("§ 107", "udviklingshæmning")),
]


def test_each_offer_stands_in_one_row_and_in_the_total():
    """As tables 5-21 and 5-22 (lines 9604-9725); offer 5 is for others, and 6 has a § 107 service for others only."""
    found = target_offers(OFFERS, TARGET, ["§ 103", "§ 104"])
    assert [(row.label, row.offers, row.places, row.untold) for row in found.rows] == [
        ("kun § 103", 2, 70, 0),
        ("kun § 104", 1, 20, 0),
        ("flere af paragrafferne, ikke fordelt", 1, 30, 0),
        ("ikke entydigt henførbare", 1, 0, 1),
    ]
    assert (found.offers, found.places) == (5, 120)
    assert [(one.label, one.count) for one in found.by_paragraph.categories] == [("§ 103", 3), ("§ 104", 3)]
    assert (found.by_paragraph.distinct, found.by_paragraph.again) == (5, 1)


def test_offers_are_of_one_october_day():
    with pytest.raises(CapacityRefused, match=r"1\. oktober"):
        target_offers([replace(OFFERS[0], day=date(2011, 9, 30))], TARGET, ["§ 103"])
    with pytest.raises(CapacityRefused, match=r"1\. oktober"):
        target_offers([*OFFERS, replace(OFFERS[0], number="9", day=date(2010, 10, 1))], TARGET, ["§ 103"])
    with pytest.raises(CapacityRefused, match="Tilbud 1 står der to gange"):
        target_offers([*OFFERS, OFFERS[0]], TARGET, ["§ 103"])
    with pytest.raises(CapacityRefused, match="Ingen tilbud"):
        target_offers(OFFERS, TARGET, ["§ 108"])


# parts


def test_a_flow_is_no_part_of_a_stock():
    """1.462 new of 2.634 new is 56 %; of 12.360 that stand it is no share (lines 3164-3212, 3400)."""
    target, new = Count("Nye til målgruppen", 1462, "flow", 2011), Count("Nyanbringelser", 2634, "flow", 2011)
    assert round(part_of(target, new).share * 100) == 56
    with pytest.raises(CapacityRefused, match="i løbet af året og Anbragte på en dag; det ene er ikke en andel"):
        part_of(target, Count("Anbragte", 12_360, "stock", 2011))
    with pytest.raises(CapacityRefused, match="er for 2011 og Nyanbringelser for 2010"):
        part_of(target, Count("Nyanbringelser", 3009, "flow", 2010))
    with pytest.raises(CapacityRefused, match="kan ikke være en del af"):
        part_of(new, target)
    with pytest.raises(CapacityRefused, match="kan ikke holdes op mod hinanden"):
        part_of(replace(target, counted_by="acting"), replace(new, counted_by="paying"))
    with pytest.raises(CapacityRefused, match="mangler tal for 2011"):
        part_of(replace(target, value=None), new)


def test_placed_are_18_per_cent_of_all_measures_and_ppr_6_of_the_money():
    """12.681 of 70.615 in 2010 (lines 3074-3114); 0,4 of 6,7 mia. (4335-4341)."""
    labels = ("Anbragte", "Forebyggende", "Familierettede")
    children = [Count(label, n, "stock", 2010) for label, n in zip(labels, (12_681, 14_766, 43_168), strict=True)]
    parts = mix(children)
    assert [round(one.share * 100) for one in parts] == [18, 21, 61]
    assert parts[0].whole == 70_615
    money = mix([Count("PPR", 0.4, "flow", 2011), Count("Børn og unge", 6.3, "flow", 2011)])
    assert round(money[0].share * 100) == 6
    with pytest.raises(CapacityRefused, match="alle tal er 0"):
        mix([Count("PPR", 0, "flow", 2011)])
    with pytest.raises(CapacityRefused, match="0 eller mere"):
        Count("PPR", -1, "flow", 2011)
