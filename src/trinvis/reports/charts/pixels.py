"""Marks that stand where they are told, in pixels from the upper left corner: what a picture is built of when its words must not collide."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

INK, QUIET, GRID, GROUND = "#1a1a1a", "#595959", "#e6e6e6", "#ffffff"
WORSE, BETTER = "#a63d05", "#1d6b3a"
DESCRIPTIVE = "Beskrivende: viser ikke årsag"
"""Stands in every picture that compares municipalities or years."""
LETTER = 0.56
"""Width of an average letter as a part of its size, a little wide to be sure."""

Layer = dict[str, Any]
Row = Mapping[str, Any]


def drawing(width: float, height: float, layers: Iterable[Layer]) -> dict[str, Any]:
    """A specification of that size; layers without rows are left out."""
    kept = [layer for layer in layers if layer["data"]["values"]]
    return {"width": width, "height": height, "padding": 2, "layer": kept}


def words(
    rows: Iterable[Row], *, size: int = 13, weight: int = 400, align: str = "left", halo: bool = False
) -> list[Layer]:
    """Rows of ``x``, ``y``, ``text`` and perhaps ``color``; ``y`` is the middle of the line. A halo keeps them legible on lines."""
    values = [{"color": INK, **row} for row in rows]
    mark = {"type": "text", "align": align, "baseline": "middle", "fontSize": size, "fontWeight": weight}
    encoding = {"x": _x("x"), "y": _y("y"), "text": {"field": "text", "type": "nominal"}}
    behind = {"data": {"values": values}, "mark": {**mark, "stroke": GROUND, "strokeWidth": 4, "strokeJoin": "round"}}
    front = {"data": {"values": values}, "mark": mark, "encoding": {**encoding, "color": _as_told("color")}}
    return [{**behind, "encoding": {**encoding, "color": {"value": GROUND}}}, front] if halo else [front]


def rects(rows: Iterable[Row], **mark: Any) -> Layer:
    """Rows of ``x``, ``y``, ``x2``, ``y2`` and ``color``."""
    return {
        "data": {"values": list(rows)},
        "mark": {"type": "rect", **mark},
        "encoding": {
            "x": _x("x"), "x2": {"field": "x2"}, "y": _y("y"), "y2": {"field": "y2"}, "color": _as_told("color"),
        },
    }  # fmt: skip


def rules(rows: Iterable[Row], **mark: Any) -> Layer:
    """Straight lines from ``x``, ``y`` to ``x2``, ``y2``."""
    return {
        "data": {"values": list(rows)},
        "mark": {"type": "rule", "color": GRID, **mark},
        "encoding": {"x": _x("x"), "x2": {"field": "x2"}, "y": _y("y"), "y2": {"field": "y2"}},
    }


def strokes(pieces: Iterable[tuple[tuple[float, float], tuple[float, float]]], **mark: Any) -> Layer:
    """Straight lines from point to point, as those of a hatched area."""
    return rules(({"x": a[0], "y": a[1], "x2": b[0], "y2": b[1]} for a, b in pieces), **mark)


def line(points: Sequence[tuple[float, float]], **mark: Any) -> Layer:
    """One line through the points, in their order; none where there is only one point."""
    values = [{"x": _short(x), "y": _short(y), "order": number} for number, (x, y) in enumerate(points)]
    return {
        "data": {"values": values if len(values) > 1 else []},
        "mark": {"type": "line", **mark},
        "encoding": {"x": _x("x"), "y": _y("y"), "order": {"field": "order", "type": "quantitative"}},
    }


def signs(rows: Iterable[Row], **mark: Any) -> Layer:
    """Symbols at ``x``, ``y`` with ``color`` and ``turn`` (degrees clockwise)."""
    return {
        "data": {"values": [{"turn": 0, "color": INK, **row} for row in rows]},
        "mark": {"type": "point", "filled": True, "opacity": 1, **mark},
        "encoding": {
            "x": _x("x"), "y": _y("y"), "color": _as_told("color"),
            "angle": {"field": "turn", "type": "quantitative", "scale": None},
        },
    }  # fmt: skip


def shapes(features: Iterable[Row], **mark: Any) -> Layer:
    """GeoJSON features whose coordinates are pixels, filled with their property ``color``."""
    return {
        "data": {"values": list(features)},
        "projection": {"type": "identity", "scale": 1, "translate": [0, 0]},
        "mark": {"type": "geoshape", "clip": False, **mark},
        "encoding": {"fill": {"field": "properties.color", "type": "nominal", "scale": None}},
    }


def note(texts: Iterable[str], y: float, characters: int) -> tuple[list[Layer], float]:
    """Quiet sentences below a picture, wrapped; the layers and where the next thing may begin."""
    found = [part for text in texts if text for part in textwrap.wrap(text, characters)]
    rows = [{"x": 0, "y": y + 10 + 18 * number, "text": text, "color": QUIET} for number, text in enumerate(found)]
    return words(rows), y + 18 * len(found) + 2


def wrapped(text: str, characters: int) -> list[str]:
    """Lines of at most that many characters; a word that is longer is parted with a hyphen."""
    parts: list[str] = []
    for word in text.split():
        while len(word) > characters:
            parts.append(word[: characters - 1] + "-")
            word = word[characters - 1 :]
        parts.append(word)
    return textwrap.wrap(" ".join(parts), characters, break_on_hyphens=False)


def width_of(text: str, size: float) -> float:
    """About how many pixels a text takes."""
    return len(text) * size * LETTER


def _x(field: str) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


_y = _x


def _as_told(field: str) -> dict[str, Any]:
    return {"field": field, "type": "nominal", "scale": None}


def _short(pixels: float) -> float:
    return round(pixels, 1)
