"""One's own figure over time beside a group, the country and a cautious estimate; what has no level is an arrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trinvis.reports.charts import pixels
from trinvis.reports.charts.line_labels import arrow_rows, counts_below, last_figures, line_keys, names_at_the_end
from trinvis.reports.charts.line_series import STYLES, Line, Lines, segments
from trinvis.reports.charts.scales import Scale, scale_of, written


def lines_chart(made: Lines, *, narrow: bool = False) -> dict[str, Any]:
    """Lines that stop where there is no figure and never cross a break; last figures and names at their ends."""
    width, plot, height, font = (360, 330, 220, 12) if narrow else (920, 610, 300, 13)
    left, top = 40, 34
    values = [value for line in made.lines for value in line.values]
    y = scale_of(values, top + height, top, from_zero=made.from_zero)
    places = evenly(len(made.moments), left + 18, plot - 18)
    counts, end = counts_below(made, places, top + height + 38, font)
    layers = [
        *_axes(made, y, places, left, plot, font),
        *_breaks(made, places, top, top + height, font),
        *(layer for line in reversed(made.lines) for layer in _line(line, made, places, y)),
        *counts,
    ]
    if narrow:
        layers += last_figures(made, places, y, font)
        keys, end = line_keys(made, end + 12, font)
        layers += keys
    else:
        layers += names_at_the_end(made, places, y, font)
    arrows, end = arrow_rows(made, end + 10, font, 44 if narrow else 110)
    below, end = pixels.note([pixels.DESCRIPTIVE], end + 4, 50)
    return pixels.drawing(width, end, [*layers, *arrows, *below])


def _line(line: Line, made: Lines, places: Sequence[float], y: Scale) -> list[dict[str, Any]]:
    style = STYLES[line.kind]
    stroke = {name: style[name] for name in ("color", "strokeWidth", "strokeDash") if name in style}
    points = [(places[n], y.place(value)) if value is not None else None for n, value in enumerate(line.values)]
    runs = segments(line.values, [one.before for one in made.breaks])
    dots = [{"x": point[0], "y": point[1], "color": style["color"]} for point in points if point]
    return [
        *(pixels.line([point for n in run if (point := points[n])], **stroke) for run in runs),
        pixels.signs(dots, shape=style["shape"], size=style["size"], stroke="#ffffff", strokeWidth=1),
    ]


def evenly(count: int, left: float, right: float) -> list[float]:
    """Places evenly apart from edge to edge; one alone stands in the middle."""
    if count == 1:
        return [(left + right) / 2]
    return [left + (right - left) * number / (count - 1) for number in range(count)]


def _axes(made: Lines, y: Scale, places: Sequence[float], left: float, right: float, font: int) -> list[dict[str, Any]]:
    floor = y.start
    rows = [{"x": left, "x2": right, "y": y.place(tick), "y2": y.place(tick)} for tick in y.ticks]
    levels = [
        {"x": left - 8, "y": y.place(tick), "text": written(tick, y.decimals), "color": pixels.QUIET}
        for tick in y.ticks
    ]
    widest = max(pixels.width_of(moment, font) for moment in made.moments) + 10
    step = places[1] - places[0] if len(places) > 1 else widest
    every = next(number for number in range(1, 100) if step * number >= widest)
    moments = [
        {"x": place, "y": floor + 18, "text": moment}
        for number, (place, moment) in enumerate(zip(places, made.moments, strict=True))
        if (len(places) - 1 - number) % every == 0
    ]
    return [
        pixels.rules(rows),
        *pixels.words(levels, size=font, align="right"),
        *pixels.words(moments, size=font, align="center"),
    ]


def _breaks(made: Lines, places: Sequence[float], top: float, floor: float, font: int) -> list[dict[str, Any]]:
    lines, said = [], []
    for one in made.breaks:
        x = (places[one.before - 1] + places[one.before]) / 2
        lines.append({"x": x, "x2": x, "y": top - 12, "y2": floor + 4})
        room = pixels.width_of(one.words, font) / 2
        said.append({"x": max(room, x), "y": top - 22, "text": one.words, "color": pixels.QUIET})
    return [
        pixels.rules(lines, color=pixels.QUIET, strokeDash=[4, 4], strokeWidth=1.5),
        *pixels.words(said, size=font, align="center"),
    ]
