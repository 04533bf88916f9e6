"""What the years ahead are drawn from: the small models over the longer horizon, grants, prices, population, levels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.ahead_caveats import caveats
from trinvis.calculations.forecast.ahead_drivers import newest_prices, other_levels, population_weights, price_factors
from trinvis.calculations.forecast.ahead_stops import StopTable
from trinvis.calculations.forecast.arrivals import LATE_STARTS
from trinvis.calculations.forecast.final_stops import EARLIEST, NEW
from trinvis.calculations.forecast.fitted import fitted
from trinvis.calculations.forecast.horizon import Horizon
from trinvis.calculations.forecast.prepared import first_seen

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from trinvis.calculations.forecast.ahead_drivers import Level
    from trinvis.calculations.forecast.known import Known
    from trinvis.calculations.forecast.prepared import Running
    from trinvis.calculations.forecast.simulate import Model

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

FIRST_PLACE = 1 - LATE_STARTS
"""The earliest start that may not be registered yet."""


@dataclass(frozen=True, order=True)
class Cell:
    """What numbers, prices and amounts are given for: grants of one area, kind and step."""

    area: str
    kind: str
    step: int | None


@dataclass(frozen=True)
class KnownGrants:
    """The grants that are known and have not ended, in the order of ``Running``; places as in ``Horizon``.

    ``stop`` is infinite when unknown. ``state``: the row of an open grant in ``FinalStops.open``, or −1. ``place``: [grant, 2]
    state in ``FinalStops.known`` and month of the known stop. ``likely``: [grant, final stop] as ``Running.invoiced``. ``now``: granted, begun, and not ended on the as-of day.
    """

    cell: Whole
    kind: Whole
    day_oere: Floats
    start: Floats
    stop: Floats
    state: Whole
    place: Whole
    chance: Floats
    begun: Whole
    birthday: Whole
    likely: NDArray[np.float32]
    now: NDArray[np.bool_]


@dataclass(frozen=True)
class Basis:
    """Everything the years ahead are drawn from, but the luck.

    ``edges``: days from the as-of day to the start of each year's open months and to the end of the last. ``weight``: [donor,
    start month from FIRST_PLACE] children of the donor's age against the as-of year. ``index``: [year] price factor.
    ``cell_of``: [kind, area] the cell of a new grant, −1 where there is none.
    """

    years: tuple[int, ...]
    as_of: int
    year_days: int
    seed: int
    model: Model
    grants: KnownGrants
    cells: tuple[Cell, ...]
    cell_of: Whole
    weight: Floats
    index: Floats
    levels: tuple[Level, ...]
    days: Floats
    edges: Floats
    caveats: tuple[str, ...]

    @property
    def priced(self) -> tuple[str, ...]:
        """The kinds with a grant that a new one can take its price from."""
        first = self.model.donors.first
        return tuple(kind for number, kind in enumerate(self.model.kinds) if first[number + 1] > first[number])

    def days_at(self, place: Floats) -> Floats:
        """Days from the as-of day to a place in the horizon."""
        import numpy as np

        return np.interp(place, np.arange(len(self.days), dtype=np.float64), self.days)

    def stops_of_known(self, number: int) -> StopTable:
        """The final stops of the known grants, a row each, with a set of parameters."""
        grants, stops = self.grants, self.model.stops
        chances = stops.chances(grants.state, grants.kind, grants.place[:, 0], grants.place[:, 1], number)
        return StopTable(chances * grants.likely, stops.months)

    def stops_of_new(self, number: int) -> StopTable:
        """The final stops of new grants: a row per kind and age group, then one per kind and planned stop."""
        import numpy as np

        stops = self.model.stops
        unplanned = stops.open[self.model.new_state.reshape(-1), number]
        return StopTable(
            np.concatenate([unplanned, stops.known[:, NEW, :, number].reshape(-1, unplanned.shape[1])]), stops.months
        )

    def state_of_new(self, kind: Whole, age: Whole, planned: Floats) -> Whole:
        """The row of ``stops_of_new`` of grants with these kinds and age groups, ``planned`` to last so many months or infinite."""
        import numpy as np

        has_plan = np.isfinite(planned)
        of_stop = self.model.stops.known.shape[2]
        month = np.ceil(np.where(has_plan, planned, 0)).astype(np.int64)
        place = np.clip(month - EARLIEST, 0, of_stop - 1)
        ages = self.model.new_state.shape[1]
        row: Whole = np.where(has_plan, self.model.new_state.size + kind * of_stop + place, kind * ages + age)
        return row


def basis(
    known: Known,
    *,
    years: int,
    seed: int,
    sets: int,
    population: Mapping[tuple[int, int], float] | None,
    price_index: Mapping[int, float] | None,
    year_days: int,
) -> Basis:
    """The models fitted once for ``known.year`` and ``years`` years after it. Raises ``ValueError`` for years below 0."""
    import numpy as np

    if years < 0:
        raise ValueError("Antallet af år frem skal være 0 eller mere.")
    found = fitted(replace(known, year=known.year + years), seed=seed, sets=sets)
    model, horizon = found.model, found.model.horizon
    all_years = tuple(range(known.year, known.year + years + 1))
    newest = _newest(known, found.running)
    steps = _steps(known)
    new = {
        (model.areas[area], model.kinds[kind])
        for kind in range(len(model.kinds))
        for area in np.unique(model.donors.area[model.donors.first[kind] : model.donors.first[kind + 1]])
    }
    of_new = {pair: Cell(*pair, steps.get(pair)) for pair in new}
    of_known = [Cell(*row) for row in newest.select("area", "kind", "step").iter_rows()]
    cells = tuple(sorted({*of_known, *of_new.values()}, key=lambda one: (one.area, one.kind, one.step or 0)))
    number = {cell: row for row, cell in enumerate(cells)}
    cell_of = np.full((len(model.kinds), len(model.areas)), -1, dtype=np.int64)
    for (area, kind), cell in of_new.items():
        cell_of[model.kinds.index(kind), model.areas.index(area)] = number[cell]
    index, price_said = price_factors(all_years, known.as_of // 100, price_index)
    weight, people_said = population_weights(model.donors, horizon, FIRST_PLACE, population)
    days = np.concatenate([[0.0], np.cumsum(horizon.days(1, horizon.months))])
    edges = days[[max(horizon.place(year * 100), 0) for year in (*all_years, all_years[-1] + 1)]]
    return Basis(
        years=all_years,
        as_of=known.as_of,
        year_days=year_days,
        seed=seed,
        model=model,
        grants=_grants(newest, found.running, horizon, np.array([number[cell] for cell in of_known], dtype=np.int64)),
        cells=cells,
        cell_of=cell_of,
        weight=weight,
        index=index,
        levels=other_levels(known, horizon),
        days=days,
        edges=edges,
        caveats=(*price_said, *people_said, *caveats(known, model, newest)),
    )


def _newest(known: Known, running: Running) -> pl.DataFrame:
    """The newest snapshot's rows of the running grants, in their order."""
    import polars as pl

    shown = known.seen.filter(pl.col("snapshot") == known.as_of)
    ids = pl.DataFrame({"grant_id": running.grant_id}, schema={"grant_id": pl.Int64()})
    return ids.join(shown, on="grant_id", how="left", maintain_order="left")


