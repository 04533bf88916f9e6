"""Values that cannot be: shares outside 0 to 1, counts and years below 0, more persons than there can be, what is no number."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from trinvis.cases.case import Case, Input
from trinvis.cases.problem import Problem
from trinvis.cases.values import shown

MOST_PERSONS = 10_000_000
"""Persons in a group in a year, and the largest count."""


def check(case: Case) -> Iterator[Problem]:
    """See the file's title."""
    for name, one in case.inputs.items():
        for key, value in _values(one):
            wrong = outside(one, value)
            if wrong:
                yield Problem(one.line, f"inputs.{name}.{key}", *wrong)
    for year, value in case.price_index.items():
        if not isfinite(value) or value <= 0:
            yield Problem(
                0, f"price_index.years.{year}", f"Prisindekset i {year} er {shown(value)}", "skriv et tal over 0"
            )


def _values(one: Input) -> Iterator[tuple[str, float]]:
    if one.value is not None:
        yield "value", one.value
    rows = (("by_year", one.by_year), ("by_stay", one.by_stay), ("growth_by_year", one.growth_by_year))
    for key, row in rows:
        for value in row or ():
            yield key, value


def outside(one: Input, value: float) -> tuple[str, str] | None:
    """What is wrong with a value of an input, and the remedy; None for nothing."""
    if not isfinite(value):
        return f"{one.name} er ikke et tal, der kan regnes med", "skriv et tal"
    if one.growth_by_year is not None:
        return (f"Væksten {shown(100 * value)} % er under -100 %", "skriv et større tal") if value < -1 else None
    if one.kind == "rate" and not 0 <= value <= 1:
        said = f"{one.name} er {shown(100 * value)} %, og en andel ligger mellem 0 og 100 %"
        return said, _smaller(value)
    if one.kind in ("count", "years") and value < 0:
        return f"{one.name} er {shown(value)}", "skriv et tal, der er 0 eller over"
    if one.kind == "count" and value > MOST_PERSONS:
        return too_many(one.name, value)
    return None


def too_many(what: str, value: float) -> tuple[str, str]:
    """That there are more than any case can have, and the remedy."""
    return f"{what} er {shown(value)}", "højst 10 mio. personer pr. gruppe og år kan regnes med; ret tallet"


def _smaller(value: float) -> str:
    return (
        f"skriv {shown(value)} %, hvis det er procent" if 2 <= value <= 100 else "ret tallet, eller vælg en anden kind"
    )
