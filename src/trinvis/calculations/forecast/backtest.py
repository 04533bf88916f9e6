"""How right each method was: every method's year-end as of a day that has passed, against what the year became.

The origins are rolled by the caller: one call of ``scores`` per day that a forecast could have been made on. The scores
are gathered in ``backtest_table``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.fitted import SETS
from trinvis.calculations.forecast.methods import METHODS, MethodForecast, by_method
from trinvis.calculations.forecast.methods_ets import smoothed
from trinvis.calculations.forecast.methods_series import ledger_of
from trinvis.calculations.forecast.year_drawn import year_drawn
from trinvis.calculations.statistics.scores import coverage, crps_point, crps_sample

if TYPE_CHECKING:
    from trinvis.calculations.forecast.known import Known

SIMULATED = "simulated"
"""The id of the simulated forecast among the methods."""

LABELS: Mapping[str, str] = {SIMULATED: "Simuleret prognose", **METHODS}
"""Every method that is scored → what users see."""

DRAWS = 1000
_ETS = "ets"


@dataclass(frozen=True)
class Score:
    """What ``method`` said of the year-end of ``year`` as known at the end of ``as_of`` (yyyymm), and what came.

    ``area`` is empty for the total. ``forecast_oere`` (the mean where there are draws) and ``crps_oere`` are None when the
    method could not say. ``frame_oere`` is the corrected budget as it was known then. ``inside80`` and ``inside95``: did
    the central interval of the draws hold the truth; None where a method has no draws.
    """

    year: int
    as_of: int
    months_left: int
    area: str
    method: str
    forecast_oere: int | None
    truth_oere: int
    frame_oere: int
    crps_oere: float | None
    inside80: bool | None
    inside95: bool | None

    @property
    def error_oere(self) -> int | None:
        """Forecast − truth: above 0 too much was expected."""
        return None if self.forecast_oere is None else self.forecast_oere - self.truth_oere


def scores(
    known: Known,
    truth: Mapping[str, int],
    *,
    seed: int,
    draws: int = DRAWS,
    sets: int = SETS // 2,
    threads: int = 1,
    methods: Collection[str] = tuple(LABELS),
    estimates: Mapping[str, int] | None = None,
    total_only: bool = False,
) -> list[Score]:
    """One score per method and area, the total last, as of the day of ``known``; in the order of ``LABELS``.

    ``truth`` is area → what the year ended at in øre; an area that is missing there ended at 0. The score of draws is the
    fair CRPS, that of a figure its absolute error (the same score of a point). ``draws``, ``sets``, ``threads`` and
    ``seed`` are those of ``year_drawn``, ``estimates`` those of ``by_method``. ``total_only`` leaves the areas out, and with
    them the smoothing of each, which takes by far the most time. Raises ``ValueError`` for a method that does not exist.
    """
    said: list[MethodForecast] = []
    if SIMULATED in methods:
        said += _simulated(known, seed, draws, sets, threads, total_only)
    others = [method for method in methods if method != SIMULATED]
    if total_only and _ETS in others:
        others.remove(_ETS)
        said += [_smoothed_total(known, estimates or {}, seed, draws)]
    if others:
        said += by_method(known, methods=others, estimates=estimates, seed=seed, draws=draws)
    chosen = [one for one in said if not (total_only and one.area)]
    return [_score(known, truth, one) for one in sorted(chosen, key=lambda one: list(LABELS).index(one.method))]


def _simulated(known: Known, seed: int, draws: int, sets: int, threads: int, total_only: bool) -> list[MethodForecast]:
    drawn = year_drawn(known, seed=seed, draws=draws, sets=sets, threads=threads)
    found = []
    for area in (None,) if total_only else (*drawn.areas, None):
        ends = drawn.draws(area)
        found.append(MethodForecast(SIMULATED, area or "", round(float(ends.mean())), ends, None))
    return found


def _smoothed_total(known: Known, estimates: Mapping[str, int], seed: int, draws: int) -> MethodForecast:
    """The total by smoothing, as ``by_method`` says it, without its areas."""
    areas = [one.area for one in by_method(known, methods=["straight_line"]) if one.area]
    one = smoothed(ledger_of(known, estimates), areas, name="", seed=seed, draws=draws)
    return MethodForecast(_ETS, "", one.year_end_oere, one.draws, one.caveat)


def _score(known: Known, truth: Mapping[str, int], said: MethodForecast) -> Score:
    ended = truth.get(said.area, 0) if said.area else sum(truth.values())
    frame = known.frames.get(said.area, 0) if said.area else sum(known.frames.values())
    crps: float | None = None
    held: list[bool | None] = [None, None]
    if said.draws is not None:
        crps = float(crps_sample(said.draws, ended))
        held = [coverage(said.draws[None, :], [ended], level).hits == 1 for level in (0.8, 0.95)]
    elif said.year_end_oere is not None:
        crps = float(crps_point(said.year_end_oere, ended))
    return Score(
        known.year, known.as_of, len(known.open_months), said.area, said.method,
        said.year_end_oere, ended, frame, crps, *held,
    )  # fmt: skip
