"""Amounts in the prices of other years: the index must have the year that they are in, and the case's own."""

from __future__ import annotations

from collections.abc import Iterator

from trinvis.cases.case import Case
from trinvis.cases.problem import Problem


def check(case: Case) -> Iterator[Problem]:
    """See the file's title."""
    for name, one in case.inputs.items():
        if one.kind != "amount" or one.formula is not None or one.price_level in (None, case.price_level):
            continue
        lacking = [str(year) for year in (one.price_level, case.price_level) if year not in case.price_index]
        if lacking:
            message = f"{name} er i {one.price_level}-priser og casen i {case.price_level}, men prisindekset mangler {' og '.join(lacking)}"
            remedy = f"skriv indekset for {' og '.join(lacking)} under price_index: years, eller regn beløbet om"
            yield Problem(one.line, f"inputs.{name}.price_level", message, remedy)
