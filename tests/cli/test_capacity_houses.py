"""``trinvis capacity DIR --table houses``: all own houses, one of them month by month, and what is said where there are none."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from tests.municipality.capacity_section_files import with_sections
from tests.municipality.house_files import receive_grants, receive_places, stay
from tests.municipality.small import KEY, Kommune

Ask = Callable[..., Any]

DAY = date(2026, 4, 30)
ENDED = stay(90, "2025-01-01", "2025-12-31", house="Familien", place="Plejefamilie", status="Afsluttet")
PLACES = "151;Fiktivgården;Døgninstitution;2026;;3;;;;1.200.000,00;350,00;"


@pytest.fixture
def made(home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder with one house of three places, two persons in it and one outside, and the country's accounts."""
    kommune = with_sections(Kommune(home / "huse"))
    outside = stay(30, "2026-04-01", house="Eksternhuset", kind="Privat", rate="4.000,00")
    receive_grants(kommune, [ENDED, stay(1, "2025-06-01"), stay(2, "2026-02-01"), outside], DAY)
    receive_places(kommune, PLACES, DAY)
    kommune.hall.close()
    monkeypatch.setenv("TRINVIS_KEY", KEY.hex())
    return "huse"


def test_all_houses_in_every_format(made: str, ask: Ask, home: Path) -> None:
    """January 31, February 28 + 28, March 62 and April 60 of 360 days are 209 / 360 = 58,06 %."""
    answer = ask("capacity", made, "--table", "houses", "--as-of", "2026-06-30", "--format", "json")
    assert (answer.status, answer.err) == (0, "")
    told = json.loads(answer.out)
    (row,) = told["rows"]
    assert (row["house"], row["places"], row["at_end"], row["free"], row["occupancy_year"]) == (
        "Fiktivgården",
        300,
        2,
        100,
        5806,
    )
    assert (row["marginal_oere"], row["outside_oere"]) == (350_00, 4_000_00)
    assert row["addresses"]["occupancy_year"].startswith("capacity-houses/2026/2026-06-30/occupancy_year?provider_no=")
    opened = ask("explain", made, row["addresses"]["occupancy_year"])
    assert "58,06 %" in opened.out
    for name in ("huse.csv", "huse.xlsx"):
        assert ask("capacity", made, "--table", "houses", "--as-of", "2026-06-30", "--out", name).status == 0
    (heading, first) = list(
        csv.reader(io.StringIO((home / "huse.csv").read_text(encoding="utf-8-sig")), delimiter=";")
    )[:2]
    assert (heading[0], first[:4]) == ("Hus", ["Fiktivgården", "3,00", "2", "1,00"])
    cells = [cell.value for row in openpyxl.load_workbook(home / "huse.xlsx").active.iter_rows() for cell in row]
    assert "Fiktivgården" in cells


def test_a_house_by_its_name_and_by_its_number(made: str, ask: Ask) -> None:
    asked = ("--as-of", "2026-06-30", "--format", "json")
    named = ask("capacity", made, "--table", "houses.fiktivgården", *asked)
    told = json.loads(named.out)
    assert [row["at_end"] for row in told["rows"][:4]] == [1, 2, 2, 2]
    assert len(told["rows"]) == 4 + 24
    number = told["rows"][0]["addresses"]["places"].rpartition("=")[2]
    assert ask("capacity", made, "--table", f"houses.{number}", *asked).out == named.out
    screen = ask("capacity", made, "--table", "houses.Fiktivgården", "--as-of", "2026-06-30")
    assert "Fiktivgården måned for måned" in screen.out
    assert "Usikkerheden er ikke prøvet på husets egne måneder" in screen.out
    bought = json.loads(ask("capacity", made, "--table", "houses.make-or-buy", *asked).out)
    assert bought["rows"][0]["fixed_oere"] == 1_200_000_00


def test_the_overview_names_the_houses(made: str, ask: Ask) -> None:
    told = json.loads(ask("capacity", made, "--as-of", "2026-06-30", "--format", "json").out)
    keys = [row["table"] for row in told["rows"] if row["section"] == "Egne huse"]
    assert keys[:2] == ["houses", "houses.make-or-buy"]
    assert ask("capacity", made, "--table", keys[2], "--as-of", "2026-06-30").status == 0


def test_a_house_that_is_none_and_no_houses_are_said(made: str, ask: Ask, home: Path) -> None:
    wrong = ask("capacity", made, "--table", "houses.Slottet", "--as-of", "2026-06-30")
    assert (wrong.status, wrong.out) == (2, "")
    assert "--table houses.Slottet findes ikke: vælg houses, houses.make-or-buy, houses.Fiktivgården." in wrong.err
    empty = Kommune(home / "tom")
    receive_grants(empty, [ENDED], DAY)
    empty.hall.close()
    none = ask("capacity", "tom", "--table", "houses", "--as-of", "2026-06-30")
    assert (none.status, none.out) == (2, "")
    assert "Der er ikke oplyst pladser i egne huse: hent tabellen" in none.err
