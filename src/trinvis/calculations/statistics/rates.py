"""Rates of few cases: exact intervals, and how sure it is that one is larger than another.

Sources: Garwood (1936), *Biometrika* 28, 437-442 (Poisson); Clopper & Pearson (1934), *Biometrika* 26, 404-413
(binomial); Przyborowski & Wilenski (1940), *Biometrika* 31, 313-323, and Fisher (1935), *JRSS* 98, 39-82, for two rates
given their sum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Whole = npt.NDArray[np.int64]

Kind = Literal["poisson", "binomial"]
"""``poisson``: events over an exposure that may hold a person twice. ``binomial``: persons among persons."""


def rate_interval(
    cases: npt.ArrayLike, exposure: npt.ArrayLike, level: float = 0.95, kind: Kind = "poisson"
) -> tuple[Floats, Floats]:
    """Low and high end of each rate, per unit of exposure; exact: it holds at least ``level``, whatever the rate.

    Raises ``ValueError`` when ``counted`` does, or the level is not between 0 and 1.
    """
    import numpy as np
    from scipy.special import betainccinv, betaincinv, gammainccinv, gammaincinv

    number, out_of = counted(cases, exposure, kind)
    tail = tail_of(level)
    if kind == "poisson":
        low, high = gammaincinv(np.maximum(number, 1), tail), gammainccinv(number + 1, tail)
        return np.where(number > 0, low, 0.0) / out_of, high / out_of
    low = betaincinv(np.maximum(number, 1), out_of - number + 1, tail)
    high = betainccinv(number + 1, np.maximum(out_of - number, 1), tail)
    return np.where(number > 0, low, 0.0), np.where(number < out_of, high, 1.0)


def chance_of_larger(cases: npt.ArrayLike, exposure: npt.ArrayLike, kind: Kind = "poisson") -> Floats:
    """[i, j]: the chance to see i's rate as far above j's, or farther, if the two were equal; small = i is above j.

    Exact, given the sum of the two counts: binomial for ``poisson``, hypergeometric for ``binomial``. 1 where i's rate
    is not above j's.
    """
    import numpy as np
    from scipy.special import betainc

    number, out_of = counted(cases, exposure, kind)
    above, below = np.nonzero(number[:, None] * out_of > number * out_of[:, None])
    both, places = number[above] + number[below], out_of[above] + out_of[below]
    chance = np.ones((number.size, number.size))
    if kind == "poisson":
        chance[above, below] = betainc(number[above], number[below] + 1, out_of[above] / places)
    else:
        chance[above, below] = _hypergeometric_tail(number[above], places, both, out_of[above])
    return chance


def _hypergeometric_tail(hits: Whole, of: Whole, marked: Whole, drawn: Whole) -> Floats:
    """P(at least ``hits`` marked among the drawn), where ``hits`` is above the mean: each term is smaller than the last."""
    import numpy as np
    from scipy.special import gammaln

    def ways(n: Whole, k: Whole) -> Floats:
        found: Floats = gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0)
        return found

    term = np.exp(ways(marked, hits) + ways(of - marked, drawn - hits) - ways(of, drawn))
    total, reached = term.copy(), hits.astype(float)
    while (term > total * 1e-17).any():
        term = term * (marked - reached) * (drawn - reached) / ((reached + 1) * (of - marked - drawn + reached + 1))
        reached += 1
        total += term
    return np.minimum(total, 1.0)


def counted(cases: npt.ArrayLike, exposure: npt.ArrayLike, kind: Kind) -> tuple[Whole, Whole]:
    """Whole numbers of one length; raises ``ValueError`` for a negative count, no exposure, or more cases than persons."""
    import numpy as np

    number, out_of = np.asarray(cases), np.asarray(exposure)
    if number.ndim != 1 or number.shape != out_of.shape:
        raise ValueError(f"Der skal være lige mange tællere og nævnere; der er {number.size} og {out_of.size}.")
    if not number.size:
        raise ValueError("Der er ingen kommuner med et tal at sammenligne.")
    if number.dtype.kind not in "iu" or out_of.dtype.kind not in "iu":
        raise ValueError("Tæller og nævner skal være hele tal; et manglende tal udelades.")
    if (number < 0).any() or (out_of <= 0).any():
        raise ValueError("En tæller skal være 0 eller større og en nævner større end 0.")
    if kind == "binomial" and (number > out_of).any():
        raise ValueError("Der kan ikke være flere tilfælde end personer.")
    return number.astype(np.int64), out_of.astype(np.int64)


def tail_of(level: float) -> float:
    """What is left on each side of a central interval with ``level``."""
    if not 0 < level < 1:
        raise ValueError("Intervallets niveau skal ligge mellem 0 og 1.")
    return (1 - level) / 2