def _steps(known: Known) -> dict[tuple[str, str], int]:
    """Area and kind → the step of its newest grant that has one."""
    import polars as pl

    found = first_seen(known).filter(pl.col("step").is_not_null()).sort("start_day", "grant_id")
    rows = found.group_by("area", "kind", maintain_order=True).agg(pl.col("step").last())
    return {(area, kind): step for area, kind, step in rows.iter_rows()}


def _grants(rows: pl.DataFrame, running: Running, horizon: Horizon, cell: Whole) -> KnownGrants:
    import numpy as np
    import polars as pl

    start = horizon.end_of(rows["start_day"].cast(pl.Float64).to_numpy() - 1)
    stop_day = rows["stop_day"].cast(pl.Float64).fill_null(np.inf).to_numpy()
    stop = np.where(running.state >= 0, np.inf, horizon.end_of(stop_day))
    expected = rows["expected"].to_numpy().astype(bool)
    return KnownGrants(
        cell=cell,
        kind=running.kind,
        day_oere=newest_prices(rows),
        start=np.maximum(start, 0.0),
        stop=stop,
        state=running.state,
        place=running.known[:, 1:],
        chance=running.chance,
        begun=running.begun,
        birthday=running.birthday,
        likely=running.invoiced,
        now=~expected & (start <= 0),
    )
