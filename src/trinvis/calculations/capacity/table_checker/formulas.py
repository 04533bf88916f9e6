"""A claim's formula over printed numbers: the same formulas as a business case has, calculated exactly over spans."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from trinvis.calculations.capacity.table_checker.danish import MINUS, number_text, written
from trinvis.calculations.capacity.table_checker.printed import Number
from trinvis.calculations.capacity.table_checker.reading import DescriptionError
from trinvis.calculations.capacity.table_checker.spans import Span
from trinvis.cases.expression import Call, Expression, Name, Negative, Operation
from trinvis.cases.formula import FormulaError, parsed

_SIGNS = {"+": "+", "-": MINUS, "*": "×", "/": "/"}
_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2}


def formula(text: str) -> Expression:
    """The formula of a claim. Raises ``DescriptionError`` with what is wrong and where."""
    try:
        return parsed(text)
    except FormulaError as error:
        raise DescriptionError(f"Formlen {text} kan ikke læses: {error}.", text) from None


def names_in(expression: Expression) -> set[str]:
    """The names that a formula uses."""
    if isinstance(expression, Name):
        return {expression.name}
    if isinstance(expression, Operation):
        return names_in(expression.left) | names_in(expression.right)
    if isinstance(expression, Negative):
        return names_in(expression.of)
    if isinstance(expression, Call):
        return set().union(*(names_in(one) for one in expression.arguments))
    return set()


def spanned(expression: Expression, values: Mapping[str, Span]) -> Span | None:
    """What a formula may come to; None where it divides by what may be 0. Raises ``DescriptionError`` for powers and functions."""
    if isinstance(expression, Name):
        return values[expression.name]
    if isinstance(expression, Negative):
        inner = spanned(expression.of, values)
        return None if inner is None else inner.times(-1)
    if isinstance(expression, Operation):
        left, right = spanned(expression.left, values), spanned(expression.right, values)
        if left is None or right is None:
            return None
        return _joined(expression.operator, left, right)
    if isinstance(expression, Call):
        raise DescriptionError(f"Formlen bruger {expression.function}; en påstand kan kun regne med + - * og /.")
    return Span.at(Fraction(str(expression.value)))


def _joined(operator: str, left: Span, right: Span) -> Span | None:
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return left * right
    if operator == "/":
        return left.over(right)
    raise DescriptionError("En påstand kan kun regne med + - * og /, ikke potens.")


def shown(expression: Expression, numbers: Mapping[str, Number], least: int = 1) -> str:
    """The formula with the printed numbers in place of the names."""
    if isinstance(expression, Name):
        return number_text(numbers[expression.name])
    if isinstance(expression, Negative):
        return f"{MINUS}{shown(expression.of, numbers, 3)}"
    if isinstance(expression, Operation):
        binds = _BINDS.get(expression.operator, 2)
        left = shown(expression.left, numbers, binds)
        right = shown(expression.right, numbers, binds + 1)
        text = f"{left} {_SIGNS.get(expression.operator, expression.operator)} {right}"
        return text if binds >= least else f"({text})"
    value = Fraction(str(getattr(expression, "value", 0)))
    return written(value, min(4, decimals_of_value(value)))


def decimals_of_value(value: Fraction) -> int:
    """Decimals that a number takes, four at most."""
    return next((places for places in range(5) if (value * 10**places).denominator == 1), 4)
