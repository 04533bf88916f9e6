"""Municipalities parted by a background value, below and above its mean: how each group's mean goes, and how many go each way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from trinvis.reports.charts import pixels
from trinvis.reports.charts.direction_signs import WORDS, Direction, arrows
from trinvis.reports.charts.line_series import last_known
from trinvis.reports.charts.panels import BESIDE, Panel, Room, moments_of, panel, shared_scale
from trinvis.reports.charts.scales import written
from trinvis.reports.charts.small_multiples import ends_of_time, levels


@dataclass(frozen=True)
class Group:
    """A group's mean at each moment over ``counted`` municipalities, and how many of them go each way."""

    name: str
    means: tuple[Fraction | None, ...]
    counted: tuple[int, ...]
    ways: Mapping[Direction, int]


@dataclass(frozen=True)
class Groups:
    """``split`` says what parts them (``andel sårbare børn under og over landsgennemsnittet, 10,0 %``)."""

    split: str
    moments: tuple[str, ...]
    groups: tuple[Group, ...]
    beside: tuple[Fraction | None, ...] = ()
    beside_name: str = ""
    decimals: int = 1

    def __post_init__(self) -> None:
        if any(len(one.means) != len(self.moments) or len(one.counted) != len(self.moments) for one in self.groups):
            raise ValueError("a group has a mean, or None, and a count at each moment")


AXIS, ABOVE, FIRST_FOOT, FOOT = 36, 44, 36, 24


def groups_chart(made: Groups, *, narrow: bool = False) -> dict[str, Any]:
    """The groups side by side (below one another on a narrow page) on one scale, the counts under each."""
    width, columns, tall, font = (360, 1, 150, 12) if narrow else (920, 2, 210, 13)
    gap = 70
    wide = (width - AXIS - (AXIS + gap) * (columns - 1)) / columns
    scale = shared_scale([*(one.means for one in made.groups), made.beside])
    layers: list[dict[str, Any]] = []
    bottom = 0.0
    for number, one in enumerate(made.groups):
        row, column = divmod(number, columns)
        whole = ABOVE + tall + FIRST_FOOT + FOOT * 4 + 10
        room = Room(AXIS + column * (wide + AXIS + gap), ABOVE + row * whole, wide, tall)
        shown = Panel(one.name, one.means, own=True)
        layers += panel(shown, made.beside, (), scale, room, decimals=made.decimals, font=font)
        layers += [*levels(scale, room, font), *ends_of_time(made.moments, room, font)]
        layers += _counts(one, room, font)
        bottom = room.top + tall + FIRST_FOOT + FOOT * 4 - 6
    if made.beside:
        layers += [
            pixels.line([(0, bottom + 12), (30, bottom + 12)], color=BESIDE, strokeWidth=1.5, strokeDash=[4, 3]),
            *pixels.words([{"x": 40, "y": bottom + 12, "text": made.beside_name}], size=font),
        ]
        bottom += 28
    below, bottom = pixels.note([f"Delt efter {made.split}. {pixels.DESCRIPTIVE}."], bottom + 6, 50 if narrow else 118)
    return pixels.drawing(width, bottom, [*layers, *below])


def groups_words(made: Groups) -> str:
    """What a reader sees: each group's first and last mean and its counts."""
    parts = []
    for one in made.groups:
        first = next((n for n, value in enumerate(one.means) if value is not None), None)
        last = last_known(one.means)
        said = [
            f"{written(value, made.decimals)} i {made.moments[at]}"
            for at in dict.fromkeys((first, last))
            if at is not None and (value := one.means[at]) is not None
        ]
        ways = ", ".join(f"{one.ways.get(way, 0)} {word}" for way, word in WORDS.items())
        parts.append(f"{one.name}: {' og '.join(said) or 'intet tal'}; {ways}")
    return f"Delt efter {made.split}. {'. '.join(parts)}. {pixels.DESCRIPTIVE}"


def _counts(one: Group, room: Room, font: int) -> list[dict[str, Any]]:
    """How many are counted at each moment, and how many go each way."""
    top = room.top + room.tall + FIRST_FOOT
    signs, said = [], []
    for number, (way, word) in enumerate(WORDS.items()):
        y = top + FOOT * (number + 1) + 4
        signs.append((room.left + 9, y, way))
        said.append({"x": room.left + 28, "y": y, "text": f"{one.ways.get(way, 0)} {word}"})
    counted = [
        {"x": place, "y": top, "text": str(count), "color": pixels.QUIET}
        for place, count in zip(moments_of(room, len(one.counted)), one.counted, strict=True)
    ]
    return [
        arrows(signs),
        *pixels.words([{"x": room.left - 14, "y": top, "text": "n", "color": pixels.QUIET}], size=font),
        *pixels.words(counted, size=font, align="center"),
        *pixels.words(said, size=font),
    ]
