"""The distribution of the final stop that follows from ``durations``: one state per grant, month by month.

A grant's stop is unknown (*open*), or known, either since it was granted (*planned*) or learnt later (*decided*). Month by
month an open grant may get a stop, a known stop may be moved later or earlier. From the end of the horizon back to the
as-of day that gives, for every state, how likely each month is to be the final one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trinvis.calculations.forecast.courses_seen import BANDS, DUE, OFFSETS, PLAN_BANDS
from trinvis.calculations.forecast.durations import DECIDED, PLANNED, Durations

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

LATE = 4
"""Months after the year's end in which a stop within the year may still become known."""
NEW = 0
"""The state of a grant that starts now with its stop known."""
RUN = {NEW: 0, 2: 3, 3: 12, 4: 30}
"""State of a planned grant in ``FinalStops.known`` → months that it is taken to have run on the as-of day (0: a new one)."""
STATES = 5
EARLIEST = -4
"""Months: a stop that lies further back than this when it is learnt counts as lying there."""
_NEVER = 1e-6
"""Weight of "further away" and of "as it was" where a move has nowhere else to go."""


@dataclass(frozen=True)
class FinalStops:
    """How likely each month is to be the final one, per state, for every draw of the parameters.

    The last axis are the months EARLIEST … ``months`` and one for all later ones (``later``). ``open`` is [class, sets,
    month] for the classes asked for, ``known`` is [kinds, STATES, stop, sets, month] with stop EARLIEST …
    months + LATE + 1 (the last: further away); its states are those of ``RUN`` and ``DECIDED``.
    """

    months: int
    open: NDArray[np.float32]
    known: NDArray[np.float32]

    @property
    def later(self) -> int:
        """The place of "after the horizon" on the last axis."""
        return self.months - EARLIEST + 1

    def chances(self, row: Whole, kind: Whole, state: Whole | int, stop: Whole, number: int) -> NDArray[np.float32]:
        """[grant, month] with a set of parameters: of grants with this ``row`` of ``open``, or where it is −1, of this kind
        and state with a known stop at this place."""
        import numpy as np

        of_open = self.open[np.maximum(row, 0), number]
        of_known = self.known[kind, state, stop - EARLIEST, number]
        found: NDArray[np.float32] = np.where((row >= 0)[:, None], of_open, of_known)
        return found


def final_stops(model: Durations, months: int, classes: Whole) -> FinalStops:
    """The distribution of the final stop of every state, at the as-of day, for a horizon of so many months.

    ``classes`` is [class, 3]: kind, age group and months in the grant on the as-of day, of open grants; below 0 for those
    that start so many months later. A new grant is one of 0 months, its time counted from its start.
    """
    import numpy as np

    end = months + LATE
    stops = np.arange(EARLIEST, end + 2)
    offsets = np.arange(OFFSETS[0], OFFSETS[1] + 1)
    width = months - EARLIEST + 2
    at_stop = np.zeros((len(stops), width), dtype=np.float32)
    at_stop[np.arange(len(stops)), np.clip(stops - EARLIEST, 0, width - 1)] = 1.0
    known = [np.broadcast_to(at_stop, (len(model.kinds), model.sets, *at_stop.shape)).copy() for _ in range(STATES)]
    opened = np.zeros((len(classes), model.sets, width), dtype=np.float32)
    opened[..., -1] = 1.0
    offset, length, longer, shorter = (
        np.swapaxes(part, 0, 1).astype(np.float32)
        for part in (model.offsets, model.lengths, model.longer, model.shorter)
    )
    shorter = np.minimum(shorter, np.float32(0.99) - longer)
    hazards = np.moveaxis(model.open, 0, -1).astype(np.float32)
    for now in range(end - 1, -1, -1):
        ahead_of_now = slice(now + 1 - EARLIEST, None)  # a stop that has passed is final
        left = stops[ahead_of_now] - now
        to = np.clip(now + offsets - EARLIEST, 0, len(stops) - 1)
        decided = known[DECIDED][:, :, to]
        learnt = offset[:, :, None] @ decided
        ahead = length[:, :, None, :-1] * (offsets > left[:, None])
        again = length[:, :, None, -1:] + _NEVER
        total = ahead.sum(axis=-1, keepdims=True) + again
        back = offset[:, :, None] * (offsets < left[:, None])
        moved_back = back @ decided
        total_back = back.sum(axis=-1, keepdims=True) + _NEVER
        due = np.clip(left, 1, DUE) - 1
        stepped = []
        for state in range(STATES):
            class_ = DECIDED if state == DECIDED else PLANNED[int(_band_of(RUN[state] + now, PLAN_BANDS))]
            as_it_was = known[state][:, :, ahead_of_now]
            moved_on = (ahead @ known[state][:, :, to] + again * known[state][:, :, -1:]) / total
            nearer = (moved_back + _NEVER * as_it_was) / total_back
            p, q = longer[:, :, class_, due, None], shorter[:, :, class_, due, None]
            after = known[state].copy()
            after[:, :, ahead_of_now] = (1 - p - q) * as_it_was + p * moved_on + q * nearer
            stepped.append(after)
        since = classes[:, 2] + now
        h = hazards[classes[:, 0], classes[:, 1], _band_of(since, BANDS)][..., None]
        opened = np.where((since >= 0)[:, None, None], (1 - h) * opened + h * learnt[classes[:, 0], :, 0], opened)
        known = stepped
    return FinalStops(months, opened, np.moveaxis(np.stack(known, axis=1), 2, 3))


def plan_state(months_in: NDArray[np.float64]) -> Whole:
    """State in ``FinalStops.known`` of grants whose stop was known from the start, by months in the grant (below 0: to come)."""
    import numpy as np

    return np.where(months_in < 0, NEW, np.array([2, 3, 4])[_band_of(months_in, PLAN_BANDS)]).astype(np.int64)


def _band_of(months: NDArray[Any] | int, bands: tuple[int, ...]) -> Whole:
    import numpy as np

    return np.maximum(np.searchsorted(np.array(bands), months, side="right") - 1, 0)
