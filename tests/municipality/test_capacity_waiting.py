"""The section on waiting and courses, on rows that stand here; the means are those of seed 002 table 4-46 (lines 5406-5445)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from tests.municipality.capacity_section_files import figure, value
from tests.municipality.capacity_sector_files import DAY, KNOWN, people, spent
from tests.municipality.national_files import receive
from tests.municipality.small import KEY, Kommune, table

from trinvis.calculations.capacity.account_map import Area
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.engine import Engine
from trinvis.municipality import Municipality
from trinvis.municipality.capacity import Capacity
from trinvis.municipality.capacity_asked import Asked
from trinvis.municipality.capacity_figure import HIDDEN, hundredths
from trinvis.municipality.capacity_waiting import tables
from trinvis.presentation.capacity_checked import check_own
from trinvis.presentation.capacity_pictures import sketches_of
from trinvis.presentation.capacity_tables import sentence
from trinvis.reports.explanation_table import QUANTITY

HEAD = (
    "Kommune;Enhed nr.;År;Forløb;Trin nr.;Trin;Aktør;Venter på;Kontakt med borgeren;Ventetid;Arbejdstid;Antal forløb;Ansvaret skifter;"
    "Svarets art"
)
PPR = """
    151;;2011;PPR til støtte;1;Henvendelse til indstilling;Skole;PPR;Samtale;39;2;40;Ja;Oplyst
    151;;2011;PPR til støtte;2;Indstilling til udredning;PPR;PPR;Udredning;60;10,5;40;Nej;Oplyst
    151;;2011;PPR til støtte;3;Udredning til forslag;PPR;Skole;Samtale;22;4;40;Ja;Skøn
    151;;2011;PPR til støtte;4;Forslag til iværksættelse;Skole;Skole;;32;2;40;;Oplyst
    101;;2011;PPR til støtte;1;Henvendelse til indstilling;Skole;PPR;;59;;9;;Oplyst
    101;;2011;PPR til støtte;2;Indstilling til udredning;PPR;PPR;;72;;9;;Oplyst
    101;;2011;PPR til støtte;3;Udredning til forslag;PPR;Skole;;42;;9;;Oplyst
    101;;2011;PPR til støtte;4;Forslag til iværksættelse;Skole;Skole;;52;;9;;Oplyst
    253;;2011;PPR til støtte;1;Henvendelse til indstilling;Skole;PPR;;49;;9;;Oplyst
    253;;2011;PPR til støtte;2;Indstilling til udredning;PPR;PPR;;;;;;Ikke relevant
    151;;2011;PPR til børnepsykiatri;1;Henvendelse til indstilling;Skole;PPR;;49;2;40;;Oplyst
    151;;2011;PPR til børnepsykiatri;2;Indstilling til udredning;PPR;PPR;;66;2;40;;Oplyst
    151;;2011;PPR til børnepsykiatri;3;Udredning til henvisning;PPR;PPR;;39;2;40;;Oplyst
    151;;2011;PPR til børnepsykiatri;4;Henvisning til udredning;Region;Region;;127;2;40;;Oplyst
    461;;2011;PPR til børnepsykiatri;1;Henvendelse til indstilling;Skole;PPR;;49;;;;Oplyst
    461;;2011;PPR til børnepsykiatri;2;Indstilling til udredning;PPR;PPR;;66;;;;Oplyst
    461;;2011;PPR til børnepsykiatri;3;Udredning til henvisning;PPR;PPR;;39;;;;Oplyst
    461;;2011;PPR til børnepsykiatri;4;Henvisning til udredning;Region;Region;;127;;;;Oplyst
