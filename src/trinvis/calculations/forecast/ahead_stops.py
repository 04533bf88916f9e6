"""Final stops drawn by one uniform number each, so that the same luck gives the same stop whatever else is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.forecast.final_stops import EARLIEST

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

_TAIL = 12
"""Months before the horizon whose hazard goes on after it."""


class StopTable:
    """The final stops of states, one a row: ``chances`` [row, month] for EARLIEST … ``months`` and one for all later
    months; they need not add up to 1.
    """

    def __init__(self, chances: NDArray[np.float32], months: int) -> None:
        import numpy as np

        self._months = months
        width = chances.shape[1]
        until = np.cumsum(chances, axis=1, dtype=np.float64)
        until /= np.maximum(until[:, -1:], 1e-300)
        self._flat = (until[:, :-1] + np.arange(len(until))[:, None]).ravel()
        self._width = width - 1
        left = np.maximum(1 - until[:, :-1], 0)
        self._left = left[:, -1]
        before = left[:, max(self._width - 1 - _TAIL, 0)]
        ratio = np.where(self._left > 0, before / np.maximum(self._left, 1e-300), 1.0)
        self._hazard = np.log(np.maximum(ratio, 1.0)) / min(_TAIL, self._width - 1)

    def drawn(self, row: Whole, luck: Floats) -> Floats:
        """The month of the final stop (1: the first) of a row's state by ``luck``, uniform on [0, 1).

        Whole months up to the horizon; beyond it a place (never whole), with the hazard of its last year, or infinity.
        """
        import numpy as np

        column = np.searchsorted(self._flat, row + luck, side="right") - row * self._width
        out: Floats = (column + EARLIEST).astype(np.float64)
        later = column >= self._width
        rows = np.broadcast_to(row, luck.shape)[later]
        rest = np.maximum(-np.log(np.maximum(1 - luck[later], 1e-300) / np.maximum(self._left[rows], 1e-300)), 1e-9)
        with np.errstate(divide="ignore"):
            out[later] = self._months + np.where(self._hazard[rows] > 0, rest / self._hazard[rows], np.inf)
        return out
