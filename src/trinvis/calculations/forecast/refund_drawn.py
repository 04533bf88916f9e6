"""The refund of particularly expensive cases inside each draw: its limits are not linear, so a mean of costs would not do.

The same rule as ``refund`` (BEK 1485 of 6 December 2023 § 3): of what a child or household costs in a month beyond a
twelfth of each limit, the state pays a share. Here in whole months of floating øre, since a draw is no bookkeeping.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.final_stops import EARLIEST
from trinvis.calculations.forecast.horizon import Horizon
from trinvis.calculations.forecast.prepared import Running

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trinvis.calculations.forecast.known import Known
    from trinvis.parameters.refund import RefundBand

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

_PER_CENT = 10_000
_DEARER = 1.1
"""A child that passes a limit when prices rise by so much is looked at in every draw."""


@dataclass(frozen=True)
class Bands:
    """Limits of a month (øre) and what the share rises by at each."""

    limits: tuple[float, ...]
    rises: tuple[float, ...]

    @classmethod
    def of(cls, bands: Sequence[RefundBand]) -> Bands:
        """From the year's bands."""
        ordered = sorted(bands, key=lambda band: band.limit_oere)
        shares = [0, *(band.share for band in ordered)]
        return cls(
            tuple(band.limit_oere / band.months for band in ordered),
            tuple((after - before) / _PER_CENT for before, after in pairwise(shares)),
        )

    def refund(self, month_oere: Floats) -> Floats:
        """Refund of months that cost so much, elementwise."""
        import numpy as np

        total = np.zeros_like(month_oere)
        for limit, rise in zip(self.limits, self.rises, strict=True):
            total += rise * np.maximum(month_oere - limit, 0)
        return total


@dataclass(frozen=True)
class RefundDraws:
    """The children that may pass a limit, with what is posted on them; ``sure`` is the refund of all others, øre.

    ``grants``: rows of ``Running`` of those children; ``unit`` which child or household each is; ``posted`` [unit, place]
    øre posted by month of the year, at the places from ``first`` on.
    """

    bands: Bands
    horizon: Horizon
    running: Running
    grants: Whole
    unit: Whole
    posted: Floats
    first: int
    sure: float

    def of_running(self, stop: Whole, comes: NDArray[np.bool_], price: float) -> Floats:
        """Refund of the known children, [draws]. ``stop`` and ``comes`` are [grant, draws] of all running grants."""
        import numpy as np

        total = np.full(stop.shape[1], self.sure)
        if not len(self.posted):
            return total
        alone = np.bincount(self.unit, minlength=len(self.posted))[self.unit] == 1
        if alone.any():
            total += self._of_lone(np.flatnonzero(alone), stop, comes, price)
        if not alone.all():
            total += self._of_several(np.flatnonzero(~alone), stop, comes, price)
        return total

    def _of_lone(self, chosen: Whole, stop: Whole, comes: NDArray[np.bool_], price: float) -> Floats:
        """Of children with one grant: the refund of every final stop is worked out once, then looked up."""
        import numpy as np

        grants, posted = self.grants[chosen], self.posted[self.unit[chosen]]
        shown = posted[:, max(EARLIEST - self.first, 0) :]
        columns = slice(max(self.first - EARLIEST, 0), None)
        places = np.arange(EARLIEST, self.horizon.months + 1)[columns]
        factor = np.where(places > 0, price, 1.0)
        through = self.bands.refund(shown + self.running.full[grants][:, columns] * factor)
        ended = self.bands.refund(shown + self.running.last[grants][:, columns] * factor)
        without = self.bands.refund(shown)
        before = np.cumsum(through, axis=1) - through
        after = without.sum(axis=1, keepdims=True) - np.cumsum(without, axis=1)
        table = np.zeros((len(grants), self.running.full.shape[1] + 1))
        table[:, :-1] = without.sum(axis=1, keepdims=True)  # a stop before the year
        table[:, :-1][:, columns] = before + ended + after
        table[:, -1] = through.sum(axis=1)
        of_stop = np.take_along_axis(table, stop[grants], axis=1)
        nothing = without.sum(axis=1, keepdims=True)
        sure: Floats = np.where(comes[grants], of_stop, nothing).sum(axis=0)
        return sure + float(self.bands.refund(posted[:, : posted.shape[1] - shown.shape[1]]).sum())

    def _of_several(self, chosen: Whole, stop: Whole, comes: NDArray[np.bool_], price: float) -> Floats:
        """Of children and households with several grants: month by month in every draw."""
        import numpy as np

        grants = self.grants[chosen]
        stops, there = stop[grants], comes[grants]
        full, last = self.running.full[grants], self.running.last[grants]
        units, unit = np.unique(self.unit[chosen], return_inverse=True)
        order = np.argsort(unit, kind="stable")
        starts = np.searchsorted(unit[order], np.arange(len(units)))
        total = np.zeros(stop.shape[1])
        for place in range(self.first, self.horizon.months + 1):
            month = np.repeat(self.posted[units, place - self.first, None], stop.shape[1], axis=1)
            if place >= EARLIEST:
                column = place - EARLIEST
                runs = full[:, column, None] * (stops > column) + last[:, column, None] * (stops == column)
                cost = runs * there * (price if place > 0 else 1.0)
                month += np.add.reduceat(cost[order], starts, axis=0)
            total += self.bands.refund(month).sum(axis=0)
        return total

    def of_pool(self, day_oere: Floats, start: Floats, end: Floats) -> Floats:
        """Refund of new grants, each on a child of its own: [grant, start month] as ``start`` and ``end`` (places)."""
        import numpy as np

        total = np.zeros_like(start)
        for place in range(min(self.first, 1), self.horizon.months + 1):
            share = np.clip(np.minimum(end, place) - np.maximum(start, place - 1), 0, 1)
            total += self.bands.refund(day_oere[:, None] * self.horizon.days(place, place)[0] * share)
        return total


