"""Costs against effects of several alternatives, when nobody has said what a unit of effect is worth.

Sources: acceptability curve and frontier, van Hout et al. (1994), *Health Economics* 3, 309-319, and Fenwick, Claxton &
Sculpher (2001), *Health Economics* 10, 779-787; expected loss, Alarid-Escudero et al. (2019), *Value in Health* 22, 611-618.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.statistics.hit_rate import Share

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Whole = npt.NDArray[np.int64]

QUADRANTS = ("dyrere og bedre", "dyrere og ikke bedre", "ikke dyrere og bedre", "ikke dyrere og ikke bedre")


@dataclass(frozen=True)
class Acceptability:
    """At each threshold (kroner for a unit of effect). Alternatives and thresholds are in the order given.

    ``chance`` [alternative, threshold] is the share of draws in which the alternative has the highest net benefit; equal
    ones go to the earlier. ``frontier`` [threshold] is the place of the alternative with the highest *expected* net benefit
    and ``frontier_chance`` its ``chance``. ``expected_loss`` [alternative, threshold] is what choosing it costs on average
    against the best of each draw, in kroner; the lowest of them is ``evpi`` [threshold], the expected value of perfect
    information.
    """

    thresholds: Floats
    draws: int
    chance: Floats
    frontier: Whole
    frontier_chance: Floats
    expected_loss: Floats
    evpi: Floats


@dataclass(frozen=True)
class Plane:
    """Every draw's further cost (kroner) and further effect against another alternative, and how many lie in each of
    ``QUADRANTS``."""

    cost: Floats
    effect: Floats
    quadrants: tuple[Share, Share, Share, Share]


def acceptability(costs: npt.ArrayLike, effects: npt.ArrayLike, thresholds: npt.ArrayLike) -> Acceptability:
    """The acceptability of alternatives whose ``costs`` (kroner) and ``effects`` are [alternative, draw].

    Raises ``ValueError`` when the two differ in shape, or there are fewer than two alternatives or no draw.
    """
    import numpy as np

    cost, effect = both(costs, effects)
    worth = np.atleast_1d(np.asarray(thresholds, float))
    alternatives, draws = cost.shape
    best = np.empty(worth.size)
    hits = np.empty((alternatives, worth.size))
    for at, value in enumerate(worth):
        benefit = effect * value
        benefit -= cost
        highest = benefit[0].copy()
        which = np.zeros(draws, np.intp)
        for place in range(1, alternatives):
            which[benefit[place] > highest] = place
            np.maximum(highest, benefit[place], out=highest)
        best[at] = highest.mean()
        hits[:, at] = np.bincount(which, minlength=alternatives)
    expected = effect.mean(axis=1)[:, None] * worth - cost.mean(axis=1)[:, None]
    frontier, chance = expected.argmax(axis=0), hits / draws
    loss = np.maximum(best - expected, 0)
    return Acceptability(
        worth, draws, chance, frontier, chance[frontier, np.arange(worth.size)], loss, loss.min(axis=0)
    )


def plane(costs: npt.ArrayLike, effects: npt.ArrayLike, alternative: int, against: int = 0) -> Plane:
    """The cost-effectiveness plane of one alternative (its place) against another, by default the first."""
    cost, effect = both(costs, effects)
    more_cost, more_effect = cost[alternative] - cost[against], effect[alternative] - effect[against]
    dearer, better = more_cost > 0, more_effect > 0
    parts = (dearer & better, dearer & ~better, ~dearer & better, ~dearer & ~better)
    first, second, third, fourth = (Share(int(part.sum()), more_cost.size) for part in parts)
    return Plane(more_cost, more_effect, (first, second, third, fourth))


def both(costs: npt.ArrayLike, effects: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Costs and effects as arrays [alternative, draw] of one shape; ``ValueError`` when they are not."""
    import numpy as np

    cost, effect = np.asarray(costs, float), np.asarray(effects, float)
    if cost.ndim != 2 or cost.shape != effect.shape:
        raise ValueError("Omkostninger og effekter skal have en række for hvert alternativ og en søjle for hvert træk.")
    if cost.shape[0] < 2 or not cost.shape[1]:
        raise ValueError("Der skal være mindst to alternativer og ét træk at sammenligne.")
    return cost, effect
