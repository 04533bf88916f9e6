"""A grant without a price: never 0, always an error, unless the source itself gives the amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.checks.context import Context

if TYPE_CHECKING:
    import polars as pl

CODE = "T105"
SEVERITY = "reject"
FIELD = "rate_oere"
MESSAGE = "Taksten mangler."
REMEDY = "Skriv prisen i kilden, også når den er skønnet; en manglende pris regnes aldrig som 0 kr."
TABLES = ("grants",)


def check(context: Context) -> pl.DataFrame:
    """Rows without a rate. Where the source gives month amounts they stand as the rate already."""
    import polars as pl

    return context.rows.filter(pl.col("rate_oere").is_null()).select("row_no")
