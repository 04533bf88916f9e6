"""The four reconciliation lists under each other: what is posted without a grant, granted without payment, and so on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from trinvis.calculations.commitments.reconciliation import LISTS, LOOK
from trinvis.reports import danish
from trinvis.reports.plain_table import frame_table
from trinvis.reports.table import ReportTable

if TYPE_CHECKING:
    import polars as pl

HIDDEN = ("rule", "delivery_id", "row_no", "period", "collective_oere", "counts", "list")
"""What stands in files only."""


def one_frame(lists: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The lists as one frame: ``list`` and ``list_name`` first, the stop as a date, ``look`` in words."""
    import polars as pl

    frames = [
        frame.select(pl.lit(name).alias("list"), pl.lit(LISTS.get(name, name)).alias("list_name"), pl.all())
        for name, frame in lists.items()
    ]
    if not frames:
        return pl.DataFrame(schema={"list": pl.String, "list_name": pl.String})
    every = pl.concat(frames, how="diagonal_relaxed")
    if "stop_day" in every.columns:
        every = every.with_columns(pl.col("stop_day").cast(pl.Int32).cast(pl.Date).alias("stop")).drop("stop_day")
    if "look" in every.columns:
        every = every.with_columns(pl.col("look").replace(LOOK)).select(pl.exclude("look"), pl.col("look"))
    return every


def reconciliation_table(
    lists: Mapping[str, pl.DataFrame], year: int, as_of: date, labels: Mapping[str, str], *, synthetic: bool = False
) -> ReportTable:
    """All lists as one table, told apart by the first column; ``labels`` is area → label."""
    every = one_frame(lists)
    said = ", ".join(f"{danish.decimal(frame.height)} {LISTS.get(name, name).lower()}" for name, frame in lists.items())
    return frame_table(
        "reconciliation",
        f"Afstemning {year} pr. {danish.long_day(as_of)}",
        f"Bogført og bevilget passer ikke sammen i {danish.decimal(every.height)} tilfælde: {said}.",
        every,
        labels=labels,
        hidden=HIDDEN,
        facts={"year": year, "as_of": as_of},
        synthetic=synthetic,
    )
