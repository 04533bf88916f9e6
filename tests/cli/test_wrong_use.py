"""Wrong use is one Danish line and exit status 2; never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from trinvis.cli import edge
from trinvis.cli.known import danish_line
from trinvis.cli.wrong import Wrong

Ask = Callable[..., Any]
"""Runs a command line (see the fixture) and gives its status, output and errors."""


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("folow-up",), "Der er ingen kommando folow-up: mente du follow-up? Ellers se trinvis --help."),
        (("vejret",), "Der er ingen kommando vejret: se trinvis --help."),
        (("follow-up", "x", "--yer", "1"), "trinvis follow-up har intet tilvalg --yer: mente du --year? Ellers se"),
        (("rejects", "x"), "trinvis rejects mangler LEVERING: se trinvis rejects --help."),
        (("withdraw",), "trinvis withdraw mangler DIR: se trinvis withdraw --help."),
        (("init", "x"), "trinvis init mangler tilvalget --municipality: se trinvis init --help."),
        (("follow-up", "x", "--year"), "Tilvalget --year mangler sin værdi: se trinvis --help."),
        (("follow-up", "x", "--year", "i år"), "Tilvalget --year kan ikke læses: se trinvis follow-up --help."),
        (("doctor", "x", "y"), "trinvis doctor kan ikke bruge y: se trinvis doctor --help."),
        (("follow-up", "ingen-mappe"), "ingen-mappe er ikke en arbejdsmappe"),
        (
            ("follow-up", "x", "--as-of", "i går"),
            "--as-of i går er ingen dato: skriv den som 2026-09-30 eller 30.09.2026.",
        ),
        (("commitments", "x", "--format", "pdf"), "--format pdf findes ikke her: vælg table, json, csv eller xlsx."),
        (
            ("follow-up", "x", "--format", "odt"),
            "--format odt findes ikke her: vælg table, json, csv, xlsx, pdf eller docx.",
        ),
        (("follow-up", "x", "--engine", "excel"), "--engine excel findes ikke: vælg polars, duckdb eller spark."),
        (("follow-up", "x", "--year", "26"), "--year 26 er ikke et budgetår"),
        (("follow-up", "x", "--compare-to", "godkendt-x"), "--compare-to godkendt-x er ingen godkendelse"),
        (("init", "x", "--municipality", "Balerup"), "--municipality Balerup er ingen kommune: mente du Ballerup?"),
        (("init", "x", "--municipality", "000"), "--municipality 000 er ingen kommune"),
        (("init", "x", "--municipality", "151", "--profile", "atlantis"), "atlantis"),
        (("init", "x", "--municipality", "151", "--profile", "min.yaml"), "Profilen min.yaml kan ikke læses"),
        (("template", "vejr"), "Der er ingen tabel vejr: vælg en af grants, postings,"),
        (("template", "grants", "--format", "json"), "--format json findes ikke her: vælg csv eller xlsx."),
        (("journal", "x"), "trinvis journal mangler en kommando"),
    ],
)
def test_one_line(ask: Ask, words: tuple[str, ...], line: str) -> None:
    answer = ask(*words)
    assert answer.status == 2
    assert line in answer.err
    assert answer.err.count("\n") == 1
    assert answer.out == ""


def test_an_unexpected_error_is_one_line(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("hemmeligt 010115-9999")

    monkeypatch.setattr("trinvis.cli.edge.today", broken)
    answer = ask("follow-up", "x")
    assert answer.status == 2
    assert answer.err == (
        "Uventet fejl i Trinvis (ZeroDivisionError): kør igen med TRINVIS_TRACE=1, og meld fejlen med det, der så vises.\n"
    )


def test_a_file_that_cannot_be_opened() -> None:
    error = PermissionError(13, "Permission denied", "/lukket")
    assert danish_line(error).startswith("/lukket kan ikke åbnes eller skrives")


def test_no_command_shows_the_help(ask: Ask) -> None:
    answer = ask()
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("Brug: trinvis")


@pytest.mark.parametrize("text", ["2026-09-30", "30.09.2026", "30-09-2026", "30/9/2026"])
def test_a_day_in_every_form(text: str) -> None:
    assert edge.day(text, "--as-of") == date(2026, 9, 30)


@pytest.mark.parametrize("text", ["2026-02-30", "30.13.2026", "20260930", "", "30.09.26"])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(Wrong, match="er ingen dato"):
        edge.day(text, "--as-of")


def test_months() -> None:
    assert edge.months("2026-01..2026-03", "--period") == (202601, 202603)
    assert edge.months("03-2026", "--period") == (202603, 202603)
    with pytest.raises(Wrong, match="byt om"):
        edge.months("2026-03..2026-01", "--period")
