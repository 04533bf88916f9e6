"""What a picture of municipalities by size holds, and its words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from trinvis.reports import danish
from trinvis.reports.charts import pixels
from trinvis.reports.charts.scales import written

MOST_NAMED = 6
"""Municipalities without a figure that are named; of the rest only the number is given."""


@dataclass(frozen=True)
class SizeBar:
    """A municipality and its figure in the picture's unit."""

    name: str
    value: Fraction
    own: bool = False


@dataclass(frozen=True)
class SizePanel:
    """A size class (``små kommuner (under 30.000 indbyggere)``) in any order; ``missing`` are those without a figure, one's own first."""

    name: str
    bars: tuple[SizeBar, ...]
    missing: tuple[str, ...] = ()

    @property
    def ordered(self) -> tuple[SizeBar, ...]:
        """From low to high."""
        return tuple(sorted(self.bars, key=lambda one: (one.value, one.name)))


@dataclass(frozen=True)
class SizeClassBars:
    """``lower``, ``median`` and ``upper`` are the whole country's; ``unit`` stands above the bars (``mio. kr. pr. 1.000``)."""

    panels: tuple[SizePanel, ...]
    lower: Fraction
    median: Fraction
    upper: Fraction
    unit: str
    decimals: int = 1

    def __post_init__(self) -> None:
        if not any(one.bars for one in self.panels):
            raise ValueError("a picture of size classes needs a municipality with a figure")
        if not self.lower <= self.median <= self.upper:
            raise ValueError("the median lies between the quartiles")

    def written(self, value: Fraction) -> str:
        """A figure as it is read in the picture."""
        return written(value, self.decimals)

    @property
    def lines(self) -> tuple[tuple[str, Fraction], ...]:
        """The lines across with their names, from the lowest."""
        return ("1. kvartil", self.lower), ("median", self.median), ("3. kvartil", self.upper)


def head_of(one: SizePanel) -> str:
    """A class's name as a heading."""
    return f"{one.name[:1].upper()}{one.name[1:]}"


def ends_of(one: SizePanel, made: SizeClassBars) -> list[str]:
    """Lowest, highest and those without a figure, a sentence each."""
    said = []
    if one.bars:
        low, high = one.ordered[0], one.ordered[-1]
        said.append(f"lavest {low.name} {made.written(low.value)}")
        if high is not low:
            said.append(f"højest {high.name} {made.written(high.value)}")
    if one.missing:
        count = danish.count(len(one.missing), "kommune", "kommuner")
        rest = len(one.missing) - MOST_NAMED
        more = f" og {danish.count(rest, 'anden', 'andre')}" if rest > 0 else ""
        said.append(f"uden tal {count}: {', '.join(one.missing[:MOST_NAMED])}{more}")
    return said


def size_class_bars_words(made: SizeClassBars) -> str:
    """What a reader sees: the country's median and quartiles, each class's ends, those without a figure, and one's own."""
    lines = ", ".join(f"{name} {made.written(value)}" for name, value in made.lines)
    parts = [f"Hele landet: {lines} ({made.unit})"]
    parts += [
        f"{head_of(one)}, n = {len(one.bars)}: {', '.join(ends_of(one, made)) or 'ingen kommuner'}"
        for one in made.panels
    ]
    for one in made.panels:
        parts += [
            f"{bar.name} {made.written(bar.value)}, nr. {number} af {len(one.bars)} fra den laveste"
            for number, bar in enumerate(one.ordered, 1)
            if bar.own
        ]
    return f"{'. '.join(parts)}. {pixels.DESCRIPTIVE}"
