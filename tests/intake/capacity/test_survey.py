"""Survey files as they come: each fault is listed with row, field and remedy, nothing is lost, and 0 is not *ikke relevant*."""

from __future__ import annotations

import io
import json
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from trinvis.intake import ReadOptions, Unreadable
from trinvis.intake.formats import remedies
from trinvis.intake.profiles.survey_values import read_values

HEAD = "Undersøgelse;Kommune;Enhed nr.;Spørgsmål;År;Svares i;Svar;Svarets art;Kommentar"


def _file(*rows: str) -> str:
    return "\n".join([HEAD, *rows])


def _said(read: Any) -> list[tuple[int, str, str, str]]:
    return read.findings.select("row_no", "code", "severity", "field").rows()


def _kept(read: Any) -> list[tuple[int, int | None, str]]:
    return read.facts["survey_answers"].select("row_no", "value", "state").rows()


def test_text_in_a_number_cell(read_text: Any) -> None:
    read = read_text("survey", _file("V;151;;andel;2025;Procent;en tredjedel;;", "V;270;;andel;2025;Procent;30;;"))
    assert _said(read) == [(2, "T037", "reject", "value")]
    assert _kept(read) == [(3, 3_000, "value")]


def test_two_answers_from_one_municipality(read_text: Any) -> None:
    rows = ("V;Ballerup;;andel;2025;Procent;30;;", "V;151;;andel;2025;Procent;35;;", "V;270;;andel;2025;Procent;30;;")
    read = read_text("survey", _file(*rows))
    assert _said(read) == [(2, "T116", "reject", "value"), (3, "T116", "reject", "value")]
    assert _kept(read) == [(4, 3_000, "value")]


def test_copenhagens_six_units_answer_each_for_itself(read_text: Any) -> None:
    read = read_text("survey", _file(*[f"PPR;101;{unit};andel;2025;Procent;{30 + unit};;" for unit in range(1, 7)]))
    assert (read.counts.accepted, read.findings.height) == (6, 0)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("998", [(2, "T117", "reject", "municipality")]),
        ("Bomhuset", [(2, "T001", "reject", "municipality"), (2, "T003", "reject", "municipality")]),
        ("", [(2, "T003", "reject", "municipality")]),
    ],
)
def test_a_unit_that_is_in_no_municipality(read_text: Any, place: str, said: list[Any]) -> None:
    read = read_text("survey", _file(f"V;{place};4;andel;2025;Procent;30;;", "V;270;;andel;2025;Procent;30;;"))
    assert _said(read) == said
    assert read.counts.rejected == read.rejected_raw.height == 1


def test_a_share_over_100(read_text: Any) -> None:
    rows = (
        "V;151;;andel;2025;Procent;140;;",
        "V;270;;andel;2025;Procent;100;;",
        "V;190;;bel;2025;Belægningsprocent;104;;",
    )
    read = read_text("survey", _file(*rows))
    assert _said(read) == [(2, "T118", "reject", "value")]
    assert _kept(read) == [(3, 10_000, "value"), (4, 10_400, "value")]


def test_comma_and_point_mixed(read_text: Any) -> None:
    """The column writes 12,5; 40.5 is another form, and 1.250 may be 1250 or 1,25 now that both forms are there."""
    answers = ("12,5", "33,25", "40.5", "1.250", "1250", "7")
    read = read_text("survey", _file(*[f"V;{151};{i};x;2025;Antal;{text};;" for i, text in enumerate(answers)]))
    assert _said(read) == [(4, "T038", "reject", "value"), (5, "T039", "reject", "value")]
    assert [value for _, value, _ in _kept(read)] == [1_250, 3_325, 125_000, 700]


def test_thousands_alone_are_asked_about(read_text: Any) -> None:
    text = _file("V;151;;x;2025;Antal;1.250;;", "V;270;;x;2025;Antal;980;;")
    with pytest.raises(Unreadable, match=r"'Svar' .*--number-form da"):
        read_text("survey", text)
    assert _kept(read_text("survey", text, options=ReadOptions(number_form="da")))[0] == (2, 125_000, "value")


