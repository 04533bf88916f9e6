"""Sums over frames: equal rows give equal digests, whatever engine they came from and in whatever order."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def frame_digest(frame: pl.DataFrame) -> str:
    """sha256 of a frame's columns and rows, both in order of their own values."""
    ordered = frame.select(sorted(frame.columns))
    ordered = ordered.sort(ordered.columns, nulls_last=False)
    digest = hashlib.sha256()
    digest.update(";".join(ordered.columns).encode())
    digest.update(ordered.write_csv(include_header=False, null_value="\\N").encode())
    return digest.hexdigest()
