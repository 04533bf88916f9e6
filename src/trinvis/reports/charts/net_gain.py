"""What a case gives year by year and added up, and how sure that is; years whose course is not known are a band, never a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trinvis.reports.charts import pixels
from trinvis.reports.charts.kept_together import lines_of
from trinvis.reports.charts.keys import Key, keys
from trinvis.reports.charts.scales import apart
from trinvis.reports.charts.year_plot import (
    GAIN,
    LOSS,
    SUBJECT,
    SUBJECT_LIGHT,
    SUBJECT_PALE,
    YEAR_AXIS,
    MoneyUnit,
    Plot,
    YearPlot,
    band,
    unit_of,
    year_plot,
)

RANGE, RANGE_EDGE = "#f4f4f4", "#8a8a8a"
ROW = 18

Ends = tuple[int, int]
"""Low and high in øre; the same twice where it is known."""


@dataclass(frozen=True)
class YearGain:
    """A year's net gain and the sum up to it, in øre: low and high over the readings that fit, equal where the course is known.

    ``inner`` and ``outer`` are the central 50 and 90 per cent of the sum, where it is simulated.
    """

    yearly: Ends
    accumulated: Ends
    inner: Ends | None = None
    outer: Ends | None = None

    @property
    def known(self) -> bool:
        """Whether the readings that fit agree."""
        return self.yearly[0] == self.yearly[1] and self.accumulated[0] == self.accumulated[1]


@dataclass(frozen=True)
class NetGain:
    """The years from ``start_year``; ``break_even`` is the first year (from 1) whose sum is nothing or more, where it is known."""

    start_year: int
    years: tuple[YearGain, ...]
    break_even: int | None = None

    @property
    def amounts(self) -> list[int]:
        """Every amount that is drawn, øre."""
        pairs = [pair for one in self.years for pair in (one.yearly, one.accumulated, one.inner, one.outer) if pair]
        return [amount for pair in pairs for amount in pair]

    @property
    def unit(self) -> MoneyUnit:
        """What the picture's figures are in."""
        return unit_of(self.amounts)

    @property
    def known(self) -> int:
        """How many years from the first have a known course."""
        return next((number for number, one in enumerate(self.years) if not one.known), len(self.years))

    @property
    def simulated(self) -> bool:
        """Whether there are intervals."""
        return any(one.outer for one in self.years)


def net_gain_chart(made: NetGain, *, narrow: bool = False) -> dict[str, Any]:
    """Bars of each year (green a gain, rust a loss), the sum as a line with its intervals behind; a dashed band where readings differ."""
    width, plot = (360.0, Plot(46, 356, 30, 256, 12)) if narrow else (760.0, Plot(52, 600, 30, 326, 13))
    at = year_plot(made.start_year, len(made.years), made.amounts, plot)
    layers = [
        *at.ground(),
        *_intervals(made, at),
        *_unknown(made, at),
        *_bars(made, at),
        at.zero(),
        *_line(made, at),
        *_sums(made, at, last=narrow),
        *at.years(),
    ]
    top = plot.floor + YEAR_AXIS
    if narrow:
        said = [text for text, _ in _ends(made) if made.known < len(made.years) or made.simulated]
        rows = [{"x": 0, "y": top + 10 + ROW * n, "text": text, "color": SUBJECT} for n, text in enumerate(said)]
        layers += pixels.words(rows, size=plot.font, weight=600)
        top += ROW * len(said) + 4
    else:
        layers += _beside(made, at)
    below, end = keys(_keys(made), 0, width, top + 4, plot.font)
    return pixels.drawing(width, end, [*layers, *below])


def _bars(made: NetGain, at: YearPlot) -> list[pixels.Layer]:
    half = min(22.0, at.step * 0.32)
    known, ranges = [], []
    for place, one in zip(at.places, made.years, strict=True):
        low, high = (at.level(end) for end in one.yearly)
        box = {"x": place - half, "x2": place + half}
        if one.yearly[0] == one.yearly[1]:
            color = GAIN if one.yearly[0] >= 0 else LOSS
            known.append({**box, "y": min(high, at.level(0)), "y2": max(high, at.level(0)), "color": color})
        else:
            ranges.append({**box, "y": high, "y2": max(low, high + 2), "color": RANGE})
    return [pixels.rects(known), pixels.rects(ranges, stroke=RANGE_EDGE, strokeWidth=1, strokeDash=[3, 2])]


def _intervals(made: NetGain, at: YearPlot) -> list[pixels.Layer]:
    found = []
    for name, color in (("outer", SUBJECT_PALE), ("inner", SUBJECT_LIGHT)):
        ends = [(x, pair) for x, one in zip(at.places, made.years, strict=True) if (pair := getattr(one, name))]
        found.append(band([(x, at.level(high), at.level(low)) for x, (low, high) in ends], color))
    return found


def _unknown(made: NetGain, at: YearPlot) -> list[pixels.Layer]:
    """The band over the readings that fit, from the last year that is known."""
    if made.known == len(made.years):
        return []
    first = max(0, made.known - 1)
    rows = [
        (x, at.level(one.accumulated[1]), at.level(one.accumulated[0]))
        for x, one in zip(at.places[first:], made.years[first:], strict=True)
    ]
    edge = {"color": SUBJECT, "strokeWidth": 1.25, "strokeDash": [4, 3]}
    return [
        *([] if made.simulated else [band(rows, SUBJECT_PALE)]),
        pixels.line([(x, high) for x, high, _ in rows], **edge),
        pixels.line([(x, low) for x, _, low in rows], **edge),
    ]


