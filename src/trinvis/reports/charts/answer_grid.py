"""What respondents answered item by item and group by group: bars that fill the whole, with each row's own number of answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from trinvis.reports import danish
from trinvis.reports.charts import geometry, pixels
from trinvis.reports.charts.kept_together import lines_of
from trinvis.reports.charts.keys import Key, keys

Kind = Literal["barrier", "opportunity"]
COLORS: dict[Kind, tuple[str, ...]] = {
    "barrier": ("#a63d05", "#e2b69e", "#e3e7ec", "#ffffff"),
    "opportunity": ("#0b4a8a", "#9dbfe0", "#e3e7ec", "#ffffff"),
}
"""Large, small, none, *ved ikke*: darker is more, and who does not know is hatched."""
HATCHING, EDGE = "#b5b5b5", "#8a8a8a"
BAR, LINE, NO_ANSWERS = 24.0, 17.0, "ingen svar"


@dataclass(frozen=True)
class AnswerRow:
    """An item's answers in one group of respondents: large, small, none, *ved ikke*; ``silent`` did not answer it."""

    item: str
    group: str
    counts: tuple[int, int, int, int]
    silent: int = 0

    @property
    def answers(self) -> int:
        """How many answered: what the shares are of."""
        return sum(self.counts)

    def share(self, number: int) -> str:
        """An answer's share in whole per cent."""
        return danish.per_cent(danish.rounded(self.counts[number] * 10_000, self.answers), 0)


@dataclass(frozen=True)
class AnswerGrid:
    """``answers`` are the words of the four, in order; rows with the same item stand together, in the order given."""

    kind: Kind
    answers: tuple[str, str, str, str]
    rows: tuple[AnswerRow, ...]

    def __post_init__(self) -> None:
        if not self.rows or any(min(one.counts) < 0 for one in self.rows):
            raise ValueError("a grid of answers needs a row, and no count is below 0")

    @property
    def grouped(self) -> bool:
        """Whether more than one group has answered, so that each row says which."""
        return len({one.group for one in self.rows}) > 1

    @property
    def items(self) -> Iterator[tuple[str, list[AnswerRow]]]:
        """Each item with its rows."""
        return ((item, list(rows)) for item, rows in groupby(self.rows, key=lambda one: one.item))


@dataclass(frozen=True)
class _Bar:
    """A row's bar in pixels, and where its number of answers stands."""

    row: AnswerRow
    left: float
    right: float
    top: float
    n_at: tuple[float, float]


def answer_grid_chart(made: AnswerGrid, *, narrow: bool = False) -> dict[str, Any]:
    """A bar per item and group from 0 to 100 per cent; names to the left, above the bars on a narrow page."""
    width, font = (360.0, 12) if narrow else (920.0, 13)
    samples = [
        Key(words, boxes=(color,), edge=EDGE if color == pixels.GROUND else "")
        for words, color in zip(made.answers, COLORS[made.kind], strict=True)
    ]
    legend, top = keys(samples, 0, width, 0, font)
    layers, bars, bottom = (_placed_narrow if narrow else _placed_wide)(made, top + 14, width, font)
    for bar in bars:
        layers += _bar(bar, COLORS[made.kind], font)
    said = [{"x": bar.n_at[0], "y": bar.n_at[1], "text": f"n = {bar.row.answers}"} for bar in bars]
    layers += pixels.words(({**row, "color": pixels.QUIET} for row in said), size=font, align="right")
    note, bottom = pixels.note(
        ["Andel af dem, der har svaret på spørgsmålet; n er antal svar."], bottom + 4, 50 if narrow else 110
    )
    return pixels.drawing(width, bottom, [*legend, *layers, *note])


Placed = tuple[list[pixels.Layer], list[_Bar], float]


