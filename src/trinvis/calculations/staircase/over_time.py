"""The first analysis of the udgiftsmodel: spending over time against a chosen group, the region and the country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from trinvis.calculations.staircase.breaks import Break, across, drawn
from trinvis.calculations.staircase.direction import Direction, direction
from trinvis.calculations.staircase.expenditure import Basis, Spending
from trinvis.calculations.staircase.measures import Measure, average
from trinvis.calculations.staircase.quotients import Average

Weighting = Literal["weighted", "unweighted", "of_average"]

WEIGHTINGS: dict[Weighting, str] = {
    "weighted": "vægtet: sum over sum",
    "unweighted": "uvægtet: hver kommune tæller 1",
    "of_average": "gennemsnitskommunens: af uvægtede gennemsnit pr. 0-22-årig",
}
"""How an average is made → the words that stand at it."""


@dataclass(frozen=True)
class SetSeries:
    """A measure over years for one set of municipalities; ``breaks`` are drawn, also those that no comparison crosses.

    ``balanced``: only the members that have the measure in every year, the same throughout.
    """

    label: str
    measure: Measure
    basis: Basis
    members: tuple[int, ...]
    balanced: bool
    points: Mapping[int, Average]
    breaks: tuple[Break, ...]


@dataclass(frozen=True)
class Change:
    """A measure's change for a set between two years; ``last`` − ``first``, None where one of them is missing.

    ``measure`` is what was compared: wider than what was asked for when the comparison was made on a joint category
    (``on_joint``). Øre per child, or a difference of shares or ratios (times 100: percentage points).
    """

    measure: Measure
    on_joint: bool
    years: tuple[int, int]
    weighting: Weighting
    n: tuple[int, int]
    first: Fraction | None
    last: Fraction | None

    @property
    def difference(self) -> Fraction | None:
        """last − first, exact."""
        return None if self.first is None or self.last is None else self.last - self.first


def over_time(
    spending: Spending,
    measure: Measure,
    years: Sequence[int],
    sets: Mapping[str, Iterable[int]],
    breaks: Iterable[Break] = (),
    *,
    balanced: bool = False,
) -> tuple[SetSeries, ...]:
    """One series per set (label → municipalities; a single municipality is a set of one), with n at every point."""
    known = tuple(breaks)
    series = []
    for label, members in sets.items():
        asked = tuple(sorted(set(members)))
        counted = in_all_years(spending, measure, asked, years) if balanced else asked
        points = {year: average(spending, measure, counted, year) for year in years}
        marks = drawn(known, measure, years)
        series.append(SetSeries(label, measure, spending.basis, counted, balanced, points, marks))
    return tuple(series)


def in_all_years(spending: Spending, measure: Measure, members: Iterable[int], years: Iterable[int]) -> tuple[int, ...]:
    """The members that have the measure in every one of the years: the balanced panel (seed 001 lines 2873-2875)."""
    asked = tuple(years)
    return tuple(one for one in members if all(measure.of(spending, one, year) is not None for year in asked))


def change(
    spending: Spending,
    measure: Measure,
    members: Iterable[int],
    first: int,
    last: int,
    breaks: Iterable[Break],
    *,
    weighting: Weighting = "unweighted",
    on_joint: bool = False,
    balanced: bool = False,
) -> Change:
    """The change of a set's average between two years; raises ``SeriesBreak`` across a break (see ``breaks.across``)."""
    asked = tuple(sorted(set(members)))
    compared = across(breaks, spending, measure, asked, (first, last), on_joint=on_joint)
    counted = in_all_years(spending, compared, asked, (first, last)) if balanced else asked
    one, other = (average(spending, compared, counted, year) for year in (first, last))
    return Change(
        measure=compared,
        on_joint=compared != measure,
        years=(first, last),
        weighting=weighting,
        n=(one.n, other.n),
        first=getattr(one, weighting),
        last=getattr(other, weighting),
    )


@dataclass(frozen=True)
class BalancedRerun:
    """A change once with every member that has a figure, and once with the same members at both ends.

    ``holds``: whether both go the same way (rising, stable, falling); None where one of them has no figure.
    """

    everyone: Change
    balanced: Change
    holds: bool | None


def balanced_rerun(
    spending: Spending,
    measure: Measure,
    members: Iterable[int],
    years: Sequence[int],
    breaks: Iterable[Break],
    stable_within: Fraction,
    *,
    weighting: Weighting = "unweighted",
    on_joint: bool = False,
) -> BalancedRerun:
    """Does the tendency hold with only those that have every year (seed 001 lines 2873-2875)?

    ``stable_within`` in the measure's own unit: øre per child, or a difference of shares or ratios. Raises ``SeriesBreak``.
    """
    asked, known = tuple(members), tuple(breaks)
    first, last = min(years), max(years)
    compared = across(known, spending, measure, asked, (first, last), on_joint=on_joint)
    panel = in_all_years(spending, compared, asked, years)
    one, other = (
        change(spending, measure, counted, first, last, known, weighting=weighting, on_joint=on_joint)
        for counted in (asked, panel)
    )
    ways = [_way(found, stable_within) for found in (one, other)]
    return BalancedRerun(one, other, None if None in ways else ways[0] == ways[1])


def _way(found: Change, stable_within: Fraction) -> Direction | None:
    if found.first is None or found.last is None:
        return None
    return direction(found.first, found.last, stable_within)
