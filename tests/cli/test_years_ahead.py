"""``trinvis years-ahead``: the answer first, the years add up in every format, scenarios and frames, wrong use in one line."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

Ask = Callable[..., Any]
MARCH = ("--year", "2026", "--as-of", "2026-03-05")
YEARS = (*MARCH, "--years", "2")
DEARER = "changes:\n- change: price\n  kind: foster\n  factor: 1.1\n  year: 2027\n"


def test_the_answer_stands_first_and_no_interval_is_given(kommune: str, ask: Ask) -> None:
    answer = ask("years-ahead", kommune, *YEARS)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("I 2027 venter vi ")
    assert "med dagens praksis" in answer.out.splitlines()[0]
    assert "ikke efterprøvet på jeres egne tal" in answer.out
    assert "80 %" not in answer.out


def test_json_adds_up_and_opens(kommune: str, ask: Ask) -> None:
    found = json.loads(ask("years-ahead", kommune, *YEARS, "--format", "json").out)
    for year in (2027, 2028):
        *rows, total = [row for row in found["rows"] if row["year"] == year]
        assert total["label"] == "I alt"
        assert total["amount_oere"] == sum(row["amount_oere"] for row in rows)
        assert total["persons"] == sum(row["persons"] or 0 for row in rows)
    address = next(row for row in found["rows"] if row["label"] == "Plejefamilie")["addresses"]["amount"]
    opened = ask("explain", kommune, address)
    assert (opened.status, opened.err) == (0, "")
    assert "ventet udgift i 2027" in opened.out


def test_csv_and_xlsx(kommune: str, ask: Ask, home: Path) -> None:
    for name in ("aar.csv", "aar.xlsx"):
        assert ask("years-ahead", kommune, *YEARS, "--out", name).status == 0
    rows = list(csv.reader((home / "aar.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert any("Plejefamilie" in row for row in rows)
    assert openpyxl.load_workbook(home / "aar.xlsx").sheetnames


def test_a_saved_scenario_is_compared(kommune: str, ask: Ask, home: Path) -> None:
    (home / "dyrere.yaml").write_text(DEARER, encoding="utf-8")
    typed = ("--name", "Dyrere plejefamilier", "--scenario", "dyrere.yaml", "--known-from", "2026-03-05")
    saved = ask("journal", kommune, "add", "scenario", *typed)
    assert (saved.status, saved.err) == (0, "")
    assert "»Dyrere plejefamilier«" in saved.out
    answer = ask("years-ahead", kommune, *YEARS, "--scenario", "Dyrere plejefamilier", "--format", "json")
    base, change, whole = json.loads(answer.out)["rows"]
    assert change["label"] == "Pris, Plejefamilie: × 1,1 fra 2027"
    assert change["y2027_oere"] == whole["y2027_oere"] > 0
    assert base["y2027_oere"] > whole["y2027_oere"]
    assert "Dyrere plejefamilier" in ask("journal", kommune, "list", "--kind", "scenario").out


def test_a_scenario_that_cannot_be_read_is_refused_in_one_line(kommune: str, ask: Ask, home: Path) -> None:
    (home / "forkert.yaml").write_text("changes:\n- change: price\n  kind: foster\n  year: 2027\n", encoding="utf-8")
    answer = ask("journal", kommune, "add", "scenario", "--name", "Forkert", "--scenario", "forkert.yaml")
    assert (answer.status, answer.out) == (2, "")
    assert "»factor« mangler" in answer.err


def test_a_frame_says_how_many_there_is_room_for(kommune: str, ask: Ask) -> None:
    answer = ask("years-ahead", kommune, *MARCH, "--frame", "800.000")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("Antallet skal ned fra 2,0 til ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--years", "0"), "giv et tal fra 1 til 12"),
        (("--frame", "mange"), "skal være et tal"),
        (("--frame", "1", "--scenario", "x"), "enten --scenario eller --frame"),
        (("--scenario", "Ukendt"), "Scenariet »Ukendt« findes ikke"),
        (("--frame", "-5"), "Rammen skal være 0 kr. eller mere"),
    ],
)
def test_wrong_use_is_one_line(kommune: str, ask: Ask, words: tuple[str, ...], said: str) -> None:
    answer = ask("years-ahead", kommune, *MARCH, *words)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err
    assert len(answer.err.splitlines()) == 1