def _placed_wide(made: AnswerGrid, top: float, width: float, font: int) -> Placed:
    left = 450.0 if made.grouped else 320.0
    layers: list[pixels.Layer] = []
    bars = []
    for item, rows in made.items:
        names = lines_of(item, 34 if made.grouped else 40)
        groups = [lines_of(one.group, 22) if made.grouped else [""] for one in rows]
        tall = [max(BAR, LINE * len(lines)) + 8 for lines in groups]
        first = top + tall[0] / 2
        layers += pixels.words(
            [{"x": 0, "y": first + LINE * n, "text": text} for n, text in enumerate(names)], size=font
        )
        at = top
        for one, lines, high in zip(rows, groups, tall, strict=True):
            middle = at + high / 2
            start = middle - LINE * (len(lines) - 1) / 2
            said = [
                {"x": 270, "y": start + LINE * n, "text": text, "color": pixels.QUIET} for n, text in enumerate(lines)
            ]
            layers += pixels.words(said if made.grouped else [], size=font)
            bars.append(_Bar(one, left, width - 66, middle - BAR / 2, (width, middle)))
            at += high
        top = max(at, first + LINE * len(names) - LINE / 2) + 12
    return layers, bars, top


def _placed_narrow(made: AnswerGrid, top: float, width: float, font: int) -> Placed:
    layers: list[pixels.Layer] = []
    bars = []
    for item, rows in made.items:
        names = lines_of(item, 40)
        layers += pixels.words(
            [{"x": 0, "y": top + LINE / 2 + LINE * n, "text": text} for n, text in enumerate(names)],
            size=font, weight=600 if made.grouped else 400,
        )  # fmt: skip
        top += LINE * (len(names) if made.grouped else len(names) - 1)
        for one in rows:
            lines = lines_of(one.group, 40) if made.grouped else []
            said = [
                {"x": 0, "y": top + LINE / 2 + LINE * n, "text": text, "color": pixels.QUIET}
                for n, text in enumerate(lines)
            ]
            layers += pixels.words(said, size=font)
            under = top + LINE * max(1, len(lines))
            bars.append(_Bar(one, 0, width, under + 3, (width, under - LINE / 2)))
            top = under + BAR + 10
        top += 8
    return layers, bars, top


def _bar(bar: _Bar, colors: Sequence[str], font: int) -> list[pixels.Layer]:
    bottom, row = bar.top + BAR, bar.row
    if not row.answers:
        hatch = geometry.hatched_box(bar.left, bar.top, bar.right, bottom)
        said = {"x": (bar.left + bar.right) / 2, "y": bar.top + BAR / 2, "text": NO_ANSWERS}
        return [pixels.strokes(hatch, color="#e0e0e0"), *pixels.words([said], size=font, align="center", halo=True)]
    each = (bar.right - bar.left) / row.answers
    at, boxes, hatching = bar.left, list[pixels.Row](), list[tuple[geometry.Point, geometry.Point]]()
    inside, on_lines = list[pixels.Row](), list[pixels.Row]()
    for number, (count, color) in enumerate(zip(row.counts, colors, strict=True)):
        wide = each * count
        if count:
            boxes.append({"x": at, "x2": at + wide, "y": bar.top, "y2": bottom, "color": color})
        if count and color == pixels.GROUND:
            hatching += geometry.hatched_box(at, bar.top, at + wide, bottom)
        text = row.share(number)
        if count and wide >= pixels.width_of(text, font) + 8:
            ink = pixels.GROUND if number == 0 else pixels.INK
            said = {"x": at + wide / 2, "y": bar.top + BAR / 2, "text": text, "color": ink}
            (on_lines if color == pixels.GROUND else inside).append(said)
        at += wide
    return [
        pixels.rects(boxes, stroke=pixels.GROUND, strokeWidth=1.5),
        pixels.strokes(hatching, color=HATCHING),
        *pixels.words(inside, size=font, align="center"),
        *pixels.words(on_lines, size=font, align="center", halo=True),
    ]


def answer_grid_words(made: AnswerGrid) -> str:
    """What a reader sees: each row's four shares, its number of answers, and how many did not answer."""
    return "; ".join(_said(made, one) for one in made.rows)


def _said(made: AnswerGrid, row: AnswerRow) -> str:
    name = f"{row.item}, {row.group}" if made.grouped else row.item
    silent = f", {row.silent} har ikke svaret" if row.silent else ""
    if not row.answers:
        return f"{name}: {NO_ANSWERS}{silent}"
    shares = ", ".join(f"{words} {row.share(number)}" for number, words in enumerate(made.answers))
    return f"{name}: {shares} (n = {row.answers}{silent})"
