"""When two identifiers, as somebody typed them, are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from trinvis.tables.schema import Number

PERSONS: tuple[Number, ...] = ("child", "household", "staff", "provider")
"""Kinds that get a random number. ``key`` gets a keyed hash."""

_DAY = "(?:0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])"  # 60 is added to the day of a replacement number
CPR = rf"{_DAY}(?:0[1-9]|1[0-2])[0-9]{{2}}[- ]?[0-9]{{4}}"
"""What a CPR number looks like: a day, a month, a year and four digits. Modulus 11 is no test: numbers since 2007 fail it."""


def normal_form(kind: Number, typed: pl.Series) -> pl.Series:
    """Identifiers as they are compared: without outer and double spaces, in small letters, a CPR number as ten digits.

    A child's CPR number that a spreadsheet has robbed of its first 0 gets it back. Empty becomes null.
    """
    text = pl.col("typed").str.replace_all(r"\s+", " ").str.strip_chars(" ").str.to_lowercase()
    if kind != "key":
        bare = text.str.replace_all("[- ]", "")
        text = (
            pl.when(text.str.contains(rf"^{CPR}$"))
            .then(bare)
            .when(pl.lit(kind == "child") & ("0" + text).str.contains(rf"^{CPR}$") & text.str.contains("^[0-9]{9}$"))
            .then("0" + text)
            .otherwise(text)
        )
    found = typed.to_frame("typed").select(pl.when(text != "").then(text).alias("typed"))
    return found["typed"]


def looks_like_cpr(texts: pl.Series) -> pl.Series:
    """Which of ``texts`` hold something that reads as a CPR number (Boolean; null stays null)."""
    return texts.str.contains(rf"(?:^|[^0-9]){CPR}(?:[^0-9]|$)")
