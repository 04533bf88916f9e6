"""A formula in a case: numbers, names of inputs, the four operations, powers and a few functions. Never Python.

Three names are always there: ``periode`` (the period's number from 1), ``aar`` (the year's number from 1) and ``forloeb``
(periods since the person entered, from 1). The same tree is computed over draws and written as a formula in the workbook.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PERIOD, YEAR, STAY = "periode", "aar", "forloeb"
"""The names that are always there."""

TIMES = (PERIOD, YEAR, STAY)

Operator = Literal["+", "-", "*", "/", "^"]
Function = Literal["min", "max", "exp", "ln", "sqrt", "abs"]
FUNCTIONS: tuple[Function, ...] = ("min", "max", "exp", "ln", "sqrt", "abs")


@dataclass(frozen=True)
class Number:
    """A number as it stands."""

    value: float


@dataclass(frozen=True)
class Name:
    """An input of the case, or one of ``TIMES``."""

    name: str


@dataclass(frozen=True)
class Negative:
    """Minus what follows; binds as in a spreadsheet's written formula on paper: -a^2 is -(a^2)."""

    of: Expression


@dataclass(frozen=True)
class Operation:
    """Two sides and what is done with them."""

    operator: Operator
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Call:
    """One of ``FUNCTIONS``: ``min`` and ``max`` take two or more, the others one."""

    function: Function
    arguments: tuple[Expression, ...]


Expression = Number | Name | Negative | Operation | Call


def names(expression: Expression) -> frozenset[str]:
    """Every name in a formula, times among them."""
    if isinstance(expression, Name):
        return frozenset((expression.name,))
    if isinstance(expression, Negative):
        return names(expression.of)
    if isinstance(expression, Operation):
        return names(expression.left) | names(expression.right)
    if isinstance(expression, Call):
        return frozenset().union(*(names(one) for one in expression.arguments))
    return frozenset()
