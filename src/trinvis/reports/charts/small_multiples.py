"""One small picture per municipality or figure, all on the same scale, the country beside each as a dashed line."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from trinvis.reports.charts import pixels
from trinvis.reports.charts.line_series import NO_FIGURE, last_known
from trinvis.reports.charts.panels import BESIDE, Panel, Room, level, panel, shared_scale
from trinvis.reports.charts.scales import Scale, written


@dataclass(frozen=True)
class SmallMultiples:
    """``panels`` in the order they are read; ``beside`` is drawn in every one (none where it is empty) and named ``beside_name``."""

    moments: tuple[str, ...]
    panels: tuple[Panel, ...]
    beside: tuple[Fraction | None, ...] = ()
    beside_name: str = ""
    breaks: tuple[int, ...] = ()
    decimals: int = 1

    def __post_init__(self) -> None:
        series = [*(one.values for one in self.panels), *([self.beside] if self.beside else [])]
        if any(len(values) != len(self.moments) for values in series):
            raise ValueError("a panel has a value, or None, at each moment")


ABOVE, BETWEEN, AXIS = 34, 26, 34
"""Pixels for the name, between two columns, and for the figures to the left."""


def small_multiples_chart(made: SmallMultiples, *, narrow: bool = False) -> dict[str, Any]:
    """Five in a row, two on a narrow page; the scale's figures to the left of each row, the first and last moment below the last."""
    width, columns, tall, font = (360, 2, 90, 12) if narrow else (920, 5, 110, 13)
    wide = (width - AXIS - BETWEEN * (columns - 1)) / columns
    scale = shared_scale([*(one.values for one in made.panels), made.beside])
    layers: list[dict[str, Any]] = []
    bottom = 0.0
    for number, one in enumerate(made.panels):
        row, column = divmod(number, columns)
        room = Room(AXIS + column * (wide + BETWEEN), ABOVE + row * (tall + ABOVE + 30), wide, tall)
        layers += panel(one, made.beside, made.breaks, scale, room, decimals=made.decimals, font=font)
        if column == 0:
            layers += levels(scale, room, font)
        layers += ends_of_time(made.moments, room, font - 1)
        bottom = room.top + tall + 24
    if made.beside:
        layers += [
            pixels.line([(0, bottom + 18), (30, bottom + 18)], color=BESIDE, strokeWidth=1.5, strokeDash=[4, 3]),
            *pixels.words([{"x": 40, "y": bottom + 18, "text": made.beside_name}], size=font),
        ]
        bottom += 34
    below, bottom = pixels.note([pixels.DESCRIPTIVE], bottom + 6, 50)
    return pixels.drawing(width, bottom, [*layers, *below])


def small_multiples_words(made: SmallMultiples) -> str:
    """What a reader sees: the newest figure of each."""
    parts = [f"{one.name}: {_newest(one.values, made)}" for one in made.panels]
    if made.beside:
        parts.append(f"{made.beside_name}: {_newest(made.beside, made)}")
    return f"{'; '.join(parts)}. {pixels.DESCRIPTIVE}"


def _newest(values: tuple[Fraction | None, ...], made: SmallMultiples) -> str:
    at = last_known(values)
    value = None if at is None else values[at]
    return NO_FIGURE if at is None or value is None else f"{written(value, made.decimals)} i {made.moments[at]}"


def levels(scale: Scale, room: Room, font: int) -> list[dict[str, Any]]:
    """The scale's round numbers to the left of a room."""
    rows = [
        {
            "x": room.left - 6, "y": level(tick, scale, room), "text": written(tick, scale.decimals), "color": pixels.QUIET,
        }
        for tick in scale.ticks
    ]  # fmt: skip
    return pixels.words(rows, size=font - 1, align="right")


def ends_of_time(moments: tuple[str, ...], room: Room, font: int) -> list[dict[str, Any]]:
    """The first and the last moment below a room."""
    y = room.top + room.tall + 14
    first = {"x": room.left, "y": y, "text": moments[0], "color": pixels.QUIET}
    last = {"x": room.left + room.wide, "y": y, "text": moments[-1], "color": pixels.QUIET}
    both = [*pixels.words([first], size=font), *pixels.words([last], size=font, align="right")]
    return both if len(moments) > 1 else pixels.words([first], size=font)
