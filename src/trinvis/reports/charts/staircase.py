"""The staircase: a tread per step with its children and kroner, and the moves of the last year above it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

COLORS = ("#e8edf5", "#cfdeed", "#b3cee8", "#91b5dc", "#5e94cb", "#2d6cac")
DARK, LIGHT = "#1a1a1a", "#ffffff"
WORSE, BETTER = "#a63d05", "#1d6b3a"


@dataclass(frozen=True)
class Tread:
    """One step in words: its name, ``29 børn``, ``35,2 mio. kr.``, and its moves, ``↑ 4 op`` and ``↓ 9 ned`` (empty: none)."""

    name: str
    children: str
    money: str
    up: str
    down: str


WIDTH, GAP, LOWEST, RISE, ABOVE = 1200, 10, 104, 25, 44
CHARACTERS = 22
"""A name's line in a tread of six."""


def staircase_chart(treads: Sequence[Tread]) -> dict[str, Any]:
    """Steps from left to right, each higher than the one before."""
    each = (WIDTH - GAP * (len(treads) - 1)) / len(treads)
    height = ABOVE + LOWEST + RISE * (len(treads) - 1)
    rows = []
    for number, tread in enumerate(treads):
        left, top = number * (each + GAP), height - LOWEST - RISE * number
        color = color_of(number, len(treads))
        rows.append(
            {
                "left": left,
                "right": left + each,
                "in": left + 12,
                "top": top,
                "floor": height,
                "name": textwrap.wrap(tread.name, CHARACTERS),
                "name_at": top + 20,
                "children": tread.children,
                "children_at": height - 34,
                "money": tread.money,
                "money_at": height - 14,
                "color": color,
                "ink": LIGHT if color == COLORS[-1] else DARK,
                "up": tread.up,
                "up_at": top - (28 if tread.down else 10),
                "down": tread.down,
                "down_at": top - 10,
            }
        )
    return _drawn(rows, WIDTH, height, name=15, figures=15, moves=14)


NARROW_WIDTH, NARROW_ROW = 340, 84
NARROW_CHARACTERS = 40


def tall_staircase_chart(treads: Sequence[Tread]) -> dict[str, Any]:
    """The same for a narrow page: the highest step on top, each lower one longer, the words on it."""
    height = NARROW_ROW * len(treads)
    rows = []
    for number, tread in enumerate(treads):
        top = height - NARROW_ROW * (number + 1)
        color = color_of(number, len(treads))
        left = number * 12
        rows.append(
            {
                "left": left,
                "right": NARROW_WIDTH,
                "in": left + 10,
                "top": top,
                "floor": top + NARROW_ROW - 6,
                "name": [textwrap.shorten(tread.name, NARROW_CHARACTERS, placeholder="…")],
                "name_at": top + 18,
                "children": ", ".join(part for part in (tread.children, tread.money) if part),
                "children_at": top + 40,
                "money": "",
                "money_at": top + 40,
                "color": color,
                "ink": LIGHT if color == COLORS[-1] else DARK,
                "up": "",
                "up_at": 0,
                "down": "",
                "down_at": 0,
                "moves": "   ".join(part for part in (tread.up, tread.down) if part),
                "moves_at": top + 64,
            }
        )
    return _drawn(rows, NARROW_WIDTH, height, name=14, figures=14, moves=13)


def color_of(number: int, count: int) -> str:
    """The colour of a tread: from light at the bottom to dark at the top, whatever the number of steps."""
    if count == 1:
        return COLORS[0]
    return COLORS[round(number * (len(COLORS) - 1) / (count - 1))]


def _drawn(
    rows: list[dict[str, Any]], width: int, height: int, *, name: int, figures: int, moves: int
) -> dict[str, Any]:
    x = {"type": "quantitative", "axis": None, "scale": {"domain": [0, width], "nice": False}}
    y = {"type": "quantitative", "axis": None, "scale": {"domain": [height, 0], "nice": False}}

    def text(field: str, across: str, color: str | None, **mark: Any) -> dict[str, Any]:
        ink = {"field": "ink", "scale": None, "type": "nominal"} if color is None else {"value": color}
        return {
            "transform": [{"filter": f"datum['{field}'] && datum['{field}'].length > 0"}],
            "mark": {"type": "text", "baseline": "middle", "lineHeight": 19, **mark},
            "encoding": {
                "x": {**x, "field": across},
                "y": {**y, "field": f"{field}_at"},
                "text": {"field": field},
                "color": ink,
            },
        }

    return {
        "width": width,
        "height": height,
        "padding": 2,
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "rect", "cornerRadius": 2},
                "encoding": {
                    "x": {**x, "field": "left"},
                    "x2": {"field": "right"},
                    "y": {**y, "field": "top"},
                    "y2": {"field": "floor"},
                    "color": {"field": "color", "scale": None, "type": "nominal"},
                },
            },
            text("name", "in", None, align="left", fontWeight=600, fontSize=name),
            text("children", "in", None, align="left", fontWeight=700, fontSize=figures),
            text("money", "in", None, align="left", fontSize=figures),
            text("moves", "in", None, align="left", fontSize=moves),
            text("up", "in", WORSE, align="left", fontWeight=600, fontSize=moves),
            text("down", "in", BETTER, align="left", fontWeight=600, fontSize=moves),
        ],
    }
