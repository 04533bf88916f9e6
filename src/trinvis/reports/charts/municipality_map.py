"""The 98 municipalities in a few colours, the towns around Copenhagen enlarged, Bornholm moved nearer, and one's own outlined."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trinvis.reports import danish
from trinvis.reports.charts import geometry, pixels
from trinvis.reports.charts.geometry import Ring
from trinvis.reports.charts.map_classes import MapClass
from trinvis.reports.charts.map_signs import signs, signs_of

RAMPS = {
    1: ("#7eaad6",),
    2: ("#b3cee8", "#0b4a8a"),
    3: ("#dce9f5", "#7eaad6", "#0b4a8a"),
    4: ("#e3edf7", "#a3c4e3", "#4f8bc4", "#0b3d75"),
    5: ("#e3edf7", "#b3cee8", "#7eaad6", "#3f7fbd", "#0b3d75"),
    6: ("#e3edf7", "#bfd6ec", "#93b9de", "#5f97cd", "#2767a8", "#062b52"),
}
"""From light to dark, so that the order is seen without colours too."""
MISSING, HATCHING, EDGE, OWN = "#f7f7f7", "#8a8a8a", "#5f7a99", "#1a1a1a"
NO_FIGURE = "intet tal"
BORNHOLM = 400
NEAR_COPENHAGEN = frozenset(
    {101, 147, 151, 153, 155, 157, 159, 161, 163, 165, 167, 169, 173, 175, 183, 185, 187, 190, 230}
)
SOURCE = "Kort: DAGI 2021, Klimadatastyrelsen (CC BY 4.0)."

Polygons = Mapping[int, Sequence[Sequence[Ring]]]


@dataclass(frozen=True)
class MunicipalityMap:
    """``classes`` from low to high; a municipality in none of them has no figure. ``own`` is outlined (None: none is).

    ``legend`` says what is classed, with unit and year. ``shades`` are the classes' colours where light to dark does not fit;
    ``remark`` is said below.
    """

    legend: str
    classes: tuple[MapClass, ...]
    own: int | None = None
    shades: tuple[str, ...] = ()
    remark: str = ""

    def __post_init__(self) -> None:
        every = [code for one in self.classes for code in one.municipalities]
        strange = set(every) - set(geometry.topology().names)
        if strange:
            raise ValueError(f"no municipality on the map: {sorted(strange)}")
        if len(every) != len(set(every)) or not 1 <= len(self.classes) <= len(RAMPS):
            raise ValueError(f"a map has 1 to {len(RAMPS)} classes, and a municipality is in one of them")
        if self.shades and len(self.shades) != len(self.classes):
            raise ValueError("a colour for each class")

    @property
    def colors(self) -> tuple[str, ...]:
        """A colour for each class, from low to high."""
        return self.shades or RAMPS[len(self.classes)]

    @property
    def missing(self) -> frozenset[int]:
        """The municipalities without a figure."""
        return frozenset(geometry.topology().names) - {code for one in self.classes for code in one.municipalities}


@dataclass(frozen=True)
class Sheet:
    """Where everything stands, in pixels: boxes are left, top, width, height, and what follows the legend moves down with it."""

    width: int
    land: tuple[float, float, float, float]
    bornholm: tuple[float, float]
    legend: tuple[float, float]
    legend_characters: int
    town: tuple[float, float, float]

    def height(self, legend_end: float) -> float:
        """Where land, legend and towns are all above."""
        land = self.land[1] + self.land[3]
        return max(land, legend_end + self.town[1] + self.town[2])


WIDE = Sheet(920, (0, 8, 560, 696), (484, 26), (620, 24), 40, (620, 70, 250))
NARROW = Sheet(360, (0, 8, 360, 446), (300, 18), (0, 490), 44, (0, 54, 220))


def municipality_map(made: MunicipalityMap, *, narrow: bool = False) -> dict[str, Any]:
    """A Vega-Lite specification: each municipality in its class's colour, hatched where there is no figure.

    The legend counts the municipalities of each class.
    """
    sheet = NARROW if narrow else WIDE
    every = frozenset(geometry.topology().names)
    land = geometry.fitted(every - {BORNHOLM}, *sheet.land)
    island = geometry.fitted_to_scale({BORNHOLM}, *sheet.bornholm, land.scale)
    legend, end = _legend(made, *sheet.legend, sheet.legend_characters)
    towns = (sheet.town[0], end + sheet.town[1])
    pieces = (
        geometry.drawn(every - {BORNHOLM}, land),
        geometry.drawn({BORNHOLM}, island),
        geometry.drawn(NEAR_COPENHAGEN, geometry.fitted(NEAR_COPENHAGEN, *towns, 300, sheet.town[2])),
    )
    below, height = pixels.note(
        [f"{made.remark}." if made.remark else "", f"{pixels.DESCRIPTIVE}. {SOURCE}"],
        sheet.height(end) + 14,
        50 if narrow else 110,
    )
    layers = [
        *(layer for piece in pieces for layer in _land(piece, made)),
        *_frame(pieces[1][BORNHOLM]),
        *pixels.words([{"x": towns[0], "y": towns[1] - 22, "text": "Omkring København", "color": pixels.QUIET}]),
        *(layer for piece in pieces[:2] for layer in _own(piece, made.own, named=made.own not in NEAR_COPENHAGEN)),
        *_own(pieces[2], made.own, named=True),
        *legend,
        *below,
    ]
    return pixels.drawing(sheet.width, height, layers)


def map_words(made: MunicipalityMap) -> str:
    """What a reader sees: the number in each class, without a figure, and where one's own lies."""
    parts = [f"{one.words}: {danish.count(len(one.municipalities), 'kommune', 'kommuner')}" for one in made.classes]
    if made.missing:
        parts.append(f"{NO_FIGURE}: {danish.count(len(made.missing), 'kommune', 'kommuner')}")
    if made.own is not None:
        where = next((one.words for one in made.classes if made.own in one.municipalities), NO_FIGURE)
        parts.append(f"{geometry.topology().names[made.own]}: {where}")
    return f"{made.legend.rstrip('.')}. {'; '.join(parts)}. {pixels.DESCRIPTIVE}"


