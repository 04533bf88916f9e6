"""The year drawn many times: child by child where known, month by month, to a distribution per area and in total.

Parameters are drawn in sets; with each set so many futures are drawn. So what the parameters leave unknown is in the
intervals, and parts that share a parameter move together. Every set has a stream of random numbers of its own: the result
is the same whatever the number of threads.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.arrivals import Arrivals
from trinvis.calculations.forecast.donors import Donors
from trinvis.calculations.forecast.drawing import corrected, drawn_places
from trinvis.calculations.forecast.durations import Durations
from trinvis.calculations.forecast.final_stops import EARLIEST, FinalStops
from trinvis.calculations.forecast.horizon import Horizon
from trinvis.calculations.forecast.new_grants import add_new_grants
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
        refunds = refunds + add_new_grants(model, made, refund, number, draws, rng)
    made["paths"] = _months(running, stop[:, :PATHS], comes[:, :PATHS])
    return made | {"refund": -np.atleast_2d(refunds * np.ones(draws))}


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
    chances = model.stops.chances(running.state, known[:, 0], known[:, 1], known[:, 2], number)
    stop = drawn_places(chances * running.invoiced, draws, rng)
    turns = np.flatnonzero(running.birthday)
    if len(turns):
        ends = rng.random((len(turns), draws)) < model.durations.birthday[number, running.kind[turns]][:, None]
        last = running.birthday[turns, None] - EARLIEST
        stop[turns] = np.where(ends, np.minimum(stop[turns], last), stop[turns])
    past = np.flatnonzero(running.past >= 0)
    if len(past):
        last = -EARLIEST - running.past[past]
        chance = model.durations.past_birthday[number, running.kind[past], running.past[past]]
        with_it = chance * running.invoiced[past, last]
        without = (1 - chance) * (chances * running.invoiced)[past].sum(axis=1)
        ends = rng.random((len(past), draws)) < (with_it / np.maximum(with_it + without, 1e-12))[:, None]
        stop[past] = np.where(ends, np.minimum(stop[past], last[:, None]), stop[past])
    return stop


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
