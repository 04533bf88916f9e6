"""Final stops drawn by one uniform number each, so that the same luck gives the same stop whatever else is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.forecast.durations import EARLIEST

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trinvis.calculations.forecast.durations import FinalStops

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

_TAIL = 12
"""Months before the horizon whose hazard goes on after it."""


class StopTable:
    """The final stops of every state, for one set of parameters; a row for each open class, then for each known stop."""

    def __init__(self, stops: FinalStops, number: int) -> None:
        import numpy as np

        self._stops = stops
        width = stops.open.shape[-1]
        known = stops.known[:, :, :, number].reshape(-1, width)
        until = np.cumsum(np.concatenate([stops.open[:, number], known]), axis=1, dtype=np.float64)
        until /= until[:, -1:]
        self._flat = (until[:, :-1] + np.arange(len(until))[:, None]).ravel()
        self._width = width - 1
        left = np.maximum(1 - until[:, :-1], 0)
        self._left = left[:, -1]
        before = left[:, max(self._width - 1 - _TAIL, 0)]
        ratio = np.where(self._left > 0, before / np.maximum(self._left, 1e-300), 1.0)
        self._hazard = np.log(np.maximum(ratio, 1.0)) / min(_TAIL, self._width - 1)

    def known_row(self, kind: Whole, decided: Whole | int, stop: Whole) -> Whole:
        """The row of a grant of ``kind`` whose stop is known to lie in month ``stop``."""
        import numpy as np

        of_stop = self._stops.known.shape[2]
        place = np.clip(stop - EARLIEST, 0, of_stop - 1)
        row: Whole = len(self._stops.open) + (kind * 2 + decided) * of_stop + place
        return row

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
            out[later] = self._stops.months + np.where(self._hazard[rows] > 0, rest / self._hazard[rows], np.inf)
        return out
