"""From values to pixels: round numbers along an axis, and words that are kept apart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from trinvis.reports import danish


@dataclass(frozen=True)
class Scale:
    """A straight line from ``low`` at pixel ``start`` to ``high`` at pixel ``end``; ``step`` is between round numbers."""

    low: Fraction
    high: Fraction
    step: Fraction
    start: float
    end: float

    def place(self, value: Fraction | int) -> float:
        """The pixel of a value."""
        return self.start + float((value - self.low) / (self.high - self.low)) * (self.end - self.start)

    @property
    def ticks(self) -> list[Fraction]:
        """The round numbers from low to high."""
        first = math.ceil(self.low / self.step)
        return [number * self.step for number in range(first, math.floor(self.high / self.step) + 1)]

    @property
    def decimals(self) -> int:
        """How many decimals tell the round numbers apart."""
        return next(decimals for decimals in range(10) if (self.step * 10**decimals).denominator == 1)


def scale_of(
    values: Iterable[Fraction | int | None], start: float, end: float, *, from_zero: bool = True, about: int = 5
) -> Scale:
    """A scale from one round number to another around the values that there are, in ``about`` steps."""
    found = [Fraction(value) for value in values if value is not None]
    low, high = (min(found), max(found)) if found else (Fraction(0), Fraction(1))
    if from_zero:
        low, high = min(low, Fraction(0)), max(high, Fraction(0))
    if low == high:
        low, high = low - (0 if from_zero else 1), high + 1
    step = round_step((high - low) / about)
    return Scale(math.floor(low / step) * step, math.ceil(high / step) * step, step, start, end)


def round_step(least: Fraction) -> Fraction:
    """The smallest of 1, 2, 5, 10, 20, 50 (and so on, both ways) that is no less than ``least``."""
    power = Fraction(10) ** math.floor(math.log10(least))
    return next(power * factor for factor in (1, 2, 5, 10, 20) if power * factor >= least)


def written(value: Fraction | int, decimals: int) -> str:
    """A figure in Danish: ``1.234``, ``−2,4``."""
    exact = Fraction(value)
    return danish.decimal(exact.numerator, exact.denominator, decimals)


def apart(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Middles as near those wanted as can be, in the same order, so that things of those ``sizes`` do not touch.

    They stay between ``low`` and ``high`` where there is room. What would collide is moved by the same sum both ways.
    """
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    offsets, below = [], 0.0
    for number in order:
        offsets.append(below + sizes[number] / 2)
        below += sizes[number]
    pools: list[tuple[float, int]] = []
    for number, offset in zip(order, offsets, strict=True):
        level, count = wanted[number] - offset, 1
        while pools and pools[-1][0] > level:
            other, many = pools.pop()
            level, count = (level * count + other * many) / (count + many), count + many
        pools.append((level, count))
    levels = [max(low, min(level, high - below)) for level, count in pools for _ in range(count)]
    placed = dict(zip(order, (level + offset for level, offset in zip(levels, offsets, strict=True)), strict=True))
    return [placed[number] for number in range(len(wanted))]
