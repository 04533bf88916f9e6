"""How often a house's intervals have held on its own history: what gives the right to draw one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

HORIZONS = (3, 6, 12, 24)
"""Months ahead that the interval is tried at; a month ahead leans on the first of them that is not before it."""
ENOUGH = 12
"""Whole months of a house's history before it is tried from a month, as the forecast of a year asks for."""
FEWEST = 6
"""Tried months that an interval is drawn on, at the least, as for the forecast of a year."""


@dataclass(frozen=True)
class Try:
    """A month (yyyymm) whose end a house was foreseen from: ``occupied`` is what came so many ``months`` later, ``low`` to ``high`` the
    interval then. ``as_known``: with the grants as they were known then; else what is known now was taken back to it.
    """

    origin: int
    months: int
    occupied: int
    low: int
    high: int
    as_known: bool

    @property
    def inside(self) -> bool:
        """Whether what came lay in the interval."""
        return self.low <= self.occupied <= self.high


@dataclass(frozen=True)
class Held:
    """At ``months`` ahead ``inside`` of ``origins`` tried months lay in the 80 % interval, ``as_known`` of them tried as known then."""

    months: int
    origins: int
    inside: int
    as_known: int

    @property
    def holds(self) -> bool:
        """Tried often enough, and held at least every second time: what clearly fails is not drawn."""
        return self.origins >= FEWEST and 2 * self.inside >= self.origins


def held(tries: Iterable[Try]) -> tuple[Held, ...]:
    """One per entry of ``HORIZONS``."""
    every = tuple(tries)
    found = []
    for months in HORIZONS:
        of = [one for one in every if one.months == months]
        found.append(Held(months, len(of), sum(one.inside for one in of), sum(one.as_known for one in of)))
    return tuple(found)


def drawn_through(found: Iterable[Held]) -> int:
    """So many months ahead an interval may be drawn: up to the first horizon that was not tried enough, or did not hold."""
    through = 0
    for one in sorted(found, key=lambda held: held.months):
        if not one.holds:
            break
        through = one.months
    return through
