"""A last look before facts are written in clear: a text column that holds a CPR number is emptied there and kept sealed."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from trinvis.tables import TABLES, Table
from trinvis.workspace.delivery import Caveat
from trinvis.workspace.identifier import looks_like_cpr

COVERED = "[skjult]"
"""What stands in the facts where a CPR number stood."""

TEXTS: dict[str, pl.DataType] = {"row_no": pl.Int64(), "field": pl.String(), "text": pl.String()}
"""The shape of a delivery's texts."""


@dataclass(frozen=True)
class Guarded:
    """Facts that can stand in clear, the texts that were taken out of them, and what to tell the user."""

    facts: pl.DataFrame
    texts: pl.DataFrame
    caveats: tuple[Caveat, ...]


def guard(table: Table, facts: pl.DataFrame) -> Guarded:
    """``facts`` without CPR numbers in the columns that users word themselves (team, school, area …)."""
    texts, caveats = [pl.DataFrame(schema=TEXTS)], []
    for column in table.columns:
        if column.kind != "text" or column.private or not column.in_file:
            continue
        values = facts[column.name]
        suspect = values.drop_nulls().unique()
        suspect = suspect.filter(looks_like_cpr(suspect))
        if suspect.is_empty():
            continue
        hit = values.is_in(suspect.implode()).fill_null(value=False)
        texts.append(
            facts.filter(hit).select("row_no", pl.lit(column.name).alias("field"), pl.col(column.name).alias("text"))
        )
        facts = facts.with_columns(pl.when(hit).then(pl.lit(COVERED)).otherwise(pl.col(column.name)).alias(column.name))
        caveats.append(
            Caveat(
                "cpr_in_text",
                f"Kolonnen »{column.label}« holder noget, der ligner et cpr-nummer, i {hit.sum()} rækker; "
                "det er skjult og krypteret. Ret det i kilden.",
            )
        )
    return Guarded(facts, pl.concat(texts), tuple(caveats))


FINDINGS: dict[str, pl.DataType] = {
    "row_no": pl.Int64(),
    "code": pl.String(),
    "severity": pl.String(),
    "field": pl.String(),
    "message": pl.String(),
    "area_hint": pl.String(),
    "amount_oere": pl.Int64(),
    "account_key": pl.String(),
}
"""The shape of what the checks of a delivery found."""

_FIELDS = {name for table in TABLES.values() for c in table.columns for name in (c.name, f"{c.name}_day")}


def findings_in_clear(findings: pl.DataFrame) -> pl.DataFrame:
    """Findings without words: a field only when it is a column that we know, an account only when it is nine digits."""
    hint = pl.col("area_hint")
    return findings.select(
        "row_no",
        "code",
        "severity",
        pl.when(pl.col("field").is_in(list(_FIELDS))).then(pl.col("field")).alias("field"),
        pl.when(~looks_like_cpr_expr(hint)).then(hint).alias("area_hint"),
        "amount_oere",
        pl.when(pl.col("account_key").str.contains("^[0-9]{9}$")).then(pl.col("account_key")).alias("account_key"),
    )


def looks_like_cpr_expr(column: pl.Expr) -> pl.Expr:
    """As ``looks_like_cpr``, for an expression."""
    return column.map_batches(looks_like_cpr, return_dtype=pl.Boolean)


def shaped(frame: pl.DataFrame, shape: dict[str, pl.DataType]) -> pl.DataFrame:
    """``frame`` with exactly the columns of ``shape``; missing ones null."""
    if frame.is_empty():
        return pl.DataFrame(schema=shape)
    return frame.select(
        pl.col(name).cast(dtype) if name in frame.columns else pl.lit(None, dtype=dtype).alias(name)
        for name, dtype in shape.items()
    )
