"""The section *Undersøgelser* of a small country: answers, counts for the country, means, opinions and programmes, worked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from tests.municipality.national_files import KNOWN, receive
from tests.municipality.small import KEY, Kommune
from tests.municipality.survey_files import AARHUS, GRIBSKOV, answers, asked, surveyed

from trinvis.engine import Engine
from trinvis.journal.target_share import key_of
from trinvis.municipality import Municipality
from trinvis.municipality.capacity import Capacity
from trinvis.municipality.capacity_asked import Asked
from trinvis.municipality.capacity_figure import Figure, FigureTable, hundredths
from trinvis.presentation.capacity_tables import sentence
from trinvis.reports.explanation_table import AMOUNT, COUNTED, QUANTITY

AREAS = ("adults", "ppr", "children")


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kommune]:
    kommune = surveyed(Kommune(tmp_path_factory.mktemp("survey") / "kommune"))
    values = {
        "area": "adults",
        "component": "temporary_home",
        "year": 2011,
        "share": 4000,
        "reason": "Registrene siger mere",
    }
    kommune.hall.write("target_share", key_of(values), values, by="AB", known_from=KNOWN)
    yield kommune
    kommune.hall.close()


def seen(made: Capacity, table: str, row: str, *columns: str) -> tuple[float | None, ...]:
    return tuple(
        None if one.value is None else round(one.value, 3) for one in (cell(made, table, row, name) for name in columns)
    )


def cell(made: Capacity, table: str, row: str, column: str) -> Figure:
    found = made.table(table).figure(row, column)
    assert found is not None, (table, row, column)
    return found


def test_0_skoen_not_relevant_and_no_answer_are_told_apart(country: Kommune) -> None:
    """30, ca. 40 and a true 0: mean 23,333, standard error 12,0185, t of two degrees 4,30265."""
    made = asked(country, "adults")
    row = "temporary_home_2011"
    assert seen(made, "survey.shares", row, "mean", "low", "high") == (23.333, -28.378, 75.045)
    assert seen(made, "survey.shares", row, "n", "estimates", "zeros", "not_applicable", "no_answer") == (3, 1, 1, 1, 1)
    mean = cell(made, "survey.shares", row, "mean")
    assert [(term.label, term.value) for term in mean.terms] == [
        ("Ballerup", 30),
        ("Gribskov (skøn)", 40),
        ("Randers", 0),
    ]
    assert mean.note == (
        "kun 3 svar, så tallet er usikkert; 1 af 3 svar er skøn; intervallet går ud over 0-100 %, fordi svarene er få og spredte"
    )
    assert (
        "interval for gennemsnittet (t-fordeling, 2 frihedsgrader), ikke for de enkelte svar"
        in cell(made, "survey.shares", row, "low").how
    )
    assert seen(made, "survey.shares", row, "own", "adopted") == (30, 40)


def test_the_target_groups_money_is_the_whole_times_the_share(country: Kommune) -> None:
    """40 % of Ballerup's 10 mio., and of the 20 mio. of both; § 108 has no share, so there is no sum."""
    made = asked(country, "adults")
    assert seen(made, "survey.money.egen", "temporary_home", "whole_2011", "y2011") == (10_000_000, 4_000_000)
    assert seen(made, "survey.money.land", "temporary_home", "y2011") == (8_000_000,)
    assert seen(made, "survey.money.land", "total", "y2011") == (None,)
    assert cell(made, "survey.money.land", "temporary_home", "growth").missing.startswith(
        "Botilbud til midlertidigt ophold mangler en andel for 2010"
    )
    held = asked(country, "adults", held=2011)
    assert seen(held, "survey.money.land", "temporary_home", "growth") == (25,)


def test_a_count_for_the_country_by_four_methods(country: Kommune) -> None:
    """10 of 1.000, 30 of 2.000, 120 of 4.000 and 20 of 1.000; Aalborg's 2.000 have not answered.

    Rates: mean 18,75 per 1.000, standard error 4,26956, t of three 3,18245. Ratio: 180 of 8.000; (4/3 × 1.287,5 × 1/5) ½ of 8.000
    is 0,00231616 times 10.000. Strata Hovedstaden (2 of 2) and Midt with Nord (2 of 3): 40 + 1,5 × 140 over 3.000 + 1,5 × 5.000.
    """
    made = asked(country, "adults")
    table, columns = "survey.counts", ("total", "low", "high")
    assert seen(made, table, "borgere_rates", "per", *columns) == (18.75, 187.5, 51.623, 323.377)
    assert seen(made, table, "borgere_rates", "per_low", "per_high") == (5.162, 32.338)
    assert seen(made, table, "borgere_ratio", "per", *columns) == (22.5, 225, 151.29, 298.71)
    # residuals 120 − 95,238 and 20 − 23,810 around their mean: 1/3 × 2 × 1,5² × 408,163 × (10.000/10.500)²; t of two degrees
    assert seen(made, table, "borgere_region", *columns) == (238.095, 136.702, 339.489)
    assert seen(made, table, "borgere_size", "total", "n", "of") == (238.095, 4, 5)
    assert (
        "Strata: Region Hovedstaden; Region Midtjylland og Region Nordjylland."
        in cell(made, table, "borgere_region", "total").how
    )
    assert cell(made, table, "borgere_rates", "total").note == "kun 4 svar, så tallet er usikkert; 1 svar er skøn"
    assert seen(made, "survey.counts_by_year", "borgere_2011", "per", "total", "n", "own") == (18.75, 187.5, 4, 10)


