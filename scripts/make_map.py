"""Makes the map's geometry from a GeoJSON of the municipalities: ``python scripts/make_map.py FILE.geojson``.

The file is DAGI's municipalities in degrees (``https://api.dataforsyningen.dk/kommuner?format=geojson``), or one with the same
properties. Borders are cut into arcs where municipalities meet, and each arc is simplified once, so that neighbours never
come apart; a point whose removal would let lines cross stays. Nothing but the standard library is used.
"""

from __future__ import annotations

import heapq
import json
import math
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

OUT = (
    Path(__file__).resolve().parent.parent
    / "src"
    / "trinvis"
    / "reports"
    / "charts"
    / "data"
    / "municipalities.topojson"
)
NO_MUNICIPALITY = {411}
"""Christiansø is governed by the Ministry of Defence."""
STEP = (0.0008, 0.00045)
"""One step of the grid in degrees east and north: about 50 metres."""
LEAST_ISLAND_KM2, LEAST_DETAIL_KM2 = 0.6, 0.12
KM_PER_DEGREE = (111.32 * math.cos(math.radians(56)), 111.2)

Point = tuple[int, int]
Ring = list[Point]
Arc = tuple[Point, ...]


def km2(a: Point, b: Point, c: Point) -> float:
    """The area of a triangle on the grid, with sign."""
    across, up = STEP[0] * KM_PER_DEGREE[0], STEP[1] * KM_PER_DEGREE[1]
    return ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2 * across * up


def ring_km2(ring: Ring) -> float:
    """The area inside a ring."""
    return abs(sum(km2((0, 0), a, b) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)))


def on_grid(coordinates: list[list[float]]) -> Ring:
    """A closed ring of degrees as grid points without repetition, the end not repeated."""
    points = [(round(east / STEP[0]), round(north / STEP[1])) for east, north in coordinates]
    kept = [point for number, point in enumerate(points) if point != points[number - 1]]
    while True:  # a spike out and back is nothing
        spikes = [n for n in range(len(kept)) if kept[n - 1] == kept[(n + 1) % len(kept)]]
        if not spikes or len(kept) < 4:
            return kept
        drop = spikes[0]
        kept = [point for number, point in enumerate(kept) if number not in {drop, (drop + 1) % len(kept)}]


def municipalities(found: dict[str, Any]) -> dict[int, tuple[str, list[list[Ring]]]]:
    """Code → name and polygons (outer ring, then holes); islets go, but never a municipality's largest piece."""
    made = {}
    for feature in found["features"]:
        code = int(feature["properties"]["kommunekode"])
        if code in NO_MUNICIPALITY:
            continue
        shape = feature["geometry"]
        every = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        polygons = sorted(([on_grid(ring) for ring in rings] for rings in every), key=lambda rings: -ring_km2(rings[0]))
        polygons = [rings for n, rings in enumerate(polygons) if n == 0 or ring_km2(rings[0]) >= LEAST_ISLAND_KM2]
        made[code] = (feature["properties"]["navn"], polygons)
    return made


def junctions(rings: Iterable[Ring]) -> set[Point]:
    """Where borders meet: points that do not have the same two neighbours in every ring."""
    neighbours: dict[Point, set[frozenset[Point]]] = {}
    for ring in rings:
        for number, point in enumerate(ring):
            beside = frozenset((ring[number - 1], ring[(number + 1) % len(ring)]))
            neighbours.setdefault(point, set()).add(beside)
    return {point for point, beside in neighbours.items() if len(beside) > 1}


def cut(ring: Ring, meet: set[Point]) -> Iterator[Arc]:
    """A ring as arcs from meeting point to meeting point; one without any begins at its least point."""
    first = next((number for number, point in enumerate(ring) if point in meet), ring.index(min(ring)))
    turned = [*ring[first:], *ring[:first], ring[first]]
    begin = 0
    for number in range(1, len(turned)):
        if turned[number] in meet or number == len(turned) - 1:
            yield tuple(turned[begin : number + 1])
            begin = number


