"""How long running grants will last: the chances that a stop is learnt or moved, with their uncertainty.

What follows for the final stop stands in ``final_stops``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.courses_seen import AGES, BANDS, DUE, OFFSETS, PAST

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from trinvis.calculations.forecast.courses_seen import Counts

    Floats = NDArray[np.float64]

DECIDED = 1
"""Class of a stop that was learnt after the start; all others are planned, by how long the grant has run."""
PLANNED = (0, 2, 3)
"""Classes of stops known from the start, by band of ``PLAN_BANDS``."""
CLASSES = 4
_PRIOR_STOPS = (0.1, 2.0, 3.0)
"""Stops that the whole weighs against a kind, a kind against its bands, and they against an age group."""
_LEAD, _YEAR = 1 / 3, 12
"""Share of the months ahead that is taken off the exposure. The chance of lasting bends with the hazard, so that an uncertain
hazard lets courses last too long: over T months by T³h / 6E more than the mean hazard h of E months would. A third of T less
exposure takes T²h / 2E · T / 3 off again.
"""
_PRIOR_CASES = 8.0
_PRIOR_PAST = 2.0
"""Snapshots of all kinds after an 18th birthday that weigh against a kind's own."""
_LEAST = 1e-6
"""Keeps a share's distribution proper where nothing was seen to move, or everything."""


@dataclass(frozen=True)
class Durations:
    """Draws of the parameters of all kinds, ``sets`` of them.

    ``open``: [sets, kinds, ages, bands] chance per month that an open grant gets its stop; ``offsets``: [sets, kinds, offset]
    where that stop lies; ``longer`` and ``shorter``: [sets, kinds, CLASSES, DUE] chance per month that a known stop is moved;
    ``lengths``: [sets, kinds, offset + 1] how far (last: unknown); ``birthday``: [sets, kinds] chance that the grant stops with
    the 18th birthday; ``past_birthday``: [sets, kinds, PAST] chance that it did, when it still seems to run so many months after.
    """

    kinds: tuple[str, ...]
    open: Floats
    offsets: Floats
    longer: Floats
    shorter: Floats
    lengths: Floats
    birthday: Floats
    past_birthday: Floats

    @property
    def sets(self) -> int:
        """How many draws of the parameters there are."""
        return int(self.open.shape[0])


def durations(
    counts: Counts, kinds: tuple[str, ...], sets: int, rng: np.random.Generator, months: int = 0
) -> Durations:
    """Parameters drawn from what the counts leave possible.

    Few cases lean on their kind, a kind on the whole (gamma and beta distributions with the weights of this module). ``months``:
    how far ahead is looked.
    """
    return Durations(
        kinds=kinds,
        open=_open_hazards(counts.open, kinds, sets, rng, _LEAD * min(months, _YEAR)),
        offsets=_shares(_table(counts.offsets, kinds, _offset_places(), with_none=False), sets, rng),
        longer=_moved(counts.planned, kinds, "longer", sets, rng),
        shorter=_moved(counts.planned, kinds, "shorter", sets, rng),
        lengths=_shares(_table(counts.lengths, kinds, _offset_places(), with_none=True), sets, rng),
        birthday=_birthday(counts.birthdays, kinds, sets, rng),
        past_birthday=_past_birthday(counts.past_birthday, kinds, sets, rng),
    )


def _offset_places() -> range:
    return range(OFFSETS[0], OFFSETS[1] + 1)


def _table(rows: pl.DataFrame, kinds: tuple[str, ...], places: range, *, with_none: bool) -> Floats:
    """Number per kind and offset; the last column is *unknown* when ``with_none``."""
    import numpy as np

    found = np.zeros((len(kinds), len(places) + with_none))
    row_of = {kind: number for number, kind in enumerate(kinds)}
    for kind, offset, number in rows.select("kind", "offset", "number").iter_rows():
        column = len(places) if offset is None else offset - places.start
        if kind in row_of and column < found.shape[1]:
            found[row_of[kind], column] += number
    return found


def _shares(table: Floats, sets: int, rng: np.random.Generator) -> Floats:
    """Dirichlet draws of a row's shares, where the whole weighs ``_PRIOR_CASES``; with no cases at all, the month ahead."""
    import numpy as np

    whole = table.sum(axis=0)
    if whole.sum() == 0:
        whole[-OFFSETS[0] + 1] = 1.0
    concentration = table + _PRIOR_CASES * whole / whole.sum() + 1e-3
    drawn = rng.standard_gamma(np.broadcast_to(concentration, (sets, *table.shape)))
    shares: Floats = drawn / np.maximum(drawn.sum(axis=-1, keepdims=True), 1e-300)
    return shares