"""
"""49, 66, 32 and 42 days to support on average, 49, 66, 39 and 127 to assessment [002:5420-5436]."""
OTHERS = """
    151;;2011;§ 85;1;Åbning til afgørelse;Myndighed;Myndighed;;30;4;3;Ja;Oplyst
    151;;2011;§ 85;2;Afgørelse til start;Leverandør;Leverandør;;;2;3;;Ikke besvaret
    101;;2011;§ 85;1;Åbning til afgørelse;Myndighed;Myndighed;;40;;20;;Oplyst
    101;;2011;§ 85;2;Afgørelse til start;Leverandør;Leverandør;;0;;20;;Oplyst
    151;;2007;§ 85;1;Åbning til afgørelse;Myndighed;Myndighed;;90;;20;;Oplyst
    253;1;2011;§ 103;1;Åbning til afgørelse;Myndighed;;;10;;20;;Oplyst
    253;2;2011;§ 103;1;Åbning til afgørelse;Myndighed;;;20;;20;;Oplyst
    253;2;2011;§ 103;3;Afgørelse til start;Myndighed;;;20;;20;;Oplyst
    461;;2011;§ 104;1;Åbning til afgørelse;Myndighed;;;12;;20;;Oplyst
    461;1;2011;§ 104;1;Åbning til afgørelse;Myndighed;;;90;;20;;Oplyst
    751;;2011;§ 104;1;Åbning til afgørelse;Myndighed;;;14;;20;;Skøn
    253;;2011;Vejen frem;1;Første til sidste;Alle;;;10;;20;;Oplyst
"""
GRANTS = """
    F-1;010105-9999;SEL-52-3.3;Familiebehandling;;Hus;Måned;10.000,00;15.03.2011;;Bevilget;01.03.2011
    F-2;020206-9999;SEL-52-3.3;Familiebehandling;;Hus;Måned;10.000,00;01.04.2011;;Bevilget;12.03.2011
    F-3;030307-9999;SEL-52-3.3;Familiebehandling;;Hus;Måned;10.000,00;01.11.2012;;Bevilget;31.12.2011
    F-4;040408-9999;SEL-66;Anbringelse;Plejefamilie;Pleje;Måned;40.000,00;01.05.2011;;Bevilget;11.05.2011
    F-5;050509-9999;SEL-66;Anbringelse;Plejefamilie;Pleje;Måned;40.000,00;01.01.2010;;Bevilget;01.12.2009
    F-6;060604-9999;SEL-85;Andet;;Pleje;Måned;40.000,00;01.06.2011;;Bevilget;01.05.2011
