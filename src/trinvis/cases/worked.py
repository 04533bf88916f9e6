"""What the formulas of a case give at its base values, in every period and for every length of stay: what can be known without draws.

Values are arrays with the period as first axis and the stay (periods since the person entered) as second; an axis that a value does
not depend on has length 1. Of more than ``MOST`` periods or stays, as many are looked at, spread evenly, the first and the last
among them. Only for a case whose names and definitions hold.
"""

from __future__ import annotations

import operator
from functools import reduce
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING

from trinvis.cases.case import Case, Input
from trinvis.cases.expression import PERIOD, STAY, YEAR, Call, Expression, Name, Negative, Number, names

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


MOST = 240
"""Periods and stays that are looked at: every month of twenty years, and less often in longer cases."""


class Worked:
    """The values of one case; every input is worked out once."""

    def __init__(self, case: Case) -> None:
        import numpy as np

        self._case = case
        self._inputs: dict[str, Floats] = {}
        self._counted = np.unique(np.linspace(1, case.periods, min(case.periods, MOST)).round())
        self._years = np.ceil(self._counted / case.periods_a_year)

    def value(self, expression: Expression) -> Floats:
        """The value of a formula, also where nobody can have stayed for so long (see ``reached``)."""
        import numpy as np

        for name in self._order(expression):
            if name not in self._inputs:
                self._inputs[name] = self._input(self._case.inputs[name])
        with np.errstate(all="ignore"):
            return self._worked(expression)

    def reached(self, value: Floats) -> Floats:
        """The values that the case meets, in a row: nobody has stayed for longer than the case has run."""
        import numpy as np

        periods, stays = value.shape
        if periods > 1 and stays > 1:
            met: Floats = value[np.tri(periods, stays, dtype=bool)]
            return met
        return value.ravel()

    def _order(self, expression: Expression) -> list[str]:
        """The inputs that a formula is made of, each after those that it is made of itself."""
        made: dict[str, None] = {}
        left = [(name, False) for name in sorted(names(expression))]
        while left:
            name, ready = left.pop()
            one = self._case.inputs.get(name)
            if one is None or name in self._inputs or name in made:
                continue
            if ready or one.formula is None:
                made[name] = None
            else:
                left.append((name, True))
                left += [(inner, False) for inner in sorted(names(one.formula)) if inner not in self._inputs]
        return list(made)

    def _input(self, one: Input) -> Floats:
        import numpy as np

        case = self._case
        if one.formula is not None:
            with np.errstate(all="ignore"):
                return self._worked(one.formula)
        factor = price_factor(case, one)
        if one.by_stay is not None:
            return factor * self._by_year(lengthened(one, one.by_stay, case.horizon))[np.newaxis, :]
        if one.growth_by_year is not None:
            growth = lengthened(one, one.growth_by_year, case.horizon)
            grown = tuple(accumulate((1 + rate for rate in growth), operator.mul))
            return factor * self._by_year(grown)[:, np.newaxis]
        if one.by_year is not None:
            return factor * self._by_year(lengthened(one, one.by_year, case.horizon))[:, np.newaxis]
        return np.full((1, 1), factor * (one.value or 0.0))

    def _by_year(self, values: tuple[float, ...]) -> Floats:
        """Values of years in each of the periods looked at."""
        import numpy as np

        made: Floats = np.array(values)[self._years.astype(int) - 1]
        return made

    def _worked(self, expression: Expression) -> Floats:
        import numpy as np

        if isinstance(expression, Number):
            return np.full((1, 1), expression.value)
        if isinstance(expression, Name):
            return self._named(expression.name)
        if isinstance(expression, Negative):
            return -self._worked(expression.of)
        if isinstance(expression, Call):
            return _called(expression, [self._worked(one) for one in expression.arguments])
        left, right = self._worked(expression.left), self._worked(expression.right)
        signs = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "^": np.power}
        made: Floats = signs[expression.operator](left, right)
        return made

    def _named(self, name: str) -> Floats:
        import numpy as np

        if name == STAY:
            return self._counted[np.newaxis, :]
        if name == PERIOD:
            return self._counted[:, np.newaxis]
        if name == YEAR:
            return self._years[:, np.newaxis]
        return self._inputs[name]


def _called(call: Call, values: list[Floats]) -> Floats:
    import numpy as np

    if call.function in ("min", "max"):
        return reduce(np.minimum if call.function == "min" else np.maximum, values)
    functions = {"exp": np.exp, "ln": np.log, "sqrt": np.sqrt, "abs": np.abs}
    made: Floats = functions[call.function](values[0])
    return made


def lengthened(one: Input, values: tuple[float, ...], years: int) -> tuple[float, ...]:
    """The values of the years asked for, after the last as the input says."""
    return values[:years] + (0.0 if one.after == "zero" else values[-1],) * (years - len(values))


def price_factor(case: Case, one: Input) -> float:
    """What turns an amount into the case's price level: 1 for what is not an amount of another year's prices, or where the index
    lacks a year."""
    index = case.price_index
    other = one.kind == "amount" and one.formula is None and one.price_level != case.price_level
    own = index.get(one.price_level or 0)
    return index[case.price_level] / own if other and own and case.price_level in index else 1.0


def depends(case: Case, expression: Expression) -> frozenset[str]:
    """The times (``TIMES``) that a formula depends on, through the inputs in it too."""
    found: set[str] = set()
    seen: set[str] = set()
    left = list(names(expression))
    while left:
        name = left.pop()
        if name in seen:
            continue
        seen.add(name)
        one = case.inputs.get(name)
        if one is None:
            found.add(name)
        elif one.formula is not None:
            left += names(one.formula)
        elif one.by_stay is not None:
            found.add(STAY)
        elif one.by_year is not None or one.growth_by_year is not None:
            found.add(YEAR)
    return frozenset(found)


def longest_stay(case: Case) -> int:
    """The years since entry that anyone can reach: the horizon, less where every group's duration is known and shorter."""
    known = [None if one.duration is None else Worked(case).value(one.duration) for one in case.groups]
    if not known or any(
        one is None or depends(case, g.duration or Number(0)) for one, g in zip(known, case.groups, strict=True)
    ):
        return case.horizon
    return min(case.horizon, max(ceil(float(one.max()) - 1e-9) for one in known if one is not None))
