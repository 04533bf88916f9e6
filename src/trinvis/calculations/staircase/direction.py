"""Rising, stable or falling: a course from its first to its last point, by an inclusive limit on exact fractions.

What changes by the limit itself is stable: 3,6 → 3,4 is −0,2 and stable (seed 001 lines 2891-2893). Binary fractions are
refused, since 3.6 − 3.4 is more than 0.2 in them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Direction = Literal["rising", "stable", "falling"]

DIRECTIONS: dict[Direction, str] = {"rising": "Stigende", "stable": "Stabilt", "falling": "Faldende"}

RATE_STABLE = Fraction(1, 5)
"""0,2 per 1,000 0-17-year-olds (seed 001 lines 2891-2893)."""

RATIO_STABLE = Fraction(3, 100)
"""3 percentage points of the ratio (*forhold*) of steps 2-3 to steps 4-6 (seed 001 lines 3360-3362)."""


def direction(first: Fraction | int, last: Fraction | int, stable_within: Fraction) -> Direction:
    """The direction from ``first`` to ``last``; raises ``TypeError`` for floats, which cannot hold a limit."""
    if isinstance(first, float) or isinstance(last, float) or isinstance(stable_within, float):
        raise TypeError("a direction is of exact fractions")
    step = Fraction(last) - Fraction(first)
    if abs(step) <= stable_within:
        return "stable"
    return "rising" if step > 0 else "falling"


@dataclass(frozen=True)
class Course:
    """One municipality's values at the planned points, in order; None where it has none.

    A series with gaps gives a direction and no level; a single observation neither (seed 001 lines 3056-3072, 3091-3096).
    """

    values: tuple[Fraction | None, ...]

    @property
    def known(self) -> tuple[Fraction, ...]:
        """The values that there are."""
        return tuple(value for value in self.values if value is not None)

    @property
    def complete(self) -> bool:
        """Whether every planned point has a value."""
        return len(self.known) == len(self.values)

    @property
    def level(self) -> Fraction | None:
        """The last value, when it may be shown: of a series without gaps and of more than one point."""
        return self.values[-1] if self.complete and len(self.values) > 1 else None

    @property
    def change(self) -> Fraction | None:
        """Last available less first available; None with fewer than two."""
        known = self.known
        return known[-1] - known[0] if len(known) > 1 else None

    @property
    def window(self) -> tuple[int, int] | None:
        """The places of the first and last available point; None without any."""
        places = [place for place, value in enumerate(self.values) if value is not None]
        return (places[0], places[-1]) if places else None

    def direction(self, stable_within: Fraction) -> Direction | None:
        """From the first to the last available point; None with fewer than two."""
        known = self.known
        return direction(known[0], known[-1], stable_within) if len(known) > 1 else None


def course(values: Sequence[Fraction | None]) -> Course:
    """A course of values at the planned points."""
    return Course(tuple(values))


@dataclass(frozen=True)
class DirectionCounts:
    """How many municipalities go each way; ``without`` could not be classified."""

    rising: int
    stable: int
    falling: int
    without: int

    @property
    def n(self) -> int:
        """Those classified."""
        return self.rising + self.stable + self.falling


def counts(directions: Iterable[Direction | None]) -> DirectionCounts:
    """One row of Bilagstabel 2.4 (seed 001 lines 3165-3187)."""
    found = Counter(directions)
    return DirectionCounts(found["rising"], found["stable"], found["falling"], found[None])


def together(
    matrix: Mapping[int, Mapping[str, Direction | None]], one: tuple[str, Direction], other: tuple[str, Direction]
) -> tuple[int, int]:
    """Of the municipalities where figure ``one`` goes its way: how many there are, and in how many ``other`` goes its way.

    As »ud af de seks … har de fem« (seed 001 lines 3236-3240).
    """
    those = [row for row in matrix.values() if row.get(one[0]) == one[1]]
    return len(those), sum(row.get(other[0]) == other[1] for row in those)
