"""The year drawn many times: child by child where known, month by month, to a distribution per area and in total.

Parameters are drawn in sets; with each set so many futures are drawn. So what the parameters leave unknown is in the
intervals, and parts that share a parameter move together. Every set has a stream of random numbers of its own: the result
is the same whatever the number of threads.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.arrivals import LATE_STARTS, Arrivals, Donors, drawn_counts
from trinvis.calculations.forecast.durations import EARLIEST, Durations, FinalStops
from trinvis.calculations.forecast.horizon import Horizon
from trinvis.calculations.forecast.prepared import Running

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trinvis.calculations.forecast.refund_drawn import RefundDraws

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

PARTS: dict[str, str] = {
    "spent": "Bogført",
    "late_postings": "Sene posteringer",
    "committed": "Disponeret som registreret",
    "ends": "Ophør og forlængelser",
    "expected": "Forventede indsatser",
    "moves": "Flytninger mellem indsatser",
    "new": "Nye børn",
    "late_grants": "Sent registrerede indsatser",
    "prices": "Prisændringer",
    "other": "Øvrige posteringer",
    "risks": "Risikosager",
    "fixed": "Puljer",
    "refund": "Refusion",
}
"""Part of a year-end → what the user sees. A year-end is the sum of them."""

PATHS = 10
"""Draws of each set of parameters whose way through the year is kept, at most."""

DRAWN = ("ends", "expected", "moves", "new", "late_grants", "prices")
"""The parts that come from grants and are drawn set by set."""

_POOL = 256
"""New grants drawn per kind and set of parameters, at least."""
_LONGEST_MONTH = 31

_LATE_FROM = -1
"""Starts not registered yet cost in months from this place on; older ones are among the late postings."""


@dataclass(frozen=True)
class Model:
    """All parameters, drawn: ``sets`` of them, and what they are about."""

    horizon: Horizon
    kinds: tuple[str, ...]
    areas: tuple[str, ...]
    durations: Durations
    arrivals: Arrivals
    donors: Donors
    new_state: Whole
    """[kind, age group] row of ``stops.open`` of a grant that starts now."""
    moved: Floats
    """[kind] share of new grants whose child has one already."""
    stops: FinalStops
    prices: Floats
    hits: Floats
    """[sets, 2] came about over said probability of expected grants: their start ahead, and passed."""

    @property
    def sets(self) -> int:
        """How many sets of parameters there are."""
        return self.durations.sets


def simulate(
    model: Model, running: Running, refund: RefundDraws | None, *, draws: int, seed: int, threads: int = 2
) -> dict[str, Floats]:
    """Part → [area, draws] øre, for the parts of ``DRAWN`` and *refund* ([1, draws]; income, so below 0).

    *paths* is [open month, draws] øre of the known grants in all, for the first ``PATHS`` draws of each set.

    ``draws`` is rounded up to whole sets. The same seed gives the same numbers on any number of threads.
    """
    import numpy as np

    each = -(-draws // model.sets)
    out = {part: np.zeros((len(model.areas), model.sets * each)) for part in DRAWN}
    out["refund"] = np.zeros((1, model.sets * each))
    ways = min(each, PATHS)
    out["paths"] = np.zeros((model.horizon.months, model.sets * ways))

    def one(number: int) -> None:
        rng = np.random.Generator(np.random.Philox(key=[seed, number]))
        made = _one_set(model, running, refund, number, each, rng)
        for part, values in made.items():
            width = ways if part == "paths" else each
            out[part][:, number * width : (number + 1) * width] = values

    with ThreadPoolExecutor(max(threads, 1)) as pool:
        list(pool.map(one, range(model.sets)))
    return out


def _one_set(
    model: Model, running: Running, refund: RefundDraws | None, number: int, draws: int, rng: np.random.Generator
) -> dict[str, Floats]:
    """The futures of one set of parameters."""
    import numpy as np

    made = {part: np.zeros((len(model.areas), draws)) for part in DRAWN}
    stop = _final_stops(model, running, number, draws, rng)
    half = rng.integers(0, 2, stop.shape, dtype=np.uint8)
    cost = np.take_along_axis(running.cost.reshape(len(stop), 2 * running.cost.shape[1]), 2 * stop + half, axis=1)
    sure = running.chance >= 1
    hit = corrected(running.chance, model.hits[number, running.begun])
    comes = np.ones((len(hit), draws), dtype=bool)
    comes[~sure] = rng.random((int((~sure).sum()), draws)) < hit[~sure, None]
    _by_area(made["ends"], (cost - running.committed[:, None])[sure], running.area[sure])
    _by_area(made["expected"], (cost * comes)[~sure], running.area[~sure])
    open_cost = made["ends"] + _area_sum(
        running.committed * sure - running.missing * sure, running.area, len(model.areas)
    )
    made["prices"] = open_cost * (model.prices[number] - 1)
    refunds = refund.of_running(stop, comes, model.prices[number]) if refund is not None else 0.0
    if len(model.donors.day_oere):
        refunds = refunds + _new_grants(model, made, refund, number, draws, rng)
    made["paths"] = _months(running, stop[:, :PATHS], comes[:, :PATHS])
    return made | {"refund": -np.atleast_2d(refunds * np.ones(draws))}


def corrected(said: Floats, hits: Floats) -> Floats:
    """Typed probabilities, corrected by how often such ones came about: fewer hits, or fewer misses where too many come.

    What is said to be certain stays certain, and what is said never to come stays away.
    """
    import numpy as np

    fewer = said * hits
    more = 1 - (1 - said) / np.maximum(hits, 1)
    return np.where(said >= 1, 1.0, np.where(said <= 0, 0.0, np.where(hits <= 1, fewer, more)))


def _months(running: Running, stop: Whole, comes: NDArray[np.bool_]) -> Floats:
    """[open month, draws] øre of the known grants; a month with a final stop counts in part."""
    import numpy as np

    columns = range(-EARLIEST + 1, running.full.shape[1])
    sums = [
        (
            (running.full[:, column, None] * (stop > column) + running.last[:, column, None] * (stop == column)) * comes
        ).sum(axis=0)
        for column in columns
    ]
    return np.array(sums).reshape(len(columns), stop.shape[1])


def _final_stops(
    model: Model, running: Running, number: int, draws: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """[grant, draws] place of the final stop, as an index of the second axis of ``Running.cost``."""
    import numpy as np

    known = running.known
    chances = np.where(
        (running.state >= 0)[:, None],
        model.stops.open[np.maximum(running.state, 0), number],
        model.stops.known[known[:, 0], known[:, 1], known[:, 2] - EARLIEST, number],
    )
    stop = drawn_places(chances * running.invoiced, draws, rng)
    turns = np.flatnonzero(running.birthday)
    if len(turns):
        ends = rng.random((len(turns), draws)) < model.durations.birthday[number, running.kind[turns]][:, None]
        last = running.birthday[turns, None] - EARLIEST
        stop[turns] = np.where(ends, np.minimum(stop[turns], last), stop[turns])
    return stop


def drawn_places(chances: NDArray[np.float32], draws: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """[row, draws] columns drawn with the chances of each row of ``chances`` (in proportion to them)."""
    import numpy as np

    until = np.cumsum(chances, axis=1)
    until /= until[:, -1:]
    luck = rng.random((len(chances), draws), dtype=np.float32)
    place = np.zeros(luck.shape, dtype=np.uint8)
    for column in range(chances.shape[1] - 1):
        place += luck > until[:, column : column + 1]
    return place.astype(np.int64)


def _new_grants(
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
    donor = first[kind] + (luck[0] * (first[kind + 1] - first[kind])).astype(np.int64)
    planned = donors.planned[donor]
    has_plan = np.isfinite(planned)
    last = model.stops.known.shape[2] - 1
    plan = np.clip(np.ceil(np.where(has_plan, planned, 0)).astype(np.int64) - EARLIEST, 0, last)
    chances = np.where(
        has_plan[:, None],
        model.stops.known[kind, 0, plan, number],
        model.stops.open[model.new_state[kind, donors.age[donor]], number],
    )
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


def _by_area(into: Floats, amounts: Floats, area: Whole) -> None:
    """Adds [grant, draws] to [area, draws]; ``area`` is sorted."""
    import numpy as np

    if len(area):
        present, first = np.unique(area, return_index=True)
        into[present] += np.add.reduceat(amounts, first, axis=0)


def _area_sum(amounts: Floats, area: Whole, areas: int) -> Floats:
    import numpy as np

    sums: Floats = np.bincount(area, amounts, areas).astype(np.float64)
    return sums[:, None]
