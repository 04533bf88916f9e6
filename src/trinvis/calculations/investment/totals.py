"""The ledger of a simulation that keeps only what answers need of each draw: totals by payer, and the net gain by year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from trinvis.calculations.investment.cohorts import Cohorts
from trinvis.calculations.investment.evaluate import Node
from trinvis.calculations.investment.moment import Moment
from trinvis.calculations.investment.money import LinePlan
from trinvis.calculations.investment.plan import Plan

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Pot = tuple[Node, tuple[tuple[int, Node], ...]]
"""Lines that are discounted alike and shared alike are added up before they are either."""


def empty_totals(plan: Plan, draws: int) -> dict[str, Floats]:
    """The arrays of a ``Simulated`` of so many draws."""
    import numpy as np

    case = plan.case
    alternatives = len(case.alternatives)
    return {
        "payer_cost": np.zeros((alternatives, len(plan.payers), draws)),
        "cost": np.zeros((alternatives, draws)),
        "effect": np.zeros((alternatives, len(plan.effects), draws)),
        "net": np.zeros((case.horizon, draws)),
        "net_undiscounted": np.zeros((case.horizon, draws)),
    }


class TotalsLedger:
    """Writes a stretch of draws into ``arrays``; the net gain is that of the alternative ``chosen`` against the first."""

    def __init__(self, plan: Plan, arrays: Mapping[str, Floats], chosen: int) -> None:
        self._plan, self._arrays = plan, arrays
        self._signs = {0: 1, chosen: -1} if chosen else {}
        self._pots: tuple[dict[Pot, Floats], ...] = tuple({} for _ in plan.case.alternatives)

    def period(self, moment: Moment) -> None:
        """A new period begins."""
        self._moment, self._year = moment, moment.year - 1

    def money(self, alternative: int, line: LinePlan, amount: Floats) -> None:
        """Adds kroner to those that are shared and discounted alike."""
        pots, pot = self._pots[alternative], (line.discount, line.shares)
        before = pots.get(pot)
        pots[pot] = amount if before is None else before + amount

    def effect(self, alternative: int, line: LinePlan, amount: Floats) -> None:
        """Adds discounted units of an effect."""
        self._arrays["effect"][alternative, line.index] += amount * self._moment.at(line.discount)

    def group(self, alternative: int, group: Cohorts) -> None:
        """Persons and moves are not kept."""

    def end(self, alternative: int) -> None:
        """The period of an alternative is over: its kroner are shared."""
        arrays, sign = self._arrays, self._signs.get(alternative, 0)
        for (discount, shares), amount in self._pots[alternative].items():
            discounted = amount * self._moment.at(discount)
            ours: Floats | None = None
            for payer, node in shares:
                share = self._moment.at(node)
                arrays["payer_cost"][alternative, payer] += discounted * share
                if payer in self._plan.perspective:
                    ours = share if ours is None else ours + share
            if ours is not None:
                arrays["cost"][alternative] += discounted * ours
                if sign:
                    arrays["net"][self._year] += discounted * (sign * ours)
                    arrays["net_undiscounted"][self._year] += amount * (sign * ours)
        self._pots[alternative].clear()
