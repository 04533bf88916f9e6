"""How unevenly new grants come: a month's common factor and a kind's own spread, and numbers drawn with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_PRIOR_DISPERSION = 8.0


def dispersion(
    number: Floats, expected: Floats, common: Floats, sets: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Variance of a common monthly factor, and what is left of a kind's variance over its mean; both drawn.

    From how much the whole and each kind vary around their means, with a Poisson municipality as the prior.
    """
    import numpy as np

    full = np.flatnonzero(common > 0.9)[-24:]
    freedom = len(full) - 1
    of_whole, of_kind, mean_whole, mean_kind = 1.0, 1.0, 0.0, 0.0
    if freedom >= 6:
        counts, share = number[:, full], expected[:, full]
        level = counts.sum(axis=1, keepdims=True) / np.maximum(share.sum(axis=1, keepdims=True), 1e-9)
        mu = level * share
        some = level[:, 0] > 0.2
        if some.any():
            of_kind = float((((counts - mu) ** 2)[some] / mu[some]).sum() / (freedom * some.sum()))
            mean_kind = float((mu[some] ** 2).sum() / mu[some].sum())
        whole, mu_whole = counts.sum(axis=0), mu.sum(axis=0)
        if mu_whole.min() > 0:
            of_whole = float((((whole - mu_whole) ** 2) / mu_whole).sum() / freedom)
            mean_whole = float(mu_whole.mean())
    weight = max(freedom, 0)
    a = _PRIOR_DISPERSION
    whole_drawn = (weight * of_whole + a) / (weight + a) * (weight + a) / rng.chisquare(weight + a, sets)
    kind_centre = (4 * weight * of_kind + a) / (4 * weight + a)
    apart = mean_whole - mean_kind
    shock = np.maximum(whole_drawn - kind_centre, 0) / apart if apart > 1 else np.zeros(sets)
    spread = np.clip(np.minimum(kind_centre, whole_drawn) - shock * mean_kind, 0.05, 4.0)
    return shock, spread


def drawn_counts(
    expected: Floats, shock: float, spread: float, draws: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """[kinds, months, draws] numbers of new grants around ``expected`` [kinds, months]."""
    import numpy as np

    factor = rng.gamma(1 / shock, shock, (expected.shape[1], draws)) if shock > 1e-6 else 1.0
    mean = expected[:, :, None] * factor * np.ones(draws)
    if spread > 1.02:
        return rng.poisson(rng.gamma(np.maximum(mean, 1e-12) / (spread - 1), spread - 1)).astype(np.int64)
    if spread < 0.98:
        whole = mean / (1 - spread)
        trials = np.floor(whole + rng.random(whole.shape))
        return rng.binomial(trials.astype(np.int64), 1 - spread).astype(np.int64)
    return rng.poisson(mean).astype(np.int64)
