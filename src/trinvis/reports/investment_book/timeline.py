"""The periods of a case, their years, and what a formula changes with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trinvis.cases.case import Case, Input
from trinvis.cases.expression import PERIOD, STAY, YEAR, Expression, names
from trinvis.reports import danish


@dataclass(frozen=True)
class Timeline:
    """Periods and years are counted from 1."""

    periods: int
    a_year: int
    start_year: int

    @classmethod
    def of(cls, case: Case) -> Timeline:
        """The periods of a case."""
        return cls(case.periods, case.periods_a_year, case.start_year)

    @property
    def years(self) -> int:
        """How many years it runs over."""
        return self.periods // self.a_year

    def year(self, period: int) -> int:
        """The year that a period, or a time since entry, lies in."""
        return -(-period // self.a_year)

    def first(self, year: int) -> int:
        """The first period of a year."""
        return (year - 1) * self.a_year + 1

    def within(self, year: int) -> range:
        """The periods of a year."""
        return range(self.first(year), self.first(year) + self.a_year)

    def calendar(self, year: int) -> int:
        """The calendar year."""
        return self.start_year + year - 1

    def label(self, period: int) -> str:
        """``2018``, or ``jan 2018`` where periods are months."""
        year = self.calendar(self.year(period))
        return str(year) if self.a_year == 1 else f"{danish.MONTHS[(period - 1) % 12][:3]} {year}"


@dataclass(frozen=True)
class Follows:
    """What a figure changes with: the period, and the time since the person entered."""

    period: bool = False
    stay: bool = False

    def __or__(self, other: Follows) -> Follows:
        return Follows(self.period or other.period, self.stay or other.stay)

    @property
    def nothing(self) -> bool:
        """True for one figure for the whole case."""
        return not (self.period or self.stay)


def follows(expression: Expression, inputs: Mapping[str, Input]) -> Follows:
    """What a formula changes with, through the inputs that it names."""
    made = Follows()
    for name in names(expression):
        if name in (PERIOD, YEAR, STAY):
            made |= Follows(period=name != STAY, stay=name == STAY)
        else:
            made |= input_follows(inputs[name], inputs)
    return made


def input_follows(given: Input, inputs: Mapping[str, Input]) -> Follows:
    """What an input changes with."""
    if given.formula is not None:
        return follows(given.formula, inputs)
    by_period = given.by_year is not None or given.growth_by_year is not None
    return Follows(period=by_period, stay=given.by_stay is not None)
