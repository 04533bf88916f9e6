"""Ishøj 2018 through ``trinvis.invest``: the published figures to the krone, and what the application does not say.

Line numbers are those of the application (Indsatsbeskrivelse til investeringspuljen 2018); what it does not print is worked out
beside it in the analysis of it (§ 4.18 A-E), and from that formula here.
"""

from __future__ import annotations

import pytest
from tests.municipality.case_files import EXAMPLES

from trinvis import invest
from trinvis.municipality.investment import Calculated
from trinvis.municipality.investment_words import whole

PUBLISHED, STATED = EXAMPLES / "ishoej-2018-offentliggjort.yaml", EXAMPLES / "ishoej-2018-oplyst.yaml"
TEN, SIX = "", "minimum"


@pytest.fixture(scope="module")
def published() -> Calculated:
    return invest(PUBLISHED)


@pytest.fixture(scope="module")
def stated() -> Calculated:
    return invest(STATED)


def kroner(values: tuple[float, ...]) -> list[int]:
    """Whole kroner, as they are printed."""
    return [int(whole(value).replace(".", "").replace("−", "-")) for value in values]


@pytest.mark.parametrize(
    ("reading", "printed"),
    [
        (TEN, [-2_175_391, -82_368, 1_677_654, 3_332_551]),  # lines 694-697
        (SIX, [-2_908_165, -1_505_641, -393_620, 653_173]),  # lines 700-703
    ],
)
def test_the_eight_published_years(published: Calculated, reading: str, printed: list[int]) -> None:
    assert kroner(published.readings[reading].answers().discounted.yearly[:4]) == printed


def test_accumulated_and_break_even_at_ten_per_cent(published: Calculated) -> None:
    found = published.answers().discounted
    assert kroner(found.accumulated)[3] == 2_752_446  # line 706
    assert found.break_even.year == 4  # line 689
    assert found.break_even.text == "4. år"


def test_what_the_effort_costs(published: Calculated) -> None:
    effort = published.effort["indsats"]
    assert kroner((effort.total, effort.first_year)) == [13_603_050, 1_567_305]  # lines 346, 349
    assert kroner(tuple(effort.first_year_by.values())) == [1_263_248, 304_057]  # lines 374, 378
    exact = published.readings["eksakt_andel"].effort["indsats"]
    assert kroner(tuple(exact.first_year_by.values())) == [1_263_956, 303_349]  # 125 and 30 of 155: 1,567,305 × 125/155
    assert kroner((exact.first_year,)) == [1_567_305]


def test_target_group_and_prices(published: Calculated) -> None:
    assert published.input("forebyggelse") == 94_917  # line 303
    assert published.input("andel_anbragt") == pytest.approx(0.226, abs=0.0005)  # line 216
    assert published.input("pris_egen_sammensaetning") == pytest.approx(622_266.49, abs=0.005)  # lines 232-280, weighed
    assert published.input("undgaaede_andel") == pytest.approx(0.44, abs=0.005)  # 15.5 of 35
    assert published.readings[SIX].input("undgaaede_andel") == pytest.approx(0.27, abs=0.005)  # 9.3 of 35


def test_sixteen_and_ten_are_assumed_and_fourteen_are_needed(published: Calculated) -> None:
    six = published.readings[SIX]
    assert published.assumed is not None
    assert six.assumed is not None
    assert (published.assumed.whole, six.assumed.whole) == (16, 10)  # line 716
    assert published.assumed.label == "Forudsatte succeser"
    needed = published.needed["indsats"]
    assert needed.exact == pytest.approx(13.03, abs=0.005)
    assert (needed.whole, needed.year) == (14, 4)
    assert six.needed["indsats"].whole == 14  # what it takes does not hang on what is assumed


@pytest.mark.parametrize(
    ("reading", "worked"),
    [(TEN, [324_912, 2_321_770, 3_989_324, 5_555_311]), (SIX, [-407_862, 898_496, 1_918_051, 2_875_933])],
)
def test_the_stated_cost_alone_gives_far_better_years(stated: Calculated, reading: str, worked: list[int]) -> None:
    assert kroner(stated.readings[reading].answers().discounted.yearly[:4]) == worked


@pytest.mark.parametrize(
    ("reading", "worked"),
    [
        ("egen_pris", 301_567),
        ("egen_pris_6", -5_624_781),
        ("forebyggelse_pr_kuld", 252_716),
        ("forebyggelse_pr_kuld_6", -5_654_091),
        ("kun_oplyst_drift", 12_191_317),
    ],
)
def test_accumulated_in_year_four_by_other_readings(published: Calculated, reading: str, worked: int) -> None:
    assert kroner(published.readings[reading].answers().discounted.accumulated)[3] == worked


