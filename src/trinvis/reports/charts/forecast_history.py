"""The year's forecast as it was seen month by month, against the budget."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from trinvis.reports import danish

FORECAST, BUDGET, INTERVAL = "#0b4a8a", "#595959", "#9dbfe0"


@dataclass(frozen=True)
class Point:
    """What was expected, and the corrected budget, on ``day``; øre. ``interval_oere`` is the central 80 per cent where tested."""

    day: date
    forecast_oere: int
    budget_oere: int
    interval_oere: tuple[int, int] | None = None


def forecast_history_chart(points: Sequence[Point], year: int, *, narrow: bool = False) -> dict[str, Any]:
    """A line of the forecast, a dotted one of the budget, both written at their ends, and the newest point's interval.

    Months of ``year`` along the bottom.
    """
    width, height, font = (330, 220, 13) if narrow else (620, 260, 13)
    last = points[-1]
    values = [
        {
            "x": place(point.day, year),
            "forecast": _millions(point.forecast_oere),
            "budget": _millions(point.budget_oere),
        }
        for point in points
    ]
    end = [{"x": max(12.0, values[-1]["x"]), "budget": values[-1]["budget"]}]
    above = last.forecast_oere >= last.budget_oere
    x = {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [0.8, 13.4 if narrow else 13.2], "nice": False},
        "axis": {
            "values": list(range(1, 13, 2 if narrow else 1)),
            "labelExpr": f"{[danish.short_month(month) for month in range(1, 13)]}[datum.value - 1]",
            "grid": False,
            "title": None,
        },
    }
    interval = [_millions(end) for end in last.interval_oere or ()]
    every = [*interval, *(value[name] for value in values for name in ("forecast", "budget"))]
    y = {
        "type": "quantitative",
        "scale": {"zero": False, "nice": True, "domain": _padded(min(every), max(every))},
        "axis": {"title": None, "tickCount": 5, "format": ",~f"},
    }
    ends = {"x": x, "y": {**y, "field": "budget"}}
    now = {"x": x, "y": {**y, "field": "forecast"}}
    said = {**values[-1], "forecast": (max if above else min)([values[-1]["forecast"], *interval])}
    return {
        "width": width,
        "height": height,
        "padding": 4,
        "layer": [
            *_interval(values[-1]["x"], interval, x, y),
            {
                "data": {"values": [*values, *end]},
                "mark": {"type": "line", "strokeDash": [2, 3], "color": BUDGET, "interpolate": "step-before"},
                "encoding": ends,
            },
            {
                "data": {"values": values},
                "mark": {"type": "line", "color": FORECAST, "strokeWidth": 2.5},
                "encoding": now,
            },
            {
                "data": {"values": values},
                "mark": {"type": "point", "filled": True, "size": 26, "color": FORECAST, "opacity": 1},
                "encoding": now,
            },
            {
                "data": {"values": values[-1:]},
                "mark": {"type": "point", "filled": True, "size": 90, "color": FORECAST, "opacity": 1},
                "encoding": now,
            },
            _text(
                [said], now, f"{danish.millions(last.forecast_oere)} forventet", FORECAST, font + 2, -16 if above else 20,
                "right" if values[-1]["x"] > 8 else "center",
            ),
            _text(end, ends, f"{danish.millions(last.budget_oere)} budget", BUDGET, font, 16 if above else -10, "right"),
        ],
    }  # fmt: skip


def _interval(at: float, ends: Sequence[float], x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    """The interval of the newest point as a wide bar behind it; nothing where there is none."""
    if not ends:
        return []
    return [
        {
            "data": {"values": [{"x": at, "low": ends[0], "high": ends[1]}]},
            "mark": {"type": "rule", "color": INTERVAL, "strokeWidth": 16, "opacity": 1},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        }
    ]


def place(day: date, year: int) -> float:
    """Where a day stands along the bottom: 9.0 is the end of September; a day after the year stands just after it."""
    if day.year > year:
        return 12.6
    if day.year < year:
        return 0.8
    return day.month - 1 + day.day / monthrange(year, day.month)[1]


def _millions(oere: int) -> float:
    return oere / danish.OERE_PER_MILLION


def _padded(low: float, high: float) -> list[float]:
    room = max((high - low) * 0.18, abs(high) * 0.01, 0.05)
    return [low - room, high + room]


def _text(
    values: list[dict[str, float]], encoding: dict[str, Any], text: str, color: str, size: int, dy: int, align: str
) -> dict[str, Any]:
    mark = {"type": "text", "text": text, "color": color, "fontWeight": 600, "fontSize": size, "dy": dy, "align": align}
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}
