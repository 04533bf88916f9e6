"""How many municipalities have a high or a low share (*andel*) of spending on steps 2-3 (seed 000 lines 91-101)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from trinvis.calculations.staircase.expenditure import Spending
from trinvis.calculations.staircase.measures import StepShare
from trinvis.calculations.staircase.quotients import Share
from trinvis.calculations.staircase.spans import LOWER, Span


@dataclass(frozen=True)
class ShareSpread:
    """The members' shares that year, and who lies above ``high`` and below ``low``; exactly on a limit is neither."""

    year: int
    high: Fraction
    low: Fraction
    shares: Mapping[int, Share]
    missing: tuple[int, ...]

    @property
    def above(self) -> tuple[int, ...]:
        """Members with more than ``high``."""
        return tuple(one for one, share in self.shares.items() if share.value > self.high)

    @property
    def below(self) -> tuple[int, ...]:
        """Members with less than ``low``."""
        return tuple(one for one, share in self.shares.items() if share.value < self.low)


def share_spread(
    spending: Spending,
    members: Iterable[int],
    year: int,
    *,
    high: Fraction = Fraction(1, 2),
    low: Fraction = Fraction(3, 10),
    group: Span = LOWER,
) -> ShareSpread:
    """The limits are ``spending_thresholds``' share_high (50 %) and share_low (30 %); they are of shares, never of ratios."""
    measure = StepShare(group)
    found = {one: measure.of(spending, one, year) for one in sorted(set(members))}
    return ShareSpread(
        year,
        high,
        low,
        {one: share for one, share in found.items() if share is not None},
        tuple(one for one, share in found.items() if share is None),
    )
