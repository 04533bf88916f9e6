"""Canonical JSON: the same figures give the same bytes, on every engine and machine."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float):
        raise TypeError("a figure of a follow-up is a whole number, a text or a day, never a float")
    raise TypeError(f"{type(value).__name__} has no canonical form")


def canonical(value: Any) -> bytes:
    """``value`` as UTF-8 JSON with sorted keys and no blanks; floats are refused (``TypeError``)."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain, allow_nan=False
    ).encode()


def frame_digest(frame: pl.DataFrame) -> str:
    """sha256 of a frame's rows whatever their order: equal for equal rows from any engine."""
    ordered = frame.select(sorted(frame.columns))
    ordered = ordered.sort(ordered.columns, nulls_last=False)
    digest = hashlib.sha256()
    digest.update(";".join(ordered.columns).encode())
    digest.update(ordered.write_csv(include_header=False, null_value="\\N").encode())
    return digest.hexdigest()
