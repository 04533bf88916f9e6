"""Unit costs, staff per place, rates per day, co-financing and places of framework agreements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.capacity.printed_tables import value

from trinvis.calculations.capacity.activity import Count
from trinvis.calculations.capacity.co_financing import CoFinanced, CoFinancing
from trinvis.calculations.capacity.day_prices import DayPrice, mean_price, price_by_region
from trinvis.calculations.capacity.framework_places import FrameworkPlaces, framework_series, of_rows
from trinvis.calculations.capacity.growth import growth
from trinvis.calculations.capacity.rates import Population
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.shares import AdoptedShare
from trinvis.calculations.capacity.staffing import Counted, staff_per_place
from trinvis.calculations.capacity.unit_costs import unit_cost, users_per_fte


def test_a_placement_costs_769_000_on_average():
    """5,9 + 3,2 + 0,4 mia. over 12.360 placed (lines 2274-2282, 3080)."""
    found = unit_cost(9.5e9, 2011, Count("anbragt", 12_360, "stock", 2011))
    assert round(found.value, -3) == 769_000
    assert found.words == (
        "Gennemsnitlig udgift pr. anbragt i 2011: 9.500.000.000 kr. over 12.360, talt på en dag. "
        "Siger ikke, hvad der spares ved én færre."
    )
    for wrong in (
        Count("anbragt", 12_360, "stock", 2010),
        Count("anbragt", 0, "stock", 2011),
        Count("anbragt", None, "stock", 2011),
    ):
        with pytest.raises(CapacityRefused):
            unit_cost(9.5e9, 2011, wrong)


def test_users_per_full_time_equivalent():
    """§ 99: 3.599 users over 25 % of 881 is 16,3; § 103: 2.180 over 19 % of 1.679 is 6,8 (lines 9085, 9126, 9098-9106)."""
    share = AdoptedShare("§ 99", 2011, 0.25, "Kommunernes gennemsnit.", "AB", date(2013, 2, 1))
    contact = users_per_fte(Count("Brugere", 3599, "flow", 2011), 881, 2011, share)
    sheltered = users_per_fte(
        Count("Brugere", 2180, "flow", 2011), 1679, 2011, replace(share, area="§ 103", value=0.19)
    )
    assert (round(contact.value, 1), round(sheltered.value, 1)) == (16.3, 6.8)
    assert "25,0 % af 881 årsværk" in contact.words
    with pytest.raises(CapacityRefused, match="ingen årsværk"):
        users_per_fte(Count("Brugere", 1, "flow", 2011), 0, 2011, share)
    with pytest.raises(CapacityRefused, match="brug samme år"):
        users_per_fte(Count("Brugere", 1, "flow", 2010), 1, 2011, share)


# staff per place


def counted(
    number: float | None, municipality: int, owner: str = "municipality", area: str = "§ 107", year: int = 2011
) -> Counted:
    return Counted(number, owner, municipality, area, year)  # type: ignore[arg-type]


def test_staff_per_place_is_of_those_that_have_both():
    """30 of 20 places and 10 of 20: 40 over 40. 147 has no places told, 159 no staff, 161 no places."""
    staff = [counted(30, 101), counted(10, 751), counted(99, 147), counted(5, 161)]
    places = [counted(20, 101), counted(20, 751), counted(None, 147), counted(7, 159), counted(0, 161)]
    found = staff_per_place(staff, places)
    assert (found.value, found.municipalities, found.left_out) == (1, (101, 751), (147, 159, 161))
    assert (found.area, found.year) == ("§ 107", 2011)


def test_staff_and_places_that_do_not_match_are_refused():
    with pytest.raises(CapacityRefused, match="kun kommunalt ansatte; private pladser kan ikke være med"):
        staff_per_place([counted(30, 101)], [counted(20, 101, "private")])
    with pytest.raises(CapacityRefused, match="§ 107 i 2011 og § 108 i 2011"):
        staff_per_place([counted(30, 101)], [counted(20, 101, area="§ 108")])
    with pytest.raises(CapacityRefused, match="samme område og år"):
        staff_per_place([counted(30, 101)], [counted(20, 101, year=2010)])
    with pytest.raises(CapacityRefused, match="Ingen kommune har både"):
        staff_per_place([counted(30, 101)], [counted(20, 102)])
    with pytest.raises(CapacityRefused, match="Kommune 101 har årsværk to gange"):
        staff_per_place([counted(30, 101), counted(3, 101)], [counted(20, 101)])


# rates per day


def price(offer: str, kroner: float, region: int = 1084, places: float | None = None) -> DayPrice:
    return DayPrice(offer, "§ 66 stk. 6", region, kroner, "døgn", 2011, places)


def test_mean_rates_by_region():
    rows = [price("A", 3000, places=10), price("B", 5000, places=30), price("C", 4000, 1081)]
    found = mean_price(rows[:2])
    assert (found.mean, found.median, found.least, found.most, found.weighted) == (4000, 4000, 3000, 5000, 4500)
    assert mean_price(rows).weighted is None
    assert {code: (one.offers, one.mean) for code, one in price_by_region(rows).items()} == {
        1084: (2, 4000),
        1081: (1, 4000),
    }


def test_rates_that_have_no_mean():
    one = price("A", 3000)
    for other, why in (
        (replace(price("B", 1), unit="måned"), "forskellige enheder"),
        (replace(price("B", 1), service="§ 107"), "forskellige ydelser"),
        (replace(price("B", 1), year=2010), "forskellige år"),
        (one, "to takster"),
        (price("B", 0), "skal være over 0"),
        (price("B", 1, region=7), "ingen kendt region"),
    ):
        with pytest.raises(CapacityRefused, match=why):
            price_by_region([one, other])
    with pytest.raises(CapacityRefused, match="ingen takster"):
        mean_price([])


# co-financing


def test_co_financing_is_of_all_three_kinds():
    """2011 (lines 8245-8271): 253,1 + 392,6 + 79,0 = 724,7 mio.; 5.600 kr. a discharge; 207,64 kr. each of 3,490 mio."""
    rows = {"discharge": ("#2", "#6"), "outpatient": ("#3", "#7"), "specialist": ("#4", "#8")}
    kinds = {
        kind: CoFinanced(float(value("5-6", money, "2011")) * 1e6, float(value("5-6", units, "2011")) * 1e3)
        for kind, (money, units) in rows.items()
    }
    found = CoFinancing(2011, kinds)
    assert found.total == pytest.approx(724.7e6)
    assert [round(found.kinds[kind].per_unit) for kind in rows] == [5600, 497, 96]
    adults = Population(3_490_000, (20, 65), 2011)
    assert found.per_inhabitant("adults_psychiatry", adults).per(1) == pytest.approx(207.65, abs=0.01)


def test_a_kind_that_is_missing_is_not_0():
    part = CoFinancing(2011, {"discharge": CoFinanced(1.0), "outpatient": CoFinanced(None)})
    with pytest.raises(CapacityRefused, match="mangler ambulante besøg og speciallæger"):
        _ = part.total
    assert CoFinanced(1.0, 0).per_unit is None


# framework agreements


def test_framework_places_grow_only_within_one_concept():
    """Midtjylland 816 → 699 (−14 %) and Hovedstaden 619 → 662 across two concepts (lines 9809-9836)."""
    central = [FrameworkPlaces(1082, year, places, 0, "2007") for year, places in ((2007, 816), (2011, 699))]
    assert round(growth(framework_series(central), 2007, 2011).ratio * 100) == -14
    capital = [FrameworkPlaces(1084, 2007, 619, 0, "bredt"), FrameworkPlaces(1084, 2011, 662, 0, "snævert")]
    with pytest.raises(CapacityRefused, match="»bredt« i 2007 og »snævert« i 2011"):
        growth(framework_series(capital), 2007, 2011)
    half = FrameworkPlaces(1084, 2010, 619, None, "bredt")
    assert half.places is None
    with pytest.raises(CapacityRefused, match="to gange"):
        framework_series([half, half])
    with pytest.raises(CapacityRefused, match="én kendt region"):
        framework_series([*central, half])


def test_places_of_the_table_with_total_or_parts():
    """Nordjylland's 373 places of 2010 and 2011 (line 9822), in hundredths; the parts are made up; a total alone counts, a part alone does not."""
    row = {"region": "1081", "concept": "2007-"}
    told = of_rows(
        [
            row | {"year": 2010, "places": 37_300, "municipal_places": 24_800, "regional_places": 12_500},
            row | {"year": 2011, "places": 37_300, "municipal_places": None, "regional_places": None},
            row | {"year": 2012, "places": None, "municipal_places": 24_850, "regional_places": 0},
            row | {"year": 2013, "places": None, "municipal_places": 24_850, "regional_places": None},
        ]
    )
    assert framework_series(told).values == {2010: 373, 2011: 373, 2012: 248.5, 2013: None}
    assert (told[0].municipal, told[0].regional, told[0].concept) == (248, 125, "2007-")


@pytest.mark.parametrize(("municipal", "regional", "total"), [(248, 125, 374), (374, None, 373), (None, 374, 373)])
def test_a_total_that_the_parts_cannot_make_is_refused(municipal, regional, total):
    with pytest.raises(CapacityRefused, match="ikke de kommunale og de regionale lagt sammen"):
        FrameworkPlaces(1081, 2010, municipal, regional, "2007-", total)
