"""The value of an input, or of a formula of inputs, in one year of a calculated case."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from trinvis.cases.expression import PERIOD, STAY, YEAR, Call, Expression, Name, Negative, Number, Operation

if TYPE_CHECKING:
    from trinvis.cases.case import Input
    from trinvis.municipality.investment import Calculated


def input_in_year(made: Calculated, name: str, year: int) -> float:
    """What an input is in a year (1 the first): a share as a fraction, the cumulated factor of a growth; for one that goes by the stay, that
    of the first year of it."""
    if name in made.run.inputs:
        return made.input(name)
    one = made.inputs[name]
    if one.formula is not None:
        return in_year(made, one.formula, year)
    if one.growth_by_year is not None:
        return math.prod(1 + _at(one, one.growth_by_year, at) for at in range(1, year + 1))
    return _at(one, one.by_year, year) if one.by_year is not None else (one.by_stay or (0.0,))[0]


def in_year(made: Calculated, expression: Expression, year: int) -> float:
    """A formula's value in a year, for a person in the first period of it."""
    if isinstance(expression, Number):
        return expression.value
    if isinstance(expression, Name):
        times = {YEAR: year, PERIOD: (year - 1) * made.case.periods_a_year + 1, STAY: 1}
        known = times.get(expression.name)
        return float(known) if known is not None else input_in_year(made, expression.name, year)
    if isinstance(expression, Negative):
        return -in_year(made, expression.of, year)
    if isinstance(expression, Operation):
        return _done(expression.operator, in_year(made, expression.left, year), in_year(made, expression.right, year))
    return _called(expression, [in_year(made, one, year) for one in expression.arguments])


def _at(one: Input, values: tuple[float, ...], year: int) -> float:
    if year <= len(values):
        return values[year - 1]
    return values[-1] if one.after == "last" else 0.0


def _done(operator: str, left: float, right: float) -> float:
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return left * right
    return float(left / right) if operator == "/" else float(left**right)


def _called(call: Call, values: list[float]) -> float:
    if call.function == "min":
        return min(values)
    if call.function == "max":
        return max(values)
    if call.function == "abs":
        return abs(values[0])
    known = {"exp": math.exp, "ln": math.log, "sqrt": math.sqrt}
    return known[call.function](values[0])
