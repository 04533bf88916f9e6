"""How long children of the group stay on a step, out of stays that have ended and stays that still run.

Hazards by how long the stay has lasted (exits over time at risk, ``life_table``); the mean is the area under the survival that they
give, from 0 to the horizon. A stay is at risk from its first day in the group on, so that one that had to last to be seen makes the
others no longer (left truncation), and one that still runs counts for as long as it was seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from trinvis.calculations.investment.own_data import YEAR_DAYS
from trinvis.calculations.staircase.durations import stays
from trinvis.calculations.staircase.standing import Frame, Standing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

BANDS = (0, 91, 182, 365, 730, 1460, 2920)
"""Days already in the stay: the first of each band; the last has no end."""
_ENOUGH = 1.0
"""Exits to be expected in a stretch of bands that has a hazard of its own."""
_UNSEEN = 0.5
"""Exits that an interval's uncertainty is counted with beside those that were seen: none seen is not none possible."""


@dataclass(frozen=True)
class Stay:
    """Mean years of a stay within ``horizon`` years: ``mean`` with ``error`` (None where no stay has ended).

    ``ended`` and ``running`` stays were at risk for ``risk_days`` together; ``seen_days`` is how long the longest of them had lasted:
    beyond it the last hazard is taken to go on.
    """

    step: int
    horizon: float
    mean: float
    error: float | None
    ended: int
    running: int
    risk_days: int
    seen_days: int

    @property
    def says(self) -> bool:
        """Whether the stays say anything of how long they last: one has ended, and the error is no larger than the mean."""
        return self.error is not None and self.error <= self.mean


def stays_of_group(standing: Standing, own: Standing, seen_day: int, observed_from: int | None = None) -> Frame:
    """The stays that have a day in the group: ``child_no``, ``step``, ``from_day``, ``days``, ``running``, ``entry``, and what else
    ``stays`` gives. ``entry`` is how many days the stay had lasted when it first had a day in the group, or on ``observed_from``, the
    first day from which stays that have ended are known, where that is later."""
    every = stays(standing, seen_day)
    days = own.segments.select("child_no", "step", _in=nw.col("from_day"))
    met = (
        every.select("child_no", "step", "from_day", "days")
        .join(days, on=["child_no", "step"], how="inner")
        .filter(nw.col("_in") >= nw.col("from_day"), nw.col("_in") <= nw.col("from_day") + nw.col("days") - 1)
        .group_by("child_no", "step", "from_day")
        .agg(_in=nw.col("_in").min())
    )
    if observed_from is not None:
        met = met.with_columns(_in=nw.max_horizontal("_in", nw.lit(observed_from).cast(nw.Int64)))
    joined = every.join(met, on=["child_no", "step", "from_day"], how="inner")
    return joined.with_columns(entry=(nw.col("_in") - nw.col("from_day")).cast(nw.Int64)).drop("_in")


def mean_stay(step: int, rows: Sequence[tuple[int, int, bool]], horizon: float) -> Stay | None:
    """From (entry, days, running) of each stay, the mean within ``horizon`` years; None where nothing was at risk.

    The error is by the delta method with independent exits (Poisson) in each band.
    """
    import numpy as np

    from trinvis.calculations.statistics.life_table import life_table

    seen = [(entry, days, running) for entry, days, running in rows if days > entry]
    if not seen:
        return None
    exits, risk = _by_band(seen)
    ended = sum(1 for _, _, running in seen if not running)
    until = horizon * YEAR_DAYS
    stretch = _joined(exits, risk)
    together = life_table(np.bincount(stretch, risk), np.bincount(stretch, exits))
    mean, slopes = _area(together.hazards[stretch], until)
    error = None
    if ended:
        variance = (together.exits + _UNSEEN) / together.exposure**2
        error = sqrt(float((np.bincount(stretch, slopes) ** 2 * variance).sum())) / YEAR_DAYS
    longest = max(days for _, days, _ in seen)
    return Stay(step, horizon, mean / YEAR_DAYS, error, ended, len(seen) - ended, int(risk.sum()), longest)


def _by_band(seen: list[tuple[int, int, bool]]) -> tuple[Floats, Floats]:
    """Exits and days at risk in each band; a stay of so many days exits at the end of the last of them."""
    import numpy as np

    ends = [*BANDS[1:], max(BANDS[-1], *(days for _, days, _ in seen)) + 1]
    exits, risk = np.zeros(len(BANDS)), np.zeros(len(BANDS))
    for entry, days, running in seen:
        for band, (first, last) in enumerate(zip(BANDS, ends, strict=True)):
            risk[band] += max(0, min(days, last) - max(entry, first))
            exits[band] += not running and first < days <= last
    return exits, risk


def _joined(exits: Floats, risk: Floats) -> NDArray[np.int64]:
    """The number of the stretch that each band is part of: bands in which not even ``_ENOUGH`` exits were to be expected, had the hazard
    been the same all the time, are joined with what follows, the last ones with what went before."""
    import numpy as np

    expected = risk * exits.sum() / risk.sum()
    stretch, number, gathered = np.zeros(len(BANDS), dtype=np.int64), 0, 0.0
    for band, more in enumerate(expected):
        stretch[band] = number
        gathered += more
        if gathered >= _ENOUGH:
            number, gathered = number + 1, 0.0
    if number and gathered < _ENOUGH:
        stretch = np.minimum(stretch, number - 1)
    return stretch


def _area(hazard: Floats, until: float) -> tuple[float, Floats]:
    """Days of life until ``until``, and how much they change with each band's hazard."""
    import numpy as np

    starts = np.array(BANDS, float)
    lengths = np.clip(np.append(starts[1:], np.inf), None, until) - np.minimum(starts, until)
    before = np.exp(-np.concatenate([[0.0], np.cumsum(hazard * lengths)[:-1]]))
    decay = np.exp(-hazard * lengths)
    safe = np.where(hazard > 0, hazard, 1.0)
    own = np.where(hazard > 0, (1 - decay) / safe, lengths)
    bend = np.where(hazard > 0, own / safe - lengths * decay / safe, lengths**2 / 2)
    areas = before * own
    later = np.concatenate([np.cumsum(areas[::-1])[::-1][1:], [0.0]])
    return float(areas.sum()), -(before * bend + lengths * later)
