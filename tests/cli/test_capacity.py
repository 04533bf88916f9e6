"""``trinvis capacity``: a published table gone over from its file, its description beside it, and what cannot be read said in one line."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from tests.capacity.printed_tables import FOLDER

from trinvis.calculations.capacity.table_checker import read_description
from trinvis.presentation.capacity_description_text import EXAMPLE, EXAMPLE_TABLE

Ask = Callable[..., Any]

CORRECT = EXAMPLE_TABLE.replace("4.900;-2 %", "5.000;0 %")


def put(home: Path, name: str, text: str) -> str:
    (home / name).write_text(text, encoding="utf-8")
    return name


def printed(home: Path, *numbers: str) -> None:
    """Printed tables of seed 002 with their descriptions."""
    for number in numbers:
        for ending in ("csv", "yaml"):
            shutil.copy(FOLDER / f"{number}.{ending}", home)


def test_a_sum_that_does_not_hold_is_told_with_its_arithmetic(home: Path, ask: Ask) -> None:
    put(home, "boern.csv", EXAMPLE_TABLE)
    answer = ask("capacity", "check", "boern.csv", put(home, "andet-navn.yaml", EXAMPLE), "--format", "json")
    assert (answer.status, answer.err) == (1, "")
    told = json.loads(answer.out)
    assert told["answer"] == "1 fund i tabel 1 (1 sikkert). Regnet efter: summer (1), udvikling (1), tal i teksten (1)."
    (row,) = told["rows"]
    assert row["finding"].startswith("I alt, 2011: 2.520 + 1.260 + 1.220 = 5.000")
    assert (row["kind"], row["sure"], row["line"]) == ("Summen passer ikke", "sikkert", 5)
    assert (told["file"], told["description"]) == ("boern.csv", "andet-navn.yaml")


def test_without_findings_the_answer_says_what_was_gone_over(home: Path, ask: Ask) -> None:
    answer = ask("capacity", "check", put(home, "boern.csv", CORRECT))
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("Ingen fund i boern.csv. Regnet efter: summer (1), udvikling (1).")
    assert "Læst af tabellens egne ord: summer, udvikling." in answer.out


def test_nothing_to_go_by_is_no_praise(home: Path, ask: Ask) -> None:
    answer = ask("capacity", "check", put(home, "to.csv", ";Antal\nA;3\nB;9\n"))
    assert answer.status == 0
    assert "men der var næsten intet at regne efter: giv en beskrivelse" in answer.out


def test_growth_of_another_period_in_table_4_10(home: Path, ask: Ask) -> None:
    """Placed children: −2 % and 19 % are of 2007-2011, the table's note says 2007-2010 [002:3068-3084]."""
    printed(home, "4-10")
    told = json.loads(ask("capacity", "check", "4-10.csv", "--format", "json").out)
    assert [(row["code"], row["line"]) for row in told["rows"]] == [("growth-period", 3082), ("growth-period", 3084)]
    assert told["columns"][3]["label"] == "Linje"


def test_figures_of_another_table(home: Path, ask: Ask) -> None:
    """Places per inhabitant that are per 1.000 [002:9884-9956], from the places of table 5-22."""
    printed(home, "5-22", "5-27")
    refused = ask("capacity", "check", "5-27.csv")
    assert (refused.status, refused.out) == (2, "")
    assert refused.err.startswith("5-27.yaml: tabel 5-22 er nævnt, men ikke givet: giv hver fil med --beside")
    answer = ask("capacity", "check", "5-27.csv", "--beside", "5-22.csv", "--format", "csv")
    assert answer.status == 1
    rows = list(csv.reader(io.StringIO(answer.out.removeprefix("\ufeff")), delimiter=";"))
    assert any(row[0] == "Enheden passer ikke" and row[3] == "9942" for row in rows)


def test_a_workbook_is_read_as_it_is_shown(home: Path, ask: Ask) -> None:
    book = openpyxl.Workbook()
    rows = [
        ["", 2007, 2011, "Udvikling"],
        ["A", 100.4, 120.4, 0.199],
        ["B", 50.4, 60.4, 0.198],
        ["I alt", 150.8, 180.8, 0.199],
    ]
    for row in [["Antal børn"], *rows]:
        book.active.append(row)
    for row in book.active.iter_rows(min_row=3, min_col=2):
        for cell in row:
            cell.number_format = "0%" if cell.column == 4 else "0"
    book.save(home / "boern.xlsx")
    answer = ask("capacity", "check", "boern.xlsx")
    assert answer.status == 0, answer  # 100 + 50 = 151 is rounding
    book.active["C5"] = 190.8
    book.save(home / "boern.xlsx")
    answer = ask("capacity", "check", "boern.xlsx", "--format", "json")
    assert answer.status == 1
    first = json.loads(answer.out)["rows"][0]
    assert first["finding"].startswith("I alt, 2011: 120 + 60 = 180")
    assert first["line"] == 5


