"""A year-end as a distribution: its parts, areas, intervals, the chance of breaking the frame, what is most uncertain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from trinvis.calculations.forecast.drawing import corrected
from trinvis.calculations.forecast.fitted import SETS, Fitted, fitted
from trinvis.calculations.forecast.refund_drawn import refund_draws
from trinvis.calculations.forecast.simulate import DRAWN, PARTS, simulate

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from trinvis.calculations.forecast.known import Known

    Floats = NDArray[np.float64]

Frame = nw.LazyFrame[Any]

DRAWS = 10_000


@dataclass(frozen=True)
class Distribution:
    """What a figure may become: mean, median, central 80 and 95 per cent intervals and standard deviation, øre."""

    mean: float
    median: float
    low80: float
    high80: float
    low95: float
    high95: float
    deviation: float

    @classmethod
    def of(cls, draws: Floats) -> Distribution:
        """From draws of the figure."""
        import numpy as np

        low95, low80, median, high80, high95 = np.quantile(draws, [0.025, 0.1, 0.5, 0.9, 0.975])
        return cls(
            float(draws.mean()), float(median), float(low80), float(high80), float(low95), float(high95),
            float(draws.std()),
        )  # fmt: skip


@dataclass(frozen=True)
class YearDrawn:
    """Draws of the year-end of ``year`` as known at the end of ``as_of``: ``parts`` is part → [area, draws], øre.

    They add up: the total's year-end is the sum of all parts of all areas, draw by draw.
    """

    year: int
    as_of: int
    areas: tuple[str, ...]
    parts: dict[str, Floats]
    frames: dict[str, int]
    fitted: Fitted
    paths: Floats
    """[month, way] øre spent from New Year to the end of each month, closed ones first, for some of the draws; the last row is
    the year-end of the same draws."""

    def draws(self, area: str | None = None) -> Floats:
        """The year-end, one number per draw; of one area or in total."""
        import numpy as np

        rows = slice(None) if area is None else [self.areas.index(area)]
        total: Floats = np.sum([values[rows].sum(axis=0) for values in self.parts.values()], axis=0)
        return total

    def distribution(self, area: str | None = None) -> Distribution:
        """The year-end's distribution; of one area or in total."""
        return Distribution.of(self.draws(area))

    def frame(self, area: str | None = None) -> int:
        """Corrected budget of the area or in total, øre."""
        return sum(self.frames.values()) if area is None else self.frames.get(area, 0)

    def chance_of_breaking(self, area: str | None = None) -> float:
        """The share of draws in which the year costs more than its frame."""
        return float((self.draws(area) > self.frame(area)).mean())

    def frame_that_holds(self, share: float = 0.8, area: str | None = None) -> float:
        """The frame that would hold in that share of the draws, øre."""
        import numpy as np

        return float(np.quantile(self.draws(area), share))

    def contributions(self) -> dict[str, float]:
        """Part → its share of the variance of the total (they add up to 1; a part that evens out others is below 0)."""
        import numpy as np

        total = self.draws()
        variance = float(total.var())
        sums = {part: values.sum(axis=0) for part, values in self.parts.items()}
        if variance == 0:
            return dict.fromkeys(sums, 0.0)
        return {part: float(np.cov(values, total, bias=True)[0, 1]) / variance for part, values in sums.items()}


