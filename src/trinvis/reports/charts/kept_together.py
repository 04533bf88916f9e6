"""Words in a picture that belong together: lines that never part a figure from its unit, and ground that keeps rules out of words."""

from __future__ import annotations

from collections.abc import Iterable

from trinvis.reports.charts import pixels

_BOUND = "\x00"
WIDER = 1.2
"""Digits and strong words take more than an average letter."""
_UNITS = ("mio. kr.", "1.000 kr.", "kr.", "mio.", "%", "år", "børn")


def lines_of(text: str, characters: int) -> list[str]:
    """The text in lines of at most that many characters; ``6 %`` and ``2,75 mio. kr.`` stay on one line."""
    bound = text
    for unit in _UNITS:
        bound = bound.replace(f" {unit}", f"{_BOUND}{unit.replace(' ', _BOUND)}")
    return [line.replace(_BOUND, " ") for line in pixels.wrapped(bound, characters)]


def ground(rows: Iterable[pixels.Row], font: int, align: str = "left") -> pixels.Layer:
    """White boxes behind words at ``x`` and ``y``, for rules that would else go through them."""
    boxes = []
    for row in rows:
        wide = pixels.width_of(row["text"], font) * WIDER
        left = row["x"] - {"left": 0.0, "center": wide / 2, "right": wide}[align]
        half = font / 2 + 2
        boxes.append(
            {"x": left, "x2": left + wide, "y": row["y"] - half, "y2": row["y"] + half, "color": pixels.GROUND}
        )
    return pixels.rects(boxes)
