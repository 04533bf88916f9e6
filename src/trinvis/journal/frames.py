"""Entries of one kind as a frame."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from trinvis.journal.entry import Entry
from trinvis.journal.fields import Field
from trinvis.journal.kinds import Kind

_TYPES: dict[str, pl.DataType] = {
    "date": pl.Date(),
    "month": pl.Int32(),
    "oere": pl.Int64(),
    "hundredths": pl.Int64(),
    "integer": pl.Int64(),
    "flag": pl.Boolean(),
}


def frame(kind: Kind, entries: Sequence[Entry]) -> pl.DataFrame:
    """A row per entry: journal_seq, entry_key, version, known_from, effective_from, by, and each field of the kind.

    A ``cell`` and a ``mapping`` become text (the latter JSON).
    """
    head: dict[str, tuple[pl.DataType, list[Any]]] = {
        "journal_seq": (pl.Int64(), [e.seq for e in entries]),
        "entry_key": (pl.String(), [e.key for e in entries]),
        "version": (pl.Int64(), [e.version for e in entries]),
        "known_from": (pl.Date(), [e.known_from for e in entries]),
        "effective_from": (pl.Date(), [e.effective_from for e in entries]),
        "by": (pl.String(), [e.by for e in entries]),
    }
    fields = {
        f.name: (_TYPES.get(f.kind, pl.String()), [_cell(f, e.values.get(f.name)) for e in entries])
        for f in kind.fields
    }
    return pl.DataFrame(
        {name: pl.Series(name, values, dtype=dtype) for name, (dtype, values) in (head | fields).items()}
    )


def _cell(field: Field, value: Any) -> Any:
    if value is None:
        return None
    if field.kind == "date":
        return date.fromisoformat(value)
    if field.kind == "mapping":
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value) if field.kind == "cell" else value
