"""Formulas that go in a circle: an input that in the end is made from itself."""

from __future__ import annotations

from collections.abc import Iterator

from trinvis.cases.case import Case
from trinvis.cases.expression import names
from trinvis.cases.problem import Problem


def check(case: Case) -> Iterator[Problem]:
    """See the file's title. Every circle is named once, from the input in it that the file has first."""
    made_of = {
        name: sorted(names(one.formula) & set(case.inputs)) if one.formula is not None else []
        for name, one in case.inputs.items()
    }
    done: set[str] = set()
    for name in case.inputs:
        circle = _circle(name, made_of, done)
        if circle:
            first = case.inputs[circle[0]]
            message = f"Formlerne går i ring: {' → '.join((*circle, circle[0]))}"
            yield Problem(first.line, f"inputs.{circle[0]}.formula", message, "giv et af inputtene et tal (value)")


def _circle(start: str, made_of: dict[str, list[str]], done: set[str]) -> tuple[str, ...]:
    """The first circle that is met from an input; what has been gone through is put in ``done``. Walks with a list of its own:
    a case may have thousands of inputs in a row."""
    way: list[str] = []
    left: list[tuple[str, bool]] = [(start, False)]
    while left:
        name, leaving = left.pop()
        if leaving:
            way.pop()
            done.add(name)
        elif name in way:
            done.update(way)
            return tuple(way[way.index(name) :])
        elif name not in done:
            way.append(name)
            left.append((name, True))
            left += [(one, False) for one in reversed(made_of[name])]
    return ()
