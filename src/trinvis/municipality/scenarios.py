"""Scenarios as the journal holds them, and what each does to the years ahead."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.scenario import Outcome, outcome
from trinvis.calculations.forecast.scenario_changes import Scenario, ScenarioError
from trinvis.municipality.forecast_years import ForecastYears

if TYPE_CHECKING:
    from trinvis.journal import Entry
    from trinvis.municipality.house import House

KIND = "scenario"


@dataclass(frozen=True)
class SavedScenario:
    """One that holds on a day. ``scenario`` is None where it cannot be read; then ``wrong`` says why, in Danish."""

    key: str
    name: str
    note: str
    by: str
    known_from: date
    scenario: Scenario | None
    wrong: str


@dataclass(frozen=True, eq=False)
class Compared:
    """The scenarios that could be worked out, each with its outcome, and those that could not, each with a Danish sentence."""

    base: ForecastYears
    outcomes: tuple[tuple[SavedScenario, Outcome], ...]
    wrong: tuple[tuple[SavedScenario, str], ...]


class UnknownScenario(ValueError):
    """There is no saved scenario of that name; ``str`` is a Danish sentence."""


def scenarios(house: House, as_of: date) -> tuple[SavedScenario, ...]:
    """Those known on a day, by name."""
    found = [_saved(entry) for entry in house.journal.entries(KIND, as_of=as_of)]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.key)))


def compare_scenarios(house: House, base: ForecastYears, names: Collection[str] | None = None) -> Compared:
    """The saved scenarios (those of ``names``; None: all) against ``base``; each kept in the cache under what it says.

    Raises ``UnknownScenario``.
    """
    saved = scenarios(house, base.basis.day)
    for name in names or ():
        if name not in {one.name for one in saved}:
            listed = ", ".join(f"»{one.name}«" for one in saved) or "ingen endnu"
            raise UnknownScenario(f"Scenariet »{name}« findes ikke; de gemte er {listed}.")
    found, wrong = [], []
    for one in saved:
        if names is not None and one.name not in names:
            continue
        if one.scenario is None:
            wrong.append((one, one.wrong))
            continue
        try:
            found.append((one, worked_out(house, base, one.scenario)))
        except ScenarioError as error:
            wrong.append((one, str(error)))
    return Compared(base, tuple(found), tuple(wrong))


def worked_out(house: House, base: ForecastYears, scenario: Scenario) -> Outcome:
    """What a scenario does to the years of ``base``; raises ``ScenarioError``."""
    of = f"{base.year}/{len(base.years)}/{base.draws}/{base.ahead.basis.model.sets}/{base.seed}"
    key = f"scenario/{house.figures_digest(base.basis)}/{house.engine.name}/{of}/{scenario!r}"
    return house.cache.get(key, lambda: outcome(base.ahead, scenario, draws=base.draws), _size)


def _size(made: Outcome) -> int:
    raw = made.years.raw
    return int(raw.days.nbytes + raw.oere.nbytes + raw.other.nbytes)


def _saved(entry: Entry) -> SavedScenario:
    values = entry.values
    name, note = str(values["name"]), str(values.get("note") or "")
    try:
        read, wrong = Scenario.read({**values["scenario"], "name": name}), ""
    except ScenarioError as error:
        read, wrong = None, str(error)
    return SavedScenario(entry.key, name, note, entry.by, entry.known_from, read, wrong)
