"""A population that enters, moves between states and leaves: its mean and covariance, exactly and without drawing.

Each individual moves by itself: from state j to i with probability ``matrix[i, j]`` per step, and out with what column j
lacks of 1. Entries to a state are Poisson and independent of all else. With stock mean m and covariance V, entries λ and
matrix A a step gives

    m' = A m + λ        V' = A V A' + diag(A m) − A diag(m) A' + diag(λ)

(multinomial moves; conditional variance plus variance of the conditional mean). Subtracting diag(m') leaves
V' − diag(m') = A (V − diag(m)) A': what differs from a Poisson population dies out with those who were there, which is how
it is computed. Source: Bartlett (1949), *JRSS B* 11, 211-229; Pollard (1966), *Biometrika* 53, 397-415.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Stages = Sequence[tuple[npt.ArrayLike, int]]

SLACK = 1e-9
"""How far a column may sum above 1 by rounding alone."""


@dataclass(frozen=True)
class Course:
    """Number of individuals by state after each step: ``means`` steps × states, ``covariances`` steps × states × states.

    The covariances hold the chance in who moves, leaves and enters; not that rates are estimated.
    """

    means: Floats
    covariances: Floats


@dataclass(frozen=True)
class Totals:
    """Weighted sums over the states after each step: ``means`` and ``deviations`` (standard deviations)."""

    means: Floats
    deviations: Floats


def propagate(
    start: npt.ArrayLike, stages: Stages, entries: npt.ArrayLike, *, covariance: npt.ArrayLike | None = None
) -> Course:
    """The course of a population from ``start`` (number by state) through ``stages``, each a matrix and its number of steps.

    ``entries``: mean number that enters by state per step, after the moves; one row for all steps, or steps × states.
    ``covariance`` is that of the start where it is not known for certain.

    Raises ``ValueError`` when shapes do not fit, a number is negative or not finite, a column of a matrix sums to more
    than 1, or no stage has a step.
    """
    import numpy as np

    stock = _numbers(start, "Startbestanden")
    states = stock.size
    matrices = [(_matrix(matrix, states), int(steps)) for matrix, steps in stages]
    steps = sum(number for _, number in matrices)
    if steps < 1 or any(number < 0 for _, number in matrices):
        raise ValueError("Fremskrivningen skal have mindst ét skridt.")
    coming = _numbers(entries, "Tilgangen")
    if coming.shape not in ((states,), (steps, states)):
        raise ValueError(f"Tilgangen skal have {states} tal, eller {steps} rækker med {states} tal.")
    begin = np.zeros((states, states)) if covariance is None else np.array(covariance, float)
    if stock.ndim != 1 or begin.shape != (states, states) or not np.isfinite(begin).all():
        raise ValueError(f"Startbestandens kovarians skal være {states} × {states} tal.")
    means, excess = np.empty((steps, states)), np.empty((steps, states, states))
    beyond = begin - np.diag(stock)
    step = 0
    for matrix, number in matrices:
        turned = np.ascontiguousarray(matrix.T)
        for _ in range(number):
            stock = matrix @ stock + (coming if coming.ndim == 1 else coming[step])
            beyond = np.matmul(matrix @ beyond, turned, out=excess[step])
            means[step] = stock
            step += 1
    every = np.arange(states)
    excess[:, every, every] += means
    return Course(means, excess)


def totals(course: Course, weights: npt.ArrayLike | None = None) -> Totals:
    """Sums over the states, with what moves between states cancelling out.

    ``weights``: one row (states), which gives one sum per step, or sums × states, which gives steps × sums; all 1 when
    left out. With prices as weights the sum is the cost of a step. Raises ``ValueError`` when they do not fit the states.
    """
    import numpy as np

    states = course.means.shape[1]
    by = np.ones(states) if weights is None else np.array(weights, float)
    if by.ndim not in (1, 2) or by.shape[-1] != states or not np.isfinite(by).all():
        raise ValueError(f"Der skal være {states} vægte, én for hver tilstand.")
    rows = np.atleast_2d(by)
    variances = ((course.covariances @ rows.T) * rows.T).sum(axis=1)
    means, deviations = course.means @ rows.T, np.sqrt(np.maximum(variances, 0.0))
    return Totals(means, deviations) if by.ndim == 2 else Totals(means[:, 0], deviations[:, 0])


def _numbers(given: npt.ArrayLike, what: str) -> Floats:
    import numpy as np

    numbers: Floats = np.array(given, float)
    if not np.isfinite(numbers).all() or (numbers < 0).any():
        raise ValueError(f"{what} skal være tal på 0 eller derover.")
    return numbers


def _matrix(given: npt.ArrayLike, states: int) -> Floats:
    matrix = _numbers(given, "Overgangssandsynlighederne")
    if matrix.shape != (states, states):
        raise ValueError(f"Overgangsmatricen skal være {states} × {states} som startbestanden.")
    over = matrix.sum(axis=0) > 1 + SLACK
    if over.any():
        raise ValueError(f"Overgangene fra tilstand {int(over.argmax()) + 1} er tilsammen over 1; sæt dem ned.")
    return matrix
