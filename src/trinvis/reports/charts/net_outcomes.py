"""How the draws of a case's net gain lie around nothing: those that lose told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from trinvis.reports import danish
from trinvis.reports.charts import pixels
from trinvis.reports.charts.scales import scale_of, written
from trinvis.reports.charts.year_ends import share_below
from trinvis.reports.charts.year_plot import GAIN, LOSS, SUBJECT, ZERO, MoneyUnit, unit_of

BARS = 24


@dataclass(frozen=True)
class NetOutcomes:
    """``percentiles_oere`` are the 0th to the 100th of the net gain; ``profit`` the chance of a gain in hundredths of a per cent."""

    percentiles_oere: tuple[int, ...]
    mean_oere: int
    profit: int

    @property
    def unit(self) -> MoneyUnit:
        """What the picture's figures are in."""
        return unit_of([self.percentiles_oere[1], self.percentiles_oere[-2]])


def net_outcomes_chart(made: NetOutcomes, *, narrow: bool = False) -> dict[str, Any]:
    """Bars of equal width from the 1st to the 99th percentile, cut at nothing; both sides' chance written above, the mean marked."""
    width, height, font = (360.0, 150.0, 12) if narrow else (760.0, 220.0, 13)
    unit, top = made.unit, 44.0
    low, high = made.percentiles_oere[1], made.percentiles_oere[-2]
    x = scale_of([unit.of(low), unit.of(high)], 26, width - 26, about=7 if narrow else 10)
    bars = _bars(made.percentiles_oere, low, high)
    tallest = max((tall for _, _, tall in bars), default=0.0) or 1.0
    floor = top + height
    boxes = [
        {
            "x": x.place(unit.of(left)) + 0.5,
            "x2": x.place(unit.of(right)) - 0.5,
            "y": floor - height * tall / tallest,
            "y2": floor,
            "color": GAIN if left >= 0 else LOSS,
        }
        for left, right, tall in bars
    ]
    zero, mean = x.place(0), x.place(unit.of(made.mean_oere))
    ticks = [
        {"x": x.place(tick), "y": floor + 16, "text": written(tick, x.decimals), "color": pixels.QUIET}
        for tick in x.ticks
    ]
    layers = [
        pixels.rects(boxes),
        pixels.rules([{"x": 26, "x2": width - 26, "y": floor, "y2": floor}], color="#b5b5b5"),
        pixels.rules([{"x": zero, "x2": zero, "y": top - 4, "y2": floor + 4}], color=ZERO, strokeWidth=1.25),
        pixels.signs([{"x": mean, "y": floor, "color": SUBJECT}], size=90),
        *pixels.words(ticks, size=font, align="center"),
        *_sides(made, zero, width, font),
        *_mean(made, mean, floor + 36, width, font),
    ]
    return pixels.drawing(width, floor + 46, layers)


def _bars(percentiles: Sequence[int], low: int, high: int) -> list[tuple[int, int, float]]:
    """Left, right and density of each bar; the one that holds nothing is cut there."""
    step = (high - low) / BARS or 1.0
    edges = [round(low + number * step) for number in range(BARS + 1)]
    found = []
    for left, right in pairwise(edges):
        dense = (share_below(percentiles, right) - share_below(percentiles, left)) / ((right - left) or 1)
        cuts = [left, 0, right] if left < 0 < right else [left, right]
        found += [(begin, end, dense) for begin, end in pairwise(cuts)]
    return found


def _sides(made: NetOutcomes, zero: float, width: float, font: int) -> list[pixels.Layer]:
    lose, gain = f"← tab {danish.chance(10_000 - made.profit)}", f"gevinst {danish.chance(made.profit)} →"
    room = pixels.width_of(lose, font) + 8, pixels.width_of(gain, font) + 8
    at = min(max(zero, room[0]), width - room[1])
    return [
        *pixels.words(
            [{"x": at - 8, "y": 22, "text": lose, "color": pixels.WORSE}], size=font, weight=600, align="right"
        ),
        *pixels.words([{"x": at + 8, "y": 22, "text": gain, "color": pixels.BETTER}], size=font, weight=600),
    ]


def _mean(made: NetOutcomes, at: float, y: float, width: float, font: int) -> list[pixels.Layer]:
    text = f"i gennemsnit {made.unit.signed(made.mean_oere)} {made.unit.said}"
    half = pixels.width_of(text, font) / 2
    row = {"x": min(max(at, half), width - half), "y": y, "text": text, "color": SUBJECT}
    return pixels.words([row], size=font, weight=600, align="center")


def net_outcomes_words(made: NetOutcomes) -> str:
    """What a reader sees: the chance of a gain, the mean, and between what nine of ten draws lie."""
    unit, percentiles = made.unit, made.percentiles_oere
    return (
        f"Gevinst i {danish.chance(made.profit)} af gennemregningerne; i gennemsnit {unit.signed(made.mean_oere)} {unit.said}; "
        f"90 % ligger mellem {unit.signed(percentiles[5])} og {unit.signed(percentiles[95])} {unit.said}"
    )
