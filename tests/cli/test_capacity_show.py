"""``trinvis capacity DIR``: the areas, a table and a section, every format, how figures are counted, and wrong use in one line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.municipality.capacity_section_files import activity, people, spent

Ask = Callable[..., Any]
DAY = ("--as-of", "2026-09-30")
EGEN = ("--table", "economy.years.egen")


@pytest.fixture
def country(home: Path, ask: Ask) -> str:
    """Six municipalities with accounts, inhabitants and activity, imported as a user would."""
    assert ask("init", "kommune", "--municipality", "151").status == 0
    for name, text, source in (
        ("REGKC.csv", spent(), "statbank"),
        ("FOLK1A.csv", people(), "statbank"),
        ("aktivitet.csv", activity(), "activity"),
    ):
        (home / name).write_text(text, encoding="utf-8")
        answer = ask("import", "kommune", name, "--source", source, "--as-of", "2026-06-01", "--yes")
        assert answer.status == 0, answer
    return "kommune"


def as_json(ask: Ask, folder: str, *words: str) -> dict[str, Any]:
    answer = ask("capacity", folder, *DAY, *words, "--format", "json")
    assert (answer.status, answer.err) == (0, ""), answer
    return json.loads(answer.out)  # type: ignore[no-any-return]


def test_the_overview_names_every_table_and_what_each_part_lacks(country: str, ask: Ask) -> None:
    answer = ask("capacity", country, *DAY)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("Kommunen brugte 33,0 mio. kr. på området i 2025.")
    said = as_json(ask, country)
    tables = [row["table"] for row in said["rows"]]
    assert {"economy.years.egen", "economy.regions", "economy.spread", "activity.years.egen"} <= set(tables)
    lacking = {row["table"]: row["said"] for row in said["rows"] if row["table"] in ("staff", "places", "survey")}
    assert len(lacking) == 3
    assert all("trinvis import DIR" in text for text in lacking.values()), lacking


@pytest.mark.parametrize(("area", "kroner"), [("children", 33_000_000), ("ppr", 2_000_000), ("adults", 15_400_000)])
def test_each_area_has_its_own_accounts(country: str, ask: Ask, area: str, kroner: int) -> None:
    """Grown-ups: 7,7 + 6,0 + 1,2 + 0,5 mio. kr."""
    said = as_json(ask, country, "--area", area, *EGEN)
    assert said["rows"][-1]["y2025_oere"] == kroner * 100


def test_a_section_shows_all_its_tables_and_a_file_holds_one(country: str, ask: Ask, home: Path) -> None:
    answer = ask("capacity", country, *DAY, "--table", "economy")
    assert answer.status == 0
    for title in ("Udgifter i Ballerup", "Udgifter i hele landet", "Udgifter pr. 1.000 i regionerne"):
        assert title in answer.out
    refused = ask("capacity", country, *DAY, "--table", "economy", "--out", "fil.csv")
    assert refused.status == 2
    assert refused.err.startswith("En fil holder én tabel: vælg --table economy.years.egen")
    assert refused.err.count("\n") == 1
    assert not (home / "fil.csv").exists()


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "pdf", "docx"])
def test_every_format_is_written(country: str, ask: Ask, home: Path, form: str) -> None:
    table = () if form in ("pdf", "docx") else EGEN
    answer = ask("capacity", country, *DAY, *table, "--out", f"fil.{form}")
    assert answer.status == 0, answer
    content = (home / f"fil.{form}").read_bytes()
    starts = {"xlsx": b"PK", "docx": b"PK", "pdf": b"%PDF", "json": b"{", "csv": b"\xef\xbb\xbf"}
    assert content.startswith(starts[form])
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        assert rows[-1]["2025 (kr.)"] == "33000000,00"


def test_how_figures_are_counted_can_be_chosen(country: str, ask: Ask) -> None:
    """By who acts, two fewer on § 107; one year has no growth."""
    counted = {
        by: next(
            row for row in as_json(ask, country, "--area", "adults", "--table", "activity.years.egen", by)["rows"]
            if row["label"] == "§ 107"
        )["y2025"]
        for by in ("--acting", "--paying")
    }  # fmt: skip
    assert counted["--paying"] - counted["--acting"] == 2_00
    one_year = as_json(ask, country, *EGEN, "--since", "2025")
    assert {"y2025_oere"} <= one_year["rows"][0].keys()
    assert "growth" not in one_year["rows"][0]
    assert as_json(ask, country, *EGEN, "--year", "2024")["rows"][-1]["y2024_oere"] == 30_000_000_00


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--area", "roads"), "»roads« kan ikke vælges for area; vælg children, ppr, adults."),
        (("--table", "roads"), "--table roads findes ikke: vælg en del (economy, staff,"),
        (("--table", "economy.roads"), "--table economy.roads findes ikke: vælg economy.years.egen"),
        (("--table", "staff"), "Der er intet personale: hent lønstatistikken ind"),
        (("--year", "2019"), "Der er intet regnskab for 2019; vælg et af 2024, 2025."),
        (("--year", "25"), "--year 25 er ikke et år: skriv det med fire cifre, fx 2024."),
        (("--since", "2030"), "Første år 2030 ligger efter 2025; vælg et tidligere."),
        (("--prices", "2024"), "Der er intet prisindeks, så der kan ikke regnes i 2024-priser"),
        (("--index", "pl"), "Indekset »pl« har ingen tal"),
        (("--reference", "best"), "»best« kan ikke vælges for reference; vælg mean, median, lower_quartile."),
        (("--base-share", "none"), "»none« kan ikke vælges for base_share"),
        (("--as-of", "2020-01-01"), "Der er ingen regnskaber for Børn og unge"),
        (("--format", "html"), "html"),
    ],
)
def test_wrong_use_is_one_line_with_a_remedy(country: str, ask: Ask, words: tuple[str, ...], said: str) -> None:
    day = () if "--as-of" in words else DAY
    answer = ask("capacity", country, *day, *words)
    assert answer.status == 2
    assert answer.out == ""
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert "Traceback" not in answer.err


def test_a_folder_without_figures_says_what_to_import(home: Path, ask: Ask) -> None:
    assert home.exists()
    assert ask("init", "tom", "--municipality", "151").status == 0
    answer = ask("capacity", "tom", *DAY)
    assert answer.status == 2
    assert answer.err == (
        "Der er ingen regnskaber for Børn og unge: hent dem ind, fx trinvis import DIR REGKC.csv --source statbank.\n"
    )
