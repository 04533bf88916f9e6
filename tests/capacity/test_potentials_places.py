"""Rates, unused places, digital casework and finished-treated patients: by hand and on the printed tables of seed 002."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.capacity.printed_tables import value

from trinvis.calculations.capacity.digitalisation import digitalisation, implied_base
from trinvis.calculations.capacity.finished_treated import over_benchmark
from trinvis.calculations.capacity.rate_harmonisation import (
    Rate,
    days_of_persons,
    days_of_places,
    rate_harmonisation,
    regional,
)
from trinvis.calculations.capacity.rates import Population
from trinvis.calculations.capacity.rates import Rate as CountedRate
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.unused_places import Occupied, unused_places

MIO, MIA = 10**6, 10**9
DAY_RATE = 1_834.0
"""Kroner a day for a finished-treated patient in 2011 (line 10107)."""
REGIONS = ("Hovedstaden", "Sjælland", "Syddanmark", "Midtjylland", "Nordjylland")

# region | kroner a day | days a year
FIVE = [
    Rate("Hovedstaden", "Hovedstaden", 3000, 30_000),
    Rate("Sjælland", "Sjælland", 4500, 20_000),
    Rate("Syddanmark", "Syddanmark", 3500, 20_000),
    Rate("Midtjylland", "Midtjylland", 3600, 20_000),
    Rate("Nordjylland", "Nordjylland", 3400, 10_000),
]


def test_regions_above_the_simple_mean_come_down_to_it() -> None:
    """Mean (3000 + 4500 + 3500 + 3600 + 3400) / 5 = 3600: Sjælland alone, 900 · 20.000 = 18 mio. kr."""
    found = rate_harmonisation(FIVE, "opholdssteder", "Børn og unge", 2011)
    assert found.amount == 18 * MIO
    assert [part.name for part in found.parts] == ["Sjælland"]
    assert found.said[0].startswith("De regioner, hvor taksten i gennemsnit er over 3.600 kr. pr. døgn")
    assert {"specialisation", "service_level"} <= {caveat.key for caveat in found.caveats}


def test_the_weighted_mean_is_lower_here() -> None:
    """(90 + 90 + 70 + 72 + 34) mio. / 100.000 = 3560: Sjælland 940 · 20.000 and Midtjylland 40 · 20.000."""
    assert rate_harmonisation(FIVE, "opholdssteder", "Børn og unge", 2011, mean="weighted").amount == 19.6 * MIO


def test_an_offer_without_a_rate_is_left_out_and_named() -> None:
    found = rate_harmonisation([*FIVE, Rate("Solgården", "Sjælland", None, 900)], "§ 107", "Voksne", 2011)
    assert found.amount == 18 * MIO
    assert found.left_out == ("Solgården tæller ikke med: taksten mangler.",)
    assert found.cases == 5


OFFERS = st.lists(st.tuples(st.integers(500, 5000), st.integers(1, 9000)), min_size=1, max_size=6)


@given(st.lists(OFFERS, min_size=2, max_size=5))
def test_per_offer_is_never_less_than_per_region(regions: list[list[tuple[int, int]]]) -> None:
    """Weighted by days, a region's dear offers no longer hide behind its cheap ones."""
    rates = [
        Rate(f"{region}-{number}", str(region), rate, days)
        for region, offers in enumerate(regions)
        for number, (rate, days) in enumerate(offers)
    ]
    by_region, by_offer = (
        rate_harmonisation(rates, "§ 107", "Voksne", 2011, mean="weighted", per=per).amount
        for per in ("region", "offer")
    )
    assert by_offer >= by_region - 1e-6
    assert by_region >= 0


def test_rates_cannot_be_harmonised_with_one_region() -> None:
    with pytest.raises(CapacityRefused, match="der skal to til"):
        rate_harmonisation(FIVE[:1], "opholdssteder", "Børn og unge", 2011)
    with pytest.raises(CapacityRefused, match="ret tallene"):
        regional([Rate("Solgården", "Sjælland", 0, 10)])


def test_days_of_places_and_of_persons() -> None:
    """The report says neither which (lines 6958-6964, 11206-11220)."""
    assert days_of_places(100, 0.8) == pytest.approx(29_200)
    assert days_of_persons(80) == 29_200


PLACES = {
    "§ 103": ("5-22", "#2", "#1", 280),
    "§ 104": ("5-22", "#3", "#3", 381),
    "§ 107": ("5-22", "#7", "#5", 604),
    "§ 108": ("5-22", "#8", "#7", 238),
}


@pytest.mark.parametrize(("offer", "number"), [(offer, row[3]) for offer, row in PLACES.items()])
def test_unused_places_of_the_adults(offer: str, number: int) -> None:
    """Places of *only* that kind in 2011 (lines 9686-9714) × (1 − occupancy, lines 10028-10043)."""
    table, row, occupancy, _ = PLACES[offer]
    one = Occupied(offer, float(value(table, row, "2011")), float(value("5-28", occupancy, "2011")) / 100)
    found = unused_places([one], "Voksne", 2011, overlapping=False)
    assert round(found.rows[0].places) == number
    assert found.potential is None


