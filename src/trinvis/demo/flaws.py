"""Typing errors in the extracts of the case system: a few rows a month that cannot be right."""

from __future__ import annotations

from random import Random

import polars as pl


def spoil(luck: Random, extract: pl.DataFrame) -> pl.DataFrame:
    """The extract with one to three rows typed wrong: stop before start, no rate, an unknown type, a day that is none.

    Only courses of family treatment are touched, which are many and small; next month's extract has the row right again.
    """
    rows = extract.with_row_index("at")
    small = rows.filter(pl.col("Indsatstype") == "Familiebehandling", pl.col("Status") == "Bevilget")["at"].to_list()
    faults = {at: luck.randrange(4) for at in luck.sample(small, min(luck.randint(1, 3), len(small)))}
    marked = rows.with_columns(pl.col("at").replace_strict(faults, default=-1, return_dtype=pl.Int64).alias("fault"))
    fault = pl.col("fault")
    return marked.with_columns(
        pl.when(fault == 0).then(pl.lit("03.01.2014")).otherwise("Stopdato").alias("Stopdato"),
        pl.when(fault == 1).then(pl.lit(None)).otherwise("Takst").alias("Takst"),
        pl.when(fault == 2).then(pl.lit("Familibehandlng")).otherwise("Indsatstype").alias("Indsatstype"),
        pl.when(fault == 3).then(pl.lit("31.02.2025")).otherwise("Startdato").alias("Startdato"),
    ).drop("at", "fault")
