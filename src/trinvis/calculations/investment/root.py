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
NEAR = 4
"""Neighbouring floats to each side of where a straight line would pass: what is straight is found in one step."""


def root(function: Callable[[Floats], Floats], low: float, high: float) -> float:
    """The first passing of 0 between ``low`` and ``high``, at which ``function`` has different signs, to the last digits.

    ``function`` takes points [point] and gives their values. A point at which it is 0 is the passing.
    """
    import numpy as np

    for _ in range(STEPS):
        ends = function(np.array([low, high]))
        points = np.union1d(np.linspace(low, high, POINTS), _straight(low, high, float(ends[0]), float(ends[1])))
        signs = np.sign(function(points))
        at = 0 if signs[0] == 0 else int((signs != signs[0]).argmax())
        if signs[at] == 0:
            return float(points[at])
        low, high = float(points[at - 1]), float(points[at])
        if high <= np.nextafter(low, high):
            break
    return (low + high) / 2


def _straight(low: float, high: float, at_low: float, at_high: float) -> Floats:
    """Where a straight line between the ends passes 0, with its neighbours; none where the ends are no numbers."""
    import numpy as np

    if not np.isfinite(at_low) or not np.isfinite(at_high) or at_low == at_high:
        return np.array([])
    middle = low - at_low * (high - low) / (at_high - at_low)
    found: Floats = middle + np.spacing(abs(middle)) * np.arange(-NEAR, NEAR + 1)
    return found[(found > low) & (found < high)].astype(np.float64)
