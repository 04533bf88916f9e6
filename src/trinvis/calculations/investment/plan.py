"""A case made ready to be calculated: who enters where, which chances hold for whom, which persons must be told apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from trinvis.calculations.investment.discounting import Discounting, Rates
from trinvis.calculations.investment.evaluate import STAY, Node, fixed, without_stay
from trinvis.calculations.investment.inputs import InputNodes
from trinvis.calculations.investment.money import LinePlan, Lines, payer_names, perspective, summed
from trinvis.calculations.investment.refused import CaseRefused, Rule
from trinvis.cases.case import Case, Group, Transition
from trinvis.cases.expression import Expression

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SLACK = 1e-9
"""How far chances or shares that should add up to 1 may be off."""


@dataclass(frozen=True)
class Move:
    """A transition that holds for a group in an alternative: its place in the case, from where, to where, per period."""

    index: int
    source: int
    target: int
    chance: Node


@dataclass(frozen=True)
class Way:
    """A group in one alternative: how many enter in a period and are there from the start, in which states, how they move.

    ``sums`` are the chances of leaving each state, held to at most 1.
    """

    enters: Node | None
    stock: Node | None
    start: tuple[tuple[int, Node], ...]
    moves: tuple[Move, ...]
    sums: tuple[Node, ...]


@dataclass(frozen=True)
class GroupPlan:
    """A group made ready. ``pooled``: nothing depends on how long a person has been there, so all are one. ``once_a_year``:
    a year's persons enter in its first period.
    """

    index: int
    pooled: bool
    once_a_year: bool
    duration: Node | None
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Plan:
    """A case made ready. ``numbers`` are the nodes of inputs that are one number."""

    case: Case
    payers: tuple[str, ...]
    perspective: tuple[int, ...]
    groups: tuple[GroupPlan, ...]
    money: tuple[LinePlan, ...]
    effects: tuple[LinePlan, ...]
    numbers: Mapping[str, Node]
    checks: tuple[Node, ...]


def planned(case: Case, rates: Rates | None) -> Plan:
    """The plan of a case; raises ``CaseRefused`` where a formula has no meaning or a price year is missing."""
    inputs = InputNodes(case)
    nodes = {name: inputs.node(name) for name in case.inputs}
    discounting = Discounting(case, inputs, rates)
    lines = Lines(case, inputs, discounting)
    money = tuple(lines.money(i, one) for i, one in enumerate(case.money))
    effects = tuple(lines.effect(i, one) for i, one in enumerate(case.effects))
    groups = _Groups(case, inputs)
    made = tuple(groups.group(i, one, money + effects) for i, one in enumerate(case.groups))
    payers = payer_names(case)
    return Plan(
        case=case,
        payers=payers,
        perspective=tuple(payers.index(one) for one in perspective(case)),
        groups=made,
        money=money,
        effects=effects,
        numbers={name: node for name, node in nodes.items() if not node.needs and _is_number(case, name)},
        checks=tuple(lines.checks) + tuple(groups.checks),
    )


def _is_number(case: Case, name: str) -> bool:
    one = case.inputs[name]
    return one.value is not None or one.formula is not None


class _Groups:
    """Makes groups of a case ready."""

    def __init__(self, case: Case, inputs: InputNodes) -> None:
        self._case, self._inputs = case, inputs
        self._states = {state.name: i for i, state in enumerate(case.states)}
        self.checks: list[Node] = []

    def group(self, index: int, group: Group, lines: tuple[LinePlan, ...]) -> GroupPlan:
        case, formulas = self._case, self._inputs.formulas
        duration = None
        if group.duration is not None:
            rule = Rule(f"varigheden af »{group.label}«", 0.0, inf, "den kan ikke være under 0 år")
            duration = formulas.checked(fixed(formulas.node(group.duration), f"Varigheden af »{group.label}«"), rule)
        ways = tuple(self._way(group, alternative.name) for alternative in case.alternatives)
        apart = any(line.by_stay and index in line.groups for line in lines)
        apart = apart or any(move.chance.needs & STAY for way in ways for move in way.moves)
        return GroupPlan(
            index=index,
            pooled=not apart and duration is None,
            once_a_year=not group.evenly,
            duration=duration,
            ways=ways,
        )

    def _way(self, group: Group, alternative: str) -> Way:
        enters = self._number(group, group.enters, alternative)
        if enters is not None and group.evenly and self._case.periods_a_year > 1:
            each = self._inputs.formulas.number(float(self._case.periods_a_year))
            enters = self._inputs.formulas.apply("/", lambda number, over: number / over, enters, each)
        stock = self._number(group, group.stock, alternative)
        empty = enters is None and stock is None
        moves = tuple(
            self._move(i, one)
            for i, one in enumerate(self._case.transitions)
            if (not one.alternatives or alternative in one.alternatives)
            and (not one.groups or group.name in one.groups)
        )
        start = () if empty else self._start(group, alternative)
        return Way(enters, stock, start, moves, self._sums(moves))

    def _number(self, group: Group, by: Mapping[str, Expression], alternative: str) -> Node | None:
        expression = by.get(alternative, by.get(""))
        if expression is None:
            return None
        node = without_stay(self._inputs.formulas.node(expression), f"Antallet i »{group.label}«")
        rule = Rule(f"antallet, der kommer ind i »{group.label}«,", 0.0, 1e300, "det kan ikke være under 0")
        return self._inputs.formulas.checked(node, rule)

    def _start(self, group: Group, alternative: str) -> tuple[tuple[int, Node], ...]:
        shares = group.start.get(alternative) or group.start.get("")
        if not shares:
            raise CaseRefused(
                f"»{group.label}« har ingen start for »{alternative}«; skriv, hvilken tilstand de begynder i."
            )
        formulas = self._inputs.formulas
        if len(shares) == 1:
            return ((self._state(next(iter(shares))), formulas.number(1.0)),)
        made = tuple(
            (self._state(state), without_stay(formulas.node(share), f"Startfordelingen af »{group.label}«"))
            for state, share in shares.items()
        )
        said = f"startfordelingen af »{group.label}«"
        each = Rule(f"en andel i {said}", 0.0, 1.0, "den skal ligge mellem 0 og 100 %", percent=True)
        whole = Rule(f"summen af {said}", 1.0, 1.0, "den skal være 100 %", percent=True, slack=SLACK)
        self.checks += [formulas.checked(node, each) for _, node in made]
        self.checks.append(formulas.checked(summed(self._inputs, [node for _, node in made]), whole))
        return made

    def _move(self, index: int, one: Transition) -> Move:
        formulas, said = self._inputs.formulas, self._said(one)
        rule = Rule(f"chancen for at gå {said}", 0.0, 1.0, "den skal ligge mellem 0 og 100 %", percent=True)
        node = formulas.checked(formulas.node(one.chance), rule)
        each = self._case.periods_a_year
        if one.per == "year" and each > 1:
            node = formulas.apply("per period", lambda chance: 1 - (1 - chance) ** (1 / each), node)
        return Move(index, self._state(one.source), self._state(one.target), node)

    def _sums(self, moves: tuple[Move, ...]) -> tuple[Node, ...]:
        """The chance of leaving each state that has several ways out, held to at most 1."""
        made = []
        for source in dict.fromkeys(move.source for move in moves):
            out = [move.chance for move in moves if move.source == source]
            if len(out) > 1:
                label = self._case.states[source].label
                rule = Rule(
                    f"summen af chancerne for at forlade »{label}«", 0.0, 1.0, "den må højst være 100 %", True, SLACK
                )
                made.append(self._inputs.formulas.checked(summed(self._inputs, out), rule))
        return tuple(made)

    def _said(self, one: Transition) -> str:
        source, target = (self._case.states[self._state(name)].label for name in (one.source, one.target))
        return f"fra »{source}« til »{target}«"

    def _state(self, name: str) -> int:
        if name not in self._states:
            raise CaseRefused(f"»{name}« er ingen tilstand i casen; ret navnet, eller skriv den under states.")
        return self._states[name]
