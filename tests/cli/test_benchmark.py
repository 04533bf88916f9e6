"""``trinvis benchmark``: the golden figures of the seeds as JSON from imported files, every format, and wrong use in one line."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.municipality.national_files import (
    TABLE_1_1,
    accounts,
    advisory_figures,
    folk1a,
    needs,
    of_facts,
    regkc,
    type_index,
)
from tests.staircase_spending import national_example
from tests.staircase_spending.test_seed_001 import ADVISED, table_2_6_rows

from trinvis.cli.benchmark import MEASURES
from trinvis.cli.opening import opened
from trinvis.presentation import benchmark_page

Ask = Callable[..., Any]
TEN = ",".join(str(code) for code in ADVISED)
DAY = ("--as-of", "2026-02-01")


def imported(ask: Ask, home: Path, files: dict[str, tuple[str, str]]) -> str:
    """A new municipality with files (name → text, source) imported as a user would."""
    assert ask("init", "kommune", "--municipality", "151").status == 0
    for name, (text, source) in files.items():
        (home / name).write_text(text, encoding="utf-8")
        answer = ask("import", "kommune", name, "--source", source, "--as-of", "2026-01-05")
        assert answer.status == 0, answer
    return "kommune"


@pytest.fixture
def advisory(home: Path, ask: Ask) -> str:
    rows, children = table_2_6_rows()
    return imported(ask, home, {
        "REGKC.csv": (regkc(accounts(rows)), "statbank"), "FOLK1A.csv": (folk1a(children), "statbank"),
        "noegletal.csv": (advisory_figures(), "figures"), "behov.csv": (needs({151: TABLE_1_1[167]}), "figures"),
    })  # fmt: skip


@pytest.fixture
def national(home: Path, ask: Ask) -> str:
    return imported(ask, home, {
        "REGKC.csv": (regkc(of_facts(national_example.facts())), "statbank"),
        "FOLK1A.csv": (folk1a(national_example.children_rows()), "statbank"),
    })  # fmt: skip


def told(ask: Ask, folder: str, measure: str, *words: str) -> Any:
    """The measure as JSON."""
    answer = ask("benchmark", folder, "--measure", measure, *DAY, *words, "--format", "json")
    assert (answer.status, answer.err) == (0, ""), answer
    return json.loads(answer.out)


def test_the_seeds_golden_figures_of_ten_and_of_all(advisory: str, ask: Ask) -> None:
    changes = told(ask, advisory, "change", "--against", TEN)["rows"]
    found = {(row["label"], row["steps"].partition(":")[0]): row["change_oere"] for row in changes}
    chosen = next(label for label, _ in found if label.startswith("Egen gruppe"))
    assert (found[chosen, "Trin 2-3"], found[chosen, "Trin 4-6"]) == (67_200, 11_200)  # Bilagstabel 2.6 [001:3288-3310]
    assert (found["Alle kommuner", "Trin 2-3"], found["Alle kommuner", "Trin 4-6"]) == (50_800, 2_300)
    ratios = [row for row in told(ask, advisory, "ratio-means", "--against", TEN)["rows"] if row["label"] == chosen]
    assert [round(row["of_average"] / 10) / 10 for row in ratios] == [46.5, 49.6, 57.6]  # T2
    assert round(ratios[-1]["change"] / 100) == 11  # T4
    groups = told(ask, advisory, "groups", "--against", TEN)
    assert (
        groups["answer"]
        == "Sårbare børn: 5 kommuner ligger under 10,0 pct. og 5 over. Gennemsnittet af kommunerne er 9,7."
    )
    by_ratio = [row for row in groups["rows"] if row["figure"].startswith("Forhold")]
    assert [(row["rising"], row["stable"], row["falling"]) for row in by_ratio] == [
        (4, 1, 0),
        (2, 3, 0),
    ]  # [001:3364-3370]
    need = {
        row["code"]: row["difference_oere"] // 100 for row in told(ask, advisory, "need")["rows"] if row.get("code")
    }
    assert [need[code] for code in TABLE_1_1] == [1015, -2020, -1815, -2281, 523, -107]  # [003:804-814]
    persons = told(ask, advisory, "rate-means", "--against", TEN, "--figure", "NT-1")["rows"]
    assert [row["persons"] for row in persons if row["label"] == chosen] == [None, -543]  # T5


def test_seed_000_from_an_imported_file(national: str, ask: Ask) -> None:
    with opened(Path(national)) as hall:
        type_index(hall)
    fixed = told(
        ask, national, "distribution", "--against", "uden_smaa_oeer_94", "--index", "eksempel", "--prices", "2019"
    )
    whole = [row for row in fixed["rows"] if row["steps"] == "I alt på trinnene" and row["n"] == 94]
    assert [round(row["per_child_oere"] / 100) for row in whole] == [9488]  # T12 [000:41-43]
    assert (
        fixed["answer"] == "95,1 % af udgifterne er trinspecifikke: 13,7 af 14,4 mia. kr. i 2018 (98 kommuner)."
    )  # T13
    changes = told(ask, national, "share-change", "--against", "uden_smaa_oeer_94")["rows"]
    points = {row["steps"].partition(":")[0]: round(row["change"] / 10) / 10 for row in changes if row["n"] == "94"}
    assert points == {"Trin 2-3": 7.6, "Trin 4-5": 0.9, "Trin 6": -8.5, "Trin 4-6": -7.6}  # T14 [000:67-71]
    shares = told(ask, national, "share")
    assert shares["answer"].startswith("I 2018 har 18 kommuner en andel til trin 2-3 over 50 % og 17 under 30 %")
    tied = told(ask, national, "total")
    assert tied["answer"].endswith("det samme.")
    assert sum(row["amount_oere"] for row in tied["rows"]) == tied["totals"]["amount_oere"]


def test_the_answer_stands_first_and_figures_open(advisory: str, ask: Ask) -> None:
    answer = ask("benchmark", advisory, *DAY, "--against", TEN)
    assert answer.out.startswith(
        "Ballerup bruger 10.148 kr. pr. 0-22-årig, 1.015 kr. mere end behovet tilsiger (2015)."
    )
    assert "Beskrivende: viser ikke årsag" in answer.out
    assert "løbende priser" in answer.out
    row = told(ask, advisory, "spending", "--against", TEN, "--net", "--weighted")["rows"][0]
    assert "counting=net" in row["addresses"]["weighted"]
    behind = ask("explain", advisory, row["addresses"]["weighted"])
    assert (behind.status, behind.err) == (0, "")
    assert "nettoudgifter" in behind.out


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_answers(advisory: str, ask: Ask, measure: str) -> None:
    assert told(ask, advisory, measure)["answer"]


def test_files_and_pictures(advisory: str, ask: Ask, home: Path) -> None:
    for name in ("andel.csv", "andel.xlsx", "andel.svg", "andel.png"):
        assert ask("benchmark", advisory, *DAY, "--measure", "share", "--out", name).status == 0
    assert list(csv.reader((home / "andel.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    svg = (home / "andel.svg").read_text(encoding="utf-8")
    assert 'role="img"' in svg
    assert "Beskrivende: viser ikke årsag" in svg
    assert (home / "andel.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--measure", "x"), "--measure x findes ikke: vælg spending,"),
        (("--against", "Atlantis"), "»Atlantis« er hverken et sæt, en region, en gruppe eller en kommune"),
        (("--index", "pl"), "Indekset »pl« har ingen tal; indtast dem som parameter"),
        (("--year", "18"), "--year 18 er ikke et år"),
        (("--measure", "total", "--format", "svg"), "--measure total har intet billede"),
        (("--measure", "rate", "--figure", "NT-9"), "Tallet »NT-9« er ikke indlæst"),
        (("--measure", "groups", "--background", "x"), "Baggrundstallet »x« er ikke indlæst"),
        (("--variable", "x"), "Baggrundstallet »x« er ikke indlæst for 2018"),
    ],
)
def test_wrong_use_is_one_danish_line(advisory: str, ask: Ask, words: tuple[str, ...], said: str) -> None:
    answer = ask("benchmark", advisory, *DAY, *words)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1


def test_nothing_imported_says_what_to_do(kommune: str, ask: Ask) -> None:
    answer = ask("benchmark", kommune, "--as-of", "2026-03-05")
    assert answer.status == 2
    assert "Der er ingen regnskaber fra andre kommuner: hent dem ind" in answer.err


def test_the_command_and_the_page_know_the_same_measures() -> None:
    assert tuple(benchmark_page.MEASURES) == MEASURES
