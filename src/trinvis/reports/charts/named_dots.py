"""Names beside dots: each where it covers the fewest dots, and never on another name or a dot that is named."""

from __future__ import annotations

from collections.abc import Sequence

from trinvis.reports.charts import pixels
from trinvis.reports.charts.kept_together import WIDER

Place = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""
RING = 8.0
"""Pixels from the middle of a dot that is named to the outside of its ring."""


def placed(names: Sequence[str], at: Sequence[Place], dots: Sequence[Place], room: Box, font: int) -> list[Box | None]:
    """A box for each name, in order, beside its dot and inside the room; None where every such place is taken."""
    found: list[Box | None] = []
    rings = [(x - RING, y - RING, x + RING, y + RING) for x, y in at]
    for name, spot in zip(names, at, strict=True):
        taken = [*rings, *(box for box in found if box is not None)]
        wide = pixels.width_of(name, font) * WIDER
        inside = [box for box in _around(spot, wide, font) if _inside(box, room)]
        free = [box for box in inside if not any(_meet(box, other, 1) for other in taken)]
        found.append(min(free, key=lambda box: _covered(box, dots)) if free else None)
    return found


def _covered(box: Box, dots: Sequence[Place]) -> int:
    return sum(_meet(box, (x, y, x, y), 4) for x, y in dots)


def _around(at: Place, wide: float, font: int) -> list[Box]:
    """Boxes around a dot, those nearest first."""
    half = font / 2 + 1
    found = []
    for far in (0, 9, 18):
        for lift in (0, -13, 13):
            found += [(at[0] + 11 + far, lift), (at[0] - 11 - far - wide, lift)]
        found += [(at[0] - wide / 2, lift) for lift in (-17 - far, 17 + far)]
    return [(left, at[1] + lift - half, left + wide, at[1] + lift + half) for left, lift in found]


def _inside(box: Box, room: Box) -> bool:
    return box[0] >= room[0] and box[1] >= room[1] and box[2] <= room[2] and box[3] <= room[3]


def _meet(a: Box, b: Box, apart: float) -> bool:
    return a[0] - apart < b[2] and b[0] < a[2] + apart and a[1] - apart < b[3] and b[1] < a[3] + apart
