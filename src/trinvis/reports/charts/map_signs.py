"""Signs on a map beside the colours, for those who do not see colours: one in the midst of each municipality that has room for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trinvis.reports.charts import pixels
from trinvis.reports.charts.geometry import Point, Ring
from trinvis.reports.charts.map_classes import MapClass

INK, SIZE, ROOM = "#1a1a1a", 44, 6.0
"""``ROOM`` is how many pixels across a place must have for a sign."""
LEVELS = 12
"""Lines across a municipality that are tried."""


def signs_of(piece: Mapping[int, Sequence[Sequence[Ring]]], classes: Sequence[MapClass]) -> list[pixels.Layer]:
    """A layer of signs for each class that has one."""
    layers = []
    for one in classes:
        spots = [inmost(piece[code]) for code in sorted(one.municipalities & set(piece))] if one.sign else []
        rows = [{"x": round(x, 1), "y": round(y, 1), "color": INK} for (x, y), wide in spots if wide >= ROOM]
        layers.append(signs(rows, one.sign))
    return layers


def signs(rows: Sequence[pixels.Row], shape: str) -> pixels.Layer:
    """The signs at those places, all of a shape."""
    return pixels.signs(rows, shape=shape or "circle", size=SIZE)


def inmost(polygons: Sequence[Sequence[Ring]]) -> tuple[Point, float]:
    """A point well inside, and how many pixels it has across: the middle of the stretch with the most room that way and up and down."""
    spots = [
        ((start + end) / 2, y, end - start)
        for y in _levels(polygons)
        for start, end in _stretches(polygons, y, across=0)
        if end > start
    ]
    found = [((x, y), min(wide, _tall(polygons, x, y))) for x, y, wide in spots]
    return max(found, key=lambda one: one[1])


def _levels(polygons: Sequence[Sequence[Ring]]) -> list[float]:
    down = [y for rings in polygons for ring in rings for _, y in ring]
    low, high = min(down), max(down)
    return [low + (high - low) * (number + 0.5) / LEVELS for number in range(LEVELS)]


def _tall(polygons: Sequence[Sequence[Ring]], x: float, y: float) -> float:
    """Twice how far it is to the nearer edge straight up or down."""
    return next((2 * min(y - a, b - y) for a, b in _stretches(polygons, x, across=1) if a <= y <= b), 0.0)


def _stretches(polygons: Sequence[Sequence[Ring]], level: float, *, across: int) -> list[tuple[float, float]]:
    """What of a line lies inside: a level one (``across`` 0) or an upright one (1)."""
    crossings = []
    for ring in (ring for rings in polygons for ring in rings):
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (a[1 - across] < level) != (b[1 - across] < level):
                part = (level - a[1 - across]) / (b[1 - across] - a[1 - across])
                crossings.append(a[across] + part * (b[across] - a[across]))
    crossings.sort()
    return list(zip(crossings[::2], crossings[1::2], strict=True))
