"""Every municipality as a bar, from low to high among those of its own size, with the country's median and quartiles across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from trinvis.reports.charts import pixels
from trinvis.reports.charts.keys import Key, keys
from trinvis.reports.charts.scales import Scale, apart, scale_of, written
from trinvis.reports.charts.size_classes import SizeClassBars, SizePanel, ends_of, head_of

OTHER, OWN, LINE = "#9dbfe0", "#0b4a8a", "#1a1a1a"
DASH = (5, 4)
GAP, ROW = 30.0, 18.0
LEAST_BARS = 21
"""A class with fewer municipalities has the room of so many, for its words."""


@dataclass(frozen=True)
class _Room:
    """Where a panel's bars stand; ``each`` is from one bar to the next."""

    left: float
    right: float
    y: Scale
    each: float

    def across(self, number: int) -> tuple[float, float]:
        """Left and right edge of a bar."""
        gap = 1.0 if self.each < 10 else 2.0
        return self.left + self.each * number, self.left + self.each * (number + 1) - gap


def size_class_bars_chart(made: SizeClassBars, *, narrow: bool = False) -> dict[str, Any]:
    """The size classes side by side on one scale, below one another on a narrow page; one's own dark and named."""
    return _narrow(made) if narrow else _wide(made)


def _wide(made: SizeClassBars) -> dict[str, Any]:
    width, font, tall = 920.0, 13, 300.0
    axis = _axis(made, font)
    right = width - 22 - max(pixels.width_of(f"{name} {made.written(value)}", font) for name, value in made.lines)
    each = (right - axis - GAP * (len(made.panels) - 1)) / sum(max(LEAST_BARS, len(one.bars)) for one in made.panels)
    wide = [each * max(LEAST_BARS, len(one.bars)) for one in made.panels]
    lefts = [axis + sum(wide[:n]) + GAP * n for n in range(len(wide))]
    heads = [
        pixels.wrapped(head_of(one), int(room / (font * 0.62))) for one, room in zip(made.panels, wide, strict=True)
    ]
    layers, under = _unit(made, 120, font)
    top = under + ROW * (max(map(len, heads)) + 1) + 22
    y = _scale(made, top + tall, top)
    ends = [top + tall]
    for one, left, across, head in zip(made.panels, lefts, wide, heads, strict=True):
        room = _Room(left, left + across, y, each)
        foot, end = _foot(one, made, left, y.start + 16, int(across / (font * 0.56)), font)
        layers += [*_headed(one, head, left, under + 8, font), *_panel(made, one, room, font), *foot]
        ends.append(end)
    layers += [*_levels(y, axis, font), *_named_lines(made, y, right + 10, font)]
    note, bottom = pixels.note([pixels.DESCRIPTIVE], max(ends) + 4, 110)
    return pixels.drawing(width, bottom, [*layers, *note])


def _narrow(made: SizeClassBars) -> dict[str, Any]:
    width, font, tall = 360.0, 12, 170.0
    axis = _axis(made, font)
    samples = [
        Key(f"median {made.written(made.median)} (hele landet)", line=LINE, wide=1.75),
        Key(f"1. og 3. kvartil {made.written(made.lower)} og {made.written(made.upper)}", line=LINE, wide=1, dash=DASH),
    ]
    layers, under = _unit(made, 48, font)
    legend, top = keys(samples, 0, width, under, font)
    layers += legend
    for one in made.panels:
        head = pixels.wrapped(head_of(one), 50)
        plot = top + ROW * (len(head) + 1) + 32
        y = _scale(made, plot + tall, plot)
        each = min(13.0, (width - axis) / max(LEAST_BARS, len(one.bars)))
        room = _Room(axis, axis + each * max(LEAST_BARS, len(one.bars)), y, each)
        layers += [*_headed(one, head, 0, top + 20, font), *_levels(y, axis, font), *_panel(made, one, room, font)]
        foot, top = _foot(one, made, 0, y.start + 16, 50, font)
        layers += foot
    note, bottom = pixels.note([pixels.DESCRIPTIVE], top + 4, 52)
    return pixels.drawing(width, bottom, [*layers, *note])


def _scale(made: SizeClassBars, floor: float, top: float) -> Scale:
    return scale_of([made.upper, *(bar.value for one in made.panels for bar in one.bars)], floor, top)


def _axis(made: SizeClassBars, font: int) -> float:
    """Where the bars begin: to the right of the widest figure on the axis."""
    y = _scale(made, 1, 0)
    return max(46.0, *(pixels.width_of(written(tick, y.decimals), font) + 10 for tick in y.ticks))


def _unit(made: SizeClassBars, characters: int, font: int) -> tuple[list[pixels.Layer], float]:
    """What is measured, on top; and where it ends."""
    lines = pixels.wrapped(made.unit, characters)
    rows = [{"x": 0, "y": 8 + ROW * n, "text": text, "color": pixels.QUIET} for n, text in enumerate(lines)]
    return pixels.words(rows, size=font), 8 + ROW * len(lines)


