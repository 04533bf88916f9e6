"""Kroner over the years of a case: the unit that figures are written in, where years and amounts stand, and the axes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from trinvis.reports import danish
from trinvis.reports.charts import pixels
from trinvis.reports.charts.scales import Scale, scale_of, written

SUBJECT, SUBJECT_LIGHT, SUBJECT_PALE = "#0b4a8a", "#9dbfe0", "#d5e3f1"
GAIN, LOSS, ZERO = "#a5cbb3", "#e2b69e", "#595959"
YEAR_AXIS = 46
"""Pixels that the years take below a plot."""


@dataclass(frozen=True)
class MoneyUnit:
    """What amounts are written in: øre to one of it, its words, and decimals of a figure."""

    oere: int
    words: str
    decimals: int

    @property
    def said(self) -> str:
        """Its words behind a figure: *399 tusind kr.*"""
        return "tusind kr." if self.oere == danish.OERE_PER_THOUSAND else self.words

    def of(self, oere: int) -> Fraction:
        """The amount in this unit."""
        return Fraction(oere, self.oere)

    def figure(self, oere: int) -> str:
        """The amount without its unit: ``2,75``, ``−0,58``."""
        return danish.decimal(oere, self.oere, self.decimals)

    def signed(self, oere: int) -> str:
        """The same with a plus where it is above nothing."""
        text = self.figure(oere)
        return f"+{text}" if danish.rounded(oere * 10**self.decimals, self.oere) > 0 else text


def unit_of(amounts: Iterable[int | None]) -> MoneyUnit:
    """Millions, thousands or kroner, after the largest of the amounts (øre)."""
    largest = max((abs(one) for one in amounts if one is not None), default=0)
    if largest >= danish.OERE_PER_MILLION:
        return MoneyUnit(danish.OERE_PER_MILLION, "mio. kr.", 1 if largest >= 100 * danish.OERE_PER_MILLION else 2)
    if largest >= 10 * danish.OERE_PER_THOUSAND:
        return MoneyUnit(danish.OERE_PER_THOUSAND, "1.000 kr.", 0)
    return MoneyUnit(danish.OERE_PER_KRONE, "kr.", 0)


@dataclass(frozen=True)
class Plot:
    """The edges of a plot in pixels and the size of its words."""

    left: float
    right: float
    top: float
    floor: float
    font: int

    @property
    def middle(self) -> float:
        """Halfway across."""
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class YearPlot:
    """A plot with ``count`` years from ``start_year`` across and kroner upwards."""

    plot: Plot
    unit: MoneyUnit
    scale: Scale
    start_year: int
    count: int

    def level(self, oere: int) -> float:
        """How far down an amount stands."""
        return self.scale.place(self.unit.of(oere))

    @property
    def step(self) -> float:
        """From one year to the next."""
        return (self.plot.right - self.plot.left) / self.count

    @property
    def places(self) -> list[float]:
        """The middle of each year from left to right."""
        return [self.plot.left + self.step * (number + 0.5) for number in range(self.count)]

    def ground(self) -> list[pixels.Layer]:
        """Level lines with their figures to the left."""
        ticks = self.scale.ticks
        ends = {"x": self.plot.left, "x2": self.plot.right}
        across = [{**ends, "y": self.scale.place(tick), "y2": self.scale.place(tick)} for tick in ticks]
        said = [
            {
                "x": self.plot.left - 8,
                "y": self.scale.place(tick),
                "text": written(tick, self.scale.decimals),
                "color": pixels.QUIET,
            }
            for tick in ticks
        ]
        return [pixels.rules(across), *pixels.words(said, size=self.plot.font, align="right")]

    def zero(self) -> pixels.Layer:
        """The line between loss and gain."""
        level = self.scale.place(0)
        ends = {"x": self.plot.left, "x2": self.plot.right, "y": level, "y2": level}
        return pixels.rules([ends], color=ZERO, strokeWidth=1.25)

    def years(self) -> list[pixels.Layer]:
        """Below: each year's number from 1, and the calendar's year under it."""
        font, floor = self.plot.font, self.plot.floor
        numbers = [
            {"x": self.places[n], "y": floor + 16, "text": str(n + 1)}
            for n in range(0, self.count, self._every(str(self.count)))
        ]
        calendar = [
            {"x": self.places[n], "y": floor + 33, "text": str(self.start_year + n), "color": pixels.QUIET}
            for n in range(0, self.count, self._every("2018"))
        ]
        named = {"x": self.plot.left - 8, "y": floor + 16, "text": "år", "color": pixels.QUIET}
        return [
            *pixels.words([*numbers, *calendar], size=font, align="center"),
            *pixels.words([named], size=font, align="right"),
        ]

    def _every(self, text: str) -> int:
        """Every how many years there is room for such a text."""
        needed = pixels.width_of(text, self.plot.font) + 7
        return next(number for number in range(1, 1000) if self.step * number >= needed)


def year_plot(start_year: int, count: int, amounts: Sequence[int | None], plot: Plot) -> YearPlot:
    """A plot whose scale goes from nothing to the amounts (øre) in round numbers of their unit."""
    unit = unit_of(amounts)
    found = [None if one is None else unit.of(one) for one in amounts]
    return YearPlot(plot, unit, scale_of(found, plot.floor, plot.top, about=7), start_year, count)


def band(rows: Iterable[tuple[float, float, float]], color: str) -> pixels.Layer:
    """The area between two courses: (across, upper, lower) in pixels from left to right; nothing with fewer than two."""
    values = [{"x": round(x, 1), "y": round(high, 1), "y2": round(low, 1)} for x, high, low in rows]
    return {
        "data": {"values": values if len(values) > 1 else []},
        "mark": {"type": "area", "color": color, "opacity": 1},
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "scale": None, "axis": None},
            "y": {"field": "y", "type": "quantitative", "scale": None, "axis": None},
            "y2": {"field": "y2"},
        },
    }
