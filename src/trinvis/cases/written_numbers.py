"""Numbers as they are written in a case, so that reading gives the very same number."""

from __future__ import annotations

import re
from decimal import Decimal

from trinvis.cases.expression import Expression, Negative, Number
from trinvis.cases.formula import formula_text, number_text

Written = str | int | float


class Bare(str):
    """Text that is a number, a date or a share to the one who reads it, and so stands without quotes in a file."""


def plain_number(value: float) -> Written:
    """The number itself; one with three decimals as text with a fourth, since 709.502 could be read as thousands."""
    if value == int(value) and abs(value) < 1e15:
        return int(value)
    text = number_text(value)
    return Bare(text) if text != repr(value) else value


def share(value: float) -> Written:
    """A share in per cent: 6 %, 0.9 %. A very small or long one stands as the number."""
    if value == 0:
        return Bare("0 %")
    text = format(Decimal(repr(value)) * 100, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Bare(f"{text} %") if len(text) < 20 else plain_number(value)


def constant_of(expression: Expression) -> float | None:
    """The number that a formula is, where it is only one."""
    if isinstance(expression, Number):
        return expression.value
    if isinstance(expression, Negative) and isinstance(expression.of, Number):
        return -expression.of.value
    return None


def formula_written(expression: Expression) -> Written:
    """A formula as text, one that is only a number as the number."""
    value = constant_of(expression)
    return formula_text(expression) if value is None else plain_number(value)


_AMBIGUOUS = re.compile(
    r"(true|false|yes|no|on|off|y|n|null|~|<<|=|[-+]?[0-9.][0-9_.,:eE+-]*|0x[0-9a-fA-F]+|[-+]?\.(inf|nan))?",
    re.IGNORECASE,
)


def needs_quotes(text: str) -> bool:
    """Whether other readers of YAML than ours would take a text for a number, a date, a truth value or nothing."""
    return not isinstance(text, Bare) and _AMBIGUOUS.fullmatch(text) is not None