def test_a_municipality_of_several_units_counts_when_all_of_them_answered(country: Kommune) -> None:
    """Aarhus 10 + 30 of 2.000, Ballerup 20 of 1.000; of København's two units one is silent, and neither counts."""
    made = asked(country, "ppr")
    table = made.table("survey.counts")
    assert seen(made, "survey.counts", "henvendelser_rates", "counted", "covered", "n", "total") == (60, 3000, 2, 160)
    left_out = next(note for note in table.notes if note.startswith("Ikke med"))
    assert "Henvendelser til PPR, 2011: København (1 af 2 enheder har svaret med et tal)" in left_out
    assert seen(made, "survey.counts", "aldrig_size", "n", "total") == (0, None)


def test_amounts_changes_and_yes_or_no(country: Kommune) -> None:
    """96, 84 and 105; the two that answered both years went from 85 to 90, by 6 and 4, t of one 12,7062. One yes of three."""
    made = asked(country, "adults")
    assert seen(made, "survey.means", "belaegning-107", "mean", "n", "not_applicable", "own") == (95, 3, 1, 96)
    assert seen(made, "survey.means", "dage-107", "mean", "low") == (20, None)
    assert made.table("survey.means").rows_by_key["dage-107"].unit == "dage"
    assert any("1 har svaret over 100 %" in note for note in made.table("survey.means").notes)
    assert seen(made, "survey.occupancy_change", "belaegning-107", "first", "last", "change", "low", "n") == (
        85,
        90,
        5,
        -7.706,
        2,
    )
    assert seen(made, "survey.yes_no", "omlagt", "yes", "n", "share", "low", "high", "no_answer") == (
        1,
        3,
        33.333,
        6.149,
        79.234,
        1,
    )


def test_barriers_and_opportunities_by_role(country: Kommune) -> None:
    """*Ved ikke* counts, silence does not; an opportunity is told by its wording where its name says nothing."""
    made = asked(country, "adults")
    barriers = made.table("survey.barriers")
    rows = {row.label: row.key for row in barriers.rows}
    chiefs, leaders = (rows[f"Samarbejdet med psykiatrien, {role}"] for role in ("Socialchef", "Bostedsleder"))
    assert seen(made, "survey.barriers", chiefs, "large", "small", "none", "dont_know", "n", "silent") == (
        50,
        50,
        0,
        0,
        2,
        1,
    )
    assert seen(made, "survey.barriers", leaders, "dont_know", "n") == (100, 1)
    assert [row.label for row in made.table("survey.opportunities").rows] == [
        "Hvor stort er potentialet i akutte tilbud?"
    ]


def test_programmes_by_the_newest_day(country: Kommune) -> None:
    made = asked(country, "children")
    assert seen(made, "survey.programmes", "p0", "own", "refers", "none", "n", "share") == (1, 1, 1, 3, 66.667)
    assert [made.table("survey.programmes").words[row, "own"] for row in ("p0", "p1")] == ["Egen drift", "Ikke oplyst"]


def test_who_answered_and_which_survey_is_of_no_area(country: Kommune) -> None:
    """Aalborg sent blanks alone."""
    made = asked(country, "adults")
    table = made.table("survey.coverage")
    assert seen(made, "survey.coverage", "land", "answered", "of", "share") == (4, 98, 4.082)
    rows = {row.label: row.key for row in table.rows}
    assert seen(made, "survey.coverage", rows["Region Midtjylland"], "answered", "of", "points") == (2, 19, 30.612)
    assert any("»Tilfredshed 2012« er ikke med" in note for note in table.notes)