def test_a_year_that_is_missing_in_a_row_is_not_guessed(read_text: Any) -> None:
    rows = ("V;151;;andel;2025;Procent;30;;", "V;270;;andel;;Procent;35;;")
    read = read_text("survey", _file(*rows), name="svar_2025.csv")
    assert _said(read) == [(3, "T003", "reject", "year")]


def test_a_year_that_is_missing_in_a_series_is_listed_and_not_filled(read_text: Any) -> None:
    years = {151: (2023, 2024, 2025), 270: (2023, 2025), 190: (2023, 2024, 2025)}
    rows = [f"V;{code};;andel;{year};Procent;30;;" for code, own in years.items() for year in own]
    read = read_text("survey", _file(*rows))
    assert _said(read) == [(5, "T120", "warn", "year")]
    assert read.counts.accepted == 8


def test_a_year_that_the_whole_file_skips_is_said_of_the_file(read_text: Any) -> None:
    read = read_text("survey", _file("V;151;;andel;2023;Procent;30;;", "V;151;;andel;2025;Procent;30;;"))
    assert _said(read) == [(None, "T042", "warn", "year")]
    assert (read.meaning.period_from, read.meaning.period_to) == (202301, 202512)


def test_a_strange_year_is_no_year(read_text: Any) -> None:
    read = read_text("survey", _file("V;151;;andel;25;Procent;30;;", "V;270;;andel;2025;Procent;30;;"))
    assert [code for _, code, _, _ in _said(read)] == ["T001", "T003"]


def test_zero_and_not_relevant_and_no_answer_are_three_things(read_text: Any) -> None:
    answers = ("0;", "ikke relevant;", ";Ikke relevant", ";", ";Ikke besvaret", "ved ikke;", "-;", "0;Skøn", "ca. 0;")
    rows = [f"V;101;{i};andel;2025;Procent;{answer};" for i, answer in enumerate(answers)]
    assert [(value, state) for _, value, state in _kept(read_text("survey", _file(*rows)))] == [
        (0, "value"), (None, "not_applicable"), (None, "not_applicable"), (None, "no_answer"), (None, "no_answer"),
        (None, "no_answer"), (None, "no_answer"), (0, "estimate"), (0, "estimate"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("0;Ikke relevant", "T041"),
        ("12;Ikke besvaret", "T041"),
        ("ikke relevant;Oplyst", "T041"),
        ("ved ikke;Ikke relevant", "T041"),
        (";Oplyst", "T003"),
        (";Skøn", "T003"),
    ],
)
def test_an_answer_against_its_kind_is_handed_back(read_text: Any, answer: str, code: str) -> None:
    read = read_text("survey", _file(f"V;151;;andel;2025;Procent;{answer};", "V;270;;andel;2025;Procent;30;;"))
    assert _said(read) == [(2, code, "reject", "value")]


def test_an_estimate_in_words_is_an_estimate(read_text: Any) -> None:
    answers = ("ca. 40", "skøn: 40", "40 (skøn)", "~40", "omkring 40 pct.", "40")
    read = read_text("survey", _file(*[f"V;101;{i};andel;2025;Procent;{text};;" for i, text in enumerate(answers)]))
    assert [(value, state) for _, value, state in _kept(read)] == [(4_000, "estimate")] * 5 + [(4_000, "value")]
    assert {code for _, code, _, _ in _said(read)} == {"T040"}


def test_ratings_and_yes_or_no(read_text: Any) -> None:
    answers = ("Vurdering;Store problemer", "Vurdering;Stort potentiale", "Vurdering;mindre", "Vurdering;Ingen", "Vurdering;Ved ikke",
               "Vurdering;3", "Ja eller nej;Ja", "Ja eller nej;nej", "Ja eller nej;måske")  # fmt: skip
    read = read_text("survey", _file(*[f"V;101;{i};x;2025;{answer};;" for i, answer in enumerate(answers)]))
    assert read.facts["survey_answers"].select("rating", "value").rows() == [
        ("large", None), ("large", None), ("small", None), ("none", None), ("dont_know", None), (None, 100), (None, 0),
    ]  # fmt: skip
    assert [(row, code) for row, code, _, _ in _said(read)] == [(7, "T037"), (10, "T037")]


