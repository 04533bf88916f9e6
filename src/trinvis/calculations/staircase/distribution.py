"""The second analysis of the udgiftsmodel: how spending lies on the staircase, and how much of it can be placed there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from trinvis.calculations.staircase.expenditure import Basis, Spending
from trinvis.calculations.staircase.measures import SpendingPerChild, StepShare, average
from trinvis.calculations.staircase.quotients import Average, unweighted
from trinvis.calculations.staircase.spans import GROUPS, WHOLE, Span


@dataclass(frozen=True)
class Part:
    """One bar: a step, or steps that the accounts cannot tell apart that year.

    ``amount``: øre of all members in the basis' prices. ``share``: of step-specific spending, by the three averages; over all
    parts each of them adds up to 1. ``per_child``: øre per 0-22-year-old.
    """

    span: Span
    amount: Fraction
    share: Average
    per_child: Average


@dataclass(frozen=True)
class Coverage:
    """Step-specific of all spending on the area (*dækning*): 13,7 of 14,4 mia. kr. is 95,1 % (seed 000 lines 39-41)."""

    step_specific: Fraction
    area: Fraction

    @property
    def value(self) -> Fraction | None:
        """0-1, exact; None when nothing was spent."""
        return self.step_specific / self.area if self.area else None


@dataclass(frozen=True)
class Distribution:
    """A set's year on the staircase. ``n`` municipalities are in the source, ``missing`` are not.

    ``parts`` hold every krone that counts; ``groups`` are the groups of the two documents with their shares and øre per child,
    with fewer n where a municipality's money crosses a group's border. ``left_out``: øre by category in the basis' prices.
    """

    label: str
    year: int
    basis: Basis
    n: int
    missing: tuple[int, ...]
    parts: tuple[Part, ...]
    groups: Mapping[Span, tuple[Average, Average]]
    total_per_child: Average
    left_out: Mapping[str, Fraction]
    coverage: Coverage


def distribution(spending: Spending, members: Iterable[int], year: int, label: str = "") -> Distribution:
    """The distribution of a set's spending that year; what cannot be placed is in ``left_out``, never spread."""
    asked = sorted(set(members))
    have = [one for one in asked if spending.of(one, year) is not None]
    found = {one: spending.years[one, year] for one in have}
    spans = sorted({span for one in found.values() for span in one.steps})
    left_out: dict[str, Fraction] = {}
    for one in found.values():
        for (category, _), amount in one.left_out.items():
            left_out[category] = left_out.get(category, Fraction(0)) + spending.fixed(amount, year)
    return Distribution(
        label=label,
        year=year,
        basis=spending.basis,
        n=len(have),
        missing=tuple(one for one in asked if one not in found),
        parts=tuple(_part(spending, have, year, span) for span in spans),
        groups={
            group: (
                average(spending, StepShare(group), have, year),
                average(spending, SpendingPerChild(group), have, year),
            )
            for group in GROUPS
        },
        total_per_child=average(spending, SpendingPerChild(WHOLE), have, year),
        left_out=left_out,
        coverage=coverage(spending, have, year),
    )


def coverage(spending: Spending, members: Iterable[int], year: int) -> Coverage:
    """How much of the members' spending on the area stands on steps, in the basis' prices."""
    found = [one for member in set(members) if (one := spending.of(member, year)) is not None]
    return Coverage(
        spending.fixed(sum(one.step_specific for one in found), year),
        spending.fixed(sum(one.area for one in found), year),
    )


def _part(spending: Spending, have: list[int], year: int, span: Span) -> Part:
    amounts = {one: spending.fixed(spending.years[one, year].steps.get(span, 0), year) for one in have}
    wholes = {one: spending.fixed(spending.years[one, year].step_specific, year) for one in have}
    children = {one: Fraction(spending.years[one, year].inhabitants or 0) for one in have}
    spending_ones = [one for one in have if wholes[one] > 0]
    counted = [one for one in have if children[one]]
    mean = unweighted([amounts[one] / children[one] for one in counted])
    whole_mean = unweighted([wholes[one] / children[one] for one in counted])
    share = Average(
        n=len(spending_ones),
        missing=tuple(one for one in have if one not in spending_ones),
        weighted=_over(sum(amounts[one] for one in spending_ones), sum(wholes[one] for one in spending_ones)),
        unweighted=unweighted([amounts[one] / wholes[one] for one in spending_ones]),
        of_average=_over(mean, whole_mean),
    )
    per_child = Average(
        n=len(counted),
        missing=tuple(one for one in have if one not in counted),
        weighted=_over(sum(amounts[one] for one in counted), sum(children[one] for one in counted)),
        unweighted=mean,
        of_average=mean,
    )
    return Part(span, sum(amounts.values(), Fraction(0)), share, per_child)


def _over(part: Fraction | int | None, whole: Fraction | int | None) -> Fraction | None:
    return Fraction(part) / whole if part is not None and whole else None
