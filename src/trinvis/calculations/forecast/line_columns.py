"""Brings a frame into the shape of ``lines``: every column, in order, null where the calculation has nothing to say."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.posted_lines import LINE_TYPES
from trinvis.calculations.staircase.rules import Frame


def as_lines(frame: Frame) -> Frame:
    """``frame`` with exactly the columns of ``tables.lines.line_types``; ``days`` is 0 where it is missing."""
    present = set(frame.collect_schema().names())
    columns = []
    for name, line_type in LINE_TYPES.items():
        dtype: Any = line_type
        if name in present:
            columns.append(nw.col(name).cast(dtype))
        elif name == "days":
            columns.append(nw.lit(0).cast(dtype).alias(name))
        else:
            columns.append(nw.lit(None, dtype=dtype).alias(name))
    return frame.select(columns)
