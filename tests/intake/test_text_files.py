"""Text files as they are: encodings, delimiters, quotation marks, headings in any order and under other names."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from trinvis.intake import ReadOptions, Unreadable

TEXT = "Bogføringsdato;Konto;Beløb;Tekst\n01-03-2026;528211003;1.234,50;Børnehus\n02-03-2026;528211003;2,00;Ærø"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, newline: str, read_text: Any) -> None:
    read = read_text("finance", TEXT.replace("\n", newline), encoding=encoding)
    assert read.facts["postings"]["amount_oere"].to_list() == [123_450, 200]
    assert read.texts["text"].to_list() == ["Børnehus", "Ærø"]


def test_lines_in_different_encodings(read_text: Any) -> None:
    lines = TEXT.split("\n")
    content = b"\n".join([lines[0].encode("utf-8"), lines[1].encode("cp1252"), lines[2].encode("utf-8")])
    assert read_text("finance", content).texts["text"].to_list() == ["Børnehus", "Ærø"]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_delimiters(delimiter: str, read_text: Any) -> None:
    assert read_text("finance", TEXT.replace(";", delimiter)).counts.accepted == 2


def test_comma_with_quotation_marks(read_text: Any) -> None:
    text = 'Bogføringsdato,Konto,Beløb,Tekst\n01-03-2026,528211003,"1.234,50","Hus, ""Nord"""\n02-03-2026,528211003,7,"to\nlinjer"'
    read = read_text("finance", text)
    assert read.facts["postings"]["amount_oere"].to_list() == [123_450, 700]
    assert read.texts["text"].to_list() == ['Hus, "Nord"', "to\nlinjer"]


def test_a_quotation_mark_that_is_never_closed_swallows_nothing(read_text: Any) -> None:
    texts = ["x", '"stue', "x", "x", "x", "x", "x"]
    rows = "\n".join(f"0{d}-03-2026;528211003;{d},00;{text}" for d, text in enumerate(texts, 1))
    read = read_text("finance", f"Bogføringsdato;Konto;Beløb;Tekst\n{rows}")
    assert (read.counts.rows, read.counts.accepted) == (8, 7)


def test_order_is_free_and_names_are_many(read_text: Any) -> None:
    text = "BELØB (kr.);finanskonto;posteringsdato\n1.234,50;528211003;01-03-2026"
    assert read_text("finance", text).facts["postings"]["amount_oere"].to_list() == [123_450]


def test_unknown_columns_are_kept_and_reported(read_text: Any) -> None:
    text = "Bogføringsdato;Konto;Beløb;Projektleder;Bogføringsdato\n01-03-2026;528211003;7,50;Led Ersen;02-03-2026"
    read = read_text("finance", text)
    assert read.unknown_columns == ("Projektleder", "Bogføringsdato")
    assert (2, "Projektleder", "Led Ersen") in read.texts.rows()
    assert read.findings.filter(read.findings["code"] == "T013")["row_no"].to_list() == [None]


def test_a_heading_may_be_told_and_is_remembered(read_text: Any) -> None:
    text = "Bogføringsdato;Konto;Krøner\n01-03-2026;528211003;7,50"
    with pytest.raises(Unreadable, match=r"'Beløb'.*--header"):
        read_text("finance", text)
    read = read_text("finance", text, options=ReadOptions(headers={"Krøner": "amount_oere"}))
    assert read.facts["postings"]["amount_oere"].to_list() == [750]
    again = read_text("finance", text, remembered=read.remember)
    assert again.facts["postings"]["amount_oere"].to_list() == [750]
    with pytest.raises(Unreadable, match="'kroner' findes ikke"):
        read_text("finance", text, options=ReadOptions(headers={"Krøner": "kroner"}))


def test_a_value_may_be_told_and_is_remembered(read_text: Any) -> None:
    text = (
        "Cpr-nr.;Indsatstype;Enhed;Takst;Startdato;Status\n"
        "010115-9999;MST-forløb;Måned;41.500,00;01-03-2026;Kører\n"
        "010115-9998;Familiebehandling;Måned;41.500,00;01-03-2026;Bevilget"
    )
    read = read_text("grants", text)
    assert (read.counts.accepted, read.counts.rejected) == (1, 1)
    values = {"status": {"Kører": "granted"}, "intervention_type": {"MST-forløb": "family_treatment"}}
    told = read_text("grants", text, options=ReadOptions(values=values))
    assert told.facts["grants"]["intervention_type"].to_list() == ["family_treatment"] * 2
    again = read_text("grants", text, remembered=told.remember)
    assert again.counts.accepted == 2


