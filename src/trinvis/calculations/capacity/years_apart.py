"""A series of years as what a municipality's mean is and how much its years swing around it, when the years' common level is taken out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from trinvis.calculations.capacity.refused import CapacityRefused

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

BySize = Literal["estimated", "equal", "inverse"]

MOST_STEEP = 2.0
ROUNDS, CLOSE = 50, 1e-9
SURE = 1.6449
"""One-sided 95 %."""


@dataclass(frozen=True)
class YearsApart:
    """``means`` [unit] of the years known, less the years' levels; ``noise`` [unit] the mean's variance in σ²; ``within`` the weighted
    sum of squares of the years around the means, with ``degrees`` of freedom. ``steepness`` k: a municipality's yearly variance is
    σ² · (mean inhabitants / its inhabitants)^k; ``relative`` [unit] is that factor. ``known`` [unit, year] is which years are there.
    """

    means: Floats
    noise: Floats
    within: float
    degrees: int
    steepness: float
    relative: Floats
    known: npt.NDArray[np.bool_]
    drift: float | None
    """Standard errors by which far years differ more than neighbouring ones; None with fewer than three years."""

    @property
    def drifts(self) -> bool:
        """Whether chance hangs together from year to year, so that some of it is taken for lasting."""
        return self.drift is not None and self.drift > SURE


def years_apart(series: Floats, population: Floats, by_size: BySize = "estimated") -> YearsApart:
    """``series`` [unit, year] with nan where missing; every unit has at least one year. ``population`` [unit] is inhabitants.

    ``by_size`` says whether small municipalities swing more: *estimated* from the years, *equal*, or *inverse* to the inhabitants.
    Raises ``CapacityRefused`` when fewer than two municipalities have two years.
    """
    import numpy as np

    known = np.isfinite(series)
    counts = known.sum(axis=1)
    if (counts > 1).sum() < 2:
        raise CapacityRefused(
            "Der skal være mindst to år for mindst to kommuner; ellers kan tilfældigheder ikke skilles fra det varige."
        )
    size = np.log(population / population.mean())
    fixed = {"equal": 0.0, "inverse": 1.0}
    steepness = fixed[by_size] if by_size in fixed else _steepness(series, known, size)
    weights = np.exp(steepness * size)
    swings = Swings.of(series, known, weights)
    years = int(known.any(axis=0).sum())
    return YearsApart(
        means=swings.means,
        noise=1 / weights / counts,
        within=float((weights * swings.own).sum()),
        degrees=int(known.sum()) - len(series) - (years - 1),
        steepness=steepness,
        relative=1 / weights,
        known=known,
        drift=_drift(swings.apart, known, weights),
    )


@dataclass(frozen=True)
class Swings:
    """``own`` [unit] the sum of squares of a unit's years around its mean, ``apart`` [unit, year] those years (0 where missing)."""

    means: Floats
    own: Floats
    apart: Floats

    @classmethod
    def of(cls, series: Floats, known: npt.NDArray[np.bool_], weights: Floats) -> Swings:
        """The years' levels are least squares with ``weights`` [unit], a mean of its own for each unit."""
        import numpy as np

        there = known.astype(float)
        counts = there.sum(axis=1)
        filled = np.where(known, series, 0.0)
        apart = np.where(known, filled - (filled.sum(axis=1) / counts)[:, None], 0.0)
        left = filled - level_of(apart, there, weights) * there
        means = left.sum(axis=1) / counts
        apart = np.where(known, left - means[:, None], 0.0)
        return cls(means, (apart * apart).sum(axis=1), apart)


def level_of(apart: Floats, there: Floats, weights: Floats) -> Floats:
    """[…, year] the years' levels around 0, of ``apart`` […, unit, year] that are already taken from each unit's own mean."""
    import numpy as np

    shares = there / there.sum(axis=1, keepdims=True)
    normal = np.diag(np.einsum("u,uy->y", weights, there)) - np.einsum("u,uy,uz->yz", weights, there, shares)
    sums = np.einsum("u,...uy->...y", weights, apart)
    levels: Floats = np.einsum("yz,...z->...y", np.linalg.pinv(normal), sums)
    levels -= levels.mean(axis=-1, keepdims=True)
    return levels


def _steepness(series: Floats, known: npt.NDArray[np.bool_], size: Floats) -> float:
    """k by maximum likelihood: a unit's sum of squares is σ² e^(−k·size) times chi-squared with its degrees (Fisher scoring)."""
    import numpy as np

    degrees = known.sum(axis=1) - 1
    centred = size - (degrees * size).sum() / degrees.sum()
    information = (degrees * centred**2).sum()
    steepness = 0.0
    for _ in range(ROUNDS):
        weights = np.exp(steepness * size)
        scaled = weights * Swings.of(series, known, weights).own
        if not information or not scaled.sum():
            return 0.0
        beyond = scaled * degrees.sum() / scaled.sum() - degrees
        step = float(np.clip(steepness - (centred * beyond).sum() / information, 0.0, MOST_STEEP))
        if abs(step - steepness) < CLOSE:
            return step
        steepness = step
    return steepness


def _drift(apart: Floats, known: npt.NDArray[np.bool_], weights: Floats) -> float | None:
    """Per unit with every year: its squared change over the whole period less that of one year to the next; 0 on average if chance
    is each year's own."""
    import numpy as np

    full = known.all(axis=1)
    if apart.shape[1] < 3 or full.sum() < 3:
        return None
    years = apart[full] * np.sqrt(weights[full])[:, None]
    far, near = (years[:, -1] - years[:, 0]) ** 2, (np.diff(years, axis=1) ** 2).mean(axis=1)
    beyond = far - near
    error = beyond.std(ddof=1) / np.sqrt(beyond.size)
    return float(beyond.mean() / error) if error > 0 else None
