"""How well typed probabilities hold: what was expected against what came, and what a new one should be read as.

Sources: Wilson (1927), *JASA* 22, 209-212; Brier (1950), *Monthly Weather Review* 78, 1-3; Murphy (1973), *Journal of
Applied Meteorology* 12, 595-600, with the part within bins as in Stephenson, Coelho & Jolliffe (2008), *Weather and
Forecasting* 23, 752-757.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

FIFTHS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
PRIOR_CASES = 20.0
"""How many cases the belief that people type what they mean is worth."""
FEW_CASES = 20
"""Below this number of decided cases the user is told that they are few."""


@dataclass(frozen=True)
class Share:
    """``hits`` out of ``cases``: a share that keeps its denominator."""

    hits: int
    cases: int

    @property
    def value(self) -> float | None:
        """Hits per case, None without cases."""
        return self.hits / self.cases if self.cases else None

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Wilson's interval of the share; 0 to 1 without cases."""
        from statistics import NormalDist

        if not self.cases:
            return 0.0, 1.0
        z2 = NormalDist().inv_cdf((1 + level) / 2) ** 2
        share, cases = self.hits / self.cases, self.cases
        middle = (share + z2 / (2 * cases)) / (1 + z2 / cases)
        half = (z2 * (share * (1 - share) / cases + z2 / (4 * cases**2))) ** 0.5 / (1 + z2 / cases)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Bin:
    """Typed probabilities from ``low`` to below ``high`` (the last bin: up to and with it)."""

    low: float
    high: float
    expected: float | None
    """Mean of the typed probabilities, None in an empty bin."""
    realised: Share


@dataclass(frozen=True)
class Calibration:
    """``brier`` = ``reliability`` − ``resolution`` + ``uncertainty`` + ``within``; 0 is best, 0,25 is what a half always gets.

    ``reliability``: how far the bins' expected shares lie from the realised (0 is best). ``resolution``: how far the bins
    are told apart. ``uncertainty``: what always answering the overall share would get. ``within``: what is due to
    different probabilities in one bin, 0 where each bin holds only one.
    """

    bins: tuple[Bin, ...]
    overall: Share
    brier: float
    reliability: float
    resolution: float
    uncertainty: float
    within: float


@dataclass(frozen=True)
class Correction:
    """How new typed probabilities are read in the light of the decided ones.

    ``expected`` is the sum of the decided ones' probabilities, ``realised`` how many of them came. ``share`` is the mean
    of the beta distribution (``hits``, ``misses``) of the overall share, ``typed`` the mean typed probability.
    ``few``: fewer than ``FEW_CASES`` were decided, and the user is to be told so.
    """

    expected: float
    realised: Share
    typed: float
    hits: float
    misses: float

    @property
    def share(self) -> float:
        return self.hits / (self.hits + self.misses)

    @property
    def ratio(self) -> float:
        """Realised per expected after shrinkage: 1 without cases, or where nothing but 0 was typed."""
        return self.share / self.typed if self.typed else 1.0

    @property
    def few(self) -> bool:
        return self.realised.cases < FEW_CASES

    def corrected(self, probability: npt.ArrayLike) -> Floats:
        """Probabilities with the hit ratio applied; in [0, 1], in the same order as typed, and right in total.

        Too few hits: hits are scaled down, p × ratio. Too many: misses are scaled down, 1 − (1 − p) × their ratio. The
        mean of the decided ones becomes ``share`` exactly. Raises ``ValueError`` outside [0, 1].
        """
        import numpy as np

        typed = _probabilities(probability)
        if self.share <= self.typed:
            return np.asarray(typed * self.ratio, float)
        return np.asarray(1 - (1 - typed) * ((1 - self.share) / (1 - self.typed)), float)


def calibration(probabilities: npt.ArrayLike, outcomes: npt.ArrayLike, edges: Sequence[float] = FIFTHS) -> Calibration:
    """Typed probabilities against what came (True or False), in bins between ``edges``.

    Raises ``ValueError`` when there are no cases, lengths differ, a probability is outside [0, 1], or the edges do not
    rise from 0 to 1.
    """
    import numpy as np

    typed, came = _cases(probabilities, outcomes)
    if not typed.size:
        raise ValueError("Der er ingen afgjorte skøn at måle på endnu.")
    cuts = np.array(edges, float)
    if cuts.size < 2 or cuts[0] != 0 or cuts[-1] != 1 or (np.diff(cuts) <= 0).any():
        raise ValueError("Grænserne skal stige fra 0 til 1.")
    which = np.searchsorted(cuts[1:-1], typed, side="right")
    number = np.bincount(which, minlength=cuts.size - 1)
    expected, hits = (np.bincount(which, weights, cuts.size - 1) for weights in (typed, came))
    some = number > 0
    overall, mean, share = came.mean(), expected[some] / number[some], hits[some] / number[some]
    weight = number[some] / typed.size
    brier = float(((typed - came) ** 2).mean())
    reliability = float((weight * (mean - share) ** 2).sum())
    resolution, uncertainty = float((weight * (share - overall) ** 2).sum()), float(overall * (1 - overall))
    bins = tuple(
        Bin(float(low), float(high), float(total / n) if n else None, Share(int(hit), int(n)))
        for low, high, total, hit, n in zip(cuts[:-1], cuts[1:], expected, hits, number, strict=True)
    )
    within = brier - reliability + resolution - uncertainty
    return Calibration(bins, Share(int(came.sum()), typed.size), brier, reliability, resolution, uncertainty, within)


def correction(
    probabilities: npt.ArrayLike, outcomes: npt.ArrayLike, *, prior_cases: float = PRIOR_CASES
) -> Correction:
    """The overall hit ratio of decided cases, shrunk towards 1 by ``prior_cases`` cases that came just as typed.

    Beta-binomial: the prior of the overall share is a beta with the mean typed probability as mean, worth
    ``prior_cases``. Without cases nothing is corrected. Raises ``ValueError`` when lengths differ, a probability is
    outside [0, 1], or ``prior_cases`` is not above 0.
    """
    typed, came = _cases(probabilities, outcomes)
    if not prior_cases > 0:
        raise ValueError("Forhåndsvægten skal være større end 0.")
    cases, hits, expected = typed.size, int(came.sum()), float(typed.sum())
    mean = expected / cases if cases else 0.5
    return Correction(
        expected,
        Share(hits, cases),
        mean,
        hits + prior_cases * mean,
        cases - hits + prior_cases * (1 - mean),
    )


def _cases(probabilities: npt.ArrayLike, outcomes: npt.ArrayLike) -> tuple[Floats, Floats]:
    import numpy as np

    typed, came = _probabilities(probabilities), np.asarray(outcomes, bool).astype(float)
    if typed.ndim != 1 or typed.shape != came.shape:
        raise ValueError(f"Der er {typed.size} sandsynligheder, men {came.size} udfald.")
    return typed, came


def _probabilities(given: npt.ArrayLike) -> Floats:
    import numpy as np

    typed: Floats = np.array(given, float)
    if not ((typed >= 0) & (typed <= 1)).all():
        raise ValueError("En sandsynlighed skal ligge fra 0 til 1.")
    return typed
