"""``trinvis forecast`` and ``trinvis backtest``: the answer first, the same in every format, wrong use in one line."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

Ask = Callable[..., Any]
"""Runs a command line (see the fixture) and gives its status, output and errors."""

MARCH = ("--year", "2026", "--as-of", "2026-03-05", "--simulations", "200")


def test_the_answer_stands_first_and_no_interval_is_shown_untried(kommune: str, ask: Ask) -> None:
    answer = ask("forecast", kommune, *MARCH)
    assert (answer.status, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert lines[0].startswith("Vi venter ")
    assert "kr. i 2026, " in lines[0]
    assert lines[0].endswith(" over rammen.")
    assert "Prognose 2026, som det var kendt 5. marts 2026, lukket til og med februar 2026" in answer.out
    assert "80 % fra" not in answer.out
    assert "kør trinvis backtest" in answer.out.replace("\n", " ")
    assert "Sammensat af" in answer.out


def test_json_holds_parts_and_models_and_whole_oere(kommune: str, ask: Ask) -> None:
    answer = ask("forecast", kommune, *MARCH, "--format", "json")
    found = json.loads(answer.out)
    assert found["totals"]["mean_oere"] == sum(row["mean_oere"] for row in found["rows"])
    assert found["totals"]["mean_oere"] == sum(part["amount_oere"] for part in found["parts"])
    assert found["totals"]["spent_oere"] == 41_500_00 * 2 + 42_000_00
    assert found["totals"]["follow_up_oere"] == 109_200_000
    assert found["totals"]["low80_oere"] is None
    assert found["tested"] is None
    assert {"stops", "levels", "triangle"} <= {model["name"] for model in found["models"]}
    assert ask("forecast", kommune, *MARCH, "--format", "json").out == answer.out
    other = ask("forecast", kommune, *MARCH, "--seed", "2", "--format", "json")
    assert json.loads(other.out)["totals"]["mean_oere"] != found["totals"]["mean_oere"]


def test_the_figure_of_the_follow_up_opens(kommune: str, ask: Ask) -> None:
    found = json.loads(ask("forecast", kommune, *MARCH, "--format", "json").out)
    row = next(row for row in found["rows"] if row["label"] == "Plejefamilier")
    opened = json.loads(ask("explain", kommune, row["addresses"]["follow_up"], "--format", "json").out)
    assert row["follow_up_oere"] == 49_800_000
    assert "498.000" in opened["answer"]


def test_a_figure_of_other_futures_opens_to_itself(kommune: str, ask: Ask) -> None:
    found = json.loads(ask("forecast", kommune, *MARCH, "--format", "json").out)
    row = next(row for row in found["rows"] if row["label"] == "Plejefamilier")
    opened = json.loads(ask("explain", kommune, row["addresses"]["mean"], "--format", "json").out)
    assert opened["value_oere"] == row["mean_oere"]


def test_csv_and_xlsx(kommune: str, ask: Ask, home: Path) -> None:
    for name in ("prognose.csv", "prognose.xlsx"):
        assert ask("forecast", kommune, *MARCH, "--out", name).status == 0
    rows = list(csv.reader((home / "prognose.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert any("Plejefamilier" in row for row in rows)
    assert openpyxl.load_workbook(home / "prognose.xlsx").sheetnames


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--simulations", "5"), "--simulations 5 kan ikke bruges"),
        (("--seed", "-1"), "--seed -1 kan ikke bruges"),
        (("--format", "pdf"), "--format pdf findes ikke her"),
        (("--as-of", "2026-01-01"), "ingen indsatser"),
    ],
)
def test_wrong_use_is_one_line(kommune: str, ask: Ask, words: tuple[str, ...], said: str) -> None:
    answer = ask("forecast", kommune, "--year", "2026", *words)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1


def test_a_backtest_without_a_past_says_what_it_takes(kommune: str, ask: Ask) -> None:
    answer = ask("backtest", kommune, "--as-of", "2026-03-05")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("Der er intet år at prøve på: det kræver 12 måneder med udtræk")
