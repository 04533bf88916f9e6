"""A grant whose numbers are larger than every engine can reckon with to the øre."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.checks.context import Context
from trinvis.intake.money_size import too_large

if TYPE_CHECKING:
    import polars as pl

CODE = "T115"
SEVERITY = "reject"
FIELD = "rate_oere"
MESSAGE = "Takst gange antal er større, end der kan regnes med på øren."
REMEDY = "Kontrollér takst, antal og decimaltegn i kilden."
TABLES = ("grants",)


def check(context: Context) -> pl.DataFrame:
    """Rows whose doubled numerator could pass 9·10¹⁵ (see ``money_size``)."""
    return context.rows.filter(too_large()).select("row_no")
