"""The application: every heading of the form in its order, filled from the calculation; what is missing is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from trinvis.cases.case import HEADINGS
from trinvis.municipality.investment_calculated import invest
from trinvis.municipality.investment_saved import Quality, SavedCase
from trinvis.municipality.investment_uncertain import simulated
from trinvis.presentation.investment_application import (
    NOT_FILLED,
    application,
    application_docx,
    application_pdf,
)
from trinvis.reports.documents.paper import Paper, Section

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = date(2017, 12, 6)
"""The deadline, [004:4]."""


def paper(name: str = "ishoej-2018-offentliggjort", saved: SavedCase | None = None) -> Paper:
    made = invest(EXAMPLES / f"{name}.yaml")
    return application(made, "", simulated(made, draws=500) if made.model.uncertain else None, saved, DAY)


@pytest.fixture(scope="module")
def ishoej() -> Paper:
    return paper()


def section(made: Paper, key: str) -> Section:
    return next(one for one in made.sections if one.heading == HEADINGS[key])


def grid_rows(made: Paper, key: str) -> tuple[tuple[str, ...], ...]:
    found = section(made, key).grid
    assert found is not None
    return found.rows


def test_all_headings_of_the_form_in_their_order(ishoej: Paper) -> None:
    headings = [one.heading for one in ishoej.sections]
    assert headings[: len(HEADINGS)] == list(HEADINGS.values())
    assert headings[len(HEADINGS) :] == ["Bilag: det siger teksten ikke", "Bilag: forudsætninger"]
    assert all(one.paragraphs or one.points or one.grid for one in ishoej.sections)


def test_the_first_line_is_the_answer(ishoej: Paper) -> None:
    assert ishoej.answer == (
        "Indsatsen har tjent sig ind i år 4 og giver 2,75 mio. kr. mere, end den koster, efter fire år – hvis 16 børn får succes."
    )
    assert "af gennemregningerne har den tjent sig ind senest i år 4" in ishoej.second
    assert ishoej.municipality == "Ishøj Kommune"


def test_results_for_the_highest_and_the_lowest_success_rate(ishoej: Paper) -> None:
    """[004:688-716], with successes assumed under their own name."""
    rows = grid_rows(ishoej, "results")
    assert [row[0] for row in rows][:4] == ["1 (2018)", "2 (2019)", "3 (2020)", "4 (2021)"]
    assert [row[1] for row in rows][:4] == ["−2.175.391", "−82.368", "1.677.654", "3.332.551"]
    assert [row[3] for row in rows][:4] == ["−2.908.165", "−1.505.641", "−393.620", "653.173"]
    assert rows[3][2] == "2.752.446"
    assert rows[8][4] == "147.983 til 377.585", "the published 278.483 in year 9 lies in the band"
    assert [row[1] for row in rows][4:] == ["–"] * 6
    assert section(ishoej, "results").points == (
        "Succesrate 10 %: tjent ind i år 4; 16 forudsatte succeser.",
        "Succesrate 6 %: tjent ind i år 9; 10 forudsatte succeser.",
    )
    assert (
        "Nødvendigt for at have tjent sig ind ved udgangen af 4. år: 14 (13,03, rundet op)."
        in section(ishoej, "results").paragraphs[1]
    )


def test_costs_before_and_after(ishoej: Paper) -> None:
    """[004:309-310]."""
    assert grid_rows(ishoej, "costs_before")[0][:2] == ("Anbringelser", "709.502 kr.")
    assert [row[:2] for row in grid_rows(ishoej, "costs_after")] == [
        ("Anbringelser", "709.502 kr."),
        ("Forebyggende foranstaltninger", "94.917 kr."),
    ]


def test_total_cost_and_what_is_in_the_calculation_and_not_in_the_text(ishoej: Paper) -> None:
    """[004:333-350]; and the 2.600.315 kr. a year that [004] does not say."""
    assert grid_rows(ishoej, "total_cost")[-1] == ("Samlede omkostninger", "", "1.567.305 kr.", "13.603.050 kr.")
    assert (
        section(ishoej, "total_cost")
        .paragraphs[0]
        .startswith("»Øvrig drift, ikke i teksten« på 2.600.315 kr. om året er i beregningen")
    )


def test_financing_by_share(ishoej: Paper) -> None:
    """[004:366-380]."""
    assert grid_rows(ishoej, "financing")[:2] == (
        ("Ishøj Kommune", "80,6 %", "1.263.248 kr.", "10.964.058 kr."),
        ("Vallensbæk Kommune", "19,4 %", "304.057 kr.", "2.638.992 kr."),
    )
    assert section(ishoej, "financing").paragraphs[-1] == (
        "Der søges om 1.263.248 kr. af investeringspuljen til det første år: Ishøj Kommunes andel."
    )


def test_target_group_and_placements(ishoej: Paper) -> None:
    """[004:215-260] and [004:598-602]."""
    rows = {row[0]: row[1:] for row in grid_rows(ishoej, "target")}
    assert rows["Børn med en sag i Børneteamet"] == ("155 børn", "")
    assert rows["Anbragte på opholdssted"][0] == "8 børn"
    assert rows["Andel anbragte"] == ("22,58 %", "børn med en sag i Børneteamet (155)")


def test_the_denominators_stand_at_the_success_rate(ishoej: Paper) -> None:
    found = section(ishoej, "success")
    assert any("Usikkerhed: lige sandsynlig, mindst 6 %, højst 10 %." in one for one in found.paragraphs)
    assert any("Det svarer til 44 %" in one for one in found.points)


def test_one_year_is_said_once_and_lines_of_one_name_are_one_thing() -> None:
    """Herning [004:543-553]: 8.000 and 7.727.000 less on foster care and institutions."""
    made = paper("herning-2013-2015")
    assert grid_rows(made, "gain") == (
        ("Familieplejeanbringelser", "8.000 kr."),
        ("Institutionsanbringelser", "7.727.000 kr."),
    )
    assert grid_rows(made, "who_gains") == (("Herning Kommune", "3.994.000 kr."),)
    assert section(made, "years").paragraphs == ("Beregningen er foretaget for 1 år, 2015.",)
    assert any("viser et regnskab ikke" in one for one in section(made, "results").paragraphs)


def test_what_nobody_has_written_is_said() -> None:
    made = paper("herning-2013-2015")
    assert section(made, "purpose").paragraphs == (NOT_FILLED,)
    assert section(made, "political").paragraphs == (NOT_FILLED,)
    assert section(made, "costs_before").grid is not None
    assert section(made, "success").paragraphs == (NOT_FILLED,)
    assert section(made, "quality").paragraphs == ("Ikke kvalitetssikret.",)


def kept(**more: object) -> SavedCase:
    whole: dict[str, object] = dict.fromkeys(SavedCase.__dataclass_fields__)
    quality = Quality(True, "Grundlaget for øvrig drift skal oplyses.", "skandia", date(2017, 11, 30), "abc")
    whole |= {"state": "listed", "state_from": date(2017, 12, 1), "quality": quality, "assured": True, "lacking": ()}
    return SavedCase(**{**whole, **more})  # type: ignore[arg-type]


def test_quality_assurance_and_state() -> None:
    assert section(paper(saved=kept()), "quality").paragraphs == (
        "Kvalitetssikringsgruppens kommentarer: Grundlaget for øvrig drift skal oplyses.",
        "Kvalitetssikret 30.11.2017 af skandia.",
        "Ansøgningens tilstand: på byrådets liste siden 01.12.2017.",
    )
    changed = section(
        paper(saved=kept(assured=False, state="draft", state_from=None, lacking=("Ikke sikret.",))), "quality"
    )
    assert changed.paragraphs[1].endswith("men casen er ændret siden og skal sikres igen.")
    assert changed.points == ("Ikke sikret.",)


def test_every_input_stands_in_the_annex_with_its_source(ishoej: Paper) -> None:
    grid = ishoej.sections[-1].grid
    assert grid is not None
    assert len(grid.rows) == 32
    placement = next(row for row in grid.rows if row[0].startswith("Gennemsnitlig anbringelsesudgift"))
    assert placement == (
        "Gennemsnitlig anbringelsesudgift pr. årsværk. Kilde: [004:283].",
        "709.502 kr. pr. årsværk",
        "A",
    )


@pytest.mark.parametrize("name", [path.stem for path in sorted(EXAMPLES.glob("*.yaml"))])
def test_every_example_becomes_a_document(name: str) -> None:
    import docx

    made = paper(name)
    assert application_pdf(made).startswith(b"%PDF")
    read = docx.Document(BytesIO(application_docx(made)))
    assert made.answer in [one.text for one in read.paragraphs]
    grids = [one.grid for one in made.sections if one.grid is not None]
    assert [len(table.columns) for table in read.tables] == [len(grid.headings) for grid in grids]
    for table in read.tables:
        assert sum(column.width.cm for column in table.columns) == pytest.approx(16.8, abs=0.1), "as wide as the page"


def test_the_same_case_gives_the_same_bytes() -> None:
    made = paper("herning-2013-2015")
    assert application_docx(made) == application_docx(made)
    assert application_pdf(made) == application_pdf(made)


def test_a_title_longer_than_a_file_may_have_is_cut_in_the_property_only() -> None:
    import docx

    made = replace(paper(), title="Lang titel " * 30)
    read = docx.Document(BytesIO(application_docx(made)))
    assert read.core_properties.title == ("Lang titel " * 30)[:255]
