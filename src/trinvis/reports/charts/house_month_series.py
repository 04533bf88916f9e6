"""What a picture of a house's months holds, and its words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from trinvis.reports import danish
from trinvis.reports.charts.scales import written


@dataclass(frozen=True)
class HouseMonthBar:
    """A month (yyyymm) at its end: ``places``, persons who live there (None: not shown) and persons who wait (None: not told).

    ``low`` and ``high`` are the interval of a month ahead.
    """

    month: int
    places: Fraction
    occupied: Fraction | None
    waiting: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True)
class HouseMonths:
    """The first ``closed`` months are known, the rest are expected.

    ``first_full`` and ``first_empty`` are the months from which the house is more likely full, or empty, than not (None: not in these
    months); ``level`` is the interval's, in per cent.
    """

    months: tuple[HouseMonthBar, ...]
    closed: int
    first_full: int | None = None
    first_empty: int | None = None
    level: int = 80

    def __post_init__(self) -> None:
        every = [one.month for one in self.months]
        if not every or every != sorted(set(every)) or not 0 <= self.closed <= len(every):
            raise ValueError("months rise, and the known are among them")
        if not {self.first_full, self.first_empty} <= {None, *every}:
            raise ValueError("a house is full or empty from one of the months drawn")

    @property
    def marks(self) -> tuple[tuple[str, int], ...]:
        """``fuldt`` and ``tomt`` with the month from which, in the order of time."""
        found = [(month, word) for word, month in (("fuldt", self.first_full), ("tomt", self.first_empty)) if month]
        return tuple((word, month) for month, word in sorted(found))

    @property
    def interval(self) -> str:
        """What the interval says."""
        return f"{self.level} % sandsynligt mellem"


def mark_words(word: str, month: int, known: bool) -> str:
    """``fuldt fra juni 2026``, or that it is expected."""
    return f"{word} fra {danish.month(month)}" if known else f"ventes {word} fra {danish.month(month)}"


def house_months_words(made: HouseMonths) -> str:
    """What a reader sees: the last known month, the last expected with its interval, when full and empty, and the longest queue."""
    known, ahead = made.months[: made.closed], made.months[made.closed :]
    parts = [_said(made, one, "bor") for one in known[-1:]] + [_said(made, one, "ventes") for one in ahead[-1:]]
    parts += [mark_words(word, month, month in [one.month for one in known]) for word, month in made.marks]
    told = [(one.waiting, one.month) for one in made.months if one.waiting is not None]
    longest = max(told, default=None, key=lambda one: one[0])
    if longest is not None and longest[0]:
        parts.append(f"flest venter i {danish.month(longest[1])}: {_persons(longest[0])}")
    elif longest is not None:
        parts.append("ingen venter")
    if len(told) < len(made.months):
        untold = danish.count(len(made.months) - len(told), "måned", "måneder")
        parts.append(f"ventende ikke oplyst i {untold}")
    return "; ".join(parts)


def _said(made: HouseMonths, one: HouseMonthBar, verb: str) -> str:
    places = _figure(one.places)
    if one.occupied is None:
        return f"{danish.month(one.month)}: {places} pladser, antal personer vises ikke"
    between = (
        f" ({made.interval} {_figure(one.low)} og {_figure(one.high)})"
        if one.low is not None and one.high is not None
        else ""
    )
    return f"{danish.month(one.month)}: {verb} {_figure(one.occupied)} på {places} pladser{between}"


def _persons(value: Fraction) -> str:
    return f"{_figure(value)} {'person' if value == 1 else 'personer'}"


def _figure(value: Fraction) -> str:
    """Whole persons as such, expected ones with a decimal."""
    return written(value, 0 if value.denominator == 1 else 1)
