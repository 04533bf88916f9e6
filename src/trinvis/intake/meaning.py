"""What a delivery means, as far as the file itself tells: year, extract day, period."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_YEAR = re.compile(r"(?<![\d.,])(20\d\d)(?![\d.,]\d)(?!\d)")
_STATED_DAY = re.compile(
    r"(?:pr\.?|udtræk\w*|udtrukket|opgjort|opgørelse\w*|status|dato|dags dato)\D{0,20}?"
    r"(?:(\d{1,2})[-./](\d{1,2})[-./](20\d\d)|(20\d\d)-(\d\d)-(\d\d))",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(r"(?<!\d)(?:(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)|(\d\d)[-_.](\d\d)[-_.](20\d\d))(?!\d)")
_QUARTER = re.compile(r"(20\d\d|19\d\d)\s*[KQkq]([1-4])")
_SHARE_OF_A_FULL_MONTH = 20


def year_of(headings: Iterable[str], titles: Iterable[str], file_name: str) -> int | None:
    """The one year that the headings name, else the titles, else the file name; None when they name none or several."""
    for texts in (headings, titles, [file_name.replace("_", " ")]):
        years = {int(year) for text in texts for year in _YEAR.findall(text)}
        if len(years) == 1:
            return years.pop()
    return None


def extract_day_of(titles: Iterable[str], file_name: str) -> date | None:
    """The day that a title states (*Opgjort pr. 30.09.2026*), else one in the file name (*udtræk_2026-09-30.xlsx*)."""
    for text in titles:
        if found := _STATED_DAY.search(text):
            d, m, y, iso_y, iso_m, iso_d = found.groups()
            day = _day(iso_y or y, iso_m or m, iso_d or d)
            if day is not None:
                return day
    if found := _NAMED_DAY.search(file_name):
        y, m, d, d2, m2, y2 = found.groups()
        return _day(y or y2, m or m2, d or d2)
    return None


def quarter_day_of(texts: Iterable[str]) -> date | None:
    """The first day of the quarter that a text names (*2021K1*), else None."""
    for text in texts:
        if found := _QUARTER.search(text):
            return date(int(found[1]), 3 * int(found[2]) - 2, 1)
    return None


def period_of(months: pl.Series) -> tuple[int, int] | None:
    """The months that rows cover: first to last month that has at least a twentieth of the busiest month's rows.

    A stray row of another month neither stretches the period nor replaces what was delivered for that month.
    """
    counts = dict(months.drop_nulls().value_counts().iter_rows())
    if not counts:
        return None
    most = max(counts.values())
    enough = [month for month, n in counts.items() if n * _SHARE_OF_A_FULL_MONTH >= most]
    return min(enough), max(enough)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
