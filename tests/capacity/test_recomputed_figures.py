"""Every figure of seed 002 that can be recomputed from its printed tables alone is, with the lines that it comes from.

Upscaled rates, models and potentials of municipalities are tested where they are calculated.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from tests.capacity.printed_tables import line_of, printed, tables, value

from trinvis.calculations.capacity.table_checker import check_table

REGIONS = ("Hovedstaden", "Sjælland", "Syddanmark", "Midtjylland", "Nordjylland")
YEARS = ("2007", "2008", "2009", "2010", "2011")
MIO, MIA = 10**6, 10**9


def rounded(number: Fraction | float, decimals: int = 0) -> float:
    """Half away from zero, as the report rounds."""
    scaled = Fraction(number) * 10**decimals
    sign = -1 if scaled < 0 else 1
    return sign * float((2 * abs(scaled) + 1) // 2) / 10**decimals


def test_the_target_group_costs_6_3_mia_and_47_per_cent_of_the_area() -> None:
    """Lines 2274-2282 and 2462-2522: 40 % of preventive, 50 % of placements; line 6795."""
    preventive, foster, institutions, secured, total = (
        value("figur-4-1", row, "Samlet") for row in ("#1", "#2", "#3", "#4", "I alt")
    )
    placements = foster + institutions + secured
    assert [rounded(part / MIA, 1) for part in (preventive * 2 / 5, placements / 2)] == [1.5, 4.8]
    target = preventive * 2 / 5 + placements / 2
    assert rounded(target / MIA, 1) == 6.3 == float(value("4-49", "#1", "#1") / MIA)
    assert rounded(value("4-49", "#1", "#1") / total * 100) == 47
    assert rounded(value("1-1", "#10", "Niveau") / Fraction(67, 10) / MIA * 100) == 6  # PPR of children, 4335-4341


def test_the_municipal_effort_is_13_3_mia() -> None:
    """Lines 58, 73, 86 and 105-113: with co-financing of 0,7 and 0,1 mia."""
    children, ppr, adults = (value("1-1", row, "Niveau") for row in ("#2", "#10", "#15"))
    assert (children + ppr) / MIA == Fraction(67, 10)
    assert (children + ppr + adults) / MIA + Fraction(8, 10) == Fraction(133, 10)


def test_the_childrens_potential() -> None:
    """Lines 476-518, 6801, 6815, 6962, 6994-7000."""
    variation, placements, rates = (value("4-49", row, "#1") / MIO for row in ("#3", "#4", "#5"))
    unexplained = 442
    assert (variation, placements, rates) == (679, 237, 163)
    assert variation == placements + unexplained
    assert rates == 117 + 46
    assert unexplained - rates == variation - placements - rates == 279


def test_the_adults_potential() -> None:
    """Lines 522-542 and 11289-11293."""
    variation, temporary, lasting = (value("5-35", row, "#1") / MIO for row in ("#3", "#4", "#5"))
    assert temporary + lasting == 277 == 153 + 124
    assert variation - 277 == 290 - 277 == 13


def test_the_union_of_causes() -> None:
    """Lines 3185-3212: those with both are counted once; 240 have both."""
    union, mental, adhd = (value("4-12", row, "2011 Antal") for row in ("#3", "#1", "#2"))
    assert mental + adhd - union == 240
    assert mental + adhd - 240 == union == 1529
    assert [int(value("4-12", "#1", f"{y} Antal") + value("4-12", "#2", f"{y} Antal") - value("4-12", "#3", f"{y} Antal")) for y in YEARS] == [
        212, 253, 265, 269, 240,
    ]  # fmt: skip


@pytest.mark.parametrize("row", ["#1", "#2", "#3"])
@pytest.mark.parametrize("year", YEARS)
def test_shares_of_new_placements(row: str, year: str) -> None:
    """Tables 4-11 and 4-12 (lines 3138, 3185-3202)."""
    share = value("4-12", row, f"{year} Antal") / value("4-11", "#1", year) * 100
    assert rounded(share) == value("4-12", row, f"{year} Andel")


@pytest.mark.parametrize("row", ["#1", "#2"])
@pytest.mark.parametrize("year", YEARS[:4])
def test_shares_of_preventive_efforts(row: str, year: str) -> None:
    """Tables 4-10 and 4-13 (lines 3074-3079, 3240-3246)."""
    assert rounded(value("4-13", row, f"{year} Antal") / value("4-10", row, year) * 100) == value(
        "4-13", row, f"{year} Andel"
    )


@pytest.mark.parametrize("year", YEARS)
def test_the_share_of_all_placed_is_flow_over_stock(year: str) -> None:
    """Table 4-14's last row (line 3396) is table 4-12's new over table 4-10's placed."""
    assert rounded(value("4-12", "#1", f"{year} Antal") / value("4-10", "#3", year) * 100) == value(
        "4-14", "Hele landet", f"{year} Andel"
    )


