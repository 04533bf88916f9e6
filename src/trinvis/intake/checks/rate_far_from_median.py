"""A rate far from the usual one of its type: a slip of unit, decimal point or a zero too many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.checks.context import Context

if TYPE_CHECKING:
    import polars as pl

CODE = "T110"
SEVERITY = "warn"
FIELD = "rate_oere"
MESSAGE = "Taksten er mere end fem gange større eller mindre end medianen for samme type og enhed."
REMEDY = "Kontrollér takst, enhed og decimaltegn i kilden."
TABLES = ("grants",)

_FACTOR = 5
_FEWEST = 5


def check(context: Context) -> pl.DataFrame:
    """Rows whose rate is above five times or below a fifth of the median of rows with the same intervention type, placement
    type and unit, where there are at least five such rows. The delivery before counts in the median too.
    """
    import polars as pl

    by = ["intervention_type", "placement_type", "unit"]
    wanted = [*by, "rate_oere"]
    rows = context.rows.filter((pl.col("rate_oere") != 0) & pl.col("unit").is_not_null()).select("row_no", *wanted)
    basis = [rows.select(wanted)]
    before = context.earlier.facts.get("grants")
    if before is not None and set(wanted) <= set(before.columns):
        basis.append(before.select(pl.col(name).cast(basis[0].schema[name]) for name in wanted))
    medians = (
        pl.concat(basis)
        .filter(pl.col("rate_oere") != 0)
        .group_by(by)
        .agg(median=pl.col("rate_oere").abs().median(), n=pl.len())
        .filter(pl.col("n") >= _FEWEST)
    )
    joined = rows.join(medians, on=by, how="inner", nulls_equal=True)
    size = pl.col("rate_oere").abs()
    far = (size > _FACTOR * pl.col("median")) | (size * _FACTOR < pl.col("median"))
    return joined.filter(far).select("row_no").sort("row_no")
