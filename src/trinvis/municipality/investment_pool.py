"""Which cases an investment pool should pay for, and in what order money beyond it does most good."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from trinvis.municipality.investment_calculated import CannotAsk
from trinvis.municipality.investment_uncertain import DRAWS, SEED, simulated

if TYPE_CHECKING:
    from trinvis.calculations.investment.portfolio import Bounds, Candidate, Choice, NextKrone, Weighing
    from trinvis.municipality.house import House
    from trinvis.municipality.investment import Calculated

Chance = Callable[["Calculated", str], "float | None"]
"""The chance of profit of an alternative of a case; None where there is none."""
OF = "/"
"""Between case and alternative in a candidate's name, where the case has several alternatives."""


@dataclass(frozen=True, eq=False)
class Asked:
    """One alternative of a case that asks the pool for money. ``outside`` is what the effort costs the municipality in years that the
    pool does not reach, in kroner."""

    made: Calculated
    alternative: str
    candidate: Candidate
    outside: float


@dataclass(frozen=True, eq=False)
class Portfolio:
    """The best choice within a pool of ``pool`` kroner in each year from ``start_year`` (None: each case's own first year), and every
    pool at which it changes.

    ``asked`` are the candidates by name, alternatives of one case shutting each other out.
    """

    start_year: int | None
    pool: tuple[float, ...]
    weighing: Weighing
    asked: Mapping[str, Asked]
    choice: Choice
    next_krone: NextKrone


def portfolio(
    cases: Sequence[Calculated],
    pool: Sequence[float],
    *,
    start_year: int | None = None,
    bounds: Bounds | None = None,
    weighing: Weighing = "gain",
    draws: int = DRAWS,
    seed: int = SEED,
    chance: Chance | None = None,
) -> Portfolio:
    """The choice among ``cases`` that gains the most within ``pool``, kroner by year: the first is ``start_year``, or without one each
    case's own first year. A pool pays the own municipality's part of what the effort costs.

    Each case is drawn ``draws`` times for its chance of profit, or ``chance`` knows it; ``weighing`` *chance* lets that weigh. Raises ``CannotAsk``, also
    for a case that runs in none of the pool's years.
    """
    from trinvis.calculations.investment.portfolio import Bounds, best_choice, next_best_krone

    if not cases or not pool:
        raise CannotAsk("En portefølje kræver mindst én case og et beløb for hvert af puljens år.")
    names = [one.case.name for one in cases]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise CannotAsk(f"Casen »{min(twice)}« er med to gange; giv hver case én gang.")
    if any(money < 0 for money in pool):
        raise CannotAsk("Puljen kan ikke være under 0 kr.")
    known = chance or (
        lambda made, alternative: simulated(made, alternative, draws=draws, seed=seed).answers.profit.value
    )
    asked = {one.candidate.name: one for made in cases for one in _candidates(made, start_year, len(pool), known)}
    for name in (bounds or Bounds()).must - asked.keys():
        raise CannotAsk(f"Porteføljen har ingen case, der hedder »{name}«; den har {', '.join(asked)}.")
    kept = _with_alternatives(bounds or Bounds(), asked)
    candidates = [one.candidate for one in asked.values()]
    profile = pool if any(pool) else [1.0] * len(pool)
    return Portfolio(
        start_year,
        tuple(pool),
        weighing,
        asked,
        best_choice(candidates, pool, kept, weighing=weighing),
        next_best_krone(candidates, profile, kept, weighing=weighing),
    )


def pool_known(house: House, as_of: date, name: str = "") -> tuple[str, int, tuple[float, ...]]:
    """A pool of the journal (empty: the only one): its name, first year, and kroner by year; 0 in years that nobody wrote.

    Raises ``CannotAsk`` when there is none of that name, or several and none was named.
    """
    found: dict[str, dict[int, float]] = {}
    for entry in house.journal.entries("investment_pool", as_of=as_of):
        found.setdefault(entry.values["pool"], {})[int(entry.values["year"])] = entry.values["amount_oere"] / 100
    if name and name not in found:
        raise CannotAsk(
            f"Der er ingen investeringspulje, der hedder »{name}«; der er {', '.join(found) or 'ingen endnu'}."
        )
    if not name and len(found) != 1:
        there = f"vælg en af {', '.join(sorted(found))}" if found else "skriv den først"
        raise CannotAsk(f"Der er {len(found) or 'ingen'} investeringspuljer; {there}.")
    chosen = name or next(iter(found))
    years = found[chosen]
    return chosen, min(years), tuple(years.get(year, 0.0) for year in range(min(years), max(years) + 1))


def _candidates(made: Calculated, start_year: int | None, years: int, chance: Chance) -> list[Asked]:
    from trinvis.calculations.investment.portfolio import Candidate

    case = made.case
    first = 0 if start_year is None else case.start_year - start_year
    if first >= years or first + case.horizon <= 0:
        raise CannotAsk(
            f"»{case.title}« begynder i {case.start_year} og løber ikke i puljens år fra {start_year}; udelad den, eller ret dens start."
        )
    own = {payer.name for payer in case.payers if payer.kind == "municipality"}
    found = []
    for alternative in made.others:
        name = case.name if len(made.others) == 1 else f"{case.name}{OF}{alternative}"
        lines = [line for line in made.effort[alternative].lines if line.payer in own or not own]
        by_year = [sum(line.by_year[year] for line in lines) for year in range(case.horizon)]
        money = [max(by_year[at - first], 0.0) if 0 <= at - first < case.horizon else 0.0 for at in range(years)]
        outside = sum(amount for year, amount in enumerate(by_year) if not 0 <= year + first < years)
        gain = made.answers(alternative).net_present_value
        likely = chance(made, alternative) or 0.0
        found.append(Asked(made, alternative, Candidate(name, tuple(money), gain, likely), outside))
    return found


def _with_alternatives(bounds: Bounds, asked: Mapping[str, Asked]) -> Bounds:
    """Of the alternatives of one case at most one is chosen."""
    of_case: dict[str, set[str]] = {}
    for name, one in asked.items():
        of_case.setdefault(one.made.case.name, set()).add(name)
    own = tuple(frozenset(names) for names in of_case.values() if len(names) > 1)
    return replace(bounds, exclusive=(*bounds.exclusive, *own))
