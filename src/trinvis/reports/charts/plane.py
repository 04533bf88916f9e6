"""The cost-effectiveness plane: every draw's extra effect and extra cost against acting as today, and what one is willing to pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from trinvis.reports import danish
from trinvis.reports.charts import pixels
from trinvis.reports.charts.keys import Key, keys
from trinvis.reports.charts.scales import Scale, scale_of, written
from trinvis.reports.charts.year_plot import ZERO, MoneyUnit, Plot, unit_of

COLORS = ("#0b4a8a", "#7a7a7a", "#6fa3d6", "#b5b5b5")
"""The subject first; alternatives beyond these share the last."""
MOST = 400
"""Draws that are drawn; more hide one another."""


@dataclass(frozen=True)
class Cloud:
    """An alternative's draws: extra effect and extra cost in øre, draw by draw, and the means over all of them."""

    label: str
    effects: tuple[float, ...]
    costs_oere: tuple[int, ...]
    mean_effect: float
    mean_cost_oere: int

    def __post_init__(self) -> None:
        if len(self.effects) != len(self.costs_oere) or not self.effects:
            raise ValueError("a draw has an effect and a cost")

    @property
    def quarters(self) -> tuple[float, float, float, float]:
        """Share of the draws that are cheaper and better, dearer and better, cheaper and worse, dearer and worse."""
        pairs = [(effect >= 0, cost <= 0) for effect, cost in zip(self.effects, self.costs_oere, strict=True)]
        count = len(pairs)
        return tuple(pairs.count(kind) / count for kind in QUARTERS)  # type: ignore[return-value]


QUARTERS = ((True, True), (True, False), (False, True), (False, False))
"""Better or not, cheaper or not."""
SAID = ("billigere, mere effekt", "dyrere, mere effekt", "billigere, mindre effekt", "dyrere, mindre effekt")


@dataclass(frozen=True)
class Plane:
    """``effect`` names the unit of effect (``barneår``); ``willing_oere`` is what one of it may cost, 0 where nobody has said."""

    effect: str
    clouds: tuple[Cloud, ...]
    willing_oere: int = 0

    @property
    def unit(self) -> MoneyUnit:
        """What the picture's costs are in."""
        return unit_of([cost for one in self.clouds for cost in _drawn(one)[1]])


def plane_chart(made: Plane, *, narrow: bool = False) -> dict[str, Any]:
    """Extra effect to the right, extra cost upwards; a cloud per alternative with its mean, and the line of what one may cost."""
    width, plot = (360.0, Plot(50, 344, 30, 290, 12)) if narrow else (760.0, Plot(60, 742, 30, 390, 13))
    unit = made.unit
    effects = [Fraction(effect) for one in made.clouds for effect in _drawn(one)[0]]
    x = scale_of(effects, plot.left, plot.right)
    y = scale_of([unit.of(cost) for one in made.clouds for cost in _drawn(one)[1]], plot.floor, plot.top)
    layers = [
        *_axes(made, x, y, plot),
        *_willing(made, x, y, unit),
        *(layer for number in reversed(range(len(made.clouds))) for layer in _cloud(made, number, x, y, unit)),
        *_corners(made, x, y, plot),
    ]
    samples = [Key(one.label, dot=_color(number)) for number, one in enumerate(made.clouds)]
    if made.willing_oere:
        samples.append(
            Key(f"{danish.kroner(made.willing_oere)} kr. pr. {made.effect}", line=ZERO, wide=1.5, dash=(5, 4))
        )
    below, end = keys(samples, 0, width, plot.floor + 48, plot.font)
    return pixels.drawing(width, end, [*layers, *below])


def _drawn(one: Cloud) -> tuple[Sequence[float], Sequence[int]]:
    """The draws that are drawn: the first, since draws come in no order."""
    return one.effects[:MOST], one.costs_oere[:MOST]


def _color(number: int) -> str:
    return COLORS[min(number, len(COLORS) - 1)]


