"""What moved: subtotals, search, and what *siden sidst* means."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from trinvis.presentation.moved_shown import items_found, last_time, starts
from trinvis.presentation.municipality import Moment
from trinvis.reports.table import TOTAL_ROW, ReportColumn, ReportTable

COLUMNS = (
    ReportColumn("label", "Hvad"),
    ReportColumn("detail", "Beskrivelse"),
    ReportColumn("amount_oere", "Beløb", "oere", "kr."),
)
ROWS = (
    {"kind": "new", "label": "Ny indsats", "detail": "Start 01.09.2026", "amount_oere": 500},
    {"kind": "ended", "label": "Afsluttet", "detail": "Stop 15.09.2026", "amount_oere": -200},
    {"kind": "new", "label": "Ny indsats", "detail": "Start 15.09.2026", "amount_oere": 30},
)
TABLE = ReportTable(
    "changes",
    "Ændringer",
    "",
    COLUMNS,
    ROWS,
    totals={"label": "I alt", "amount_oere": 330},
    addresses={
        (0, "amount_oere"): "a0",
        (1, "amount_oere"): "a1",
        (2, "amount_oere"): "a2",
        (TOTAL_ROW, "amount_oere"): "t",
    },
)
DAYS = [date(2026, 9, 30), date(2026, 9, 4), date(2026, 8, 31), date(2026, 7, 31)]


@pytest.mark.parametrize(
    ("kind", "words", "addresses", "total"),
    [
        ("", "", ["a0", "a1", "a2"], 330),
        ("new", "", ["a0", "a2"], 530),
        ("", "15.09", ["a1", "a2"], -170),
        ("new", "ny 15.09", ["a2"], 30),
        ("", "findes ikke", [], 0),
    ],
)
def test_search_keeps_addresses_and_sums_what_was_found(
    kind: str, words: str, addresses: list[str], total: int
) -> None:
    found = items_found(TABLE, kind=kind, words=words)
    assert [found.addresses[number, "amount_oere"] for number in range(len(found.rows))] == addresses
    assert found.totals is not None
    assert found.totals["amount_oere"] == total


def approval(number: int, as_of: date, year: int = 2026) -> Any:
    return SimpleNamespace(number=number, as_of=as_of, year=year, name=f"godkendt-{number}")


def test_last_time_is_the_newest_earlier_approval_else_the_month_before() -> None:
    asked = Moment(2026, date(2026, 9, 30))
    assert last_time(DAYS, [], asked) == date(2026, 8, 31)
    assert last_time(DAYS, [approval(1, date(2026, 7, 31)), approval(2, date(2026, 9, 30))], asked) == 1
    assert last_time(DAYS, [approval(1, date(2025, 7, 31), 2025)], asked) == date(2026, 8, 31)
    assert last_time([date(2026, 9, 30)], [], asked) is None


def test_one_may_look_back_to_approvals_and_to_earlier_days() -> None:
    found = starts(DAYS, [approval(1, date(2026, 7, 31))], Moment(2026, date(2026, 8, 31)))
    assert [one.value for one in found] == ["godkendt-1", "31.07.2026"]
