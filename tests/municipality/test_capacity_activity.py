"""*Aktivitet*: who is counted where, growth that is refused, unit costs of the same scope, parts of a whole, and causes that overlap."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.municipality.capacity_section_files import KNOWN, figure, made, on_engine, opened, value, with_sections
from tests.municipality.small import Kommune

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.engine import Engine
from trinvis.municipality.capacity import Capacity
from trinvis.municipality.capacity_activity import activity_measures
from trinvis.municipality.capacity_activity_keys import keys_of, of_paragraph, paragraph_words
from trinvis.municipality.capacity_figure import HIDDEN
from trinvis.presentation.capacity_tables import sentence


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kommune]:
    kommune = with_sections(Kommune(tmp_path_factory.mktemp("aktivitet") / "kommune"))
    yield kommune
    kommune.hall.close()


@pytest.fixture(scope="module")
def adults(country: Kommune) -> Capacity:
    return made(country, area="adults")


@pytest.fixture(scope="module")
def children(country: Kommune) -> Capacity:
    return made(country, area="children")


def test_an_area_has_its_own_measures(adults: Capacity, children: Capacity) -> None:
    assert [one.key for one in activity_measures(adults)] == ["103", "107", "107_sindslidende", "108", "97"]
    placed = ["anbringelser", "forebyggende_foranstaltninger", "nyanbringelser_started"]
    assert [one.key for one in activity_measures(children)] == placed


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        ("SEL-107", "§ 107"),
        ("BL-43", "barnets lov § 43"),
        ("SEL-66.1.6", "§ 66, stk. 1, nr. 6"),
        ("ABL-105", "almenboligloven § 105"),
    ],
)
def test_paragraphs_as_people_read_them(paragraph: str, words: str) -> None:
    assert paragraph_words(paragraph) == words


def test_a_subsection_is_of_its_paragraph_and_another_number_is_not() -> None:
    assert of_paragraph("SEL-66.1.6", "SEL-66")
    assert not of_paragraph("SEL-660", "SEL-66")


def test_names_that_share_a_key_are_told_apart() -> None:
    assert keys_of(["§ 85, Sindslidende", "§85 sindslidende", "Rådgivning"]) == {
        "§ 85, Sindslidende": "85_sindslidende", "§85 sindslidende": "85_sindslidende_2", "Rådgivning": "raadgivning",
    }  # fmt: skip


def test_who_counts_stands_in_the_title_and_the_other_is_told(country: Kommune, adults: Capacity) -> None:
    """Ours pays for 22 on § 107; 20 are where the offer lies."""
    paying = adults.table("activity.years.egen")
    acting = made(country, area="adults", counted_by="acting").table("activity.years.egen")
    assert paying.title == "Aktivitet i Ballerup, efter myndighedskommune"
    assert acting.title == "Aktivitet i Ballerup, efter handlekommune"
    assert "Aktiviteten er også kendt efter handlekommune." in paying.notes
    values = [one.figures["107", "y2025"].value for one in (paying, acting)]
    assert values == [22, 20]


def test_growth_is_refused_across_a_concept(adults: Capacity) -> None:
    assert value(adults, "activity.years.egen", "107", "growth") == pytest.approx(10)
    refused = figure(adults, "activity.years.egen", "103", "growth")
    assert refused.value is None
    assert "»Gammel« i 2024 og »Ny« i 2025" in refused.missing


def test_growth_is_refused_across_a_break(country: Kommune) -> None:
    """The parameter capacity_breaks has 2009 for §§ 103, 104, 107 and 108 (seed 002 lines 9129, 9275)."""
    by_key = {one.key: one for one in activity_measures(made(country, area="adults"))}
    assert [one.year for one in by_key["107"].breaks] == [2009]
    assert [one.year for one in by_key["107_sindslidende"].breaks] == [2009, 2009]
    assert by_key["97"].breaks == ()


def test_regions_and_spread_are_per_1_000_of_the_ages(adults: Capacity) -> None:
    """Hovedstaden: 22 of ours and 44 of København's over 45.000. Ours is 4,4; the six are 1,1 4,4 8,8 2,2 2,2 4,4: median 3,3."""
    assert value(adults, "activity.residential.regions", "r1084", "107") == pytest.approx(66 / 45)
    assert value(adults, "activity.residential.spread", "107", "own") == pytest.approx(4.4)
    assert value(adults, "activity.residential.spread", "107", "median") == pytest.approx(3.3)


def test_unit_costs_are_of_the_same_scope_and_year(adults: Capacity) -> None:
    """§ 107: 7,7 mio. over 22 persons in 2025 and 7,0 over 20 in 2024, 350.000 kr. each; 10 % more money for 10 % more persons."""
    assert value(adults, "activity.costs.egen", "107", "cost") == 350_000
    assert value(adults, "activity.costs.egen", "107", "cost0") == 350_000
    assert value(adults, "activity.costs.egen", "107", "cost_growth") == pytest.approx(0)
    assert value(adults, "activity.costs.land", "108", "cost") == 600_000
    table = adults.table("activity.costs.egen")
    assert "97" not in table.rows_by_key
    assert any("§ 97 er ikke med" in note and "også til § 99" in note for note in table.notes)
    refused = figure(adults, "activity.costs.egen", "103", "cost_growth")
    assert refused.value is None
    assert "to begreber" in refused.missing


