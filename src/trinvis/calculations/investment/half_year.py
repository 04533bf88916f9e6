"""Half-years: what a running case is followed by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = 6


@dataclass(frozen=True, order=True)
class HalfYear:
    """The first or second half of a year."""

    year: int
    half: int

    @property
    def first(self) -> date:
        """1 January or 1 July."""
        return date(self.year, 1 + MONTHS * (self.half - 1), 1)

    @property
    def last(self) -> date:
        """30 June or 31 December."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> HalfYear:
        """The one after."""
        return HalfYear(self.year, 2) if self.half == 1 else HalfYear(self.year + 1, 1)

    @property
    def days(self) -> int:
        """181 to 184."""
        return (self.last - self.first).days + 1

    @property
    def words(self) -> str:
        """``1. halvår 2026``."""
        return f"{self.half}. halvår {self.year}"


def half_of(day: date) -> HalfYear:
    """The half-year that a day lies in."""
    return HalfYear(day.year, 1 if day.month <= MONTHS else 2)


def whole_halves(first: date, last: date) -> tuple[HalfYear, ...]:
    """The half-years that lie whole between two days, in order."""
    start = half_of(first)
    one = start if start.first == first else start.next
    out = []
    while one.last <= last:
        out.append(one)
        one = one.next
    return tuple(out)
