"""*Pladser og takster*: each offer once, what overlaps never added, rates per day by region, and framework agreements that count alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.municipality.capacity_section_files import figure, made, on_engine, opened, value, with_sections
from tests.municipality.small import Kommune

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.engine import Engine
from trinvis.municipality.capacity import Capacity
from trinvis.municipality.capacity_places import place_measures
from trinvis.presentation.capacity_tables import sentence


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kommune]:
    kommune = with_sections(Kommune(tmp_path_factory.mktemp("pladser") / "kommune"))
    yield kommune
    kommune.hall.close()


@pytest.fixture(scope="module")
def adults(country: Kommune) -> Capacity:
    return made(country, area="adults")


def test_each_offer_counts_once_with_all_its_places(adults: Capacity) -> None:
    """Ours: 10, 12 that two services share, 20 on § 103, and a private one that tells none: 42 in 4 offers."""
    assert value(adults, "places.years.egen", "places", "y2025") == 42
    assert value(adults, "places.years.egen", "offers", "y2025") == 4
    assert value(adults, "places.years.egen", "places_SEL-107", "y2025") == 22
    assert value(adults, "places.years.egen", "places_SEL-108", "y2025") == 12
    assert adults.table("places.years.egen").overlap
    assert "Pladser: 1 tilbud i 2025 har ikke oplyst pladser og er ikke med." in adults.table("places.years.egen").notes
    (told,) = [sentence(adults, one) for one in adults.table("places.years.egen").answer]
    assert told == "Der er 42 pladser i 4 tilbud på området i kommunen 1. oktober 2025."


def test_a_municipality_that_a_partial_file_does_not_name_has_no_places_told(adults: Capacity) -> None:
    """The files have offers in four municipalities: Aarhus may have some that are not there, so it has no figure and no 0."""
    places = place_measures(adults)[0]
    assert (751, 2025) not in places.values
    assert places.values[101, 2025] == 40


def test_paragraphs_that_exclude_each_other_add_up_and_others_do_not(adults: Capacity) -> None:
    """Only § 103: 20; only § 107: 10 + 40; only § 108: 40 (the private one tells none); both: 12; § 109 too: 10."""
    kinds = adults.table("places.kinds")
    parts = [row.key for row in kinds.rows if row.kind == "part"]
    assert [kinds.figures[key, "land_places"].value for key in parts] == [20, 50, 40, 12, 10]
    assert value(adults, "places.kinds", "total", "land_places") == 132
    assert value(adults, "places.kinds", "total", "land_offers") == 7
    assert figure(adults, "places.kinds", "kun_sel_108", "own_places").missing
    overlapping = adults.table("places.paragraphs")
    assert overlapping.overlap
    assert not any(row.kind in ("part", "total") for row in overlapping.rows)
    assert [overlapping.figures[row.key, "land_places"].value for row in overlapping.rows] == [20, 72, 52, 132]


def test_owners_and_target_groups(adults: Capacity) -> None:
    owners = adults.table("places.owners")
    assert [owners.figures[row.key, "land_offers"].value for row in owners.rows] == [5, 1, 1, 7]
    groups = adults.table("places.groups")
    assert groups.overlap
    found = {row.label: groups.figures[row.key, "land_offers"].value for row in groups.rows}
    assert found == {"Sindslidelse": 5, "ADHD": 2, "Ikke oplyst": 1, "Tilbud i alt, hvert én gang": 7}


def test_places_per_1_000_where_the_offer_lies(adults: Capacity) -> None:
    """Hovedstaden: 42 of ours and 40 of København's over 45.000."""
    assert value(adults, "places.regions", "r1084", "places") == pytest.approx(82 / 45)
    assert value(adults, "places.regions", "egen", "places") == pytest.approx(8.4)


def test_rates_per_day_count_each_offer_once(adults: Capacity) -> None:
    """§ 107 in Hovedstaden: 2.000, 2.200, and København's 3.000 and 4.000 as 3.500; with Odense's 1.000 the mean is 2.175."""
    table = "places.prices.sel_107"
    assert value(adults, table, "r1084", "mean") == pytest.approx(7_700 / 3)
    assert value(adults, table, "r1084", "median") == 2_200
    assert value(adults, table, "alle", "mean") == 2_175
    assert value(adults, table, "alle", "n") == 4
    assert value(adults, table, "r1081", "mean") is None
    assert "1 tilbud uden takst pr. døgn er ikke med." in adults.table("places.prices.sel_108").notes


def test_placement_is_on_barnets_lov(country: Kommune) -> None:
    """§ 43, stk. 1, nr. 6, is of § 43, which is what the accounts are of from 2024."""
    children = made(country, area="children")
    assert value(children, "places.years.egen", "places", "y2025") == 6
    assert value(children, "places.prices.bl_43", "alle", "mean") == 4_000


def test_framework_places_grow_only_where_the_concept_is_the_same(adults: Capacity) -> None:
    """Nordjylland: 150 + 50, then 160 + 60. Hovedstaden counts something else in 2025; Midtjylland had not counted in 2024."""
    table = "places.framework.sel_107_sel_108"
    assert value(adults, table, "r1081", "y2024") == 200
    assert value(adults, table, "r1081", "growth") == pytest.approx(10)
    assert (value(adults, table, "r1081", "municipal"), value(adults, table, "r1081", "regional")) == (160, 60)
    assert "to begreber: »A« i 2024 og »B« i 2025" in figure(adults, table, "r1084", "growth").missing
    assert value(adults, table, "r1082", "y2024") is None
    assert value(adults, table, "r1082", "municipal") is None
    assert not any(row.kind == "national" for row in adults.table(table).rows)


def test_every_figure_opens(country: Kommune, adults: Capacity) -> None:
    figures, summed = opened(country, adults, "places")
    assert figures > 200
    assert summed > 30


def test_the_same_on_every_engine(country: Kommune, engine: Engine) -> None:
    assert on_engine(country, engine, "places", area="adults") == made(country, area="adults").section("places")


def test_an_area_without_offers_says_so(country: Kommune) -> None:
    with pytest.raises(CapacityRefused, match="Ingen tilbud"):
        made(country, area="ppr").section("places")
