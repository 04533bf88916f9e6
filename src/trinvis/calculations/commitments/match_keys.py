"""Keys of one whole number each, since a join on one int64 is several times faster than on text and numbers together.

A key packs decimal digits: month (yyyymm) six, area code four, the number of a child or provider in front. The person
numbers of a workspace have eight digits, so that everything stays far below 2⁶³ (``LARGEST_NUMBER``).
"""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

Frame = nw.LazyFrame[Any]

MONTH_DIGITS = 1_000_000
PLACE_DIGITS = 10_000 * MONTH_DIGITS
AMOUNT_DIGITS = 1_000_000_000_000
"""Amounts below ten milliard kroner fit beside a code."""

LARGEST_NUMBER = 900_000_000
"""Child and provider numbers must be below this; larger ones are matched by reference and by hand alone."""


def area_codes(grant_months: Frame) -> Frame:
    """Area → ``area_code``, a small whole number, for the areas that have grants."""
    areas = grant_months.filter(~nw.col("area").is_null()).select("area").unique()
    return areas.with_row_index("area_code", order_by="area").with_columns(nw.col("area_code").cast(nw.Int64))


def place(month: str) -> nw.Expr:
    """Area and month as one number; null where the area has no code."""
    return nw.col("area_code") * MONTH_DIGITS + nw.col(month).cast(nw.Int64)


def who_and_where(number: str) -> nw.Expr:
    """A child's or provider's number with ``place``; null where either is unknown."""
    who = nw.col(number)
    return nw.when((who > 0) & (who < LARGEST_NUMBER)).then(who * PLACE_DIGITS + nw.col("place"))


def in_month(number: str, month: str) -> nw.Expr:
    """A grant's number, or a code, with a month."""
    return nw.col(number) * MONTH_DIGITS + nw.col(month).cast(nw.Int64)


def with_amount(code: str, amount: str) -> nw.Expr:
    """A code with an amount above 0; null for other amounts."""
    oere = nw.col(amount)
    return nw.when((oere > 0) & (oere < AMOUNT_DIGITS)).then(nw.col(code) * AMOUNT_DIGITS + oere)


def coded(frame: Frame, key: str, code: str) -> Frame:
    """``frame`` (one row per ``key``) with ``code``: 0, 1, 2 … in order of the key."""
    return frame.with_row_index(code, order_by=key).with_columns(nw.col(code).cast(nw.Int64))