def _land(piece: Polygons, made: MunicipalityMap) -> list[dict[str, Any]]:
    color = {code: shade for one, shade in zip(made.classes, made.colors, strict=True) for code in one.municipalities}
    lines = [line for code in sorted(made.missing & set(piece)) for line in geometry.hatched(piece[code])]
    return [
        pixels.shapes(
            (_feature(piece[code], color.get(code, MISSING)) for code in sorted(piece)),
            stroke=EDGE, strokeWidth=0.5, strokeJoin="round",
        ),
        pixels.strokes(lines, color=HATCHING),
        *signs_of(piece, made.classes),
    ]  # fmt: skip


def _feature(polygons: Sequence[Sequence[Ring]], color: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"color": color},
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
    }


def _frame(polygons: Sequence[Sequence[Ring]]) -> list[dict[str, Any]]:
    """A thin box around the island that has been moved, with its name below."""
    points = [point for rings in polygons for ring in rings for point in ring]
    left, right = min(x for x, _ in points) - 14, max(x for x, _ in points) + 14
    top, bottom = min(y for _, y in points) - 14, max(y for _, y in points) + 14
    box = {"x": left, "y": top, "x2": right, "y2": bottom, "color": "transparent"}
    name = {"x": (left + right) / 2, "y": bottom + 12, "text": "Bornholm", "color": pixels.QUIET}
    return [pixels.rects([box], stroke="#c9c9c9", strokeWidth=1), *pixels.words([name], align="center")]


def _own(piece: Polygons, own: int | None, *, named: bool) -> list[dict[str, Any]]:
    """A dark outline, and the name above it with white around."""
    if own is None or own not in piece:
        return []
    x, top, _ = geometry.middle(piece[own])
    row = {"x": round(x), "y": round(top - 10), "text": geometry.topology().names[own]}
    outline = pixels.shapes([_feature(piece[own], "transparent")], stroke=OWN, strokeWidth=2.5, strokeJoin="round")
    return [outline, *(pixels.words([row], size=14, weight=600, align="center", halo=True) if named else [])]


def _legend(made: MunicipalityMap, left: float, top: float, characters: int) -> tuple[list[dict[str, Any]], float]:
    """A box per class from high to low, with how many municipalities are in it; and where the last one ends."""
    entries = [
        (color, one.words, len(one.municipalities))
        for one, color in reversed(list(zip(made.classes, made.colors, strict=True)))
    ]
    if made.missing:
        entries.append((MISSING, NO_FIGURE, len(made.missing)))
    heading = textwrap.wrap(made.legend, characters)
    first = top + 18 * len(heading) + 8
    boxes = [
        {"x": left, "y": first + 26 * number - 8, "x2": left + 24, "y2": first + 26 * number + 8, "color": color}
        for number, (color, _, _) in enumerate(entries)
    ]
    said = [
        {"x": left + 34, "y": first + 26 * number, "text": f"{words} ({danish.count(count, 'kommune', 'kommuner')})"}
        for number, (_, words, count) in enumerate(entries)
    ]
    marks = [
        signs([{"x": left + 12, "y": first + 26 * number, "color": OWN}], one.sign)
        for number, one in enumerate(reversed(made.classes))
        if one.sign
    ]
    last = first + 26 * (len(entries) - 1)
    hatch = geometry.hatched_box(left, last - 8, left + 24, last + 8, geometry.HATCH) if made.missing else []
    layers = [
        *pixels.words(({"x": left, "y": top + 18 * n, "text": text} for n, text in enumerate(heading)), weight=600),
        pixels.rects(boxes, stroke=EDGE, strokeWidth=0.5),
        *marks,
        pixels.strokes(hatch, color=HATCHING),
        *pixels.words(said),
    ]
    return layers, last + 8
