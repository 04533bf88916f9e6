"""The municipalities' outlines, from degrees to pixels, with shared borders shared."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

Point = tuple[float, float]
Ring = list[Point]
HATCH = 5.0
"""Pixels between the lines of a hatched area."""


@dataclass(frozen=True)
class Topology:
    """``arcs`` in degrees; ``shapes`` municipality → polygons → rings → numbers of arcs (``~n``: arc n the other way)."""

    arcs: tuple[tuple[Point, ...], ...]
    shapes: Mapping[int, Sequence[Sequence[Sequence[int]]]]
    names: Mapping[int, str]


@dataclass(frozen=True)
class Frame:
    """A piece of paper: degrees in the projection of Mercator times ``scale``, moved to ``left`` and ``top``."""

    scale: float
    left: float
    top: float

    def place(self, point: Point) -> Point:
        """Pixels from the upper left corner."""
        across, up = mercator(point)
        return self.left + across * self.scale, self.top - up * self.scale


@lru_cache(maxsize=1)
def topology() -> Topology:
    """The 98 municipalities of 2021 as the package holds them; Christiansø is none."""
    text = (files("trinvis.reports.charts") / "data" / "municipalities.topojson").read_text(encoding="utf-8")
    found = json.loads(text)
    east, north = found["transform"]["scale"]
    arcs = []
    for steps in found["arcs"]:
        x = y = 0
        points = []
        for across, up in steps:
            x, y = x + across, y + up
            points.append((x * east, y * north))
        arcs.append(tuple(points))
    every = found["objects"]["municipalities"]["geometries"]
    return Topology(
        tuple(arcs),
        {shape["id"]: shape["arcs"] for shape in every},
        {shape["id"]: shape["properties"]["name"] for shape in every},
    )


def mercator(point: Point) -> Point:
    """Degrees east, and north stretched so that angles hold."""
    return point[0], math.degrees(math.log(math.tan(math.pi / 4 + math.radians(point[1]) / 2)))


def fitted(codes: Iterable[int], left: float, top: float, width: float, height: float) -> Frame:
    """The frame that shows these municipalities as large as the room allows, from its upper left corner on."""
    west, south, east, north = _bounds(tuple(sorted(codes)))
    return fitted_to_scale(codes, left, top, min(width / (east - west), height / (north - south)))


def fitted_to_scale(codes: Iterable[int], left: float, top: float, scale: float) -> Frame:
    """The frame that shows these municipalities at that scale, from its upper left corner on."""
    west, _, _, north = _bounds(tuple(sorted(codes)))
    return Frame(scale, left - west * scale, top + north * scale)


@lru_cache(maxsize=16)
def _bounds(codes: tuple[int, ...]) -> tuple[float, float, float, float]:
    made = topology()
    used = {
        ~arc if arc < 0 else arc for code in codes for polygon in made.shapes[code] for ring in polygon for arc in ring
    }
    points = [mercator(point) for arc in used for point in made.arcs[arc]]
    across, up = [point[0] for point in points], [point[1] for point in points]
    return min(across), min(up), max(across), max(up)


def drawn(codes: Iterable[int], frame: Frame, finest: float = 1.2) -> dict[int, list[list[Ring]]]:
    """Municipality → polygons → closed rings in pixels. Points nearer than ``finest`` pixels are skipped, arc by arc."""
    made = topology()
    arcs: dict[int, Ring] = {}

    def arc(number: int) -> Ring:
        at = ~number if number < 0 else number
        if at not in arcs:
            arcs[at] = _thinned([frame.place(point) for point in made.arcs[at]], finest)
        return arcs[at][::-1] if number < 0 else arcs[at]

    return {
        code: [
            [[point for number in ring for point in arc(number)] for ring in polygon] for polygon in made.shapes[code]
        ]
        for code in codes
    }


def _thinned(points: Ring, finest: float) -> Ring:
    kept = [points[0]]
    for point in points[1:-1]:
        if math.dist(point, kept[-1]) >= finest:
            kept.append(point)
    if len(kept) < 3 and points[0] == points[-1]:
        kept = points[:-1]
    return [(round(x, 1), round(y, 1)) for x, y in [*kept, points[-1]]]


def hatched(polygons: Sequence[Sequence[Ring]], apart: float = HATCH) -> list[tuple[Point, Point]]:
    """Parallel lines from lower left to upper right that fill the polygons and keep out of their holes."""
    edges = [pair for rings in polygons for ring in rings for pair in zip(ring, [*ring[1:], ring[0]], strict=True)]
    sums = [x + y for pair in edges for x, y in pair]
    found = []
    level = math.ceil(min(sums) / apart) * apart
    while level < max(sums):
        crossings = sorted(_crossing(a, b, level) for a, b in edges if (a[0] + a[1] < level) != (b[0] + b[1] < level))
        found += [
            ((round(start, 1), round(level - start, 1)), (round(end, 1), round(level - end, 1)))
            for start, end in zip(crossings[::2], crossings[1::2], strict=True)
            if end - start > 0.3
        ]
        level += apart
    return found


def hatched_box(left: float, top: float, right: float, bottom: float, apart: float = 8.0) -> list[tuple[Point, Point]]:
    """Parallel lines that fill a rectangle."""
    return hatched([[[(left, top), (right, top), (right, bottom), (left, bottom)]]], apart)


def _crossing(a: Point, b: Point, level: float) -> float:
    """Where from left to right the edge meets the line x + y = level."""
    part = (level - a[0] - a[1]) / (b[0] + b[1] - a[0] - a[1])
    return a[0] + part * (b[0] - a[0])


def middle(polygons: Sequence[Sequence[Ring]]) -> tuple[float, float, float]:
    """The middle of the largest piece from left to right, and its top and bottom."""
    largest = max((rings[0] for rings in polygons), key=_area)
    across, down = [x for x, _ in largest], [y for _, y in largest]
    return (min(across) + max(across)) / 2, min(down), max(down)


def _area(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2
