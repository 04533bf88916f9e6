"""Readings as intake delivers them, written from plain rows, and a short way to import one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

import polars as pl

from trinvis.tables import GRANTS, POSTINGS, Table
from trinvis.workspace import Delivery, ImportSession, Overrules, Workspace
from trinvis.workspace.files import Step


@dataclass(frozen=True)
class Meaning:
    kind: str
    extract_day: date | None = None
    period_from: int | None = None
    period_to: int | None = None
    scope: str = ""


@dataclass(frozen=True)
class Counts:
    rows: int = 0
    accepted: int = 0
    rejected: int = 0
    amount_oere: int = 0
    accepted_oere: int = 0


@dataclass(frozen=True)
class Reading:
    """The shape of what intake hands over."""

    source: str
    meaning: Meaning
    facts: dict[str, pl.DataFrame]
    texts: pl.DataFrame
    findings: pl.DataFrame
    rejected_raw: pl.DataFrame
    counts: Counts
    remember: dict[str, dict[str, Any]] = field(default_factory=dict)
    unknown_columns: tuple[str, ...] = ()


def frame(table: Table, rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
    """Rows as facts; what is not given is null, rows are numbered from 2 (row 1 is the heading)."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: [row.get(name) for row in rows] for name in names}
    if "row_no" not in columns:
        columns["row_no"] = list(range(2, len(rows) + 2))
    return table.conform(pl.DataFrame(columns, strict=False)).drop("delivery_id")


def grants_read(
    session: ImportSession, rows: Sequence[dict[str, Any]], extract_day: date, source: str = "grants", scope: str = ""
) -> Reading:
    """A snapshot of grants. A row names ``cpr``, ``name``, ``provider`` and ``key`` as the file does."""
    rows = [{"intervention_type": "placement", "placement_type": "foster", "unit": "month", **row} for row in rows]
    ids = {n: pl.Series([r.get(n) for r in rows], dtype=pl.String) for n in ("cpr", "name", "provider", "key")}
    facts = frame(GRANTS, [{k: v for k, v in row.items() if k not in ids} for row in rows]).with_columns(
        session.numbers("child", ids["cpr"], ids["name"]).alias("child_no"),
        session.numbers("provider", ids["provider"]).alias("provider_no"),
        session.numbers("key", ids["key"]).alias("source_key"),
    )
    texts = facts.select("row_no", pl.lit("child_name").alias("field"), ids["name"].alias("text")).drop_nulls()
    return _reading(source, Meaning("snapshot", extract_day, scope=scope), {"grants": facts}, texts)


def postings_read(
    session: ImportSession,
    rows: Sequence[dict[str, Any]],
    kind: str,
    first: int,
    last: int | None = None,
    source: str = "finance",
    scope: str = "",
) -> Reading:
    """Postings of the months ``first`` to ``last``; a row gives date, amount_oere and perhaps cpr, voucher and text."""
    ids = {name: pl.Series([r.get(name) for r in rows], dtype=pl.String) for name in ("cpr", "voucher", "text")}
    months = [row["date"].year * 100 + row["date"].month for row in rows]
    facts = frame(
        POSTINGS,
        [{"period": m, **{k: v for k, v in r.items() if k not in ids}} for m, r in zip(months, rows, strict=True)],
    )
    facts = facts.with_columns(
        session.numbers("child", ids["cpr"]).alias("child_no"), session.numbers("key", ids["voucher"]).alias("voucher")
    )
    texts = facts.select("row_no", pl.lit("text").alias("field"), ids["text"].alias("text")).drop_nulls()
    return _reading(source, Meaning(kind, None, first, last or first, scope), {"postings": facts}, texts)


def _reading(source: str, meaning: Meaning, facts: dict[str, pl.DataFrame], texts: pl.DataFrame) -> Reading:
    rows = sum(f.height for f in facts.values())
    oere = sum(int(f["amount_oere"].sum()) for f in facts.values() if "amount_oere" in f.columns)
    return Reading(source, meaning, facts, texts, pl.DataFrame(), pl.DataFrame(), Counts(rows + 1, rows, 0, oere, oere))


def noon(day: date) -> datetime:
    """An instant of receipt on that day."""
    return datetime.combine(day, time(11), UTC)


def give(
    workspace: Workspace,
    known: date,
    *,
    grants: Sequence[dict[str, Any]] | None = None,
    postings: Sequence[dict[str, Any]] = (),
    kind: str = "snapshot",
    months: tuple[int, int] = (202601, 202601),
    extract_day: date | None = None,
    received: date | None = None,
    original: bytes | None = None,
    overrules: Overrules | None = None,
    step: Step = lambda _: None,
    source: str | None = None,
    scope: str = "",
) -> Delivery:
    """Import one file that is known from ``known`` (received that day unless said otherwise)."""
    with workspace.importing(5, step=step) as session:
        if grants is not None:
            read = grants_read(session, grants, extract_day or known, source or "grants", scope)
        else:
            read = postings_read(session, postings, kind, *months, source=source or "finance", scope=scope)
        content = original if original is not None else repr((known, asdict(read.meaning), grants, postings)).encode()
        return session.commit(
            read,  # type: ignore[arg-type]
            original=content,
            file_name="fil.csv",
            received_at=noon(received or known),
            known_from=known,
            overrules=overrules,
        )
