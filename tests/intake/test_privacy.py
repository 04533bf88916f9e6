"""What may stand in clear: facts, findings, counts and headings hold no personal number, no name and no free text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from trinvis.intake import SOURCES, Read

FIXTURES = Path(__file__).parent / "fixtures"
SECRETS = (
    "010115", "0101159999", "020412", "030709", "0505809990", "Eksempelsen", "Prøvesen", "Testesen", "Giversen", "Led Ersen",
    "Familien Fiktiv", "Fiktivgården", "Opstart efter sommer", "Tilbagebetaling", "Cykel", "F-20417", "B-100233", "Afventer retsmøde",
)  # fmt: skip


def _clear(read: Read) -> str:
    parts = [json.dumps(frame.to_dicts(), default=str, ensure_ascii=False) for frame in read.facts.values()]
    parts.append(json.dumps(read.findings.to_dicts(), default=str, ensure_ascii=False))
    parts.append(repr((read.counts, read.meaning, read.forms, read.headers, read.unknown_columns, read.remember)))
    return "\n".join(parts)


@pytest.mark.parametrize(
    "path", [p for p in sorted(FIXTURES.iterdir()) if p.stem.split("_")[0] in SOURCES], ids=lambda p: p.name
)
def test_no_fixture_leaks(path: Path, read_fixture: Any) -> None:
    from trinvis.intake import ReadOptions

    clear = _clear(read_fixture(path.name, options=ReadOptions(number_form="da", year=2026)))
    assert [secret for secret in SECRETS if secret in clear] == []


def test_a_personal_number_in_a_text_column_is_moved(read_text: Any) -> None:
    text = (
        "Cpr-nr.;Indsatstype;Enhed;Takst;Startdato;Status;Team;Paragraf\n"
        "010115-9999;Familiebehandling;Måned;41.500,00;01-03-2026;Bevilget;Team 020412-9998;jf. samtale med 0304129997"
    )
    read = read_text("grants", text)
    assert "020412" not in _clear(read)
    assert "0304129997" not in _clear(read)
    assert read.facts["grants"]["team"].to_list() == [None]
    assert sorted(read.texts["field"]) == ["paragraph", "team"]
    assert read.findings.filter(pl.col("code") == "T011").height == 2


def test_a_heading_that_is_a_person_is_masked(read_text: Any) -> None:
    read = read_text("finance", "Bogføringsdato;Konto;Beløb;010115-9999\n01-03-2026;528211003;7,50;x")
    assert read.unknown_columns == ("kolonne 4",)


def test_a_personal_number_is_no_account(read_text: Any) -> None:
    read = read_text("finance", "Bogføringsdato;Konto;Beløb\n01-03-2026;0101159999;7,50\n01-03-2026;528211003;7,50")
    assert read.counts.rejected == 1
    assert "0101159999" not in _clear(read)


def test_rejected_rows_are_kept_whole(read_fixture: Any) -> None:
    raw = dict(read_fixture("grants_broken.csv").rejected_raw.rows())
    assert json.loads(raw[7]) | {"Takst": "fyrretusind", "Cpr-nr.": "080210-9995"} == json.loads(raw[7])


def test_rejected_rows_say_area_amount_and_account_in_clear(read_fixture: Any) -> None:
    found = read_fixture("grants_broken.csv").findings.filter(pl.col("row_no") == 4)
    assert found.select("area_hint", "amount_oere", "account_key").rows() == [
        ("family_treatment", 41_500_00, "528211003")
    ]
