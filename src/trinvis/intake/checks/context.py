"""What a check may look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from trinvis.intake.result import Earlier

if TYPE_CHECKING:
    import polars as pl

    from trinvis.parameters import Parameters


@dataclass(frozen=True)
class Context:
    """``rows``: the staged rows of one table: ``row_no``, the table's columns (identifiers as text, all columns present),
    ``birth`` where there is a child. ``sums``: what ``sums.sum_rows`` found. Days and months come from the delivery, never
    from a clock.
    """

    table: str
    rows: pl.DataFrame
    sums: pl.DataFrame
    parameters: Parameters
    extract_day: date | None = None
    period: tuple[int, int] | None = None
    our_municipality: int | None = None
    earlier: Earlier = field(default_factory=Earlier)
