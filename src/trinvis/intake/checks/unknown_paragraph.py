"""A paragraph that the paragraph table does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.checks.context import Context

if TYPE_CHECKING:
    import polars as pl

CODE = "T102"
SEVERITY = "warn"
FIELD = "paragraph"
MESSAGE = "Paragraffen findes ikke i tabellen over paragraffer; trinnet afgøres af indsatstypen alene."
REMEDY = "Skriv loven foran (BL- eller SEL-), eller tilføj paragraffen i parametrene."
TABLES = ("grants",)


def check(context: Context) -> pl.DataFrame:
    """Rows with a paragraph that is not among the table's spellings (the reading has already tidied it)."""
    import polars as pl

    known = context.parameters.table("paragraph_step", None)["paragraph"].unique().to_list()
    return context.rows.filter(pl.col("paragraph").is_not_null() & ~pl.col("paragraph").is_in(known)).select("row_no")
