"""One table, four forms: terminal, JSON, CSV, xlsx."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from rich.console import Console

from trinvis.reports.csv_text import csv_bytes
from trinvis.reports.json_text import canonical, json_bytes
from trinvis.reports.sheet import xlsx_bytes
from trinvis.reports.table import TOTAL_ROW, ReportColumn, ReportTable
from trinvis.reports.terminal import printed


def table(**values: Any) -> ReportTable:
    made: dict[str, Any] = {
        "name": "proeve",
        "title": "Prøve",
        "answer": "Det koster 1.234,50 kr.",
        "columns": (
            ReportColumn("label", "Område"),
            ReportColumn("month", "Måned", "month"),
            ReportColumn("day", "Dag", "day"),
            ReportColumn("quantity", "Antal", "hundredths"),
            ReportColumn("amount_oere", "Beløb", "oere", "kr.", additive=True),
            ReportColumn("share_pct", "Andel", "per_cent"),
        ),
        "rows": (
            {
                "label": "Plejefamilier",
                "month": 202603,
                "day": date(2026, 3, 31),
                "quantity": 150,
                "amount_oere": 123_450,
                "share_pct": 10_000,
            },
            {"label": "=SUM(A1)", "amount_oere": -5, "month": None, "day": None, "quantity": None, "share_pct": -4},
        ),
        "totals": {"label": "I alt", "amount_oere": 123_445},
        "addresses": {(0, "amount_oere"): "a/1", (TOTAL_ROW, "amount_oere"): "a/i-alt"},
    }
    return ReportTable(**{**made, **values})


def test_money_and_only_money_ends_in_oere() -> None:
    with pytest.raises(ValueError, match="_oere"):
        table(columns=(ReportColumn("amount", "Beløb", "oere"),))
    with pytest.raises(ValueError, match="_oere"):
        table(columns=(ReportColumn("count_oere", "Antal", "integer"),))


def test_csv_as_a_danish_excel_wants_it() -> None:
    text = csv_bytes(table()).decode("utf-8")
    assert text == (
        "\ufeffOmråde;Måned;Dag;Antal;Beløb (kr.);Andel (%)\r\n"
        "Plejefamilier;2026-03;31-03-2026;1,50;1234,50;100,00\r\n"
        "'=SUM(A1);;;;-0,05;-0,04\r\n"
        "I alt;;;;1234,45;\r\n"
    )


def test_json_is_whole_oere_with_sorted_keys() -> None:
    text = json_bytes(table()).decode()
    parsed = json.loads(text)
    assert text == json.dumps(parsed, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
    assert parsed["rows"][0]["amount_oere"] == 123_450
    assert parsed["rows"][0]["day"] == "2026-03-31"
    assert parsed["rows"][0]["addresses"] == {"amount": "a/1"}
    assert parsed["totals"]["amount_oere"] == 123_445
    assert [key for key in _keys(parsed) if key[0].endswith("_oere") and not isinstance(key[1], int | None)] == []


def _keys(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [*value.items(), *(pair for item in value.values() for pair in _keys(item))]
    return [pair for item in value for pair in _keys(item)] if isinstance(value, list) else []


def test_json_refuses_a_float() -> None:
    with pytest.raises(TypeError, match="float"):
        canonical({"amount_oere": [1.5]})


def test_terminal_gives_the_answer_first_and_figures_to_the_right() -> None:
    out = StringIO()
    printed(table(notes=("a: en note.",)), Console(file=out, width=120))
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    assert lines[0] == "Det koster 1.234,50 kr."
    assert lines[1] == "Prøve, kr."
    amounts = [line for line in lines if "Plejefamilier" in line or "I alt" in line]
    assert [line.index("1.23") for line in amounts] == [amounts[0].index("1.23")] * 2
    assert "  a: en note." in lines


def test_terminal_says_what_it_leaves_out() -> None:
    out = StringIO()
    printed(table(), Console(file=out, width=120), limit=1)
    assert "… og 1 rækker mere" in out.getvalue()


def test_synthetic_is_said_first() -> None:
    out = StringIO()
    printed(table(synthetic=True), Console(file=out, width=120))
    assert out.getvalue().startswith("Eksempelkommune: alle børn og beløb er opdigtede, også andre kommuners tal.")
    assert json.loads(json_bytes(table(synthetic=True)))["synthetic"].startswith("Eksempelkommune")


def test_xlsx_holds_numbers_formulas_and_addresses() -> None:
    book = openpyxl.load_workbook(BytesIO(xlsx_bytes(table())))
    sheet = book["Prøve"]
    assert sheet["A1"].value == "Det koster 1.234,50 kr."
    assert [cell.value for cell in sheet[3]][:2] == ["Område", "Måned"]
    assert sheet["E4"].value == 1234.5
    assert sheet["F4"].value == 1
    assert sheet["A5"].value == "=SUM(A1)"
    assert sheet["A5"].data_type == "s"
    assert sheet["E6"].value == "=SUM(E4:E5)"
    assert sheet.freeze_panes == "B4"
    rows = list(book["Adresser"].iter_rows(values_only=True))
    assert rows == [("Celle", "Tal", "Adresse"), ("E4", "Beløb", "a/1"), ("E6", "Beløb", "a/i-alt")]
