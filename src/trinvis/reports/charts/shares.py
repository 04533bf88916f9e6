"""What each step has of the whole, a bar per year, with the break in the accounts drawn as a break."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from trinvis.reports.charts import geometry, pixels
from trinvis.reports.charts.scales import apart, written
from trinvis.reports.charts.staircase import color_of

EDGE, JOINT, HATCHING = "#1c4f86", "#dfeaf5", "#a9c4df"
EMPTY, EMPTY_HATCHING = "#f7f7f7", "#a6a6a6"
NO_FIGURE = "intet tal"
GAP = 36
"""Pixels of empty room where the accounts changed."""
LEAST_TALL, LEAST_WIDE = 17, 20
"""Pixels that a part must have for its share to be written in it."""
APART = 19


@dataclass(frozen=True)
class YearShares:
    """``parts`` are (label, per cent) from the bottom, none where the year has no figure; ``counted`` municipalities, if any are."""

    year: int
    parts: tuple[tuple[str, Fraction], ...]
    counted: int | None = None


@dataclass(frozen=True)
class Break:
    """From ``year`` on the figures are made otherwise; ``words`` say why in a few (``ny kontoplan 2015``)."""

    year: int
    words: str


@dataclass(frozen=True)
class Shares:
    """``labels`` are all parts from the bottom; those in ``joint`` hold what later years tell apart (hatched)."""

    years: tuple[YearShares, ...]
    labels: tuple[str, ...]
    joint: frozenset[str] = frozenset()
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True)
class _Bar:
    """A year with its left edge and its parts as (label, share, top, bottom) in pixels."""

    year: YearShares
    left: float
    parts: tuple[tuple[str, Fraction, float, float], ...]


TOP, WIDE_HEIGHT, NARROW_HEIGHT = 34, 340, 280


def shares_chart(made: Shares, *, narrow: bool = False) -> dict[str, Any]:
    """Bars of 100 per cent; a gap, a dashed line and words where the accounts changed; the number counted below each year."""
    width, plot, height, font = (360, 356, NARROW_HEIGHT, 12) if narrow else (920, 600, WIDE_HEIGHT, 13)
    counted = any(year.counted is not None for year in made.years)
    left = 26 if counted else 2
    gaps = sum(1 for one in made.breaks if any(year.year < one.year for year in made.years))
    each = (plot - left - GAP * gaps) / max(1, len(made.years))
    wide = each * 0.8
    bars = _bars(made, left, each, TOP, height)
    colors = part_colors(made)
    missing = [NO_FIGURE] if any(not year.parts for year in made.years) else []
    floor = TOP + height
    layers = [
        *_parts(bars, wide, colors, made.joint, font),
        *_breaks(made, bars, wide, floor, font),
        *_feet(bars, wide, each, floor, font, counted=counted),
    ]
    end: float = floor + (50 if counted else 30)
    if narrow:
        keys, end = _keys(made, [*made.labels[::-1], *missing], colors, end + 14, font)
    else:
        layers += _at_the_end(bars[-1], wide, font) if bars else []
        shown = {label for label, _ in made.years[-1].parts} if bars else set()
        rest = [label for label in made.labels[::-1] if label not in shown]
        keys, end = _keys(made, [*rest, *missing], colors, end + 14, font)
    below, end = pixels.note([pixels.DESCRIPTIVE], end + 4, 50 if narrow else 110)
    return pixels.drawing(width, end, [*layers, *keys, *below])


def shares_words(made: Shares) -> str:
    """What a reader sees: the first and the last year in words, and the breaks."""
    first, last = made.years[0], made.years[-1]
    parts = [_in_words(year) for year in ((first, last) if first != last else (last,))]
    parts += [f"brud i {one.year}: {one.words}" for one in made.breaks]
    return f"{'; '.join(parts)}. {pixels.DESCRIPTIVE}"


def part_colors(made: Shares) -> dict[str, str]:
    """Label → colour: light at the bottom of the staircase, dark at its top; a joint part has a ground of its own."""
    single = [label for label in made.labels if label not in made.joint]
    colors = {label: color_of(number, len(single)) for number, label in enumerate(single)}
    return colors | dict.fromkeys(made.joint, JOINT) | {NO_FIGURE: EMPTY}


def _in_words(year: YearShares) -> str:
    if not year.parts:
        return f"{year.year}: {NO_FIGURE}"
    return f"{year.year}: " + ", ".join(f"{label} {written(share, 0)} %" for label, share in year.parts)


def _bars(made: Shares, left: float, each: float, top: float, height: float) -> list[_Bar]:
    bars = []
    for number, year in enumerate(made.years):
        gaps = sum(1 for one in made.breaks if made.years[0].year < one.year <= year.year)
        at, parts = top + height, []
        for label, share in year.parts:
            tall = float(share) / 100 * height
            parts.append((label, share, at - tall, at))
            at -= tall
        bars.append(_Bar(year, left + number * each + gaps * GAP, tuple(parts)))
    return bars


def _parts(
    bars: Sequence[_Bar], wide: float, colors: Mapping[str, str], joint: frozenset[str], font: int
) -> list[dict[str, Any]]:
    every = [(bar, *part) for bar in bars for part in bar.parts]
    boxes = [
        {"x": bar.left, "x2": bar.left + wide, "y": top, "y2": bottom, "color": colors[label]}
        for bar, label, _, top, bottom in every
    ]
    hatched = [
        line
        for bar, label, _, top, bottom in every
        if label in joint
        for line in geometry.hatched_box(bar.left, top, bar.left + wide, bottom)
    ]
    inside = [
        {
            "x": bar.left + wide / 2,
            "y": (top + bottom) / 2,
            "text": written(share, 0),
            "color": ink_on(colors[label]),
            "joint": label in joint,
        }
        for bar, label, share, top, bottom in every
        if bottom - top >= LEAST_TALL and wide >= LEAST_WIDE
    ]
    return [
        pixels.rects(boxes),
        pixels.strokes(hatched, color=HATCHING),
        pixels.rects(boxes, filled=False, stroke=EDGE, strokeWidth=0.75),
        *pixels.words((row for row in inside if not row["joint"]), size=font, align="center"),
        *pixels.words((row for row in inside if row["joint"]), size=font, align="center", halo=True),
    ]


def ink_on(color: str) -> str:
    """Black or white, whichever is read better on the colour."""
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return pixels.INK if 0.299 * red + 0.587 * green + 0.114 * blue > 130 else pixels.GROUND


def _breaks(made: Shares, bars: Sequence[_Bar], wide: float, floor: float, font: int) -> list[dict[str, Any]]:
    lines, said = [], []
    for one in made.breaks:
        after = next((bar for bar in bars if bar.year.year >= one.year), None)
        if after is None or after is bars[0]:
            continue
        x = after.left - (GAP + wide * 0.25) / 2
        lines.append({"x": x, "x2": x, "y": TOP - 12, "y2": floor + 6})
        room = pixels.width_of(one.words, font) / 2
        said.append({"x": max(room, x), "y": TOP - 22, "text": one.words, "color": pixels.QUIET})
    return [
        pixels.rules(lines, color=pixels.QUIET, strokeDash=[4, 4], strokeWidth=1.5),
        *pixels.words(said, size=font, align="center"),
    ]


def _feet(
    bars: Sequence[_Bar], wide: float, each: float, floor: float, font: int, *, counted: bool
) -> list[dict[str, Any]]:
    """Years, how many were counted, and hatching where there is no bar."""
    every = 1 if each >= pixels.width_of("2018", font) + 8 else 2
    shown = [bar for number, bar in enumerate(reversed(bars)) if number % every == 0]
    rows = [{"x": bar.left + wide / 2, "y": floor + 16, "text": str(bar.year.year)} for bar in shown]
    empty = [bar.left for bar in bars if not bar.parts]
    boxes = [{"x": left, "x2": left + wide, "y": TOP, "y2": floor, "color": EMPTY} for left in empty]
    lines = [line for left in empty for line in geometry.hatched_box(left, TOP, left + wide, floor)]
    if counted:
        rows += [
            {"x": bar.left + wide / 2, "y": floor + 36, "text": str(bar.year.counted), "color": pixels.QUIET}
            for bar in shown
            if bar.year.counted is not None
        ]
    return [
        pixels.rects(boxes),
        pixels.strokes(lines, color=EMPTY_HATCHING),
        *pixels.words(rows, size=font, align="center"),
        *pixels.words([{"x": 0, "y": floor + 36, "text": "n", "color": pixels.QUIET}] if counted else [], size=font),
    ]


def _at_the_end(bar: _Bar, wide: float, font: int) -> list[dict[str, Any]]:
    """The last year's parts by name to the right of its bar."""
    middles = [(top + bottom) / 2 for _, _, top, bottom in bar.parts]
    places = apart(middles, [APART] * len(middles), TOP, TOP + WIDE_HEIGHT)
    x = bar.left + wide
    lines = [{"x": x + 4, "y": a, "x2": x + 18, "y2": b} for a, b in zip(middles, places, strict=True)]
    said = [
        {"x": x + 24, "y": place, "text": f"{label}, {written(share, 0)} %"}
        for (label, share, _, _), place in zip(bar.parts, places, strict=True)
    ]
    return [pixels.rules(lines, color="#8a8a8a"), *pixels.words(said, size=font)]


def _keys(
    made: Shares, labels: Sequence[str], colors: Mapping[str, str], top: float, font: int
) -> tuple[list[dict[str, Any]], float]:
    """Boxes with names below the picture, and where they end."""
    boxes, said, y = [], [], top
    hatching: list[tuple[geometry.Point, geometry.Point]] = []
    for label in labels:
        lines = textwrap.wrap(label, 46)
        boxes.append({"x": 0, "x2": 22, "y": y - 8, "y2": y + 8, "color": colors[label]})
        if label in made.joint or label == NO_FIGURE:
            hatching += geometry.hatched_box(0, y - 8, 22, y + 8)
        said += [{"x": 32, "y": y + 17 * number, "text": line} for number, line in enumerate(lines)]
        y += 17 * len(lines) + 6
    return [
        pixels.rects(boxes, stroke=EDGE, strokeWidth=0.5),
        pixels.strokes(hatching, color=HATCHING),
        *pixels.words(said, size=font),
    ], y