def _open_hazards(
    rows: pl.DataFrame, kinds: tuple[str, ...], sets: int, rng: np.random.Generator, lead: float
) -> Floats:
    import numpy as np

    exposure = np.zeros((len(kinds), len(AGES), len(BANDS)))
    stops = np.zeros_like(exposure)
    row_of = {kind: number for number, kind in enumerate(kinds)}
    for kind, age, band, months, number in rows.select("kind", "age", "band", "exposure", "stops").iter_rows():
        if kind in row_of:
            exposure[row_of[kind], age, band] += months
            stops[row_of[kind], age, band] += number
    rate = (stops.sum() + 1.0) / (exposure.sum() + 30.0)
    a, b, c = _PRIOR_STOPS
    of_kind = rng.standard_gamma(np.broadcast_to(stops.sum(axis=(1, 2)) + a, (sets, len(kinds))))
    of_kind = np.maximum(of_kind, 1e-6) / (exposure.sum(axis=(1, 2)) + a / rate)
    of_band = rng.standard_gamma(np.broadcast_to(stops.sum(axis=1) + b, (sets, len(kinds), len(BANDS))))
    of_band = of_band / (exposure.sum(axis=1) + b / of_kind[:, :, None])
    cell = rng.standard_gamma(np.broadcast_to(stops + c, (sets, *stops.shape)))
    seen = exposure + c / of_band[:, :, None, :]
    cell = cell / np.maximum(seen - lead, seen / 2)
    hazards: Floats = np.minimum(cell, 0.9)
    return hazards


def _moved(rows: pl.DataFrame, kinds: tuple[str, ...], what: str, sets: int, rng: np.random.Generator) -> Floats:
    """Beta draws; a cell leans on its kind and class, whatever the time in the grant, and they on all kinds."""
    import numpy as np

    seen = np.zeros((len(kinds), CLASSES, DUE))
    moved = np.zeros_like(seen)
    row_of = {kind: number for number, kind in enumerate(kinds)}
    columns = rows.select("kind", "decided", "plan_band", "due", "exposure", what)
    for kind, decided, band, due, number, changed in columns.iter_rows():
        if kind in row_of:
            class_ = DECIDED if decided else PLANNED[band]
            seen[row_of[kind], class_, due - 1] += number
            moved[row_of[kind], class_, due - 1] += changed
    drawn = np.zeros((sets, *seen.shape))
    for together in ([DECIDED], list(PLANNED)):
        of_seen, of_moved = seen[:, together].sum(axis=1), moved[:, together].sum(axis=1)
        whole = (of_moved.sum(axis=0) + 0.25) / (of_seen.sum(axis=0) + 5.0)
        a, b = of_moved + _PRIOR_CASES * whole, of_seen - of_moved + _PRIOR_CASES * (1 - whole)
        share = rng.beta(np.broadcast_to(a, (sets, *a.shape)), b)[:, :, None]
        a, b = moved[:, together] + _PRIOR_CASES * share, (seen - moved)[:, together] + _PRIOR_CASES * (1 - share)
        drawn[:, :, together] = rng.beta(a + _LEAST, b + _LEAST) if len(together) > 1 else share
    hazards: Floats = np.minimum(drawn, 0.98)
    return hazards


def _birthday(rows: pl.DataFrame, kinds: tuple[str, ...], sets: int, rng: np.random.Generator) -> Floats:
    import numpy as np

    turned, stopped = np.zeros(len(kinds)), np.zeros(len(kinds))
    row_of = {kind: number for number, kind in enumerate(kinds)}
    for kind, number, ended in rows.select("kind", "turned", "stopped").iter_rows():
        if kind in row_of:
            turned[row_of[kind]], stopped[row_of[kind]] = number, ended
    whole = (stopped.sum() + 4.5) / (turned.sum() + 5.0)
    a, b = stopped + _PRIOR_CASES * whole, turned - stopped + _PRIOR_CASES * (1 - whole)
    return rng.beta(np.broadcast_to(a, (sets, len(kinds))), np.maximum(b, 1e-3))


def _past_birthday(rows: pl.DataFrame, kinds: tuple[str, ...], sets: int, rng: np.random.Generator) -> Floats:
    import numpy as np

    running, stopped = np.zeros((len(kinds), PAST)), np.zeros((len(kinds), PAST))
    row_of = {kind: number for number, kind in enumerate(kinds)}
    for kind, since, number, ended in rows.select("kind", "since", "running", "stopped").iter_rows():
        if kind in row_of:
            running[row_of[kind], since], stopped[row_of[kind], since] = number, ended
    whole = (stopped.sum(axis=0) + 1.0) / (running.sum(axis=0) + 2.0)
    a, b = stopped + _PRIOR_PAST * whole, running - stopped + _PRIOR_PAST * (1 - whole)
    return rng.beta(np.broadcast_to(a, (sets, len(kinds), PAST)), b)
