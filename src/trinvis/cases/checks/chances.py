"""Chances of moving: each between 0 and 1, and those out of the same state together at most 1."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from trinvis.cases.case import Case, Group, Transition
from trinvis.cases.problem import Problem
from trinvis.cases.values import shown
from trinvis.cases.worked import Worked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SLACK = 1e-9


def check(case: Case) -> Iterator[Problem]:
    """See the file's title."""
    worked = Worked(case)
    found = False
    for number, one in enumerate(case.transitions, 1):
        values = worked.reached(worked.value(one.chance))
        wrong = values[(values < -SLACK) | (values > 1 + SLACK)]
        if len(wrong):
            found = True
            message = f"Chancen for at gå fra {one.source} til {one.target} er {shown(100 * float(wrong[0]))} %"
            yield Problem(
                one.line, f"transitions.{number}.chance", message, "ret den; en chance ligger mellem 0 og 100 %"
            )
    if not found:
        yield from _sums(case, worked)


def _sums(case: Case, worked: Worked) -> Iterator[Problem]:
    """Chances out of one state, for each alternative and group, said once for each state."""
    for source in dict.fromkeys(one.source for one in case.transitions):
        ways = [(number, one) for number, one in enumerate(case.transitions, 1) if one.source == source]
        asked: set[tuple[int, ...]] = set()
        for alternative, group in ((a.name, g) for a in case.alternatives for g in case.groups):
            out = [(number, one) for number, one in ways if _holds(one, alternative, group)]
            together = tuple(number for number, _ in out)
            if len(out) < 2 or together in asked:
                continue
            asked.add(together)
            total = reduce(add, (_per_period(case, worked, one) for _, one in out))
            most = float(worked.reached(total).max())
            if most > 1 + SLACK:
                said = f"giver tilsammen {shown(round(100 * most, 6))} % i {alternative}"
                message = f"Chancerne for at forlade {source} {said}"
                at = f"transitions.{together[-1]}.chance"
                yield Problem(out[-1][1].line, at, message, "ret dem, så de højst giver 100 %")
                break


def _holds(one: Transition, alternative: str, group: Group) -> bool:
    return (not one.alternatives or alternative in one.alternatives) and (not one.groups or group.name in one.groups)


def _per_period(case: Case, worked: Worked, one: Transition) -> Floats:
    chance = worked.value(one.chance)
    if one.per == "year" and case.periods_a_year > 1:
        return 1 - (1 - chance.clip(0, 1)) ** (1 / case.periods_a_year)
    return chance
