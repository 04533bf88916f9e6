"""Rates of few children: direction per municipality, places with intervals, the funnel, groups, and a cautious estimate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from trinvis.calculations.benchmark.background import CannotCompare
from trinvis.calculations.benchmark.league import Count, League, league
from trinvis.calculations.benchmark.pooling import Pooled, pooled
from trinvis.calculations.staircase.average_municipality import Correction, cautious_estimate
from trinvis.calculations.staircase.background_groups import BackgroundSplit, GroupTrend, split_by_background, trend
from trinvis.calculations.staircase.direction import Course, Direction
from trinvis.calculations.staircase.quotients import unweighted
from trinvis.municipality.benchmark_rate import PER, SMALL, Rate, hidden_of
from trinvis.municipality.public_figures import COUNTRY, Point, PublicFigure

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.benchmark import Asked
    from trinvis.municipality.benchmark_sets import Sets
    from trinvis.municipality.national import National
    from trinvis.municipality.public_figures import PublicFigures

COUNTS = ("antal", "personer", "børn")
"""Units of figures that count children; over the 0-17-year-olds they become rates."""
VULNERABLE = ("saarbar", "sårbar", "kora")


@dataclass(frozen=True)
class CautiousEstimate:
    """A national figure and two readings of what it would be without those that only it counts."""

    day: date
    national: Fraction
    overestimate: Fraction
    estimates: Mapping[Correction, Fraction]


class RateSide:
    """The part of a ``Benchmark`` that knows of rates and backgrounds."""

    if TYPE_CHECKING:
        asked: Asked
        basis: Basis
        year: int
        national: National
        figures: PublicFigures
        sets: Sets
        persons: bool

    @cached_property
    def rates(self) -> tuple[Rate, ...]:
        """Every imported figure that can be a rate: up to the year that was asked for, else up to the day."""
        last = date(self.asked.year, 12, 31) if self.asked.year else self.basis.day
        made = [self.rate_of(figure, last) for figure in self.figures.rates()]
        return tuple(rate for rate in made if rate is not None)

    @cached_property
    def rate(self) -> Rate | None:
        """The rate that was asked for, or the first of those that most municipalities have; None without any.

        Raises ``CannotCompare`` for one that is not imported.
        """
        if self.asked.figure:
            for rate in self.rates:
                if rate.figure.key == self.asked.figure:
                    return rate
            known = ", ".join(rate.figure.key for rate in self.rates) or "ingen"
            raise CannotCompare(f"Tallet »{self.asked.figure}« er ikke indlæst som antal eller rate; der er {known}.")
        if not self.rates:
            return None
        return max(self.rates, key=lambda rate: len(_known(rate.values[rate.days[-1]])))

    @cached_property
    def rate_stable(self) -> Fraction:
        """How much a rate may move and be stable, per 1.000."""
        on = date(self.year, 12, 31)
        return Fraction(self.national.parameters.value("spending_thresholds", on, "rate_stable").number(), 100)

    def rate_direction(self, rate: Rate, code: int) -> Direction | None:
        """From a municipality's first to its last figure; None with fewer than two, or where one is hidden."""
        return (
            None
            if any(code in hidden for hidden in rate.hidden.values())
            else rate.course(code).direction(self.rate_stable)
        )

    @cached_property
    def league(self) -> League | str:
        """Places with intervals and the funnel of the municipalities' rates on the last day, of those that may be seen.

        A sentence where there can be none.
        """
        if self.rate is None:
            return "Der er ingen tal for antal børn: hent dem ind med --source statbank eller --source figures."
        counts = self.rate.counts[self.rate.days[-1]]
        try:
            return league({code: counts[code] for code in counts.keys() - {COUNTRY, *self.hidden}})
        except CannotCompare as error:
            return str(error)

    def pooled(self, code: int) -> Pooled | None:
        """The years put together until a municipality has ``SMALL`` cases; None where nothing is counted.

        Where counts are hidden, only of years that all are: one that is shown would give back the others.
        """
        if self.rate is None:
            return None
        by_year = {day.year: of_day.get(code) for day, of_day in self.rate.counts.items()}
        found = pooled(by_year, SMALL) if any(by_year.values()) else None
        if found is None or not self.rate.hidden:
            return found
        hidden = {day.year for day, of_day in self.rate.hidden.items() if code in of_day}
        return found if found.enough and hidden.issuperset(found.years) else None

    @property
    def hidden(self) -> tuple[int, ...]:
        """The municipalities whose rate on the last day may not be seen."""
        found = self.rate.hidden.get(self.rate.days[-1], frozenset()) if self.rate is not None else frozenset()
        return tuple(sorted(found - {COUNTRY}))

    @cached_property
    def background(self) -> PublicFigure | None:
        """The value that parts municipalities in two: the one asked for, else vulnerable children, else the first."""
        known = {one.key: self.figures.figures[one.key] for one in self.figures.background(self.year)}
        if self.asked.background:
            if self.asked.background not in known:
                listed = ", ".join(known) or "ingen"
                raise CannotCompare(f"Baggrundstallet »{self.asked.background}« er ikke indlæst; der er {listed}.")
            return known[self.asked.background]
        named = [
            one for key, one in known.items() if any(word in f"{key} {one.name}".casefold() for word in VULNERABLE)
        ]
        return next(iter([*named, *known.values()]), None)

    @cached_property
    def split(self) -> BackgroundSplit | None:
        """Municipalities below and above the country's value, or the mean where the country has none."""
        point = self.background.at(self.year) if self.background is not None else None
        if point is None:
            return None
        values = {
            code: None if value is None else Fraction(value, 100)
            for code, value in point.values.items()
            if code != COUNTRY
        }
        limit = _limit(point, values)
        return None if limit is None else split_by_background(values, limit)

    def trends(self, courses: Mapping[int, Course], stable: Fraction) -> tuple[GroupTrend, GroupTrend] | None:
        """How those below and those above move, counts and mean change."""
        if self.split is None:
            return None
        return trend(courses, self.split.below, stable), trend(courses, self.split.above, stable)

    @cached_property
    def cautious(self) -> CautiousEstimate | None:
        """The national figure of the rate with the cautious estimate by both formulas; None where no overestimate is known."""
        return None if self.rate is None else self.cautious_of(self.rate, self.rate.days[-1])

    def cautious_of(self, rate: Rate, day: date) -> CautiousEstimate | None:
        """The same of any rate on a day."""
        known = self.national.parameters.table("cautious_overestimate", day)
        mine = known.filter(known["key"] == rate.figure.key)
        national = rate.values[day].get(COUNTRY) or rate.weighted(day, tuple(unit.code for unit in self.sets.units))
        if mine.is_empty() or national is None:
            return None
        over = Fraction(self.national.parameters.value("cautious_overestimate", day, rate.figure.key).number(), 10_000)
        formulas: tuple[Correction, ...] = ("less_share", "divided")
        return CautiousEstimate(day, national, over, {one: cautious_estimate(national, over, one) for one in formulas})

    def rate_of(self, figure: PublicFigure, last: date = date.max) -> Rate | None:
        """A figure as a rate on its days up to ``last``; None where it is neither a count of children nor a rate."""
        points = [one for one in figure.points if one.day <= last and (_known(one.values) or one.counts)]
        counts_children = figure.unit.casefold().strip() in COUNTS
        per_thousand = "1.000" in figure.unit or "1000" in figure.unit
        counted = any(point.counts for point in points)
        if not points or not (counts_children or per_thousand or counted):
            return None
        population = self._children if counts_children and not counted else {}
        values: dict[date, dict[int, Fraction | None]] = {}
        counts: dict[date, dict[int, Count | None]] = {}
        people: dict[date, dict[int, int]] = {}
        for point in points:
            found = _counts(point, population)
            typed = point.values if per_thousand else {}
            counts[point.day] = found
            values[point.day] = {code: _rate(found.get(code), typed.get(code)) for code in point.values}
            people[point.day] = dict(point.people) or {code: one.population for code, one in found.items() if one}
        everything = self.persons or figure.counted_by == "statistics"
        hidden = {} if everything else {day: hidden_of(of_day) for day, of_day in counts.items()}
        return Rate(figure, values, counts, people, bool(population), hidden)

    @cached_property
    def _children(self) -> Mapping[tuple[int, int], int]:
        frame = self.national.children_0_17.select("municipality", "year", "inhabitants")
        return {(code, year): people for code, year, people in frame.iter_rows()}


def _counts(point: Point, people: Mapping[tuple[int, int], int]) -> dict[int, Count | None]:
    """The source's own counts; else the figure over the 0-17-year-olds of the next 1 January, or of the year's where that is not known."""
    if not people:
        return {code: point.counts.get(code) for code in point.values}
    found: dict[int, Count | None] = {}
    for code, value in point.values.items():
        children = people.get((code, point.day.year + 1)) or people.get((code, point.day.year))
        found[code] = None if value is None or not children or code == COUNTRY else Count(value // 100, children)
    return found


def _rate(count: Count | None, typed: int | None) -> Fraction | None:
    if count is not None:
        return count.rate * PER
    return None if typed is None else Fraction(typed, 100)


def _limit(point: Point, values: Mapping[int, Fraction | None]) -> Fraction | None:
    country = point.values.get(COUNTRY)
    if country is not None:
        return Fraction(country, 100)
    return unweighted([value for value in values.values() if value is not None])


def _known(values: Mapping[int, object]) -> list[int]:
    return [code for code, value in values.items() if value is not None and code != COUNTRY]
