"""One child's grants along the years, on the steps that they stand on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

STEP_COLOURS = {1: "#e8edf5", 2: "#cfdeed", 3: "#b3cee8", 4: "#91b5dc", 5: "#5e94cb", 6: "#2d6cac"}
OUTSIDE_COLOUR = "#ececec"
EDGE = "#1c4f86"


@dataclass(frozen=True)
class Stay:
    """One price period of a grant: what it is, its step (None = outside the staircase), first and last day (None = open)."""

    label: str
    step: int | None
    start: date
    stop: date | None
    certain: bool = True


def child_timeline(
    stays: Sequence[Stay], steps: Mapping[int, str], as_of: date, *, first: date, last: date
) -> dict[str, Any]:
    """A Vega-Lite specification: a bar per stay between ``first`` and ``last``, a row per step in use, a line at ``as_of``.

    An expected stay has a dashed edge; an open one reaches the picture's end.
    """
    used = {stay.step for stay in stays}
    order = [_row(step, steps) for step in sorted((s for s in used if s is not None), reverse=True)]
    if None in used:
        order.append(_row(None, steps))
    values = [
        {
            "row": _row(stay.step, steps),
            "colour": STEP_COLOURS.get(stay.step or 0, OUTSIDE_COLOUR),
            "from": max(stay.start, first).isoformat(),
            "to": (min(stay.stop or last, last) + timedelta(days=1)).isoformat(),
            "sure": "ja" if stay.certain else "nej",
        }
        for stay in stays
        if stay.start <= last and (stay.stop is None or stay.stop >= first)
    ]
    day = {"type": "temporal", "scale": {"domain": [first.isoformat(), (last + timedelta(days=1)).isoformat()]}}
    rows = {
        "field": "row",
        "type": "nominal",
        "sort": order,
        "title": None,
        "scale": {"domain": order, "paddingInner": 0.25, "paddingOuter": 0.15},
        "axis": {"labelLimit": 260, "labelFontSize": 14, "grid": False},
    }
    return {
        "width": 860,
        "height": {"step": 40},
        "layer": [
            {
                "data": {"values": values},
                "mark": {"type": "bar", "stroke": EDGE, "strokeWidth": 1},
                "encoding": {
                    "y": rows,
                    "x": {
                        **day,
                        "field": "from",
                        "title": None,
                        "axis": {"format": "%b %Y", "tickCount": 8, "labelOverlap": True},
                    },
                    "x2": {"field": "to"},
                    "color": {"field": "colour", "type": "nominal", "scale": None},
                    "strokeDash": {
                        "field": "sure",
                        "type": "nominal",
                        "legend": None,
                        "scale": {"domain": ["ja", "nej"], "range": [[1, 0], [5, 3]]},
                    },
                },
            },
            {
                "data": {"values": [{"day": as_of.isoformat(), "text": "den valgte dag"}]},
                "mark": {"type": "rule", "color": "#1a1a1a", "strokeDash": [3, 3]},
                "encoding": {"x": {**day, "field": "day"}},
            },
        ],
    }


def _row(step: int | None, steps: Mapping[int, str]) -> str:
    return "Uden for trappen" if step is None else f"{step} {steps.get(step, '')}".strip()
