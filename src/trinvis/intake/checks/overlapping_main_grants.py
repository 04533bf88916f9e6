"""Two main grants of one child that run at the same time and cannot both be true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.checks.context import Context

if TYPE_CHECKING:
    import polars as pl

CODE = "T104"
SEVERITY = "warn"
FIELD = "start"
MESSAGE = "Barnet har en anden hovedydelse af samme art i en del af perioden; begge tælles med."
REMEDY = "Stop den ene, gør den til følgeydelse, eller lad den ene ændre den anden."
TABLES = ("grants",)


def check(context: Context) -> pl.DataFrame:
    """Both rows of every overlap: same child, both main and decided (granted or ended), either both placed or of the same
    intervention type, days in common. A row that modifies another is no overlap, nor are the price periods of one key.
    """
    import polars as pl

    rows = context.rows.filter(
        pl.col("child_no").is_not_null()
        & pl.col("start").is_not_null()
        & pl.col("main").fill_null(True)
        & pl.col("status").is_in(["granted", "ended"])
        & pl.col("modifies").is_null()
        & ~pl.col("unit").is_in(["once", "session"]).fill_null(False)
    ).select(
        "row_no",
        "child_no",
        "start",
        group=pl.when(pl.col("intervention_type") == "placement")
        .then(pl.lit("placement"))
        .otherwise("intervention_type"),
        key=pl.col("source_key"),
        last=pl.col("stop").fill_null(pl.date(9999, 12, 31)),
    )
    rows = rows.sort("child_no", "group", "start", "last", "row_no")
    rows = rows.with_columns(within=pl.struct("child_no", "group").rle_id())
    rows = rows.with_columns(
        reach=pl.col("last").cum_max().shift(1).over("within"),
        # of a child's first grant this is another child's, but then nothing reaches it
        before_row=pl.col("row_no").shift(1),
        before_key=pl.col("key").shift(1),
    )
    clash = rows.filter((pl.col("start") <= pl.col("reach")) & (pl.col("key") != pl.col("before_key")).fill_null(True))
    both = pl.concat([clash["row_no"], clash["before_row"].alias("row_no")])
    return both.unique(maintain_order=True).to_frame("row_no").sort("row_no")
