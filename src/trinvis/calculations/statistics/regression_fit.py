"""A fitted regression and what it says: intervals, influence, and predictions of each case by all the others.

Sources as in ``regression``, which fits it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Prediction:
    """Expected values with the ends of their prediction intervals, in the unit of the outcome."""

    expected: Floats
    low: Floats
    high: Floats
    level: float


@dataclass(frozen=True)
class Fit:
    """A model of ``cases`` rows: the constant first, then the variables in order.

    ``error`` is the ordinary standard error of each coefficient, ``robust_error`` HC3's. ``r2`` is the share of the
    variation around the mean that is explained, ``adjusted_r2`` the same for ``degrees`` = cases − coefficients.
    ``residual`` outcome − fitted; ``leverage`` 0 to 1; ``cook`` is Cook's distance. ``inflation`` is the variance
    inflation factor of each variable.

    Where the cases have weights (with mean 1), a case's variance is ``spread``² over its weight; ``r2``, ``leverage``, ``cook`` and
    ``inflation`` are those of the weighted model.
    """

    names: tuple[str, ...]
    coefficient: Floats
    error: Floats
    robust_error: Floats
    r2: float
    adjusted_r2: float
    spread: float
    """Standard deviation of the residuals, by ``degrees``; of a case of mean weight."""
    degrees: int
    fitted: Floats
    residual: Floats
    leverage: Floats
    cook: Floats
    inflation: Floats
    weight: Floats
    """With mean 1; 1 everywhere in ordinary least squares."""
    _inverse: Floats
    _centre: Floats

    @property
    def cases(self) -> int:
        return int(self.fitted.size)

    def robust_interval(self, level: float = 0.95) -> tuple[Floats, Floats]:
        """Low and high end of each coefficient by HC3 and Student's t on ``degrees``."""
        half = _quantile(level, self.degrees) * self.robust_error
        return self.coefficient - half, self.coefficient + half

    def robust_chances(self) -> Floats:
        """How often chance alone would give a coefficient at least so far from 0 (two-sided p; HC3, Student's t)."""
        import numpy as np
        from scipy.special import stdtr

        with np.errstate(divide="ignore", invalid="ignore"):
            away = np.abs(self.coefficient) / self.robust_error
        chances: Floats = 2 * stdtr(self.degrees, -np.nan_to_num(away, nan=0.0))
        return chances

    def dffits(self) -> Floats:
        """How far each case draws its own fitted value, in standard errors of a model of all the others (0 for a perfect fit)."""
        import numpy as np

        left = 1 - self.leverage
        error = np.sqrt(self._variance_of_others()) * left
        drawn: Floats = self.residual * np.sqrt(self.weight * self.leverage)
        return np.divide(drawn, error, out=np.zeros_like(drawn), where=error > 0)

    def fitted_interval(self, level: float = 0.95) -> tuple[Floats, Floats]:
        """Low and high end of each case's expected level itself (not of a new case's outcome)."""
        import numpy as np

        half = _quantile(level, self.degrees) * self.spread * np.sqrt(self.leverage / self.weight)
        return self.fitted - half, self.fitted + half

    def predict(self, variables: npt.ArrayLike, level: float = 0.95) -> Prediction:
        """The outcome of new cases (rows × variables) of mean weight, with a prediction interval for each."""
        import numpy as np

        expected, sway = self._expected(variables)
        half = _quantile(level, self.degrees) * self.spread * np.sqrt(1 + sway)
        return Prediction(expected, expected - half, expected + half, level)

    def expect(self, variables: npt.ArrayLike, level: float = 0.95) -> Prediction:
        """The level itself at new cases' variables, with its interval (not that of a new case's outcome)."""
        import numpy as np

        expected, sway = self._expected(variables)
        half = _quantile(level, self.degrees) * self.spread * np.sqrt(sway)
        return Prediction(expected, expected - half, expected + half, level)

    def _expected(self, variables: npt.ArrayLike) -> tuple[Floats, Floats]:
        """The level, and its variance in units of ``spread``²."""
        import numpy as np

        design = design_of(np.atleast_2d(np.asarray(variables, float)), self._centre)
        expected = design @ _centred(self.coefficient, self._centre)
        return expected, np.einsum("ij,jk,ik->i", design, self._inverse, design)

    def without_itself(self, level: float = 0.95) -> Prediction:
        """What a model of all the *other* cases expects of each case, with a prediction interval."""
        import numpy as np

        left = 1 - self.leverage
        expected = self.fitted + self.residual - self.residual / left
        half = _quantile(level, self.degrees - 1) * np.sqrt(self._variance_of_others() / (left * self.weight))
        return Prediction(expected, expected - half, expected + half, level)

    def _variance_of_others(self) -> Floats:
        """The residuals' variance, at mean weight, in the model of all the cases but one."""
        import numpy as np

        own = self.weight * self.residual**2 / (1 - self.leverage)
        return np.maximum((self.degrees * self.spread**2 - own) / (self.degrees - 1), 0)


def design_of(variables: Floats, centre: Floats) -> Floats:
    """A constant and the variables as distances from ``centre``, which keeps the digits of large numbers."""
    import numpy as np

    return np.column_stack([np.ones(len(variables)), variables - centre])


def _centred(coefficient: Floats, centre: Floats) -> Floats:
    import numpy as np

    return np.concatenate([[coefficient[0] + coefficient[1:] @ centre], coefficient[1:]])


def _quantile(level: float, degrees: int) -> float:
    from scipy.special import stdtrit

    if not 0 < level < 1:
        raise ValueError("Intervallets niveau skal ligge mellem 0 og 1.")
    return float(stdtrit(degrees, (1 + level) / 2))
