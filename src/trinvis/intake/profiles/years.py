"""The year of rows that belong to a budget year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.profile import Parsed
from trinvis.intake.result import Unreadable

if TYPE_CHECKING:
    import polars as pl


def with_year(parsed: Parsed) -> pl.DataFrame:
    """``year`` of each row: its own, else the file's (option, heading, title or file name).

    Raises ``Unreadable`` when neither says one.
    """
    import polars as pl

    if parsed.year is None and "year" not in parsed.mapped:
        raise Unreadable("Filen siger ikke, hvilket år den gælder: angiv det med --year, fx --year 2026.")
    return parsed.rows.with_columns(year=pl.col("year").fill_null(pl.lit(parsed.year, dtype=pl.Int64)))


def scope_of(rows: pl.DataFrame) -> str:
    """What a later file must share to replace this one: its years (*2026*, *2026-2027*)."""
    years = sorted(rows["year"].drop_nulls().unique().to_list())
    return "-".join(str(year) for year in dict.fromkeys([years[0], years[-1]])) if years else ""
