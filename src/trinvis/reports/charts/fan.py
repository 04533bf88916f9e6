"""What is spent from New Year on, month by month: known for closed months, a fan for those ahead, against the frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from trinvis.reports import danish

KNOWN, EIGHTY, NINETY_FIVE, FRAME = "#0b4a8a", "#9dbfe0", "#d5e3f1", "#595959"
BACK = 3
"""Closed months that are shown before the open ones: more would squeeze the fan flat."""
LEAST_APART = 22
"""Pixels between two words at the end of their lines."""


@dataclass(frozen=True)
class FanMonth:
    """Øre spent from New Year to the end of ``month`` (yyyymm): expected, and the central 80 and 95 per cent.

    A closed month has ``expected_oere`` alone; an open one has no intervals where none is tested.
    """

    month: int
    expected_oere: int
    low80_oere: int | None = None
    high80_oere: int | None = None
    low95_oere: int | None = None
    high95_oere: int | None = None


def fan_chart(months: Sequence[FanMonth], closed: int, frame_oere: int, *, narrow: bool = False) -> dict[str, Any]:
    """``months`` are the twelve of the year, the first ``closed`` of them closed; no ``frame_oere`` (0) draws no frame.

    The year's frame is spread evenly over its months. Both year-ends are written at the right.
    """
    width, height, font = (250, 230, 13) if narrow else (520, 300, 13)
    first = max(0, closed - BACK)
    known = [_point(0, 0), *(_point(at, one.expected_oere) for at, one in enumerate(months[:closed], 1))][first:]
    ahead = [known[-1], *(_point(at, one.expected_oere) for at, one in enumerate(months[closed:], closed + 1))]
    bands = {
        EIGHTY: [(one.low80_oere, one.high80_oere) for one in months[closed:]],
        NINETY_FIVE: [(one.low95_oere, one.high95_oere) for one in months[closed:]],
    }
    frame = [_point(at, frame_oere * at / 12) for at in (first, 12)] if frame_oere else []
    levels = [point["y"] for point in (*known, *ahead, *frame)]
    levels += [_millions(end) for band in bands.values() for pair in band for end in pair if end is not None]
    domain = _padded(min(levels), max(levels))
    x = {
        "type": "quantitative",
        "scale": {"domain": [first, 12], "nice": False},
        "axis": {
            "values": list(range(max(first, 1), 13, 2 if narrow and first < 6 else 1)),
            "labelExpr": f"{[danish.short_month(month) for month in range(1, 13)]}[datum.value - 1]",
            "grid": False,
            "title": None,
            "labelFlush": False,
        },
        "field": "x",
    }
    y = {
        "type": "quantitative",
        "scale": {"domain": domain, "nice": False, "zero": False},
        "axis": {"title": None, "tickCount": 5, "format": ",~f"},
        "field": "y",
    }
    layers = [_band(known[-1], closed, bands[color], color, x, y) for color in (NINETY_FIVE, EIGHTY)]
    layers += [
        _line(frame, x, y, color=FRAME, strokeDash=[2, 3]),
        _line(ahead, x, y, color=KNOWN, strokeWidth=2, strokeDash=[6, 3]),
        _line(known, x, y, color=KNOWN, strokeWidth=2.5),
        {
            "data": {"values": [known[-1], ahead[-1]]},
            "mark": {"type": "point", "filled": True, "size": 55, "color": KNOWN, "opacity": 1},
            "encoding": {"x": x, "y": y},
        },
        *_ends(ahead[-1]["y"], frame[-1]["y"] if frame else None, domain, height, font),
    ]
    return {
        "width": width,
        "height": height,
        "padding": 4,
        "layer": [layer for layer in layers if layer["data"]["values"]],
    }


def _ends(expected: float, frame: float | None, domain: list[float], height: int, font: int) -> list[dict[str, Any]]:
    """Both ends in words to the right of the picture, kept apart where they lie close."""
    from_top = [_from_top(level, domain, height) for level in (expected, frame) if level is not None]
    if len(from_top) == 2 and abs(from_top[0] - from_top[1]) < LEAST_APART:
        middle, way = sum(from_top) / 2, 1 if expected >= (frame or 0) else -1
        from_top = [middle - way * LEAST_APART / 2, middle + way * LEAST_APART / 2]
    words = [(f"{_written(expected)} ventet", KNOWN)]
    if frame is not None:
        words.append((f"{_written(frame)} ramme", FRAME))
    return [
        {
            "data": {"values": [{}]},
            "mark": {
                "type": "text", "align": "left", "baseline": "middle", "text": text, "color": color, "dx": 8,
                "fontSize": font, "fontWeight": 600, "x": "width", "y": place,
            },
        }
        for (text, color), place in zip(words, from_top, strict=True)
    ]  # fmt: skip


def _band(
    start: dict[str, float],
    closed: int,
    ends: Sequence[tuple[int | None, int | None]],
    color: str,
    x: dict[str, Any],
    y: dict[str, Any],
) -> dict[str, Any]:
    """An area that opens from the last closed month; nothing where a month has no interval."""
    values = [
        {"x": at, "y": _millions(low), "top": _millions(high)}
        for at, (low, high) in enumerate(ends, closed + 1)
        if low is not None and high is not None
    ]
    return {
        "data": {"values": [{**start, "top": start["y"]}, *values] if values else []},
        "mark": {"type": "area", "color": color, "opacity": 1},
        "encoding": {"x": x, "y": y, "y2": {"field": "top"}},
    }


def _line(values: Sequence[dict[str, float]], x: dict[str, Any], y: dict[str, Any], **mark: Any) -> dict[str, Any]:
    return {"data": {"values": list(values)}, "mark": {"type": "line", **mark}, "encoding": {"x": x, "y": y}}


def _point(at: int, oere: float) -> dict[str, float]:
    return {"x": at, "y": _millions(oere)}


def _millions(oere: float) -> float:
    return oere / danish.OERE_PER_MILLION


def _written(millions: float) -> str:
    return danish.millions(round(millions * danish.OERE_PER_MILLION))


def _padded(low: float, high: float) -> list[float]:
    room = max((high - low) * 0.06, 0.05)
    return [0.0 if low == 0 else low - room, high + room]


def _from_top(level: float, domain: list[float], height: int) -> float:
    return height * (domain[1] - level) / (domain[1] - domain[0])
