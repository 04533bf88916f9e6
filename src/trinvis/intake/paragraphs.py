"""Legal references as people write them → the spelling of the paragraph table.

``§ 52, stk. 3, nr. 7``, ``SEL § 52.3.7`` and ``SEL-52-3.7`` are one paragraph. Serviceloven and Barnets lov are never mapped
by number: without a law's name a reference counts under the law of its date (Barnets lov since 1 January 2024).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def read_paragraphs(texts: pl.Series, starts: pl.Series, known: pl.DataFrame) -> pl.DataFrame:
    """``paragraph``: the known spelling, else the text tidied; ``known``: Boolean, null where blank.

    ``starts`` (Date) tells the law where the text does not; ``known`` has a column ``paragraph``.
    """
    import polars as pl

    register = (
        known.select("paragraph", tokens=_tokens(pl.col("paragraph")))
        .with_columns(law=pl.col("tokens").str.extract(r"^(sel|bl)\b"), rest=_without_law(pl.col("tokens")))
        .unique(["law", "rest"], keep="first", maintain_order=True)
    )
    frame = pl.DataFrame({"text": texts, "start": starts.cast(pl.Date)})
    distinct = frame["text"].unique().drop_nulls().alias("text").to_frame().with_columns(tokens=_tokens(pl.col("text")))
    distinct = distinct.with_columns(
        law=pl.col("tokens").str.extract(r"\b(sel|bl)\b"), rest=_without_law(pl.col("tokens"))
    )
    frame = frame.join(distinct, on="text", how="left", maintain_order="left")
    by_date = pl.when(pl.col("start") >= pl.date(2024, 1, 1)).then(pl.lit("bl")).otherwise(pl.lit("sel"))
    frame = frame.with_columns(law=pl.col("law").fill_null(by_date))
    found = frame.join(
        register.select("law", "rest", "paragraph"), on=["law", "rest"], how="left", maintain_order="left"
    )
    tidy = pl.col("text").str.replace_all(r"[\s\u{a0}]+", " ").str.strip_chars()
    return found.select(
        paragraph=pl.coalesce("paragraph", tidy),
        known=pl.when(pl.col("text").is_not_null()).then(pl.col("paragraph").is_not_null()),
    )


def _tokens(text: pl.Expr) -> pl.Expr:
    return (
        text.str.to_lowercase()
        .str.replace_all(r"barnets\s*lov(en)?", " bl ")
        .str.replace_all(r"serviceloven|lov om social service|\bservicelov\b", " sel ")
        .str.replace_all(r"\b(stk|nr|pkt|litra|jfr|jf|kap|lov)\b", " ")
        .str.replace_all(r"([0-9])([a-z])", "${1} ${2}")
        .str.replace_all(r"[^a-z0-9]+", " ")
        .str.strip_chars()
    )


def _without_law(tokens: pl.Expr) -> pl.Expr:
    return tokens.str.replace_all(r"\b(sel|bl)\b", " ").str.replace_all(r" +", " ").str.strip_chars()
