"""A row that stands in the file already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.checks.context import Context
from trinvis.tables import CAPACITY

if TYPE_CHECKING:
    import polars as pl

CODE = "T107"
SEVERITY = "reject"
FIELD = ""
MESSAGE = "Rækken er magen til en tidligere række i filen og er ikke talt med."
REMEDY = "Slet den ene i kilden, eller giv dem hver sin nøgle, hvis begge er rigtige."
TABLES = (
    *("grants", "postings", "budgets", "assumptions", "estimates", "children", "population", "public_figures"),
    *(table.name for table in CAPACITY),
)

_POSTING = "Posteringen er magen til en tidligere i filen; begge er talt med, da regnskabet kan have to ens linjer."


def check(context: Context) -> pl.DataFrame:
    """Every row but the first of rows that are equal in all that was read. Ledger lines are only warned about: two equal
    invoices on one day happen, and a ledger must tie to its source.
    """
    import polars as pl

    columns = [name for name in context.rows.columns if name != "row_no"]
    if not context.rows.height:
        return context.rows.select("row_no")
    seen = pl.struct(columns).hash(7)
    frame = context.rows.select("row_no", seen=seen)
    again = frame.filter(~pl.col("seen").is_first_distinct())
    if context.table == "postings":
        return again.select("row_no", severity=pl.lit("warn"), message=pl.lit(_POSTING))
    return again.select("row_no")
