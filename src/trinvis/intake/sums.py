"""Sum rows of a file: what they state and what the rows above them add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def sum_rows(rows: pl.DataFrame, fields: list[str]) -> pl.DataFrame:
    """One row per sum row and field with a value: ``row_no``, ``field``, ``stated``, ``adds_up``, ``nearest``.

    ``rows`` has ``row_no``, ``row_kind`` (data, sum, title) and the fields as Int64. A sum adds up when it is the total of the
    data rows from some earlier title, sum or the top down to it: one section, several or all. ``nearest`` is the total of
    the closest such stretch, for the message.
    """
    import polars as pl

    schema = {
        "row_no": pl.Int64,
        "field": pl.String,
        "stated": pl.Int64,
        "adds_up": pl.Boolean,
        "nearest": pl.Int64,
    }
    parts = []
    if (rows["row_kind"] == "sum").any():
        for field in fields:
            frame = rows.select(
                "row_no",
                "row_kind",
                stated=pl.col(field),
                running=pl.when(pl.col("row_kind") == "data").then(pl.col(field)).fill_null(0).cum_sum(),
            )
            bounds = frame.filter(pl.col("row_kind") != "data").select("row_no", base="running")
            top = pl.DataFrame({"row_no": [0], "base": [0]}, schema={"row_no": pl.Int64, "base": pl.Int64})
            first_bound = pl.concat([top, bounds]).group_by("base").agg(pl.col("row_no").min().alias("bound"))
            sums = frame.filter((pl.col("row_kind") == "sum") & pl.col("stated").is_not_null()).with_columns(
                base=pl.col("running") - pl.col("stated")
            )
            matched = sums.join(first_bound, on="base", how="left", maintain_order="left")
            parts.append(
                matched.select(
                    "row_no",
                    field=pl.lit(field),
                    stated=pl.col("stated"),
                    adds_up=(pl.col("bound") < pl.col("row_no")).fill_null(False),
                    nearest=pl.col("running"),
                )
            )
    return pl.concat(parts) if parts else pl.DataFrame(schema=schema)