def test_preventive_cost_by_cohort(published: Calculated) -> None:
    found = published.readings["forebyggelse_pr_kuld"].answers().discounted.yearly[:4]
    assert kroner(found) == [-2_730_538, -843_496, 1_031_519, 2_795_232]


@pytest.mark.parametrize(
    ("reading", "worked", "year", "fits"),
    [
        ("fuld_effekt_6", 204_390, 9, True),
        ("plateau_84_6", 147_983, 9, True),
        ("plateau_85_6", 377_585, 9, True),
        ("plateau_8457_6", 278_482, 9, True),  # line 710 prints 278,483
        ("plateau_80_6", -770_426, None, False),
        ("plateau_100_6", 3_821_621, 7, False),
    ],
)
def test_year_nine_at_six_per_cent(
    published: Calculated, reading: str, worked: int, year: int | None, fits: bool
) -> None:
    one = published.readings[reading]
    found = one.answers().discounted
    assert (kroner(found.accumulated)[8], found.break_even.year) == (worked, year)
    assert one.read is not None
    assert one.read.fits is fits


def test_years_five_to_ten_are_a_band_for_each_success_rate(published: Calculated) -> None:
    ten, six = published.bands["indsats"]
    assert [band.rate for band in (ten, six)] == [0.10, 0.06]
    assert ten.same == six.same == (1, 2, 3, 4)
    assert (ten.break_even, six.break_even) == ((4, 4), (9, 9))
    assert kroner((six.accumulated_low[8], six.accumulated_high[8])) == [147_983, 377_585]


def test_the_case_says_what_its_text_does_not(published: Calculated) -> None:
    said = {one.kind: one.text for one in reversed(published.unspoken)}
    assert "2.600.315 kr. om året er i beregningen" in said["lump"]
    assert "12.191.317 kr. i stedet for 2.752.446 kr." in said["lump"]
    assert "15,5 af 155. Det svarer til 44 % af de børn i Børneteamet, der er anbragt i dag (35)" in said["denominator"]
    assert any("Hernings fald i antallet af anbragte« er 15 %" in one.text for one in published.unspoken)
    assert "709.502 kr. pr. årsværk" in said["input"]
    assert "(622.266,49 kr. pr. årsværk)" in said["input"]
    assert "301.567 kr." in said["input"]
    assert "94.917 kr." in said["front_loaded"]
    assert "252.716 kr. i stedet for 2.752.446 kr." in said["front_loaded"]
    assert "1.263.956 kr." in said["payers"]
    assert "303.349 kr." in said["payers"]
    assert "fra 1. år" in said["break_even"]
    assert "ikke inden for 10 år" in said["break_even"]
    assert "Fra år 5 kendes forløbet kun som et bånd" in said["band"]


def test_what_is_stated_has_no_lump_and_no_band(stated: Calculated) -> None:
    assert not {"lump", "band", "input"} & {one.kind for one in stated.unspoken}


def test_herning_by_its_accounts() -> None:
    made = invest(EXAMPLES / "herning-2013-2015.yaml")
    placements = made.readings["kun_anbringelser"].answers().net_present_value
    assert kroner((-placements,)) == [-6_744_000]  # lines 543-555: 17,547,000 − 24,291,000
    assert kroner((made.answers().net_present_value,)) == [3_994_000]  # less 2 m and 0.75 m (lines 524-525)
    assert made.unspoken == ()


def test_de_utrolige_aar_gains_1576_million() -> None:
    made = invest(EXAMPLES / "de-utrolige-aar.yaml")
    assert kroner((made.answers().net_present_value,)) == [1_576_000_000]
    by_payer = [made.answers("program", payer).net_present_value for payer in ("kommune", "stat", "deltagere")]
    assert kroner(tuple(by_payer)) == [524_000_000, 549_000_000, 503_000_000]
    assert kroner((made.effort["program"].total,)) == [300_000_000]


def test_another_value_in_place_of_the_case_s() -> None:
    assert kroner(invest(PUBLISHED, succesrate=0.06).answers().discounted.yearly[:4])[0] == -2_908_165
    assert kroner(invest(PUBLISHED, "egen_pris", succesrate=0.06).answers().discounted.accumulated)[3] == -5_624_781
