"""Findings as frames: who says what of which row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.rules import Rule

if TYPE_CHECKING:
    import polars as pl


def found(rows: pl.Series | pl.DataFrame, rule: Rule, field: str = "", label: str = "") -> pl.DataFrame:
    """``rule`` said of each row number: row_no, code, severity, field, message."""
    import polars as pl

    numbers = rows["row_no"] if isinstance(rows, pl.DataFrame) else rows
    message = rule.message.replace("{field}", label or field or "Feltet")
    return pl.DataFrame({"row_no": numbers.cast(pl.Int64)}).with_columns(
        code=pl.lit(rule.code),
        severity=pl.lit(rule.severity),
        field=pl.lit(field),
        message=pl.lit(message),
    )


def of_file(rule: Rule, field: str = "", label: str = "") -> pl.DataFrame:
    """``rule`` said of the whole file: row_no null."""
    import polars as pl

    return found(pl.Series("row_no", [None], dtype=pl.Int64), rule, field, label)


def gathered(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """All findings in one frame, each once, in the order of the file."""
    import polars as pl

    schema = {
        "row_no": pl.Int64,
        "code": pl.String,
        "severity": pl.String,
        "field": pl.String,
        "message": pl.String,
    }
    filled = [
        part.select([pl.col(name).cast(dtype) for name, dtype in schema.items()]) for part in parts if part.height
    ]
    if not filled:
        return pl.DataFrame(schema=schema)
    return pl.concat(filled).unique(maintain_order=True).sort("row_no", "code", nulls_last=False, maintain_order=True)
