"""Formulas that give no number (divided by 0, the logarithm of 0), and rates by formula that are no shares."""

from __future__ import annotations

from collections.abc import Iterator

from trinvis.cases.case import Case
from trinvis.cases.expression import names
from trinvis.cases.problem import Problem
from trinvis.cases.uses import uses
from trinvis.cases.values import shown
from trinvis.cases.worked import Worked


def check(case: Case) -> Iterator[Problem]:
    """See the file's title."""
    import numpy as np

    worked = Worked(case)
    told: set[str] = set()
    for use in sorted(uses(case), key=lambda one: not one.field.startswith("inputs.")):
        if told & names(use.expression):
            continue
        if not np.isfinite(worked.reached(worked.value(use.expression))).all():
            told.add(use.field.split(".")[1] if use.field.endswith(".formula") else "")
            message = f"{use.what} kan ikke regnes ud"
            yield Problem(
                use.line, use.field, message, "se efter, om der deles med 0 eller tages ln eller sqrt af noget under 0"
            )
    for name, one in case.inputs.items():
        if one.kind not in ("rate", "count", "years") or one.formula is None:
            continue
        values = worked.reached(worked.value(one.formula))
        most = 1 + 1e-9 if one.kind == "rate" else np.inf
        wrong = values[(values < -1e-9) | (values > most)]
        if len(wrong):
            given = f"{shown(float(wrong[0]) * 100)} %" if one.kind == "rate" else shown(float(wrong[0]))
            wanted = "en andel ligger mellem 0 og 100 %" if one.kind == "rate" else "det kan ikke være under 0"
            message = f"Formlen for {name} giver {given}, og {wanted}"
            yield Problem(one.line, f"inputs.{name}.formula", message, "ret formlen eller de tal, den bruger")
