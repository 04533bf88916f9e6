"""What a municipality is brought down to: the mean, the median, a quartile.

The report uses the average alone, once *the average* (seed 002 line 6789) and once *the average of the other municipalities*
(lines 490-492). Which level is chosen moves a potential far more than which average.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

Reference = Literal["mean", "weighted", "others", "median", "quartile"]

REFERENCE_WORDS: dict[Reference, str] = {
    "mean": "gennemsnittet (hver kommune tæller 1)",
    "weighted": "gennemsnittet vægtet med indbyggere",
    "others": "gennemsnittet af de øvrige kommuner",
    "median": "medianen",
    "quartile": "nederste kvartil (den fjerdedel, der ligger lavest)",
}


def over(values: Floats, weights: Floats, reference: Reference) -> Floats:
    """How far each value lies over the reference level, 0 below it; the last axis of ``values`` are the municipalities.

    ``weights`` are the municipalities' inhabitants. Raises ``ValueError`` for an unknown reference.
    """
    import numpy as np

    return np.maximum(values - level(values, weights, reference), 0)


def level(values: Floats, weights: Floats, reference: Reference) -> Floats:
    """The reference level, of the shape of ``values`` with one municipality (or each its own, of the others)."""
    import numpy as np

    count = values.shape[-1]
    found: Floats
    if reference == "mean":
        found = values.mean(axis=-1, keepdims=True)
    elif reference == "weighted":
        found = (values * weights).sum(axis=-1, keepdims=True) / weights.sum()
    elif reference == "others":
        found = (values.sum(axis=-1, keepdims=True) - values) / (count - 1)
    elif reference in ("median", "quartile"):
        found = np.quantile(values, 0.5 if reference == "median" else 0.25, axis=-1, keepdims=True)
    else:
        raise ValueError(f"Referenceniveauet »{reference}« kendes ikke.")
    return found
