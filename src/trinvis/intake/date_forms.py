"""Dates as people and systems write them, decided column by column over the whole file.

``31-12-2026``, ``31.12.2026``, ``31/12/2026``, ``31. dec. 2026``, ``2026-12-31``, ``20261231``, Excel's serial ``46387``.
With points the day stands first, with hyphens too unless the column shows the contrary; with slashes the column must show
it, else the user is asked. 01.01.9999 is how an unknown day is written (seed 003 line 4850): it becomes null.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from trinvis.intake.number_forms import TwoReadings

if TYPE_CHECKING:
    import polars as pl

DateForm = Literal["dmy", "mdy", "ymd", "serial"]

_PARTED = r"^([0-9]{1,2})\s*[-./]\s*([0-9]{1,2})\s*[-./]\s*([0-9]{4}|[0-9]{2})$"
_ISO = r"^([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})$"
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec", "may", "oct")
_NAMED = rf"^([0-9]{{1,2}})[-. ]+({'|'.join(_MONTHS)})[a-z]*[-. ]+([0-9]{{4}}|[0-9]{{2}})$"
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True)
class DateColumn:
    """``values``: Date, null where blank, unknown (year 9999) or unreadable. ``unreadable``: a value that is no date."""

    values: pl.Series
    unreadable: pl.Series
    form: str


def read_dates(texts: pl.Series, *, remembered: str | None, asked: str | None) -> DateColumn:
    """The dates of a column. ``remembered`` and ``asked`` speak only where the values leave doubt. Raises ``TwoReadings``."""
    import polars as pl

    quick = _all_alike(texts) if "mdy" not in (asked, remembered) else None
    if quick is not None:
        return quick
    distinct = texts.unique().drop_nulls().alias("text").to_frame()
    tidy = (
        pl.col("text")
        .str.to_lowercase()
        .str.replace(r"[t ][0-9]{1,2}[:.][0-9]{2}([:.][0-9]{2})?([.,][0-9]+)?( ?z| ?[+-][0-9]{2}:?[0-9]{2})?$", "")
        .str.strip_chars(" .\u00a0")
    )
    frame = distinct.with_columns(tidy=tidy)
    parted = pl.col("tidy").str.extract_groups(_PARTED)
    iso = pl.col("tidy").str.extract_groups(_ISO)
    named = pl.col("tidy").str.extract_groups(_NAMED)
    frame = frame.with_columns(
        a=parted.struct.field("1").cast(pl.Int32),
        b=parted.struct.field("2").cast(pl.Int32),
        year=parted.struct.field("3"),
        slash=pl.col("tidy").str.contains(r"^[0-9]+/[0-9]+/[0-9]+$"),
        point=pl.col("tidy").str.contains(r"^[0-9]+\."),
    )
    form = _decide(frame, remembered, asked)
    month_first = ~pl.col("point") & pl.lit(form == "mdy")
    day = pl.when(month_first).then("b").otherwise("a")
    month = pl.when(month_first).then("a").otherwise("b")
    short = pl.col("year").str.len_chars() == 2
    year = pl.col("year").cast(pl.Int32)
    full = pl.when(short & (year < 70)).then(year + 2000).when(short).then(year + 1900).otherwise(year)
    month_number = named.struct.field("2").replace_strict(
        {name: i + 1 for i, name in enumerate(_MONTHS[:12])} | {"may": 5, "oct": 10},
        default=None,
        return_dtype=pl.Int32,
    )
    named_year = named.struct.field("3").cast(pl.Int32)
    named_year = (
        pl.when(named_year < 70)
        .then(named_year + 2000)
        .when(named_year < 100)
        .then(named_year + 1900)
        .otherwise(named_year)
    )
    eight = pl.col("tidy").str.extract(r"^([0-9]{8})$")
    serial = pl.col("tidy").str.extract(r"^([0-9]{5})(?:[.,]0+)?$").cast(pl.Int32)
    never = pl.col("tidy").str.contains(r"9999") & (
        pl.col("tidy").str.contains(r"^9999[-./]|[-./ ]9999$|^9999[0-9]{4}$|^[0-9]{4}9999$")
    ) | pl.col("tidy").is_in(["2958101", "2958465", "2958101.0", "2958465.0"])
    value = pl.coalesce(
        _date(
            iso.struct.field("1").cast(pl.Int32),
            iso.struct.field("2").cast(pl.Int32),
            iso.struct.field("3").cast(pl.Int32),
        ),
        _date(full, month, day),
        _date(named_year, month_number, named.struct.field("1").cast(pl.Int32)),
        eight.str.to_date("%Y%m%d", strict=False).pipe(_in_range),
        eight.str.to_date("%d%m%Y", strict=False).pipe(_in_range),
        pl.when(serial.is_between(14_000, 73_415)).then(serial - 25_569).cast(pl.Date),
    )
    looked_up = frame.select(
        "text",
        value=pl.when(~never).then(value),
        unreadable=~never & value.is_null() & ~pl.col("tidy").is_in(["-", "–", ""]),
    )
    joined = texts.alias("text").to_frame().join(looked_up, on="text", how="left", maintain_order="left")
    if not form and looked_up.height:
        serials = frame.select(serial.is_not_null().any()).item()
        form = "serial" if serials else "ymd"
    return DateColumn(joined["value"].cast(pl.Date), joined["unreadable"].fill_null(False), form)


_ALIKE = (
    ("%d.%m.%Y", r"^[0-9]{2}\.[0-9]{2}\.[0-9]{4}$", "dmy"),
    ("%d-%m-%Y", r"^[0-9]{2}-[0-9]{2}-[0-9]{4}$", "dmy"),
    ("%Y-%m-%d", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "ymd"),
)
"""Forms that need no weighing, when every value of a column has the same: format, shape, form."""


def _all_alike(texts: pl.Series) -> DateColumn | None:
    """The column read at once, where all of its values are whole dates of one such form; else None."""
    import polars as pl

    first = texts.drop_nulls().head(1)
    fitting = [one for one in _ALIKE if any(re.match(one[1], text) for text in first)]
    if not fitting:
        return None
    written, shape, form = fitting[0]
    text = pl.col("text")
    read = (
        texts.alias("text")
        .to_frame()
        .with_columns(
            value=text.str.to_date(written, strict=False),
            alike=text.str.contains(shape),
            never=text.str.contains("9999", literal=True),
        )
    )
    fits = pl.col("alike") & (pl.col("never") | pl.col("value").dt.year().is_between(_FIRST_YEAR, _LAST_YEAR))
    read = read.select(
        value=pl.when(~pl.col("never")).then("value"), fits=text.is_null() | fits.fill_null(False), no=pl.lit(False)
    )
    return DateColumn(read["value"], read["no"], form) if read["fits"].all() else None


def _decide(frame: pl.DataFrame, remembered: str | None, asked: str | None) -> str:
    import polars as pl

    parted = frame.filter(pl.col("a").is_not_null())
    if not parted.height:
        return ""
    day_first = int(((parted["a"] > 12) & (parted["b"] <= 12)).sum())
    month_first = int(((parted["b"] > 12) & (parted["a"] <= 12) & ~parted["point"]).sum())
    if day_first or month_first:
        return "dmy" if day_first >= month_first else "mdy"
    doubtful = parted.filter(pl.col("slash") & (pl.col("a") != pl.col("b")))
    if not doubtful.height:
        return "mdy" if "mdy" in (asked, remembered) and asked != "dmy" else "dmy"
    answer = asked if asked in ("dmy", "mdy") else remembered
    if answer not in ("dmy", "mdy"):
        raise TwoReadings
    return answer


def _date(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    import polars as pl

    text = pl.concat_str(
        year.cast(pl.String), month.cast(pl.String).str.zfill(2), day.cast(pl.String).str.zfill(2), separator="-"
    )
    return _in_range(text.str.to_date("%Y-%m-%d", strict=False))


def _in_range(value: pl.Expr) -> pl.Expr:
    import polars as pl

    return pl.when(value.dt.year().is_between(_FIRST_YEAR, _LAST_YEAR)).then(value)
