"""How long stays in a house last: the chance of leaving by how long the stay has lasted, and what the data leave open.

Exits over time at risk in each band (``life_table``): a stay that still runs counts for as long as it was seen, one that had begun before
the history counts from the history's first day on (left truncation).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.houses import Stay
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.forecast.horizon import MONTH_DAYS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

BANDS = (0, 3, 6, 12, 24, 48)
"""Months already in the stay: the first month of each band; the last has no end."""
_PRIOR_EXITS = 1.0
"""Exits that the house's stays as a whole weigh against each band's own."""


@dataclass(frozen=True)
class StayLengths:
    """``exits`` of stays and ``months`` at risk in each of ``BANDS``."""

    exits: tuple[float, ...]
    months: tuple[float, ...]

    @property
    def overall(self) -> float:
        """Exits per month at risk, all bands together."""
        return sum(self.exits) / sum(self.months)

    @property
    def hazards(self) -> tuple[float, ...]:
        """Chance of leaving per month in each band; bands with little behind lean on the whole."""
        prior = _PRIOR_EXITS / self.overall if self.overall else 0.0
        whole = _PRIOR_EXITS if self.overall else 0.0
        return tuple(
            (n + whole) / (m + prior) if m + prior else 0.0 for n, m in zip(self.exits, self.months, strict=True)
        )

    def drawn(self, sets: int, rng: np.random.Generator) -> Floats:
        """[sets, bands] hazards that the stays leave possible (gamma, the whole weighing one exit)."""
        import numpy as np

        whole = rng.standard_gamma(sum(self.exits) + 0.5, sets) / sum(self.months)
        prior = _PRIOR_EXITS / np.maximum(whole, 1e-9)
        shape = np.array(self.exits)[None, :] + _PRIOR_EXITS
        drawn: Floats = rng.standard_gamma(np.broadcast_to(shape, (sets, len(BANDS)))) / (
            np.array(self.months) + prior[:, None]
        )
        return drawn


def stay_lengths(stays: Sequence[Stay], seen_day: int, observed_from: int) -> StayLengths:
    """From the stays of a house, as they were known on ``seen_day``; those seen from ``observed_from`` on.

    A stop after ``seen_day`` is a plan and no exit. Raises ``CapacityRefused`` when nobody was seen.
    """
    import numpy as np

    from trinvis.calculations.statistics.life_table import life_table

    edges = np.array([*BANDS, np.inf]) * MONTH_DAYS
    exits, days = np.zeros(len(BANDS)), np.zeros(len(BANDS))
    for one in stays:
        ended = one.stop_day is not None and one.stop_day <= seen_day
        last = one.stop_day if ended and one.stop_day is not None else seen_day
        entry, length = max(0, observed_from - one.start_day), last - one.start_day + 1
        if length <= entry:
            continue
        days += np.maximum(0, np.minimum(length, edges[1:]) - np.maximum(entry, edges[:-1]))
        if ended:
            exits[int(np.searchsorted(edges[1:], length, side="left"))] += 1
    if not days.sum():
        raise CapacityRefused("Ingen ophold i huset er set i perioden; varigheden kan ikke beregnes.")
    table = life_table(days / MONTH_DAYS, exits)
    return StayLengths(tuple(map(float, table.exits)), tuple(map(float, table.exposure)))
