"""A figure as a rate of children: exact where it was counted, and which of the municipalities' a reader may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from trinvis.calculations.benchmark.suppression import suppressed
from trinvis.calculations.staircase.direction import Course, course
from trinvis.calculations.staircase.quotients import unweighted
from trinvis.municipality.public_figures import COUNTRY

if TYPE_CHECKING:
    from trinvis.calculations.benchmark.league import Count
    from trinvis.municipality.public_figures import PublicFigure

PER = 1000
SMALL = 3
"""Counts from 1 to below this are not shown to those without the right to persons, unless they are published statistics."""


@dataclass(frozen=True)
class Rate:
    """A figure as a rate per 1.000 0-17-year-olds on its days: exact where it was counted, else as it was typed.

    ``values``: day → code → rate; ``counts`` where numerator and denominator are known, ``people`` the denominators.
    ``of_population``: the denominator is the population's 0-17-year-olds, not the source's own. ``hidden``: day → those whose
    count the reader may not see; with ``COUNTRY`` among them, not even the sum of all.
    """

    figure: PublicFigure
    values: Mapping[date, Mapping[int, Fraction | None]]
    counts: Mapping[date, Mapping[int, Count | None]]
    people: Mapping[date, Mapping[int, int]]
    of_population: bool
    hidden: Mapping[date, frozenset[int]]

    @property
    def days(self) -> tuple[date, ...]:
        """The days with any figure, in order."""
        return tuple(self.values)

    def course(self, code: int) -> Course:
        """A municipality's rates over the days."""
        return course([of_day.get(code) for of_day in self.values.values()])

    def mean(self, day: date, members: tuple[int, ...]) -> tuple[int, Fraction | None]:
        """n, and the unweighted mean of the members that have a figure that day; None where it is hidden."""
        found = [value for code in members if (value := self.values[day].get(code)) is not None]
        return len(found), None if self.hides(day, members) else unweighted(found)

    def weighted(self, day: date, members: tuple[int, ...]) -> Fraction | None:
        """Sum over sum per 1.000; None where nobody is counted, or it is hidden."""
        if self.hides(day, members):
            return None
        found = [count for code in members if (count := self.counts[day].get(code)) is not None]
        people = sum(count.population for count in found)
        return Fraction(PER * sum(count.cases for count in found), people) if people else None

    def inhabitants(self, day: date, members: tuple[int, ...]) -> Fraction | None:
        """The mean denominator of the members: the size of their average municipality."""
        return unweighted([Fraction(self.people[day][code]) for code in members if code in self.people[day]])

    def hides(self, day: date, members: Collection[int]) -> bool:
        """Whether the members' mean could tell a small count: it is of hidden ones, and not of everyone."""
        hidden = self.hidden.get(day, frozenset())
        others = {code for code, count in self.counts[day].items() if count is not None} - {COUNTRY, *members}
        return not hidden.isdisjoint(members) and (bool(others) or COUNTRY in hidden)


def hidden_of(counts: Mapping[int, Count | None]) -> frozenset[int]:
    """Those whose count of a day is small, and those that must be hidden with them; ``COUNTRY`` for the sum."""
    known = {code: count.cases for code, count in counts.items() if count is not None and code != COUNTRY}
    if not known:
        return frozenset()
    shown = suppressed([[cases] for cases in known.values()], SMALL, row_totals=False)
    return frozenset((*known, COUNTRY)[row] for row, _ in shown.hidden)