def _line(made: NetGain, at: YearPlot) -> list[pixels.Layer]:
    shown = made.years[: made.known]
    points = [(x, at.level(one.accumulated[0])) for x, one in zip(at.places, shown, strict=False)]
    dots = [{"x": x, "y": level, "color": SUBJECT} for x, level in points]
    return [
        pixels.line(points, color=SUBJECT, strokeWidth=2.5),
        pixels.signs(dots if len(dots) <= 15 else [], size=30),
        pixels.signs(dots[-1:], size=80),
    ]


def _sums(made: NetGain, at: YearPlot, *, last: bool) -> list[pixels.Layer]:
    """The sum at the year that it has paid for itself, and at the last year that is known (where nothing beside says it)."""
    years = {made.break_even} if made.break_even and made.break_even <= made.known else set()
    if made.known and (last or made.known < len(made.years)):
        years.add(made.known)
    rows: list[dict[str, Any]] = []
    for number in sorted(years, reverse=True):
        oere = made.years[number - 1].accumulated[0]
        words = at.unit.signed(oere)
        half = pixels.width_of(words, at.plot.font) / 2
        x = min(max(at.places[number - 1], at.plot.left + half), at.plot.right - half)
        if not rows or rows[-1]["x"] - x >= 2 * half + 8:
            rows.append({"x": x, "y": max(at.plot.top - 14, at.level(oere) - 18), "text": words, "color": SUBJECT})
    return pixels.words(rows, size=at.plot.font, weight=600, align="center", halo=True)


def _ends(made: NetGain) -> list[tuple[str, int]]:
    """What stands at the right end, each with the amount at whose level it belongs."""
    last, count, unit = made.years[-1], len(made.years), made.unit
    low, high = last.accumulated
    after = f"efter {count} år"
    if made.known == count:
        found = [(f"{unit.signed(low)} {after}", low)]
    else:
        found = [(f"{unit.signed(low)} til {unit.signed(high)} {after}", (low + high) // 2)]
    if last.outer:
        found.append((f"90 %: {unit.signed(last.outer[0])} til {unit.signed(last.outer[1])}", last.outer[1]))
    return found


def _beside(made: NetGain, at: YearPlot) -> list[pixels.Layer]:
    found = _ends(made)
    texts = [lines_of(text, 20) for text, _ in found]
    sizes = [len(lines) * ROW + 6 for lines in texts]
    middles = apart([at.level(oere) for _, oere in found], sizes, at.plot.top - 10, at.plot.floor)
    layers: list[pixels.Layer] = []
    for number, (lines, middle) in enumerate(zip(texts, middles, strict=True)):
        first = middle - (len(lines) - 1) * ROW / 2
        rows = [
            {"x": at.plot.right + 8, "y": first + ROW * n, "text": text, "color": SUBJECT}
            for n, text in enumerate(lines)
        ]
        layers += pixels.words(rows, size=at.plot.font, weight=400 if number else 600)
    return layers


def _keys(made: NetGain) -> list[Key]:
    found = []
    if made.known:
        found = [
            Key("Årets gevinst eller tab", boxes=(GAIN, LOSS)),
            Key("Lagt sammen", line=SUBJECT),
        ]
    if made.known < len(made.years):
        found.append(Key("Årets, hvor forløbet ikke er kendt", boxes=(RANGE,), edge=RANGE_EDGE))
        words = "Lagt sammen, læsninger der passer"
        sample = Key(words, line=SUBJECT, wide=1.25, dash=(4, 3))
        found.append(sample if made.simulated else Key(words, boxes=(SUBJECT_PALE,), edge=SUBJECT))
    if made.simulated:
        found += [Key("50 % sandsynligt", boxes=(SUBJECT_LIGHT,)), Key("90 % sandsynligt", boxes=(SUBJECT_PALE,))]
    return found


def net_gain_words(made: NetGain) -> str:
    """What a reader sees: the sum after the years that are known, when it has paid for itself, and where it ends."""
    unit, parts = made.unit, []
    if made.known:
        sum_ = made.years[made.known - 1].accumulated[0]
        parts.append(f"Lagt sammen {unit.signed(sum_)} {unit.said} efter {made.known} år")
    if made.break_even:
        parts.append(f"tjent ind i år {made.break_even}")
    if made.known < len(made.years):
        low, high = made.years[-1].accumulated
        parts.append(
            f"fra år {made.known + 1} er forløbet ikke kendt; efter {len(made.years)} år mellem {unit.signed(low)} og {unit.signed(high)} {unit.said}"
        )
    last = made.years[-1].outer
    if last:
        parts.append(
            f"90 % sandsynligt mellem {unit.signed(last[0])} og {unit.signed(last[1])} {unit.said} efter {len(made.years)} år"
        )
    said = "; ".join(parts)
    return f"{said[:1].upper()}{said[1:]}"
