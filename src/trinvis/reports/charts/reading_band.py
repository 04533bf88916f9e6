"""The sum of a case's net gain under the readings that fit what is published: a line while they agree, a band from where they part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from trinvis.reports.charts import pixels
from trinvis.reports.charts.kept_together import lines_of
from trinvis.reports.charts.keys import ROW, Key, keys
from trinvis.reports.charts.scales import apart
from trinvis.reports.charts.year_plot import (
    SUBJECT,
    SUBJECT_PALE,
    YEAR_AXIS,
    MoneyUnit,
    Plot,
    YearPlot,
    band,
    unit_of,
    year_plot,
)

OTHER, OTHER_PALE = "#7a7a7a", "#e9e9e9"


@dataclass(frozen=True)
class Course:
    """Readings that agree in the first years: (low, high) of the sum in øre at the end of each year, and when it has paid for itself."""

    label: str
    sums: tuple[tuple[int, int], ...]
    paid_back: str
    subject: bool = False

    @property
    def known(self) -> int:
        """How many years from the first the readings agree."""
        return next((number for number, (low, high) in enumerate(self.sums) if low != high), len(self.sums))

    @property
    def colors(self) -> tuple[str, str]:
        """Of its line and of its band."""
        return (SUBJECT, SUBJECT_PALE) if self.subject else (OTHER, OTHER_PALE)


@dataclass(frozen=True)
class ReadingBand:
    """The courses; the one that the case itself reads is the subject."""

    start_year: int
    courses: tuple[Course, ...]

    def __post_init__(self) -> None:
        if not self.courses or len({len(one.sums) for one in self.courses}) > 1:
            raise ValueError("every course has a low and a high for each year")

    @property
    def amounts(self) -> list[int]:
        """Every amount that is drawn, øre."""
        return [amount for one in self.courses for pair in one.sums for amount in pair]

    @property
    def unit(self) -> MoneyUnit:
        """What the picture's figures are in."""
        return unit_of(self.amounts)


def reading_band_chart(made: ReadingBand, *, narrow: bool = False) -> dict[str, Any]:
    """The subject in blue, the other courses grey; names, ends and pay-back at the right, below in a narrow picture."""
    width, plot = (360.0, Plot(46, 356, 14, 244, 12)) if narrow else (760.0, Plot(52, 520, 14, 324, 13))
    at = year_plot(made.start_year, len(made.courses[0].sums), made.amounts, plot)
    ordered = sorted(made.courses, key=lambda one: one.subject)
    layers = [
        *at.ground(),
        at.zero(),
        *(layer for one in ordered for layer in _course(one, at)),
        *at.years(),
    ]
    top = plot.floor + YEAR_AXIS
    if narrow:
        below, top = _below(made.courses, made.unit, top + 6, plot.font)
        layers += below
    else:
        layers += _beside(made.courses, at)
    if any(one.known < at.count for one in made.courses):
        sample = [Key("Læsninger, der passer med det offentliggjorte", boxes=(SUBJECT_PALE,), edge=SUBJECT)]
        below, top = keys(sample, 0, width, top + 4, plot.font)
        layers += below
    return pixels.drawing(width, top, layers)


def _course(one: Course, at: YearPlot) -> list[pixels.Layer]:
    line, ground = one.colors
    points = [(x, at.level(low)) for x, (low, _) in zip(at.places, one.sums[: one.known], strict=False)]
    first = max(0, one.known - 1)
    rows = [
        (x, at.level(high), at.level(low)) for x, (low, high) in zip(at.places[first:], one.sums[first:], strict=True)
    ]
    if one.known == at.count:
        rows = []
    edge = {"color": line, "strokeWidth": 1.25, "strokeDash": [4, 3]}
    dots = [{"x": x, "y": level, "color": line} for x, level in points]
    return [
        band(rows, ground),
        pixels.line([(x, high) for x, high, _ in rows], **edge),
        pixels.line([(x, low) for x, _, low in rows], **edge),
        pixels.line(points, color=line, strokeWidth=2.5),
        pixels.signs(dots if len(dots) <= 15 else dots[-1:], size=30),
    ]


def end_words(one: Course, unit: MoneyUnit) -> list[str]:
    """Name, sum at the end, and when it has paid for itself."""
    low, high = one.sums[-1]
    span = unit.signed(low) if low == high else f"{unit.signed(low)} til {unit.signed(high)}"
    return [one.label, f"{span} efter {len(one.sums)} år", one.paid_back]


def _beside(courses: Sequence[Course], at: YearPlot) -> list[pixels.Layer]:
    texts = [[part for text in end_words(one, at.unit) for part in lines_of(text, 30)] for one in courses]
    wanted = [at.level(sum(one.sums[-1]) // 2) for one in courses]
    middles = apart(wanted, [len(lines) * 18 + 12 for lines in texts], at.plot.top - 10, at.plot.floor + YEAR_AXIS)
    layers: list[pixels.Layer] = []
    for one, lines, middle in zip(courses, texts, middles, strict=True):
        first = middle - (len(lines) - 1) * 9
        for number, text in enumerate(lines):
            row = {"x": at.plot.right + 10, "y": first + 18 * number, "text": text, "color": _ink(one)}
            layers += pixels.words([row], size=at.plot.font, weight=400 if number else 600)
    return layers


def _below(courses: Sequence[Course], unit: MoneyUnit, top: float, font: int) -> tuple[list[pixels.Layer], float]:
    layers: list[pixels.Layer] = []
    y = top
    for one in courses:
        sample, _ = keys([Key("", line=one.colors[0])], 0, 400, y, font)
        name, *rest = end_words(one, unit)
        lines = [*((text, 600) for text in lines_of(name, 44)), *((text, 400) for text in rest)]
        layers += sample
        for number, (text, weight) in enumerate(lines):
            row = {"x": 38, "y": y + ROW / 2 + 17 * number, "text": text, "color": _ink(one)}
            layers += pixels.words([row], size=font, weight=weight)
        y += 17 * len(lines) + 8
    return layers, y


def _ink(one: Course) -> str:
    return SUBJECT if one.subject else pixels.QUIET


def reading_band_words(made: ReadingBand) -> str:
    """What a reader sees: each course's last known sum, where it ends and when it has paid for itself."""
    unit, parts = made.unit, []
    for one in made.courses:
        label, end, paid = end_words(one, unit)
        first = (
            f"{unit.signed(one.sums[one.known - 1][0])} efter {one.known} år, " if 0 < one.known < len(one.sums) else ""
        )
        parts.append(f"{label}: {first}{end}, {paid}")
    return f"{'; '.join(parts)} ({unit.words})"
