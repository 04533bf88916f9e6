"""Places in a framework agreement that are not the municipal and the regional ones together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.checks.context import Context

if TYPE_CHECKING:
    import polars as pl

CODE = "T122"
SEVERITY = "reject"
FIELD = "places"
MESSAGE = "Pladserne i alt er ikke de kommunale og de regionale lagt sammen."
REMEDY = "Ret det tal, der er forkert; lad Pladser stå tom, hvis det følger af de to, eller lad de to stå tomme, hvis de ikke kendes."
TABLES = ("framework_places",)

_LESS = "Pladserne i alt er færre end den del af dem, der er oplyst."


def check(context: Context) -> pl.DataFrame:
    """Rows whose total differs from the two parts, or is below the only part that is told. What is not counted is not 0."""
    import polars as pl

    municipal, regional = pl.col("municipal_places"), pl.col("regional_places")
    differs = pl.col("places") != municipal + regional
    less = (municipal + regional).is_null() & (pl.col("places") < pl.coalesce(municipal, regional))
    parts = [
        context.rows.filter(where).select("row_no", message=pl.lit(m))
        for where, m in ((differs, MESSAGE), (less, _LESS))
    ]
    return pl.concat(parts)
