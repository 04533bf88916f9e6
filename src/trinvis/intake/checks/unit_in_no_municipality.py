"""A unit that lies in none of the 98 municipalities, nor in the one whose workspace it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.checks.context import Context
from trinvis.intake.municipalities import register

if TYPE_CHECKING:
    import polars as pl

CODE = "T117"
SEVERITY = "reject"
FIELD = "municipality"
MESSAGE = "Koden er ikke en af de 98 kommuner; tallet kan ikke sættes i forhold til indbyggere."
REMEDY = "Ret koden, eller skriv kommunens navn; en enhed i en kommune står med kommunens kode og sit eget Enhed nr."
TABLES = ("survey_answers", "waiting", "programmes", "places", "offers", "staff", "activity", "psychiatry")


def check(context: Context) -> pl.DataFrame:
    """Rows with a code that the register does not have and that is not ours; rows of a region have none."""
    import polars as pl

    codes = [*register(context.parameters), context.our_municipality]
    return context.rows.filter(~pl.col("municipality").is_in(codes)).select("row_no")