def _axes(made: Plane, x: Scale, y: Scale, plot: Plot) -> list[pixels.Layer]:
    rows = [{"x": plot.left, "x2": plot.right, "y": y.place(tick), "y2": y.place(tick)} for tick in y.ticks]
    zeros = [{"x": plot.left, "x2": plot.right, "y": y.place(0), "y2": y.place(0)}]
    zeros.append({"x": x.place(0), "x2": x.place(0), "y": plot.top, "y2": plot.floor})
    levels = [
        {"x": plot.left - 8, "y": y.place(tick), "text": written(tick, y.decimals), "color": pixels.QUIET}
        for tick in y.ticks
    ]
    below = [
        {"x": x.place(tick), "y": plot.floor + 16, "text": written(tick, x.decimals), "color": pixels.QUIET}
        for tick in x.ticks
    ]
    named = {
        "x": plot.middle,
        "y": plot.floor + 34,
        "text": f"{made.effect} mere end i dag",
        "color": pixels.QUIET,
    }
    above = {"x": 0, "y": 8, "text": f"udgift mere end i dag, {made.unit.words}", "color": pixels.QUIET}
    return [
        pixels.rules(rows),
        pixels.rules(zeros, color=ZERO, strokeWidth=1.25),
        *pixels.words(levels, size=plot.font, align="right"),
        *pixels.words([*below, named], size=plot.font, align="center"),
        *pixels.words([above], size=plot.font),
    ]


def _willing(made: Plane, x: Scale, y: Scale, unit: MoneyUnit) -> list[pixels.Layer]:
    """The line through nothing with the slope of what one of the effect may cost, inside the plot."""
    if not made.willing_oere:
        return []
    slope = unit.of(made.willing_oere)
    low, high = max(x.low, y.low / slope), min(x.high, y.high / slope)
    ends = [(x.place(effect), y.place(effect * slope)) for effect in (low, high)]
    return [pixels.line(ends, color=ZERO, strokeWidth=1.5, strokeDash=[5, 4])]


def _cloud(made: Plane, number: int, x: Scale, y: Scale, unit: MoneyUnit) -> list[pixels.Layer]:
    one, color = made.clouds[number], _color(number)
    dots = [
        {"x": round(x.place(Fraction(effect)), 1), "y": round(y.place(unit.of(cost)), 1), "color": color}
        for effect, cost in zip(*_drawn(one), strict=True)
    ]
    mean = {"x": x.place(Fraction(one.mean_effect)), "y": y.place(unit.of(one.mean_cost_oere)), "color": color}
    return [
        pixels.signs(dots, size=14, opacity=0.35),
        pixels.signs([mean], size=110, stroke="#ffffff", strokeWidth=2),
    ]


def _corners(made: Plane, x: Scale, y: Scale, plot: Plot) -> list[pixels.Layer]:
    """In each quarter that has room what it means, and with one alternative how many draws lie there."""
    share = made.clouds[0].quarters if len(made.clouds) == 1 else None
    found: dict[str, list[dict[str, Any]]] = {"left": [], "right": []}
    for number, (better, cheaper) in enumerate(QUARTERS):
        wide = plot.right - x.place(0) if better else x.place(0) - plot.left
        tall = plot.floor - y.place(0) if cheaper else y.place(0) - plot.top
        text = SAID[number] if share is None else f"{SAID[number]}: {danish.per_cent(round(share[number] * 10_000), 0)}"
        if wide < pixels.width_of(text, plot.font) + 8 or tall < 26:
            continue
        color = (
            pixels.BETTER
            if (better, cheaper) == (True, True)
            else pixels.WORSE
            if not (better or cheaper)
            else pixels.QUIET
        )
        row = {"y": plot.floor - 10 if cheaper else plot.top + 10, "text": text, "color": color}
        found["right" if better else "left"].append({**row, "x": plot.right - 4 if better else plot.left + 4})
    return [
        layer for side, rows in found.items() for layer in pixels.words(rows, size=plot.font, align=side, halo=True)
    ]


def plane_words(made: Plane) -> str:
    """What a reader sees: each alternative's mean extra effect and cost, and how the draws lie."""
    unit, parts = made.unit, []
    for one in made.clouds:
        effect = written(Fraction(round(one.mean_effect * 100), 100), 2)
        shares = ", ".join(
            f"{words} {danish.per_cent(round(share * 10_000), 0)}"
            for words, share in zip(SAID, one.quarters, strict=True)
            if share
        )
        parts.append(
            f"{one.label}: i gennemsnit {effect} {made.effect} og {unit.signed(one.mean_cost_oere)} {unit.said} mere end i dag; {shares}"
        )
    return ". ".join(parts)
