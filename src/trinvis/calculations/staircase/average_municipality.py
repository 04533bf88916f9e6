"""What a rate is in persons in an average municipality, and the cautious estimate of a national average that is too high."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

Correction = Literal["less_share", "divided"]

CORRECTIONS: dict[Correction, str] = {
    "less_share": "Forsigtigt bud: landsgennemsnittet × (1 − overvurderingen)",
    "divided": "Forsigtigt bud: landsgennemsnittet / (1 + overvurderingen)",
}
"""Formula → its label. The documents do not print which; both give »ca. 2,2« of 2,7 and 20 % (seed 001 lines 2919-2928)."""


def persons(per_thousand: Fraction, inhabitants: int) -> Fraction:
    """A rate, or a change of it, per 1,000 in persons among so many inhabitants: −0,6 with 9,048 is −5,4 (seed 001 lines 2882-2887)."""
    return per_thousand * inhabitants / 1000


def cautious_estimate(value: Fraction, overestimate: Fraction, correction: Correction) -> Fraction:
    """A national figure without those that only it counts; ``overestimate`` is 0.2 for 20 %. Drawn dashed, never a fact."""
    return value * (1 - overestimate) if correction == "less_share" else value / (1 + overestimate)