def _headed(one: SizePanel, head: Sequence[str], left: float, top: float, font: int) -> list[pixels.Layer]:
    """The class's name and, below, how many municipalities have a figure."""
    rows = [{"x": left, "y": top + ROW * n, "text": text} for n, text in enumerate(head)]
    count = {"x": left, "y": top + ROW * len(head), "text": f"n = {len(one.bars)}", "color": pixels.QUIET}
    return [*pixels.words(rows, size=font, weight=600), *pixels.words([count], size=font)]


def _panel(made: SizeClassBars, one: SizePanel, room: _Room, font: int) -> list[pixels.Layer]:
    zero, boxes = room.y.place(0), []
    for number, bar in enumerate(one.ordered):
        (left, right), level = room.across(number), room.y.place(bar.value)
        color = OWN if bar.own else OTHER
        boxes.append({"x": left, "x2": right, "y": min(zero, level), "y2": max(zero, level), "color": color})
    across = {"x": room.left, "x2": room.right}
    grid = [{**across, "y": room.y.place(tick), "y2": room.y.place(tick)} for tick in room.y.ticks]
    lines = [{**across, "y": room.y.place(value), "y2": room.y.place(value)} for _, value in made.lines]
    return [
        pixels.rules(grid),
        pixels.rects(boxes),
        pixels.rules([lines[1]], color=LINE, strokeWidth=1.75),
        pixels.rules([lines[0], lines[2]], color=LINE, strokeWidth=1, strokeDash=list(DASH)),
        *_own(made, one, room, font),
    ]


def _own(made: SizeClassBars, one: SizePanel, room: _Room, font: int) -> list[pixels.Layer]:
    """One's own name and figure above the bars and lines that it would cover, with a thin line down to its bar."""
    found = next(((number, bar) for number, bar in enumerate(one.ordered) if bar.own), None)
    if found is None:
        return []
    number, bar = found
    text = f"{bar.name} {made.written(bar.value)}"
    wide = pixels.width_of(text, font) * 1.08
    left, right = room.across(number)
    start = max(room.left, right - wide)
    under = [
        room.y.place(other.value)
        for n, other in enumerate(one.ordered)
        if room.across(n)[1] > start - 2 and room.across(n)[0] < start + wide + 2
    ]
    level, top = _clear(min(under) - 11, [room.y.place(value) for _, value in made.lines]), room.y.place(bar.value)
    middle = (left + right) / 2
    leader = [{"x": middle, "x2": middle, "y": level + 8, "y2": top}] if top - level > 14 else []
    row = {"x": start, "y": level, "text": text, "color": OWN}
    return [pixels.rules(leader, color=OWN), *pixels.words([row], size=font, weight=600, halo=True)]


def _clear(level: float, lines: Sequence[float]) -> float:
    """As far up as it takes for no line to go through the words."""
    for line in sorted(lines, reverse=True):
        if abs(level - line) < 9:
            level = line - 10
    return level


def _levels(y: Scale, axis: float, font: int) -> list[pixels.Layer]:
    said = [
        {"x": axis - 8, "y": y.place(tick), "text": written(tick, y.decimals), "color": pixels.QUIET}
        for tick in y.ticks
    ]
    return pixels.words(said, size=font, align="right")


def _named_lines(made: SizeClassBars, y: Scale, left: float, font: int) -> list[pixels.Layer]:
    """To the right of the last panel: what each line is, and its figure, kept apart."""
    wanted = [y.place(value) for _, value in made.lines]
    middles = apart(wanted, [ROW] * 3, y.end, y.start)
    thin = [
        {"x": left - 8, "x2": left + 2, "y": level, "y2": middle} for level, middle in zip(wanted, middles, strict=True)
    ]
    said = [
        {"x": left + 6, "y": middle, "text": f"{name} {made.written(value)}"}
        for (name, value), middle in zip(made.lines, middles, strict=True)
    ]
    head = {"x": left + 6, "y": min(middles) - ROW, "text": "hele landet", "color": pixels.QUIET}
    return [pixels.rules(thin, color="#b5b5b5"), *pixels.words([head, *said], size=font)]


def _foot(
    one: SizePanel, made: SizeClassBars, left: float, top: float, characters: int, font: int
) -> tuple[list[pixels.Layer], float]:
    """Lowest, highest and those without a figure; and where they end."""
    lines = [text for said in ends_of(one, made) for text in pixels.wrapped(said, characters)]
    rows = [{"x": left, "y": top + ROW * n, "text": text, "color": pixels.QUIET} for n, text in enumerate(lines)]
    return pixels.words(rows, size=font), top + ROW * len(lines)
