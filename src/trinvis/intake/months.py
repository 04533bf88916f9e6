"""Months: as a column (``2026-03``, ``03-2026``, ``marts 2026``, ``2026M03``), as a heading, and as stated in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

NAMES = (
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
_NUMBER = {name[:3]: i + 1 for i, name in enumerate(NAMES)} | {"may": 5, "oct": 10}
_SHORT = "|".join(_NUMBER)
_HEADING = re.compile(rf"^({_SHORT})[a-z]*\.?(?:[ \-.']*(\d{{4}}|\d{{2}}))?$")
_HEADING_DATE = re.compile(r"^(\d{4})-(\d{2})(?:-01)?$")
_HEADING_NUMBER = re.compile(r"^(0?[1-9]|1[0-2])[-./](\d{4})$")

_PLAIN_MONTH = r"^[0-9]{4}-[0-9]{2}$"


@dataclass(frozen=True)
class MonthHeading:
    """A month column: its number 1–12 and its year where the heading has one."""

    month: int
    year: int | None


def month_heading(text: str) -> MonthHeading | None:
    """The month that a heading names (*jan*, *Januar 2026*, *jan-26*, *2026-01-01*, *01-2026*); None when it names none."""
    tidy = " ".join(text.casefold().split())
    if found := _HEADING.match(tidy):
        year = int(found[2]) if found[2] else None
        if len(tidy.rstrip(". ")) > 3 and not year and not any(name.startswith(tidy.rstrip(".")) for name in NAMES):
            return None
        return MonthHeading(_NUMBER[found[1]], year + 2000 if year is not None and year < 100 else year)
    if found := _HEADING_DATE.match(tidy):
        year, month = int(found[1]), int(found[2])
        return MonthHeading(month, year) if 1 <= month <= 12 else None
    if found := _HEADING_NUMBER.match(tidy):
        return MonthHeading(int(found[1]), int(found[2]))
    return None


def read_months(texts: pl.Series, year: int | None) -> tuple[pl.Series, pl.Series]:
    """Months (Int32 yyyymm) and which values could not be read. A month without a year needs ``year``."""
    import polars as pl

    distinct = texts.unique().drop_nulls().alias("text").to_frame()
    if distinct["text"].str.contains(_PLAIN_MONTH).all():
        value = _month(pl.col("text").str.slice(0, 4), pl.col("text").str.slice(5, 2))
    else:
        value = _any_month(year)
    looked_up = distinct.select("text", value=value.cast(pl.Int32)).with_columns(unreadable=pl.col("value").is_null())
    joined = texts.alias("text").to_frame().join(looked_up, on="text", how="left", maintain_order="left")
    return joined["value"], joined["unreadable"].fill_null(False)


def _any_month(year: int | None) -> pl.Expr:
    """The month of ``text`` in any of the forms."""
    import polars as pl

    tidy = pl.col("text").str.to_lowercase().str.replace(r"[t ]00:00.*$", "").str.strip_chars(" .")
    first = tidy.str.extract_groups(r"^([0-9]{4})[-./ ]?(?:m|k)?([0-9]{2})(?:[-./][0-9]{1,2})?$")
    last = tidy.str.extract_groups(r"^(?:[0-9]{1,2}[-./])?(0?[0-9]{1,2})[-./]([0-9]{4})$")
    sap = tidy.str.extract_groups(r"^0([0-9]{2})[./-]([0-9]{4})$")
    named = tidy.str.extract_groups(rf"^({_SHORT})[a-z]*[ \-.']*([0-9]{{4}}|[0-9]{{2}})?$")
    alone = tidy.str.extract(r"^(0?[1-9]|1[0-2])$").cast(pl.Int32)
    short_year = named.struct.field("2").cast(pl.Int32)
    fallback = pl.lit(year, dtype=pl.Int32)
    named_year = pl.when(short_year < 100).then(short_year + 2000).otherwise(short_year).fill_null(fallback)
    named_month = named.struct.field("1").replace_strict(_NUMBER, default=None, return_dtype=pl.Int32)
    return pl.coalesce(
        _month(first.struct.field("1"), first.struct.field("2")),
        _month(sap.struct.field("2"), sap.struct.field("1")),
        _month(last.struct.field("2"), last.struct.field("1")),
        named_year * 100 + named_month,
        fallback * 100 + alone,
    )


def stated_months(texts: pl.Series, posted: pl.Series) -> pl.Series:
    """The month of service that a posting's text states (Int32 yyyymm), null where it states none.

    A month name counts with a year after it (*februar 2026*, *feb. 26*) or a word before it (*vedr. marts*, *for juni*):
    *August* alone may be a person. ``posted`` (yyyymm) gives the year that is left out: the latest such month that is not
    after it. A month more than two years before or two months after ``posted`` is not believed.
    """
    import polars as pl

    frame = pl.DataFrame({"text": texts, "posted": posted.cast(pl.Int32)})
    low = pl.col("text").str.to_lowercase()
    names = "|".join(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in NAMES)
    dated = low.str.extract_groups(rf"\b({names})\.?[ \-]*(20[0-9][0-9]|'?[0-9][0-9])\b")
    told = low.str.extract(rf"\b(?:vedr\.?|vedrørende|for|md\.?|måned|periode)[ :]+(?:perioden )?({names})\b")
    digits = low.str.extract_groups(r"(?:^|[^0-9./-])(0[1-9]|1[0-2])[/-](20[0-9][0-9])(?:$|[^0-9])")
    iso = low.str.extract_groups(r"(?:^|[^0-9./-])(20[0-9][0-9])-(0[1-9]|1[0-2])(?:$|[^0-9-])")
    stated = frame.select(pl.col("text").drop_nulls().unique()).with_columns(
        name=dated.struct.field("1"),
        name_year=dated.struct.field("2").str.strip_prefix("'").cast(pl.Int32),
        told=told,
        digits=_month(digits.struct.field("2"), digits.struct.field("1")),
        iso=_month(iso.struct.field("1"), iso.struct.field("2")),
    )
    frame = frame.join(stated, on="text", how="left", maintain_order="left")
    number = _name_number(pl.col("name"))
    year = pl.when(pl.col("name_year") < 100).then(pl.col("name_year") + 2000).otherwise(pl.col("name_year"))
    told_number = _name_number(pl.col("told"))
    posted_year, posted_month = pl.col("posted") // 100, pl.col("posted") % 100
    told_year = pl.when(told_number > posted_month).then(posted_year - 1).otherwise(posted_year)
    value = pl.coalesce(year * 100 + number, "iso", "digits", told_year * 100 + told_number)
    distance = (value // 100 - posted_year) * 12 + value % 100 - posted_month
    return frame.select(pl.when(distance.is_between(-24, 2)).then(value).cast(pl.Int32).alias("stated"))["stated"]


def _name_number(name: pl.Expr) -> pl.Expr:
    import polars as pl

    return name.str.slice(0, 3).replace_strict(_NUMBER, default=None, return_dtype=pl.Int32)


def _month(year: pl.Expr, month: pl.Expr) -> pl.Expr:
    import polars as pl

    y, m = year.cast(pl.Int32, strict=False), month.cast(pl.Int32, strict=False)
    return pl.when(m.is_between(1, 12) & y.is_between(1900, 2100)).then(y * 100 + m)
