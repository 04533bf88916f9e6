"""The months of a forecast, counted from its as-of day: 0 is the end of the last closed month, 1 that of the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MONTH_DAYS = 365.25 / 12

Months = TypeVar("Months", int, "NDArray[np.int64]")
"""A month or many."""


def month_index(month: Months) -> Months:
    """Months since January of year 0, of yyyymm."""
    return month // 100 * 12 + month % 100 - 1


def month_of(index: Months) -> Months:
    """The yyyymm of an index."""
    return index // 12 * 100 + index % 12 + 1


@dataclass(frozen=True)
class Horizon:
    """The months from the end of ``as_of`` (yyyymm) to the end of ``last`` (yyyymm).

    Time is counted in months from the end of ``as_of``: the day in the middle of the next month lies at 0.5, the last day
    of ``last`` at ``months``.
    """

    as_of: int
    last: int

    @property
    def months(self) -> int:
        """How many months are open."""
        return max(month_index(self.last) - month_index(self.as_of), 0)

    @property
    def closed(self) -> int:
        """How many months of the year of ``last`` are closed (0 when the whole year lies ahead)."""
        return max(month_index(self.as_of) - self.last // 100 * 12 + 1, 0)

    def place(self, month: Months) -> Months:
        """Where a month (yyyymm) lies: 1 is the first open one."""
        return month_index(month) - month_index(self.as_of)

    def month(self, place: Months) -> Months:
        """The yyyymm that lies at ``place``."""
        return month_of(month_index(self.as_of) + place)

    @property
    def day(self) -> int:
        """Day number (days since 1970-01-01) of the last day of ``as_of``."""
        import numpy as np

        after = np.datetime64(month_index(self.as_of) - 1970 * 12 + 1, "M")
        return int(after.astype("datetime64[D]").astype(np.int64)) - 1

    def days(self, first: int, last: int) -> NDArray[np.float64]:
        """How many days each month from place ``first`` to ``last`` has."""
        import numpy as np

        start = month_index(self.as_of) - 1970 * 12
        edges = np.arange(start + first, start + last + 2).astype("datetime64[M]").astype("datetime64[D]")
        return np.diff(edges).astype(np.float64)

    def end_of(self, day: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where the end of a day (days since 1970-01-01) lies; NaN and infinity stay what they are."""
        import numpy as np

        out = np.array(day, dtype=np.float64)
        told = np.isfinite(out)
        dates = out[told].astype(np.int64).astype("datetime64[D]")
        month = dates.astype("datetime64[M]")
        length = ((month + 1).astype("datetime64[D]") - month.astype("datetime64[D]")).astype(np.float64)
        within = (dates - month.astype("datetime64[D]")).astype(np.float64) + 1
        place = month.astype(np.int64) + 1970 * 12 - month_index(self.as_of)
        out[told] = place - 1 + within / length
        return out
