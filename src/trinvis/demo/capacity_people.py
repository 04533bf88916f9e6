"""Grown-ups by age: the shape that they lie in, and those of the example municipality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

YOUNGEST, OLDEST = 23, 99
"""The first age, and the last; those who are older stand there too."""

CHILDREN_OF_ALL = 0.2035
"""The 0-17-year-olds' part of all inhabitants in the example municipality: the country's, own assumption."""
OLDER_HERE = 0.09
"""How much older its grown-ups are, as the groups' in ``capacity_country``."""

_KNEES = (YOUNGEST, 30, 45, 58, 68, 76, 84, 92, OLDEST)
_PROFILE = (1.05, 1.1, 0.95, 1.1, 0.92, 0.86, 0.42, 0.1, 0.01)
"""Ages and how many there are of them, between which the rest lie on a line; the shape of today's Denmark, own assumption."""


def by_age(persons: NDArray[np.float64], older: NDArray[np.float64]) -> NDArray[np.int64]:
    """So many persons of 23-99 years on each age, the last axis; ``older`` (by the first axis) tilts them to the higher ones."""
    ages = np.arange(YOUNGEST, OLDEST + 1)
    shape = np.interp(ages, _KNEES, _PROFILE) * np.exp(older[:, None] * (ages - 50) / 25)
    shape /= shape.sum(axis=1, keepdims=True)
    return np.rint(persons[:, :, None] * shape[:, None, :]).astype(np.int64)


def grown_here(young: Sequence[int]) -> list[int]:
    """The example municipality's persons of 23, 24 … 99 years, beside its 0-22-year-olds by age."""
    left = sum(young[:18]) / CHILDREN_OF_ALL - sum(young)
    found: list[int] = by_age(np.array([[left]]), np.array([OLDER_HERE]))[0, 0].tolist()
    return found
