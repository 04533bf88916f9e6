"""A formula of the case as a formula of the spreadsheet, out of the same tree that the engine computes."""

from __future__ import annotations

import math
from collections.abc import Callable

from trinvis.cases.expression import Call, Expression, Function, Name, Negative, Number, Operation
from trinvis.reports.investment_book.term import Term, call, number

_VALUES: dict[Function, Callable[..., float]] = {
    "min": min,
    "max": max,
    "exp": math.exp,
    "ln": math.log,
    "sqrt": math.sqrt,
    "abs": abs,
}


def expression_term(expression: Expression, named: Callable[[str], Term]) -> Term:
    """The formula with every name as ``named`` gives it.

    A spreadsheet takes a^b^c from the left and −a^2 as (−a)^2; the parentheses say what the case's own formula means.
    """
    if isinstance(expression, Number):
        return number(expression.value)
    if isinstance(expression, Name):
        return named(expression.name)
    if isinstance(expression, Negative):
        return -expression_term(expression.of, named)
    if isinstance(expression, Call):
        arguments = [expression_term(one, named) for one in expression.arguments]
        value = _VALUES[expression.function](*(one.value for one in arguments))
        return call(expression.function.upper(), arguments, float(value))
    return _operated(expression, named)


def _operated(operation: Operation, named: Callable[[str], Term]) -> Term:
    left, right = expression_term(operation.left, named), expression_term(operation.right, named)
    match operation.operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right
        case "^":
            return left**right
