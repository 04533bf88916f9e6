"""The staircase between two days: children and kroner on each step, arcs for those who moved, and how many came and left."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trinvis.reports import danish
from trinvis.reports.charts import pixels
from trinvis.reports.charts.staircase import LIGHT, color_of

UP, DOWN, COMING = pixels.WORSE, pixels.BETTER, "#ededed"


@dataclass(frozen=True)
class FlowStep:
    """A step from the bottom: its name, children on the first and the last day, its money in words, and who came to and left the staircase there."""

    name: str
    before: int
    now: int
    money: str
    arrived: int
    left: int


@dataclass(frozen=True)
class StaircaseFlows:
    """``moves`` are (from, to) → children, steps numbered from 0 at the bottom; a child counts once, from its first to its last day's step.

    A count from 1 to below ``least_shown`` is written ``<5`` (for readers without the right to person data). Raises
    ``ValueError`` where the children do not add up: before + come − gone = now on every step.
    """

    steps: tuple[FlowStep, ...]
    moves: Mapping[tuple[int, int], int]
    least_shown: int = 0

    def __post_init__(self) -> None:
        for number, step in enumerate(self.steps):
            come = sum(count for (_, to), count in self.moves.items() if to == number)
            gone = sum(count for (start, _), count in self.moves.items() if start == number)
            if step.before + step.arrived + come - step.left - gone != step.now:
                raise ValueError(f"children do not add up on step {number}")

    def hidden(self, count: int) -> bool:
        """Whether a count is too small to be shown."""
        return 0 < count < self.least_shown

    def written(self, count: int) -> str:
        """A count, or that it is too small to be shown."""
        return f"<{self.least_shown}" if self.hidden(count) else danish.decimal(count)

    def children(self, count: int) -> str:
        """``29 børn``, ``<5 børn``."""
        return f"{self.written(count)} {'barn' if count == 1 and not self.hidden(count) else 'børn'}"

    def way(self, *, up: bool) -> list[tuple[int, int, int]]:
        """(from, to, children) of the moves up, or down, that there are."""
        every = sorted(self.moves.items())
        return [(start, to, count) for (start, to), count in every if count and (to > start) == up and to != start]


WIDTH, GAP, LOWEST, RISE = 1160, 10, 132, 24
ARC, NEAR = 30, 18
"""Pixels that an arc rises per step passed, and the least it rises."""
STRIP = 30


def staircase_flows_chart(made: StaircaseFlows) -> dict[str, Any]:
    """For wide pages: arcs above the staircase are moves up, arcs below it moves down, wider for more children."""
    count = len(made.steps)
    each = (WIDTH - GAP * (count - 1)) / count
    up, down = made.way(up=True), made.way(up=False)
    above = 30 + NEAR + ARC * max((to - start for start, to, _ in up), default=0)
    floor = above + LOWEST + RISE * (count - 1)
    tops = [floor - LOWEST - RISE * number for number in range(count)]
    left = [number * (each + GAP) for number in range(count)]
    foot = floor + 8 + STRIP
    depth = NEAR + ARC * max((start - to for start, to, _ in down), default=0)
    middle = [x + each / 2 for x in left]
    layers: list[dict[str, Any]] = []
    rows = []
    for number, step in enumerate(made.steps):
        color = color_of(number, count)
        rows.append({"x": left[number], "x2": left[number] + each, "y": tops[number], "y2": floor, "color": color})
        layers += _tread(made, step, color, left[number] + 12, tops[number], floor, int((each - 20) / 8.2))
    for start, to, number in sorted(up, key=lambda move: move[1] - move[0], reverse=True):
        peak = tops[to] - NEAR - ARC * (to - start)
        ends = ((middle[start] + 26, tops[start] - 3), (middle[to] - 26, tops[to] - 6))
        layers += _arc(ends, peak, *_weight(made, number), UP, upright=True)
    for start, to, number in sorted(down, key=lambda move: move[0] - move[1], reverse=True):
        peak = foot + NEAR + ARC * (start - to)
        ends = ((middle[start] - 26, foot + 3), (middle[to] + 26, foot + 6))
        layers += _arc(ends, peak, *_weight(made, number), DOWN, upright=True)
    strips = [{"x": x, "x2": x + each, "y": floor + 8, "y2": foot, "color": COMING} for x in left]
    below, bottom = pixels.note([EXPLAINED], foot + (depth + 22 if down else 10), 150)
    return pixels.drawing(
        WIDTH,
        bottom,
        [
            pixels.rects(rows, cornerRadius=2),
            pixels.rects(strips),
            *_strip_words(made, left, each, floor + 23, 13),
            *layers,
            *below,
        ],
    )


EXPLAINED = "Buer over trappen: børn, der er gået op. Buer under trappen: børn, der er gået ned. Ind: nye på trappen. Ud: ikke længere på trappen."

NARROW, ROW, SIDE = 360, 108, 66


def tall_staircase_flows_chart(made: StaircaseFlows) -> dict[str, Any]:
    """For narrow pages: the highest step on top, arcs to the right are moves up, arcs to the left moves down."""
    count = len(made.steps)
    up, down = made.way(up=True), made.way(up=False)
    tops = [8 + ROW * (count - 1 - number) for number in range(count)]
    middle = [top + (ROW - 8) / 2 for top in tops]
    left, right = SIDE, NARROW - SIDE
    rows, layers = [], []
    for number, step in enumerate(made.steps):
        color = color_of(number, count)
        rows.append({"x": left, "x2": right, "y": tops[number], "y2": tops[number] + ROW - 8, "color": color})
        layers += _row(made, step, color, left + 10, tops[number])
    for start, to, number in up:
        ends = ((right + 3, middle[start] - 16), (right + 6, middle[to] + 16))
        layers += _arc(ends, right + _reach(to - start), *_weight(made, number), UP, upright=False)
    for start, to, number in down:
        ends = ((left - 3, middle[start] + 16), (left - 6, middle[to] - 16))
        layers += _arc(ends, left - _reach(start - to), *_weight(made, number), DOWN, upright=False)
    said = EXPLAINED.replace("over", "til højre for").replace("under", "til venstre for")
    below, bottom = pixels.note([said], 8 + ROW * count + 6, 47)
    return pixels.drawing(NARROW, bottom, [pixels.rects(rows, cornerRadius=2), *layers, *below])


def flows_words(made: StaircaseFlows) -> str:
    """What a reader sees: each step's children and money, who came and left, and every move."""
    parts = [
        f"{step.name}: {made.children(step.now)}, før {made.written(step.before)}, {step.money}, "
        f"{made.written(step.arrived)} ind, {made.written(step.left)} ud"
        for step in made.steps
    ]
    moves = [
        f"{made.children(number)} fra {made.steps[start].name} til {made.steps[to].name}"
        for up in (True, False)
        for start, to, number in made.way(up=up)
    ]
    return "; ".join([*parts, *moves])


