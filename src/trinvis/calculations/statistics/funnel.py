"""Funnel plots: how far a rate may lie from the target by chance alone, by the size of what it is counted in.

Source: Spiegelhalter (2005), *Statistics in Medicine* 24, 1185-1202: exact Poisson or binomial limits, interpolated
between whole counts; over-dispersion as the mean square of winsorised standardised differences.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.statistics.rates import Kind, counted, tail_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

WINSORISED = 0.1
"""The share at each end that is drawn in to its edge, so that those far out do not widen the limits for themselves."""
CHANCE = 0.05
"""Below this chance the differences are called over-dispersed."""


@dataclass(frozen=True)
class Dispersion:
    """Whether the rates differ more than by chance.

    ``factor`` is φ, the mean of the squared standardised differences after winsorising: about 1 by chance alone.
    ``statistic`` is their sum without winsorising, on ``degrees`` degrees of freedom; ``chance`` is that of so large a
    sum if only chance were at work (χ²).
    """

    factor: float
    statistic: float
    degrees: int
    chance: float

    @property
    def over(self) -> bool:
        """More spread than chance gives: the limits are too narrow as they stand."""
        return self.chance < CHANCE and self.factor > 1


def funnel_limits(
    target: float, exposure: npt.ArrayLike, level: float, kind: Kind = "poisson", factor: float = 1.0
) -> tuple[Floats, Floats]:
    """Lower and upper limit at each exposure, as rates; ``level`` as 0.95 or 0.998.

    ``factor`` is φ of over-dispersion: the distance of the exact limits from the target is multiplied by √φ.
    Raises ``ValueError`` when the target is not above 0 (and for shares below 1), or an exposure is not above 0.
    """
    import numpy as np

    size = np.asarray(exposure)
    if not target > 0 or (kind == "binomial" and not target < 1):
        raise ValueError(
            "Tragten kan ikke tegnes, når gennemsnittet er 0 eller alle er talt med; vælg et andet nøgletal."
        )
    if not (size > 0).all():
        raise ValueError("En nævner skal være større end 0.")
    ends = []
    for share in (tail_of(level), 1 - tail_of(level)):
        count = _count_at(share, size, target, kind)
        ends.append(np.clip(target + (count / size - target) * factor**0.5, 0, None))
    return ends[0], ends[1] if kind == "poisson" else np.minimum(ends[1], 1)


def dispersion(cases: npt.ArrayLike, exposure: npt.ArrayLike, kind: Kind = "poisson") -> Dispersion:
    """How much the rates spread around their weighted mean (sum over sum).

    Raises ``ValueError`` for fewer than two units, or where the mean is 0 or everyone.
    """
    import numpy as np
    from scipy.special import chdtrc

    number, out_of = counted(cases, exposure, kind)
    target = number.sum() / out_of.sum()
    variance = target * (1 - target if kind == "binomial" else 1)
    if number.size < 2 or variance <= 0:
        raise ValueError("Spredningen kan ikke måles: der skal være mindst to kommuner og et gennemsnit større end 0.")
    far = (number / out_of - target) / np.sqrt(variance / out_of)
    drawn_in = np.clip(far, *np.quantile(far, [WINSORISED, 1 - WINSORISED]))
    statistic, degrees = float((far**2).sum()), int(number.size) - 1
    return Dispersion(float((drawn_in**2).mean()), statistic, degrees, float(chdtrc(degrees, statistic)))


def _count_at(share: float, size: npt.NDArray[np.int64], target: float, kind: Kind) -> Floats:
    """The count below which ``share`` of the distribution lies, in a straight line between whole counts."""
    import numpy as np
    from scipy.special import bdtr, bdtrik, pdtr, pdtrik

    def below(count: Floats) -> Floats:
        chance: Floats = pdtr(count, size * target) if kind == "poisson" else bdtr(count, size, target)
        return np.where(count < 0, 0.0, chance)

    near: Floats = pdtrik(share, size * target) if kind == "poisson" else bdtrik(share, size, target)
    count = np.ceil(np.nan_to_num(near))
    count = np.where(below(count - 1) >= share, count - 1, count)
    count = np.where(below(count) < share, count + 1, count)
    reached = below(count)
    return np.asarray(count - (reached - share) / (reached - below(count - 1)))
