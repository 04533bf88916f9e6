"""Rising, stable, falling: the arrow, the word and the colour of each, the same in every picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from trinvis.reports.charts import pixels

Direction = Literal["rising", "stable", "falling"]
WORDS: Mapping[Direction, str] = {"rising": "stigende", "stable": "stabil", "falling": "faldende"}
TURN: Mapping[Direction, int] = {"rising": 45, "stable": 90, "falling": 135}
"""Degrees clockwise from straight up."""
INK: Mapping[Direction, str] = {"rising": "#1d6b3a", "stable": "#6b5200", "falling": "#a3160f"}
GROUND: Mapping[Direction, str] = {"rising": "#dcefe2", "stable": "#fdf0c4", "falling": "#fadcd9"}
"""Green rising, yellow stable, red falling (seed 001 lines 3223-3234): the colour says the direction, not whether it is good."""
NOT_GOOD_OR_BAD = "Farven viser kun retningen, ikke om den er god"

SHAPE = "M-0.14,-1L0.14,-1L0.14,-0.1L0.5,-0.1L0,0.9L-0.5,-0.1L-0.14,-0.1Z"
"""An arrow that points down in Vega's units; turned by ``TURN`` and half a round."""


def arrows(rows: Iterable[tuple[float, float, Direction]], *, size: float = 16) -> dict[str, Any]:
    """Arrows ``size`` pixels long with their middle at x, y."""
    values = [{"x": x, "y": y, "color": INK[way], "turn": TURN[way] + 180} for x, y, way in rows]
    return pixels.signs(values, shape=SHAPE, size=size * size)
