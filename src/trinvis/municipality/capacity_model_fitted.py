"""The two models of an area's spending: on background alone, and with what the municipality can influence itself."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.expenditure_model import Expected, ExpenditureModel, expenditure_model, table_of
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.tried_variables import TriedLog, tried_variables
from trinvis.calculations.capacity.yearly import Yearly
from trinvis.municipality.capacity_model_inputs import Input, Inputs, chosen, inputs

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

MODELS_BYTES = 3_000_000
"""What the models of an analysis are taken to weigh in the cache."""

NAMES = {"background": "baggrundsmodellen", "full": "hele modellen"}
"""What each model is called in sentences."""


@dataclass(frozen=True, eq=False)
class Models:
    """``full`` is None where it could not be made, and ``missing`` says why; ``tried`` are those looked at beside background."""

    inputs: Inputs
    background: ExpenditureModel
    full: ExpenditureModel | None
    missing: str
    tried: TriedLog

    @property
    def made(self) -> dict[str, ExpenditureModel]:
        """Those that were made, by key."""
        return {"background": self.background} | ({} if self.full is None else {"full": self.full})

    def stands_in(self, key: str) -> tuple[Input, ...]:
        """The variables of a model, in its order."""
        return tuple(self.inputs.of(one) for one in self.made[key].variables)

    def rows(self, key: str) -> tuple[Expected, ...]:
        """What every municipality of the model is expected to spend, and ours where it is outside of the country."""
        ours = self._outside(key)
        return self.made[key].rows if ours is None else (*self.made[key].rows, ours)

    def _outside(self, key: str) -> Expected | None:
        unit, model = self.inputs.outside, self.made[key]
        if unit is None:
            return None
        actual = self.inputs.spending.yearly.mean(unit.code, self.inputs.years)
        if actual is None or any(one.mean(unit.code, model.years) is None for one in model.variables):
            return None
        conditions = table_of([unit], model.variables, model.years)
        level, alone = model.fit.expect(conditions, model.level), model.fit.predict(conditions, model.level)
        expected, low, high, least, most = (
            float(one[0]) for one in (level.expected, level.low, level.high, alone.low, alone.high)
        )
        return Expected(unit, actual, expected, low, high, actual - expected, expected, least, most, nan, nan, nan)

    @property
    def placed(self) -> Input | None:
        """The placement frequency, when the full model has it."""
        return None if self.full is None else self.inputs.placed


def models(made: Capacity) -> Models:
    """Both models of an analysis, kept in the cache. Raises ``CapacityRefused`` where there is nothing to model by."""
    house = made.facts.house
    key = f"capacity/models/{house.figures_digest(made.basis)}/{house.engine.name}/{made.asked!r}"
    return house.cache.get(key, lambda: _models(made), lambda _: MODELS_BYTES)


def _models(made: Capacity) -> Models:
    given = inputs(made)
    standing = chosen(given.background, made.asked.variables)
    if not standing:
        raise CapacityRefused(
            "Der er ingen baggrundstal at regne det forventede efter: hent dem ind, fx trinvis import DIR FIL --source figures."
        )
    weights = _inhabitants(made) if made.asked.weighted else None
    background = _fitted("background", given, standing, weights)
    full, missing = None, "; ".join(given.missing)
    if given.influenceable:
        try:
            full = _fitted("full", given, (*standing, *given.influenceable), weights)
        except CapacityRefused as error:
            missing = str(error)
    others = [one for one in (*given.background, *given.influenceable) if one not in standing]
    tried = tried_variables(background, given.units, given.spending.yearly, [one.yearly for one in others])
    return Models(given, background, full, missing, tried)


def _fitted(key: str, given: Inputs, variables: tuple[Input, ...], weights: Yearly | None) -> ExpenditureModel:
    return expenditure_model(
        NAMES[key], given.units, given.spending.yearly, [one.yearly for one in variables], given.years, weights=weights
    )


def _inhabitants(made: Capacity) -> Yearly:
    """What a municipality weighs: the ages that spending is counted per."""
    values: dict[int, dict[int, float | None]] = {}
    for (code, year), persons in made.facts.population(made.band).items():
        values.setdefault(code, {})[year] = float(persons)
    return Yearly("inhabitants", "Indbyggere i aldersgruppen", values, "personer")
