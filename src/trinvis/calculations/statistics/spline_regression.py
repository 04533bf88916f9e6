"""What outcomes are expected to be, given one variable or several, without saying beforehand which shape that has.

How smooth the curve is, is chosen by generalised cross-validation: Craven & Wahba (1979), *Numerische Mathematik* 31,
377-403; how sure it is, by Nychka (1988), *JASA* 83, 1134-1143.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.statistics.regression_basis import Basis, curve_basis, surface_basis

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

FEWEST = 100
"""Fewer cases than this say too little of a curve."""
CHOICES = 60


class TooFewCases(ValueError):
    """There are too few cases to regress on; ``str`` says in Danish how many it takes."""


@dataclass(frozen=True)
class Regressed:
    """Outcomes [outcome, case] as expected given the variables.

    ``fitted`` is the curve; ``steady`` the curve drawn in towards the mean by what of its spread is noise of the fit, so that
    its variance is that of the expectation; flat where the variables explain no more than noise would. ``freedom``
    [outcome] is how many parameters the curve used, the mean not counted, and ``explained`` the share of the variance that
    is not left over as residuals.
    """

    fitted: Floats
    steady: Floats
    freedom: Floats
    explained: Floats
    _basis: Basis
    _shrunk: Floats
    _residual: Floats

    def variance_of(self, weights: npt.ArrayLike) -> float:
        """The variance, from the fit alone, of the mean over cases of the sum of weights [outcome, case] × curve."""
        import numpy as np

        rows = np.asarray(weights, float)
        loads = np.array([self._basis.project(row) for row in rows]) * np.sqrt(self._shrunk)
        together = np.einsum("ip,jp->ij", loads, loads) + np.outer(rows.mean(axis=1), rows.mean(axis=1))
        variance: float = (together * self._residual).sum() / rows.shape[1]
        return float(variance)


def regressed(outcomes: npt.ArrayLike, variables: npt.ArrayLike) -> Regressed:
    """``outcomes`` [outcome, case] on ``variables`` [variable, case] together; one variable gives a penalised spline.

    Raises ``TooFewCases`` below 100 cases and ``ValueError`` when a number is missing or the shapes do not fit.
    """
    import numpy as np

    y, x = np.atleast_2d(np.asarray(outcomes, float)), np.atleast_2d(np.asarray(variables, float))
    if y.shape[1] != x.shape[1] or not (np.isfinite(y).all() and np.isfinite(x).all()):
        raise ValueError("Udfald og variabler skal have lige mange træk, og ingen må mangle.")
    if y.shape[1] < FEWEST:
        raise TooFewCases(f"{y.shape[1]} træk er for få; der skal mindst {FEWEST} til.")
    basis = curve_basis(x[0]) if len(x) == 1 else surface_basis(x)
    mean = y.mean(axis=1)
    left = y - mean[:, None]
    parts = [_one(basis, row) for row in left]
    fitted = np.array([basis.expand(shrunk * seen) for shrunk, seen in parts])
    shrunk = np.array([shrunk for shrunk, _ in parts]).reshape(len(y), -1)
    freedom = shrunk.sum(axis=1)
    residual = left - fitted
    degrees = np.maximum(y.shape[1] - 1 - freedom, 1)
    spread = np.einsum("ik,jk->ij", residual, residual) / np.sqrt(np.outer(degrees, degrees))
    variance = (fitted * fitted).mean(axis=1)
    noise = np.diag(spread) * (shrunk**2).sum(axis=1) / y.shape[1]
    true = np.maximum(variance - noise, 0)
    drawn_in = np.sqrt(np.divide(true, variance, out=np.zeros_like(true), where=variance > 0))
    total = (left * left).mean(axis=1)
    lost = np.divide((residual * residual).mean(axis=1), total, out=np.ones_like(total), where=total > 0)
    return Regressed(
        fitted + mean[:, None],
        fitted * drawn_in[:, None] + mean[:, None],
        freedom,
        1 - lost,
        basis,
        shrunk,
        spread,
    )


def _one(basis: Basis, outcome: Floats) -> tuple[Floats, Floats]:
    """How much of each function is kept (0-1), and the outcome's mean product with it."""
    import numpy as np

    seen = basis.project(outcome)
    bending = basis.rough[basis.rough > 0]
    if not bending.size:
        return np.ones_like(seen), seen
    strengths = np.geomspace(0.01 / bending.max(), 100 / bending.min(), CHOICES)
    kept = 1 / (1 + strengths[:, None] * basis.rough)
    total = float((outcome * outcome).mean())
    lost = np.maximum(total - (seen**2 * (2 * kept - kept**2)).sum(axis=1), 0)
    score = lost / (1 - (1 + kept.sum(axis=1)) / outcome.size) ** 2
    best = int(np.flatnonzero(score <= score.min() * (1 + 1e-12)).max())
    return kept[best], seen
