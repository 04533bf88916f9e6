"""``trinvis staircase`` and ``key-figures``: the answer first, every format, figures that open, wrong use in one line."""

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


def test_the_answer_stands_first(kommune: str, ask: Ask) -> None:
    answer = ask("staircase", kommune, *MARCH)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("100,0 % af børnene står på trin 4-6")
    assert "Har et barn flere hovedydelser på en dag" in answer.out
    assert "I alt er opfølgningens forbrug og forventede regnskab" in answer.out


@pytest.mark.parametrize("view", ["children", "money", "flows", "durations", "split"])
def test_json_of_every_view_opens(kommune: str, ask: Ask, view: str) -> None:
    found = json.loads(ask("staircase", kommune, *MARCH, "--view", view, "--format", "json").out)
    addresses = [address for row in found["rows"] for address in row.get("addresses", {}).values()]
    assert addresses
    opened = ask("explain", kommune, addresses[-1])
    assert (opened.status, opened.err) == (0, "")


def test_the_totals_are_the_follow_ups(kommune: str, ask: Ask) -> None:
    follow_up = json.loads(ask("follow-up", kommune, *MARCH, "--format", "json").out)["totals"]
    for scheme, names in (("own", ("posted_oere", "forecast_oere")), ("national", ("posted_oere",))):
        found = json.loads(
            ask("staircase", kommune, *MARCH, "--view", "money", "--scheme", scheme, "--format", "json").out
        )
        for name in names:
            assert found["totals"][name] == follow_up[name.replace("posted", "spent")]
            assert found["totals"][name] == sum(row[name] for row in found["rows"])


def test_groups_and_choices(kommune: str, ask: Ask) -> None:
    for by in ("age", "district", "type"):
        found = json.loads(ask("staircase", kommune, *MARCH, "--by", by, "--format", "json").out)
        assert found["totals"]["total"] == 2
    answer = ask(
        "staircase", kommune, *MARCH, "--choice", "first_begun", "--without", "disability", "--compare-to", "2026-01-31"
    )
    assert "begyndte først" in answer.out
    assert "Uden børn, der udelukkende støttes" in answer.out
    assert "31.01.2026" in answer.out


def test_files(kommune: str, ask: Ask, home: Path) -> None:
    for name in ("trappe.csv", "trappe.xlsx", "trappe.svg", "trappe.png"):
        assert ask("staircase", kommune, *MARCH, "--out", name).status == 0
    rows = list(csv.reader((home / "trappe.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert any("5 Anbringelse i plejefamilie" in row for row in rows)
    assert openpyxl.load_workbook(home / "trappe.xlsx").sheetnames
    assert "Børn og kroner på trappen" in (home / "trappe.svg").read_text(encoding="utf-8")
    assert (home / "trappe.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--scheme", "x"), "vælg own"),
        (("--choice", "x"), "vælg highest"),
        (("--without", "x"), "vælg blandt"),
        (("--view", "x"), "vælg children"),
        (("--by", "x"), "age, district eller type"),
        (("--view", "money", "--by", "age"), "kan ikke bruges her"),
        (("--compare-to", "2027-01-01"), "vælg en tidligere dag"),
        (("--view", "durations", "--format", "svg"), "har intet billede"),
    ],
)
def test_wrong_use_is_one_danish_line(kommune: str, ask: Ask, words: tuple[str, ...], said: str) -> None:
    answer = ask("staircase", kommune, *MARCH, *words)
    assert (answer.status, answer.out) == (2, "")
    assert len(answer.err.splitlines()) == 1
    assert said in answer.err


def test_key_figures_say_what_they_are_made_of(kommune: str, ask: Ask, home: Path) -> None:
    (home / "flere.csv").write_text(
        "Cpr-nr.;Navn;Indsatstype;Anbringelsessted;Leverandør;Leverandørtype;Enhed;Takst;Startdato;Stopdato;Status\n"
        "010115-9999;Anna Opdigtet;Anbringelse;Plejefamilie;Familien Fiktiv;Privat;Måned;41.500,00;01.01.2026;01.01.9999;Bevilget\n"
        "020214-9998;Bo Opdigtet;Anbringelse;Socialpædagogisk opholdssted;Stedet Fiktiv;Privat;Døgn;3.000,00;15.02.2026;31.08.2026;Afsluttet\n"
        "030317-9997;Ib Opdigtet;Familiebehandling;;Huset Fiktivt;Privat;Måned;9.000,00;01.02.2026;28.02.2026;Afsluttet\n",
        encoding="utf-8",
    )
    assert (
        ask(
            "import", kommune, "flere.csv", "--source", "grants", "--extract-day", "2026-09-30", "--as-of", "2026-09-30"
        ).status
        == 0
    )
    found = json.loads(ask("key-figures", kommune, "--as-of", "2026-09-30", "--format", "json").out)
    figures = {(row["figure"], row["day"]): row for row in found["rows"]}
    foster = figures["3 Anbringelser i plejefamilier", "2026-09-30"]
    assert foster["numerator"] == "1 børn"
    assert foster["rate"] == "–"  # no population was received
    assert foster["whose"].startswith("VIVE 2019")
    opened = ask("explain", kommune, foster["addresses"]["numerator"])
    assert (opened.status, opened.err) == (0, "")
    early = ask("key-figures", kommune, "--as-of", "2026-09-30", "--day", "31.03.2026", "--without", "nobody")
    assert "Alle børn er talt med." in early.out
    assert "30.09.2026" not in early.out
    for name, begins in (("rapport.pdf", b"%PDF"), ("rapport.docx", b"PK")):
        assert ask("key-figures", kommune, "--as-of", "2026-09-30", "--out", name).status == 0
        assert (home / name).read_bytes().startswith(begins)
    assert "vælg blandt 1, 2" in ask("key-figures", kommune, "--figure", "x", "--as-of", "2026-09-30").err
    assert "Ingen offentliggjorte" in ask("key-figures", kommune, "--published", "--as-of", "2026-09-30").err
