"""Whether the net gain of a case is linear in its success rate, and the same case with no successes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.cases.case import Case, Group, Money, Transition
from trinvis.cases.expression import Call, Expression, Name, Negative, Number, Operation, names

if TYPE_CHECKING:
    from trinvis.parameters import Parameters

NEAR = 1e-9
"""How far from a straight line, as a part of the largest net gain, still is one."""


def is_linear(case: Case, parameters: Parameters | None) -> bool:
    """Whether the yearly net gains, discounted, lie on a straight line at success rates from 0 over the case's own to 1.

    False also where the case cannot be calculated with all of them.
    """
    import numpy as np

    from trinvis.calculations.investment.engine import CaseRefused, model

    assert case.success is not None
    own = case.inputs[case.success.rate].value or 0.0
    if own <= 0 or _held_outside(case, case.success.rate):
        return False
    shares = np.array([0.0, 0.5, 1.0, 1.0 / own])
    try:
        run = model(case, rates=parameters).run({case.success.rate: shares * own})
    except CaseRefused:
        return False
    for alternative in run.alternatives[1:]:
        net = np.broadcast_to(run.net(alternative), (run.years, shares.size))
        line = net[:, :1] + (net[:, 2:3] - net[:, :1]) * shares
        if np.abs(net - line).max() > NEAR * max(float(np.abs(net).max()), 1.0):
            return False
    return True


def _held_outside(case: Case, rate: str) -> bool:
    """Whether the rate decides who pays, how long persons stay or how it is discounted: then it is not only persons and amounts."""
    asked = [case.discount.rate, *(group.duration for group in case.groups)]
    asked += [share for one in case.money for share in one.payers.values()]
    return any(one is not None and rate in _through(one, case) for one in asked)


def without_successes(case: Case) -> Case:
    """The case with 0 for its success rate, inside every formula that it has a say in."""
    assert case.success is not None
    rate = case.success.rate

    def none(expression: Expression) -> Expression:
        return _put(expression, rate, case)

    def each(by: Mapping[str, Expression]) -> dict[str, Expression]:
        return {key: none(one) for key, one in by.items()}

    def group(one: Group) -> Group:
        start = {key: each(shares) for key, shares in one.start.items()}
        return replace(one, enters=each(one.enters), stock=each(one.stock), start=start)

    def transition(one: Transition) -> Transition:
        return replace(one, chance=none(one.chance))

    def money(one: Money) -> Money:
        return replace(one, amount=none(one.amount), index=None if one.index is None else none(one.index))

    return replace(
        case,
        groups=tuple(group(one) for one in case.groups),
        transitions=tuple(transition(one) for one in case.transitions),
        money=tuple(money(one) for one in case.money),
        effects=(),
    )


def _through(expression: Expression, case: Case) -> frozenset[str]:
    """Every input that a formula is made of, through the formulas of others."""
    found = names(expression)
    for name in tuple(found):
        formula = case.inputs[name].formula if name in case.inputs else None
        if formula is not None:
            found |= _through(formula, case)
    return found


def _put(expression: Expression, rate: str, case: Case) -> Expression:
    """0 for the rate, and in place of inputs that are made of it their formulas."""
    if isinstance(expression, Name):
        if expression.name == rate:
            return Number(0.0)
        formula = case.inputs[expression.name].formula if expression.name in case.inputs else None
        return expression if formula is None or rate not in _through(formula, case) else _put(formula, rate, case)
    if isinstance(expression, Negative):
        return Negative(_put(expression.of, rate, case))
    if isinstance(expression, Operation):
        left, right = _put(expression.left, rate, case), _put(expression.right, rate, case)
        return Operation(expression.operator, left, right)
    if isinstance(expression, Call):
        return Call(expression.function, tuple(_put(one, rate, case) for one in expression.arguments))
    return expression
