"""Which input moves the answer most: a bar from the answer at its low to the answer at its high, the widest on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from trinvis.reports.charts import pixels
from trinvis.reports.charts.kept_together import ground, lines_of
from trinvis.reports.charts.scales import Scale, scale_of, written
from trinvis.reports.charts.year_plot import GAIN, LOSS, ZERO, MoneyUnit, unit_of

BAR, LINE, TOP = 22.0, 18, 44.0
REFUSED = "kan ikke regnes"


@dataclass(frozen=True)
class End:
    """An input's value in words (``6 %``) and the answer there in øre; None where the case cannot be calculated with it."""

    words: str
    oere: int | None


@dataclass(frozen=True)
class Swing:
    """An input, and its low and its high."""

    label: str
    low: End
    high: End


@dataclass(frozen=True)
class Tornado:
    """``base_oere`` is the answer with nothing changed; ``answer`` says what it is (``nettogevinst efter 4 år``)."""

    answer: str
    base_oere: int
    swings: tuple[Swing, ...]

    @property
    def amounts(self) -> list[int]:
        """Every amount that is drawn, øre."""
        ends = [end.oere for one in self.swings for end in (one.low, one.high)]
        return [self.base_oere, *(oere for oere in ends if oere is not None)]

    @property
    def unit(self) -> MoneyUnit:
        """What the picture's figures are in."""
        return unit_of(self.amounts)


@dataclass(frozen=True)
class _Placed:
    """A row: its name in lines, the middle of the first of them, and the top of its bar."""

    swing: Swing
    names: tuple[str, ...]
    first: float
    bar: float


def tornado_chart(made: Tornado, *, narrow: bool = False) -> dict[str, Any]:
    """What lowers the answer rust, what raises it green; at each end the input's value."""
    width, label, font = (360.0, 0.0, 12) if narrow else (760.0, 250.0, 13)
    ends = [end.words for one in made.swings for end in (one.low, one.high)]
    room = max((pixels.width_of(words, font) for words in ends), default=0.0) + 8
    amounts = [made.unit.of(oere) for oere in made.amounts]
    x = scale_of(amounts, label + room, width - room, from_zero=False, about=4)
    placed, bottom = (_placed_narrow if narrow else _placed_wide)(made.swings)
    spans = [(one.bar - 5, one.bar + BAR + 5) for one in placed] if narrow else [(TOP - 8, bottom)]
    base = x.place(made.unit.of(made.base_oere))
    layers = [
        *_axis(x, spans, bottom, font),
        *_bars(made, placed, x, base, font),
        pixels.rules(_upright(base, spans), color=pixels.INK, strokeWidth=1.5),
        *_names(placed, font, weight=600 if narrow else 400),
        *_base(made, base, width, font),
    ]
    return pixels.drawing(width, bottom + 26, layers)


def _placed_wide(swings: Sequence[Swing]) -> tuple[list[_Placed], float]:
    found, y = [], TOP
    for one in swings:
        names = lines_of(one.label, 32)
        said = LINE * len(names)
        tall = max(BAR, said) + 12
        found.append(_Placed(one, tuple(names), y + (tall - said + LINE) / 2, y + (tall - BAR) / 2))
        y += tall
    return found, y


def _placed_narrow(swings: Sequence[Swing]) -> tuple[list[_Placed], float]:
    found, y = [], TOP
    for one in swings:
        names = lines_of(one.label, 46)
        found.append(_Placed(one, tuple(names), y + 8, y + LINE * len(names) + 4))
        y += LINE * len(names) + BAR + 14
    return found, y


def _bars(made: Tornado, placed: Sequence[_Placed], x: Scale, base: float, font: int) -> list[pixels.Layer]:
    boxes: list[dict[str, Any]] = []
    left: list[dict[str, Any]] = []
    right: list[dict[str, Any]] = []
    for one in placed:
        known = [(end.oere, end.words) for end in (one.swing.low, one.swing.high) if end.oere is not None]
        for oere, _ in known:
            at = x.place(made.unit.of(oere))
            color = GAIN if oere > made.base_oere else LOSS
            boxes.append({"x": min(at, base), "x2": max(at, base), "y": one.bar, "y2": one.bar + BAR, "color": color})
        for (oere, words), side in zip(sorted(known), _sides(made.base_oere, sorted(known)), strict=True):
            at, row = x.place(made.unit.of(oere)), {"y": one.bar + BAR / 2, "text": words}
            if side == "left":
                left.append({**row, "x": min(base, at) - 5})
            else:
                right.append({**row, "x": max(base, at) + 5})
    return [
        ground(left, font, "right"),
        ground(right, font),
        pixels.rects(boxes),
        *pixels.words(left, size=font, align="right"),
        *pixels.words(right, size=font),
    ]


def _sides(base_oere: int, ends: Sequence[tuple[int, str]]) -> list[str]:
    """The lower end stands at the left, the higher at the right; one alone stands on its own side of the answer."""
    if len(ends) == 1:
        return ["right" if ends[0][0] > base_oere else "left"]
    return ["left", "right"][: len(ends)]


def _names(placed: Sequence[_Placed], font: int, weight: int) -> list[pixels.Layer]:
    said = [
        {"x": 0, "y": one.first + LINE * number, "text": text}
        for one in placed
        for number, text in enumerate(one.names)
    ]
    return pixels.words(said, size=font, weight=weight)


def _axis(x: Scale, spans: Sequence[tuple[float, float]], bottom: float, font: int) -> list[pixels.Layer]:
    lines = [piece for tick in x.ticks if tick != 0 for piece in _upright(x.place(tick), spans)]
    zero = _upright(x.place(0), spans) if x.low <= 0 <= x.high else []
    said = [
        {"x": x.place(tick), "y": bottom + 14, "text": written(tick, x.decimals), "color": pixels.QUIET}
        for tick in x.ticks
    ]
    return [
        pixels.rules(lines),
        pixels.rules(zero, color=ZERO, strokeDash=[4, 3], strokeWidth=1.25),
        *pixels.words(said, size=font, align="center"),
    ]


def _upright(x: float, spans: Sequence[tuple[float, float]]) -> list[dict[str, float]]:
    """An upright line in pieces: in a narrow picture it leaves the words between the bars alone."""
    return [{"x": x, "x2": x, "y": top, "y2": bottom} for top, bottom in spans]


def _base(made: Tornado, base: float, width: float, font: int) -> list[pixels.Layer]:
    text = f"Uden ændringer {made.unit.signed(made.base_oere)} {made.unit.said}"
    half = pixels.width_of(text, font) / 2
    row = {"x": min(max(base, half), width - half), "y": 18, "text": text}
    return pixels.words([row], size=font, weight=600, align="center")


def tornado_words(made: Tornado) -> str:
    """What a reader sees: the answer, and for each input the answers at its ends."""
    unit = made.unit

    def said(end: End) -> str:
        return f"{REFUSED if end.oere is None else unit.signed(end.oere)} ved {end.words}"

    parts = [f"{one.label}: {said(one.low)}, {said(one.high)}" for one in made.swings]
    return f"Uden ændringer {unit.signed(made.base_oere)} {unit.said}, {made.answer}. {'; '.join(parts)}"
