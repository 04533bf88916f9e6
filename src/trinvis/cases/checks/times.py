"""Formulas that go by a time that has no meaning where they stand: how long a person has been there, of those who only now enter."""

from __future__ import annotations

from collections.abc import Iterator

from trinvis.cases.case import Case
from trinvis.cases.expression import STAY
from trinvis.cases.problem import Problem
from trinvis.cases.uses import uses
from trinvis.cases.worked import depends


def check(case: Case) -> Iterator[Problem]:
    """See the file's title."""
    for use in uses(case):
        found = depends(case, use.expression)
        if use.times == "none" and found:
            yield Problem(
                use.line, use.field, f"{use.what} ændrer sig med tiden", "brug et input, der er ét tal (value)"
            )
        elif use.times == "no stay" and STAY in found:
            message = f"{use.what} afhænger af, hvor længe en person har været med"
            yield Problem(
                use.line, use.field, message, "brug aar eller periode, eller et input med by_year eller value"
            )
