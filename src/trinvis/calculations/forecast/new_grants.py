"""The grants that nobody has registered yet, drawn: moves, new children, and starts that are seen late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.arrivals import LATE_STARTS
from trinvis.calculations.forecast.dispersion import drawn_counts
from trinvis.calculations.forecast.drawing import drawn_places
from trinvis.calculations.forecast.final_stops import EARLIEST, NEW

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trinvis.calculations.forecast.refund_drawn import RefundDraws
    from trinvis.calculations.forecast.simulate import Model

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

_POOL = 256
"""New grants drawn per kind and set of parameters, at least."""
_LONGEST_MONTH = 31
_LATE_FROM = -1
"""Starts not registered yet cost in months from this place on; older ones are among the late postings."""


def add_new_grants(
    model: Model,
    made: dict[str, Floats],
    refund: RefundDraws | None,
    number: int,
    draws: int,
    rng: np.random.Generator,
) -> Floats:
    """Adds the grants not known yet to ``made``; gives the refund that they bring, [draws].

    Each kind has a pool of drawn grants; a future takes as many of them, side by side from a random place, as it has starts.
    """
    import numpy as np

    donors = model.donors
    with_donors = np.flatnonzero(np.diff(donors.first) > 0)
    expected = model.arrivals.expected(model.horizon)[number][with_donors]
    counts = drawn_counts(expected, model.arrivals.shock[number], model.arrivals.spread[number], draws, rng)
    size = max(_POOL, 2 * int(counts.max(initial=0)))
    pool = new_pool(model, with_donors, size, number, rng)
    begins = rng.integers(0, size, counts.shape)
    columns = np.arange(counts.shape[1])[:, None]
    ahead = np.arange(counts.shape[1]) + 1 - LATE_STARTS >= 1
    moved = rng.binomial(counts, np.broadcast_to(model.moved[with_donors, None, None], counts.shape))
    for row in range(len(with_donors)):
        for area in np.unique(pool.area[row]):
            until = _running_sums(pool.cost[row] * (pool.area[row] == area)[:, None])
            sums = _stretches(until, begins[row], counts[row], columns)
            of_moved = _stretches(until, begins[row], moved[row], columns)
            made["moves"][area] += of_moved[ahead].sum(axis=0)
            made["new"][area] += (sums - of_moved)[ahead].sum(axis=0)
            made["late_grants"][area] += sums[~ahead].sum(axis=0)
    if refund is None:
        return np.zeros(draws)
    total = np.zeros(draws)
    for row in range(len(with_donors)):
        if pool.day_oere[row].max() * _LONGEST_MONTH > refund.bands.limits[0]:
            back = refund.of_pool(pool.day_oere[row], pool.start[row], pool.end[row])
            total += _stretches(_running_sums(back), begins[row], counts[row], columns).sum(axis=0)
    return total


@dataclass(frozen=True)
class Pool:
    """Drawn new grants of each kind: [kind, grant] price a day and area; [kind, grant, start month] place of start and end
    (within the months that count) and øre in the year.
    """

    day_oere: Floats
    area: Whole
    start: Floats
    end: Floats
    cost: Floats


def new_pool(model: Model, kinds: Whole, size: int, number: int, rng: np.random.Generator) -> Pool:
    """``size`` grants of each of ``kinds``, as if they started in each of the start months."""
    import numpy as np

    donors, months = model.donors, model.horizon.months
    kind = np.repeat(kinds, size)
    luck = rng.random((5, len(kind)))
    first = donors.first
    again = _with_replacement(first, rng)  # which prices are typical is itself uncertain
    donor = again[first[kind] + (luck[0] * (first[kind + 1] - first[kind])).astype(np.int64)]
    planned = donors.planned[donor]
    has_plan = np.isfinite(planned)
    last = model.stops.known.shape[2] - 1
    plan = np.clip(np.ceil(np.where(has_plan, planned, 0)).astype(np.int64), EARLIEST, last + EARLIEST)
    unplanned = np.where(has_plan, -1, model.new_state[kind, donors.age[donor]])
    chances = model.stops.chances(unplanned, kind, NEW, plan, number)
    lasts = drawn_places(chances, 1, rng)[:, 0]
    length = np.where(lasts >= model.stops.later, np.inf, lasts + EARLIEST - luck[1])
    length = np.where(length < -luck[2], -luck[2] * luck[4], length)
    turns = np.where(luck[3] < model.durations.birthday[number, kind], donors.to_birthday[donor] - luck[2], np.inf)
    places = np.arange(1 - LATE_STARTS, months + 1)
    late_from = max(_LATE_FROM, 1 - model.horizon.closed)
    days = np.concatenate([[0.0], np.cumsum(model.horizon.days(late_from, months))])
    edges = np.arange(late_from - 1, months + 1, dtype=np.float64)
    start = np.maximum(places[None, :] - luck[2][:, None], edges[0])
    end = np.minimum(places[None, :] + np.minimum(length, turns)[:, None], months)
    lasting = np.maximum(np.interp(end, edges, days) - np.interp(start, edges, days), 0)
    price = donors.day_oere[donor] * model.prices[number]
    shape = (len(kinds), size)
    return Pool(
        price.reshape(shape),
        donors.area[donor].reshape(shape),
        start.reshape(*shape, -1),
        end.reshape(*shape, -1),
        (price[:, None] * lasting).reshape(*shape, -1),
    )


def _with_replacement(first: Whole, rng: np.random.Generator) -> Whole:
    """Every kind's donors drawn again from themselves, as many as there are (a bootstrap)."""
    import numpy as np

    number = np.diff(first)
    kind = np.repeat(np.arange(len(number)), number)
    return first[kind] + (rng.random(len(kind)) * number[kind]).astype(np.int64)


def _running_sums(amounts: Floats) -> Floats:
    """[place, start month] sums of the amounts before each place, round the end once."""
    import numpy as np

    until = np.zeros((2 * len(amounts) + 1, amounts.shape[1]))
    np.cumsum(np.concatenate([amounts, amounts]), axis=0, out=until[1:])
    return until


def _stretches(until: Floats, begins: Whole, counts: Whole, columns: Whole) -> Floats:
    """[start month, draws] sums of ``counts`` amounts side by side in a column, from ``begins``."""
    sums: Floats = until[begins + counts, columns] - until[begins, columns]
    return sums
