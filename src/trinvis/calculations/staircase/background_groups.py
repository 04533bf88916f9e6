"""Municipalities split by a background value below and above a mean, and how each group moves (seed 001 lines 2849-2855)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from trinvis.calculations.staircase.direction import Course, DirectionCounts, counts
from trinvis.calculations.staircase.quotients import unweighted


@dataclass(frozen=True)
class BackgroundSplit:
    """Members below and above ``limit``, in order of their value; ``level`` are exactly on it, ``without`` have no value."""

    limit: Fraction
    below: tuple[int, ...]
    above: tuple[int, ...]
    level: tuple[int, ...]
    without: tuple[int, ...]
    mean: Fraction | None


def split_by_background(values: Mapping[int, Fraction | None], limit: Fraction) -> BackgroundSplit:
    """The split at ``limit`` (as the national 10,0 % of Bilagstabel 2.1); ``mean`` is the members' unweighted mean."""
    known = {one: value for one, value in values.items() if value is not None}
    order = sorted(known, key=lambda one: (known[one], one))
    return BackgroundSplit(
        limit,
        below=tuple(one for one in order if known[one] < limit),
        above=tuple(one for one in order if known[one] > limit),
        level=tuple(one for one in order if known[one] == limit),
        without=tuple(sorted(one for one in values if one not in known)),
        mean=unweighted(list(known.values())),
    )


@dataclass(frozen=True)
class GroupTrend:
    """How a group moves: directions counted, and the unweighted mean of its members' changes (n of them)."""

    directions: DirectionCounts
    mean_change: Fraction | None
    n: int


def trend(courses: Mapping[int, Course], members: tuple[int, ...], stable_within: Fraction) -> GroupTrend:
    """The trend of those members; who has fewer than two points is counted as ``without``."""
    found = [courses[one] for one in members if one in courses]
    changes = [change for one in found if (change := one.change) is not None]
    absent = [None] * (len(members) - len(found))
    return GroupTrend(
        counts([*(one.direction(stable_within) for one in found), *absent]), unweighted(changes), len(changes)
    )