def test_unit_costs_in_one_years_prices_open_to_their_own_years(kommune: Kommune) -> None:
    """Prices rise by 10 %: the 7,0 mio. of 2024 are 7,7 in prices of 2025, 385.000 kr. over 20 persons, and each costs 9,1 % less."""
    with_sections(kommune)
    for year, level in ((2024, 100_00), (2025, 110_00)):
        values = {
            "name": "price_index",
            "key": "eksempel",
            "valid_from": f"{year}-01-01",
            "value": level,
            "source": "opdigtet",
        }
        kommune.hall.write("parameter", f"price_index/eksempel/{year}", values, by="Testen", known_from=KNOWN)
    analysis = made(kommune, area="adults", index="eksempel")
    assert value(analysis, "activity.costs.egen", "107", "cost0") == pytest.approx(385_000)
    assert value(analysis, "activity.costs.egen", "107", "cost_growth") == pytest.approx(100 * (350 / 385 - 1))
    figures, _ = opened(kommune, analysis, "activity")
    assert figures > 150
    inputs = kommune.hall.explain(analysis.address(("activity.costs.egen", "107", "m0"))).inputs
    own_prices = kommune.hall.explain(inputs[0].address)
    assert own_prices.value == 7_000_000_00 == own_prices.lines["signed_oere"].sum()


def test_money_of_those_that_pay_is_not_held_against_those_that_act(country: Kommune) -> None:
    acting = made(country, area="adults", counted_by="acting")
    assert not any(one.key.startswith("activity.costs") for one in acting.section("activity"))
    assert any("myndighedskommunens" in note for note in acting.table("activity.years.egen").notes)


def test_placements_have_all_money_of_placement(children: Capacity) -> None:
    """11 mio. on 5.28.23 over 20 children: 550.000 kr. Prevention has an account that others share."""
    assert value(children, "activity.costs.egen", "anbringelser", "cost") == 550_000
    assert value(children, "activity.costs.egen", "anbringelser", "cost_growth") == pytest.approx(10)
    assert list(children.table("activity.costs.egen").rows_by_key) == ["anbringelser"]


def test_parts_of_a_whole_are_of_one_kind(adults: Capacity, children: Capacity) -> None:
    """33 of 242 in the country are of the target group; 20 of 80 measures are placements, and new ones are no part of them."""
    assert value(adults, "activity.targets", "107_sindslidende", "land_share") == pytest.approx(100 * 33 / 242)
    assert value(children, "activity.mix.egen", "anbringelser", "share") == 25
    assert value(children, "activity.mix.egen", "total", "n") == 80
    assert "nyanbringelser_started" not in children.table("activity.mix.egen").rows_by_key


def test_causes_overlap_and_their_union_counts_each_placement_once(children: Capacity) -> None:
    """2025, of four: two have a mental cause, two ADHD, one of them both, so the union is 3 (seed 002 lines 3208-3212: never the sum)."""
    table = children.table("activity.causes.egen")
    assert table.overlap
    assert not any(row.kind in ("part", "total") for row in table.rows)
    found = {row.key: table.figures[row.key, "y2025"].value for row in table.rows}
    assert (found["c_psykiske_vanskeligheder"], found["c_adhd"], found["union"], found["every"]) == (2, 2, 3, 4)
    assert value(children, "activity.causes.egen", "union", "share2025") == 75
    assert value(children, "activity.causes.land", "union", "y2025") == 4
    assert sentence(children, table.answer[0]).startswith("Psykiske vanskeligheder eller ADHD: 3")


def test_causes_by_the_municipality_that_acts(country: Kommune) -> None:
    """One of our four is acted on by København."""
    acting = made(country, area="children", counted_by="acting")
    assert value(acting, "activity.causes.egen", "every", "y2025") == 3


def test_few_persons_are_hidden_from_those_without_the_right(adults: Capacity, children: Capacity) -> None:
    seen = adults.seen_by(persons=False)
    for table, row, column in (
        ("activity.years.egen", "107_sindslidende", "y2025"),
        ("activity.years.egen", "107_sindslidende", "growth"),
        ("activity.targets", "107_sindslidende", "own_part"),
        ("activity.targets", "107_sindslidende", "own_share"),
        ("activity.residential.regions", "egen", "107_sindslidende"),
    ):
        assert figure(seen, table, row, column).missing == HIDDEN
    assert value(seen, "activity.years.egen", "107", "y2025") == 22
    causes = children.seen_by(persons=False).table("activity.causes.egen")
    assert {one.missing for at, one in causes.figures.items() if one.value is None} == {HIDDEN}
    assert not any(one.value for at, one in causes.figures.items())


@pytest.mark.parametrize(
    "asked", [{"area": "adults"}, {"area": "children"}, {"area": "adults", "counted_by": "acting"}]
)
def test_every_figure_opens(country: Kommune, asked: dict[str, str]) -> None:
    figures, summed = opened(country, made(country, **asked), "activity")
    assert figures > 150
    assert summed > 50


def test_the_same_on_every_engine(country: Kommune, engine: Engine) -> None:
    for area in ("adults", "children"):
        assert on_engine(country, engine, "activity", area=area) == made(country, area=area).section("activity")


def test_an_area_without_activity_says_what_to_import(country: Kommune) -> None:
    with pytest.raises(CapacityRefused, match="ingen aktivitet for PPR"):
        made(country, area="ppr").section("activity")
