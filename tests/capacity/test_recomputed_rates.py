"""Rates and parts of seed 002 that follow from its other printed tables, by our own calculations, with the lines that they come from.

Denominators are not printed; they are recovered from a count and its rate, with the least and the most that round to what is printed.
"""

from __future__ import annotations

import pytest
from tests.capacity.printed_tables import value
from tests.capacity.test_recomputed_figures import rounded

from trinvis.calculations.capacity.activity import Count, mix
from trinvis.calculations.capacity.growth import Series, growth
from trinvis.calculations.capacity.rates import Population, implied_population, rate
from trinvis.calculations.capacity.unit_costs import unit_cost

YEARS = range(2007, 2012)
REGIONS = ("Hovedstaden", "Sjælland", "Syddanmark", "Midtjylland", "Nordjylland")
MIA = 1e9


def number(table: str, row: str, column: int | str) -> float:
    return float(value(table, row, str(column)))


def children(year: int) -> Population:
    """0-17-year-olds from new placements and their rate (lines 3185 and 3396)."""
    count, printed = number("4-12", "#1", f"{year} Antal"), number("4-14", "Hele landet", f"{year} Antal")
    return Population(implied_population(count, printed, 2)[0], (0, 17), year)


def adults(year: int) -> tuple[Population, Population]:
    """The fewest and the most 18-65-year-olds: §§ 85 and 99 and their rate (lines 9060, 9085, 9494)."""
    count = number("5-12", "#1", year) + number("5-13", "#1", year)
    _, fewest, most = implied_population(count, number("5-18", "Hele landet", year), 2)
    return Population(fewest, (18, 65), year), Population(most, (18, 65), year)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("staff", "per_1000"), [("4-6", "4-9"), ("4-28", "4-31")])
def test_staff_per_1000_children(staff: str, per_1000: str, year: int) -> None:
    """Lines 2798 and 3010; PPR's 4485 and 4614."""
    found = rate(number(staff, "I alt", year), year, "children", children(year))
    assert rounded(found.per(), 1) == number(per_1000, "Hele landet", year)


@pytest.mark.parametrize("year", YEARS)
def test_staff_and_day_offers_per_1000_adults(year: int) -> None:
    """Table 5-11 of 5-8 (lines 8522 and 8981), table 5-16 of 5-14 (lines 9124-9126 and 9427)."""
    users = number("5-14", "#1", year) + number("5-14", "#2", year)
    for count, table in ((number("5-8", "I alt", year), "5-11"), (users, "5-16")):
        most, fewest = (rate(count, year, "adults", people).per() for people in adults(year))
        assert rounded(fewest, 1) <= number(table, "Hele landet", year) <= rounded(most, 1)


@pytest.mark.parametrize("year", YEARS)
def test_regions_of_the_bed_days_are_the_country(year: int) -> None:
    """Lines 3941-3951 and 3960-3970: days add up, and the regions' 0-19-year-olds are the country's within what rounding leaves."""
    days = {region: number("4-21", region, year) for region in (*REGIONS, "I alt")}
    assert abs(sum(days[region] for region in REGIONS) - days["I alt"]) <= 1
    ends = {region: implied_population(days[region], number("4-22", region, year), 2)[1:] for region in days}
    fewest, most = (sum(ends[region][end] for region in REGIONS) for end in (0, 1))
    assert fewest <= ends["I alt"][1]
    assert ends["I alt"][0] <= most


@pytest.mark.parametrize("region", [*REGIONS, "I alt"])
def test_discharges_are_bed_days_over_the_stay(region: str) -> None:
    """Table 5-32 of tables 5-31 and 5-33 (lines 10158-10209, 10267-10282); its growth within a point of what is printed."""
    found = {year: number("5-31", region, year) / number("5-33", region, year) for year in YEARS}
    assert [rounded(each, 1) for each in found.values()] == [number("5-32", region, year) for year in YEARS]
    ratio = growth(Series("Udskrivninger", "pr. 1.000", found), 2007, 2011).ratio
    assert abs(100 * ratio - number("5-32", region, "2007-2011 (i pct.)")) < 1


def test_two_thirds_of_the_staff_have_a_fifth_of_the_children() -> None:
    """Lines 3104-3114: 67 % of the full-time equivalents (2750-2756) against 18 %; they fell by 10 % (2792-2796), the placed by 2 %."""
    rows = ("#1", "#2", "#3")
    preventive, foster, institutions = mix([Count(row, number("4-5", row, "Antal"), "stock", 2011) for row in rows])
    assert rounded(100 * (foster.share + institutions.share)) == 67
    assert rounded(100 * preventive.share) == 33
    placing = {year: number("4-6", "#2", year) + number("4-6", "#3", year) for year in YEARS}
    placed = {year: number("4-10", "#3", year) for year in YEARS}
    for series, per_cent in ((Series("Årsværk", "årsværk", placing), -10), (Series("Anbragte", "børn", placed), -2)):
        assert rounded(100 * growth(series, 2007, 2011).ratio) == per_cent


@pytest.mark.parametrize(("row", "last", "per_cent"), [("#1", 2010, 12), ("#2", 2010, 1), ("#4", 2011, 19)])
def test_growth_of_the_measures(row: str, last: int, per_cent: int) -> None:
    """Lines 3074-3084: to 2010 where 2011 is not printed."""
    series = Series(row, "børn", {2007: number("4-10", row, 2007), last: number("4-10", row, last)})
    assert rounded(100 * growth(series, 2007, last).ratio) == per_cent


@pytest.mark.parametrize(
    ("share", "account", "persons", "each"),
    [
        (("5-4", "#1"), ("5-3", "#3"), ("5-12", "#1"), 104_000),
        (("5-4", "#9"), ("5-2", "#4"), ("5-15", "#1"), 707_000),
        (("5-4", "#11"), ("5-2", "#5"), ("5-15", "#3"), 899_000),
    ],
)
def test_what_one_of_the_target_group_costs(
    share: tuple[str, str], account: tuple[str, str], persons: tuple[str, str], each: int
) -> None:
    """§ 85: 29 % of 5,3 mia. over 14.732; § 107: 32 % of 4,0 over 1.810; § 108: 27 % of 8,0 over 2.402 (lines 7880-7920, 8037-8068,
    9060, 9215, 9246)."""
    amount = number(*share, "#1") / 100 * number(*account, 2011) * MIA
    found = unit_cost(amount, 2011, Count("Personer", number(*persons, 2011), "stock", 2011))
    assert rounded(found.value, -3) == each
