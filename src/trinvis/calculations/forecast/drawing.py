"""Places drawn from chances, and typed probabilities corrected by what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def drawn_places(chances: NDArray[np.float32], draws: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """[row, draws] columns drawn with the chances of each row of ``chances`` (in proportion to them)."""
    import numpy as np

    until = np.cumsum(chances, axis=1)
    until /= until[:, -1:]
    luck = rng.random((len(chances), draws), dtype=np.float32)
    place = np.zeros(luck.shape, dtype=np.uint8)
    for column in range(chances.shape[1] - 1):
        place += luck > until[:, column : column + 1]
    return place.astype(np.int64)


def corrected(said: Floats, hits: Floats) -> Floats:
    """Typed probabilities, corrected by how often such ones came about: fewer hits, or fewer misses where too many come.

    What is said to be certain stays certain, and what is said never to come stays away.
    """
    import numpy as np

    fewer = said * hits
    more = 1 - (1 - said) / np.maximum(hits, 1)
    return np.where(said >= 1, 1.0, np.where(said <= 0, 0.0, np.where(hits <= 1, fewer, more)))
