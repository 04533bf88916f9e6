"""The ledger of a calculation that keeps every line, payer, year and draw: what a ``Run`` is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from trinvis.calculations.investment.cohorts import Cohorts
from trinvis.calculations.investment.moment import Moment
from trinvis.calculations.investment.money import LinePlan
from trinvis.calculations.investment.plan import Plan
from trinvis.calculations.investment.refused import CaseRefused
from trinvis.calculations.investment.run import Run

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def empty(plan: Plan, draws: int, *, keep_persons: bool) -> dict[str, Floats]:
    """The arrays of a ``Run`` of so many draws, and of its inputs as (input, draw); persons and moves of no period where not kept."""
    import numpy as np

    case = plan.case
    alternatives, years, periods = len(case.alternatives), case.horizon, case.periods if keep_persons else 0
    shapes = {
        "cost": (len(plan.money), years),
        "discounted": (len(plan.money), years),
        "payer_cost": (len(plan.payers), years),
        "payer_discounted": (len(plan.payers), years),
        "effect": (len(plan.effects), years),
        "effect_discounted": (len(plan.effects), years),
        "persons": (len(case.states), periods),
        "moves": (len(case.transitions), periods),
    }
    made = {name: np.zeros((alternatives, *shape, draws)) for name, shape in shapes.items()}
    if draws == 1:
        made["paid"] = np.zeros((alternatives, len(plan.money), len(plan.payers), years, 1))
    return made | {"inputs": np.zeros((len(plan.numbers), draws))}


class FullLedger:
    """Writes a stretch of draws into ``arrays`` (those of ``empty``, or views of them)."""

    def __init__(self, plan: Plan, arrays: Mapping[str, Floats]) -> None:
        self._plan, self._arrays = plan, arrays

    def period(self, moment: Moment) -> None:
        """A new period begins; the inputs are written in the first."""
        self._moment, self._year = moment, moment.year - 1
        if moment.period == 1:
            for row, (name, node) in enumerate(self._plan.numbers.items()):
                value = self._plan.case.inputs[name].value
                given = moment.at(node) if value is None else moment.inputs.get(name, value)
                self._arrays["inputs"][row] = given

    def money(self, alternative: int, line: LinePlan, amount: Floats) -> None:
        """Adds kroner of a line, and each payer's share of them."""
        moment, year, arrays = self._moment, self._year, self._arrays
        discounted = amount * moment.at(line.discount)
        arrays["cost"][alternative, line.index, year] += amount
        arrays["discounted"][alternative, line.index, year] += discounted
        for payer, node in line.shares:
            share = moment.at(node)
            arrays["payer_cost"][alternative, payer, year] += amount * share
            arrays["payer_discounted"][alternative, payer, year] += discounted * share
            if "paid" in arrays:
                arrays["paid"][alternative, line.index, payer, year] += amount * share

    def effect(self, alternative: int, line: LinePlan, amount: Floats) -> None:
        """Adds units of an effect."""
        self._arrays["effect"][alternative, line.index, self._year] += amount
        self._arrays["effect_discounted"][alternative, line.index, self._year] += amount * self._moment.at(
            line.discount
        )

    def group(self, alternative: int, group: Cohorts) -> None:
        """Adds persons and moves of a group, where they are kept."""
        persons, moves, period = self._arrays["persons"], self._arrays["moves"], self._moment.period - 1
        if not persons.shape[2] and not moves.shape[2]:
            return
        for state in range(persons.shape[1]):
            counted = group.counted(state)
            if counted is not None:
                persons[alternative, state, period] += counted
        for place, move in enumerate(group.way.moves):
            moved = group.moved(place)
            if moved is not None:
                moves[alternative, move.index, period] += moved

    def end(self, alternative: int) -> None:
        """Everything has been written already."""


def run_of(plan: Plan, arrays: Mapping[str, Floats]) -> Run:
    """The ``Run`` of filled arrays; raises ``CaseRefused`` where a line or an effect is no number."""
    import numpy as np

    case = plan.case
    for name, lines in (("discounted", case.money), ("effect_discounted", case.effects)):
        wrong = ~np.isfinite(arrays[name]).all(axis=(0, 2, 3))
        if wrong.any():
            label = lines[int(wrong.argmax())].label
            raise CaseRefused(
                f"»{label}« giver ikke et tal; se efter division med 0 eller roden af et negativt tal i formlerne."
            )
    return Run(
        alternatives=tuple(one.name for one in case.alternatives),
        lines=tuple(one.name for one in case.money),
        payers=plan.payers,
        effects=tuple(one.name for one in case.effects),
        states=tuple(one.name for one in case.states),
        years=case.horizon,
        start_year=case.start_year,
        perspective=tuple(plan.payers[one] for one in plan.perspective),
        cost=arrays["cost"],
        discounted=arrays["discounted"],
        payer_cost=arrays["payer_cost"],
        payer_discounted=arrays["payer_discounted"],
        effect=arrays["effect"],
        effect_discounted=arrays["effect_discounted"],
        persons=arrays["persons"],
        moves=arrays["moves"],
        inputs=dict(zip(plan.numbers, arrays["inputs"], strict=True)),
        paid=arrays.get("paid"),
    )