def test_the_proposal_is_a_description_that_can_be_used(home: Path, ask: Ask) -> None:
    put(home, "boern.csv", EXAMPLE_TABLE)
    assert ask("capacity", "description", "boern.csv", "--out", "boern.yaml").status == 0
    text = (home / "boern.yaml").read_text(encoding="utf-8")
    assert "#   #4 I alt\n" in text
    assert read_description(text).sums[0].parts == ("#1", "#2", "#3")
    told = json.loads(ask("capacity", "check", "boern.csv", "--format", "json").out)
    assert [row["sure"] for row in told["rows"]] == ["sikkert"]
    assert ask("capacity", "description", "boern.csv").out == text.replace("  # læst af tabellens egne ord", "")


def test_every_format(home: Path, ask: Ask) -> None:
    put(home, "boern.csv", EXAMPLE_TABLE)
    for name in ("fund.json", "fund.csv", "fund.xlsx"):
        assert ask("capacity", "check", "boern.csv", "--out", name).status == 1
        assert (home / name).stat().st_size > 100


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "t.csv: Filen er tom"),
        ("%PDF-1.4", "t.csv: Filen er en pdf"),
        ("bare ord\nog flere\n", "t.csv: Filen har kun én kolonne: gem den som .csv med semikolon"),
        (";2007\n", "t.csv: Her er ingen tabel: første række skal være overskrifter"),
        (";2007;2008\n\nA;1;2\nB;3\n", "t.csv: Række 4 har 2 celler, men der er 3 overskrifter: sæt en tom celle"),
        (";2007;2008\nA;1;2;3\n", "t.csv: Række 2 har noget i kolonne 4, men der er 3 overskrifter: giv hver kolonne"),
        (";2007;2007\nA;1;2\n", "t.csv: To kolonner hedder det samme: 2007"),
        ("PK\x03\x04 mere", "t.csv: Regnearket er beskadiget"),
    ],
)  # fmt: skip
def test_an_unreadable_table_is_one_line(home: Path, ask: Ask, table: str, said: str) -> None:
    answer = ask("capacity", "check", put(home, "t.csv", table))
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith(said), answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize(
    ("description", "said"),
    [
        ("sums: [", "t.yaml, linje 1: Beskrivelsen kan ikke læses som YAML"),
        (
            "summer: []",
            "t.yaml, linje 1: Beskrivelsen har feltet summer, som ikke findes; mener du sums? Der er title,",
        ),
        ("sums: [{parts: [A]}]", "t.yaml, linje 1: Beskrivelsen, sums nr. 1 mangler feltet total; tilføj total:"),
        (
            "sums: [{total: Sum}]",
            "t.yaml, linje 1: Der er ingen række eller kolonne, der hedder Sum. Der er Plejefamilier;",
        ),
        ("claims: [{formula: a +, where: {a: 3}, says: '4'}]", "t.yaml, linje 1: Formlen a + kan ikke læses"),
        ("claims: [{formula: a, where: {a: 3}, says: mange}]", "t.yaml, linje 1: Påstanden siger"),
        ("labels: 9", "t.csv: Her er ingen tabel"),
    ],
)
def test_an_unusable_description_is_one_line(home: Path, ask: Ask, description: str, said: str) -> None:
    put(home, "t.yaml", description)
    answer = ask("capacity", "check", put(home, "t.csv", EXAMPLE_TABLE))
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith(said), answer.err
    assert answer.err.count("\n") == 1


def test_files_that_are_not_there(home: Path, ask: Ask) -> None:
    put(home, "t.csv", EXAMPLE_TABLE)
    for words in (("ingen.csv",), ("t.csv", "ingen.yaml"), ("t.csv", "--beside", "ingen.csv")):
        answer = ask("capacity", "check", *words)
        assert answer.status == 2
        assert answer.err.startswith("ingen.")
        assert "se efter, at den findes" in answer.err