def test_placed_are_18_per_cent_of_the_efforts() -> None:
    """Lines 3074-3082 and 3104-3114: 12.681 of 70.615 in 2010."""
    efforts = [value("4-10", row, "2010") for row in ("#1", "#2", "#3")]
    assert sum(efforts) == 70_615
    assert rounded(efforts[2] / sum(efforts) * 100) == 18


def test_inquiries_assessments_and_staff_of_ppr() -> None:
    """Lines 80-82, 4268-4280, 4485, 4503-4515 and 5084."""
    staff, before = value("4-28", "I alt", "2011"), value("4-28", "I alt", "2007")
    share = value("4-29", "Gennemsnit", "2011") / 100
    assert rounded(staff * share, -2) == 1100
    assert rounded((staff - before) * share, -1) == 50
    assert rounded(value("4-39", "#1", "2011") / 100 * value("4-38", "#3", "2011"), -2) == 12_700
    assert rounded(value("4-41", "#1", "2011") / 100 * value("4-40", "#3", "2011"), -2) == 7_500
    assert rounded(value("4-35", "#1", "2011") / 100 * value("4-34", "#3", "2011"), -3) == 4_000
    assert (value("1-1", "Henvendelser", "Niveau"), value("1-1", "Vurderinger", "Niveau")) == (
        8_000 + 12_000,
        4_000 + 7_500,
    )


def test_staff_of_the_childrens_target_group() -> None:
    """Lines 60, 2756 and 2816-2818: half of 9.545."""
    assert rounded(value("4-5", "I alt", "Antal") / 2, -2) == value("1-1", "#3", "Niveau") == 4_800


def test_the_way_through_ppr_takes_189_days_and_281_to_psychiatry() -> None:
    """Lines 5420-5436."""
    days = {row: value("4-46", row, "#1") for row in ("#1", "#2", "#3", "#4", "#6", "#7")}
    assert sum(days[row] for row in ("#1", "#2", "#3", "#4")) == 189
    assert sum(days[row] for row in ("#1", "#2", "#6", "#7")) == 281


OFFERS = (
    ("#1", "5-3", "#3", "5-8", "#1"), ("#3", "5-2", "#1", "5-8", "#2"), ("#5", "5-2", "#2", "5-8", "#3"),
    ("#7", "5-2", "#3", "5-8", "#4"), ("#9", "5-2", "#4", "5-8", "#5"), ("#11", "5-2", "#5", "5-8", "#6"),
)  # fmt: skip
"""Each offer's row in table 5-4, and where its account's money and staff stand."""


def shares() -> list[Fraction]:
    return [value("5-4", row, "#1") / 100 for row, *_ in OFFERS]


def test_adults_cost_5_8_mia_and_14_per_cent_more() -> None:
    """Lines 7874-7882, 7920, 8037-8068 and 8170: shares times accounts, and back by the growth corrected for the share."""
    now = [
        share * value(table, account, "2011") for share, (_, table, account, *_) in zip(shares(), OFFERS, strict=True)
    ]
    then = [part / (1 + value("5-4", row, "#3") / 100) for part, (row, *_) in zip(now, OFFERS, strict=True)]
    assert rounded(sum(now), 1) == 5.8 == float(value("5-5", "I alt", "2011"))
    assert rounded((sum(now) / sum(then) - 1) * 100) == 14 == value("5-5", "I alt", "Udvikling")
    assert rounded(value("1-1", "#15", "Niveau") / MIA, 1) == 5.8
    assert [rounded(sum(part[4:]) / sum(part) * 100) for part in (now, then)] == [
        60,
        68,
    ]  # housing, lines 125-129


def test_staff_of_the_adults_target_group_with_the_shares_of_2011_held() -> None:
    """Lines 8461-8471, 8495-8497 and 8510-8520: about 7.700 and 8.900, 15 per cent."""
    now, then = (
        sum(share * value(table, row, year) for share, (*_, table, row) in zip(shares(), OFFERS, strict=True))
        for year in ("2011", "2007")
    )
    assert [rounded(then), rounded(now)] == [7695, 8858]
    assert rounded((now / then - 1) * 100, 1) == 15.1
    assert [rounded(then, -2), rounded(now, -2)] == [7700, 8900]


