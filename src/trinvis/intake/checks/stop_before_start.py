"""A grant that ends before it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.checks.context import Context

if TYPE_CHECKING:
    import polars as pl

CODE = "T103"
SEVERITY = "reject"
FIELD = "stop"
MESSAGE = "Stopdatoen ligger før startdatoen."
REMEDY = "Ret den ene af datoerne i kilden; en indsats på én dag har samme start og stop."
TABLES = ("grants", "estimates", "places")


def check(context: Context) -> pl.DataFrame:
    """Rows whose stop lies before their start; both days are included in the period."""
    import polars as pl

    return context.rows.filter(pl.col("stop") < pl.col("start")).select("row_no")
