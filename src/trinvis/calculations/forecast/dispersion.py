"""How unevenly new grants come: a month's common factor and a kind's own spread, and numbers drawn with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

_PRIOR_DISPERSION = 8.0
_BLOCKS, _FEWEST_BLOCKS = (6, 3), 4
"""Lengths in months of the blocks that a kind's variance is seen in, and how many of them it takes."""
_SOME = 0.2
"""Starts a block: rarer kinds say nothing."""
_LEAST_FREEDOM = 6


def dispersion(
    number: Floats, expected: Floats, common: Floats, sets: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Variance of a common monthly factor, and what is left of a kind's variance over its mean; both drawn.

    ``number`` and ``expected`` are [kinds, months], ``common`` [months] the share that is seen. The factor shows in how much
    the whole varies from month to month; a kind's own variance in blocks of months, as long as there are ``_FEWEST_BLOCKS`` of
    them: starts that come evenly are seen to do so over half a year, not over a month. A Poisson municipality is the prior.
    """
    import numpy as np

    full = np.flatnonzero(common > 0.9)
    if not len(full) or not len(number):
        return np.zeros(sets), np.ones(sets)
    of_whole, freedom, mean_whole = _over_the_mean(
        number[:, full[-24:]].sum(axis=0)[None], _means(number, expected, full[-24:]).sum(axis=0)[None]
    )
    length = next((one for one in _BLOCKS if len(full) >= one * _FEWEST_BLOCKS), 1)
    blocks = full[len(full) % length :].reshape(-1, length)
    counts = number[:, blocks].sum(axis=2)
    means = _means(number, expected, blocks.reshape(-1)).reshape(len(number), *blocks.shape)
    some = means.mean(axis=(1, 2)) * length > _SOME
    of_kind, freedom_kind, _ = _over_the_mean(counts[some], means[some].sum(axis=2))
    mean_kind = float(means[some].mean()) if some.any() else 0.0
    a = _PRIOR_DISPERSION
    whole_drawn = (freedom * of_whole + a) / rng.chisquare(freedom + a, sets)
    kind_drawn = (freedom_kind * of_kind + a) / rng.chisquare(freedom_kind + a, sets)
    apart = mean_whole - mean_kind
    shock = np.maximum(whole_drawn - kind_drawn, 0) / apart if apart > 1 else np.zeros(sets)
    spread = np.clip(kind_drawn - shock * mean_kind, 0.05, 4.0)
    return shock, spread


def _means(number: Floats, expected: Floats, months: Whole) -> Floats:
    """[kinds, months] what each kind's own level would give."""
    import numpy as np

    counts, share = number[:, months], expected[:, months]
    level = counts.sum(axis=1, keepdims=True) / np.maximum(share.sum(axis=1, keepdims=True), 1e-9)
    means: Floats = level * share
    return means


def _over_the_mean(counts: Floats, means: Floats) -> tuple[float, int, float]:
    """Variance over the mean of [row, time], its degrees of freedom, and the mean; (1, 0, 0) where there is too little."""
    freedom = len(counts) * (counts.shape[1] - 1)
    if freedom < _LEAST_FREEDOM or means.min() <= 0:
        return 1.0, 0, 0.0
    return float(((counts - means) ** 2 / means).sum()) / freedom, freedom, float(means.mean())


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
