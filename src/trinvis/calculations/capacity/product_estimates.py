"""Uncertainty carried through share × total, which the report leaves out (seed 002 lines 4753-4755, 5082-5086).

The variance of a product of two estimates, exact for normal ones (Goodman (1960), *JASA* 55, 708-713; with a covariance, Bohrnstedt
& Goldberger (1969), *JASA* 64, 1439-1442): the delta method and one term more. Degrees of freedom by Satterthwaite (1946),
*Biometrics Bulletin* 2, 110-114. ``simulated_product`` shows the same by drawing: as wide, but it leans upwards, as products do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, inf, sqrt
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.answers import Answers
from trinvis.calculations.capacity.estimate import Estimate
from trinvis.calculations.capacity.refused import CapacityRefused

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def product(total: Estimate, share: Estimate, *, covariance: float = 0.0) -> Estimate:
    """``total`` × ``share`` (0-1) with its standard error, in the total's unit and on the fewer of the two's answers.

    ``covariance`` of the two estimates, as ``covariance_of_means`` gives it; 0 takes them as unrelated. No standard error where
    one of them has none. Raises ``ValueError`` when they have different levels.
    """
    level = _one_level([total, share])
    answers = min((one.answers for one in (total, share) if one.answers), default=0)
    value = total.value * share.value
    if total.standard_error is None or share.standard_error is None:
        return Estimate(value, None, 0, answers, "product", level=level)
    parts = ((share.value * total.standard_error) ** 2, (total.value * share.standard_error) ** 2)
    further = (total.standard_error * share.standard_error) ** 2 + covariance**2
    variance = fsum((*parts, 2 * total.value * share.value * covariance, further))
    degrees = _satterthwaite(parts, (total.degrees, share.degrees))
    return Estimate(value, sqrt(max(variance, 0.0)), degrees, answers, "product", level=level)


def sum_of(estimates: Sequence[Estimate]) -> Estimate:
    """The sum of unrelated estimates in one unit. Raises ``CapacityRefused`` without any, ``ValueError`` for different levels."""
    if not estimates:
        raise CapacityRefused("Der er ingen skøn at lægge sammen.")
    level, value = _one_level(estimates), fsum(one.value for one in estimates)
    answers = min((one.answers for one in estimates if one.answers), default=0)
    errors = [one.standard_error for one in estimates]
    known = [error for error in errors if error is not None]
    if len(known) < len(errors):
        return Estimate(value, None, 0, answers, "sum", level=level)
    parts = [error**2 for error in known]
    degrees = _satterthwaite(parts, [one.degrees for one in estimates])
    return Estimate(value, sqrt(fsum(parts)), degrees, answers, "sum", level=level)


def covariance_of_means(first: Answers, second: Answers) -> float:
    """The covariance of two questions' means by the units that answered both; 0 when fewer than two did."""
    one, other = first.values, second.values
    both = sorted(one.keys() & other.keys())
    if len(both) < 2:
        return 0.0
    means = [fsum(values[unit] for unit in both) / len(both) for values in (one, other)]
    together = fsum((one[unit] - means[0]) * (other[unit] - means[1]) for unit in both) / (len(both) - 1)
    return together * len(both) / (len(one) * len(other))


@dataclass(frozen=True)
class Simulated:
    """What drawing gave: mean, and the interval between the draws' percentiles. ``seed`` makes it again."""

    mean: float
    low: float
    high: float
    draws: int
    seed: int
    level: float


def simulated_product(total: Estimate, share: Estimate, *, draws: int = 100_000, seed: int = 1) -> Simulated:
    """``total`` × ``share`` by drawing each from its own t-distribution, unrelated. Raises ``CapacityRefused`` without standard errors."""
    import numpy as np

    level = _one_level([total, share])
    chance = np.random.default_rng(seed)
    drawn = _draws(total, draws, chance) * _draws(share, draws, chance)
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return Simulated(float(drawn.mean()), float(low), float(high), draws, seed, level)


def _draws(one: Estimate, draws: int, chance: np.random.Generator) -> npt.NDArray[np.float64]:
    if one.standard_error is None:
        raise CapacityRefused("Et skøn uden standardfejl kan der ikke trækkes fra.")
    far = chance.standard_normal(draws) if one.degrees == inf else chance.standard_t(max(one.degrees, 1), draws)
    return one.value + one.standard_error * far


def _satterthwaite(parts: Sequence[float], degrees: Sequence[float]) -> float:
    """Degrees of freedom of a sum of variances; inf where nothing is uncertain."""
    spent = fsum(part**2 / left for part, left in zip(parts, degrees, strict=True) if part)
    return fsum(parts) ** 2 / spent if spent else inf


def _one_level(estimates: Sequence[Estimate]) -> float:
    levels = {one.level for one in estimates}
    if len(levels) > 1:
        raise ValueError("Skøn med forskellige niveauer kan ikke regnes sammen.")
    return levels.pop()
