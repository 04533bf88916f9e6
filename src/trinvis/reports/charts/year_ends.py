"""Where the year may end: how the futures lie around the frame, those above it told apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from trinvis.reports import danish

WITHIN, ABOVE, LINE = "#91b5dc", "#a63d05", "#1a1a1a"
BARS = 24
"""Bars of equal width between the 1st and the 99th percentile."""


def year_ends_chart(percentiles: Sequence[int], frame_oere: int, *, narrow: bool = False) -> dict[str, Any]:
    """Bars of the share of futures by year-end; ``percentiles`` are the 0th to the 100th, øre.

    A bar that the frame cuts is cut there, so that what lies above it in the picture is the chance of breaking it.
    """
    width, height, font = (330, 150, 13) if narrow else (420, 190, 13)
    low, high = percentiles[1], percentiles[-2]
    step = (high - low) / BARS or 1.0
    edges = [low + number * step for number in range(BARS + 1)]
    values = []
    for left, right in pairwise(edges):
        tall = share_below(percentiles, right) - share_below(percentiles, left)
        cuts = [left, frame_oere, right] if left < frame_oere < right and frame_oere else [left, right]
        for begin, end in pairwise(cuts):
            color = ABOVE if frame_oere and begin >= frame_oere else WITHIN
            values.append({"x": _millions(begin), "x2": _millions(end), "y": tall, "color": color})
    top = max(value["y"] for value in values) * 1.22  # type: ignore[type-var, operator]
    x = {
        "type": "quantitative",
        "axis": {"title": None, "tickCount": 6, "format": ",~f", "grid": False},
        "scale": {
            "zero": False,
            "nice": False,
            "domain": [
                _millions(min(low, frame_oere or low) - step),
                _millions(max(high, frame_oere or high) + step),
            ],
        },
    }
    y = {"type": "quantitative", "axis": None, "scale": {"domain": [0, top], "nice": False}}
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": values},
            "mark": {"type": "rect", "stroke": "#ffffff", "strokeWidth": 0.75},
            "encoding": {
                "x": {**x, "field": "x"},
                "x2": {"field": "x2"},
                "y": {**y, "field": "y"},
                "y2": {"datum": 0},
                "color": {"field": "color", "scale": None},
            },
        }
    ]
    if frame_oere:
        frame = {"data": {"values": [{"x": _millions(frame_oere), "top": top}]}}
        right_half = frame_oere > (low + high) / 2
        layers += [
            {
                **frame,
                "mark": {"type": "rule", "color": LINE, "strokeDash": [2, 3]},
                "encoding": {"x": {**x, "field": "x"}},
            },
            {
                **frame,
                "mark": {
                    "type": "text", "text": f"ramme {danish.millions(frame_oere)}", "fontSize": font, "fontWeight": 600,
                    "align": "right" if right_half else "left", "dx": -6 if right_half else 6, "baseline": "top", "dy": 2,
                },
                "encoding": {"x": {**x, "field": "x"}, "y": {**y, "field": "top"}},
            },
        ]  # fmt: skip
    return {"width": width, "height": height, "padding": 4, "layer": layers}


def share_below(percentiles: Sequence[int], oere: float) -> float:
    """The share of futures below an amount, with a straight line between the percentiles."""
    if oere <= percentiles[0]:
        return 0.0
    for number, (below, above) in enumerate(pairwise(percentiles)):
        if oere < above:
            return (number + (oere - below) / ((above - below) or 1)) / (len(percentiles) - 1)
    return 1.0


def _millions(oere: float) -> float:
    return oere / danish.OERE_PER_MILLION