@pytest.mark.parametrize("year", YEARS)
def test_days_per_finished_treated_patient(year: str) -> None:
    """Lines 10132-10135 and 10282: 52,4 days in 2007, 40,8 in 2011."""
    assert rounded(value("5-30", "Sengedage", year) / value("5-30", "Udskrivninger", year), 1) == float(
        value("5-33", "I alt", year)
    )
    assert (float(value("5-33", "I alt", "2007")), float(value("5-33", "I alt", "2011"))) == (52.4, 40.8)


def test_regional_weights_from_the_places_of_four_kinds() -> None:
    """Table 5-27 (lines 9944-9956): five weights that add up to 1 and give the whole country in every row."""
    rows = ["#2", "#3", "#4", "#5"]
    left = [[float(value("5-27", row, region)) for region in REGIONS] for row in rows] + [[1.0] * 5]
    right = [float(value("5-27", row, "Hele landet")) for row in rows] + [1.0]
    weights = np.linalg.solve(np.array(left), np.array(right))
    assert [round(weight * 100, 2) for weight in weights] == [31.53, 14.34, 21.13, 22.70, 10.30]
    support = [float(value("5-18", region, "2011")) for region in REGIONS]
    assert weights @ support == pytest.approx(float(value("5-18", "Hele landet", "2011")), abs=0.005)


@pytest.mark.parametrize(
    ("table", "index"),
    [("5-18", [70, 126, 98, 120, 114]), ("5-16", [90, 103, 121, 97, 110]), ("5-17", [94, 125, 136, 64, 89])],
)
def test_index_100_is_the_whole_country(table: str, index: list[int]) -> None:
    """Lines 9417-9427, 9453-9463 and 9484-9494, as figure 5-14 draws them (11540-11577)."""
    whole = value(table, "Hele landet", "2011")
    assert [rounded(value(table, region, "2011") / whole * 100) for region in REGIONS] == index


def test_conversion_cases_as_shares_of_their_budgets() -> None:
    """Lines 11428-11446: 1,80; 0,99; 0,59; 0,21 per cent."""
    cases = ("Frederiksberg", "Esbjerg", "København", "Ballerup")
    shares_of = [value("boks-5-5", case, "#1") / value("boks-5-5", case, "#2") * 100 for case in cases]
    assert [rounded(one, 2) for one in shares_of] == [1.80, 0.99, 0.59, 0.21]
    assert [rounded(one, 1) for one in shares_of] == [float(value("boks-5-5", case, "Procentvis")) for case in cases]


def test_persons_with_support_per_1000() -> None:
    """Lines 9060, 9085 and 9494: §§ 85 and 99 over 3,455 to 3,492 mio. inhabitants aged 18-65."""
    people = dict(zip(YEARS, (3_455_000, 3_466_000, 3_486_000, 3_491_000, 3_492_000), strict=True))
    for year, size in people.items():
        persons = value("5-12", "#1", year) + value("5-13", "#1", year)
        assert rounded(persons / size * 1000, 2) == float(value("5-18", "Hele landet", year))


def test_staff_per_1000_is_the_sum_of_its_three_parts() -> None:
    """Lines 840, 850, 858 and 8971-8981: table 1-3's three rows give table 5-11's last year."""
    rows = ("#12", "#14", "#16")
    added = [sum(value("1-3", row, region) for row in rows) for region in (*REGIONS, "Hele landet")]
    assert [float(one) for one in added] == [7.69, 11.08, 11.12, 8.14, 11.16, 9.35]
    for one, region in zip(added, (*REGIONS, "Hele landet"), strict=True):
        assert abs(one - value("5-11", region, "2011")) <= Fraction(65, 1000)


def test_sentences_that_hold_are_silent() -> None:
    """Lines 2883-2885 (71 and 43 per cent), 8483-8485 (25), 9551-9553 (26), 5084: no finding names them."""
    said = " ".join(one.message for number in tables() for one in check_table(*tables()[number], beside=tables()))
    for right in (
        "71 %",
        "43 %",
        "Teksten siger 25 %",
        "Teksten siger 26 %",
        "Teksten siger 189",
        "Teksten siger 12.500",
    ):
        assert right not in said


def test_rows_stand_on_the_lines_of_the_seed() -> None:
    assert (line_of("4-49", "#3"), line_of("5-27", "#2"), line_of("4-12", "#3")) == (6994, 9944, 3202)
    assert printed("4-46", "#1", "#2").interval is not None
