"""CPR numbers: recognised, written in one way, and read for the birth date. An identifier need not be one.

The seventh digit tells the century (CPR-kontoret, *Personnummeret i CPR*): 0–3 are 1900–99; 4 and 9 are 2000–36 or
1937–99; 5–8 are 2000–57 or 1858–99. Replacement numbers have 60 added to the day. Modulus 11 is a hint only: numbers given
since October 2007 fail it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


@dataclass(frozen=True)
class CprColumn:
    """``identifier``: what is numbered, *DDMMÅÅ-LLLL* for a CPR number, else the text with its blanks tidied.
    ``birth``: Date, null when it is no CPR number. ``is_cpr`` and ``hint`` (fails modulus 11 and was given before 2007): Boolean.
    """

    identifier: pl.Series
    birth: pl.Series
    is_cpr: pl.Series
    hint: pl.Series


def read_cpr(texts: pl.Series) -> CprColumn:
    """The identifiers of a column, null where blank. A number that Excel has robbed of its leading zero gets it back."""
    import polars as pl

    distinct = texts.unique().drop_nulls().alias("text").to_frame()
    tidy = pl.col("text").str.replace_all(r"[\s\u{a0}]+", " ").str.strip_chars()
    digits = (
        tidy.str.extract(r"^([0-9]{6}[- ]?[0-9]{4}|[0-9]{9}|[0-9]{5}-[0-9]{4})(?:\.0+)?$")
        .str.replace_all(r"[- ]", "")
        .str.zfill(10)
    )
    frame = distinct.with_columns(tidy=tidy, digits=digits)
    frame = frame.with_columns(birth=_birth(pl.col("digits")))
    is_cpr = pl.col("birth").is_not_null()
    written = pl.concat_str(pl.col("digits").str.slice(0, 6), pl.col("digits").str.slice(6), separator="-")
    number = pl.col("digits").cast(pl.Int64)
    control = sum((number // 10 ** (9 - i) % 10 * weight for i, weight in enumerate(_WEIGHTS)), pl.lit(0))
    looked_up = frame.select(
        "text",
        identifier=pl.when(is_cpr).then(written).otherwise(pl.when(pl.col("tidy") != "").then(pl.col("tidy"))),
        birth=pl.col("birth"),
        is_cpr=is_cpr,
        hint=is_cpr & (control % 11 != 0) & (pl.col("birth") < pl.date(2007, 1, 1)),
    )
    joined = texts.alias("text").to_frame().join(looked_up, on="text", how="left", maintain_order="left")
    return CprColumn(
        joined["identifier"], joined["birth"], joined["is_cpr"].fill_null(False), joined["hint"].fill_null(False)
    )


def _birth(digits: pl.Expr) -> pl.Expr:
    import polars as pl

    number = digits.cast(pl.Int64)
    day, month = number // 100_000_000, number // 1_000_000 % 100
    short, seventh = number // 10_000 % 100, number // 1_000 % 10
    century = (
        pl.when(seventh <= 3)
        .then(1900)
        .when(seventh.is_in([4, 9]))
        .then(pl.when(short <= 36).then(2000).otherwise(1900))
        .otherwise(pl.when(short <= 57).then(2000).otherwise(1800))
    )
    real_day = pl.when(day > 60).then(day - 60).otherwise(day)
    text = ((century + short) * 10_000 + month * 100 + real_day).cast(pl.String)
    return text.str.to_date("%Y%m%d", strict=False)
