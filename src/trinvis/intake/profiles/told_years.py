"""Files whose rows say their year: what they are of, and which years of an earlier delivery they take the place of."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.findings import found, of_file
from trinvis.intake.profile import Parsed
from trinvis.intake.result import Unreadable

if TYPE_CHECKING:
    import polars as pl

_FIRST, _LAST = 1970, 2100
_EVERY = 50
"""From this many municipalities on a file is meant to have all of them."""


def with_told_year(rows: pl.DataFrame, parsed: Parsed) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """``rows`` with the year that each says; the file's own year only where the file has no such column, for a year that is
    missing in a row must not be guessed from the others.

    Returns rows and findings. Raises ``Unreadable`` when neither rows, heading, title, file name nor user say a year.
    """
    import polars as pl

    if "year" not in parsed.mapped and parsed.year is None:
        raise Unreadable(
            "Filen siger ikke, hvilket år den gælder: tilføj kolonnen År, eller angiv --year, fx --year 2026."
        )
    if "year" not in parsed.mapped:
        rows = rows.with_columns(year=pl.lit(parsed.year, dtype=pl.Int64))
    strange = ~rows["year"].is_between(_FIRST, _LAST).fill_null(True)
    kept = rows.with_columns(year=pl.when(~strange).then(pl.col("year")))
    return kept, [found(rows.filter(strange), rules.UNREADABLE, "year", "År")]


def period_of_years(rows: pl.DataFrame) -> tuple[tuple[int, int] | None, list[pl.DataFrame]]:
    """The first and last month (yyyymm) of the rows' years, and what is said where years between them have no rows: they are
    replaced too.
    """
    years = sorted(rows["year"].drop_nulls().unique().to_list())
    if not years:
        return None, []
    skips = len(years) < years[-1] - years[0] + 1
    return (years[0] * 100 + 1, years[-1] * 100 + 12), [of_file(rules.SKIPS_YEARS, "year", "År")] if skips else []


def narrowed(rows: pl.DataFrame, *words: str) -> str:
    """What a later file must share to replace this one: the words, and the municipalities where the file has only some."""
    told = [word for word in words if word]
    codes = sorted(rows["municipality"].drop_nulls().unique().to_list()) if "municipality" in rows.columns else []
    if codes and len(codes) < _EVERY:
        listed = ", ".join(str(code) for code in codes)
        told.append(f"kommune {listed}" if len(codes) <= 5 else f"{len(codes)} kommuner {_mark(listed)}")
    return "; ".join(told)


def listed(texts: pl.Series) -> str:
    """The distinct texts of a column as words of a scope: three at most by name."""
    distinct = sorted(texts.drop_nulls().unique().to_list())
    named = ", ".join(distinct)
    return named if len(distinct) <= 3 and len(named) <= 60 else f"{len(distinct)} {_mark(chr(10).join(distinct))}"


def days_of(texts: pl.Series, asked: str | None, month: int, day: int) -> tuple[pl.Series, pl.Series]:
    """Days as written, a year alone as that day of the year; and which texts are neither.

    ``asked`` is the user's answer where the day may stand first or second; without it the day stands first.
    """
    import polars as pl

    from trinvis.intake.date_forms import read_dates

    year = texts.str.extract(r"^\s*((?:19|20)[0-9]{2})(?:\.0+)?\s*$").cast(pl.Int32)
    read = read_dates(pl.select(pl.when(year.is_null()).then(texts)).to_series(), remembered=None, asked=asked or "dmy")
    alone = pl.select(pl.date(pl.lit(year), month, day)).to_series()
    return pl.select(pl.coalesce(alone, read.values)).to_series(), read.unreadable


def _mark(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=3).hexdigest()