class Crowd:
    """The points that stand, found by where they are."""

    CELL = 40

    def __init__(self, points: Iterable[Point]) -> None:
        self.cells: dict[Point, dict[Point, int]] = {}
        for point in points:
            cell = self.cells.setdefault(self.cell(point), {})
            cell[point] = cell.get(point, 0) + 1

    def cell(self, point: Point) -> Point:
        return point[0] // self.CELL, point[1] // self.CELL

    def leave(self, point: Point) -> None:
        cell = self.cells[self.cell(point)]
        cell[point] -= 1
        if not cell[point]:
            del cell[point]

    def inside(self, a: Point, b: Point, c: Point) -> bool:
        """Whether another point stands in the triangle or on its edge."""
        low, high = (
            self.cell((min(a[0], b[0], c[0]), min(a[1], b[1], c[1]))),
            self.cell((max(a[0], b[0], c[0]), max(a[1], b[1], c[1]))),
        )
        for across in range(low[0], high[0] + 1):
            for up in range(low[1], high[1] + 1):
                for point in self.cells.get((across, up), ()):
                    if point not in (a, b, c) and _in_triangle(point, a, b, c):
                        return True
        return False


def _in_triangle(point: Point, a: Point, b: Point, c: Point) -> bool:
    turns = [km2(a, b, point), km2(b, c, point), km2(c, a, point)]
    return min(turns) >= 0 or max(turns) <= 0


def simplified(arc: Arc, crowd: Crowd, least: int) -> Arc:
    """The arc without what is smaller than the least detail, smallest first; at least ``least`` points stay."""
    before, after = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))
    size = [math.inf] * len(arc)
    queue: list[tuple[float, int]] = []

    def weigh(number: int, floor: float) -> None:
        if 0 < number < len(arc) - 1:
            size[number] = max(floor, abs(km2(arc[before[number]], arc[number], arc[after[number]])))
            heapq.heappush(queue, (size[number], number))

    for number in range(1, len(arc) - 1):
        weigh(number, 0.0)
    standing, gone = len(arc), set()
    while queue and standing > least:
        area, number = heapq.heappop(queue)
        if area >= LEAST_DETAIL_KM2:
            break
        if number in gone or area != size[number]:
            continue
        left, right = before[number], after[number]
        if crowd.inside(arc[left], arc[number], arc[right]):
            continue
        gone.add(number)
        crowd.leave(arc[number])
        standing -= 1
        after[left], before[right] = right, left
        weigh(left, area)
        weigh(right, area)
    return tuple(point for number, point in enumerate(arc) if number not in gone)


def topology(made: dict[int, tuple[str, list[list[Ring]]]]) -> dict[str, Any]:
    """TopoJSON: arcs once each, and the municipalities as numbers of arcs (``~n`` is arc n the other way)."""
    rings = [ring for _, polygons in made.values() for polygon in polygons for ring in polygon]
    meet = junctions(rings)
    numbers: dict[Arc, int] = {}
    shapes = {}
    for code, (_, polygons) in made.items():
        shapes[code] = [[[_number(arc, numbers) for arc in cut(ring, meet)] for ring in rings] for rings in polygons]
    ends: dict[frozenset[Point], int] = {}
    for arc in numbers:
        ends[frozenset((arc[0], arc[-1]))] = ends.get(frozenset((arc[0], arc[-1])), 0) + 1
    crowd = Crowd(point for arc in numbers for point in arc)
    arcs = []
    for arc in numbers:
        twins = ends[frozenset((arc[0], arc[-1]))] > 1
        arcs.append(simplified(arc, crowd, 4 if arc[0] == arc[-1] else 3 if twins else 2))
    return {
        "type": "Topology",
        "transform": {"scale": list(STEP), "translate": [0, 0]},
        "objects": {
            "municipalities": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "MultiPolygon", "id": code, "properties": {"name": made[code][0]}, "arcs": shapes[code]}
                    for code in sorted(made)
                ],
            }
        },
        "arcs": [_deltas(arc) for arc in arcs],
    }


def _number(arc: Arc, numbers: dict[Arc, int]) -> int:
    if arc in numbers:
        return numbers[arc]
    if arc[::-1] in numbers:
        return ~numbers[arc[::-1]]
    return numbers.setdefault(arc, len(numbers))


def _deltas(arc: Arc) -> list[list[int]]:
    return [list(arc[0]), *([b[0] - a[0], b[1] - a[1]] for a, b in pairwise(arc))]


def main() -> int:
    """Reads, simplifies, writes, and says how much is left."""
    if len(sys.argv) != 2:
        print("python scripts/make_map.py FILE.geojson", file=sys.stderr)
        return 2
    made = municipalities(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    found = topology(made)
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n"
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(text, encoding="utf-8")
    points = sum(len(arc) for arc in found["arcs"])
    print(f"{len(made)} municipalities, {len(found['arcs'])} arcs, {points} points, {len(text.encode()) / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
