"""A survey file with every fault there is, imported from the command line: each listed with a remedy, nothing lost, 0 a 0."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.municipality.national_files import accounts, regkc

Ask = Callable[..., Any]

SURVEY = """Undersøgelse;Kommune;Enhed nr.;Respondent;Spørgsmål;År;Svares i;Svar;Svarets art
Voksne 2012;Ballerup;;Socialchef;andel-107;2011;Procent;30;
Voksne 2012;Gribskov;;Socialchef;andel-107;2011;Procent;en tredjedel;
Voksne 2012;Gribskov;;Socialchef;andel-108;2011;Procent;25;
Voksne 2012;Gribskov;;Socialchef;andel-108;2011;Procent;27;
Voksne 2012;999;;Socialchef;andel-107;2011;Procent;20;
Voksne 2012;Aarhus;;Socialchef;andel-107;2011;Procent;140;
Voksne 2012;Aarhus;;Socialchef;henvendelser;2011;Antal;1,250.50;
Voksne 2012;Randers;;Socialchef;henvendelser;2011;Antal;12,5;
Voksne 2012;Aalborg;;Socialchef;andel-107;;Procent;30;
Voksne 2012;Randers;;Socialchef;andel-107;2011;Procent;0;
Voksne 2012;Odense;;Socialchef;andel-107;2011;Procent;ikke relevant;
Voksne 2012;Odense;;Socialchef;andel-108;2011;Procent;0;Ikke relevant
Voksne 2012;Vejle;;Socialchef;andel-107;2011;Procent;;
"""
FAULTS = {
    3: "tekst, hvor der skal stå et tal",
    4: "svaret to gange",
    5: "svaret to gange",
    6: "ikke en af de 98 kommuner",
    7: "ikke mellem 0 og 100",
    8: "punktum, hvor resten af kolonnen har komma",
    10: "År mangler",
    13: "et tal er aldrig ikke relevant",
}
"""Row of the file → what is said of it."""


@pytest.fixture
def received(home: Path, ask: Ask) -> Any:
    """A folder with accounts of § 107, and what the import of the survey said."""
    assert ask("init", "kommune", "--municipality", "151").status == 0
    (home / "REGKC.csv").write_text(regkc(accounts([(151, 2011, "5.38.52.001", 1, 10_000_000)])), encoding="utf-8")
    (home / "svar.csv").write_text(SURVEY, encoding="utf-8")
    assert ask("import", "kommune", "REGKC.csv", "--source", "statbank", "--as-of", "2026-01-05").status == 0
    return ask("import", "kommune", "svar.csv", "--source", "survey", "--as-of", "2026-01-05", "--format", "json")


def test_every_fault_is_listed_with_what_to_do(received: Any) -> None:
    assert received.status == 1
    told = json.loads(received.out)
    rejected = [row for row in told["rows"] if row["severity"] == "Afvist"]
    assert (told["file_rows"], told["accepted"], told["rejected"], told["titles"]) == (14, 5, 8, 1)
    assert sum(row["rows"] for row in rejected) == 8
    for said in FAULTS.values():
        found = [row for row in rejected if said in row["message"]]
        assert len(found) == 1, said
        assert found[0]["remedy"].endswith("."), said


def test_nothing_is_lost(received: Any, ask: Ask) -> None:
    """Each row that was handed back stands whole as it was in the file."""
    assert received.status == 1
    listed = json.loads(ask("rejects", "kommune", "000002", "--raw", "--format", "json").out)["rows"]
    assert {row["row_no"] for row in listed} == set(FAULTS)
    lines = SURVEY.splitlines()
    for row in listed:
        cells = [cell or "" for cell in json.loads(row["raw"]).values()]
        assert ";".join(cells) == lines[row["row_no"] - 1]
        assert FAULTS[row["row_no"]] in row["message"]


def test_0_is_an_answer_and_not_relevant_is_none(received: Any, ask: Ask) -> None:
    """30 of Ballerup and a true 0 of Randers: mean 15 of two; Odense is not relevant, Vejle has not answered."""
    assert received.status == 1
    answer = ask(
        "capacity",
        "kommune",
        "--as-of",
        "2026-01-05",
        "--area",
        "adults",
        "--table",
        "survey.shares",
        "--format",
        "json",
    )
    assert answer.status == 0, answer
    (row,) = json.loads(answer.out)["rows"]
    assert row["label"] == "Botilbud til midlertidigt ophold, 2011"
    told = {name: row[name] for name in ("mean", "n", "zeros", "estimates", "not_applicable", "no_answer")}
    assert {name: float(value) for name, value in told.items()} == {
        "mean": 1500, "n": 200, "zeros": 100, "estimates": 0, "not_applicable": 100, "no_answer": 100,
    }  # fmt: skip


def test_a_share_is_typed_and_stands_beside_the_answers(received: Any, ask: Ask) -> None:
    """32,5 % by Danish words, with who, when and why; the target group's money is 32,5 % of 10 mio. kr."""
    assert received.status == 1
    typed = ask(
        "journal", "kommune", "add", "target_share", "--area", "Voksne", "--component", "Botilbud til midlertidigt ophold",
        "--year", "2011", "--share", "32,5", "--reason", "Registrene siger mere end svarene", "--known-from", "2026-01-05",
    )  # fmt: skip
    assert typed.status == 0, typed
    assert "»adults/temporary_home/2011« er skrevet som nr. " in typed.out
    listed = ask("journal", "kommune", "list", "--kind", "target_share", "--format", "json")
    assert "Område: Voksne; Tilbud: Botilbud til midlertidigt ophold; År: 2011; Andel: 32,50 %" in listed.out
    words = ("capacity", "kommune", "--as-of", "2026-01-05", "--area", "adults", "--format", "json", "--table")
    (row,) = json.loads(ask(*words, "survey.shares").out)["rows"]
    assert (row["adopted"], row["decided"]) == (3250, "Controller Prøve, 05.01.2026")
    assert row["reason"] == "Registrene siger mere end svarene"
    money = json.loads(ask(*words, "survey.money.egen").out)["rows"]
    of = next(one for one in money if one["label"] == "Botilbud til midlertidigt ophold")
    assert of["y2011_oere"] == 325_000_000
