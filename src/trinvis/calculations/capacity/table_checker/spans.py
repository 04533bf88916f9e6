"""Exact arithmetic on what a printed number may stand for: ``3,8`` is anything from 3,75 to 3,85, both ends with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import lcm


@dataclass(frozen=True)
class Span:
    """All numbers from ``low`` to ``high``, both with them. Nothing is rounded on the way."""

    low: Fraction
    high: Fraction

    @classmethod
    def at(cls, value: Fraction | int, half: Fraction | int = 0) -> Span:
        """The numbers at most ``half`` from ``value``."""
        return cls(Fraction(value) - half, Fraction(value) + half)

    @property
    def middle(self) -> Fraction:
        """The number half way."""
        return (self.low + self.high) / 2

    @property
    def half(self) -> Fraction:
        """How far the ends are from the middle."""
        return (self.high - self.low) / 2

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Span) -> Span:
        return Span(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Span) -> Span:
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Span(min(ends), max(ends))

    def over(self, other: Span) -> Span | None:
        """The quotient; None where the divisor may be 0."""
        if other.low <= 0 <= other.high:
            return None
        return self * Span(1 / other.high, 1 / other.low)

    def times(self, factor: Fraction | int) -> Span:
        """Every number times ``factor``."""
        low, high = self.low * factor, self.high * factor
        return Span(low, high) if factor >= 0 else Span(high, low)

    def meets(self, other: Span) -> bool:
        """Whether one number lies in both."""
        return self.low <= other.high and other.low <= self.high


def total(spans: Iterable[Span]) -> Span:
    """The sum of all; 0 of none."""
    kept = list(spans)
    return Span(_added([span.low for span in kept]), _added([span.high for span in kept]))


def _added(values: list[Fraction]) -> Fraction:
    """The sum over one common denominator: a thousand of them without a thousand reductions."""
    below = lcm(*(value.denominator for value in values))
    return Fraction(sum(value.numerator * (below // value.denominator) for value in values), below)


def weighted_range(values: list[Span], weights: list[Span]) -> Span | None:
    """What a mean of ``values`` may be when each weight lies in its span (0 to 1 for unknown) and all weights add up to 1.

    None when no such weights exist. Exact: weight is moved to the least (largest) values first.
    """
    spare = 1 - sum((weight.low for weight in weights), Fraction(0))
    if spare < 0 or sum((weight.high for weight in weights), Fraction(0)) < 1:
        return None
    ends = []
    for side, turned in (([value.low for value in values], False), ([value.high for value in values], True)):
        left, mean = spare, sum((w.low * v for w, v in zip(weights, side, strict=True)), Fraction(0))
        for value, weight in sorted(zip(side, weights, strict=True), key=lambda one: one[0], reverse=turned):
            moved = min(left, weight.high - weight.low)
            mean, left = mean + moved * value, left - moved
        ends.append(mean)
    return Span(ends[0], ends[1])
