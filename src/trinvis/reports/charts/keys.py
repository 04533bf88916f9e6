"""What the marks of a picture mean: samples with words, side by side where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trinvis.reports.charts import pixels
from trinvis.reports.charts.kept_together import lines_of

ROW, SAMPLE, GAP = 20.0, 30.0, 20.0


@dataclass(frozen=True)
class Key:
    """Words and a sample: ``boxes`` of those colours (``edge`` around them, dashed), or a ``line`` of that colour."""

    words: str
    boxes: tuple[str, ...] = ()
    edge: str = ""
    line: str = ""
    wide: float = 2.5
    dash: tuple[int, ...] = ()
    dot: str = ""


def keys(made: Sequence[Key], left: float, right: float, top: float, font: int) -> tuple[list[pixels.Layer], float]:
    """The samples from ``top`` down; and where they end."""
    layers: list[pixels.Layer] = []
    x, y = left, top + ROW / 2
    for key in made:
        wide = SAMPLE + 8 + pixels.width_of(key.words, font)
        if x > left and x + wide > right:
            x, y = left, y + ROW
        lines = lines_of(key.words, max(12, int((right - x - SAMPLE - 8) / (font * pixels.LETTER))))
        rows = [{"x": x + SAMPLE + 8, "y": y + (ROW - 3) * n, "text": text} for n, text in enumerate(lines)]
        layers += [*_sample(key, x, y), *pixels.words(rows, size=font)]
        y += (ROW - 3) * (len(lines) - 1)
        x = left + right if len(lines) > 1 else x + wide + GAP
    return layers, y + ROW / 2


def _sample(key: Key, x: float, y: float) -> list[pixels.Layer]:
    wide = SAMPLE / max(1, len(key.boxes))
    boxes = [
        {"x": x + wide * n + (1 if n else 0), "x2": x + wide * (n + 1) - 1, "y": y - 6, "y2": y + 6, "color": color}
        for n, color in enumerate(key.boxes)
    ]
    edge = {"stroke": key.edge, "strokeWidth": 1, "strokeDash": [3, 2]} if key.edge else {}
    stroke = {"color": key.line, "strokeWidth": key.wide} | ({"strokeDash": list(key.dash)} if key.dash else {})
    return [
        pixels.rects(boxes, **edge),
        pixels.line([(x, y), (x + SAMPLE, y)] if key.line else [], **stroke),
        pixels.signs([{"x": x + SAMPLE / 2, "y": y, "color": key.dot}] if key.dot else [], size=50),
    ]
