"""How good forecasts were: their score, and whether their intervals hold what they promise.

Sources: Gneiting & Raftery (2007), *JASA* 102, 359-378 (CRPS); Ferro (2014), *QJRMS* 140, 1917-1923 (the fair score of a sample).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.statistics.hit_rate import Share

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Mean:
    """A mean with its standard error over ``cases``; None when one case alone cannot tell."""

    value: float
    standard_error: float | None
    cases: int


def crps_sample(sample: npt.ArrayLike, observed: npt.ArrayLike) -> Floats:
    """Continuous ranked probability score of drawn forecasts, in the unit of the forecast; 0 is best.

    ``sample`` is cases × draws, ``observed`` one per case (or draws alone and a number). The fair estimator: mean
    |x − y| − Σ|xᵢ − xⱼ| / (2 n (n − 1)) over all pairs, by sorting. Its expectation is the score of the distribution
    drawn from, whatever the number of draws, so it may fall below 0. One draw is a point forecast.
    """
    import numpy as np

    ordered, outcome = np.sort(_finite(sample), axis=-1), _finite(observed)
    _fits(ordered.shape[:-1], outcome.shape)
    draws = ordered.shape[-1]
    error: Floats = np.asarray(abs(ordered - outcome[..., None]).mean(axis=-1))
    if draws == 1:
        return error
    rank = 2 * np.arange(1, draws + 1) - draws - 1
    return np.asarray(error - ordered @ rank / (draws * (draws - 1)))


def crps_point(forecast: npt.ArrayLike, observed: npt.ArrayLike) -> Floats:
    """The same score of a single figure: its absolute error."""
    expected, outcome = _finite(forecast), _finite(observed)
    _fits(expected.shape, outcome.shape)
    return abs(expected - outcome)


def coverage(sample: npt.ArrayLike, observed: npt.ArrayLike, level: float) -> Share:
    """In how many cases the central interval with ``level`` (as 0.8) of the draws held what was observed.

    ``sample`` is cases × draws; the ends are the draws' quantiles (1 ± ``level``) / 2, and count as inside.
    """
    import numpy as np

    if not 0 < level < 1:
        raise ValueError("Intervallets niveau skal ligge mellem 0 og 1.")
    draws = _finite(sample)
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2], axis=-1)
    return inside(low, high, observed)


def inside(low: npt.ArrayLike, high: npt.ArrayLike, observed: npt.ArrayLike) -> Share:
    """In how many cases the interval from ``low`` to ``high``, ends included, held what was observed."""
    bottom, top, outcome = _finite(low), _finite(high), _finite(observed)
    _fits(bottom.shape, outcome.shape)
    _fits(top.shape, outcome.shape)
    return Share(int(((bottom <= outcome) & (outcome <= top)).sum()), outcome.size)


def mean(values: npt.ArrayLike) -> Mean:
    """Mean and standard error (standard deviation by n − 1, over √n) of independent values."""
    import numpy as np

    numbers = _finite(values).ravel()
    if not numbers.size:
        raise ValueError("Der er ingen tal at tage gennemsnit af.")
    error = float(np.std(numbers, ddof=1) / numbers.size**0.5) if numbers.size > 1 else None
    return Mean(float(numbers.mean()), error, numbers.size)


def _fits(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    if one != other:
        raise ValueError(f"Der skal være lige mange prognoser og udfald; der er {one} og {other}.")


def _finite(given: npt.ArrayLike) -> Floats:
    import numpy as np

    numbers: Floats = np.array(given, float)
    if not np.isfinite(numbers).all():
        raise ValueError("Et tal mangler; udelad de tilfælde, hvor prognose eller udfald ikke kendes.")
    return numbers
