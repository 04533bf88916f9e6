"""The small models fitted to what was known, and their parameters drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.calendar import months as calendar_months
from trinvis.calculations.forecast.arrivals import arrivals, starts
from trinvis.calculations.forecast.courses_seen import AGES, Counts, counts
from trinvis.calculations.forecast.donors import donors
from trinvis.calculations.forecast.durations import durations
from trinvis.calculations.forecast.final_stops import final_stops
from trinvis.calculations.forecast.horizon import Horizon
from trinvis.calculations.forecast.late_postings import LatePostings, late_postings
from trinvis.calculations.forecast.moves import Moves, Sources, moves, origins, sources
from trinvis.calculations.forecast.prepared import Running, first_seen, running
from trinvis.calculations.forecast.price_changes import PriceChange, price_change
from trinvis.calculations.forecast.running_costs import MonthlyLevel, monthly_level, without_grants
from trinvis.calculations.forecast.simulate import Model

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from trinvis.calculations.forecast.known import Known

    Floats = NDArray[np.float64]

Frame = nw.LazyFrame[Any]
Counted = TypeVar("Counted")

SETS = 100
"""How many sets of parameters are drawn."""
_PRIOR_SAID = 4.0
"""Expected grants that the leaders' probabilities are taken to be right for before any has come about or not."""


@dataclass(frozen=True)
class Said:
    """Expected grants whose fate is known: the sum of their typed probabilities, how many came about, how many there were.

    A grant counts once for every snapshot that shows it, but in ``grants`` once.
    """

    said: float
    came: int
    grants: int

    def drawn(self, sets: int, rng: np.random.Generator) -> Floats:
        """Draws of came about over said (gamma, as sure as so many different grants allow)."""
        ratio = (self.came + _PRIOR_SAID) / (self.said + _PRIOR_SAID)
        sure = self.grants * min(self.said / max(self.came, 1), 1.0) + _PRIOR_SAID
        return ratio * rng.standard_gamma(sure, sets) / sure


@dataclass(frozen=True)
class Fitted:
    """Everything that is drawn from, and what it rests on."""

    model: Model
    running: Running
    counts: Counts
    moves: Moves
    sources: Sources
    prices: PriceChange
    late: LatePostings
    series: dict[str, MonthlyLevel]
    """Area → its monthly sums that no grant explains."""
    said: tuple[Said, Said]
    """What became of expected grants: shown before their start, and after it."""


def fitted(
    known: Known,
    *,
    seed: int,
    sets: int = SETS,
    frame: Callable[[pl.DataFrame], Frame] | None = None,
    collect: Callable[[Frame], pl.DataFrame] | None = None,
) -> Fitted:
    """The models of a forecast; ``frame`` and ``collect`` put the counting of pairs on an engine (Polars by default)."""
    import numpy as np

    rng = np.random.Generator(np.random.Philox(key=[seed, 2**32]))
    horizon = Horizon(known.as_of, known.year * 100 + 12)
    areas = tuple(
        sorted(
            {
                *known.by_grant,
                *known.spent["area"].unique(),
                *known.frames,
                *known.fixed,
                known.refund_area,
                *(risk.area for risk in known.risks),
            }
            - {None}
        )
    )
    kinds = tuple(known.seen["kind"].unique().sort())
    first = first_seen(known)
    found = _on_engine(counts, known, frame or _lazy, collect or _collected)
    grants, states = running(known, kinds, areas, horizon)
    model = durations(found, kinds, sets, rng, horizon.months)
    ages = len(AGES)
    new = np.array([(kind, age, 0) for kind in range(len(kinds)) for age in range(ages)], dtype=np.int64).reshape(-1, 3)
    every = np.concatenate([new, states])
    classes, place = np.unique(every, axis=0, return_inverse=True)
    place = place.reshape(-1)
    grants.state[grants.state >= 0] = place[len(new) :]
    granted = first.filter(first["granted"] & first["start_day"].is_not_null())
    begun = starts(granted, kinds, horizon)
    between = _on_engine(moves, known, frame or _lazy, collect or _collected)
    came_from = sources(
        begun.kind, origins(granted), len(kinds), between.stock, [horizon.month(place) for place in begun.months]
    )
    prices = price_change(known.seen, horizon, known.price_index)
    said = _said(known, first, horizon)
    hits = np.stack([one.drawn(sets, rng) for one in said], axis=1)
    return Fitted(
        Model(
            horizon=horizon,
            kinds=kinds,
            areas=areas,
            durations=model,
            arrivals=arrivals(begun, len(kinds), horizon, came_from, sets, rng),
            moved=came_from.moved,
            donors=donors(granted, kinds, areas),
            new_state=place[: len(new)].reshape(len(kinds), ages),
            stops=final_stops(model, horizon.months, classes),
            prices=prices.drawn(sets, rng),
            hits=np.clip(hits, 0.05, 2.0),
        ),
        grants,
        found,
        between,
        came_from,
        prices,
        late_postings(known.runoff, horizon),
        {area: monthly_level(amounts, horizon.months) for area, amounts in without_grants(known, horizon).items()},
        said,
    )


def _lazy(frame: pl.DataFrame) -> Frame:
    return nw.from_native(frame.lazy())


def _collected(frame: Frame) -> pl.DataFrame:
    made: pl.DataFrame = frame.collect().to_native()
    return made


def _on_engine(
    counted: Callable[[Frame, Frame, Callable[[Frame], pl.DataFrame]], Counted],
    known: Known,
    frame: Callable[[pl.DataFrame], Frame],
    collect: Callable[[Frame], pl.DataFrame],
) -> Counted:
    months = known.seen["snapshot"].to_list() or [known.as_of]
    return counted(frame(known.seen), frame(calendar_months(min(months) // 100, max(months) // 100)), collect)


def _said(known: Known, first: pl.DataFrame, horizon: Horizon) -> tuple[Said, Said]:
    """What became of expected grants, counted at every snapshot that showed one: before its start, and after it."""
    import polars as pl

    fate = first.select("grant_id", "granted", gone=(pl.col("last_snapshot") < horizon.as_of))
    shown = known.seen.filter("expected", pl.col("snapshot") < horizon.as_of).join(fate, on="grant_id")
    done = shown.filter(pl.col("granted") | pl.col("gone"), pl.col("area").is_in(list(known.by_grant)))
    ends = {int(month): Horizon(int(month), horizon.last).day for month in done["snapshot"].unique()}
    late = done["start_day"] <= done["snapshot"].replace_strict(ends, default=0, return_dtype=pl.Int64)
    return _fate(done.filter(~late)), _fate(done.filter(late))


def _fate(shown: pl.DataFrame) -> Said:
    return Said(float(shown["probability"].sum()) / 10_000, int(shown["granted"].sum()), shown["grant_id"].n_unique())
