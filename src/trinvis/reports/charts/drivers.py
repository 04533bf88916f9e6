"""Why the year-end differs: one bar per cause, extra expense to the right, savings to the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from trinvis.reports import danish

WORSE, BETTER = "#a63d05", "#1d6b3a"
WIDTH, LABEL, ROW = 420, 196, 56
ENDS = 52
"""Room for a figure beside the bar on either side."""


@dataclass(frozen=True)
class Bar:
    """One cause: its words, what is said below them, and øre of extra expense."""

    label: str
    detail: str
    amount_oere: int


def drivers_chart(bars: Sequence[Bar]) -> dict[str, Any]:
    """Words to the left, bars around a line at nothing, the signed figure at the end of each bar."""
    rows = [
        {
            "label": bar.label.split("\n"),
            "detail": bar.detail,
            "top": number * ROW + 10,
            "bottom": number * ROW + 34,
            "middle": number * ROW + 22,
            "words": number * ROW + 18,
            "below": number * ROW + 18 + 16 * len(bar.label.split("\n")),
            "color": WORSE if bar.amount_oere > 0 else BETTER,
            "text": signed_millions(bar.amount_oere),
        }
        for number, bar in enumerate(bars)
    ]
    low, high = min(0, *(bar.amount_oere for bar in bars)), max(0, *(bar.amount_oere for bar in bars))
    left, right = LABEL + (ENDS if low < 0 else 4), WIDTH - (ENDS if high > 0 else 4)
    scale = (right - left) / ((high - low) or 1)
    zero = left - low * scale
    for row, bar in zip(rows, bars, strict=True):
        end = zero + bar.amount_oere * scale
        row |= {"from": min(zero, end), "to": max(zero, end)}
        row |= {"at": end + (6 if bar.amount_oere >= 0 else -6), "left": bar.amount_oere < 0}
    height = len(bars) * ROW
    x = {"type": "quantitative", "axis": None, "scale": {"domain": [0, WIDTH], "nice": False}}
    y = {"type": "quantitative", "axis": None, "scale": {"domain": [height, 0], "nice": False}}

    def text(field: str, across: str | int, down: str, **mark: Any) -> dict[str, Any]:
        where = {"value": across} if isinstance(across, int) else {**x, "field": across}
        return {
            "mark": {"type": "text", "baseline": "middle", **mark},
            "encoding": {"x": where, "y": {**y, "field": down}, "text": {"field": field}},
        }

    return {
        "width": WIDTH,
        "height": height,
        "padding": 2,
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "rect"},
                "encoding": {
                    "x": {**x, "field": "from"},
                    "x2": {"field": "to"},
                    "y": {**y, "field": "top"},
                    "y2": {"field": "bottom"},
                    "color": {"field": "color", "scale": None},
                },
            },
            {
                "data": {"values": [{"x": zero, "y": 0, "y2": height}]},
                "mark": {"type": "rule", "color": "#595959"},
                "encoding": {"x": {**x, "field": "x"}, "y": {**y, "field": "y"}, "y2": {"field": "y2"}},
            },
            text("label", 0, "words", align="left", fontSize=14, fontWeight=600, lineHeight=16),
            text("detail", 0, "below", align="left", fontSize=13, color="#595959"),
            {
                **text("text", "at", "middle", align="left", fontSize=14, fontWeight=700),
                "transform": [{"filter": "!datum.left"}],
            },
            {
                **text("text", "at", "middle", align="right", fontSize=14, fontWeight=700),
                "transform": [{"filter": "datum.left"}],
            },
        ],
    }


def signed_millions(oere: int) -> str:
    """Millions with one decimal and a sign: ``+1,6``, ``−0,3``, ``0,0``."""
    text = danish.millions(oere)
    return f"+{text}" if danish.rounded(oere, danish.OERE_PER_MILLION // 10) > 0 else text