"""
"""14 and 20 days to start; one waits on 30 September 2012, decided 274 days before; one began before it was granted; one is older."""


@pytest.fixture(scope="module")
def sector(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kommune]:
    made = Kommune(tmp_path_factory.mktemp("forloeb") / "kommune")
    receive(made, "REGKC.csv", spent(), "statbank", KNOWN)
    receive(made, "FOLK1A.csv", people(), "statbank", KNOWN)
    receive(made, "waiting.csv", table(HEAD, PPR.strip("\n") + OTHERS), "waiting", KNOWN)
    heading = "Indsats-id;Cpr-nr.;Paragraf;Indsatstype;Anbringelsessted;Leverandør;Enhed;Takst;Startdato;Stopdato;Status;Bevilget den"
    made.receive(table(heading, GRANTS), "grants", date(2012, 9, 30), extract_day=date(2012, 9, 30))
    yield made
    made.hall.close()


def made_of(kommune: Kommune, area: Area = "ppr") -> Capacity:
    return kommune.hall.capacity(DAY, Asked(area=area))


def test_the_ways_through_ppr_take_189_and_281_days(sector: Kommune) -> None:
    made, key = made_of(sector), "waiting.steps"
    means = [value(made, key, f"ppr_til_stoette_{number}", "mean") for number in (1, 2, 3, 4)]
    assert means == [49, 66, 32, 42]
    assert value(made, key, "ppr_til_stoette_total", "mean") == 189
    assert value(made, key, "ppr_til_boernepsykiatri_total", "mean") == 281
    said = [sentence(made, one) for one in made.table(key).answer]
    assert (
        said[0]
        == "»PPR til børnepsykiatri« tager 281 dage i gennemsnit; længst tager »henvisning til udredning«, 127 dage."
    )


def test_an_interval_is_of_the_mean_and_one_answer_has_none(sector: Kommune) -> None:
    """60 and 72 days: mean 66, standard error 6, t of one degree of freedom 12,7062 [Student's table]."""
    made, key = made_of(sector), "waiting.steps"
    assert value(made, key, "ppr_til_stoette_2", "high") == pytest.approx(66 + 6 * 12.7062, abs=1e-3)
    assert "ikke for de enkelte svar" in figure(made, key, "ppr_til_stoette_2", "high").how
    assert value(made, key, "ppr_til_stoette_2", "n") == 2
    assert "1 ikke relevant" in figure(made, key, "ppr_til_stoette_2", "n").how
    assert (value(made, key, "ppr_til_stoette_3", "estimates"), value(made, key, "ppr_til_stoette_1", "n")) == (1, 3)
    assert "Kun ét svar" in figure(made_of(sector, "adults"), key, "85_2", "low").missing


def test_those_that_told_every_step_are_counted_as_a_whole(sector: Kommune) -> None:
    """39 + 60 + 22 + 32 = 153 and 59 + 72 + 42 + 52 = 225; the third told one step."""
    made, key = made_of(sector), "waiting.steps"
    assert value(made, key, "ppr_til_stoette_whole", "mean") == (153 + 225) / 2
    assert value(made, key, "ppr_til_stoette_whole", "n") == 2
    assert value(made, key, "ppr_til_stoette_total", "own") == 153


def test_our_own_course_as_a_value_stream(sector: Kommune) -> None:
    """153 days of waiting and 18,5 hours, 2,5 days, of work; Skole → PPR → Skole; the same talk at school and at PPR."""
    made, key, row = made_of(sector), "waiting.own", "ppr_til_stoette"
    assert [value(made, key, row, one) for one in ("waited", "worked", "shifts", "doubles")] == [153, 18.5, 2, 1]
    assert value(made, key, row, "days") == pytest.approx(155.5)
    assert value(made, key, row, "share") == pytest.approx(100 * 153 / 155.5)
    words = made.table(key).words
    assert words[row, "longest"] == "Indstilling til udredning; Henvendelse til indstilling"
    assert words[row, "again"] == "Samtale (Skole, PPR)"
    whom = made.table("waiting.whom")
    days = {one.label: value(made, "waiting.whom", one.key, "days") for one in whom.rows}
    assert [days[f"PPR til støtte{one}"] for one in (": PPR", ": Skole", " i alt")] == [99, 54, 153]
    marks = made.table("waiting.stream").words
    assert marks["ppr_til_stoette_2", "marks"] == "længste ventetid; ansvaret går fra Skole til PPR"
    assert marks["ppr_til_stoette_3", "marks"] == "borgeren har været til samtale før"


def test_a_course_belongs_to_the_area_that_its_name_tells(sector: Kommune) -> None:
    def courses(area: Area) -> list[str]:
        return [one.label for one in made_of(sector, area).table("waiting.steps").rows if one.kind == "total"]

    ppr = ["PPR til børnepsykiatri i alt", "PPR til støtte i alt"]
    assert (courses("ppr"), courses("children")) == (ppr, ppr)
    assert courses("adults") == ["§ 85 i alt", "§ 103 i alt", "§ 104 i alt"]
    notes = made_of(sector, "adults").table("waiting.steps").notes
    assert any("hvem forløbet er for: Vejen frem" in one for one in notes)


def test_what_is_not_told_is_not_0_and_a_missing_step_is_not_jumped_over(sector: Kommune) -> None:
    """§ 85: a true 0 counts; our own second step is not answered. § 103: steps 1 and 3 without a second are no way."""
    made, key = made_of(sector, "adults"), "waiting.steps"
    assert (value(made, key, "85_1", "mean"), value(made, key, "85_2", "mean")) == (35, 0)
    assert value(made, key, "85_total", "own") is None
    assert "ikke besvaret" in figure(made, key, "85_2", "own").missing
    assert value(made, "waiting.own", "85", "waited") is None
    assert (value(made, key, "103_1", "mean"), value(made, key, "103_1", "n")) == (15, 2)
    assert "følger ikke efter" in figure(made, key, "103_total", "mean").missing


def test_a_unit_does_not_count_beside_its_municipality(sector: Kommune) -> None:
    """§ 104: 12 and 14 days; the unit's 90 are a part of the 12."""
    made = made_of(sector, "adults")
    assert value(made, "waiting.steps", "104_1", "mean") == 13
    assert len(sector.hall.explain(made.address(("waiting.steps", "104_1", "mean"))).lines) == 2


def test_days_from_decision_to_start_in_our_own_grants(sector: Kommune) -> None:
    made, key = made_of(sector, "children"), "waiting.grants"
    assert [value(made, key, "sel_52", one) for one in ("n", "mean", "waiting", "so_far")] == [2, 17, 1, 274]
    assert [value(made, key, "sel_66", one) for one in ("n", "before")] == [0, 1]
    assert value(made, key, "total", "mean") == 17
    assert "waiting.grants" in [one.key for one in made_of(sector, "adults").section("waiting")]
    assert "waiting.grants" not in [one.key for one in made_of(sector).section("waiting")]


@pytest.mark.parametrize("area", ["adults", "children"])
def test_every_figure_opens_and_our_own_days_add_up(sector: Kommune, area: Area) -> None:
    made = made_of(sector, area)
    opened = 0
    for one in made.section("waiting"):
        assert not check_own(made, one).findings, one.key
        for (row, column), cell in one.figures.items():
            if cell.value is None:
                continue
            found = sector.hall.explain(made.address((one.key, row, column)))
            assert found.value == hundredths(cell.value)
            assert found.inputs or not found.lines.is_empty() or not cell.value, (one.key, row, column)
            for part in found.inputs:
                assert sector.hall.explain(part.address).value == part.amount_oere
            if cell.sources and cell.sources[0].adds:
                assert int(found.lines[QUANTITY].sum()) == hundredths(cell.value)
            opened += 1
    assert opened > 35


def test_few_courses_are_hidden_from_others(sector: Kommune) -> None:
    """Our § 85 is three citizens' courses, the grants of a paragraph one or two children's."""
    adults, children = (made_of(sector, area).seen_by(persons=False) for area in ("adults", "children"))
    assert figure(adults, "waiting.steps", "85_1", "own").missing == HIDDEN
    assert value(adults, "waiting.steps", "85_1", "mean") == 35
    assert figure(adults, "waiting.stream", "85_1", "waited").missing == HIDDEN
    assert figure(children, "waiting.grants", "sel_52", "mean").missing == HIDDEN
    assert figure(children, "waiting.grants", "total", "n").missing == HIDDEN
    assert value(children, "waiting.own", "ppr_til_stoette", "waited") == 153


def test_courses_whose_days_are_told_are_drawn(sector: Kommune) -> None:
    """Both of PPR's; § 85 lacks a step's days."""
    made = made_of(sector)
    sketches = sketches_of(made, made.table("waiting.stream"))
    assert [one.title for one in sketches] == ["PPR til børnepsykiatri", "PPR til støtte"]
    assert (
        "Indstilling til udredning: venter 60 dage, på PPR, arbejder 1,4 dage, ansvaret går til PPR"
        in sketches[1].words
    )
    adults = made_of(sector, "adults")
    assert sketches_of(adults, adults.table("waiting.stream")) == ()


def test_without_waiting_times_it_says_what_to_import(kommune: Kommune) -> None:
    receive(kommune, "REGKC.csv", spent(), "statbank", KNOWN)
    receive(kommune, "FOLK1A.csv", people(), "statbank", KNOWN)
    with pytest.raises(CapacityRefused, match="--source waiting"):
        tables(made_of(kommune))


def test_the_same_on_every_engine(sector: Kommune, engine: Engine) -> None:
    other = Municipality.open(sector.path, key=KEY, engine=engine)
    for area in ("ppr", "adults", "children"):
        asked = Asked(area=area)  # type: ignore[arg-type]
        assert tables(other.capacity(DAY, asked)) == tables(sector.hall.capacity(DAY, asked))
