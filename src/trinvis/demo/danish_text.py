"""Amounts and days as municipalities' systems write them, whole columns at a time."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl


def days(day: pl.Expr, form: str = "%d.%m.%Y") -> pl.Expr:
    """Day numbers as text; null stays null."""
    return day.cast(pl.Int32).cast(pl.Date).dt.strftime(form)


def amount(oere: pl.Expr, *, thousands: bool, trailing_minus: bool = False) -> pl.Expr:
    """Øre as ``1.234,50`` or ``1234,50``, negative with the minus before or after."""
    size = oere.abs()
    kroner, rest = size // 100, size % 100
    million, thousand, one = kroner // 1_000_000, kroner // 1_000 % 1_000, kroner % 1_000
    whole = kroner.cast(pl.String)
    if thousands:
        pad = [part.cast(pl.String).str.zfill(3) for part in (thousand, one)]
        whole = (
            pl.when(kroner >= 1_000_000)
            .then(pl.format("{}.{}.{}", million, *pad))
            .when(kroner >= 1_000)
            .then(pl.format("{}.{}", thousand, pad[1]))
            .otherwise(whole)
        )
    text = pl.format("{},{}", whole, rest.cast(pl.String).str.zfill(2))
    signed = pl.format("{}-", text) if trailing_minus else pl.format("-{}", text)
    return pl.when(oere < 0).then(signed).otherwise(text)


def hundredths(value: pl.Expr) -> pl.Expr:
    """A quantity × 100 as text: ``7`` or ``7,5``."""
    whole, rest = value // 100, value % 100
    return (
        pl.when(rest == 0)
        .then(whole.cast(pl.String))
        .otherwise(pl.format("{},{}", whole, rest.cast(pl.String).str.zfill(2).str.strip_chars_end("0")))
    )


def flag(value: pl.Expr) -> pl.Expr:
    """Ja or Nej; null stays null."""
    return pl.when(value).then(pl.lit("Ja")).when(~value).then(pl.lit("Nej"))


def day_date(number: int) -> date:
    """The date of a day number."""
    return date(1970, 1, 1) + timedelta(days=number)


def csv_bytes(frame: pl.DataFrame, *, encoding: str) -> bytes:
    """A semicolon file in the encoding given (``utf-8-sig`` for one with a byte order mark)."""
    text = frame.write_csv(separator=";", null_value="")
    return text.replace("\n", "\r\n").encode(encoding)
