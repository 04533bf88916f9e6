"""``trinvis import DIR --source statbank --table …``: from the stand-in to deliveries, and from there to what counts."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.intake.statbank.standin import StandIn, asked

from trinvis.cli import run


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str

    @property
    def told(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.out)
        return document


Ask = Callable[..., Answer]


@pytest.fixture
def ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> Ask:
    """A municipality of its own, and the service at the stand-in."""
    for name in ("TRINVIS_KEY", "TRINVIS_KEY_FILE", "TRINVIS_JOURNAL", "TRINVIS_TRACE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("TRINVIS_USER", "Controller Prøve")
    monkeypatch.setenv("TRINVIS_STATBANK", address)
    monkeypatch.chdir(tmp_path)

    def asked(*words: str) -> Answer:
        status = run(words)
        seen = capfdbinary.readouterr()
        return Answer(status, seen.out.decode("utf-8"), seen.err.decode())

    assert asked("init", "kommune", "--municipality", "151").status == 0
    return asked


def fetch(ask: Ask, *tables: str, years: str | None = None, more: tuple[str, ...] = ()) -> Answer:
    words = [word for name in tables for word in ("--table", name)]
    years_words = ("--years", years) if years else ()
    return ask("import", "kommune", "--source", "statbank", *words, *years_words, "--format", "json", *more)


def counting(kommune: Path, table: str) -> pl.DataFrame:
    """The rows of a table that count today."""
    from trinvis.cli.edge import key_store
    from trinvis.engine import Engine
    from trinvis.tables import TABLES
    from trinvis.workspace import Workspace, workspace_id

    workspace = Workspace.open(kommune, key_store(workspace_id(kommune)))
    with Engine.open("polars") as engine:
        return engine.collect(engine.scan(workspace.selection(None).pieces(table), TABLES[table]))


def test_a_table_becomes_a_delivery(ask: Ask, standin: StandIn) -> None:
    answer = fetch(ask, "REGK31", years="2022-2023")
    assert answer.status == 0, answer
    assert answer.told["accepted"] == 98 * 4 * 3 * 2 * 2
    assert answer.told["accepted_oere"] == answer.told["amount_oere"]
    (delivery,) = ask("deliveries", "kommune", "--format", "json").told["rows"]
    assert (delivery["source"], delivery["file_name"]) == ("statbank", "REGK31_2022-2023.csv")
    assert (
        delivery["meaning"] == "Periode: erstatter de måneder, den dækker, januar 2022 til december 2023, omfang REGK31"
    )
    assert [function for function, _ in standin.asked] == ["tableinfo", "data"]


def test_the_same_question_again_is_the_same_delivery(ask: Ask, standin: StandIn) -> None:
    fetch(ask, "BU43", years="2023")
    again = fetch(ask, "BU43", years="2023")
    assert again.status == 0
    assert (
        "BU43 2023 er uændret hos Danmarks Statistik: svaret er levering 000001, og intet nyt er gemt."
        in again.told["answer"]
    )
    assert len(ask("deliveries", "kommune", "--format", "json").told["rows"]) == 1
    assert [function for function, _ in standin.asked] == [
        "tableinfo",
        "data",
        "tableinfo",
    ]  # no numbers the second time
    standin.tables["BU43"]["updated"] = "2025-06-06T08:00:00"  # dated anew, the numbers as before
    assert "er uændret" in fetch(ask, "BU43", years="2023").told["answer"]
    ask("withdraw", "kommune", "000001")
    assert fetch(ask, "BU43", years="2023").status == 0
    assert len(ask("deliveries", "kommune", "--format", "json").told["rows"]) == 2


def test_numbers_that_are_restated_back_count_again(ask: Ask, standin: StandIn, tmp_path: Path) -> None:
    """98 municipalities and the country of 9 cells each; one municipality is taken out, and put in again."""
    table = standin.tables["BU43"]
    for day, lacking, rows in (("05-08", [], 891), ("05-09", [151], 882), ("05-10", [], 891)):
        table["updated"], table["lacking"] = f"2025-{day}T08:00:00", lacking
        assert fetch(ask, "BU43", years="2023").status == 0
        assert counting(tmp_path / "kommune", "public_figures").height == rows


def test_several_tables_and_municipalities_that_are_missing(ask: Ask) -> None:
    answer = fetch(ask, "ANBAAR12", "UND1", years="2023")
    assert answer.status == 0
    found = {(row["file_name"], row["code"]): row["message"] for row in answer.told["rows"]}
    assert "2 af 98 mangler: Fanø og Samsø" in found["ANBAAR12_2023.csv", "T031"]
    assert ("UND1_2023.csv", "T031") not in found
    assert ("UND1_2023.csv", "T032") in found


def test_a_year_is_replaced_and_the_others_stay(ask: Ask, standin: StandIn, tmp_path: Path) -> None:
    fetch(ask, "REGKC", years="2021-2023")
    before = counting(tmp_path / "kommune", "national_accounts")
    del standin.tables["REGKC"]["variables"][0]["values"]["155772009"]
    standin.tables["REGKC"]["updated"] = "2025-05-08T08:00:00"
    assert fetch(ask, "REGKC", years="2023").status == 0
    ids = counting(tmp_path / "kommune", "national_accounts").group_by("year", "delivery_id").agg(rows=pl.len())
    per_year = before.height // 3
    assert sorted(ids.rows()) == [
        (2021, "000001", per_year),
        (2022, "000001", per_year),
        (2023, "000002", per_year * 3 // 4),
    ]


def test_figures_of_a_day_are_replaced_by_their_months(ask: Ask, standin: StandIn, tmp_path: Path) -> None:
    fetch(ask, "BU43", years="2021-2023")
    standin.tables["BU43"]["updated"] = "2025-05-08T08:00:00"
    standin.tables["BU43"]["last"] = 2024
    fetch(ask, "BU43", years="2023-2024")
    rows = counting(tmp_path / "kommune", "public_figures")
    by_year = rows.group_by(year=pl.col("day").dt.year(), id="delivery_id").agg(n=pl.len()).sort("year").rows()
    assert by_year == [(2021, "000001", 891), (2022, "000001", 891), (2023, "000002", 891), (2024, "000002", 891)]


def test_the_newest_projection(ask: Ask, standin: StandIn) -> None:
    standin.tables["FRKM125"] = {**standin.tables["FRKM124"], "first": 2025, "last": 2027}
    answer = fetch(ask, "FRKM", years="2026")
    assert answer.told["accepted"] == 98 * 3 * 2
    assert standin.asked[-1][1]["table"] == "FRKM125"


def test_dry_run_and_broken_answers_keep_nothing(ask: Ask, standin: StandIn) -> None:
    assert fetch(ask, "BU43", years="2023", more=("--dry-run",)).status == 0
    standin.troubles = [None, "broken"]
    broken = fetch(ask, "REGK31", years="2023")
    assert broken.status == 2
    assert "afkortet" in broken.err
    assert broken.err.count("\n") == 1
    wrong = fetch(ask, "REGK53")
    assert (wrong.status, wrong.err[:23]) == (2, "Tabellen REGK53 kendes ")
    standin.troubles = [None, "error"]
    assert "svarede med en fejl i stedet for tal (EXTRACT-FAILED" in fetch(ask, "REGK31", years="2023").err
    assert ask("deliveries", "kommune", "--format", "json").told["rows"] == []


def test_a_file_by_hand_is_read_the_same_way(ask: Ask, standin: StandIn, tmp_path: Path) -> None:
    fetch(ask, "BUDK32", years="2023")
    values = standin.asked[-1][1]["variables"]
    question = asked("BUDK32", "BULK", "CodeAndValue", **{one["code"]: one["values"] for one in values})
    (tmp_path / "hentet.csv").write_bytes(standin.data("BUDK32", question))
    before = counting(tmp_path / "kommune", "national_accounts")
    assert ask("import", "kommune", "hentet.csv", "--source", "statbank", "--table", "BUDK32").status == 0
    after = counting(tmp_path / "kommune", "national_accounts")
    assert after["delivery_id"].unique().to_list() == ["000002"]
    assert after.drop("delivery_id").sort("row_no").equals(before.drop("delivery_id").sort("row_no"))
    assert after["kind"].unique().to_list() == ["budget"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "kommune"), "mangler FIL"),
        (("import", "kommune", "--source", "grants", "--table", "REGKC"), "ikke fra grants"),
        (("import", "kommune", "a.csv", "--years", "2023"), "--years vælger"),
        (("import", "kommune", "a.csv", "--table", "REGKC", "--table", "REGK31"), "En fil er én tabel"),
        (("import", "kommune", "--table", "REGKC", "--years", "23"), "--years 23 er ikke til at læse"),
        (("import", "kommune", "--table", "REGKC", "--years", "2023-2018"), "er ikke til at læse"),
    ],
)
def test_wrong_use_is_one_line(words: tuple[str, ...], said: str, ask: Ask) -> None:
    answer = ask(*words)
    assert answer.status == 2
    assert said in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("address", ["statistikbanken", "https://", "http://127.0.0.1:hej", "file:///etc"])
def test_an_address_that_is_none_is_one_line(ask: Ask, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("TRINVIS_STATBANK", address)
    answer = fetch(ask, "REGKC")
    assert answer.status == 2
    assert answer.err == (
        f"TRINVIS_STATBANK er ikke en webadresse ({address}): skriv den som https://api.statbank.dk/v1, eller fjern den.\n"
    )
