"""A grant that another municipality has to do with, but nobody says who pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.checks.context import Context

if TYPE_CHECKING:
    import polars as pl

CODE = "T112"
SEVERITY = "warn"
FIELD = "paying_municipality"
MESSAGE = "En anden kommune handler eller er bopælskommune, men betalingskommunen mangler; vi regnes som betaler."
REMEDY = "Oplys betalingskommunen i kilden."
TABLES = ("grants",)


def check(context: Context) -> pl.DataFrame:
    """Rows without a paying municipality whose acting or residence municipality is not ours. Nothing is said when we do not
    know which municipality is ours.
    """
    import polars as pl

    if context.our_municipality is None:
        return context.rows.head(0).select("row_no")
    other = (pl.col("acting_municipality") != context.our_municipality) | (
        pl.col("residence_municipality") != context.our_municipality
    )
    return context.rows.filter(pl.col("paying_municipality").is_null() & other.fill_null(False)).select("row_no")
