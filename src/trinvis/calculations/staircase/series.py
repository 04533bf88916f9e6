"""Key figures over half-years: the status days, and what a series with gaps may be used for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from trinvis.calculations.staircase.direction import Course, course
from trinvis.calculations.staircase.key_figures import CountedBy, Definition

Shows = Literal["level", "direction", "nothing"]

SHOWS: dict[Shows, str] = {
    "level": "Niveau og retning: der er tal på alle dage.",
    "direction": "Kun retning, intet niveau: der mangler tal på nogle af dagene.",
    "nothing": "Hverken niveau eller retning: der er tal på højst én af dagene.",
}
"""What a series may be used for (seed 001 lines 3056-3096) → the sentence that must stand at it."""

_STATUS_DAYS = ((3, 31), (9, 30))


def status_days(first: date, last: date) -> tuple[date, ...]:
    """The half-yearly status days from ``first`` to ``last``: the end of March and of September (seed 001 lines 2864-2873).

    The end of March goes with the inhabitants at the end of the first quarter (lines 912-914).
    """
    days = (date(year, *day) for year in range(first.year, last.year + 1) for day in _STATUS_DAYS)
    return tuple(day for day in days if first <= day <= last)


@dataclass(frozen=True)
class Series:
    """One municipality's key figure on the days that were asked for, in order; None where there is no figure.

    ``counted_by`` is who counted all of it: a series by two counters is two series.
    """

    definition: Definition
    counted_by: CountedBy
    points: tuple[tuple[date, Fraction | None], ...]

    @property
    def course(self) -> Course:
        """The values alone, which levels and directions are taken from."""
        return course([value for _, value in self.points])

    @property
    def window(self) -> tuple[date, date] | None:
        """The municipality's own window: the first and the last day with a figure; None without any."""
        places = self.course.window
        return None if places is None else (self.points[places[0]][0], self.points[places[1]][0])

    @property
    def missing(self) -> tuple[date, ...]:
        """The days without a figure."""
        return tuple(day for day, value in self.points if value is None)

    @property
    def shows(self) -> Shows:
        """A level needs a figure on every day, a direction two; a single observation shows neither."""
        if self.course.change is None:
            return "nothing"
        return "direction" if self.missing else "level"

    @property
    def sentence(self) -> str:
        """What the series may be used for, and over which window, in Danish."""
        if self.window is None:
            return SHOWS["nothing"]
        first, last = self.window
        return f"{SHOWS[self.shows]} Opgjort {first:%d.%m.%Y}-{last:%d.%m.%Y}, {len(self.course.known)} af {len(self.points)} dage."


def series(
    definition: Definition, counted_by: CountedBy, days: tuple[date, ...], figures: Mapping[date, Fraction | None]
) -> Series:
    """``figures`` laid out over ``days``; a day without one is missing, other days are left out."""
    return Series(definition, counted_by, tuple((day, figures.get(day)) for day in days))
