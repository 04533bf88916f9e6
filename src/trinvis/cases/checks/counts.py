"""How many come, and for how long: none below 0, and no more than can be counted with."""

from __future__ import annotations

from collections.abc import Iterator

from trinvis.cases.case import Case
from trinvis.cases.checks.bounds import MOST_PERSONS, too_many
from trinvis.cases.problem import Problem
from trinvis.cases.uses import uses
from trinvis.cases.values import shown
from trinvis.cases.worked import Worked


def check(case: Case) -> Iterator[Problem]:
    """See the file's title."""
    worked = Worked(case)
    for use in uses(case):
        at = use.field.split(".")
        if at[0] != "groups" or at[2] not in ("enters", "stock", "duration"):
            continue
        values = worked.reached(worked.value(use.expression))
        low, high = float(values.min()), float(values.max())
        what = use.what.rstrip(",")
        if low < 0:
            yield Problem(use.line, use.field, f"{what} er {shown(low)}", "ret tallet; det kan ikke være under 0")
        if at[2] != "duration" and high > MOST_PERSONS:
            yield Problem(use.line, use.field, *too_many(what, high))
