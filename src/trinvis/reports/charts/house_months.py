"""An own house month by month: its places as a step, who lives there as bars, the months ahead lighter with their interval, and who waits."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from trinvis.reports import danish
from trinvis.reports.charts import geometry, pixels
from trinvis.reports.charts.house_month_series import HouseMonthBar, HouseMonths, mark_words
from trinvis.reports.charts.keys import Key, keys
from trinvis.reports.charts.scales import Scale, scale_of, written

KNOWN, AHEAD, EDGE, INTERVAL, PLACES = "#5e94cb", "#d5e3f1", "#7f9dbd", "#0b4a8a", "#1a1a1a"
QUEUE, WAITING = "#ecc9b5", "#a63d05"
"""What is known is strong, what is ahead light; who waits has a colour of their own."""
AXIS, LEAST_PERSONS = 34.0, Fraction(5)


@dataclass(frozen=True)
class _Plot:
    """Months across in equal steps from ``left``, persons upwards."""

    left: float
    each: float
    y: Scale
    font: int
    right: float

    def middle(self, number: int) -> float:
        return self.left + self.each * (number + 0.5)


def house_months_chart(made: HouseMonths, *, narrow: bool = False) -> dict[str, Any]:
    """Bars of persons under the step of places; what is waited for stands on top; the first full and empty month are named."""
    width, tall, font = (360.0, 210.0, 12) if narrow else (900.0, 280.0, 13)
    legend, end = keys(_samples(made), 0, width, 0, font)
    top = end + 40 + 22 * len(made.marks)
    y = scale_of([LEAST_PERSONS, *(_most(one) for one in made.months)], top + tall, top, about=7)
    plot = _Plot(AXIS, (width - AXIS) / len(made.months), y, font, width)
    ends = {"x": plot.left, "x2": plot.right}
    grid = [{**ends, "y": y.place(tick), "y2": y.place(tick)} for tick in y.ticks]
    levels = [
        {"x": AXIS - 8, "y": y.place(tick), "text": written(tick, y.decimals), "color": pixels.QUIET}
        for tick in y.ticks
    ]
    layers = [
        *legend,
        *pixels.words([{"x": 0, "y": end + 18, "text": "personer", "color": pixels.QUIET}], size=font),
        pixels.rules(grid),
        *pixels.words(levels, size=font, align="right"),
        *_bars(made, plot),
        *_queue(made, plot),
        _step(made, plot),
        *_intervals(made, plot),
        *_marks(made, plot, end + 42),
        *_axis(made, plot),
    ]
    return pixels.drawing(width, y.start + 44, layers)


def _most(one: HouseMonthBar) -> Fraction:
    """How far up a month reaches."""
    return max(_floor(one) + (one.waiting or 0), one.high or Fraction(0))


def _floor(one: HouseMonthBar) -> Fraction:
    """What those who wait stand on: the places, or those who live there where they are more."""
    return max(one.places, one.occupied or Fraction(0))


def _samples(made: HouseMonths) -> list[Key]:
    shown = [one.occupied is not None for one in made.months]
    found = [Key("bor i huset", boxes=(KNOWN,))] if any(shown[: made.closed]) else []
    if not all(shown):
        found.append(Key("antal vises ikke", boxes=(pixels.GROUND,), edge="#8a8a8a"))
    if made.closed < len(made.months):
        found.append(Key("ventet", boxes=(AHEAD,), edge=EDGE))
    if any(one.low is not None for one in made.months):
        found.append(Key(f"{made.interval} enderne", line=INTERVAL, wide=1.5))
    found.append(Key("pladser", line=PLACES, wide=2))
    if any(one.waiting for one in made.months):
        found.append(Key("venter på en plads", boxes=(QUEUE,)))
    return found


def _bars(made: HouseMonths, plot: _Plot) -> list[pixels.Layer]:
    known, ahead = list[pixels.Row](), list[pixels.Row]()
    hatching = list[tuple[geometry.Point, geometry.Point]]()
    half = plot.each * 0.36
    for number, one in enumerate(made.months):
        x, zero = plot.middle(number), plot.y.place(0)
        if one.occupied is None:
            hatching += geometry.hatched_box(x - half, plot.y.place(one.places), x + half, zero)
            continue
        box = {"x": x - half, "x2": x + half, "y": plot.y.place(one.occupied), "y2": zero}
        (known if number < made.closed else ahead).append({**box, "color": KNOWN if number < made.closed else AHEAD})
    return [
        pixels.rects(known),
        pixels.rects(ahead, stroke=EDGE, strokeWidth=0.75),
        pixels.strokes(hatching, color="#c9c9c9"),
    ]


def _queue(made: HouseMonths, plot: _Plot) -> list[pixels.Layer]:
    """Boxes above the places, as tall as there are persons waiting."""
    half = plot.each * 0.36
    boxes = [
        {
            "x": plot.middle(number) - half,
            "x2": plot.middle(number) + half,
            "y": plot.y.place(_floor(one) + one.waiting),
            "y2": plot.y.place(_floor(one)) - 2,
            "color": QUEUE,
        }
        for number, one in enumerate(made.months)
        if one.waiting
    ]
    return [pixels.rects(boxes, stroke=WAITING, strokeWidth=0.75)]


def _step(made: HouseMonths, plot: _Plot) -> pixels.Layer:
    points = [
        (plot.left + plot.each * (number + side), plot.y.place(one.places))
        for number, one in enumerate(made.months)
        for side in (0, 1)
    ]
    return pixels.line(points, color=PLACES, strokeWidth=2)


def _intervals(made: HouseMonths, plot: _Plot) -> list[pixels.Layer]:
    rows, tips = [], []
    tip = min(5.0, plot.each * 0.2)
    for number, one in enumerate(made.months):
        if one.low is None or one.high is None:
            continue
        x, low, high = plot.middle(number), plot.y.place(one.low), plot.y.place(one.high)
        rows.append({"x": x, "x2": x, "y": low, "y2": high})
        tips += [{"x": x - tip, "x2": x + tip, "y": level, "y2": level} for level in (low, high)]
    return [pixels.rules([*rows, *tips], color=INTERVAL, strokeWidth=1.5)]


def _marks(made: HouseMonths, plot: _Plot, top: float) -> list[pixels.Layer]:
    """A line down to the month from which the house is full or empty, with words at its top."""
    layers: list[pixels.Layer] = []
    every = [one.month for one in made.months]
    for row, (word, month) in enumerate(made.marks):
        x, level = plot.middle(every.index(month)), top + 22 * row
        text = mark_words(word, month, every.index(month) < made.closed)
        half = pixels.width_of(text, plot.font) * 1.08 / 2
        at = min(max(x, half), plot.right - half)
        one = made.months[every.index(month)]
        down = {"x": x, "x2": x, "y": level + 9, "y2": plot.y.place(_most(one)) - 4}
        layers += [
            pixels.rules([down], color=pixels.INK, strokeWidth=1, strokeDash=[2, 3]),
            *pixels.words([{"x": at, "y": level, "text": text}], size=plot.font, weight=600, align="center", halo=True),
        ]
    return layers


def _axis(made: HouseMonths, plot: _Plot) -> list[pixels.Layer]:
    """Months, as many as there is room for, the year under the first and each January; a line where the known end."""
    floor = plot.y.start
    needed = pixels.width_of("mmm", plot.font) + 6
    every = next(number for number in (1, 2, 3, 6, 12, 24, 60, 120) if plot.each * number >= needed)
    months = [
        {"x": plot.middle(n), "y": floor + 16, "text": danish.short_month(one.month)}
        for n, one in enumerate(made.months)
        if (one.month % 100 - 1) % every == 0
    ]
    years = _years(made, plot, floor + 34)
    zero = {"x": plot.left, "x2": plot.right, "y": floor, "y2": floor}
    edge = plot.left + plot.each * made.closed
    split = {"x": edge, "x2": edge, "y": plot.y.end, "y2": floor + 6}
    return [
        pixels.rules([zero], color="#595959", strokeWidth=1.25),
        pixels.rules([split] if 0 < made.closed < len(made.months) else [], color="#8a8a8a", strokeDash=[4, 3]),
        *pixels.words(months, size=plot.font, align="center"),
        *pixels.words(years, size=plot.font, align="center"),
    ]


def _years(made: HouseMonths, plot: _Plot, level: float) -> list[dict[str, Any]]:
    """Each year under the middle of its months; a year with too few months for its number has none."""
    rows = []
    for year in sorted({one.month // 100 for one in made.months}):
        mine = [n for n, one in enumerate(made.months) if one.month // 100 == year]
        if plot.each * len(mine) >= pixels.width_of("2026", plot.font) + 6:
            middle = (plot.middle(mine[0]) + plot.middle(mine[-1])) / 2
            rows.append({"x": middle, "y": level, "text": str(year), "color": pixels.QUIET})
    return rows