def _weight(made: StaircaseFlows, count: int) -> tuple[str, float]:
    """What is written on an arc, and how wide it is; one whose count is hidden does not show it by its width."""
    most = max(made.moves.values())
    return made.written(count), 1.25 if made.hidden(count) else 1.25 + 4.75 * count / most


def _reach(steps: int) -> float:
    """How far to the side an arc goes: five steps fill the room there is."""
    return 14 + 9.5 * min(steps, 5)


def _tread(
    made: StaircaseFlows, step: FlowStep, color: str, x: float, top: float, floor: float, characters: int
) -> list[dict[str, Any]]:
    ink = LIGHT if color == color_of(5, 6) else pixels.INK
    names = pixels.wrapped(step.name, characters)
    return [
        *pixels.words(
            ({"x": x, "y": top + 20 + 19 * n, "text": text, "color": ink} for n, text in enumerate(names)),
            size=15, weight=600,
        ),
        *pixels.words([{"x": x, "y": floor - 38, "text": made.children(step.now), "color": ink}], size=18, weight=700),
        *pixels.words([{"x": x, "y": floor - 16, "text": f"før {made.written(step.before)} · {step.money}", "color": ink}], size=13),
    ]  # fmt: skip


def _row(made: StaircaseFlows, step: FlowStep, color: str, x: float, top: float) -> list[dict[str, Any]]:
    ink = LIGHT if color == color_of(5, 6) else pixels.INK
    children = f"{made.children(step.now)} (før {made.written(step.before)})"
    names = pixels.wrapped(step.name, 26)[:2]
    first = top + (16 if len(names) > 1 else 22)
    flow = f"{made.written(step.arrived)} ind → · {made.written(step.left)} ud →"
    return [
        *pixels.words(
            ({"x": x, "y": first + 16 * n, "text": text, "color": ink} for n, text in enumerate(names)), size=13, weight=600,
        ),
        *pixels.words([{"x": x, "y": top + 51, "text": children, "color": ink}], size=14, weight=700),
        *pixels.words(
            [{"x": x, "y": top + 70, "text": step.money, "color": ink}, {"x": x, "y": top + 87, "text": flow, "color": ink}],
            size=12,
        ),
    ]  # fmt: skip


def _strip_words(made: StaircaseFlows, left: Sequence[float], each: float, y: float, size: int) -> list[dict[str, Any]]:
    come = [
        {"x": x + 12, "y": y, "text": f"→ {made.written(step.arrived)} ind"}
        for x, step in zip(left, made.steps, strict=True)
    ]
    gone = [
        {"x": x + each - 12, "y": y, "text": f"{made.written(step.left)} ud →"}
        for x, step in zip(left, made.steps, strict=True)
    ]
    return [*pixels.words(come, size=size), *pixels.words(gone, size=size, align="right")]


def _arc(
    ends: tuple[tuple[float, float], tuple[float, float]],
    peak: float,
    text: str,
    wide: float,
    color: str,
    *,
    upright: bool,
) -> list[dict[str, Any]]:
    """A bow from one end to the other through ``peak``, an arrow's head at its end, and its children at its top."""
    (x, y), (x2, y2) = ends
    # the control point of a quadratic curve lies twice as far out as the curve goes
    control = ((x + x2) / 2, 2 * peak - (y + y2) / 2) if upright else (2 * peak - (x + x2) / 2, (y + y2) / 2)
    points = [
        (
            (1 - t) ** 2 * x + 2 * t * (1 - t) * control[0] + t**2 * x2,
            (1 - t) ** 2 * y + 2 * t * (1 - t) * control[1] + t**2 * y2,
        )
        for t in (number / 24 for number in range(25))
    ]
    top = points[12]
    head = {"x": x2, "y": y2, "color": color, "turn": _turn(points[-3], points[-1])}
    said = {"x": top[0], "y": top[1], "text": text, "color": color}
    return [
        pixels.line(points, color=color, strokeWidth=wide, opacity=0.75),
        pixels.signs([head], shape="triangle-up", size=90),
        *pixels.words([said], size=14, weight=700, align="center", halo=True),
    ]


def _turn(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Degrees clockwise from straight up of the way from a to b."""
    return round(math.degrees(math.atan2(b[0] - a[0], a[1] - b[1])), 1)
