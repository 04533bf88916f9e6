"""A sum row of the file that does not add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.checks.context import Context

if TYPE_CHECKING:
    import polars as pl

CODE = "T114"
SEVERITY = "warn"
FIELD = ""
MESSAGE = "Sumrækken stemmer ikke med rækkerne over den."
REMEDY = (
    "Se efter rækker, der mangler i summen eller tælles to gange; Trinvis lægger selv sammen og bruger ikke summen."
)
TABLES = ("grants", "postings", "budgets", "assumptions", "estimates", "children", "population")


def check(context: Context) -> pl.DataFrame:
    """Sum rows with a field that is not the total of the rows from an earlier title, sum or the top down to it: each row
    once, with the last such field (the year's total where it is one of them)."""
    import polars as pl

    wrong = context.sums.filter(~pl.col("adds_up")).select("row_no", "field")
    return wrong.unique("row_no", keep="last", maintain_order=True)
