"""What is measured of a municipality's spending in a year, and its averages over a set of municipalities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from trinvis.calculations.staircase.expenditure import MunicipalYear, Spending
from trinvis.calculations.staircase.quotients import Average, PerChild, Ratio, Share, unweighted, weighted
from trinvis.calculations.staircase.spans import LOWER, PLACED, WHOLE, Span, span_text


@dataclass(frozen=True)
class SpendingPerChild:
    """Spending on a group of steps per 0-22-year-old; ``WHOLE`` is all step-specific spending.

    ``with_left_out``: with what may stand on several steps of the group (as a joint category of a series break needs).
    """

    group: Span = WHOLE
    with_left_out: bool = False

    @property
    def label(self) -> str:
        what = "Trinspecifikke udgifter" if self.group == WHOLE else f"Udgifter til {span_text(self.group)}"
        return f"{what} pr. 0-22-årig" + (" med det, der kan vedrøre flere trin" if self.with_left_out else "")

    def of(self, spending: Spending, municipality: int, year: int) -> PerChild | None:
        """None where the municipality, its inhabitants or the border of the group is not known."""
        found = spending.of(municipality, year)
        amount = _amount(found, self.group, with_left_out=self.with_left_out)
        if found is None or amount is None or not found.inhabitants:
            return None
        return PerChild(spending.fixed(amount, year), Fraction(found.inhabitants))


@dataclass(frozen=True)
class AreaPerChild:
    """All spending on the area per 0-22-year-old, with what stands on no single step."""

    group: Span = WHOLE

    @property
    def label(self) -> str:
        return "Udgifter i alt på området pr. 0-22-årig"

    def of(self, spending: Spending, municipality: int, year: int) -> PerChild | None:
        """None where the municipality or its inhabitants are not known."""
        found = spending.of(municipality, year)
        if found is None or not found.inhabitants:
            return None
        return PerChild(spending.fixed(found.area, year), Fraction(found.inhabitants))


@dataclass(frozen=True)
class StepShare:
    """A group's share (*andel*) of all step-specific spending."""

    group: Span = LOWER

    @property
    def label(self) -> str:
        return f"Andel til {span_text(self.group)} af de trinspecifikke udgifter"

    def of(self, spending: Spending, municipality: int, year: int) -> Share | None:
        """None where the municipality or the border of the group is not known, or it spends nothing on the staircase."""
        found = spending.of(municipality, year)
        amount = _amount(found, self.group)
        if found is None or amount is None or found.step_specific <= 0:
            return None
        return Share(Fraction(amount), Fraction(found.step_specific))


@dataclass(frozen=True)
class LowerToUpper:
    """The ratio (*forhold*) of steps 2-3 to steps 4-6."""

    @property
    def label(self) -> str:
        return "Forhold: trin 2-3 i procent af trin 4-6"

    @property
    def group(self) -> Span:
        return LOWER

    def of(self, spending: Spending, municipality: int, year: int) -> Ratio | None:
        """None where either group is not known, or nothing is spent on steps 4-6."""
        found = spending.of(municipality, year)
        lower, placed = _amount(found, LOWER), _amount(found, PLACED)
        return None if lower is None or not placed or placed < 0 else Ratio(Fraction(lower), Fraction(placed))


Measure = SpendingPerChild | AreaPerChild | StepShare | LowerToUpper


def _amount(found: MunicipalYear | None, group: Span, *, with_left_out: bool = False) -> int | None:
    return None if found is None else found.on(group, with_left_out=with_left_out)


def average(spending: Spending, measure: Measure, members: Iterable[int], year: int) -> Average:
    """The measure's averages over the members that have it that year; worked out once for the same figures."""
    wanted = tuple(sorted(set(members)))
    asked = (measure, wanted, year)
    if asked not in spending.averages:
        spending.averages[asked] = _averaged(spending, measure, wanted, year)
    kept: Average = spending.averages[asked]
    return kept


def _averaged(spending: Spending, measure: Measure, wanted: tuple[int, ...], year: int) -> Average:
    found = {one: measure.of(spending, one, year) for one in wanted}
    have = {one: value for one, value in found.items() if value is not None}
    values = list(have.values())
    return Average(
        n=len(values),
        missing=tuple(one for one in wanted if one not in have),
        weighted=weighted(values),
        unweighted=unweighted([one.value for one in values]),
        of_average=_of_average(spending, measure, list(have), year),
    )


def _of_average(spending: Spending, measure: Measure, members: list[int], year: int) -> Fraction | None:
    if isinstance(measure, SpendingPerChild | AreaPerChild):
        return _mean(spending, measure, members, year)
    part, whole = (measure.group, WHOLE) if isinstance(measure, StepShare) else (LOWER, PLACED)
    means = [_mean(spending, SpendingPerChild(group), members, year) for group in (part, whole)]
    return means[0] / means[1] if means[0] is not None and means[1] else None


def _mean(
    spending: Spending, measure: SpendingPerChild | AreaPerChild, members: list[int], year: int
) -> Fraction | None:
    """The unweighted mean per child of just these members; None where one of them lacks it."""
    rates = [measure.of(spending, one, year) for one in members]
    return unweighted([rate.value for rate in rates if rate is not None]) if None not in rates else None
