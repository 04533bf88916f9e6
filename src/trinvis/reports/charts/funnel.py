"""A rate against how many it is counted in: what chance alone can give lies inside the funnel, and small municipalities may lie far out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from trinvis.reports import danish
from trinvis.reports.charts import pixels
from trinvis.reports.charts.funnel_labels import MEAN, SIGNS, Funnel, funnel_keys, lettered, named_list
from trinvis.reports.charts.scales import Scale, scale_of, written

OWN = pixels.WORSE


@dataclass(frozen=True)
class _Across:
    """Sizes from left to right, each doubling equally wide."""

    low: int
    high: int
    start: float
    end: float

    def place(self, population: int) -> float:
        whole = math.log(self.high / self.low) or 1.0
        return self.start + (self.end - self.start) * math.log(population / self.low) / whole


TOP = 14
Place = tuple[float, float]


def funnel_chart(made: Funnel, *, narrow: bool = False) -> dict[str, Any]:
    """Municipalities as signs; the mean, the 95 and the 99,8 per cent limits as lines.

    One's own has its name in the picture; those named have a letter that is explained beside (below on a narrow page).
    """
    width, plot, height, font = (360.0, 356.0, 280.0, 12) if narrow else (920.0, 640.0, 400.0, 13)
    left = 44.0
    sizes = [unit.population for unit in made.units] + [one.population for one in made.limits]
    across = _Across(min(sizes), max(sizes), left + 20, plot - 20)
    highest = max(unit.rate for unit in made.units) * made.per * Fraction(115, 100)
    y = scale_of([highest], TOP + height, TOP)
    places = [(across.place(unit.population), y.place(unit.rate * made.per)) for unit in made.units]
    bottom = TOP + height + 54
    x, top, characters = (0.0, bottom, 50) if narrow else (690.0, TOP + 6, 28)
    named, end = named_list(made, x, top, font, characters)
    keys, end = funnel_keys(made, x, end + 14, font)
    below, bottom = pixels.note([pixels.DESCRIPTIVE], max(bottom, end) + 4, 50)
    layers = [
        *_axes(made, across, y, plot, font),
        *_lines(made, across, y),
        *_signs(made, places),
        *_names(made, places, (left, plot), font),
    ]
    return pixels.drawing(width, bottom, [*layers, *named, *keys, *below])


def _axes(made: Funnel, across: _Across, y: Scale, width: float, font: int) -> list[dict[str, Any]]:
    floor, left = y.start, across.start - 20
    rows = [{"x": left, "x2": width, "y": y.place(tick), "y2": y.place(tick)} for tick in y.ticks]
    levels = [
        {"x": left - 8, "y": y.place(tick), "text": written(tick, y.decimals), "color": pixels.QUIET}
        for tick in y.ticks
    ]
    sizes = [
        {"x": across.place(size), "y": floor + 18, "text": danish.decimal(size)} for size in _round_sizes(across, font)
    ]
    named = {"x": (left + width) / 2, "y": floor + 38, "text": made.counted_in, "color": pixels.QUIET}
    return [
        pixels.rules(rows),
        *pixels.words(levels, size=font, align="right"),
        *pixels.words([*sizes, named], size=font, align="center"),
    ]


def _round_sizes(across: _Across, font: int) -> list[int]:
    """1, 2, 5, 10 and so on, as many as there is room for, from the right."""
    every = [factor * 10**power for power in range(8) for factor in (1, 2, 5)]
    kept: list[int] = []
    for size in reversed([size for size in every if across.low <= size <= across.high]):
        room = pixels.width_of("100.000", font) + 10
        if not kept or across.place(kept[-1]) - across.place(size) >= room:
            kept.append(size)
    return kept


def _lines(made: Funnel, across: _Across, y: Scale) -> list[dict[str, Any]]:
    def curve(rates: Sequence[float], **mark: Any) -> dict[str, Any]:
        places = [
            (across.place(one.population), y.place(Fraction(rate) * made.per))
            for one, rate in zip(made.limits, rates, strict=True)
        ]
        return pixels.line([place for place in places if place[1] >= y.end], **mark)

    mean = y.place(made.mean * made.per)
    return [
        *(curve([one.outer[end] for one in made.limits], color=MEAN, strokeWidth=1) for end in (0, 1)),
        *(
            curve([one.inner[end] for one in made.limits], color=MEAN, strokeWidth=1, strokeDash=[5, 4])
            for end in (0, 1)
        ),
        pixels.line([(across.start, mean), (across.end, mean)], color=MEAN, strokeWidth=2),
    ]


def _signs(made: Funnel, places: Sequence[Place]) -> list[dict[str, Any]]:
    layers = []
    for beyond, sign in SIGNS.items():
        rows = [
            {"x": x, "y": y, "color": OWN if unit.part == "own" else sign["color"]}
            for unit, (x, y) in zip(made.units, places, strict=True)
            if unit.beyond == beyond
        ]
        layers.append(
            pixels.signs(rows, shape=sign["shape"], size=sign["size"], stroke=pixels.GROUND, strokeWidth=0.75)
        )
    rings = [
        {"x": x, "y": y, "color": OWN if unit.part == "own" else pixels.INK}
        for unit, (x, y) in zip(made.units, places, strict=True)
        if unit.part != "other"
    ]
    return [*layers, pixels.signs(rings, shape="circle", size=190, filled=False, strokeWidth=1.75)]


def _names(made: Funnel, places: Sequence[Place], sides: Place, font: int) -> list[dict[str, Any]]:
    """One's own name and the others' letters, each where it covers least."""
    taken = list(places)
    layers: list[dict[str, Any]] = []
    for unit, letter in lettered(made):
        own = unit.part == "own"
        at = places[made.units.index(unit)]
        text = f"{unit.name} {made.written(unit.rate)}" if own else letter
        half = pixels.width_of(text, font) / 2 + 3
        spots = [(at[0] + dx * (half + 12), at[1] + dy) for dx in (1, -1) for dy in (0, -14, 14)]
        spots += [(at[0], at[1] - 20), (at[0], at[1] + 20)]
        inside = [spot for spot in spots if sides[0] <= spot[0] - half and spot[0] + half <= sides[1]] or spots
        best = min(inside, key=lambda spot: _covered(spot, half, taken))
        taken += [(best[0] + part * half, best[1]) for part in (-0.7, 0, 0.7)]
        row = {"x": best[0], "y": best[1], "text": text, "color": OWN if own else pixels.INK}
        layers += pixels.words([row], size=font, weight=600, align="center", halo=True)
    return layers


def _covered(spot: Place, half: float, taken: Sequence[Place]) -> int:
    return sum(abs(x - spot[0]) < half + 4 and abs(y - spot[1]) < 12 for x, y in taken)
