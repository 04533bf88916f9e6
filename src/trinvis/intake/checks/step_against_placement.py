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
    """Rows with a placement type whose step none of the known staircases gives to intervention and placement type.

    Types that a staircase leaves to the case (no step) fit every step. Where the child is not placed the step follows the
    case (a child in foster care may get other help), so nothing is said.
    """
    import polars as pl

    rules = context.parameters.table("type_step", None).select("intervention_type", "placement_type", "step")
    rules = rules.group_by("intervention_type", "placement_type").agg(
        steps=pl.col("step"), free=pl.col("step").is_null().any()
    )
    rows = context.rows.filter(pl.col("step").is_not_null() & pl.col("placement_type").is_not_null())
    rows = rows.select("row_no", "step", "intervention_type", "placement_type")
    joined = rows.join(rules, on=["intervention_type", "placement_type"], how="inner")
    return joined.filter(~pl.col("free") & ~pl.col("step").is_in(pl.col("steps"))).select("row_no").sort("row_no")
