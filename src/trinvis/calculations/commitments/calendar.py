"""The calendar that amounts are counted in: months as day numbers, so that no engine needs a date difference.

A day number is days since 1970-01-01, as in the ``_day`` columns of the tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

if TYPE_CHECKING:
    import polars as pl

OPEN_DAY = 2_932_896
"""Day number of 9999-12-31: the last day of a period whose stop is unknown (null in the facts)."""

_EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


def months(first_year: int, last_year: int) -> pl.DataFrame:
    """Every month of the years, both included, one row each, in order.

    Columns: ``month`` (int32 yyyymm), ``year`` (int32), ``first_day`` and ``last_day`` (int64 day numbers, both in the
    month), ``days`` (int64, 28–31) and ``year_days`` (int64, 365 or 366). Raises ``ValueError`` when the years are the
    wrong way round.
    """
    import polars as pl

    if last_year < first_year:
        raise ValueError(f"Kalenderen fra {first_year} til {last_year} er tom; byt om på årene.")
    firsts = [date(year, month, 1) for year in range(first_year, last_year + 1) for month in range(1, 13)]
    nexts = [*firsts[1:], date(last_year + 1, 1, 1)]
    return pl.DataFrame(
        {
            "month": [first.year * 100 + first.month for first in firsts],
            "year": [first.year for first in firsts],
            "first_day": [day_number(first) for first in firsts],
            "last_day": [day_number(following - timedelta(days=1)) for following in nexts],
            "days": [(following - first).days for first, following in zip(firsts, nexts, strict=True)],
            "year_days": [
                day_number(date(first.year + 1, 1, 1)) - day_number(date(first.year, 1, 1)) for first in firsts
            ],
        },
        schema={
            "month": pl.Int32,
            "year": pl.Int32,
            "first_day": pl.Int64,
            "last_day": pl.Int64,
            "days": pl.Int64,
            "year_days": pl.Int64,
        },
    )


@dataclass(frozen=True)
class CivilDay:
    """Where a day number (int64) lies in the calendar, by whole-number arithmetic that is the same on every engine.

    Years are counted from March 1968, so that the leap day is the last day of a year and every fourth year has one: right
    from 1901-03-01 to ``LAST_CIVIL_DAY``. ``year`` and ``of_year`` (0 = 1 March) are columns or expressions.
    """

    day: nw.Expr
    year: nw.Expr
    of_year: nw.Expr

    @classmethod
    def of(cls, day: nw.Expr) -> CivilDay:
        """The parts of a day number."""
        since = day + _FROM_MARCH_1968
        year = (4 * since + 3) // 1_461
        return cls(day, year, since - 1_461 * year // 4)

    def month_start(self) -> nw.Expr:
        """Day number of the first day of the month."""
        return self.day - self.of_year + (153 * ((5 * self.of_year + 2) // 153) + 2) // 5

    def month_end(self) -> nw.Expr:
        """Day number of the last day of the month."""
        february = 1_461 * (self.year + 1) // 4 - _FROM_MARCH_1968 - 1
        other = self.day - self.of_year + (153 * ((5 * self.of_year + 2) // 153) + 155) // 5 - 1
        return nw.when(self.of_year >= _FIRST_OF_FEBRUARY).then(february).otherwise(other)


LAST_CIVIL_DAY = 47_512
"""Day number of 2100-01-31."""
_FROM_MARCH_1968 = 671
_FIRST_OF_FEBRUARY = 337
