"""How many children stand on each step on a day, and how many full-year persons a period comes to."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import narwhals.stable.v2 as nw

from trinvis.calculations.staircase.standing import Frame, Standing

AGES = (0, 6, 12, 15, 18)
"""Years: the first year of each age group."""
UNKNOWN_AGE = -1
YEARS_OWN_DAYS = 0
"""``full_year_days`` that means 365 or 366 by the year."""


def stock(standing: Standing, day: int, by: Sequence[str] = ()) -> Frame:
    """``step``, the ``by`` columns (carried ones, ``age_from``) and ``children``: who stands on each step on ``day``."""
    here = with_age(standing.on(day), nw.lit(day)).group_by("step", *by)
    return here.agg(children=nw.col("child_no").count().cast(nw.Int64))


def step_days(standing: Standing, first_day: int, last_day: int, by: Sequence[str] = ()) -> Frame:
    """``step``, the ``by`` columns, ``days`` (days that a child stands there, both ends of the period included) and ``children``.

    A child counts one day a day, whatever number of grants it has; ``children`` are different children with such a day.
    The age of ``age_from`` is that on the first of a segment's days in the period.
    """
    first = nw.max_horizontal("from_day", nw.lit(first_day).cast(nw.Int64))
    last = nw.min_horizontal("to_day", nw.lit(last_day).cast(nw.Int64))
    within = (
        standing.segments.with_columns(from_day=first, to_day=last)
        .filter(nw.col("from_day") <= nw.col("to_day"))
        .with_columns(days=nw.col("to_day") - nw.col("from_day") + 1)
    )
    aged = with_age(within, nw.col("from_day"))
    of_child = aged.group_by("step", *by, "child_no").agg(nw.col("days").sum().cast(nw.Int64))
    return of_child.group_by("step", *by).agg(
        nw.col("days").sum().cast(nw.Int64), children=nw.col("child_no").count().cast(nw.Int64)
    )


def full_year_persons(days: int, *, year: int, full_year_days: int = 365) -> Fraction:
    """Days / 365 (seed 004 line 655), or / the year's own days with ``YEARS_OWN_DAYS``; exact."""
    return Fraction(days, full_year_days or (366 if _leap(year) else 365))


def with_age(rows: Frame, day: nw.Expr, ages: Sequence[int] = AGES) -> Frame:
    """``rows`` with ``age_from``, the first year of the age group on ``day``; ``UNKNOWN_AGE`` without ``birth_day``.

    A year is 365,25 days, so that a birthday counts to the day or the one after; rows without the column are left as they are.
    """
    if "birth_day" not in rows.collect_schema().names():
        return rows
    hundredths = (day - nw.col("birth_day").cast(nw.Int64)) * 100
    group: nw.Expr = nw.lit(ages[0])
    for first in ages[1:]:
        group = nw.when(hundredths >= first * 36_525).then(nw.lit(first)).otherwise(group)
    known = ~nw.col("birth_day").is_null()
    return rows.with_columns(age_from=nw.when(known).then(group).otherwise(nw.lit(UNKNOWN_AGE)).cast(nw.Int64))


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
