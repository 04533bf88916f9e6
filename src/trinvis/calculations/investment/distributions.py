"""Distributions of inputs: drawn with a generator's own samplers, or found from a share of the way through (Sobol, copula)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite, log, nan, sqrt
from typing import TYPE_CHECKING

from trinvis.calculations.investment.refused import CaseRefused
from trinvis.cases.case import Distribution, Form

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PERT_WEIGHT = 4.0
"""How many times the likely value counts in the mean of a PERT distribution, against once for each end."""


@dataclass(frozen=True)
class Spread:
    """A distribution ready to be drawn from.

    ``drawn`` takes a generator and how many; ``at_share`` gives the values with the given shares (between 0 and 1) of the
    distribution below them; ``at_score`` the values at normal scores, None for those that go by their share.
    """

    drawn: Callable[[np.random.Generator, int], Floats]
    at_share: Callable[[Floats], Floats]
    at_score: Callable[[Floats], Floats] | None = None

    def scored(self, scores: Floats) -> Floats:
        """The values at normal scores."""
        from scipy.special import ndtr

        return self.at_share(ndtr(scores)) if self.at_score is None else self.at_score(scores)


def spread(name: str, distribution: Distribution, value: float) -> Spread:
    """The distribution of the input ``name``, whose base is ``value``.

    Mean and sd are those of the input itself, also for lognormal. Without width there is one value only. Raises
    ``CaseRefused`` where the parameters describe no distribution.
    """
    if distribution.form == "fixed":
        return _constant(value)
    if distribution.form == "empirical":
        if not distribution.values:
            raise _refused(name, distribution, "har ingen værdier")
        return _empirical(distribution.values)
    given = {key: float(number) for key, number in distribution.given.items()}
    by_shape = "alpha" in given or "beta" in given
    wanted = ("alpha", "beta") if by_shape else _PARAMETERS[distribution.form]
    numbers = [given.get(key, nan) for key in wanted]
    if not all(isfinite(number) for number in numbers):
        raise _refused(name, distribution, f"mangler {' eller '.join(wanted)}")
    wrong = _wrong(distribution.form, numbers, by_shape=by_shape)
    if wrong:
        raise _refused(name, distribution, wrong)
    if by_shape:
        return _beta(numbers[0], numbers[1])
    if (numbers[-1] == 0) if wanted[-1] == "sd" else numbers[0] == numbers[-1]:
        return _constant(numbers[0])
    return _MADE[distribution.form](*numbers)


def _refused(name: str, distribution: Distribution, why: str) -> CaseRefused:
    return CaseRefused(f"Fordelingen {distribution.form} af »{name}« {why}; ret tallene under distribution.")


def _wrong(form: Form, numbers: list[float], *, by_shape: bool) -> str:
    """What is wrong with the parameters; empty for nothing."""
    if by_shape:
        return "" if min(numbers) > 0 else "kræver, at alpha og beta er over 0"
    if _PARAMETERS[form][-1] != "sd":
        return "" if numbers == sorted(numbers) else f"kræver, at tallene er i orden ({' ≤ '.join(_PARAMETERS[form])})"
    mean, sd = numbers
    if sd < 0:
        return "har en spredning under 0"
    if form in ("gamma", "lognormal") and mean <= 0:
        return "kræver en middelværdi over 0"
    if form == "beta" and not (0 <= mean <= 1 and (sd == 0 or sd**2 < mean * (1 - mean))):
        return "findes ikke: middelværdien m skal ligge mellem 0 og 1 og spredningen være under roden af m(1 − m)"
    return ""


def _constant(value: float) -> Spread:
    import numpy as np

    return Spread(lambda _, draws: np.full(draws, value), lambda shares: np.full(shares.shape, value))


def _empirical(values: tuple[float, ...]) -> Spread:
    import numpy as np

    seen = np.array(sorted(values))

    def at_share(shares: Floats) -> Floats:
        made: Floats = seen[np.minimum((shares * len(seen)).astype(np.intp), len(seen) - 1)]
        return made

    return Spread(lambda luck, draws: seen[luck.integers(0, len(seen), draws)], at_share)


def _normal(mean: float, sd: float) -> Spread:
    from scipy.special import ndtri

    return Spread(
        lambda luck, draws: luck.normal(mean, sd, draws),
        lambda shares: mean + sd * ndtri(shares),
        lambda scores: mean + sd * scores,
    )


def _lognormal(mean: float, sd: float) -> Spread:
    import numpy as np
    from scipy.special import ndtri

    width = sqrt(log(1 + (sd / mean) ** 2))
    middle = log(mean) - width**2 / 2
    return Spread(
        lambda luck, draws: luck.lognormal(middle, width, draws),
        lambda shares: np.exp(middle + width * ndtri(shares)),
        lambda scores: np.exp(middle + width * scores),
    )


def _gamma(mean: float, sd: float) -> Spread:
    from scipy.special import gammaincinv

    shape, scale = (mean / sd) ** 2, sd**2 / mean
    return Spread(
        lambda luck, draws: luck.gamma(shape, scale, draws), lambda shares: scale * gammaincinv(shape, shares)
    )


def _beta(alpha: float, beta: float, low: float = 0.0, width: float = 1.0) -> Spread:
    from scipy.special import betaincinv

    return Spread(
        lambda luck, draws: low + width * luck.beta(alpha, beta, draws),
        lambda shares: low + width * betaincinv(alpha, beta, shares),
    )


def _beta_of_moments(mean: float, sd: float) -> Spread:
    size = mean * (1 - mean) / sd**2 - 1
    return _beta(mean * size, (1 - mean) * size)


def _pert(low: float, likely: float, high: float) -> Spread:
    width = high - low
    alpha, beta = 1 + PERT_WEIGHT * (likely - low) / width, 1 + PERT_WEIGHT * (high - likely) / width
    return _beta(alpha, beta, low, width)


def _triangular(low: float, likely: float, high: float) -> Spread:
    import numpy as np

    width, rise, fall = high - low, likely - low, high - likely

    def at_share(shares: Floats) -> Floats:
        rising = low + np.sqrt(shares * width * rise)
        return np.where(shares < rise / width, rising, high - np.sqrt((1 - shares) * width * fall))

    return Spread(lambda luck, draws: luck.triangular(low, likely, high, draws), at_share)


def _uniform(low: float, high: float) -> Spread:
    return Spread(lambda luck, draws: luck.uniform(low, high, draws), lambda shares: low + (high - low) * shares)


_PARAMETERS: Mapping[Form, tuple[str, ...]] = {
    "beta": ("mean", "sd"),
    "gamma": ("mean", "sd"),
    "lognormal": ("mean", "sd"),
    "normal": ("mean", "sd"),
    "uniform": ("min", "max"),
    "triangular": ("min", "likely", "max"),
    "pert": ("min", "likely", "max"),
}
_MADE: Mapping[Form, Callable[..., Spread]] = {
    "beta": _beta_of_moments,
    "gamma": _gamma,
    "lognormal": _lognormal,
    "normal": _normal,
    "uniform": _uniform,
    "triangular": _triangular,
    "pert": _pert,
}
