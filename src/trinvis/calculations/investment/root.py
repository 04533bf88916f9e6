"""Where a function passes 0, asked at many points at a time: a run of many draws costs little more than one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

POINTS = 33
STEPS = 11
"""32 times closer with each: from any interval down to neighbouring floats."""


def root(function: Callable[[Floats], Floats], low: float, high: float) -> float:
    """The first passing of 0 between ``low`` and ``high``, at which ``function`` has different signs, to the last digits.

    ``function`` takes points [point] and gives their values. A point at which it is 0 is the passing.
    """
    import numpy as np

    for _ in range(STEPS):
        points = np.linspace(low, high, POINTS)
        signs = np.sign(function(points))
        at = 0 if signs[0] == 0 else int((signs != signs[0]).argmax())
        if signs[at] == 0:
            return float(points[at])
        low, high = float(points[at - 1]), float(points[at])
    return (low + high) / 2
