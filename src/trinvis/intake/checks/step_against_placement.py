"""A delivered step that does not fit where the child is placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.checks.context import Context

if TYPE_CHECKING:
    import polars as pl

CODE = "T109"
SEVERITY = "warn"
FIELD = "step"
MESSAGE = "Det leverede trin passer ikke til indsatstype og anbringelsessted på nogen af trapperne."
REMEDY = "Ret trinnet eller stedet i kilden; Trinvis bruger det afledte trin og viser det leverede ved siden af."
TABLES = ("grants",)


def check(context: Context) -> pl.DataFrame:
    """Rows whose step none of the known staircases gives to their intervention and placement type.

    Types that a staircase leaves to the case (no step) fit every step.
    """
    import polars as pl

    rules = context.parameters.table("type_step", None).select("intervention_type", "placement_type", "step")
    nothing = pl.lit("")
    rules = rules.group_by("intervention_type", pl.col("placement_type").fill_null(nothing)).agg(
        steps=pl.col("step"), free=pl.col("step").is_null().any()
    )
    rows = context.rows.filter(pl.col("step").is_not_null()).select(
        "row_no", "step", "intervention_type", pl.col("placement_type").fill_null(nothing)
    )
    joined = rows.join(rules, on=["intervention_type", "placement_type"], how="inner")
    return joined.filter(~pl.col("free") & ~pl.col("step").is_in(pl.col("steps"))).select("row_no").sort("row_no")
