"""A business case as a model that can be run: once at its base values, or over many values of its inputs at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trinvis.calculations.investment.discounting import official_rates
from trinvis.calculations.investment.ledger import FullLedger, empty, run_of
from trinvis.calculations.investment.moment import Moment, surveyed
from trinvis.calculations.investment.plan import Plan, planned
from trinvis.calculations.investment.refused import CaseRefused, Faults, Outside
from trinvis.calculations.investment.run import Run
from trinvis.calculations.investment.walk import Ledger, Mover, expected, walked
from trinvis.cases.case import Case
from trinvis.parameters import Parameters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Model:
    """A case ready to be run, read as ``reading`` says. ``case`` has the reading's inputs in place."""

    case: Case
    reading: str
    plan: Plan

    @property
    def uncertain(self) -> tuple[str, ...]:
        """The inputs that have a distribution other than a fixed number, in the order of the case."""
        inputs = self.case.inputs.values()
        return tuple(one.name for one in inputs if one.distribution is not None and one.distribution.form != "fixed")

    def run(self, values: Mapping[str, float | Floats] | None = None, *, keep_persons: bool = True) -> Run:
        """The case calculated at its base values, with ``values`` in the place of those inputs.

        Values are of inputs that are one number each (also formulas), at the input's own price level; arrays are one
        value per draw, all of the same length. Raises ``CaseRefused``, among others where a chance falls outside 0 to
        1, with how many draws do.
        """
        given, draws = self.given(values or {})
        arrays = empty(self.plan, draws, keep_persons=keep_persons)
        ledger = FullLedger(self.plan, arrays)
        try:
            walk(self.plan, given, draws, ledger, expected(self.plan))
        except Outside:
            raise faults(self.plan, [(given, draws)]).said(draws) from None
        return run_of(self.plan, arrays)

    def given(self, values: Mapping[str, float | Floats]) -> tuple[dict[str, Floats], int]:
        """Values of inputs as arrays, and how many draws they are of; raises ``CaseRefused`` for what is no input of one number."""
        import numpy as np

        unknown = [name for name in values if name not in self.plan.numbers]
        if unknown:
            raise CaseRefused(f"»{unknown[0]}« er ikke et input med ét tal og kan ikke sættes; vælg et, der er.")
        given = {name: np.asarray(value, dtype=np.float64) for name, value in values.items()}
        lengths = {len(value) for value in given.values() if value.ndim}
        if len(lengths) > 1:
            raise CaseRefused("Inputtenes trækninger er ikke lige mange; giv dem samme længde.")
        return given, lengths.pop() if lengths else 1


def model(case: Case, reading: str = "", rates: Parameters | None = None) -> Model:
    """A case made ready to run; ``reading`` is the name of one of its readings, "" for the case as it stands.

    ``rates`` are the parameters that Finansministeriet's discount rate is taken from where the case asks for it (None: as
    shipped). Raises ``CaseRefused`` where the case cannot be calculated.
    """
    read = _read(case, reading)
    asked = read.discount
    official = None
    if asked.as_of is not None and asked.rate is None:
        official = official_rates(rates or Parameters.shipped(), asked.as_of)
    return Model(read, reading, planned(read, official))


def _read(case: Case, reading: str) -> Case:
    if not reading:
        return case
    for one in case.readings:
        if one.name == reading:
            return replace(case, inputs={**case.inputs, **one.inputs})
    known = ", ".join(one.name for one in case.readings) or "ingen"
    raise CaseRefused(f"Casen har ingen læsning »{reading}« (den har: {known}); vælg en af dem.")


def walk(plan: Plan, inputs: Mapping[str, Floats], draws: int, ledger: Ledger, mover: Mover) -> None:
    """One stretch of draws through all periods; raises ``Outside`` where a value breaks a rule."""
    import numpy as np

    with np.errstate(all="ignore"):
        walked(plan, Moment(inputs, draws, plan.case.periods_a_year), ledger, mover)


def faults(plan: Plan, stretches: list[tuple[Mapping[str, Floats], int]]) -> Faults:
    """What is wrong with the values of stretches of draws, and in how many draws."""
    import numpy as np

    found = Faults()
    for inputs, draws in stretches:
        survey = surveyed(draws, found)
        arrays = empty(plan, draws, keep_persons=False)
        with np.errstate(all="ignore"):
            moment = Moment(inputs, draws, plan.case.periods_a_year, survey)
            walked(plan, moment, FullLedger(plan, arrays), expected(plan))
        found.draws += int(survey.broken.sum())
    return found
