"""Months as ``yyyymm`` and the Danish day of an instant."""

from __future__ import annotations

from datetime import date, datetime, timedelta

_NAMES = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
EPOCH = date(1970, 1, 1)


def following(month: int) -> int:
    """The month after ``month`` (yyyymm)."""
    return month + 1 if month % 100 < 12 else month + 89


def preceding(month: int) -> int:
    """The month before ``month`` (yyyymm)."""
    return month - 1 if month % 100 > 1 else month - 89


def months_from(first: int, last: int) -> tuple[int, ...]:
    """Every month from ``first`` to ``last``, both included; none when ``last`` lies before ``first``."""
    out = []
    while first <= last:
        out.append(first)
        first = following(first)
    return tuple(out)


def in_words(month: int) -> str:
    """``202603`` → *marts 2026*."""
    return f"{_NAMES[month % 100 - 1]} {month // 100}"


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The date of a day number."""
    return EPOCH + timedelta(days=number)


def danish_day(instant: datetime) -> date:
    """The calendar day in Denmark at ``instant`` (UTC); ``ValueError`` when the instant carries no zone."""
    if instant.utcoffset() is None:
        raise ValueError("the instant must carry its time zone")
    import polars as pl  # carries its own time zone table: many small machines have none

    here = pl.Series([instant]).dt.convert_time_zone("Europe/Copenhagen")
    day: date = here.dt.date().item()
    return day
