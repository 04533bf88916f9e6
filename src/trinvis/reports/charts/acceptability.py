"""How sure each alternative is to be the best one, by what one of the effect may cost; the frontier is the one to choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from trinvis.reports import danish
from trinvis.reports.charts import pixels
from trinvis.reports.charts.kept_together import lines_of
from trinvis.reports.charts.keys import Key, keys
from trinvis.reports.charts.plane import COLORS
from trinvis.reports.charts.scales import Scale, apart, scale_of, written
from trinvis.reports.charts.year_plot import MoneyUnit, Plot, unit_of

FRONTIER = "#f2dfa0"
"""The frontier is a wide marker under the line."""


@dataclass(frozen=True)
class Chances:
    """An alternative and, for each willingness to pay, the share of the draws where it has the most net benefit (0-1)."""

    label: str
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Acceptability:
    """``willing_oere`` per one of the ``effect``, rising; ``best`` is for each the alternative with the most mean net benefit.

    The subject is the first alternative of ``chances``, drawn blue.
    """

    effect: str
    willing_oere: tuple[int, ...]
    chances: tuple[Chances, ...]
    best: tuple[int, ...]

    def __post_init__(self) -> None:
        count = len(self.willing_oere)
        if not count or len(self.best) != count or any(len(one.shares) != count for one in self.chances):
            raise ValueError("each willingness to pay has a share per alternative and a best one")

    @property
    def unit(self) -> MoneyUnit:
        """What the willingness to pay is in."""
        return unit_of(self.willing_oere)


def acceptability_chart(made: Acceptability, *, narrow: bool = False) -> dict[str, Any]:
    """A line per alternative from 0 to 100 per cent, named at its end; dots on the frontier."""
    width, plot = (360.0, Plot(50, 350, 12, 230, 12)) if narrow else (760.0, Plot(56, 560, 12, 292, 13))
    unit = made.unit
    x = scale_of([unit.of(oere) for oere in made.willing_oere], plot.left, plot.right, about=5 if narrow else 6)
    y = scale_of([0, 100], plot.floor, plot.top)
    places = [x.place(unit.of(oere)) for oere in made.willing_oere]
    lines = [
        [(place, y.place(_per_cent(share))) for place, share in zip(places, one.shares, strict=True)]
        for one in made.chances
    ]
    drawn = [pixels.line(points, color=_color(number), strokeWidth=2.5) for number, points in enumerate(lines)]
    layers = [*_axes(made, x, y, plot), *_frontier(made, lines), *reversed(drawn)]
    samples = [Key("Bedst i gennemsnit (fronten)", boxes=(FRONTIER,))]
    if narrow:
        samples += [Key(one.label, line=_color(number)) for number, one in enumerate(made.chances)]
    else:
        layers += _names(made, [line[-1][1] for line in lines], plot)
    below, end = keys(samples, 0, width, plot.floor + 46, plot.font)
    return pixels.drawing(width, end, [*layers, *below])


def _color(number: int) -> str:
    return COLORS[min(number, len(COLORS) - 1)]


def _per_cent(share: float) -> Fraction:
    return Fraction(round(share * 10_000), 100)


def _frontier(made: Acceptability, lines: Sequence[Sequence[tuple[float, float]]]) -> list[pixels.Layer]:
    """Runs of the willingness to pay where the same alternative is best."""
    layers, start = [], 0
    for number in range(1, len(made.best) + 1):
        if number == len(made.best) or made.best[number] != made.best[start]:
            run = list(lines[made.best[start]][start:number])
            layers.append(pixels.line(run, color=FRONTIER, strokeWidth=11, strokeCap="round"))
            start = number
    return layers


def _axes(made: Acceptability, x: Scale, y: Scale, plot: Plot) -> list[pixels.Layer]:
    ticks = [tick for tick in y.ticks if tick % 20 == 0]
    rows = [{"x": plot.left, "x2": plot.right, "y": y.place(tick), "y2": y.place(tick)} for tick in ticks]
    levels = [
        {"x": plot.left - 8, "y": y.place(tick), "text": f"{written(tick, 0)} %", "color": pixels.QUIET}
        for tick in ticks
    ]
    below = [
        {"x": x.place(tick), "y": plot.floor + 16, "text": written(tick, x.decimals), "color": pixels.QUIET}
        for tick in x.ticks
    ]
    named = {
        "x": plot.middle,
        "y": plot.floor + 34,
        "text": f"det må koste pr. {made.effect}, {made.unit.words}",
        "color": pixels.QUIET,
    }
    return [
        pixels.rules(rows),
        *pixels.words(levels, size=plot.font, align="right"),
        *pixels.words([*below, named], size=plot.font, align="center"),
    ]


def _names(made: Acceptability, ends: Sequence[float], plot: Plot) -> list[pixels.Layer]:
    texts = [lines_of(f"{one.label}: {danish.chance(round(one.shares[-1] * 10_000))}", 25) for one in made.chances]
    middles = apart(ends, [len(lines) * 18 + 8 for lines in texts], plot.top - 8, plot.floor + 8)
    layers: list[pixels.Layer] = []
    for number, (lines, middle) in enumerate(zip(texts, middles, strict=True)):
        first = middle - (len(lines) - 1) * 9
        color = _color(number) if number == 0 else pixels.QUIET
        rows = [
            {"x": plot.right + 10, "y": first + 18 * n, "text": text, "color": color} for n, text in enumerate(lines)
        ]
        layers += pixels.words(rows, size=plot.font, weight=400 if number else 600)
    return layers


def acceptability_words(made: Acceptability) -> str:
    """What a reader sees: which alternative is best from where on, and how sure it is at the ends."""
    parts, start = [], 0
    for number in range(1, len(made.best) + 1):
        if number == len(made.best) or made.best[number] != made.best[start]:
            one = made.chances[made.best[start]]
            low, high = (danish.kroner(made.willing_oere[at]) for at in (start, number - 1))
            sure = " og ".join(
                dict.fromkeys(danish.chance(round(one.shares[at] * 10_000)) for at in (start, number - 1))
            )
            parts.append(
                f"fra {low} til {high} kr. pr. {made.effect} er {one.label} bedst i gennemsnit, {sure} af gangene"
            )
            start = number
    said = "; ".join(parts)
    return f"{said[:1].upper()}{said[1:]}"