def refund_draws(known: Known, running: Running, horizon: Horizon) -> RefundDraws | None:
    """What the refund is drawn from; None when there is no refund area or its limits are unknown."""
    import numpy as np

    if known.bands is None or known.refund_area is None:
        return None
    bands = Bands.of(known.bands)
    first = 1 - horizon.closed
    houses = known.households
    unit_of: dict[int, int] = {}

    def name(child: int) -> int:
        return -houses[child] - 1 if child in houses else child

    def unit(child: int) -> int:
        return unit_of.setdefault(name(child), len(unit_of))

    of_grants = np.array([unit(int(child)) for child in running.child_no], dtype=np.int64)
    rows = list(known.child_months.iter_rows())
    of_rows = [unit(int(child)) for child, _, _ in rows]
    for _, child, _ in running.settled:
        unit(child)
    posted = np.zeros((len(unit_of), horizon.months - first + 1))
    for number, (_, month, amount) in zip(of_rows, rows, strict=True):
        place = horizon.place(int(month)) - first
        if 0 <= place < posted.shape[1]:
            posted[number, place] += amount
    for _, child, amounts in running.settled:
        columns = np.arange(EARLIEST, horizon.months + 1) - first
        inside = (columns >= 0) & (columns < posted.shape[1])
        posted[unit_of[name(child)], columns[inside]] += amounts[inside]
    highest = np.bincount(of_grants, running.full.max(axis=1, initial=0), len(unit_of)).astype(np.float64)
    highest += posted.max(axis=1, initial=0)
    may = highest * _DEARER > bands.limits[0]
    may[np.setdiff1d(np.arange(len(unit_of)), of_grants)] = False
    sure = float(bands.refund(posted[~may]).sum())
    chosen = np.flatnonzero(may)
    place_of = np.full(len(unit_of), -1)
    place_of[chosen] = np.arange(len(chosen))
    grants = np.flatnonzero(may[of_grants]) if len(of_grants) else np.zeros(0, dtype=np.int64)
    return RefundDraws(bands, horizon, running, grants, place_of[of_grants[grants]], posted[chosen], first, sure)
