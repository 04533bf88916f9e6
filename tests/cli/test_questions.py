"""The questions, end to end, on a municipality small enough to work out by hand.

Anna: 41.500 kr. a month all year, 12 × 41.500 = 498.000. Bo: 3.000 kr. a day from 15 February to 31 August: 14 days in
February and 184 to the end of August, 198 × 3.000 = 594.000. Posted: January and February, all as granted.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from trinvis.cli.opening import opened
from trinvis.presentation.follow_up_tables import opened_figure
from trinvis.reports.explanation_table import explanation_table

Ask = Callable[..., Any]
"""Runs a command line (see the fixture) and gives its status, output and errors."""

MARCH = ("--year", "2026", "--as-of", "2026-03-05")


def rows(answer: Any) -> dict[str, dict[str, Any]]:
    return {row["label"]: row for row in json.loads(answer.out)["rows"]}


def test_the_follow_up_on_the_screen(kommune: str, ask: Ask) -> None:
    answer = ask("follow-up", kommune, *MARCH)
    assert answer.status == 0
    lines = answer.out.splitlines()
    assert lines[0].rstrip() == (
        "Rammen på 1.080.000 kr. holder næppe: vi forventer 1.092.000 kr., et merforbrug på 12.000 kr."
    )
    assert "Budgetopfølgning 2026 pr. 5. marts 2026, lukket til og med februar 2026, 1.000 kr." in answer.out
    foster = next(line for line in lines if line.strip().startswith("Plejefamilier"))
    assert foster.split()[1:7] == ["480", "83", "415", "498", "−18", "merforbrug"]


def test_the_follow_up_as_json(kommune: str, ask: Ask) -> None:
    answer = ask("follow-up", kommune, *MARCH, "--format", "json")
    found = rows(answer)
    assert found["Plejefamilier"]["forecast_oere"] == 49_800_000
    assert found["Opholdssteder"]["forecast_oere"] == 59_400_000
    assert found["Opholdssteder"]["deviation_oere"] == 600_000
    assert json.loads(answer.out)["totals"]["forecast_oere"] == 109_200_000
    assert ask("follow-up", kommune, *MARCH, "--format", "json").out == answer.out


def test_every_engine_gives_the_same_bytes(kommune: str, ask: Ask) -> None:
    asked = ("follow-up", kommune, *MARCH, "--format", "json", "--engine")
    assert ask(*asked, "duckdb").out == ask(*asked, "polars").out


def test_every_figure_opens_and_adds_up(kommune: str, ask: Ask, home: Path) -> None:
    document = json.loads(ask("follow-up", kommune, *MARCH, "--format", "json").out)
    figures = [
        (address, row[f"{name}_oere"] if f"{name}_oere" in row else row[name])
        for row in [*document["rows"], document["totals"]]
        for name, address in row["addresses"].items()
    ]
    assert len(figures) > 200
    with opened(home / kommune) as house:
        for address, value in figures:
            if value is not None:
                table = explanation_table(opened_figure(found := house.explain(address), found.lines, synthetic=False))
                assert table.facts.get("value_oere", table.facts.get("value_pct")) == value, address
                assert not table.totals or table.totals["signed_oere"] == value, address


def test_an_opened_figure_tells_file_and_row(kommune: str, ask: Ask) -> None:
    answer = ask("explain", kommune, "follow-up/2026/2026-03-05/spent_oere?area=opholdssteder")
    assert answer.status == 0
    assert "Opholdssteder: 42.000,00 kr." in answer.out
    assert "posteringer.csv" in answer.out
    assert "Linjerne giver 42.000,00 kr., som er tallet." in answer.out
    assert "528201002" in answer.out


def test_an_opened_commitment_tells_its_sum(kommune: str, ask: Ask) -> None:
    answer = ask("explain", kommune, "follow-up/2026/2026-03-05/committed_oere?area=opholdssteder", "--format", "json")
    found = {row["month"]: row["calculation"] for row in json.loads(answer.out)["rows"]}
    assert found[202603] == "3.000,00 kr. pr. døgn × 31 dage"
    assert sorted(found) == [202603, 202604, 202605, 202606, 202607, 202608]


@pytest.mark.parametrize("form", ["table", "json", "csv", "xlsx"])
@pytest.mark.parametrize(
    "words",
    [
        ("follow-up",),
        ("why",),
        ("commitments", "--by", "child,month"),
        ("changes", "--compare-to", "2026-03-05"),
        ("reconciliation",),
        ("deliveries",),
        ("journal",),
        ("forms",),
        ("doctor",),
        ("approve", "--list"),
    ],
)
def test_every_question_in_every_form(kommune: str, ask: Ask, home: Path, words: tuple[str, ...], form: str) -> None:
    day = () if words[0] in ("journal", "forms", "doctor", "approve") else ("--as-of", "2026-03-06")
    below = ("list",) if words[0] == "journal" else ()
    answer = ask(words[0], kommune, *below, *words[1:], *day, "--format", form, "--out", "svar")
    assert (answer.status, answer.err.strip()) == (0, "Skrevet: svar")
    content = (home / "svar").read_bytes()
    if form == "json":
        assert json.loads(content)["table"]
    elif form == "csv":
        assert content.startswith(b"\xef\xbb\xbf")
        assert b";" in content
    elif form == "xlsx":
        assert openpyxl.load_workbook(BytesIO(content)).sheetnames
    else:
        assert content.decode()


def test_the_workbook(kommune: str, ask: Ask, home: Path) -> None:
    answer = ask("follow-up", kommune, *MARCH, "--format", "xlsx", "--out", "bog.xlsx")
    assert (answer.status, answer.err.strip()) == (0, "Skrevet: bog.xlsx")
    book = openpyxl.load_workbook(BytesIO((home / "bog.xlsx").read_bytes()), data_only=True)
    sheet = book["Opfølgning"]
    total = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "I alt")
    assert 1_092_000 in total
    assert book["Disponering"]["A9"].value is not None


def test_csv_by_the_ending_of_the_file(kommune: str, ask: Ask, home: Path) -> None:
    assert ask("follow-up", kommune, *MARCH, "--out", "tal.csv").status == 0
    text = (home / "tal.csv").read_bytes().decode("utf-8-sig")
    assert text.splitlines()[1].startswith("Plejefamilier;")
    assert "498000,00" in text


def test_commitments_by_type_and_month(kommune: str, ask: Ask) -> None:
    answer = ask("commitments", kommune, *MARCH, "--by", "placement", "--format", "json")
    found = {row["placement_type"]: row for row in json.loads(answer.out)["rows"]}
    assert found["Plejefamilie"]["amount_oere"] == 49_800_000
    assert found["Plejefamilie"]["full_year_persons"] == 100
    assert found["Socialpædagogisk opholdssted"]["days"] == 198
    document = json.loads(ask("commitments", kommune, *MARCH, "--format", "json").out)
    assert document["answer"] == "Der er disponeret 1,1 mio. kr. i 2026 til 2 børn, svarende til 1,5 helårspersoner."


def test_by_something_unknown(kommune: str, ask: Ask) -> None:
    answer = ask("commitments", kommune, *MARCH, "--by", "humør")
    assert answer.status == 2
    assert answer.err.startswith("Der kan ikke grupperes efter humør; vælg mellem child,")


def test_why_the_year_differs(kommune: str, ask: Ask) -> None:
    """The parts of each area give the difference between year-end and budget, or last year."""
    answer = ask("why", kommune, *MARCH, "--format", "json")
    assert answer.status == 0
    found: dict[tuple[str, str], int] = {}
    for row in json.loads(answer.out)["rows"]:
        key = (row["area"], row["against"])
        found[key] = found.get(key, 0) + row["amount_oere"]
    assert found["plejefamilier", "sidste år"] == 49_800_000
    assert found["i_alt", "sidste år"] == 109_200_000


def test_changes_add_up(kommune: str, ask: Ask, home: Path) -> None:
    stopped = (home / "indsatser.csv").read_text().replace("01.01.9999", "30.06.2026")
    (home / "april.csv").write_text(stopped, encoding="utf-8")
    extract = ("--source", "grants", "--extract-day", "2026-04-01", "--as-of", "2026-04-01")
    assert ask("import", kommune, "april.csv", *extract).status == 0
    answer = ask("changes", kommune, "--as-of", "2026-04-01", "--compare-to", "2026-03-05", "--format", "json")
    document = json.loads(answer.out)
    assert document["totals"]["amount_oere"] == document["after_oere"] - document["before_oere"]
    assert document["totals"]["amount_oere"] == -6 * 4_150_000
    assert [row["label"] for row in document["rows"]] == ["Forkortet"]
    both = ask("follow-up", kommune, "--as-of", "2026-04-01", "--compare-to", "2026-03-05")
    assert "faldet med 249.000 kr." in both.out


def test_approve_list_and_recompute(kommune: str, ask: Ask) -> None:
    assert ask("approve", kommune, *MARCH).status == 0
    assert "godkendt-1" in ask("approve", kommune, "--list").out
    again = ask("approve", kommune, "--recompute", "1")
    assert (again.status, again.err.strip()) == (0, "Godkendelse nr. 1 giver præcis de samme tal igen.")


def test_reconciliation(kommune: str, ask: Ask) -> None:
    answer = ask("reconciliation", kommune, *MARCH, "--format", "json")
    assert answer.status == 0
    assert json.loads(answer.out)["answer"].startswith("Bogført og bevilget passer ikke sammen i")


def test_the_doctor_finds_nothing(kommune: str, ask: Ask) -> None:
    answer = ask("doctor", kommune)
    assert (answer.status, answer.out.strip()) == (0, "Alt er, som det skal være.")


def test_an_address_that_is_none(kommune: str, ask: Ask) -> None:
    answer = ask("explain", kommune, "et tal")
    assert answer.status == 2
    assert answer.err.count("\n") == 1


def test_the_two_figures_of_a_share_are_named_in_danish(kommune: str, ask: Ask) -> None:
    answer = ask("explain", kommune, "follow-up/2026/2026-03-05/deviation_pct?area=opholdssteder")
    assert "Tæller: afvigelse" in answer.out
    assert "Nævner: korrigeret budget" in answer.out
