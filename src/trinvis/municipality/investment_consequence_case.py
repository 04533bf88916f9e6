"""A consequence table put into a case: an input for the price and one for the quantities by years since entry, and a money line of both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from trinvis.cases.case import Input, Money, On, Payer, State
from trinvis.cases.expression import FUNCTIONS, TIMES, Name, Number, Operation
from trinvis.municipality.investment_consequence_rows import FAILURE, SUCCESS

if TYPE_CHECKING:
    from trinvis.cases.case import Case, PayerKind
    from trinvis.municipality.investment_consequence_rows import Consequence
    from trinvis.municipality.investment_consequences import Consequences

LABELS = {SUCCESS: "Med succes", FAILURE: "Uden succes"}
PAYER_LABELS = {
    "municipality": "Kommunen", "partner": "Samarbejdskommune", "region": "Regionen", "state": "Staten", "citizen": "Borgeren",
    "other": "Andre",
}  # fmt: skip
_PAYER_NAMES = {"municipality": "kommune", "partner": "samarbejdskommune", "region": "region", "state": "stat", "citizen": "borger", "other": "andre"}  # fmt: skip
_NOT_IN_NAMES = re.compile(r"[^a-z0-9æøå]+")
_LONGEST = 36


class UnknownCourse(ValueError):
    """The table has a course that is no state of the case; the message is one Danish sentence."""


@dataclass(frozen=True)
class Parts:
    """What a table adds to a case. ``states`` and ``payers`` are those that the case has not already."""

    inputs: Mapping[str, Input]
    money: tuple[Money, ...]
    states: tuple[State, ...]
    payers: tuple[Payer, ...]
    licence: str


def parts(table: Consequences, case: Case | None = None, courses: Mapping[str, str] | None = None) -> Parts:
    """The table as parts of ``case`` (None: of a new one).

    ``courses`` says which state of the case a course is (``succes`` → ``hjemme``). Without it a course is the state of its own name;
    ``succes`` and ``uden_succes`` are added where they are none. A payer of the kind that the case has already is that one.
    Raises ``UnknownCourse``.
    """
    states = _states(table, case, dict(courses or {}))
    new_states = tuple(
        State(name, LABELS[name])
        for name in dict.fromkeys(states.values())
        if case is None or name not in {one.name for one in case.states}
    )
    payers = _payers(table, case)
    known = {one.name for one in case.payers} if case is not None else set()
    taken = set() if case is None else {*case.inputs, *(one.name for one in case.money)}
    inputs: dict[str, Input] = {}
    money = []
    for one in table.accepted:
        name = _free(_name(one), taken)
        taken |= {name, f"{name}_pris", f"{name}_antal"}
        price, quantity = _price(one, name, table.file_name), _quantity(one, name, table)
        inputs |= {price.name: price, quantity.name: quantity}
        money.append(_money(one, name, states[one.course], payers[one.payer].name))
    new_payers = tuple(one for one in payers.values() if one.name not in known)
    return Parts(inputs, tuple(money), new_states, new_payers, table.licence)


def with_consequences(case: Case, table: Consequences, courses: Mapping[str, str] | None = None) -> Case:
    """``case`` with everything that the table adds; the licence note stands after what the case says already. Raises ``UnknownCourse``."""
    added = parts(table, case, courses)
    notes = [note for text in (case.licence, added.licence) for note in text.splitlines()]
    return replace(
        case,
        inputs={**case.inputs, **added.inputs},
        money=(*case.money, *added.money),
        states=(*case.states, *added.states),
        payers=(*case.payers, *added.payers),
        licence="\n".join(dict.fromkeys(notes)),
    )


def _states(table: Consequences, case: Case | None, courses: dict[str, str]) -> dict[str, str]:
    """Course of the table → state of the case."""
    there = [one.name for one in case.states] if case is not None else []
    out = {}
    for course in table.courses:
        state = courses.get(course, course)
        if state not in there and (state not in LABELS or course in courses):
            known = ", ".join(there) or "ingen"
            raise UnknownCourse(
                f"Forløbet »{state}« i {table.file_name} er ingen tilstand i casen (den har: {known}); sig, hvilken det er."
            )
        out[course] = state
    return out


def _payers(table: Consequences, case: Case | None) -> dict[str, Payer]:
    """Kind of payer in the table → the case's first of that kind, or a new one."""
    out = {}
    for kind in dict.fromkeys(one.payer for one in table.accepted):
        own = next((one for one in case.payers if one.kind == kind), None) if case is not None else None
        out[kind] = own or Payer(_PAYER_NAMES[kind], PAYER_LABELS[kind], cast("PayerKind", kind))
    return out


def _name(one: Consequence) -> str:
    slug = _NOT_IN_NAMES.sub("_", one.label.lower()).strip("_")[:_LONGEST].strip("_")
    course = _NOT_IN_NAMES.sub("_", one.course.lower())[:12].strip("_")
    return f"k_{slug}_{course}" if slug else f"k_{course}"


def _free(name: str, taken: set[str]) -> str:
    """``name``, numbered where it is taken."""
    made, number = name, 1
    while {made, f"{made}_pris", f"{made}_antal"} & {*taken, *TIMES, *FUNCTIONS}:
        number += 1
        made = f"{name}_{number}"
    return made


def _source(one: Consequence, file_name: str) -> str:
    return f"{one.source}; {file_name}, række {one.row_no}" if one.source else f"{file_name}, række {one.row_no}"


def _price(one: Consequence, name: str, file_name: str) -> Input:
    return Input(
        name=f"{name}_pris", label=f"Pris: {one.label}", kind="amount", unit=f"kr. pr. {one.unit}" if one.unit else "kr.",
        value=abs(one.price), price_level=one.price_level, source=_source(one, file_name),
    )  # fmt: skip


def _quantity(one: Consequence, name: str, table: Consequences) -> Input:
    course = LABELS.get(one.course, one.course).lower()
    return Input(
        name=f"{name}_antal", label=f"Mængde pr. person, {course}: {one.label}", kind="number", unit=one.unit,
        by_stay=one.quantities, after="refuse", source=_source(one, table.file_name),
        note=f"År 0-{table.years - 1} efter start; tabellen siger intet om årene derefter.",
    )  # fmt: skip


def _money(one: Consequence, name: str, state: str, payer: str) -> Money:
    course = LABELS.get(one.course, one.course).lower()
    return Money(
        name=name, label=f"{one.label}, {course}", kind="gain" if one.price < 0 else "cost", on=On("state", state=state),
        amount=Operation("*", Name(f"{name}_pris"), Name(f"{name}_antal")), payers={payer: Number(1.0)},
    )  # fmt: skip