def test_what_an_interval_of_the_occupancy_leaves() -> None:
    """§ 107: 3.021 places, 80 % (68-92): 604 unused, from 242 to 967."""
    one = Occupied("§ 107", 3021, 0.80, 0.68, 0.92)
    found = unused_places([one], "Voksne", 2011, overlapping=False, saved_per_place=100_000)
    assert [round(end or 0) for end in (found.rows[0].fewest, found.rows[0].most)] == [242, 967]
    assert found.potential is not None
    assert found.potential.amount == pytest.approx(60.42 * MIO)
    assert found.potential.interval is not None
    assert (found.potential.interval.low, found.potential.interval.high) == pytest.approx((24.168 * MIO, 96.672 * MIO))


def test_more_than_full_is_not_negative_and_missing_is_not_nothing() -> None:
    rows = [Occupied("Fuldt hus", 10, 1.1), Occupied("Ukendt", None, 0.9), Occupied("Halvt", 10, 0.5)]
    found = unused_places(rows, "Voksne", 2011, overlapping=False)
    assert found.total == 5
    assert found.rows[0].over_full == pytest.approx(1)
    assert found.left_out == ("Ukendt tæller ikke med: pladser eller belægning mangler.",)


def test_kinds_of_offer_that_overlap_are_never_summed() -> None:
    """Lines 3617-3621: one place can stand under several paragraphs."""
    rows = [Occupied("§ 66", 10, 0.5), Occupied("§ 107", 10, 0.5)]
    assert unused_places(rows, "Voksne", 2011, overlapping=True).total is None
    with pytest.raises(CapacityRefused, match="overlapper"):
        unused_places(rows, "Voksne", 2011, overlapping=True, saved_per_place=1)


def test_an_occupancy_in_per_cent_is_refused() -> None:
    with pytest.raises(CapacityRefused, match="1 for fuld"):
        unused_places([Occupied("§ 107", 10, 80)], "Voksne", 2011, overlapping=False)


def test_digital_casework_is_one_per_cent_of_a_named_base() -> None:
    """Lines 11483-11489: 58 mio. = 1 % of 5,8 mia.; 273 needs 27,3 mia., which is no printed base."""
    found = digitalisation(0.01, 5.8 * MIA, "målgruppens udgifter i 2011 (tabel 5-35)", ["Voksne"], 2011)
    assert found.amount == 58 * MIO
    assert "målgruppens udgifter" in found.said[0]
    assert implied_base(273 * MIO, 0.01) == pytest.approx(27.3 * MIA)
    assert [round(0.01 * base) for base in (15_700, 21_000)] == [157, 210]
    with pytest.raises(CapacityRefused, match="hvad procenten er regnet af"):
        digitalisation(0.01, 27.3 * MIA, " ", ["Voksne"], 2011)


def test_svendborgs_per_cent_fits_one_of_its_two_amounts() -> None:
    """Lines 11511-11517: 2,3 mio. = 0,9 % of 256 mio.; 1,8 mio. of it is 0,7 %."""
    base = implied_base(2.3 * MIO, 0.009)
    assert round(base / MIO) == 256
    assert round(100 * 1.8 * MIO / base, 1) == 0.7


def bed_days(per_thousand: float, persons: float, year: int = 2011) -> CountedRate:
    return CountedRate(per_thousand * persons / 1000, Population(persons, (20, 65), year))


WEIGHTS = dict(zip(REGIONS, (0.3153, 0.1434, 0.2113, 0.2270, 0.1030), strict=True))


def test_regions_with_more_bed_days_come_down_to_the_fewest() -> None:
    """Lines 10158-10173 with the 18-65-year-olds of table 5-27: Hovedstaden from 13,8 to Syddanmark's 4,2 is some 10.600 days, 19 mio."""
    rates = {
        region: bed_days(float(value("5-31", region, "2011")), 3_490_000 * share) for region, share in WEIGHTS.items()
    }
    found = over_benchmark(rates, DAY_RATE, "Voksne")
    first = {part.name: part.amount for part in found.parts}["Hovedstaden"]
    assert rates["Hovedstaden"].numerator == pytest.approx(15_185, abs=5)
    assert round(first / DAY_RATE, -2) == 10_600
    assert round(first / MIO) == 19
    assert "Syddanmark (4,2 pr. 1.000)" in found.said[0]
    assert "Syddanmark" not in {part.name for part in found.parts}
    assert found.year == 2011


def test_a_region_without_a_figure_is_left_out() -> None:
    found = over_benchmark({"Nord": bed_days(5, 1000), "Syd": None, "Vest": bed_days(4, 1000)}, 2000.0, "Voksne")
    assert found.amount == 2000
    assert found.left_out == ("Syd tæller ikke med: sengedage eller indbyggertal mangler.",)
    with pytest.raises(CapacityRefused, match="Syd har ingen sengedage"):
        over_benchmark({"Nord": bed_days(5, 1000), "Syd": None}, 2000.0, "Voksne", "Syd")
    with pytest.raises(CapacityRefused, match="Ingen region"):
        over_benchmark({"Syd": None}, 2000.0, "Voksne")
    with pytest.raises(CapacityRefused, match="samme aldersgruppe og år"):
        over_benchmark({"Nord": bed_days(5, 1000), "Syd": bed_days(4, 1000, 2010)}, 2000.0, "Voksne")
