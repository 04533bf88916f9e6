"""The simulated forecast of a year: where it may end, how sure that is, what it is made of and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trinvis.calculations.followup.caveats import Caveat
from trinvis.calculations.forecast.simulate import PARTS
from trinvis.calculations.forecast.year_drawn import DRAWS, YearDrawn, year_drawn
from trinvis.municipality.address import Address
from trinvis.municipality.forecast_caveats import caveats_of
from trinvis.municipality.forecast_inputs import Input, inputs_of
from trinvis.municipality.forecast_known import what_is_known
from trinvis.municipality.forecast_tested import not_drawn, sentence_of, tested

if TYPE_CHECKING:
    import polars as pl

    from trinvis.municipality.basis import Basis
    from trinvis.municipality.forecast_tested import Tested
    from trinvis.municipality.house import House

SEED = 1
FRAME_SHARE = 0.8
"""The share of futures in which the frame of ``Row.frame80_oere`` holds."""


@dataclass(frozen=True)
class Row:
    """An area, or the total (``area`` empty); øre.

    ``follow_up_oere`` is the follow-up's expected year-end. ``parts`` (see ``PARTS``) add up to ``mean_oere``, and the areas'
    means to the total's. ``chance`` is the share of futures in which the year costs more than ``frame_oere``, None without a
    frame; ``frame80_oere`` the frame that holds in 80 % of them. ``percentiles`` are the 0th to the 100th.
    """

    area: str
    label: str
    follow_up_oere: int
    mean_oere: int
    median_oere: int
    low80_oere: int
    high80_oere: int
    low95_oere: int
    high95_oere: int
    deviation_oere: int
    frame_oere: int
    chance: float | None
    frame80_oere: int
    parts: Mapping[str, int]
    percentiles: tuple[int, ...]


@dataclass(frozen=True)
class ForecastYear:
    """The forecast of ``year`` on ``basis``: ``draws`` futures from ``seed``, as known at the end of ``closed_through``.

    ``contributions``: part → its share of the variance of the total (they add up to 1). ``paths``: percentile → øre spent
    from New Year to the end of each month (closed ones first), for the fan. ``inputs`` are the small models. ``tested`` is how often
    the intervals have held on the municipality's own past years, None where that is not known: then no interval is drawn,
    and ``sentence`` says why. ``is_drawn`` says of which areas one is.
    """

    year: int
    basis: Basis
    closed_through: int
    draws: int
    seed: int
    areas: tuple[Row, ...]
    total: Row
    contributions: Mapping[str, float]
    paths: pl.DataFrame
    caveats: tuple[Caveat, ...]
    inputs: tuple[Input, ...]
    tested: Tested | None
    sentence: str

    def address(self, figure: str, area: str = "", part: str = "") -> str:
        """The address of a figure of an area, or of the total, or of one of their parts."""
        drawn = {"draws": self.draws, "seed": self.seed}
        usual = {"draws": DRAWS, "seed": SEED}
        where = {name: str(value) for name, value in drawn.items() if value != usual[name]}
        where |= {name: value for name, value in (("area", area), ("part", part)) if value}
        return str(Address("forecast", self.year, self.basis.name, figure, where))

    def is_drawn(self, area: str = "") -> bool:
        """Whether the interval of an area (empty: the total) is tested and has held; all that rests on it goes with it."""
        return self.tested is not None and self.tested.of(area).holds

    @property
    def not_drawn(self) -> str:
        """Which areas have no interval although others do, and why, in a sentence; empty where all have, or none."""
        return not_drawn(self.tested, [(row.area, row.label) for row in (*self.areas, self.total)])

    def size(self) -> int:
        """Estimated bytes in memory."""
        return 5_000 * (len(self.areas) + 1) + sum(int(one.rows.estimated_size()) for one in self.inputs)


def forecast_year(house: House, basis: Basis, year: int, *, draws: int = DRAWS, seed: int = SEED) -> ForecastYear:
    """The forecast; kept in the cache under everything that it depends on.

    What it was tested on is looked up anew each time. Raises ``CannotForecast`` when there is nothing to simulate.
    """
    key = f"forecast/{house.figures_digest(basis)}/{house.engine.name}/{year}/{draws}/{seed}"
    made = house.cache.get(key, lambda: _made(house, basis, year, draws, seed), ForecastYear.size)
    found = tested(house, basis)
    return replace(made, basis=basis, tested=found, sentence=sentence_of(found))


def _made(house: House, basis: Basis, year: int, draws: int, seed: int) -> ForecastYear:
    found = what_is_known(house, basis, year)
    drawn = year_drawn(found.known, seed=seed, draws=draws)
    labels = {area.id: area.label for area in found.made.profile.areas}
    said = {row["area"]: row for row in found.made.areas.iter_rows(named=True) if row["kind"] == "area"}
    shown = [
        area for area in drawn.areas if area in said or area in labels or drawn.draws(area).any() or drawn.frame(area)
    ]
    rows = []
    for area in shown:
        row = said.get(area, {})
        rows.append(_row(drawn, area, row.get("label") or labels.get(area, area), int(row.get("forecast_oere") or 0)))
    total_parts = {part: sum(row.parts[part] for row in rows) for part in PARTS}
    total = _of_parts(drawn, None, "I alt", int(found.made.total["forecast_oere"]), total_parts)
    return ForecastYear(
        year=year,
        basis=basis,
        closed_through=drawn.as_of,
        draws=len(drawn.draws()),
        seed=seed,
        areas=tuple(rows),
        total=total,
        contributions=drawn.contributions(),
        paths=_paths(drawn),
        caveats=caveats_of(found, drawn, labels),
        inputs=inputs_of(found, drawn, labels),
        tested=None,
        sentence="",
    )


def _row(drawn: YearDrawn, area: str, label: str, follow_up_oere: int) -> Row:
    place = drawn.areas.index(area)
    parts = {part: round(float(drawn.parts[part][place].mean())) for part in PARTS}
    return _of_parts(drawn, area, label, follow_up_oere, parts)


def _of_parts(drawn: YearDrawn, area: str | None, label: str, follow_up_oere: int, parts: Mapping[str, int]) -> Row:
    import numpy as np

    draws, frame = drawn.draws(area), drawn.frame(area)
    one = drawn.distribution(area)
    return Row(
        area=area or "",
        label=label,
        follow_up_oere=follow_up_oere,
        mean_oere=sum(parts.values()),
        median_oere=round(one.median),
        low80_oere=round(one.low80),
        high80_oere=round(one.high80),
        low95_oere=round(one.low95),
        high95_oere=round(one.high95),
        deviation_oere=round(one.deviation),
        frame_oere=frame,
        chance=drawn.chance_of_breaking(area) if frame else None,
        frame80_oere=round(drawn.frame_that_holds(FRAME_SHARE, area)),
        parts=parts,
        percentiles=tuple(round(float(value)) for value in np.percentile(draws, range(101))),
    )


_PATHS = (2.5, 10, 50, 90, 97.5)


def _paths(drawn: YearDrawn) -> pl.DataFrame:
    """``month`` (yyyymm) and the percentiles of what is spent by its end: ``low95``, ``low80``, ``median``, ``high80``, ``high95``."""
    import numpy as np
    import polars as pl

    names = ("low95", "low80", "median", "high80", "high95")
    ways = drawn.paths
    values = np.percentile(ways, _PATHS, axis=1) if ways.size else np.zeros((len(_PATHS), 0))
    columns = {name: np.rint(line).astype(np.int64) for name, line in zip(names, values, strict=True)}
    months = [drawn.year * 100 + number for number in range(1, values.shape[1] + 1)]
    return pl.DataFrame({"month": pl.Series(months, dtype=pl.Int32), **columns})
