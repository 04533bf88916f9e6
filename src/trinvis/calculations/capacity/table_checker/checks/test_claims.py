from __future__ import annotations

import pytest

from trinvis.calculations.capacity.table_checker.checks.case import Other, codes, found, found_beside
from trinvis.calculations.capacity.table_checker.reading import DescriptionError

STAFF = ";Forebyggende;I alt;Antal\nPædagoger;51 %;47 %;4.462\nMedhjælpere;5 %;18 %;1.672\nPsykologer;8 %;3 %;324"
BOTH = {"a": "Pædagoger | Forebyggende", "b": "Medhjælpere | Forebyggende"}


def test_a_sentence_that_adds_up_wrongly() -> None:
    """Line 2885 says 53 per cent of table 4-7's 51 and 5."""
    said = found(STAFF, claims=[{"text": "pædagogisk personale", "says": "53 pct.", "formula": "a + b", "where": BOTH}])
    assert [one.message for one in said] == ["Teksten siger 53 % (pædagogisk personale): 51 % + 5 % = 55 til 57 %."]
    assert not found(STAFF, claims=[{"says": "56 pct.", "formula": "a + b", "where": BOTH}])


def test_a_number_that_is_quoted_must_be_the_same() -> None:
    """Lines 2172 and 2853: 650 against 324."""
    claim = {"says": "325", "formula": "a", "where": {"a": "Psykologer | Antal"}}
    assert codes(found(STAFF, claims=[claim])) == ["claim"]
    assert not found(STAFF, claims=[{**claim, "says": "324"}])


def test_about_is_rounded_to_its_last_digit() -> None:
    claim = {"formula": "a", "where": {"a": "Psykologer | Antal"}, "about": "true"}
    assert not found(STAFF, claims=[{**claim, "says": "300"}])
    assert codes(found(STAFF, claims=[{**claim, "says": "310"}])) == ["claim"]


def test_the_number_stands_at_another_name() -> None:
    """Lines 8989 and 8979: Nordjylland's fall given to Sjælland."""
    text = ";Udvikling\nSjælland;2 %\nNordjylland;-18 %"
    said = found(text, claims=[{"says": "-18 pct.", "formula": "g", "where": {"g": "Sjælland | Udvikling"}}])
    assert "Tallet står ved Nordjylland, Udvikling." in said[0].message


def test_a_cell_of_one_table_from_another() -> None:
    """Tables 5-30 and 5-33 (lines 10132-10135 and 10282)."""
    other: Other = (";2011\nSengedage;27.095\nUdskrivninger;664", {})
    claim = {
        "cell": "I alt | 2011",
        "formula": "a / b",
        "where": {"a": "5-30 | Sengedage | 2011", "b": "5-30 | Udskrivninger | 2011"},
        "kind": "rate",
    }
    assert not found_beside(";2011\nI alt;40,8", {"5-30": other}, claims=[claim])
    said = found_beside(";2011\nI alt;48,0", {"5-30": other}, claims=[claim])
    assert [(one.kind, one.code, one.suspect[0].name) for one in said] == [("rate", "rate-claim", "I alt, 2011")]


def test_what_the_number_is_instead() -> None:
    claim = {
        "says": "8 pct.",
        "formula": "a / b * 100",
        "where": {"a": "Psykologer | Antal", "b": "9.545", "f": "Psykologer | #1"},
        "instead": "f",
        "reading": "andelen i forebyggende",
    }
    assert "Tallet passer med andelen i forebyggende" in found(STAFF, claims=[claim])[0].message


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ({"says": "mange", "formula": "a", "where": {"a": "1"}}, "ikke er et tal"),
        ({"says": "1", "formula": "a + c", "where": {"a": "1"}}, "c, som ikke står under where"),
        ({"says": "1", "formula": "a +", "where": {"a": "1"}}, "kan ikke læses"),
        ({"says": "1", "formula": "a ^ 2", "where": {"a": "1"}}, "ikke potens"),
        ({"says": "1", "formula": "a", "where": {"a": "9-9 | x | y"}}, "Tabel 9-9 er ikke givet"),
        ({"says": "1", "formula": "a", "where": {"a": "Smede | Antal"}}, "ingen række, der hedder Smede"),
    ],
)
def test_what_cannot_be_read_is_said(claim: dict[str, object], said: str) -> None:
    with pytest.raises(DescriptionError, match=said):
        found(STAFF, claims=[claim])


def test_a_unit_above_the_figures_and_a_share_as_a_quotient() -> None:
    table = ";Udgift (t.kr.)\nPleje;210.500\nI alt;306.700"
    whole = {"text": "i alt", "formula": "a", "where": {"a": "I alt | #1"}}
    part = {"text": "pleje", "formula": "a / b", "where": {"a": "Pleje | #1", "b": "I alt | #1"}}
    assert not found(table, claims=[{**whole, "says": "306,7 mio. kr."}, {**part, "says": "69 pct."}])
    said = found(table, claims=[{**whole, "says": "316,7 mio. kr."}, {**part, "says": "79 pct."}])
    assert "tabellen siger 306.700 t." in said[0].message
    assert "210.500 / 306.700 × 100 = 68,6 %" in said[1].message
