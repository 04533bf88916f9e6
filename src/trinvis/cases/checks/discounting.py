"""How the case is discounted: one rate, and one that can be meant."""

from __future__ import annotations

from collections.abc import Iterator

from trinvis.cases.case import Case
from trinvis.cases.problem import Problem
from trinvis.cases.values import shown
from trinvis.cases.worked import Worked

LOWEST, HIGHEST = -0.05, 0.20


def check(case: Case) -> Iterator[Problem]:
    """See the file's title."""
    asked = case.discount
    if asked.rate is None and asked.as_of is None:
        yield Problem(asked.line, "discount", "Renten mangler", "skriv rate: 4 %, eller finansministeriet: og en dato")
    if asked.rate is not None and asked.as_of is not None:
        yield Problem(asked.line, "discount", "Renten er sagt på to måder", "behold rate eller finansministeriet")
    if asked.rate is None and asked.continuous:
        remedy = "skriv rate, eller slet continuous"
        yield Problem(asked.line, "discount.continuous", "Finansministeriets rente tilskrives år for år", remedy)
    for key, rate in (("rate", asked.rate), ("effects", asked.effects)):
        if rate is None:
            continue
        value = float(Worked(case).value(rate).flat[0])
        if not LOWEST <= value <= HIGHEST:
            message = f"Renten er {shown(100 * value)} % om året"
            remedy = f"skriv en rente fra {shown(100 * LOWEST)} til {shown(100 * HIGHEST)} %"
            yield Problem(asked.line, f"discount.{key}", message, remedy)
