"""What something costs month by month, as bars: what is before and after a day told apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trinvis.reports import danish


def month_bars(amounts: Sequence[tuple[int, int]], *, closed_through: int) -> dict[str, Any]:
    """A Vega-Lite specification of (month yyyymm, øre) in thousands of kroner; months after ``closed_through`` are lighter."""
    values = [
        {
            "month": danish.short_month(month),
            "kr": oere / 100_000,
            "label": danish.thousands(oere) if oere else "",
            "ahead": "nej" if month <= closed_through else "ja",
        }
        for month, oere in amounts
    ]
    order = [danish.short_month(month) for month, _ in amounts]
    x = {"field": "month", "type": "nominal", "sort": order, "title": None, "axis": {"labelAngle": 0}}
    y = {
        "field": "kr",
        "type": "quantitative",
        "title": None,
        "axis": {"tickCount": 4, "format": ",.0f"},
    }
    return {
        "width": 640,
        "height": 170,
        "data": {"values": values},
        "layer": [
            {
                "mark": {"type": "bar", "stroke": "#1c4f86", "strokeWidth": 1},
                "encoding": {
                    "x": x,
                    "y": y,
                    "color": {
                        "field": "ahead",
                        "type": "nominal",
                        "legend": None,
                        "scale": {"domain": ["nej", "ja"], "range": ["#5e94cb", "#e8edf5"]},
                    },
                },
            },
            {
                "mark": {"type": "text", "dy": -7},
                "encoding": {"x": x, "y": y, "text": {"field": "label"}},
            },
        ],
    }
