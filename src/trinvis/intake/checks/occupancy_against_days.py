"""An occupancy that is not what the days in use make of the places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.checks.context import Context

if TYPE_CHECKING:
    import polars as pl

CODE = "T121"
SEVERITY = "warn"
FIELD = "occupancy"
MESSAGE = "Belægningen er ikke belagte døgn af pladser gange periodens dage; de belagte døgn er brugt."
REMEDY = (
    "Ret belægning, døgn eller pladser, så de siger det samme; pladser, der kom til undervejs, står i hver sin periode."
)
TABLES = ("places",)

_FULL = 150_00
_SOLD = "Der er solgt flere døgn, end der er belagt."
_TOO_MANY = "Belægningen er over 150 procent; kontrollér pladser og døgn."


def check(context: Context) -> pl.DataFrame:
    """Rows whose occupancy and days differ by more than one percentage point, or are over 150 %, or with more days sold than used."""
    import polars as pl

    days = (pl.col("stop") - pl.col("start")).dt.total_days() + 1
    told = pl.col("occupied_days") * 1_000_000 / (pl.col("places") * days)
    rows = context.rows.with_columns(told=told)
    differs = (pl.col("occupancy") - pl.col("told")).abs() > 100
    full = pl.max_horizontal("occupancy", "told") > _FULL
    sold = pl.col("sold_days") > pl.col("occupied_days")
    said = (
        (differs, "occupancy", MESSAGE),
        (full & ~differs.fill_null(False), "occupancy", _TOO_MANY),
        (sold, "sold_days", _SOLD),
    )
    return pl.concat([rows.filter(where).select("row_no", field=pl.lit(f), message=pl.lit(m)) for where, f, m in said])
