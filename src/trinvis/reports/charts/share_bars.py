"""How much each part has of a whole, as bars with their share written at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trinvis.reports import danish

COLOR, EVENING_OUT = "#5e94cb", "#1d6b3a"
WIDTH, LABEL, ROW, END = 420, 190, 34, 54


def share_bars(shares: Sequence[tuple[str, int]]) -> dict[str, Any]:
    """``shares`` are (words, hundredths of a per cent), in the order shown; one below 0 is drawn to the left of nothing."""
    low = min(0, *(share for _, share in shares))
    high = max(1, *(share for _, share in shares))
    left = LABEL + (END if low < 0 else 4)
    scale = (WIDTH - END - left) / (high - low)
    zero = left - low * scale
    rows = [
        {
            "label": words,
            "text": danish.per_cent(share, 0),
            "middle": number * ROW + ROW / 2,
            "top": number * ROW + 7,
            "bottom": (number + 1) * ROW - 7,
            "from": zero + min(0, share) * scale,
            "to": zero + max(0, share) * scale,
            "at": zero + share * scale + (6 if share >= 0 else -6),
            "left": share < 0,
            "color": COLOR if share >= 0 else EVENING_OUT,
        }
        for number, (words, share) in enumerate(shares)
    ]
    height = len(rows) * ROW
    x = {"type": "quantitative", "axis": None, "scale": {"domain": [0, WIDTH], "nice": False}}
    y = {"type": "quantitative", "axis": None, "scale": {"domain": [height, 0], "nice": False}}

    def text(field: str, across: dict[str, Any], **mark: Any) -> dict[str, Any]:
        return {
            "mark": {"type": "text", "baseline": "middle", **mark},
            "encoding": {"x": across, "y": {**y, "field": "middle"}, "text": {"field": field}},
        }

    at = {**x, "field": "at"}
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
            text("label", {"value": 0}, align="left", fontSize=14),
            {**text("text", at, align="left", fontSize=14, fontWeight=600), "transform": [{"filter": "!datum.left"}]},
            {**text("text", at, align="right", fontSize=14, fontWeight=600), "transform": [{"filter": "datum.left"}]},
        ],
    }
