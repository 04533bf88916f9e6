"""The section on the regional psychiatry, on the small country of ``capacity_sector_files``; worked by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.municipality.capacity_section_files import figure, value
from tests.municipality.capacity_sector_files import DAY, KNOWN, people, spent, with_sector
from tests.municipality.national_files import receive
from tests.municipality.small import KEY, Kommune

from trinvis.calculations.capacity.account_map import Area
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.engine import Engine
from trinvis.municipality import Municipality
from trinvis.municipality.capacity import Capacity
from trinvis.municipality.capacity_asked import Asked
from trinvis.municipality.capacity_figure import HIDDEN, hundredths
from trinvis.municipality.capacity_psychiatry import tables
from trinvis.presentation.capacity_checked import check_own
from trinvis.presentation.capacity_pictures import sketches_of
from trinvis.presentation.capacity_tables import report_table
from trinvis.reports.explanation_table import AMOUNT, COUNTED


@pytest.fixture(scope="module")
def sector(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kommune]:
    made = with_sector(Kommune(tmp_path_factory.mktemp("sektor") / "kommune"))
    yield made
    made.hall.close()


def made_of(kommune: Kommune, area: Area = "adults") -> Capacity:
    return kommune.hall.capacity(DAY, Asked(area=area))


def test_co_financing_by_kind_and_year(sector: Kommune) -> None:
    """Ours: 700.000 + (36.000 + 24.000) + 5.000 kroner in 2007, 840.000 + 78.000 + 6.000 in 2011."""
    made, key = made_of(sector), "psychiatry.cofinancing.egen"
    assert [value(made, key, row, "y2007") for row in ("discharge", "outpatient", "specialist")] == [
        700_000,
        60_000,
        5_000,
    ]
    assert (value(made, key, "total", "y2007"), value(made, key, "total", "y2011")) == (765_000, 924_000)
    assert value(made, key, "total", "growth") == pytest.approx(100 * 159 / 765)
    assert [value(made, "psychiatry.prices", "discharge", year) for year in ("y2007", "y2011")] == [70_000, 70_000]
    assert value(made, "psychiatry.prices", "specialist", "growth") == pytest.approx(20)
    assert "få" in figure(made, "psychiatry.contacts", "discharge", "growth").note


def test_a_region_s_own_row_counts_before_its_municipalities_and_never_with_them(sector: Kommune) -> None:
    """Nordjylland itself tells 1.500.000 where its municipality has 1.680.000; the others are sums: 9.900.000 of 120.000."""
    made, key = made_of(sector), "psychiatry.cofinancing.regions"
    assert value(made, key, "r1081", "discharge_level") == 1_500_000
    assert value(made, key, "r1084", "discharge_level") == 4 * 840_000
    assert value(made, key, "land", "discharge_level") == 9_900_000
    assert value(made, key, "land", "discharge") == 82_500
    assert value(made, key, "land", "total") == pytest.approx(82_500 + 7_800 + 73_662 / 120)
    assert figure(made, key, "land", "discharge_level").how.endswith("Summen af 1 regioners egne tal og 5 kommuner.")


def test_days_per_patient_are_those_of_the_report(sector: Kommune) -> None:
    """Table 5-30: 49.050 days of 936 patients and 27.095 of 664, 52,4 and 40,8 days [002:10124-10137]."""
    made, key = made_of(sector), "psychiatry.finished.land"
    assert (value(made, key, "y2007", "days"), value(made, key, "y2011", "patients")) == (49_050, 664)
    assert [round(value(made, key, row, "stay") or 0, 1) for row in ("y2007", "y2011")] == [52.4, 40.8]
    assert round(value(made, key, "y2011", "growth") or 0) == -45
    assert value(made, "psychiatry.finished.regions", "r1081", "rate") == 95 / 20
    assert value(made, "psychiatry.finished.regions", "r1081", "stay") == 9.5
    assert figure(made, "psychiatry.finished.regions", "r1081", "stay").note.startswith("få patienter")


def test_a_year_without_a_day_rate_has_no_cost(sector: Kommune) -> None:
    """1.834 kroner in 2011 [002:10107], nothing is known of 2007."""
    made, key = made_of(sector), "psychiatry.finished.land"
    assert value(made, key, "y2011", "cost") == 27_095 * 1_834
    gone = figure(made, key, "y2007", "cost")
    assert gone.value is None
    assert "mangler en værdi for 2007" in gone.missing


def test_rejected_referrals_and_when_their_change_is_refused(sector: Kommune) -> None:
    """Hovedstaden 250 and 240 of 1.000; Sjælland counts otherwise in 2011, and Midtjylland has no figures: 468 of 2.200."""
    made, key = made_of(sector, "children"), "psychiatry.referrals"
    assert value(made, key, "r1084", "share") == 24
    assert value(made, key, "r1084", "points") == pytest.approx(-1)
    assert "Med annullerede" in figure(made, key, "r1085", "points").missing
    assert value(made, key, "r1082", "share") is None
    assert value(made, key, "land", "share") == pytest.approx(100 * 468 / 2_200)
    assert figure(made, key, "land", "share").note == "uden Region Midtjylland"
    assert "kan ikke sammenlignes" in figure(made, key, "land", "points").missing
    assert [one.key for one in made_of(sector, "ppr").section("psychiatry")] == [key]


def test_both_sectors_side_by_side(sector: Kommune) -> None:
    """Patients: 10, 5, 11, 14 and 10 per 1,000, 10 in the country; §§ 85 and 97 of all target groups just so: 440 of 40.004."""
    made = made_of(sector)
    regions = ("r1084", "r1085", "r1083", "r1082", "r1081")
    assert [value(made, "psychiatry.index", row, "patients") for row in regions] == pytest.approx(
        [100, 50, 110, 140, 100]
    )
    assert [round(value(made, "psychiatry.index", row, "support") or 0) for row in regions] == [100, 50, 100, 150, 100]
    assert value(made, "psychiatry.beside", "r1084", "support_level") == 4 * 110
    assert value(made, "psychiatry.beside", "r1084", "support") == pytest.approx(440 / 40.004)
    assert {one.key for one in made.table("psychiatry.index").columns} == {
        "patients",
        "beds",
        "support",
        "day",
        "homes",
    }
    children = made_of(sector, "children").table("psychiatry.index")
    assert [one.key for one in children.columns] == ["patients", "placement", "prevention"]


def test_the_picture_tells_every_region(sector: Kommune) -> None:
    made = made_of(sector)
    (sketch,) = sketches_of(made, made.table("psychiatry.index"))
    assert "Region Midtjylland 140" in sketch.words
    assert all(sketch.draw(narrow)["layer"] for narrow in (True, False))


@pytest.mark.parametrize("area", ["adults", "children"])
def test_every_figure_opens_down_to_rows_that_add_up(sector: Kommune, area: Area) -> None:
    made = made_of(sector, area)
    opened = 0
    for table in made.section("psychiatry"):
        for (row, column), one in table.figures.items():
            if one.value is None:
                continue
            found = sector.hall.explain(made.address((table.key, row, column)))
            assert found.value == hundredths(one.value)
            for part in found.inputs:
                assert not part.address or sector.hall.explain(part.address).value == part.amount_oere
            if one.sources and one.sources[0].adds:
                assert _added(found.lines, one.sources[0].adds) == hundredths(one.value)
            assert one.sources or one.terms or column == "day_rate", (table.key, row, column)
            opened += 1
    assert opened > 60


def _added(lines: object, adds: str) -> int:
    amount = int(lines[AMOUNT if adds == "amount_oere" else COUNTED].sum())  # type: ignore[index]
    return amount if adds == "amount_oere" else 100 * amount


@pytest.mark.parametrize("area", ["adults", "children", "ppr"])
def test_our_own_checker_finds_nothing(sector: Kommune, area: Area) -> None:
    made = made_of(sector, area)
    for table in made.section("psychiatry"):
        assert not check_own(made, table).findings, table.key


def test_few_patients_are_hidden_from_others(sector: Kommune) -> None:
    """Ours were 3 patients in 2011 and 6 in 2007; the days and money of the 3 go with them."""
    seen = made_of(sector).seen_by(persons=False)
    for column in ("days", "patients", "stay", "paid", "cost", "growth"):
        assert figure(seen, "psychiatry.finished.egen", "y2011", column).missing == HIDDEN, column
    assert value(seen, "psychiatry.finished.egen", "y2007", "patients") == 6
    assert figure(seen, "psychiatry.finished.regions", "egen", "rate").missing == HIDDEN
    assert figure(seen, "psychiatry.finished.land", "y2011", "paid").missing == HIDDEN
    assert value(seen, "psychiatry.finished.land", "y2011", "days") == 27_095
    assert not any(
        "3 patienter" in report_table(seen, one, synthetic=False).answer for one in seen.section("psychiatry")
    )


def test_a_total_does_not_give_a_small_part_away(sector: Kommune) -> None:
    """Our children were discharged 4 times in 2011: the money for it does not follow from the total and the other kinds."""
    made = made_of(sector, "children")
    assert value(made, "psychiatry.cofinancing.egen", "total", "y2011") == 280_000 + 18_000 + 2_000
    seen = made.seen_by(persons=False)
    for table, row, column in (
        ("psychiatry.cofinancing.egen", "discharge", "y2011"),
        ("psychiatry.cofinancing.egen", "total", "y2011"),
        ("psychiatry.cofinancing.regions", "egen", "total"),
        ("psychiatry.contacts", "discharge", "y2011"),
        ("psychiatry.prices", "discharge", "y2011"),
    ):
        assert figure(seen, table, row, column).missing == HIDDEN
    assert value(seen, "psychiatry.prices", "outpatient", "y2011") == 600


def test_amounts_of_other_years_are_in_one_year_s_prices(kommune: Kommune) -> None:
    """700.000 in 2007 at 80 are 875.000 in 2011 at 100; it opens to the amount of its own year, and that to its row."""
    with_sector(kommune)
    receive(kommune, "prices.csv", "Indeks;År;Niveau\npl;2007;80,00\npl;2011;100,00\n", "prices", KNOWN)
    made, key = made_of(kommune), "psychiatry.cofinancing.egen"
    assert value(made, key, "discharge", "y2007") == 875_000
    opened = kommune.hall.explain(made.address((key, "discharge", "y2007")))
    assert [one.amount_oere for one in opened.inputs] == [700_000_00, 100_00, 80_00]
    assert kommune.hall.explain(opened.inputs[0].address).lines[AMOUNT].to_list() == [700_000_00]
    assert value(made, "psychiatry.finished.egen", "y2007", "paid") == pytest.approx(300 * 1_834 / 0.8)
    assert not any(check_own(made, one).findings for one in made.section("psychiatry"))


def test_without_psychiatry_it_says_what_to_import(kommune: Kommune) -> None:
    receive(kommune, "REGKC.csv", spent(), "statbank", KNOWN)
    receive(kommune, "FOLK1A.csv", people(), "statbank", KNOWN)
    with pytest.raises(CapacityRefused, match="--source psychiatry"):
        tables(made_of(kommune))


def test_the_same_on_every_engine(sector: Kommune, engine: Engine) -> None:
    other = Municipality.open(sector.path, key=KEY, engine=engine)
    assert tables(other.capacity(DAY, Asked(area="adults"))) == tables(made_of(sector))
