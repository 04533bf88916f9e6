"""*Personale*: årsværk by account and category, what part each is, and staff per place and per citizen where both are of the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.municipality.capacity_section_files import KNOWN, figure, made, on_engine, opened, value, with_sections
from tests.municipality.national_files import receive
from tests.municipality.small import Kommune

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.engine import Engine
from trinvis.municipality.capacity import Capacity
from trinvis.municipality.capacity_staff import staff_measures
from trinvis.presentation.capacity_tables import sentence


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kommune]:
    kommune = with_sections(Kommune(tmp_path_factory.mktemp("personale") / "kommune"))
    yield kommune
    kommune.hall.close()


@pytest.fixture(scope="module")
def adults(country: Kommune) -> Capacity:
    return made(country, area="adults")


def test_our_staff_by_category_and_account(adults: Capacity) -> None:
    """2025: 9 + 3 on 5.38.52, 12 on 5.38.50, 4 on 5.38.58; the 40 on the region's payroll are not ours."""
    assert value(adults, "staff.years.egen", "total", "y2025") == 28
    assert value(adults, "staff.years.egen", "c_paedagoger", "y2025") == 25
    assert value(adults, "staff.years.egen", "c_sygeplejersker", "y2024") == 2
    assert value(adults, "staff.accounts.egen", "f53852", "y2025") == 12
    assert value(adults, "staff.years.egen", "total", "growth") == pytest.approx(12)
    told = [sentence(adults, one) for one in adults.table("staff.years.egen").answer]
    assert told == ["Kommunen havde 28,0 årsværk på områdets konti i 2025.", "Det er en ændring på +12,0 % siden 2024."]


def test_a_municipality_without_a_category_that_its_file_has_employs_nobody_in_it(adults: Capacity) -> None:
    """København has no nurses, and is counted in the country's 3 + 4 × 6 with 0, not left out."""
    by_key = {one.key: one for one in staff_measures(adults)}
    assert by_key["c_sygeplejersker"].values[101, 2025] == 0
    country = figure(adults, "staff.years.land", "c_sygeplejersker", "y2025")
    assert country.value == 27


def test_a_file_that_lacks_an_account_leaves_its_municipality_out(kommune: Kommune) -> None:
    """One municipality has told two accounts, another just one of them in a file of its own: it has no total, and no 0."""
    with_sections(kommune)
    text = "Kommune;År;Konto;Personalegruppe;Årsværk\n306;2025;5.38.58;Pædagoger;7,00\n"
    receive(kommune, "mere.csv", text, "staff", KNOWN)
    total = next(one for one in staff_measures(made(kommune, area="adults")) if one.key == "total")
    assert (306, 2025) not in total.values
    assert total.values[151, 2025] == 28


def test_the_mix_is_in_per_cent_and_changes_in_points(adults: Capacity) -> None:
    """23 of 25 in 2024 are 92 %, 25 of 28 in 2025 are 89,29 %."""
    assert value(adults, "staff.mix.egen", "c_paedagoger", "share2024") == pytest.approx(92)
    assert value(adults, "staff.mix.egen", "c_paedagoger", "share2025") == pytest.approx(2500 / 28)
    points = figure(adults, "staff.mix.egen", "c_paedagoger", "points")
    assert (points.unit, points.value) == ("procentpoint", pytest.approx(2500 / 28 - 92))
    assert value(adults, "staff.mix.egen", "total", "share2025") == 100


def test_regions_are_sum_over_sum(adults: Capacity) -> None:
    """Hovedstaden is ours and København: 28 + 50 of 45.000 (København has 4 × 2 + 9 × 2 + 12 × 2, and no nurses)."""
    assert value(adults, "staff.regions", "r1084", "total") == pytest.approx((28 + 50) / 45)
    assert value(adults, "staff.regions", "r1082", "total") == pytest.approx(56 / 20)
    assert value(adults, "staff.regions", "egen", "total") == pytest.approx(28 / 5)


def test_staff_per_place_is_of_municipal_places_in_the_same_municipalities(adults: Capacity) -> None:
    """Ours: 24 årsværk on 5.38.50 and .52, 10 + 12 municipal places (the private offer is not one). København: 18 + 24 over 40.

    Odense has a municipal offer that is also on § 109, so its staff is of more than its places; the others have no municipal place.
    """
    assert value(adults, "staff.per_place", "residential", "own_per") == pytest.approx(24 / 22)
    assert value(adults, "staff.per_place", "residential", "land_fte") == 24 + 18 + 24
    assert value(adults, "staff.per_place", "residential", "land_places") == 22 + 40
    assert figure(adults, "staff.per_place", "residential", "land_per").note == "2 kommuner"


def test_citizens_per_full_time_equivalent_where_all_offers_are_municipal(adults: Capacity) -> None:
    """§ 103: 34 counted where the offer lies, over 4 årsværk. On § 108 there is a private offer with us and a regional one in Greve."""
    assert value(adults, "staff.users", "103", "own_per") == pytest.approx(34 / 4)
    refused = figure(adults, "staff.users", "108", "own_per")
    assert refused.value is None
    assert "kun kommunale tilbud" in refused.missing
    assert "97" not in adults.table("staff.users").rows_by_key


def test_what_the_payroll_statistics_leave_out_stands_at_every_table(adults: Capacity) -> None:
    assert all("kun kommunalt ansatte" in one.caveats[0] for one in adults.section("staff"))


def test_every_figure_opens(country: Kommune, adults: Capacity) -> None:
    figures, summed = opened(country, adults, "staff")
    assert figures > 300
    assert summed > 100


def test_the_same_on_every_engine(country: Kommune, engine: Engine) -> None:
    assert on_engine(country, engine, "staff", area="adults") == made(country, area="adults").section("staff")


def test_without_staff_it_says_what_to_import(kommune: Kommune) -> None:
    from tests.municipality.capacity_section_files import spent

    receive(kommune, "REGKC.csv", spent(), "statbank", KNOWN)
    with pytest.raises(CapacityRefused, match="--source staff"):
        made(kommune, area="adults").section("staff")
