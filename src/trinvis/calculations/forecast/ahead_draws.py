"""The years ahead drawn: days and øre per cell and year, of known grants and of those not known yet."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.ahead_basis import FIRST_PLACE
from trinvis.calculations.forecast.ahead_effects import Effects
from trinvis.calculations.forecast.dispersion import drawn_counts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trinvis.calculations.forecast.ahead_basis import Basis

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

PARTS: dict[str, str] = {
    "running": "Løbende indsatser",
    "coming": "Bevilgede og forventede, der ikke er begyndt",
    "late_grants": "Begyndt, men ikke registreret endnu",
    "new": "Nye indsatser",
}
"""Part of the grants' cost → what the user sees; what has no grant comes beside."""

_SETS = 2**33
"""Streams of random numbers from here on belong to the years ahead."""
_OF_A_SET = 2**20
_OF_A_LAYER = 2**10


@dataclass(frozen=True)
class Drawn:
    """[part, year, cell, draws] days and øre at today's prices; [year, area of ``Basis.levels``, draws] øre without grants, at
    the prices of the year.
    """

    days: Floats
    oere: Floats
    other: Floats


def drawn(basis: Basis, effects: Effects, *, draws: int, threads: int = 2) -> Drawn:
    """``draws`` futures (rounded up to whole sets); the same seed gives the same luck whatever ``effects`` are."""
    import numpy as np

    each = -(-draws // basis.model.sets)
    shape = (len(PARTS), len(basis.years), len(basis.cells), basis.model.sets * each)
    days, oere = np.zeros(shape), np.zeros(shape)

    def one(number: int) -> None:
        here = slice(number * each, (number + 1) * each)
        _known(basis, effects, number, days[..., here], oere[..., here])
        _new(basis, effects, number, days[..., here], oere[..., here])

    with ThreadPoolExecutor(max(threads, 1)) as pool:
        list(pool.map(one, range(basis.model.sets)))
    open_months = tuple(_open_months(basis, year) for year in basis.years)
    rng = np.random.Generator(np.random.Philox(key=[basis.seed, _SETS - 1]))
    other = [level.drawn(open_months, shape[-1], rng) for level in basis.levels]
    empty = np.zeros((len(basis.years), 0, shape[-1]))
    return Drawn(days, oere, np.stack(other, axis=1) * basis.index[:, None, None] if other else empty)


def _open_months(basis: Basis, year: int) -> int:
    return sum(1 for month in range(year * 100 + 1, year * 100 + 13) if month > basis.as_of)


def _stream(basis: Basis, number: int, layer: int = 0, part: int = 0) -> np.random.Generator:
    import numpy as np

    return np.random.Generator(
        np.random.Philox(key=[basis.seed, _SETS + number * _OF_A_SET + layer * _OF_A_LAYER + part])
    )


def _known(basis: Basis, effects: Effects, number: int, days: Floats, oere: Floats) -> None:
    """Adds the grants that are known."""
    import numpy as np

    grants, model = basis.grants, basis.model
    count, draws = len(grants.kind), days.shape[-1]
    if not count:
        return
    luck = _stream(basis, number).random((3, count, draws))
    place = basis.stops_of_known(number).drawn(np.arange(count)[:, None], luck[0])
    stop = np.where(place == np.ceil(grants.stop)[:, None], grants.stop[:, None], place - 0.5)
    months = model.horizon.months
    after = np.where(np.isfinite(grants.stop) & (grants.stop > months), grants.stop, -np.inf)[:, None]
    stop = np.where(place > months, np.maximum(place, after), stop)
    stop = effects.lengthened(grants.kind[:, None], grants.start[:, None], stop)
    turns = (grants.birthday > 0)[:, None] & (luck[1] < model.durations.birthday[number, grants.kind][:, None])
    stop = np.where(turns, np.minimum(stop, grants.birthday[:, None] - 0.5), stop)
    hit = np.where(grants.chance < 1, np.clip(grants.chance * model.hits[number, grants.begun], 0, 0.97), 1.0)
    comes = luck[2] < hit[:, None]
    begin = basis.days_at(grants.start)[:, None]
    end = np.maximum(basis.days_at(stop), begin)
    belongs = np.zeros((2, len(basis.cells), count))
    belongs[np.where(grants.now, 0, 1), grants.cell, np.arange(count)] = grants.day_oere > 0
    flat = belongs.reshape(-1, count)
    for year, (first, last) in enumerate(zip(basis.edges[:-1], basis.edges[1:], strict=True)):
        some = (np.clip(end, first, last) - np.clip(begin, first, last)) * comes
        days[:2, year] += (flat @ some).reshape(2, -1, draws)
        oere[:2, year] += ((flat * grants.day_oere) @ some).reshape(2, -1, draws)


@dataclass(frozen=True)
class Starts:
    """Grants that start in the drawn futures: ``place`` the month, ``draw`` the future, ``layer`` which time they were drawn."""

    kind: Whole
    place: Whole
    draw: Whole
    layer: Whole
    luck: Floats


def _starts(basis: Basis, effects: Effects, number: int, draws: int) -> Starts:
    """The starts of all kinds that have a price. A kind has luck of its own, and so has each time it is drawn."""
    import numpy as np

    model = basis.model
    expected = model.arrivals.expected(model.horizon)[number]
    months = expected.shape[1]
    shock = float(model.arrivals.shock[number])
    rng = _stream(basis, number, 1)
    common = rng.gamma(1 / shock, shock, (months, draws)) if shock > 1e-6 else np.ones((months, draws))
    most = np.ones(len(model.kinds))
    for kind in range(len(most)):
        mine = basis.weight[model.donors.first[kind] : model.donors.first[kind + 1]]
        most[kind] = mine.max(initial=0.0)
    kinds, places, of_draw, layers, lucks = [], [], [], [], []
    for kind, times in enumerate(effects.layers(most)):
        for layer in range(times):
            rng = _stream(basis, number, 2 + layer, kind)
            mean = (expected[kind][:, None] * common).reshape(1, -1)
            counts = drawn_counts(mean, 0.0, float(model.arrivals.spread[number]), 1, rng).reshape(-1)
            cell = np.repeat(np.arange(len(counts)), counts)
            kinds.append(np.full(len(cell), kind))
            places.append(cell // draws + FIRST_PLACE)
            of_draw.append(cell % draws)
            layers.append(np.full(len(cell), layer))
            lucks.append(rng.random((8, len(cell))))
    if not kinds:
        none = np.zeros(0, dtype=np.int64)
        return Starts(none, none, none, none, np.zeros((8, 0)))
    return Starts(
        np.concatenate(kinds),
        np.concatenate(places),
        np.concatenate(of_draw),
        np.concatenate(layers),
        np.concatenate(lucks, axis=1),
    )


def _new(basis: Basis, effects: Effects, number: int, days: Floats, oere: Floats) -> None:
    """Adds the grants not known yet: each takes age from a donor of its kind, price and plan from one of what it becomes."""
    import numpy as np

    donors, draws = basis.model.donors, days.shape[-1]
    got = _starts(basis, effects, number, draws)
    donor = _donor(donors.first, got.kind, got.luck[0])
    kind, factor = effects.of_new(got.kind, got.place, got.luck[6])
    factor = factor * basis.weight[donor, got.place - FIRST_PLACE]
    kept = np.flatnonzero(got.luck[7] < factor - got.layer)
    kind, place, draw, aged, luck = kind[kept], got.place[kept], got.draw[kept], donor[kept], got.luck[:, kept]
    priced = np.where(kind == got.kind[kept], aged, _donor(donors.first, kind, luck[0]))
    begin, end = _span(basis, effects, number, kind, place, aged, priced, luck)
    cell = basis.cell_of[kind, donors.area[priced]]
    part = np.where(place >= 1, 3, 2)
    size = 2 * len(basis.cells) * draws
    target = ((part - 2) * len(basis.cells) + cell) * draws + draw
    price = donors.day_oere[priced]
    for year, (first, last) in enumerate(zip(basis.edges[:-1], basis.edges[1:], strict=True)):
        some = np.clip(end, first, last) - np.clip(begin, first, last)
        days[2:, year] += np.bincount(target, some, size).reshape(2, -1, draws)
        oere[2:, year] += np.bincount(target, some * price, size).reshape(2, -1, draws)


def _span(
    basis: Basis,
    effects: Effects,
    number: int,
    kind: Whole,
    place: Whole,
    aged: Whole,
    priced: Whole,
    luck: Floats,
) -> tuple[Floats, Floats]:
    """Days from the as-of day to where each new grant begins and ends, both within the horizon."""
    import numpy as np

    model, donors = basis.model, basis.model.donors
    lasts = basis.stops_of_new(number).drawn(
        basis.state_of_new(kind, donors.age[aged], donors.planned[priced]), luck[1]
    )
    length = np.where(lasts <= model.horizon.months, lasts - luck[2], lasts)
    length = np.where(length < -luck[3], -luck[3] * luck[5], length)
    start = place - luck[3]
    end = effects.lengthened(kind, start, np.add(place, length))
    turns = luck[4] < model.durations.birthday[number, kind]
    end = np.where(turns, np.minimum(end, place + donors.to_birthday[aged] - luck[3]), end)
    begin = basis.days_at(start)
    return begin, np.maximum(basis.days_at(end), begin)


def _donor(first: Whole, kind: Whole, luck: Floats) -> Whole:
    import numpy as np

    return first[kind] + (luck * (first[kind + 1] - first[kind])).astype(np.int64)
