"""Names that nothing has: states, alternatives, groups, payers and inputs, in fields and in formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from trinvis.cases.case import Case, Effect, Money
from trinvis.cases.expression import TIMES, names
from trinvis.cases.problem import Problem
from trinvis.cases.uses import uses
from trinvis.cases.values import like

_WORDS = {
    "state": ("Tilstanden", "states"),
    "alternative": ("Alternativet", "alternatives"),
    "group": ("Gruppen", "groups"),
    "payer": ("Betaleren", "payers"),
    "input": ("Inputtet", "inputs"),
}


def check(case: Case) -> Iterator[Problem]:
    """See the file's title."""
    known = _Known(case)
    for name in case.perspective:
        yield from known.asked("payer", name, "perspective", 0)
    yield from _formulas(case, known)
    yield from _groups(case, known)
    for number, move in enumerate(case.transitions, 1):
        at = f"transitions.{number}"
        yield from known.asked("state", move.source, f"{at}.from", move.line)
        yield from known.asked("state", move.target, f"{at}.to", move.line)
        yield from known.every("alternative", move.alternatives, f"{at}.alternatives", move.line)
        yield from known.every("group", move.groups, f"{at}.groups", move.line)
    for money in case.money:
        yield from _line(money, f"money.{money.name}", known)
        yield from known.every("payer", money.payers, f"money.{money.name}.payers", money.line)
    for effect in case.effects:
        yield from _line(effect, f"effects.{effect.name}", known)
    yield from _inputs(case, known)


class _Known:
    """The names that a case has."""

    def __init__(self, case: Case) -> None:
        self._names: Mapping[str, tuple[str, ...]] = {
            "state": tuple(one.name for one in case.states),
            "alternative": tuple(one.name for one in case.alternatives),
            "group": tuple(one.name for one in case.groups),
            "payer": tuple(one.name for one in case.payers),
            "input": tuple(case.inputs),
        }

    def asked(self, what: str, name: str, field: str, line: int) -> Iterator[Problem]:
        """A problem where nothing has the name."""
        known = self._names[what]
        if name in known or not name or (not known and what in ("alternative", "payer")):
            return  # that there is none at all is said of the case
        word, where = _WORDS[what]
        near = like(name, known) or (f"kendte er {', '.join(known)}; " if 0 < len(known) <= 8 else "")
        yield Problem(line, field, f"{word} {name} findes ikke", f"{near}ret navnet, eller skriv det under {where}")

    def every(self, what: str, asked: Iterable[str], field: str, line: int) -> Iterator[Problem]:
        """The same of several names."""
        for name in asked:
            yield from self.asked(what, name, field, line)


def _formulas(case: Case, known: _Known) -> Iterator[Problem]:
    for use in uses(case):
        for name in sorted(names(use.expression) - set(TIMES)):
            yield from known.asked("input", name, use.field, use.line)


def _groups(case: Case, known: _Known) -> Iterator[Problem]:
    for one in case.groups:
        at = f"groups.{one.name}"
        for key, by in (("enters", one.enters), ("stock", one.stock), ("start", one.start)):
            yield from known.every("alternative", by, f"{at}.{key}", one.line)
        for alternative, shares in one.start.items():
            inside = f"{at}.start.{alternative}" if alternative else f"{at}.start"
            yield from known.every("state", shares, inside, one.line)


def _line(one: Money | Effect, at: str, known: _Known) -> Iterator[Problem]:
    yield from known.asked("state", one.on.state, f"{at}.on", one.line)
    yield from known.asked("state", one.on.source, f"{at}.on", one.line)
    yield from known.asked("group", one.on.group, f"{at}.on", one.line)
    yield from known.every("alternative", one.alternatives, f"{at}.alternatives", one.line)
    yield from known.every("group", one.groups, f"{at}.groups", one.line)


def _inputs(case: Case, known: _Known) -> Iterator[Problem]:
    for reading in case.readings:
        yield from known.every("input", reading.inputs, f"readings.{reading.name}.inputs", reading.line)
    for number, one in enumerate(case.correlations, 1):
        yield from known.every("input", (one.first, one.second), f"correlations.{number}.between", one.line)
    if case.success is not None:
        yield from known.asked("input", case.success.rate, "success.rate", 0)
        yield from known.asked("input", case.success.target, "success.target", 0)
