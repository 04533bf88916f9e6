"""Days and months as whole numbers, many at a time. Days count from 1970-01-01, months are yyyymm."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from trinvis.demo.charges import month_days, months
from trinvis.demo.courses import YEAR_DAYS, day

Ints = npt.NDArray[np.int64]

MONTHS: Ints = np.array(months(), dtype=np.int64)
"""Every month of the years shown, yyyymm."""
MONTH_FIRST: Ints = np.array([month_days(month)[0] for month in months()], dtype=np.int64)
MONTH_LAST: Ints = np.array([month_days(month)[1] for month in months()], dtype=np.int64)

KEPT_FROM = day(2022, 1, 1)
"""Grants that stopped before this day are in no snapshot: the first is of January 2023."""
DRAWN_FROM = KEPT_FROM - int(16 * YEAR_DAYS)
DRAWN_TO = day(2027, 2, 28)
"""A start may be known some months ahead, so starts are drawn beyond the last month shown."""


def month_of(days: Ints) -> Ints:
    """Day numbers → yyyymm."""
    month = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return (1970 + month // 12) * 100 + month % 12 + 1


def last_day(month: int) -> int:
    """Last day number of a month."""
    return month_days(month)[1]


def birthday(birth: Ints, age: int) -> Ints:
    """Day number of a birthday; who is born on 29 February has it on the 28th."""
    month = birth.astype("datetime64[D]").astype("datetime64[M]")
    into = birth - month.astype("datetime64[D]").astype(np.int64)
    then = month + 12 * age
    length = ((then + 1).astype("datetime64[D]") - then.astype("datetime64[D]")).astype(np.int64)
    turned: Ints = then.astype("datetime64[D]").astype(np.int64) + np.minimum(into, length - 1)
    return turned
