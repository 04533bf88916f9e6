"""What a scenario does to the arrays that the years ahead are drawn with."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.scenario_changes import Change

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trinvis.calculations.forecast.horizon import Horizon

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Effects:
    """The changes that hold, in order, for ``kinds`` over ``horizon``. No random number is drawn here.

    So two futures drawn with the same luck differ only by the changes (common random numbers).
    """

    changes: tuple[Change, ...]
    kinds: tuple[str, ...]
    horizon: Horizon

    def layers(self, most: Floats) -> Whole:
        """[kind] how many times the starts of each kind have to be drawn, when other factors are ``most`` [kind] at most."""
        import numpy as np

        bound = np.asarray(most, dtype=np.float64).copy()
        moved = np.zeros(len(self.kinds), dtype=bool)
        for change in self.changes:
            here = self._of(change)
            if change.change == "shift":
                moved |= here
            if change.change == "arrivals":
                bound[here | moved] *= max(change.factor, 1.0)
        return np.array([ceil(value - 1e-9) for value in bound], dtype=np.int64)

    def of_new(self, kind: Whole, place: Whole, luck: Floats) -> tuple[Whole, Floats]:
        """Kind and factor of each new grant of ``kind`` that starts in month ``place``; ``luck`` is uniform on [0, 1)."""
        import numpy as np

        kind, luck = kind.copy(), luck.copy()
        factor = np.ones(len(kind))
        for change in self.changes:
            if change.change not in ("arrivals", "shift"):
                continue
            here = self._of(change)[kind] & (place >= self.horizon.place(change.start))
            if change.change == "arrivals":
                factor[here] *= change.factor
                continue
            moves = here & (luck < change.share)
            luck = np.where(moves, luck / max(change.share, 1e-12), luck)
            stays = here & ~moves
            luck = np.where(stays, (luck - change.share) / max(1 - change.share, 1e-12), luck)
            kind[moves] = self.kinds.index(change.to or "")
        return kind, factor

    def lengthened(self, kind: Whole, start: Floats | Whole, end: Floats) -> Floats:
        """Where grants end with the changed durations; all are places, ``start`` and ``kind`` broadcast to ``end``."""
        import numpy as np

        for change in self.changes:
            if change.change == "duration":
                pivot = np.maximum(start, self.horizon.place(change.start) - 1)
                scaled = pivot + (end - pivot) * change.factor
                end = np.where(self._of(change)[kind] & (end > pivot), scaled, end)
        return end

    def prices(self, years: tuple[int, ...]) -> Floats:
        """[year, kind] factor on the price."""
        import numpy as np

        out = np.ones((len(years), len(self.kinds)))
        for change in self.changes:
            if change.change == "price":
                since = np.array([year >= change.start // 100 for year in years])
                out[np.ix_(since, self._of(change))] *= change.factor
        return out

    def _of(self, change: Change) -> NDArray[np.bool_]:
        import numpy as np

        return np.array([not change.kinds or kind in change.kinds for kind in self.kinds], dtype=bool)
