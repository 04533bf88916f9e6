"""How close earlier forecasts came: their error in per cent of the frame, by the months that were left of the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

DOT, BAND = "#0b4a8a", "#d5e3f1"
LEAST_PER_CENT = 2.0


@dataclass(frozen=True)
class Hit:
    """A forecast of ``year`` with ``months_left``: its error in hundredths of a per cent of the frame, above 0 too high."""

    year: int
    months_left: int
    error: int


def hits_chart(hits: Sequence[Hit], within: Sequence[tuple[int, int]], *, narrow: bool = False) -> dict[str, Any]:
    """A dot for each forecast; ``within`` is (months left, error that was not passed from then on), a band around nothing.

    The year runs from left to right: most months are left at the left.
    """
    width, height = (300, 200) if narrow else (560, 240)
    dots = [{"x": hit.months_left, "y": hit.error / 100, "year": str(hit.year)} for hit in hits]
    band = [{"x": left, "low": -size / 100, "high": size / 100} for left, size in sorted(within)]
    widest = max(LEAST_PER_CENT, *(abs(dot["y"]) for dot in dots)) * 1.1  # type: ignore[arg-type]
    most = max(hit.months_left for hit in hits)
    x = {
        "type": "quantitative",
        "scale": {"domain": [most + 0.4, 0.6], "nice": False},
        "axis": {
            "values": list(range(1, most + 1)),
            "format": "d",
            "grid": False,
            "title": "måneder tilbage af året",
        },
        "field": "x",
    }
    y = {
        "type": "quantitative",
        "scale": {"domain": [-widest, widest], "nice": False},
        "axis": {
            "title": None,
            "tickCount": 5,
            "labelExpr": "(datum.value ? format(datum.value, '+,~f') : '0') + ' %'",
        },
    }
    return {
        "width": width,
        "height": height,
        "padding": 4,
        "layer": [
            {
                "data": {"values": band},
                "mark": {"type": "area", "color": BAND, "opacity": 1},
                "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
            },
            {
                "data": {"values": [{"y": 0}]},
                "mark": {"type": "rule", "color": "#595959"},
                "encoding": {"y": {**y, "field": "y"}},
            },
            {
                "data": {"values": dots},
                "mark": {"type": "point", "filled": True, "size": 46, "color": DOT, "opacity": 0.85},
                "encoding": {"x": x, "y": {**y, "field": "y"}},
            },
        ],
    }
