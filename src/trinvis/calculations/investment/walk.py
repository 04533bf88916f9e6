"""Goes through a planned case period by period, and hands what falls in each to a ledger."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING, Protocol

from trinvis.calculations.investment.cohorts import Cohorts
from trinvis.calculations.investment.moment import Moment
from trinvis.calculations.investment.money import LinePlan
from trinvis.calculations.investment.plan import GroupPlan, Plan

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Mover = Callable[[GroupPlan, int, int], Cohorts]
"""Makes a group, of an alternative and for so many draws, that can be moved through the periods."""


class Ledger(Protocol):
    """What is told of each period. Values are () or (draw,)."""

    def period(self, moment: Moment) -> None:
        """A new period begins."""

    def money(self, alternative: int, line: LinePlan, amount: Floats) -> None:
        """Kroner of a line in the period."""

    def effect(self, alternative: int, line: LinePlan, amount: Floats) -> None:
        """Units of an effect in the period."""

    def group(self, alternative: int, group: Cohorts) -> None:
        """A group has gone through the period."""

    def end(self, alternative: int) -> None:
        """All of an alternative's period has been told."""


def expected(plan: Plan) -> Mover:
    """Groups by expected numbers."""
    case = plan.case
    return lambda group, alternative, draws: Cohorts(
        group, alternative, len(case.states), case.periods, case.counting, draws
    )


def walked(plan: Plan, moment: Moment, ledger: Ledger, mover: Mover) -> None:
    """All periods of all alternatives; raises ``Outside`` where a rule is broken and the moment has no survey."""
    moment.limit(_reach(plan, moment))
    walks = [
        [mover(group, i, moment.draws) for group in plan.groups if group.ways[i].start]
        for i in range(len(plan.case.alternatives))
    ]
    for period in range(1, plan.case.periods + 1):
        moment.to(period)
        for check in plan.checks:
            moment.at(check)
        ledger.period(moment)
        for i, groups in enumerate(walks):
            for group in groups:
                group.step(moment)
                ledger.group(i, group)
            for line in plan.money:
                amount = _amount(line, i, groups, moment)
                if amount is not None:
                    ledger.money(i, line, amount)
            for line in plan.effects:
                amount = _amount(line, i, groups, moment)
                if amount is not None:
                    ledger.effect(i, line, amount)
            ledger.end(i)


def _reach(plan: Plan, moment: Moment) -> int:
    """The longest stay in periods."""
    longest = 0.0
    for group in plan.groups:
        if group.duration is None:
            return plan.case.periods
        longest = max(longest, float(moment.at(group.duration).max()) * moment.periods_a_year)
    return ceil(min(longest, plan.case.periods))


def _amount(line: LinePlan, alternative: int, groups: list[Cohorts], moment: Moment) -> Floats | None:
    """What a line comes to in the period; None for nothing."""
    if not line.on[alternative] or moment.period not in line.periods:
        return None
    if line.what.kind in ("year", "once"):
        return moment.at(line.factor)
    parts = [part for group in groups if group.plan.index in line.groups for part in _parts(line, group, moment)]
    if not parts:
        return None
    whole = sum(parts[1:], parts[0])
    return whole if line.by_stay else whole * moment.at(line.factor)


def _parts(line: LinePlan, group: Cohorts, moment: Moment) -> list[Floats]:
    """The persons of a group that a line counts; with ``by_stay`` what they come to."""
    if line.what.kind == "entry":
        return [] if group.entering is None else [group.entering]
    moves = [place for place, move in enumerate(group.way.moves) if move.index in line.moves]
    if not line.by_stay:
        found = [group.counted(line.state)] if line.what.kind == "state" else [group.moved(place) for place in moves]
        return [one for one in found if one is not None]
    spread = [group.spread(line.state)] if line.what.kind == "state" else [group.moved_spread(place) for place in moves]
    there = [one for one in spread if one is not None]
    if there:
        group.look(moment)
    return [(one * moment.at(line.factor)).sum(axis=0) for one in there]
