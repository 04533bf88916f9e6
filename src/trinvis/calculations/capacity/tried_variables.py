"""Every variable that was tried beside those of a model, and what it did: nothing that was looked at is left unsaid.

The report names five it tried and says that the size of the unexplained variation did not change noticeably (seed 002 lines
6742-6748, 6761-6765); what they gave is not printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trinvis.calculations.capacity.expenditure_model import (
    SIGNIFICANT,
    Coefficient,
    ExpenditureModel,
    expenditure_model,
)
from trinvis.calculations.capacity.refused import CapacityRefused, danish
from trinvis.calculations.capacity.yearly import Unit, Yearly


@dataclass(frozen=True)
class Tried:
    """A variable added to the model alone, on the ``cases`` municipalities that have it.

    ``spread`` is the standard deviation of what is left unexplained (kroner per inhabitant) with it, ``spread_without`` that of
    the model without it on the same municipalities; the same for the adjusted explained shares. ``refused`` says why it could not
    be tried, and the numbers then are None.
    """

    label: str
    cases: int
    coefficient: Coefficient | None
    spread: float | None
    spread_without: float | None
    adjusted_r2: float | None
    adjusted_r2_without: float | None
    refused: str = ""

    @property
    def sentence(self) -> str:
        """What it did, in Danish."""
        if self.coefficient is None or self.spread is None or self.spread_without is None:
            return f"{self.label} kunne ikke prøves: {self.refused}"
        sure = "sikker" if self.coefficient.chance < SIGNIFICANT else "ikke sikker"
        change = 100 * (self.spread / self.spread_without - 1)
        return (
            f"{self.label}: {sure} sammenhæng ({self.cases} kommuner); den uforklarede spredning går fra "
            f"{danish(self.spread_without)} til {danish(self.spread)} kr. pr. indbygger ({danish(change, 1)} %)."
        )


@dataclass(frozen=True)
class TriedLog:
    """The model's own variables, and all that were tried beside them, in the order they were tried in."""

    model: str
    standing: tuple[str, ...]
    tried: tuple[Tried, ...]

    @property
    def by_chance(self) -> float:
        """How many of all these variables would come out as sure at 95 % if none of them meant anything."""
        return SIGNIFICANT * (len(self.standing) + sum(one.coefficient is not None for one in self.tried))

    @property
    def sentences(self) -> tuple[str, ...]:
        """The log in Danish, with what chance alone would give first."""
        count = len(self.standing) + len(self.tried)
        first = (
            f"{count} variabler er set efter i {self.model}; betød ingen af dem noget, ville {danish(self.by_chance, 1)} alligevel "
            "se sikre ud på 95 %-niveau."
        )
        return (first, *(one.sentence for one in self.tried))


def tried_variables(
    model: ExpenditureModel, units: Sequence[Unit], spending: Yearly, candidates: Sequence[Yearly]
) -> TriedLog:
    """Adds each candidate to the model alone; ``units`` and ``spending`` are those that the model was made of."""
    return TriedLog(
        model.name,
        tuple(one.label for one in model.variables),
        tuple(_tried(model, units, spending, one) for one in candidates),
    )


def _tried(model: ExpenditureModel, units: Sequence[Unit], spending: Yearly, candidate: Yearly) -> Tried:
    variables = [*model.variables, candidate]
    try:
        wider = expenditure_model(model.name, units, spending, variables, model.years, model.level, model.weights)
        same = expenditure_model(
            model.name, wider.units, spending, model.variables, model.years, model.level, model.weights
        )
    except CapacityRefused as error:
        known = sum(candidate.mean(unit.code, model.years) is not None for unit in model.units)
        return Tried(candidate.label, known, None, None, None, None, None, str(error))
    return Tried(
        candidate.label, wider.cases, wider.coefficients[-1], wider.fit.spread, same.fit.spread, wider.adjusted_r2, same.adjusted_r2
    )  # fmt: skip
