"""Which way each figure goes in each municipality: arrows with words, and how many go each way."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from trinvis.reports.charts import geometry, pixels
from trinvis.reports.charts.direction_signs import GROUND, INK, NOT_GOOD_OR_BAD, WORDS, Direction, arrows

NO_FIGURE = "intet tal"
EMPTY, HATCHING = "#f7f7f7", "#a6a6a6"
HEAD = 12


@dataclass(frozen=True)
class DirectionRow:
    """A municipality (``1`` where it is to stay unnamed) and its directions, None where there is none to give."""

    label: str
    directions: tuple[Direction | None, ...]


@dataclass(frozen=True)
class Directions:
    """``figures`` are the columns; ``stable`` says what counts as stable (``stabil: højst ±0,2 pr. 1.000 0-17-årige``)."""

    figures: tuple[str, ...]
    rows: tuple[DirectionRow, ...]
    stable: str

    def __post_init__(self) -> None:
        if any(len(row.directions) != len(self.figures) for row in self.rows):
            raise ValueError("a row has a direction, or None, for each figure")

    def counted(self, direction: Direction | None) -> tuple[int, ...]:
        """How many municipalities go that way, for each figure (seed 001 lines 3165-3187)."""
        return tuple(sum(row.directions[n] == direction for row in self.rows) for n in range(len(self.figures)))


@dataclass(frozen=True)
class _Grid:
    """The cells: the left edge of the first, their size, the gap between."""

    left: float
    top: float
    wide: float
    tall: float
    gap: float

    def box(self, row: int, column: int) -> tuple[float, float, float, float]:
        left, top = self.left + column * (self.wide + self.gap), self.top + row * (self.tall + self.gap)
        return left, top, left + self.wide, top + self.tall


def directions_chart(made: Directions, *, narrow: bool = False) -> dict[str, Any]:
    """A row per municipality, a column per figure; below them the number of municipalities that go each way.

    A narrow picture has numbers over its columns, explained below, and arrows without words.
    """
    count = max(1, len(made.figures))
    width, label, font = (360, 118, 12) if narrow else (920, 150, 13)
    gap = 4
    wide = min(150.0, (width - label) / count - gap)
    fits = int(wide / (HEAD * pixels.LETTER))
    heads = [[str(n + 1)] if narrow else pixels.wrapped(name, fits) for n, name in enumerate(made.figures)]
    top = 12 + 17 * max((len(lines) for lines in heads), default=1)
    grid = _Grid(label, top, wide, 30, gap)
    layers = [
        *_heads(heads, grid),
        *_cells(made, grid, font, worded=wide >= 100),
        *_labels(made, grid, font, 17 if narrow else 20),
    ]
    sums, end = _sums(made, grid, font)
    keys = [f"{n + 1}  {name}" for n, name in enumerate(made.figures)] if narrow else []
    said = [*keys, f"{made.stable[:1].upper()}{made.stable[1:]}. {NOT_GOOD_OR_BAD}. {pixels.DESCRIPTIVE}."]
    below, end = pixels.note(said, end + 10, 50 if narrow else 118)
    return pixels.drawing(width, end, [*layers, *sums, *below])


def directions_words(made: Directions) -> str:
    """What a reader sees: for each figure how many go each way."""
    ways: tuple[Direction, ...] = ("rising", "stable", "falling")
    parts = [
        f"{name}: " + ", ".join(f"{made.counted(way)[n]} {WORDS[way]}" for way in ways)
        for n, name in enumerate(made.figures)
    ]
    return f"{'; '.join(parts)}. {pixels.DESCRIPTIVE}"


def _heads(heads: Sequence[Sequence[str]], grid: _Grid) -> list[dict[str, Any]]:
    rows = [
        {"x": (box[0] + box[2]) / 2, "y": grid.top - 12 - 17 * (len(lines) - 1 - n), "text": text}
        for column, lines in enumerate(heads)
        for box in [grid.box(0, column)]
        for n, text in enumerate(lines)
    ]
    return pixels.words(rows, size=HEAD, weight=600, align="center")


def _cells(made: Directions, grid: _Grid, font: int, *, worded: bool) -> list[dict[str, Any]]:
    boxes, empty, signs, texts = [], [], [], []
    for number, row in enumerate(made.rows):
        for column, way in enumerate(row.directions):
            left, top, right, bottom = grid.box(number, column)
            color = GROUND[way] if way else EMPTY
            boxes.append({"x": left, "y": top, "x2": right, "y2": bottom, "color": color})
            middle = (top + bottom) / 2
            if way is None:
                empty.append((left, top, right, bottom))
                continue
            signs.append((left + 22 if worded else (left + right) / 2, middle, way))
            if worded:
                texts.append({"x": left + 42, "y": middle, "text": WORDS[way], "color": INK[way]})
    lines = [line for box in empty for line in geometry.hatched_box(*box)]
    missing = [
        {"x": (left + right) / 2, "y": (top + bottom) / 2, "text": NO_FIGURE if worded else "–"}
        for left, top, right, bottom in empty
    ]
    return [
        pixels.rects(boxes, cornerRadius=3),
        pixels.strokes(lines, color=HATCHING),
        arrows(signs, size=18),
        *pixels.words(texts, size=font),
        *pixels.words(missing, size=font, align="center", halo=True),
    ]


def _labels(made: Directions, grid: _Grid, font: int, characters: int) -> list[dict[str, Any]]:
    rows = [
        {
            "x": 0,
            "y": grid.box(number, 0)[1] + grid.tall / 2,
            "text": textwrap.shorten(row.label, characters, placeholder="…"),
        }
        for number, row in enumerate(made.rows)
    ]
    return pixels.words(rows, size=font)


def _sums(made: Directions, grid: _Grid, font: int) -> tuple[list[dict[str, Any]], float]:
    """Below the cells: how many municipalities go each way."""
    ways: tuple[Direction, ...] = ("rising", "stable", "falling")
    top = grid.box(len(made.rows), 0)[1] + 12
    right = grid.box(0, len(made.figures) - 1)[2]
    rows, names, signs = [], [], []
    for number, way in enumerate(ways):
        y = top + 14 + 24 * number
        signs.append((9.0, y, way))
        names.append({"x": 26, "y": y, "text": f"{WORDS[way]}, antal"})
        for column, count in enumerate(made.counted(way)):
            box = grid.box(0, column)
            rows.append({"x": (box[0] + box[2]) / 2, "y": y, "text": str(count)})
    return [
        pixels.rules([{"x": 0, "x2": right, "y": top - 4, "y2": top - 4}], color="#8a8a8a"),
        arrows(signs),
        *pixels.words(names, size=font),
        *pixels.words(rows, size=font, weight=600, align="center"),
    ], top + 14 + 24 * len(ways)
