"""A small picture of lines among others of the same scale: its name, its lines, first and last figure."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from trinvis.reports.charts import geometry, pixels
from trinvis.reports.charts.line_series import NO_FIGURE, last_known, segments
from trinvis.reports.charts.lines import evenly
from trinvis.reports.charts.scales import Scale, scale_of, written

OWN, OTHER, BESIDE, GROUND, HATCHING = "#0b4a8a", "#4a6f96", "#8a8a8a", "#f7f7f7", "#c9c9c9"


@dataclass(frozen=True)
class Panel:
    """A name and its ``values`` at the moments, None where there is no figure; ``own`` is told apart by weight."""

    name: str
    values: tuple[Fraction | None, ...]
    own: bool = False


@dataclass(frozen=True)
class Room:
    """Where a panel stands: left, top, width and height of its plot."""

    left: float
    top: float
    wide: float
    tall: float


def shared_scale(panels: Sequence[Sequence[Fraction | None]], *, from_zero: bool = True) -> Scale:
    """One scale for every panel, from 0 to 1 pixel: ``level`` stretches it to a room."""
    return scale_of([value for values in panels for value in values], 0, 1, from_zero=from_zero, about=3)


def level(value: Fraction, scale: Scale, room: Room) -> float:
    """How far down a value stands in a room."""
    return room.top + room.tall * (1 - scale.place(value))


def moments_of(room: Room, count: int) -> list[float]:
    """Where a panel's moments stand from left to right."""
    return evenly(count, room.left + 12, room.left + room.wide - 14)


def panel(
    made: Panel,
    beside: Sequence[Fraction | None],
    breaks: Sequence[int],
    scale: Scale,
    room: Room,
    *,
    decimals: int,
    font: int,
) -> list[dict[str, Any]]:
    """Name, grid, the line beside (grey, dashed), one's line, and its first and last figure; hatched where there is none."""
    places = moments_of(room, len(made.values))
    characters = int(room.wide / (font * pixels.LETTER * 1.05))
    name = {"x": room.left, "y": room.top - 14, "text": textwrap.shorten(made.name, characters, placeholder="…")}
    grid = [
        {"x": room.left, "x2": room.left + room.wide, "y": level(tick, scale, room), "y2": level(tick, scale, room)}
        for tick in scale.ticks
    ]
    layers = [*pixels.words([{**name, "color": OWN if made.own else pixels.INK}], size=font, weight=600)]
    if last_known(made.values) is None:
        return [*layers, *_without(room, font)]
    layers.append(pixels.rules(grid))
    layers += _runs(beside, breaks, places, scale, room, color=BESIDE, strokeWidth=1.5, strokeDash=[4, 3])
    color = OWN if made.own else OTHER
    layers += _runs(made.values, breaks, places, scale, room, color=color, strokeWidth=3 if made.own else 2)
    return [*layers, *_figures(made, places, scale, room, color, decimals, font)]


def _runs(
    values: Sequence[Fraction | None],
    breaks: Sequence[int],
    places: Sequence[float],
    scale: Scale,
    room: Room,
    **mark: Any,
) -> list[dict[str, Any]]:
    return [
        pixels.line([(places[n], level(value, scale, room)) for n in run if (value := values[n]) is not None], **mark)
        for run in segments(values, breaks)
    ]


def _figures(
    made: Panel, places: Sequence[float], scale: Scale, room: Room, color: str, decimals: int, font: int
) -> list[dict[str, Any]]:
    """Dots where a figure stands alone or at an end, and the first and last in figures."""
    known = [(n, value) for n, value in enumerate(made.values) if value is not None]
    alone = [run[0] for run in segments(made.values, ()) if len(run) == 1]
    ends = list(dict.fromkeys((known[0], known[-1])))
    dots = [
        {"x": places[n], "y": level(value, scale, room), "color": color}
        for n, value in known
        if n in alone or (n, value) in ends
    ]
    said = [
        {
            "x": places[n],
            "y": max(room.top + 2, level(value, scale, room) - 12),
            "text": written(value, decimals),
            "color": color,
        }
        for n, value in ends
    ]
    return [pixels.signs(dots, size=38), *pixels.words(said, size=font, weight=600, align="center", halo=True)]


def _without(room: Room, font: int) -> list[dict[str, Any]]:
    right, bottom = room.left + room.wide, room.top + room.tall
    said = {"x": room.left + room.wide / 2, "y": room.top + room.tall / 2, "text": NO_FIGURE}
    return [
        pixels.rects([{"x": room.left, "x2": right, "y": room.top, "y2": bottom, "color": GROUND}]),
        pixels.strokes(geometry.hatched_box(room.left, room.top, right, bottom, 10), color=HATCHING),
        *pixels.words([said], size=font, align="center", halo=True),
    ]
