"""Scenarios side by side: what each change does to the years ahead, in kroner, with the same luck for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.ahead_basis import basis
from trinvis.calculations.forecast.scenario_changes import CHANGES, Change, Scenario, ScenarioError
from trinvis.calculations.forecast.year_drawn import Distribution
from trinvis.calculations.forecast.years_ahead import DRAWS, SETS, YEAR_DAYS, YEARS, YearsAhead, ahead

if TYPE_CHECKING:
    from trinvis.calculations.forecast.ahead_draws import Drawn
    from trinvis.calculations.forecast.known import Known

__all__ = ["CHANGES", "Change", "Comparison", "Difference", "Effect", "Outcome", "Scenario", "ScenarioError", "compare"]


@dataclass(frozen=True)
class Difference:
    """How much dearer a year becomes: ``oere`` between the two totals, and its distribution over futures with the same luck."""

    oere: int
    drawn: Distribution


@dataclass(frozen=True)
class Effect:
    """What one change does on top of those before it, year by year."""

    change: Change
    by_year: Mapping[int, Difference]


@dataclass(frozen=True, eq=False)
class Outcome:
    """A scenario's years, and its difference from the base: ``effects`` in order add up to ``whole``, to the øre."""

    scenario: Scenario
    years: YearsAhead
    effects: tuple[Effect, ...]
    whole: Mapping[int, Difference]


@dataclass(frozen=True, eq=False)
class Comparison:
    """The years as they are foreseen without changes, and under each scenario."""

    base: YearsAhead
    outcomes: tuple[Outcome, ...]


def compare(
    known: Known,
    scenarios: Sequence[Scenario],
    *,
    years: int = YEARS,
    seed: int,
    draws: int = DRAWS,
    sets: int = SETS,
    population: Mapping[tuple[int, int], float] | None = None,
    price_index: Mapping[int, float] | None = None,
    year_days: int = YEAR_DAYS,
    threads: int = 2,
) -> Comparison:
    """The scenarios against the base, all drawn with the luck of ``seed`` (common random numbers); arguments as ``years_ahead``.

    Each change is applied on top of those before it, and its effect is the difference that it makes there: in another order
    the parts, and where a shift is among them the whole, are others. Raises ``ScenarioError`` as ``years_ahead``.
    """
    ground = basis(
        known, years=years, seed=seed, sets=sets, population=population, price_index=price_index, year_days=year_days
    )
    for scenario in scenarios:
        scenario.check(ground.model.kinds, ground.priced, ground.as_of, ground.years[-1])
    seen: dict[tuple[Change, ...], Drawn] = {}
    base = ahead(ground, draws=draws, threads=threads)
    return Comparison(base, tuple(outcome(base, one, draws=draws, threads=threads, seen=seen) for one in scenarios))


def outcome(
    base: YearsAhead,
    scenario: Scenario,
    *,
    draws: int = DRAWS,
    threads: int = 2,
    seen: dict[tuple[Change, ...], Drawn] | None = None,
) -> Outcome:
    """One scenario against the years foreseen without it, which were drawn with as many ``draws``.

    ``seen`` keeps the futures that are drawn, for the next scenario: those that differ in prices alone are drawn once. Raises
    ``ScenarioError`` as ``years_ahead``.
    """
    ground = base.basis
    scenario.check(ground.model.kinds, ground.priced, ground.as_of, ground.years[-1])
    drawn = seen if seen is not None else {}
    drawn[()] = base.raw
    before, effects = base, []
    for number, change in enumerate(scenario.changes, start=1):
        first = scenario.changes[:number]
        key = tuple(one for one in first if one.change != "price")
        after = ahead(ground, Scenario(scenario.name, first), draws=draws, threads=threads, raw=drawn.get(key))
        drawn[key] = after.raw
        effects.append(Effect(change, _differences(before, after)))
        before = after
    return Outcome(scenario, before, tuple(effects), _differences(base, before))


def _differences(before: YearsAhead, after: YearsAhead) -> dict[int, Difference]:
    return {
        year: Difference(
            after.total(year).amount_oere - before.total(year).amount_oere,
            Distribution.of(after.amounts(year) - before.amounts(year)),
        )
        for year in before.years
    }
