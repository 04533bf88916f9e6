"""A difference between two groups of units with the interval that swapping the groups leaves: exact, and in closed form.

If the groups differ by d, taking d off the first makes the two alike, and then any other choice of as many units would do as well. d is
in the interval when the difference that is left is not among the ``1 − level`` largest of all choices. For one choice those d
where its difference is at least as large as the real one are themselves an interval around the difference seen, so
the ends of all choices, put in order, give the answer without search. Source: Fisher (1935), *The Design of Experiments*, § 21;
Bertrand, Duflo & Mullainathan (2004), *QJE* 119, 249-275, for units collapsed to one change each.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import comb, floor, inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

MOST = 20_000
"""Choices that are all gone through; of more, as many are drawn."""


def choices(units: int, chosen: int) -> int:
    """In how many ways so many of the units can be chosen."""
    return comb(units, chosen)


def permuted(
    first: Sequence[float], second: Sequence[float], level: float = 0.95, seed: int = 1
) -> tuple[float, float] | None:
    """The ends of the interval of mean(first) − mean(second); None where there are too few choices for that level."""
    import numpy as np

    values = np.array([*first, *second], float)
    chosen = _chosen(values.size, len(first), seed)
    place = floor((1 - level) * len(chosen) + 1e-9)
    if place < 1:
        return None
    here, there = len(first), len(second)
    sums = values[chosen].sum(axis=1)
    apart = sums / here - (values.sum() - sums) / there
    own = (chosen < here).sum(axis=1)
    moved = own / here - (here - own) / there
    seen = float(np.mean(first) - np.mean(second))
    low, high = _ends(seen, apart, moved)
    ends = float(np.sort(low)[place]), float(np.sort(high)[::-1][place])
    return None if inf in (abs(ends[0]), abs(ends[1])) else ends


def chance(first: Sequence[float], second: Sequence[float], seed: int = 1) -> float:
    """The share of choices whose difference is at least as large as the one seen, itself among them."""
    import numpy as np

    values = np.array([*first, *second], float)
    chosen = _chosen(values.size, len(first), seed)
    sums = values[chosen].sum(axis=1)
    apart = np.abs(sums / len(first) - (values.sum() - sums) / len(second))
    return float((apart >= apart[0] - 1e-9 * max(1.0, float(apart.max()))).mean())


def _chosen(units: int, size: int, seed: int) -> Whole:
    """[choice, place] numbers of the units, the real choice first."""
    import numpy as np

    if comb(units, size) <= MOST:
        return np.array(list(combinations(range(units), size)), dtype=np.int64)
    random = np.random.default_rng(seed)
    drawn = np.argsort(random.random((MOST, units)), axis=1)[:, :size]
    drawn[0] = np.arange(size)
    return drawn.astype(np.int64)


def _ends(seen: float, apart: Floats, moved: Floats) -> tuple[Floats, Floats]:
    """For each choice the smallest and largest d at which |apart − d·moved| ≥ |seen − d|."""
    import numpy as np

    alone = np.abs(moved) > 1 - 1e-12  # the real choice, and its mirror
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (seen - apart) / (1 - moved), (seen + apart) / (1 + moved)
    return np.where(alone, -inf, np.minimum(one, other)), np.where(alone, inf, np.maximum(one, other))