def year_drawn(
    known: Known,
    *,
    seed: int,
    draws: int = DRAWS,
    sets: int = SETS,
    threads: int = 2,
    frame: Callable[[pl.DataFrame], Frame] | None = None,
    collect: Callable[[Frame], pl.DataFrame] | None = None,
) -> YearDrawn:
    """The year of ``known`` drawn ``draws`` times (rounded up to whole sets of parameters). Pure; seeded.

    Raises ``ValueError`` when months before the year are open: they would be counted in it.
    """
    import numpy as np

    if known.as_of < (known.year - 1) * 100 + 12:
        raise ValueError(f"Prognosen for {known.year} kan ikke begynde i {known.as_of}: måneder før året er åbne.")
    found = fitted(known, seed=seed, sets=sets, frame=frame, collect=collect)
    model, horizon = found.model, found.model.horizon
    drawn = simulate(
        model, found.running, refund_draws(known, found.running, horizon), draws=draws, seed=seed, threads=threads
    )
    number = drawn[DRAWN[0]].shape[1]
    place = {area: row for row, area in enumerate(model.areas)}
    parts = {part: np.zeros((len(model.areas), number)) for part in PARTS}
    for part in DRAWN:
        parts[part] = drawn[part]
    for area, amount in _spent(known).items():
        if area != known.refund_area:
            parts["spent"][place[area]] += amount
    sure = found.running.chance >= 1
    np.add.at(parts["committed"], found.running.area[sure], found.running.committed[sure, None])
    for row, _, amounts in found.running.settled:
        parts["committed"][row] += amounts.sum()
    for area, amount in known.fixed.items():
        parts["fixed"][place[area]] += amount
    rng = np.random.Generator(np.random.Philox(key=[seed, 2**32 + 1]))
    hits = np.repeat(model.hits[:, 0], number // model.sets)
    for risk in known.risks:
        comes = rng.random(number) < corrected(np.full(number, risk.probability / 10_000), hits)
        parts["risks"][place[risk.area]] += comes * float(risk.amount_oere)
    for area, level in found.series.items():
        parts["other"][place[area]] = level.drawn(number, rng)
    _spread(parts["late_postings"], parts["spent"], [place[area] for area in known.by_grant], found, number, rng)
    if known.refund_area is not None and known.refund_area in place:
        parts["refund"][place[known.refund_area]] = drawn["refund"][0]
    made = YearDrawn(known.year, known.as_of, model.areas, parts, dict(known.frames), found, np.zeros((0, 0)))
    return replace(made, paths=_paths(known, made.draws(), drawn["paths"], model.sets))


def _paths(known: Known, year_ends: Floats, of_grants: Floats, sets: int) -> Floats:
    """The way of some draws through the year: posted month by month, then the known grants; all else is spread evenly over the
    open months, so that every way ends at its own year-end.
    """
    import numpy as np
    import polars as pl

    ways = of_grants.shape[1] // sets
    chosen = year_ends.reshape(sets, -1)[:, :ways].reshape(-1)
    closed = [month for month in range(known.year * 100 + 1, known.year * 100 + 13) if month <= known.as_of]
    months = dict(known.spent.group_by("month").agg(pl.col("amount_oere").sum()).iter_rows())
    posted = np.array([float(months.get(month, 0)) for month in closed])
    open_months = of_grants.shape[0]
    if open_months == 0:
        ended = np.cumsum(np.repeat(posted[:, None], len(chosen), axis=1), axis=0)
        ended[-1:] = chosen
        return ended
    rest = (chosen - posted.sum() - of_grants.sum(axis=0)) / open_months
    every = np.concatenate([np.repeat(posted[:, None], len(chosen), axis=1), of_grants + rest])
    return np.cumsum(every, axis=0)


def _spent(known: Known) -> dict[str, int]:
    import polars as pl

    of_year = known.spent.filter(pl.col("month") // 100 == known.year, pl.col("month") <= known.as_of)
    return dict(of_year.group_by("area").agg(pl.col("amount_oere").sum()).iter_rows())


def _spread(into: Floats, spent: Floats, rows: list[int], found: Fitted, number: int, rng: np.random.Generator) -> None:
    """The late postings of the whole, shared out to the areas by grant as their spending."""
    import numpy as np

    if found.late.mean == 0 and found.late.deviation == 0:
        return
    weight = np.maximum(spent[rows, 0], 0)
    if weight.sum() > 0:
        into[rows] = (weight / weight.sum())[:, None] * found.late.drawn(number, rng)[None, :]
