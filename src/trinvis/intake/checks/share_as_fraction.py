"""A share below 1 per cent among shares that are not: 0,4 may be meant as 40 per cent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.checks.context import Context

if TYPE_CHECKING:
    import polars as pl

CODE = "T119"
SEVERITY = "warn"
FIELD = "value"
MESSAGE = "Svaret er under 1 procent; står det som en brøk, er det indlæst hundrede gange for lille."
REMEDY = "Skriv 40, hvis der menes 40 procent; er svaret under 1 procent, er der intet at gøre."
TABLES = ("survey_answers",)


def check(context: Context) -> pl.DataFrame:
    """Shares and occupancies above 0 and below 1 per cent. A zero is a zero."""
    import polars as pl

    per_cent = pl.col("unit").is_in(["share", "occupancy"])
    return context.rows.filter(per_cent & pl.col("value").is_between(1, 99)).select("row_no")
