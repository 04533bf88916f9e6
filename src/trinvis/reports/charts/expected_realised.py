"""What was expected of a running case against what has come: the expected course with its interval, the realised as dots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from trinvis.reports.charts import pixels
from trinvis.reports.charts.keys import Key, keys
from trinvis.reports.charts.lines import evenly
from trinvis.reports.charts.scales import Scale, scale_of, written
from trinvis.reports.charts.year_plot import SUBJECT_PALE, Plot, band

EXPECTED, REALISED = "#6b6b6b", "#0b4a8a"


@dataclass(frozen=True)
class Moment:
    """A half-year: what was expected, the interval's ends where simulated, and what has come with its own interval where known."""

    words: str
    expected: Fraction
    low: Fraction | None = None
    high: Fraction | None = None
    realised: Fraction | None = None
    realised_low: Fraction | None = None
    realised_high: Fraction | None = None


@dataclass(frozen=True)
class ExpectedRealised:
    """``what`` says what is counted and its unit (``nettogevinst lagt sammen, mio. kr.``).

    ``changed`` is the place of the first moment after a change: a dashed upright stands before it. ``level`` is how often the
    interval of what was expected holds, in per cent.
    """

    what: str
    moments: tuple[Moment, ...]
    decimals: int = 0
    expected_words: str = "Ventet"
    realised_words: str = "Sket"
    level: int = 90
    changed: int | None = None
    changed_words: str = ""


def expected_realised_chart(made: ExpectedRealised, *, narrow: bool = False) -> dict[str, Any]:
    """Grey dashed what was expected with its interval behind; blue dots, with whiskers, what has come; its last figure written."""
    width, plot = (360.0, Plot(46, 350, 22, 230, 12)) if narrow else (760.0, Plot(56, 740, 22, 282, 13))
    every = [
        value
        for one in made.moments
        for value in (one.expected, one.low, one.high, one.realised, one.realised_low, one.realised_high)
    ]
    y = scale_of(every, plot.floor, plot.top)
    places = evenly(len(made.moments), plot.left + 24, plot.right - 24)
    interval = [
        (x, y.place(one.high), y.place(one.low))
        for x, one in zip(places, made.moments, strict=True)
        if one.low is not None and one.high is not None
    ]
    expected = [(x, y.place(one.expected)) for x, one in zip(places, made.moments, strict=True)]
    layers = [
        *_axes(made, y, places, plot),
        *_change(made, places, plot),
        band(interval, SUBJECT_PALE),
        pixels.rules([{"x": plot.left, "x2": plot.right, "y": y.place(0), "y2": y.place(0)}], color="#595959"),
        pixels.line(expected, color=EXPECTED, strokeWidth=2, strokeDash=[6, 4]),
        *_realised(made, places, y, plot),
    ]
    samples = [Key(made.expected_words, line=EXPECTED, wide=2, dash=(6, 4)), Key(made.realised_words, dot=REALISED)]
    if interval:
        samples.insert(1, Key(f"{made.level} % af det ventede", boxes=(SUBJECT_PALE,)))
    below, end = keys(samples, 0, width, plot.floor + 30, plot.font)
    return pixels.drawing(width, end, [*layers, *below])


def _change(made: ExpectedRealised, places: Sequence[float], plot: Plot) -> list[pixels.Layer]:
    """The upright between the last moment before a change and the first after it, with its words."""
    if made.changed is None or not 0 < made.changed < len(places):
        return []
    x = (places[made.changed - 1] + places[made.changed]) / 2
    half = pixels.width_of(made.changed_words, plot.font) / 2
    row = {
        "x": min(max(x, plot.left + half), plot.right - half),
        "y": 8,
        "text": made.changed_words,
        "color": pixels.QUIET,
    }
    line = [{"x": x, "x2": x, "y": plot.top - 4, "y2": plot.floor}]
    return [
        pixels.rules(line, color=pixels.QUIET, strokeDash=[4, 4]),
        *pixels.words([row] if made.changed_words else [], size=plot.font, align="center"),
    ]


def _axes(made: ExpectedRealised, y: Scale, places: Sequence[float], plot: Plot) -> list[pixels.Layer]:
    rows = [{"x": plot.left, "x2": plot.right, "y": y.place(tick), "y2": y.place(tick)} for tick in y.ticks]
    levels = [
        {"x": plot.left - 8, "y": y.place(tick), "text": written(tick, y.decimals), "color": pixels.QUIET}
        for tick in y.ticks
    ]
    widest = max(pixels.width_of(one.words, plot.font) for one in made.moments) + 8
    step = places[1] - places[0] if len(places) > 1 else widest
    every = next(number for number in range(1, 1000) if step * number >= widest)
    moments = [
        {"x": min(x, plot.right + 8 - widest / 2), "y": plot.floor + 16, "text": one.words}
        for number, (x, one) in enumerate(zip(places, made.moments, strict=True))
        if number % every == 0
    ]
    return [
        pixels.rules(rows),
        *pixels.words(levels, size=plot.font, align="right"),
        *pixels.words(moments, size=plot.font, align="center"),
    ]


def _realised(made: ExpectedRealised, places: Sequence[float], y: Scale, plot: Plot) -> list[pixels.Layer]:
    dots: list[dict[str, Any]] = []
    whiskers: list[dict[str, Any]] = []
    for x, one in zip(places, made.moments, strict=True):
        if one.realised is None:
            continue
        dots.append({"x": x, "y": y.place(one.realised), "color": REALISED})
        if one.realised_low is not None and one.realised_high is not None:
            whiskers.append({"x": x, "x2": x, "y": y.place(one.realised_high), "y2": y.place(one.realised_low)})
    last = [(x, one.realised) for x, one in zip(places, made.moments, strict=True) if one.realised is not None][-1:]
    said = [
        {"x": x, "y": max(plot.top - 8, y.place(value) - 16), "text": written(value, made.decimals), "color": REALISED}
        for x, value in last
    ]
    return [
        pixels.rules(whiskers, color=REALISED, strokeWidth=2),
        pixels.line([(dot["x"], dot["y"]) for dot in dots], color=REALISED, strokeWidth=1.5),
        pixels.signs(dots, size=70, stroke="#ffffff", strokeWidth=1),
        *pixels.words(said, size=plot.font, weight=600, align="center", halo=True),
    ]


def expected_realised_words(made: ExpectedRealised) -> str:
    """What a reader sees: the newest moment with a realised figure, against what was expected of it."""
    known = [one for one in made.moments if one.realised is not None]
    if not known:
        return "Der er endnu ingen tal fra driften"
    last = known[-1]
    assert last.realised is not None
    between = (
        f", {made.level} % ventet mellem {written(last.low, made.decimals)} og {written(last.high, made.decimals)}"
        if last.low is not None and last.high is not None
        else ""
    )
    return f"{last.words}: {written(last.realised, made.decimals)} mod {made.expected_words.lower()} {written(last.expected, made.decimals)}{between}"
