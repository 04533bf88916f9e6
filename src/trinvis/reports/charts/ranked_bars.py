"""Things in an order, each with a bar from nothing and its figure in words: what to measure next, the next best krone, each reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from trinvis.reports.charts import pixels
from trinvis.reports.charts.kept_together import ground, lines_of
from trinvis.reports.charts.scales import Scale
from trinvis.reports.charts.year_plot import GAIN, LOSS, ZERO

Meaning = Literal["subject", "quiet", "better", "worse"]
COLORS: dict[Meaning, str] = {"subject": "#5e94cb", "quiet": "#d0d7de", "better": GAIN, "worse": LOSS}
LINE, BAR = 17, 20.0


@dataclass(frozen=True)
class RankedBar:
    """``value`` is how long the bar is, ``text`` the figure at its end; ``detail`` is said quietly below the name."""

    label: str
    value: Fraction
    text: str
    detail: str = ""
    meaning: Meaning = "subject"


@dataclass(frozen=True)
class RankedBars:
    """``mark`` is a value with a dashed line, and ``mark_words`` what it is."""

    rows: tuple[RankedBar, ...]
    mark: Fraction | None = None
    mark_words: str = ""


@dataclass(frozen=True)
class _Placed:
    """A row: its words in lines, the middle of the first of them, and the top of its bar."""

    row: RankedBar
    names: tuple[str, ...]
    below: tuple[str, ...]
    first: float
    bar: float


def ranked_bars_chart(made: RankedBars, *, narrow: bool = False) -> dict[str, Any]:
    """Names to the left (above the bars in a narrow picture), bars from nothing, figures at their ends."""
    width, label, font = (360.0, 0.0, 12) if narrow else (760.0, 300.0, 13)
    top = 24.0 if made.mark is not None else 4.0
    placed, bottom = (_placed_narrow if narrow else _placed_wide)(made.rows, top)
    x = _scale(made, label, width, font)
    spans = [(one.bar - 3, one.bar + BAR + 3) for one in placed] if narrow else [(top, bottom)]
    layers = [
        *_bars(placed, x),
        pixels.rules(_upright(x.place(0), spans), color=ZERO, strokeWidth=1.25),
        *_mark(made, x, spans, width, font),
        *_named(placed, font),
        *_figures(placed, x, font),
    ]
    return pixels.drawing(width, bottom + 4, layers)


def _placed_wide(rows: Sequence[RankedBar], top: float) -> tuple[list[_Placed], float]:
    found = []
    for one in rows:
        names, below = lines_of(one.label, 38), lines_of(one.detail, 40)
        said = LINE * (len(names) + len(below))
        tall = max(BAR, said) + 14
        found.append(_Placed(one, tuple(names), tuple(below), top + (tall - said + LINE) / 2, top + (tall - BAR) / 2))
        top += tall
    return found, top


def _placed_narrow(rows: Sequence[RankedBar], top: float) -> tuple[list[_Placed], float]:
    found = []
    for one in rows:
        names, below = lines_of(one.label, 46), lines_of(one.detail, 50)
        said = LINE * (len(names) + len(below))
        found.append(_Placed(one, tuple(names), tuple(below), top + LINE / 2, top + said + 3))
        top += said + BAR + 12
    return found, top


def _scale(made: RankedBars, label: float, width: float, font: int) -> Scale:
    """From nothing to the values, with room for a figure at either end that is used."""
    values = [Fraction(0), *(one.value for one in made.rows), *([] if made.mark is None else [made.mark])]
    low, high = min(values), max(values)
    room = max((pixels.width_of(one.text, font) for one in made.rows), default=0.0) + 8
    high = high if high > low else low + 1
    return Scale(low, high, high - low, label + (room if low < 0 else 2), width - room)


def _bars(placed: Sequence[_Placed], x: Scale) -> list[pixels.Layer]:
    zero = x.place(0)
    boxes = [
        {
            "x": min(zero, x.place(one.row.value)),
            "x2": max(zero, x.place(one.row.value)),
            "y": one.bar,
            "y2": one.bar + BAR,
            "color": COLORS[one.row.meaning],
        }
        for one in placed
    ]
    return [pixels.rects(boxes)]


def _figures(placed: Sequence[_Placed], x: Scale, font: int) -> list[pixels.Layer]:
    layers: list[pixels.Layer] = []
    for align, way, wanted in (("left", 6, True), ("right", -6, False)):
        rows = [
            {"x": x.place(one.row.value) + way, "y": one.bar + BAR / 2, "text": one.row.text}
            for one in placed
            if (one.row.value >= 0) == wanted
        ]
        layers += [ground(rows, font, align), *pixels.words(rows, size=font, weight=600, align=align)]
    return layers


def _named(placed: Sequence[_Placed], font: int) -> list[pixels.Layer]:
    said, quiet = [], []
    for one in placed:
        said += [{"x": 0, "y": one.first + LINE * n, "text": text} for n, text in enumerate(one.names)]
        quiet += [
            {"x": 0, "y": one.first + LINE * n, "text": text, "color": pixels.QUIET}
            for n, text in enumerate(one.below, len(one.names))
        ]
    return [*pixels.words(said, size=font), *pixels.words(quiet, size=font)]


def _mark(
    made: RankedBars, x: Scale, spans: Sequence[tuple[float, float]], width: float, font: int
) -> list[pixels.Layer]:
    if made.mark is None:
        return []
    at, half = x.place(made.mark), pixels.width_of(made.mark_words, font) / 2
    row = {"x": min(max(at, half), width - half), "y": 12, "text": made.mark_words, "color": pixels.QUIET}
    return [
        pixels.rules(_upright(at, spans), color=ZERO, strokeDash=[4, 3]),
        *pixels.words([row], size=font, align="center"),
    ]


def _upright(x: float, spans: Sequence[tuple[float, float]]) -> list[dict[str, float]]:
    """An upright line in pieces: in a narrow picture it leaves the words between the bars alone."""
    return [{"x": x, "x2": x, "y": first, "y2": last} for first, last in spans]


def ranked_bars_words(made: RankedBars) -> str:
    """What a reader sees: each name with its figure."""
    return "; ".join(f"{one.label}: {one.text}" for one in made.rows)
