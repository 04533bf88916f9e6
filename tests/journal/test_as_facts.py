"""What users typed reaches calculations as rows of the same schemas as what was received."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from trinvis.journal import Entry
from trinvis.journal.as_facts import (
    CORRECTIONS,
    MATCHES,
    SOURCES,
    account_key,
    corrections,
    facts,
    identities,
    matches,
)
from trinvis.journal.kinds import KINDS
from trinvis.tables import ASSUMPTIONS, BUDGETS, ESTIMATES, GRANTS, TABLES


def entry(seq: int, kind: str, values: dict[str, Any], effective_from: date | None = None) -> Entry:
    kept = KINDS[kind].validated(values)
    return Entry(
        seq, kind, str(seq), 1, kept, "Ida", datetime(2026, 1, 31, tzinfo=UTC), date(2026, 1, 31), effective_from
    )


def test_risks_pools_and_estimates() -> None:
    typed = [
        entry(3, "risk", {"year": 2026, "area": "a", "price_oere": 105_000_000, "probability": 4000, "start": date(2026, 10, 1), "note": "x"}),
        entry(5, "pool", {"year": 2026, "area": "b", "price_oere": 100}),
        entry(7, "estimate", {"year": 2026, "area": "c", "price_oere": -100}),
        entry(8, "note", {"text": "x"}),
    ]  # fmt: skip
    frame = facts(ESTIMATES, typed)
    assert dict(frame.schema) == ESTIMATES.facts() | {"journal_seq": pl.Int64}
    assert frame.select("delivery_id", "row_no", "kind", "area", "price_oere", "probability", "start", "start_day", "journal_seq").rows() == [
        ("journal", 3, "risk", "a", 105_000_000, 4000, date(2026, 10, 1), 20727, 3),
        ("journal", 5, "pool", "b", 100, None, None, None, 5),
        ("journal", 7, "estimate", "c", -100, None, None, None, 7),
    ]  # fmt: skip


def test_budget_lines_and_assumptions() -> None:
    line = entry(
        2,
        "budget_line",
        {"year": 2026, "version": "moved", "account": "5.28.22.1.001", "amount_oere": -5, "decided": "2026-04-01"},
    )
    rows = (
        facts(BUDGETS, [line])
        .select("year", "version", "account_key", "amount_oere", "decided_day", "journal_seq")
        .rows()
    )
    assert rows == [(2026, "moved", "528221001", -5, 20544, 2)]
    behind = entry(
        4,
        "assumption",
        {"year": 2026, "area": "a", "full_year_persons": 6850, "average_price_oere": 1, "binding": True},
    )
    rows = facts(ASSUMPTIONS, [behind]).select("area", "full_year_persons", "binding", "row_no").rows()
    assert rows == [("a", 6850, True, 4)]


def test_an_expectation_is_an_expected_grant() -> None:
    expected = {
        "child_no": 1, "intervention_type": "placement", "unit": "month", "rate_oere": 100, "start": date(2026, 10, 1),
        "modifies": "ab",
    }  # fmt: skip
    row = facts(GRANTS, [entry(9, "expectation", expected)]).row(0, named=True)
    assert (row["grant_id"], row["status"], row["start_day"], row["modifies"], row["journal_seq"]) == (
        -9,
        "expected",
        20727,
        "ab",
        9,
    )


@pytest.mark.parametrize("table", SOURCES)
def test_nothing_typed_is_an_empty_frame_of_the_same_shape(table: str) -> None:
    frame = facts(TABLES[table], [])
    assert frame.is_empty()
    assert dict(frame.schema) == TABLES[table].facts() | {"journal_seq": pl.Int64}


def test_corrections() -> None:
    typed = [
        entry(1, "correction", {"grant_id": 7, "field": "stop", "value": "2026-05-31", "source_value": "2026-12-31"}),
        entry(2, "correction", {"grant_id": 8, "field": "stop"}),
        entry(
            3, "correction", {"grant_id": 7, "field": "rate", "value": 4_150_000, "source_value": 1}, date(2026, 4, 1)
        ),
        entry(4, "correction", {"grant_id": 7, "field": "status", "value": "cancelled"}),
        entry(5, "correction", {"grant_id": 7, "field": "step", "value": 5}),
    ]
    expected = pl.DataFrame(
        {
            "grant_id": [7, 8, 7, 7, 7],
            "field": ["stop", "stop", "rate", "status", "step"],
            "stop": [date(2026, 5, 31), None, None, None, None],
            "stop_day": [20604, None, None, None, None],
            "rate_oere": [None, None, 4_150_000, None, None],
            "status": [None, None, None, "cancelled", None],
            "step": [None, None, None, None, 5],
            "source_value": ["2026-12-31", None, "1", None, None],
            "effective_from": [None, None, date(2026, 4, 1), None, None],
            "effective_from_day": [None, None, 20544, None, None],
            "journal_seq": [1, 2, 3, 4, 5],
        },
        schema=CORRECTIONS,
    )
    assert_frame_equal(corrections(typed), expected)
    assert corrections([]).schema == CORRECTIONS


def test_matches_and_identities() -> None:
    typed = [
        entry(1, "match", {"delivery_id": "000003", "row_no": 17, "grant_id": 4, "service_month": 202602}),
        entry(2, "unmatch", {"voucher": "ab"}),
        entry(3, "identity", {"delivery_id": "000003", "row_no": 2, "grant_id": 50}),
        entry(4, "identity", {"old_grant_id": 9, "grant_id": 4}),
    ]
    assert matches(typed).rows() == [
        ("match", "000003", 17, None, None, 4, 202602, 1),
        ("unmatch", None, None, "ab", None, None, None, 2),
    ]
    assert matches([]).schema == MATCHES
    assert identities(typed) == ({("000003", 2): 50}, {9: 4})


@pytest.mark.parametrize(
    ("account", "key"),
    [("5.28.21.1.003", "528211003"), (" 528211003 ", "528211003"), ("5.28.21", None), ("5282110031", None)],
)
def test_account_key(account: str, key: str | None) -> None:
    assert account_key(account) == key
