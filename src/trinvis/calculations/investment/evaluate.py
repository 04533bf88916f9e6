"""Formulas of a case made ready to be calculated: each is a node that knows what it depends on, equal ones are one."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from functools import reduce
from typing import TYPE_CHECKING

from trinvis.calculations.investment.refused import CaseRefused, Rule
from trinvis.cases.expression import PERIOD as PERIOD_NAME
from trinvis.cases.expression import STAY as STAY_NAME
from trinvis.cases.expression import YEAR as YEAR_NAME
from trinvis.cases.expression import Call, Expression, Name, Negative, Number, Operation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trinvis.calculations.investment.moment import Moment

    Floats = NDArray[np.float64]

YEAR, PERIOD, STAY = 1, 2, 4
"""What a value may depend on, beside the draw; added up in ``Node.needs``."""

_OPERATORS: Mapping[str, Callable[[Floats, Floats], Floats]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
}


class Node:
    """A value to be calculated at a moment. ``make`` gives it with shape (), (draw,) or, with ``STAY``, (stay, draw)."""

    __slots__ = ("level", "make", "needs")

    def __init__(self, make: Callable[[Moment], Floats], needs: int) -> None:
        self.make = make
        self.needs = needs
        self.level = 3 if needs & STAY else 2 if needs & PERIOD else 1 if needs & YEAR else 0
        """How long a value holds: 0 throughout, 1 for the year, 2 for the period, 3 for the persons asked about."""


class Formulas:
    """Turns expressions into nodes. ``inputs`` gives the node of an input by its name."""

    def __init__(self, inputs: Callable[[str], Node]) -> None:
        self._inputs = inputs
        self._nodes: dict[object, Node] = {}

    def node(self, expression: Expression) -> Node:
        """The node of an expression; raises ``CaseRefused`` where a name is unknown."""
        if isinstance(expression, Number):
            return self.number(expression.value)
        if isinstance(expression, Name):
            return _TIMES.get(expression.name) or self._inputs(expression.name)
        if isinstance(expression, Negative):
            return self._made(operator.neg, "neg", (self.node(expression.of),))
        if isinstance(expression, Operation):
            sides = (self.node(expression.left), self.node(expression.right))
            return self._made(_OPERATORS[expression.operator], expression.operator, sides)
        return self._call(expression)

    def number(self, value: float) -> Node:
        """The node of a number as it stands."""
        import numpy as np

        made = np.asarray(value)
        return self._kept(("number", value), lambda: Node(lambda _: made, 0))

    def checked(self, node: Node, rule: Rule) -> Node:
        """The same value, refused where it breaks the rule."""

        def make(moment: Moment) -> Floats:
            value = moment.at(node)
            moment.require(rule, value)
            return value

        return self._kept(("checked", node, rule), lambda: Node(make, node.needs))

    def apply(self, name: str, function: Callable[..., Floats], *of: Node) -> Node:
        """A function of other nodes, one node for the same name and nodes."""
        return self._made(function, name, of)

    def _call(self, call: Call) -> Node:
        import numpy as np

        of = tuple(self.node(one) for one in call.arguments)
        single: Mapping[str, Callable[..., Floats]] = {"exp": np.exp, "ln": np.log, "sqrt": np.sqrt, "abs": np.abs}
        if call.function in single:
            return self._made(single[call.function], call.function, of)
        pair = np.minimum if call.function == "min" else np.maximum
        return self._made(lambda *values: reduce(pair, values), call.function, of)

    def _made(self, function: Callable[..., Floats], name: str, of: tuple[Node, ...]) -> Node:
        needs = reduce(operator.or_, (one.needs for one in of), 0)
        return self._kept((name, *of), lambda: Node(_applied(function, of), needs))

    def _kept(self, key: object, make: Callable[[], Node]) -> Node:
        if key not in self._nodes:
            self._nodes[key] = make()
        return self._nodes[key]


def _applied(function: Callable[..., Floats], of: tuple[Node, ...]) -> Callable[[Moment], Floats]:
    if len(of) == 1:
        (only,) = of
        return lambda moment: function(moment.at(only))
    if len(of) == 2:
        left, right = of
        return lambda moment: function(moment.at(left), moment.at(right))
    return lambda moment: function(*(moment.at(one) for one in of))


_TIMES: Mapping[str, Node] = {
    PERIOD_NAME: Node(lambda moment: moment.period_number, PERIOD),
    YEAR_NAME: Node(lambda moment: moment.year_number, YEAR),
    STAY_NAME: Node(lambda moment: moment.stays, STAY),
}


def without_stay(node: Node, what: str) -> Node:
    """The node itself; raises ``CaseRefused`` where it depends on how long a person has been there, which has no meaning for ``what``."""
    if node.needs & STAY:
        raise CaseRefused(
            f"{what} kan ikke afhænge af, hvor længe en person har været i forløbet; brug »{YEAR_NAME}« eller »{PERIOD_NAME}«."
        )
    return node


def fixed(node: Node, what: str) -> Node:
    """The node itself; raises ``CaseRefused`` where it changes over time, which has no meaning for ``what``."""
    if node.needs:
        raise CaseRefused(f"{what} kan ikke ændre sig med tiden; brug ét tal.")
    return node
