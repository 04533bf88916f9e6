"""Account → paragraph → offer by year, with the printed amounts of seed 002."""

from __future__ import annotations

from datetime import date

import pytest

from trinvis.calculations.capacity.account_map import AccountMap, Area, account_map, breaks_of
from trinvis.calculations.capacity.growth import Series, growth
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.parameters import MissingParameter, Parameters


def _map(area: Area, year: int) -> AccountMap:
    return account_map(Parameters.shipped().table("capacity_accounts", date(year, 1, 1)), area, year)


def test_the_childrens_area_of_2011() -> None:
    """Lines 2274-2282: 3,8 mia. for prevention; 5,9 + 3,2 + 0,4 = 9,5 for placements; 13,3 together."""
    found = _map("children", 2011)
    spent = found.by_offer({"52821": 3.8, "52820": 5.9, "52823": 3.2, "52824": 0.4, "52825": 1.0})
    assert spent == {"preventive": 3.8, "foster_and_residence": 5.9, "institution": 3.2, "secure": 0.4}
    groups = {one.offer: one.group for one in found.accounts}
    assert sum(amount for offer, amount in spent.items() if groups[offer] == "placement") == pytest.approx(9.5)
    assert sum(spent.values()) == pytest.approx(13.3)


def test_the_adult_area_of_2011() -> None:
    """Lines 7763-7771 and 7825: 0,4 + 1,0 + 2,3 + 4,0 + 8,0 = 15,7 mia., and 5,3 for § 85."""
    found = _map("adults", 2011)
    assert {one.pattern: one.paragraphs for one in found.accounts} == {
        "5.32.33": ("SEL-85",),
        "5.38.53": ("SEL-97", "SEL-99"),
        "5.38.58": ("SEL-103",),
        "5.38.59": ("SEL-104",),
        "5.38.52": ("SEL-107",),
        "5.38.50": ("SEL-108",),
    }
    spent = found.by_offer({"53233": 5.3, "53853": 0.4, "53858": 1.0, "53859": 2.3, "53852": 4.0, "53850": 8.0})
    assert sum(spent.values()) - spent["support"] == pytest.approx(15.7)


def test_ppr_is_one_account() -> None:
    """Line 4207: 3.22.04."""
    assert _map("ppr", 2011).functions == ("32204",)


def test_the_map_changes_with_the_chart_of_accounts() -> None:
    """Foster families have 5.28.22 from 2016; § 85 has groupings of 5.38.38 from 2018, and 5.32.33 is gone."""
    assert [_map("children", year).of("528221001") is not None for year in (2015, 2016)] == [False, True]
    before, after = _map("adults", 2017), _map("adults", 2018)
    assert before.of("532331001") is not None
    assert after.of("532331001") is None
    found = after.of("538381005")
    assert found is not None
    assert (found.offer, found.paragraphs, found.note) == ("support", ("SEL-85",), "sindslidende")
    assert after.of("538381001") is None  # § 95 is no part of it
    assert after.of("53838") is None  # nor is the whole function


def test_placements_follow_the_law_of_their_year() -> None:
    assert {one.paragraphs for one in _map("children", 2024).accounts} == {("BL-32",), ("BL-43",)}


def test_what_is_not_looked_up_says_so() -> None:
    found = {one.pattern: one.verified for one in _map("adults", 2025).accounts}
    assert found["5.38.38.1.005"]
    assert not found["5.38.58"]


def test_a_missing_amount_is_not_0() -> None:
    found = _map("ppr", 2025)
    with pytest.raises(CapacityRefused, match="mangler beløb for 2025"):
        found.by_offer({"32204": None})
    with pytest.raises(CapacityRefused, match="intet regnskab for Pædagogisk"):
        found.by_offer({"52821": 1.0})


def test_a_growth_over_a_break_is_refused_with_its_reason() -> None:
    """Lines 9127-9131: the numbers of §§ 103 and 104 from 2009 on cannot be compared with earlier ones."""
    table = Parameters.shipped().table("capacity_breaks", date(2011, 1, 1))
    series = Series(
        "Beskyttet beskæftigelse", "personer", {2007: 1557.0, 2009: 1727.0, 2011: 2180.0},
        breaks=breaks_of(table, "activity", ["SEL-103"]),
    )  # fmt: skip
    with pytest.raises(CapacityRefused, match="hen over 2009, for indberetningen til Danmarks Statistik blev ændret"):
        growth(series, 2007, 2011)
    assert growth(series, 2009, 2011).ratio == pytest.approx(0.262, abs=1e-3)
    assert breaks_of(table, "activity", ["SEL-85"]) == ()
    assert [one.year for one in breaks_of(table, "account", ["53233"])] == [2018]
    assert [one.year for one in breaks_of(table, "offers_target")] == [2009]


def test_size_classes_of_the_report() -> None:
    """Lines 2601-2607: under 30.000, 30.000-75.000, over 75.000."""
    table = Parameters.shipped().table("size_classes", date(2011, 1, 1))
    assert table.select("class", "least", "most").rows() == [
        ("small", 0, 29_999),
        ("medium", 30_000, 75_000),
        ("large", 75_001, None),
    ]


def test_the_rate_of_finished_treated_patients_is_known_for_2011_only() -> None:
    """Lines 3916-3918: 1.834 kr. a day."""
    parameters = Parameters.shipped()
    assert parameters.value("finished_treated_rate", date(2011, 6, 1)).number() == 1_834_00
    with pytest.raises(MissingParameter):
        parameters.value("finished_treated_rate", date(2012, 1, 1))