def test_the_answers_read_as_sentences(country: Kommune) -> None:
    made = asked(country, "adults")
    said = {table.key: sentence(made, table.answer[0]) for table in made.section("survey") if table.answer}
    assert said["survey.coverage"] == "4 af 98 kommuner har svaret på mindst ét spørgsmål; det er 4 %."
    assert said["survey.counts"] == "»Borgere med støtte«: 238 i hele landet i 2011, regnet op fra 4 af 5 kommuner."
    assert said["survey.yes_no"] == "»Er botilbud lagt om?«: 33 % svarer ja i 2011, af 3 svar."


@pytest.mark.parametrize("area", AREAS)
def test_every_figure_opens(country: Kommune, area: str) -> None:
    """Its title, value and sentence; rows that have a column that is added up give the value; what it is made of opens too."""
    made = asked(country, area)
    opened = 0
    for table in made.section("survey"):
        for (row, column), figure in table.figures.items():
            if figure.value is None:
                assert figure.missing.endswith("."), (table.key, row, column)
                continue
            told = country.hall.explain(made.address((table.key, row, column)))
            assert (told.value, told.unit) == (hundredths(figure.value), figure.unit)
            assert told.sentence
            added = [told.lines[name].sum() for name in (AMOUNT, COUNTED, QUANTITY) if name in told.lines.columns]
            assert not added or told.value in (added[0], added[0] * 100), (table.key, row, column)
            for part in told.inputs:
                assert not part.address or country.hall.explain(part.address).value == part.amount_oere
            opened += 1
    assert opened > 10


def test_every_estimate_opens_to_the_rows_of_its_answers(country: Kommune) -> None:
    made = asked(country, "adults")
    opened = country.hall.explain(made.address(("survey.shares", "temporary_home_2011", "mean")))
    assert opened.lines.height == 3
    assert opened.lines["delivery_id"].n_unique() == 1
    assert any("Svarets art: Skøn" in text for text in opened.lines["calculation"])
    assert country.hall.explain(made.address(("survey.shares", "temporary_home_2011", "no_answer"))).lines.height == 1


def test_small_counts_of_people_are_for_those_with_the_right(kommune: Kommune) -> None:
    """3 people of our own: hidden for others, and never a term of the country's figure."""
    surveyed(kommune)
    rows = "Voksne 2012;Ballerup;;;faa;Få borgere;2011;Antal;3;\nVoksne 2012;Gribskov;;;faa;Få borgere;2011;Antal;40;"
    receive(kommune, "faa.csv", answers(rows).replace("2012;", "2013;"), "survey")
    made = asked(kommune, "adults")
    assert seen(made, "survey.counts_by_year", "faa_2011", "own", "counted") == (3, 43)
    others = made.seen_by(persons=False)
    assert cell(others, "survey.counts_by_year", "faa_2011", "own").value is None
    assert [term.value for term in cell(others, "survey.counts_by_year", "faa_2011", "n").terms] == [40]


def test_an_answer_that_came_later_takes_the_place_of_the_earlier(kommune: Kommune) -> None:
    """Gribskov corrects 40 to 36 in a second survey of the same area; 36, 30 and 0."""
    surveyed(kommune)
    receive(
        kommune,
        "rettet.csv",
        answers("Voksne, rettelser;Gribskov;;;andel-107;;2011;Procent;36;"),
        "survey",
        date(2026, 2, 1),
    )
    made = asked(kommune, "adults")
    assert seen(made, "survey.shares", "temporary_home_2011", "mean", "n", "estimates") == (22, 3, 0)


def test_a_survey_is_placed_by_its_questions_where_its_name_says_nothing(kommune: Kommune) -> None:
    surveyed(kommune)
    receive(kommune, "x.csv", answers("Runde 3;Aarhus;;;andel-5.28.21;;2011;Procent;25;"), "survey")
    made = asked(kommune, "children")
    assert seen(made, "survey.shares", "preventive_2011", "mean", "n") == (25, 1)


def test_the_same_tables_on_every_engine(country: Kommune, engine: Engine) -> None:
    other = Municipality.open(country.path, key=KEY, engine=engine)
    for area in AREAS:
        made = other.capacity(country.now.date(), Asked(area=area))  # type: ignore[arg-type]
        assert _values(made.section("survey")) == _values(asked(country, area).section("survey"))


def _values(tables: tuple[FigureTable, ...]) -> list[object]:
    return [
        (
            one.key,
            one.rows,
            one.answer,
            one.notes,
            one.words,
            {at: (f.value, f.missing, f.note) for at, f in one.figures.items()},
        )
        for one in tables
    ]


def test_the_municipalities_of_the_example_are_where_they_are_said_to_be(country: Kommune) -> None:
    facts = asked(country, "adults").facts
    assert (facts.regions[GRIBSKOV], facts.regions[AARHUS]) == (1084, 1082)
