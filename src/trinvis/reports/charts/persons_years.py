"""Where the persons of a case are, year by year, under each alternative: the steps of the staircase in its colours, other outcomes grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from trinvis.reports.charts import pixels
from trinvis.reports.charts.kept_together import lines_of
from trinvis.reports.charts.keys import Key, keys
from trinvis.reports.charts.scales import scale_of, written
from trinvis.reports.charts.staircase import COLORS
from trinvis.reports.charts.year_plot import MoneyUnit, Plot, YearPlot

OUTCOMES = ("#d9d9d9", "#bdbdbd", "#9c9c9c", "#7a7a7a", "#e8e2d4", "#cfc4a9")
PERSONS = MoneyUnit(100, "personer", 1)
"""Persons are drawn in hundredths, as money is in øre."""


@dataclass(frozen=True)
class StateYears:
    """A state: its step (None for an outcome of the case's own), and hundredths of persons in it at the end of each year."""

    label: str
    step: int | None
    persons: tuple[int, ...]


@dataclass(frozen=True)
class PersonsYears:
    """For each alternative (label) its states from the bottom, the same ones in the same order."""

    start_year: int
    alternatives: tuple[tuple[str, tuple[StateYears, ...]], ...]

    @property
    def count(self) -> int:
        """How many years."""
        return len(self.alternatives[0][1][0].persons)

    @property
    def highest(self) -> int:
        """The most persons in a year, in hundredths."""
        return max(
            sum(one.persons[year] for one in states) for _, states in self.alternatives for year in range(self.count)
        )


def persons_years_chart(made: PersonsYears, *, narrow: bool = False) -> dict[str, Any]:
    """A panel per alternative, stacked bars by year on one scale; side by side, or below one another on a narrow page."""
    width, columns, tall, font = (360.0, 1, 130.0, 12) if narrow else (760.0, 2, 190.0, 13)
    left, gap, above, below = 38.0, 34.0, 34.0, 52.0
    wide = width if columns == 1 else (width - gap) / 2
    layers: list[pixels.Layer] = []
    bottom = 0.0
    for number, (label, states) in enumerate(made.alternatives):
        row, column = divmod(number, columns)
        start, top = column * (wide + gap), above + row * (above + tall + below)
        plot = Plot(start + left, start + wide, top, top + tall, font)
        scale = scale_of([Fraction(made.highest, 100)], plot.floor, plot.top, about=4)
        at = YearPlot(plot, PERSONS, scale, made.start_year, made.count)
        names = lines_of(label, int(wide / (font * pixels.LETTER)))
        rows = [{"x": start, "y": top - 20 - 17 * (len(names) - 1 - n), "text": text} for n, text in enumerate(names)]
        layers += [*pixels.words(rows, size=font, weight=600), *at.ground(), *_bars(states, at), at.zero(), *at.years()]
        bottom = plot.floor + below
    states = made.alternatives[0][1]
    used = [any(any(found[n].persons) for _, found in made.alternatives) for n in range(len(states))]
    samples = [
        Key(one.label, boxes=(color,))
        for one, color, is_used in zip(states, colors(states), used, strict=True)
        if is_used
    ]
    shown, end = keys(samples, 0, width, bottom, font)
    return pixels.drawing(width, end, [*layers, *shown])


def colors(states: Sequence[StateYears]) -> list[str]:
    """The staircase's colour of a step, greys for the case's own outcomes."""
    found, other = [], 0
    for one in states:
        if one.step is not None:
            found.append(COLORS[min(one.step, len(COLORS)) - 1])
        else:
            found.append(OUTCOMES[other % len(OUTCOMES)])
            other += 1
    return found


def _bars(states: Sequence[StateYears], at: YearPlot) -> list[pixels.Layer]:
    half = min(20.0, at.step * 0.38)
    boxes = []
    for year, place in enumerate(at.places):
        low = 0
        for one, color in zip(states, colors(states), strict=True):
            high = low + one.persons[year]
            if high > low:
                boxes.append(
                    {"x": place - half, "x2": place + half, "y": at.level(high), "y2": at.level(low), "color": color}
                )
            low = high
    return [pixels.rects(boxes, stroke="#ffffff", strokeWidth=0.5)]


def persons_years_words(made: PersonsYears) -> str:
    """What a reader sees: for each alternative how many are where at the end."""
    parts = []
    for label, states in made.alternatives:
        said = ", ".join(
            f"{written(Fraction(one.persons[-1], 100), 1)} {one.label}" for one in states if one.persons[-1]
        )
        parts.append(f"{label}, efter {made.count} år: {said or 'ingen'}")
    return "; ".join(parts)
