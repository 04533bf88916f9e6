"""Golden values, each with where it is printed."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from trinvis.parameters import MissingParameter, Parameters, UnknownParameter
from trinvis.parameters.delimitation import delimitations, inside
from trinvis.parameters.municipalities import municipality_set

TODAY = date(2026, 9, 30)


@pytest.fixture(scope="module")
def shipped() -> Parameters:
    return Parameters.shipped()


def column(frame: pl.DataFrame, key: str, value: str) -> dict[str, object]:
    return dict(frame.select(key, value).iter_rows())


# --- refund limits ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "limits", "shares"),
    [
        (2007, [400_000, 800_000], [25, 50]),  # Serviceloven § 176, former wording
        (2008, [500_000, 1_000_000], [25, 50]),
        (2009, [600_000, 1_200_000], [25, 50]),
        (2020, [830_000, 1_630_000], [25, 50]),  # § 176 a
        (2021, [850_000, 1_660_000, 2_090_000], [25, 50, 75]),  # answer to SOU question 582
        (2022, [860_000, 1_680_000, 2_120_000], [25, 50, 75]),  # § 176 and Barnets lov § 198, 2022 level
    ],
)
def test_refund_limits(shipped: Parameters, year: int, limits: list[int], shares: list[int]) -> None:
    for on in (date(year, 1, 1), date(year, 12, 31)):
        table = shipped.table("refund_limits", on).sort("band")
        assert table["limit_oere"].to_list() == [100 * limit for limit in limits]
        assert table["share"].to_list() == [100 * share for share in shares]


@pytest.mark.parametrize("year", [2006, 2010, 2019, 2023, 2024, 2025, 2026])
def test_years_without_known_limits_are_not_calculated(shipped: Parameters, year: int) -> None:
    with pytest.raises(MissingParameter) as caught:
        shipped.table("refund_limits", date(year, 6, 1))
    assert caught.value.not_calculated == f"ikke beregnet: grænser for {year} mangler"
    assert caught.value.year == year
    assert str(caught.value) == (
        f"Tabellen »Refusionsgrænser, særligt dyre enkeltsager« (refund_limits) mangler en værdi for {year} "
        "(kendt: 2007–2009, 2020–2022); indtast værdien med kilde som parameter i journalen."
    )


def test_refund_is_counted_by_month_and_by_household(shipped: Parameters) -> None:
    """BEK 1485 of 6 December 2023 § 3: 1/12 of the limits; Barnets lov § 198, stk. 2: the household, from 2021."""
    assert shipped.value("refund_rule", TODAY, "months").number() == 12
    assert shipped.value("refund_rule", TODAY, "months").verified
    assert not shipped.value("refund_rule", date(2022, 1, 1), "months").verified
    assert [shipped.value("refund_rule", date(year, 1, 1), "household").value for year in (2020, 2021, 2026)] == [
        0,
        1,
        1,
    ]


# --- rates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "year", "kroner"),
    [
        ("fee_day", 2020, 145),  # OS2bos, Ballerup 2020
        ("fee_month", 2020, 4423),
        ("board_under_10", 2020, 189),
        ("board_10_and_over", 2020, 202),
        ("board_third_child", 2020, 176),
        ("administration_most", 2020, 3249),
        ("board_under_10", 2024, 206),  # satser 2024, § 197
        ("board_10_and_over", 2024, 221),
        ("board_third_child", 2024, 190),
    ],
)
def test_placement_rates(shipped: Parameters, key: str, year: int, kroner: int) -> None:
    value = shipped.value("placement_rates", date(year, 7, 1), key)
    assert (value.value, value.carried_from) == (100 * kroner, None)


def test_a_rate_after_its_last_known_level_is_carried_forward_and_marked(shipped: Parameters) -> None:
    value = shipped.value("placement_rates", TODAY, "board_under_10")
    assert (value.value, value.carried_from, value.mark()) == (20_600, 2024, "fremskrevet fra 2024-niveau")
    between = shipped.value("placement_rates", date(2022, 1, 1), "board_under_10")
    assert (between.value, between.mark()) == (18_900, "fremskrevet fra 2020-niveau")
    with pytest.raises(MissingParameter, match="mangler en værdi for 2019"):
        shipped.value("placement_rates", date(2019, 12, 31), "board_under_10")


# --- law ----------------------------------------------------------------------------------------------------------------


def test_service_act_to_childrens_act_has_45_rows_and_never_goes_by_number(shipped: Parameters) -> None:
    law = shipped.table("law_sel_bl", TODAY)
    assert law.height == 45
    new = column(law.filter(pl.col("sel_key").is_not_null()), "sel_key", "bl_key")
    # Barnets lov § 32, stk. 1 has another order than Serviceloven § 52, stk. 3
    assert {key: new[key] for key in new if key.startswith("SEL-52-3.")} == {
        "SEL-52-3.1": "BL-32.1.1",
        "SEL-52-3.2": "BL-32.1.2",
        "SEL-52-3.3": "BL-32.1.5",
        "SEL-52-3.4": "BL-32.1.6",
        "SEL-52-3.5": "BL-32.1.7",
        "SEL-52-3.6": "BL-32.1.3",
        "SEL-52-3.7": "BL-46",
        "SEL-52-3.8": "BL-32.1.4",
        "SEL-52-3.9": "BL-32.1.8",
    }
    assert new["SEL-176"] == "BL-198"


def test_before_2024_there_is_no_childrens_act(shipped: Parameters) -> None:
    with pytest.raises(MissingParameter):
        shipped.table("law_sel_bl", date(2023, 12, 31))


# --- chart of accounts --------------------------------------------------------------------------------------------------


def test_functions_20_to_26_the_last_unverified(shipped: Parameters) -> None:
    functions = column(shipped.table("functions", TODAY), "function", "verified")
    assert {key: functions[key] for key in functions if str(key).startswith("5.28")} == {
        "5.28.20": True,
        "5.28.21": True,
        "5.28.22": True,
        "5.28.23": True,
        "5.28.24": True,
        "5.28.25": True,
        "5.28.26": False,
    }
    assert {"5.57.72", "5.25.17", "5.22.07"} < set(functions)


def test_foster_families_had_no_function_of_their_own_before_2016(shipped: Parameters) -> None:
    before = column(shipped.table("functions", date(2015, 12, 31)), "function", "label")
    assert before["5.28.20"] == "Plejefamilier og opholdssteder mv. for børn og unge"
    assert "5.28.22" not in before


def test_only_labels_that_were_looked_up_are_verified(shipped: Parameters) -> None:
    accounts = shipped.table("accounts", TODAY)
    assert accounts.filter("verified")["account_key"].to_list() == ["557721009"]  # STAR, November 2022
    assert accounts.filter(pl.col("function") == "5.28.21")["grouping"].to_list()[:4] == ["002", "003", "004", "005"]
    parts = accounts.select(
        pl.col("function").str.replace_all(".", "", literal=True)
        + pl.col("dranst").cast(pl.String)
        + pl.col("grouping")
    )
    assert parts.to_series().to_list() == accounts["account_key"].to_list()


def test_the_two_delimitations_differ(shipped: Parameters) -> None:
    """Seed 003 line 6295 (Bilagstabel 1.1) against the note to table 1.1, line 842."""
    accounts = pl.Series(
        ["528211003", "528213003", "528261999", "525171001", "525173001", "557721009", "557722016", "557721008", None]
    )
    assert delimitations(shipped, TODAY) == ("bilagstabel_1_1", "tabel_1_1")
    first = [True, True, False, False, False, True, True, False, None]
    second = [True, False, True, True, False, True, True, False, None]
    assert inside(shipped, "bilagstabel_1_1", accounts, TODAY).to_list() == first
    assert inside(shipped, "tabel_1_1", accounts, TODAY).to_list() == second
    with pytest.raises(UnknownParameter, match="vælg en af bilagstabel_1_1, tabel_1_1"):
        inside(shipped, "andet", accounts, TODAY)


# --- municipalities -----------------------------------------------------------------------------------------------------


def test_municipalities(shipped: Parameters) -> None:
    """Five regions, five groups and four islands (seed 000 lines 58–60; Danmarks Statistik)."""
    table = shipped.table("municipalities", TODAY)
    assert table.height == 98
    regions = {"Hovedstaden": 29, "Syddanmark": 22, "Midtjylland": 19, "Sjælland": 17, "Nordjylland": 11}
    assert dict(table["region"].value_counts().iter_rows()) == {
        f"Region {name}": count for name, count in regions.items()
    }
    assert dict(table["group_code"].value_counts().iter_rows()) == {1: 24, 2: 3, 3: 16, 4: 24, 5: 31}
    assert sorted(table.filter("island")["name"].to_list()) == ["Fanø", "Læsø", "Samsø", "Ærø"]


def test_the_named_sets(shipped: Parameters) -> None:
    """94 of seed 000 line 58; 93 of seed 003 line 846: the five with the smallest population are left out."""
    table = shipped.table("municipalities", TODAY)
    everyone = set(municipality_set(shipped, "alle_98", TODAY))
    without_islands = set(municipality_set(shipped, "uden_smaa_oeer_94", TODAY))
    without_smallest = set(municipality_set(shipped, "uden_fem_mindste_93", TODAY))
    assert (len(everyone), len(without_islands), len(without_smallest)) == (98, 94, 93)
    assert everyone - without_islands == set(table.filter("island")["municipality"])
    assert everyone - without_smallest == set(table.sort("population_2014q1")["municipality"][:5])
    with pytest.raises(UnknownParameter, match="Kommunesættet"):
        municipality_set(shipped, "alle_99", TODAY)


# --- the rest -------------------------------------------------------------------------------------------------------------


def test_vat_factors(shipped: Parameters) -> None:
    """The factors of OS2bos' suppliers; without one the municipality bears it all."""
    factors = column(shipped.table("vat_factors", TODAY), "key", "value")
    assert factors == {"full": 10_000, "95_4": 9_540, "95": 9_500, "80": 8_000}


def test_no_price_index_is_shipped(shipped: Parameters) -> None:
    assert shipped.describe("price_index").rows == ()
    assert shipped.index_levels("pl") == {}
