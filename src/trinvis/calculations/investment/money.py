"""The money and effects of a case made ready: what each is multiplied with, when it falls, who pays which share."""

from __future__ import annotations

from dataclasses import dataclass

from trinvis.calculations.investment.discounting import Discounting
from trinvis.calculations.investment.evaluate import STAY, Node, without_stay
from trinvis.calculations.investment.inputs import InputNodes
from trinvis.calculations.investment.refused import CaseRefused, Rule
from trinvis.cases.case import Case, Effect, Money, On
from trinvis.cases.expression import Expression, Negative, Number, Operation

OWN = "kommune"
"""The payer of a case that names none."""


@dataclass(frozen=True)
class LinePlan:
    """One money line or effect. ``factor`` is kroner (or the effect's unit) per person counted, move, entry or period.

    ``on`` says for each alternative whether the line is there, ``groups`` whose persons it is of, ``moves`` which transitions,
    ``periods`` in which periods it falls. ``shares`` are (payer, share); ``factor`` depends on the stay where ``by_stay``.
    """

    index: int
    what: On
    state: int
    moves: tuple[int, ...]
    groups: frozenset[int]
    periods: frozenset[int]
    on: tuple[bool, ...]
    factor: Node
    by_stay: bool
    discount: Node
    shares: tuple[tuple[int, Node], ...] = ()


def payer_names(case: Case) -> tuple[str, ...]:
    """The payers of a case, ``OWN`` where it names none."""
    return tuple(one.name for one in case.payers) or (OWN,)


def perspective(case: Case) -> tuple[str, ...]:
    """The payers whose net gain is the answer: those that the case names, else all but citizens."""
    return case.perspective or tuple(one.name for one in case.payers if one.kind != "citizen") or payer_names(case)


def own_payer(case: Case) -> str:
    """Who pays what no payer is named for: the first payer of the case."""
    return payer_names(case)[0]


class Lines:
    """Makes lines of a case ready."""

    def __init__(self, case: Case, inputs: InputNodes, discounting: Discounting) -> None:
        self._case, self._inputs, self._discounting = case, inputs, discounting
        self._payers = payer_names(case)
        self.checks: list[Node] = []
        """What must hold of the shares of each line."""

    def money(self, index: int, one: Money) -> LinePlan:
        """A cost or a gain, gains below 0."""
        amount = one.amount if one.index is None else Operation("*", one.amount, one.index)
        signed = Negative(amount) if one.kind == "gain" else amount
        return self._line(index, one, signed, self._discounting.factor(one.timing), self._shares(one))

    def effect(self, index: int, one: Effect) -> LinePlan:
        """An effect, in its own unit."""
        return self._line(index, one, one.amount, self._discounting.factor(one.timing, effects=True), ())

    def _line(
        self, index: int, one: Money | Effect, amount: Expression, discount: Node, shares: tuple[tuple[int, Node], ...]
    ) -> LinePlan:
        case, on = self._case, one.on
        spread = case.periods_a_year if on.kind in ("state", "year") else 1
        node = self._inputs.formulas.node(Operation("/", amount, Number(spread)) if spread > 1 else amount)
        if on.kind not in ("state", "move"):
            without_stay(node, f"Beløbet i »{one.label}«")
        groups = one.groups or ((on.group,) if on.group else ())
        return LinePlan(
            index=index,
            what=on,
            state=next((i for i, state in enumerate(case.states) if state.name == on.state), -1),
            moves=self._moves(one) if on.kind == "move" else (),
            groups=frozenset(i for i, group in enumerate(case.groups) if not groups or group.name in groups),
            periods=self._periods(on),
            on=tuple(not one.alternatives or each.name in one.alternatives for each in case.alternatives),
            factor=node,
            by_stay=bool(node.needs & STAY),
            discount=discount,
            shares=shares,
        )

    def _moves(self, one: Money | Effect) -> tuple[int, ...]:
        way = (one.on.source, one.on.state)
        found = tuple(i for i, each in enumerate(self._case.transitions) if (each.source, each.target) == way)
        if not found:
            raise CaseRefused(
                f"»{one.label}« er pr. flytning fra »{way[0]}« til »{way[1]}«, men ingen går den vej; skriv den under transitions."
            )
        return found

    def _periods(self, on: On) -> frozenset[int]:
        each = self._case.periods_a_year
        if on.kind == "once":
            return frozenset(((on.years[0] if on.years else 1) * each - each + 1,))
        years = on.years or range(1, self._case.horizon + 1)
        return frozenset(period for year in years for period in range(year * each - each + 1, year * each + 1))

    def _shares(self, one: Money) -> tuple[tuple[int, Node], ...]:
        formulas = self._inputs.formulas
        if not one.payers:
            return ((self._payers.index(own_payer(self._case)), formulas.number(1.0)),)
        shares = tuple(
            (self._payers.index(payer), without_stay(formulas.node(share), f"Andelen i »{one.label}«"))
            for payer, share in one.payers.items()
        )
        whole = Rule(f"summen af andelene i »{one.label}«", 1.0, 1.0, "den skal være 100 %", percent=True, slack=1e-6)
        self.checks.append(formulas.checked(summed(self._inputs, [share for _, share in shares]), whole))
        return shares


def summed(inputs: InputNodes, nodes: list[Node]) -> Node:
    """The sum of nodes."""
    return inputs.formulas.apply("sum", lambda *values: sum(values[1:], values[0]), *nodes)