def test_a_workbook_with_numbers_and_texts(read_fixture: Any) -> None:
    """A number cell 30,5, the texts *ca. 40* and *41,5*, a 0, an empty cell; 0 is counted, the empty cell is not."""
    read = read_fixture("survey_ark.xlsx")
    assert (read.counts.accepted, read.counts.rejected, read.counts.titles) == (10, 0, 2)
    assert read.facts["survey_answers"]["value"].to_list() == [
        3_050, 3_250, 4_000, 4_150, 0, None, None, None, 125_000, 98_000,
    ]  # fmt: skip


def test_a_text_in_a_workbooks_number_cell(read_text: Any) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    rows = [
        HEAD.split(";"),
        ["V", 151, "", "x", 2025, "Antal", "se bilag", "", ""],
        ["V", 270, "", "x", 2025, "Antal", 12.5, "", ""],
    ]
    for i, row in enumerate(rows):
        sheet.write_row(i, 0, row)
    book.close()
    read = read_text("survey", out.getvalue(), name="svar.xlsx")
    assert _said(read) == [(2, "T037", "reject", "value")]
    assert _kept(read) == [(3, 1_250, "value")]


def test_what_is_handed_back_is_kept_whole_and_has_a_remedy(read_fixture: Any) -> None:
    read = read_fixture("survey_broken.csv")
    c = read.counts
    assert (c.rows, c.accepted, c.rejected, c.sums, c.titles) == (18, 3, 14, 0, 1)
    raw = {row: json.loads(text) for row, text in read.rejected_raw.rows()}
    assert raw[4]["Svar"] == "en tredjedel"
    assert raw[11] | {"Svar": "0", "Svarets art": "Ikke relevant"} == raw[11]
    told = remedies()
    assert all(told[code].endswith(".") for code in read.findings["code"])
    assert set(read.findings.filter(pl.col("severity") == "reject")["row_no"]) == set(raw)
    assert {
        2: ["T116"],
        3: ["T116"],
        4: ["T037"],
        6: ["T117"],
        7: ["T118"],
        8: ["T038"],
        9: ["T039"],
        10: ["T003"],
    }.items() <= {row: read.findings.filter(row_no=row)["code"].to_list() for row in raw}.items()


def test_the_whole_country_is_no_answer(read_text: Any) -> None:
    read = read_text("survey", _file("V;151;;andel;2025;Procent;30;;", "V;Hele landet;;andel;2025;Procent;32;;"))
    assert (read.counts.accepted, read.counts.sums) == (1, 1)


def test_a_few_municipalities_replace_only_their_own_answers(read_text: Any) -> None:
    few = read_text("survey", _file("V;151;;andel;2025;Procent;30;;"))
    assert (few.meaning.kind, few.meaning.scope) == ("period", "V; kommune 151")


@given(st.lists(st.text(alphabet="0123456789.,- %caskøn~()xikerlvt", max_size=9), min_size=1, max_size=8))
def test_every_cell_is_a_number_a_kind_or_said(texts: list[str]) -> None:
    """No cell is both a number and not relevant, and none that is left empty stands as 0."""
    answers = pl.Series("answer", texts, dtype=pl.String)
    read = read_values(answers, pl.Series(["count"] * len(texts)), spreadsheet=False, asked="da")
    wrong = read.texts | read.other_form | read.too_large
    for value, state, said, text in zip(read.frame["value"], read.frame["state"], wrong, texts, strict=True):
        assert (value is None) >= (state in ("not_applicable", "no_answer"))
        assert said or (value is not None) == (state in ("value", "estimate"))
        assert value != 0 or "0" in text or said
