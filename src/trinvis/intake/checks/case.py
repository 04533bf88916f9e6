"""A context from a handful of rows: what the test beside each check reads as its input."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from trinvis.intake.checks.context import Context
from trinvis.intake.result import Earlier
from trinvis.intake.staging import stage
from trinvis.intake.sums import sum_rows
from trinvis.tables import TABLES

if TYPE_CHECKING:
    import polars as pl


def context(
    table: str,
    *rows: dict[str, Any],
    sums: pl.DataFrame | None = None,
    extract_day: date | None = None,
    period: tuple[int, int] | None = None,
    our_municipality: int | None = None,
    earlier: Earlier | None = None,
) -> Context:
    """Staged rows of ``table``, numbered from 1 where they have no ``row_no``; columns that are not given are null."""
    import polars as pl

    from trinvis.parameters import Parameters

    given = [{"row_no": i} | row for i, row in enumerate(rows, 1)]
    frame = pl.DataFrame(given, infer_schema_length=None) if given else pl.DataFrame(schema={"row_no": pl.Int64})
    return Context(
        table,
        stage(frame, TABLES[table], *[name for name in ("birth",) if name in frame.columns]),
        sum_rows(pl.DataFrame(schema={"row_no": pl.Int64, "row_kind": pl.String}), []) if sums is None else sums,
        Parameters.shipped(),
        extract_day,
        period,
        our_municipality,
        earlier or Earlier(),
    )


def hit(found: pl.DataFrame) -> list[int]:
    """The row numbers that a check found, in order."""
    return sorted(found["row_no"].to_list())
