"""Files in: rows counted, rejected rows kept, deliveries withdrawn, and what is typed in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., Any]
"""Runs a command line (see the fixture) and gives its status, output and errors."""


BROKEN = """Cpr-nr.;Indsatstype;Enhed;Takst;Startdato;Stopdato;Status
030313-9997;Familiebehandling;Måned;10.000,00;01.05.2026;01.04.2026;Bevilget
030313-9997;Familiebehandling;Måned;10.000,00;01.05.2026;;Bevilget
"""


def test_deliveries_say_what_they_mean(kommune: str, ask: Ask) -> None:
    document = json.loads(ask("deliveries", kommune, "--format", "json").out)
    meanings = [row["meaning"].split(":")[0] for row in document["rows"]]
    assert meanings[0] == "Øjebliksbillede"
    assert document["rows"][0]["status"] == "efterregistreret"
    assert document["rows"][1]["amount_oere"] == 12_500_000
    assert document["answer"] == "Der er modtaget 3 leveringer; 0 rækker er afvist."


def test_rejected_rows_are_kept_and_said(kommune: str, ask: Ask, home: Path) -> None:
    (home / "fejl.csv").write_text(BROKEN, encoding="utf-8")
    words = ("import", kommune, "fejl.csv", "--source", "grants", "--extract-day", "2026-03-06", "--scope", "familie")
    answer = ask(*words, "--format", "json")
    assert answer.status == 1
    document = json.loads(answer.out)
    assert (document["file_rows"], document["accepted"], document["rejected"]) == (3, 1, 1)
    rejected = [row for row in document["rows"] if row["severity"] == "Afvist"]
    listed = ask("rejects", kommune, rejected[0]["delivery_id"])
    assert listed.status == 0
    assert "1 afvisning" in listed.out
    assert "030313-9997" not in listed.out
    assert "030313-9997" in ask("rejects", kommune, rejected[0]["delivery_id"], "--raw", "--format", "json").out


def test_dry_run_keeps_nothing(kommune: str, ask: Ask, home: Path) -> None:
    (home / "fejl.csv").write_text(BROKEN, encoding="utf-8")
    words = ("import", kommune, "fejl.csv", "--source", "grants", "--extract-day", "2026-03-06", "--dry-run")
    answer = ask(*words)
    assert answer.status == 1
    assert "Intet er gemt (--dry-run)." in answer.out
    assert len(json.loads(ask("deliveries", kommune, "--format", "json").out)["rows"]) == 3


def test_withdraw(kommune: str, ask: Ask) -> None:
    first = json.loads(ask("deliveries", kommune, "--format", "json").out)["rows"][0]["delivery_id"]
    answer = ask("withdraw", kommune, first)
    assert answer.status == 0
    assert answer.out.startswith(f"Levering {first} (indsatser.csv) tæller ikke fra ")
    again = ask("withdraw", kommune, first)
    assert again.status == 2
    assert "allerede trukket tilbage" in again.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("mangler.csv", "--source", "grants"), "mangler.csv"),
        (("indsatser.csv", "--source", "vejret"), "vejret"),
        (("indsatser.csv", "--source", "grants", "--as-of", "31.02.2026"), "--as-of 31.02.2026 er ingen dato"),
        (("indsatser.csv", "--source", "grants", "--number-form", "fr"), "--number-form fr findes ikke"),
        (("indsatser.csv", "--source", "grants", "--period", "2026-13"), "--period 2026-13 er ingen måned"),
        (("indsatser.csv", "--source", "grants", "--header", "Navn"), "--header Navn mangler et lighedstegn"),
        (("indsatser.csv", "--source", "grants", "--value", "unit=day"), "--value unit=day kan ikke læses"),
    ],
)
def test_what_cannot_be_used_is_one_line(kommune: str, ask: Ask, words: tuple[str, ...], said: str) -> None:
    answer = ask("import", kommune, *words)
    assert answer.status == 2
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert len(json.loads(ask("deliveries", kommune, "--format", "json").out)["rows"]) == 3


def test_forms_are_remembered(kommune: str, ask: Ask) -> None:
    found = json.loads(ask("forms", kommune, "--source", "grants", "--format", "json").out)["rows"]
    assert any(row["what"] == "Form" for row in found)


class TestJournal:
    def test_a_risk_case_is_typed_in_and_counts(self, kommune: str, ask: Ask) -> None:
        """1.050.000 a year × 40 % × 92 of 365 days = 105.863,01."""
        words = ["--year", "2026", "--area", "Opholdssteder", "--price", "1.050.000", "--probability", "40"]
        day = ("--known-from", "2026-03-05")
        written = ask("journal", kommune, "add", "risk", *words, "--start", "01.10.2026", *day, "--entry-key", "r1")
        assert (written.status, written.out.strip()) == (0, "Risikosag »r1« er skrevet som nr. 2, udgave 1.")
        asked = ("follow-up", kommune, "--year", "2026", "--as-of", "2026-03-05", "--format", "json")
        found = {row["label"]: row for row in json.loads(ask(*asked).out)["rows"]}
        assert found["Opholdssteder"]["estimates_oere"] == 10_586_301

    def test_a_parameter_is_typed_as_a_danish_number(self, kommune: str, ask: Ask) -> None:
        words = ("--name", "price_index", "--key", "pl", "--valid-from", "01.01.2026", "--source", "KL")
        add = ("journal", kommune, "add", "parameter", *words)
        assert ask(*add, "--value", "103,2").status == 0
        (row,) = json.loads(ask("journal", kommune, "list", "--kind", "parameter", "--format", "json").out)["rows"]
        assert "; Værdi: 103,20 indeks; " in row["values"]
        wrong = ask(*add, "--value", "dyrt")
        assert wrong.status == 2
        assert "»dyrt« er ikke et tal" in wrong.err

    def test_an_explanation_stands_in_the_follow_up(self, kommune: str, ask: Ask) -> None:
        words = (
            "--year",
            "2026",
            "--area",
            "plejefamilier",
            "--text",
            "Prisen er steget.",
            "--known-from",
            "2026-03-05",
        )
        assert ask("journal", kommune, "add", "explanation", *words).status == 0
        assert (
            "Plejefamilier: Prisen er steget. (Controller Prøve, 05.03.2026)"
            in ask("follow-up", kommune, "--year", "2026", "--as-of", "2026-03-05").out
        )

    def test_list(self, kommune: str, ask: Ask) -> None:
        words = ("--year", "2026", "--area", "plejefamilier", "--text", "En forklaring.")
        ask("journal", kommune, "add", "explanation", *words)
        answer = ask("journal", kommune, "list", "--kind", "explanation", "--format", "json")
        (row,) = json.loads(answer.out)["rows"]
        assert (row["key"], row["by"]) == ("2026/plejefamilier", "Controller Prøve")
        assert "Forklaring: En forklaring." in row["values"]

    def test_somebody_was_first(self, kommune: str, ask: Ask) -> None:
        words = ("add", "explanation", "--year", "2026", "--area", "plejefamilier", "--text", "Ny.")
        assert ask("journal", kommune, *words).status == 0
        answer = ask("journal", kommune, *words, "--expected-version", "0")
        assert answer.status == 2
        assert "ændret af en anden" in answer.err

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("add", "risk", "--year", "2026"), "Risikosag mangler »Pris« (price_oere)."),
            (("add", "risk", "--year", "2026", "--price", "dyrt"), "»Pris« (price_oere) skal være et tal"),
            (("add", "risiko"), "Der er ingen kommando risiko: mente du risk?"),
            (("list", "--kind", "risiko"), "Journalen kender ikke »risiko«"),
        ],
    )
    def test_what_is_wrong_is_said(self, kommune: str, ask: Ask, words: tuple[str, ...], said: str) -> None:
        answer = ask("journal", kommune, *words)
        assert answer.status == 2
        assert said in answer.err
        assert answer.err.count("\n") == 1
