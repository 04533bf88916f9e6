"""What users typed as facts: frames of the same schemas as what was received, so that they reach calculations alike.

``delivery_id`` is *journal*, ``row_no`` and ``journal_seq`` the entry's number in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl

from trinvis.journal.entry import Entry
from trinvis.tables import ASSUMPTIONS, BUDGETS, ESTIMATES, GRANTS, Table

DELIVERY = "journal"
"""``delivery_id`` of what was typed in."""

SOURCES: dict[str, tuple[str, ...]] = {
    ESTIMATES.name: ("risk", "pool", "estimate"),
    ASSUMPTIONS.name: ("assumption",),
    BUDGETS.name: ("budget_line",),
    GRANTS.name: ("expectation",),
}
"""Table → the kinds whose entries are rows of it."""

CORRECTIONS: dict[str, pl.DataType] = {
    "grant_id": pl.Int64(),
    "field": pl.String(),
    "stop": pl.Date(),
    "stop_day": pl.Int32(),
    "rate_oere": pl.Int64(),
    "status": pl.String(),
    "step": pl.Int64(),
    "source_value": pl.String(),
    "effective_from": pl.Date(),
    "effective_from_day": pl.Int32(),
    "journal_seq": pl.Int64(),
}
"""The shape of ``corrections``."""

MATCHES: dict[str, pl.DataType] = {
    "kind": pl.String(),
    "delivery_id": pl.String(),
    "row_no": pl.Int64(),
    "voucher": pl.String(),
    "reference": pl.String(),
    "grant_id": pl.Int64(),
    "service_month": pl.Int32(),
    "journal_seq": pl.Int64(),
}
"""The shape of ``matches``."""


def facts(table: Table, entries: Iterable[Entry]) -> pl.DataFrame:
    """The rows of ``table`` among ``entries`` (those in force): the columns of ``Table.facts`` and then ``journal_seq``.

    Of grants, an expectation is a row with status *expected* and the grant number −``journal_seq``, which no received grant has.
    """
    rows = [_row(table, entry) for entry in entries if entry.kind in SOURCES[table.name]]
    if not rows:
        return table.empty().with_columns(pl.lit(None, dtype=pl.Int64).alias("journal_seq"))
    types = table.facts()
    columns = {
        name: pl.Series(name, [r.get(name) for r in rows], dtype=dtype)
        for name, dtype in types.items()
        if not name.endswith("_day")
    }
    return table.conform(pl.DataFrame(columns)).with_columns(pl.col("row_no").alias("journal_seq"))


def corrections(entries: Iterable[Entry]) -> pl.DataFrame:
    """Corrections of grants, one a row: the corrected field's own column holds the value (a null ``stop`` = unknown stop)."""
    rows = []
    for entry in entries:
        if entry.kind != "correction":
            continue
        value, field = entry.values.get("value"), entry.values["field"]
        source = entry.values.get("source_value")
        rows.append(
            {
                "grant_id": entry.values["grant_id"],
                "field": field,
                {"rate": "rate_oere"}.get(field, field): date.fromisoformat(value)
                if field == "stop" and value
                else value,
                "source_value": None if source is None else str(source),
                "effective_from": entry.effective_from,
                "journal_seq": entry.seq,
            }
        )
    return _frame(rows, CORRECTIONS)


def matches(entries: Iterable[Entry]) -> pl.DataFrame:
    """Matches made (``match``) and undone (``unmatch``) by hand, one a row."""
    rows = [
        {**entry.values, "kind": entry.kind, "journal_seq": entry.seq}
        for entry in entries
        if entry.kind in ("match", "unmatch")
    ]
    return _frame(rows, MATCHES)


def identities(entries: Iterable[Entry]) -> tuple[dict[tuple[str, int], int], dict[int, int]]:
    """What was decided of grants' identity: (delivery id, row) → grant, and grant → the grant that it is counted as."""
    rows: dict[tuple[str, int], int] = {}
    grants: dict[int, int] = {}
    for entry in entries:
        if entry.kind != "identity":
            continue
        if "old_grant_id" in entry.values:
            grants[entry.values["old_grant_id"]] = entry.values["grant_id"]
        else:
            rows[entry.values["delivery_id"], entry.values["row_no"]] = entry.values["grant_id"]
    return rows, grants


def account_key(account: str) -> str | None:
    """The nine digits of an account written as ``5.28.21.1.003`` or as nine digits; ``None`` for any other form."""
    dotted = re.fullmatch(r"([0-9])\.([0-9]{2})\.([0-9]{2})\.([0-9])\.([0-9]{3})", account.strip())
    if dotted:
        return "".join(dotted.groups())
    return account.strip() if re.fullmatch("[0-9]{9}", account.strip()) else None


def _row(table: Table, entry: Entry) -> dict[str, Any]:
    row: dict[str, Any] = {"delivery_id": DELIVERY, "row_no": entry.seq, **entry.values}
    for column in table.columns:
        if column.kind == "date" and row.get(column.name):
            row[column.name] = date.fromisoformat(row[column.name])
    if table.name == ESTIMATES.name:
        row["kind"] = entry.kind
    if table.name == BUDGETS.name and row.get("account"):
        row["account_key"] = account_key(row["account"])
    if table.name == GRANTS.name:
        row |= {"grant_id": -entry.seq, "status": "expected", "price_source": "rate"}
    return row


def _frame(rows: list[dict[str, Any]], shape: dict[str, pl.DataType]) -> pl.DataFrame:
    """``rows`` in a shape; a column ``x_day`` is the day number of ``x``."""
    plain = {name: dtype for name, dtype in shape.items() if not name.endswith("_day")}
    frame = pl.DataFrame(
        {name: pl.Series(name, [r.get(name) for r in rows], dtype=dtype) for name, dtype in plain.items()}
    )
    return frame.select(
        pl.col(name) if name in plain else pl.col(name[:-4]).cast(pl.Int32).alias(name) for name in shape
    )