def test_forms_are_given_out_as_plain_dicts(read_text: Any) -> None:
    read = read_text("finance", TEXT)
    assert read.remember == {"forms": {"date": "dmy", "amount_oere": "da"}, "headers": {}, "values": {}}


def test_remembered_forms_answer_where_the_file_does_not(read_text: Any) -> None:
    text = "Bogføringsdato;Konto;Beløb\n03/04/2026;528211003;1.234"
    with pytest.raises(Unreadable, match="--date-form dmy"):
        read_text("finance", text)
    with pytest.raises(Unreadable, match="--number-form da"):
        read_text("finance", text, options=ReadOptions(date_form="dmy"))
    remembered = {"forms": {"date": "dmy", "amount_oere": "da"}}
    postings = read_text("finance", text, remembered=remembered).facts["postings"]
    assert (postings["period"][0], postings["amount_oere"][0]) == (202604, 123_400)


def test_repeated_headers_notes_and_page_totals(read_text: Any) -> None:
    head = "Bogføringsdato;Konto;Beløb"
    text = f"Posteringsliste\n{head}\n01-03-2026;528211003;7,50\nSum;;7,50\nSide 2;;\n{head}\n02-03-2026;528211003;2,50\nI alt;;10,00\nNote: foreløbig;;"
    read = read_text("finance", text)
    assert (read.counts.accepted, read.counts.sums, read.counts.titles, read.counts.rejected) == (2, 2, 5, 0)
    assert read.findings.height == 0


def test_an_unknown_source_is_refused(read_text: Any) -> None:
    with pytest.raises(Unreadable, match="'regnskab' findes ikke"):
        read_text("regnskab", TEXT)


def test_the_wrong_source_is_refused(read_text: Any) -> None:
    with pytest.raises(Unreadable, match="--source"):
        read_text("children", "a;b\n1;2")


def test_a_file_without_rows_would_replace_everything_by_nothing(read_text: Any) -> None:
    with pytest.raises(Unreadable, match="ingen rækker"):
        read_text("finance", "Bogføringsdato;Konto;Beløb\nI alt;;0,00")


def test_an_end_date_that_is_the_first_free_day_is_moved(read_text: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some systems write the day after the last paid day; their profile says so."""
    from dataclasses import replace

    from trinvis.intake import SOURCES

    text = (
        "Cpr-nr.;Indsatstype;Enhed;Takst;Startdato;Stopdato;Status\n"
        "010115-9999;Familiebehandling;Måned;41.500,00;01-03-2026;01-04-2026;Bevilget\n"
        "010115-9999;Familiebehandling;Måned;41.500,00;01-05-2026;01-01-9999;Bevilget"
    )
    monkeypatch.setitem(SOURCES, "grants", replace(SOURCES["grants"], stop_is_free=True))
    assert read_text("grants", text).facts["grants"]["stop"].to_list() == [date(2026, 3, 31), None]


@pytest.mark.parametrize(
    ("title", "heading"),
    [("", "Beløb (1.000 kr.)"), ("", "Beløb i t.kr."), ("Beløb i 1.000 kr.", "Beløb"), ("", "Budget i tusinde kr.")],
)
def test_amounts_in_thousands_are_said_and_multiplied(title: str, heading: str, read_text: Any) -> None:
    text = f"{title}\nÅr;Budgetversion;Område;{heading}\n2026;Oprindeligt;Plejefamilier;36.500,5\n2026;Omplacering;Plejefamilier;-250"
    read = read_text("budget", text)
    assert read.facts["budgets"]["amount_oere"].to_list() == [36_500_500_00, -250_000_00]
    assert read.findings["code"].to_list() == ["T023"]


def test_headings_written_on_a_mac(read_text: Any) -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", "År;Budgetversion;Område;Beløb\n2026;Oprindeligt;Plejefamilier;36.500,50")
    assert read_text("budget", text).counts.accepted == 1


def test_excels_own_hint_of_the_delimiter_is_a_title(read_text: Any) -> None:
    read = read_text("finance", "sep=;\nBogføringsdato;Konto;Beløb\n01-03-2026;528211003;7,50")
    assert (read.counts.accepted, read.counts.titles) == (1, 2)


def test_a_sum_may_carry_its_label_in_the_text(read_text: Any) -> None:
    read = read_text(
        "finance", "Bogføringsdato;Konto;Beløb;Tekst\n01-03-2026;528211003;7,50;Sum af fakturaer\n;;7,50;I alt"
    )
    assert (read.counts.accepted, read.counts.sums) == (1, 1)


def test_a_title_about_an_amount_is_no_unit(read_text: Any) -> None:
    read = read_text("finance", "Posteringer over 1.000 kr.\nBogføringsdato;Konto;Beløb\n01-03-2026;528211003;7,50")
    assert read.counts.accepted_oere == 750
