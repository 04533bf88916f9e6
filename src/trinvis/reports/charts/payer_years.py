"""Who pays and who gains, year by year: a row of bars for each payer (or account) on one scale, with its sum."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from trinvis.reports.charts import pixels
from trinvis.reports.charts.kept_together import lines_of
from trinvis.reports.charts.keys import Key, keys
from trinvis.reports.charts.scales import Scale
from trinvis.reports.charts.year_plot import GAIN, LOSS, MoneyUnit, Plot, YearPlot, unit_of

LINE, SUM_AT = 17, 752.0


@dataclass(frozen=True)
class PayerYears:
    """One who pays or gains: net gain by year in øre, and ``detail``, what is said below the name.

    ``whole`` is all of them together: told apart by a line above.
    """

    label: str
    yearly_oere: tuple[int, ...]
    detail: str = ""
    whole: bool = False

    @property
    def sum_oere(self) -> int:
        """Over all years."""
        return sum(self.yearly_oere)


@dataclass(frozen=True)
class Payers:
    """The rows in the order shown, all with the same years from ``start_year``; those after ``known`` follow one reading among several."""

    start_year: int
    rows: tuple[PayerYears, ...]
    known: int | None = None

    def __post_init__(self) -> None:
        if not self.rows or len({len(one.yearly_oere) for one in self.rows}) != 1:
            raise ValueError("every payer has an amount for each year")

    @property
    def unit(self) -> MoneyUnit:
        """What the picture's figures are in."""
        return unit_of([oere for one in self.rows for oere in (*one.yearly_oere, one.sum_oere)])

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """The lowest and the highest year of all rows, nothing among them, in the unit."""
        amounts = [self.unit.of(oere) for one in self.rows for oere in one.yearly_oere]
        low, high = min(Fraction(0), *amounts), max(Fraction(0), *amounts)
        return low, high if high > low else low + 1


def payer_years_chart(made: Payers, *, narrow: bool = False) -> dict[str, Any]:
    """Green what is gained, rust what is paid more than today; the same scale in every row, the sum at the right."""
    width, font = (360.0, 12) if narrow else (760.0, 13)
    layers: list[pixels.Layer] = []
    top = 6.0
    if not narrow:
        head = {"x": SUM_AT, "y": 12, "text": f"I alt, {made.unit.words}", "color": pixels.QUIET}
        layers += pixels.words([head], size=font, align="right")
        top = 26.0
    for one in made.rows:
        if one.whole:
            layers.append(pixels.rules([{"x": 0, "x2": width, "y": top - 3, "y2": top - 3}], color="#8a8a8a"))
        drawn, at = (_narrow_row if narrow else _wide_row)(made, one, top, font)
        layers += drawn
        top = at.plot.floor + 10
    layers += at.years()
    open_years = made.known is not None and made.known < at.count
    below, end = keys((*KEYS, ONE_READING) if open_years else KEYS, 0, width, at.plot.floor + 48, font)
    return pixels.drawing(width, end, [*layers, *below])


GAIN_PALE, LOSS_PALE, EDGE = "#e4f0e8", "#f7e8df", "#8a8a8a"
KEYS = (Key("Gevinst i forhold til i dag", boxes=(GAIN,)), Key("Merudgift i forhold til i dag", boxes=(LOSS,)))
ONE_READING = Key("Én læsning blandt flere", boxes=(GAIN_PALE, LOSS_PALE), edge=EDGE)


def _wide_row(made: Payers, one: PayerYears, top: float, font: int) -> tuple[list[pixels.Layer], YearPlot]:
    """Name at the left, bars, and the sum at the right."""
    names, below = lines_of(one.label, 30), lines_of(one.detail, 30)
    said = _said(one)
    tall = max(58.0, *(_said(row) + 8 for row in made.rows))
    at = _plot(made, Plot(236, 640, top, top + tall, font))
    words = _named(names, below, top + (tall - said + LINE) / 2, font)
    return [*words, *_bars(made, one, at), *_sum(one, made.unit, SUM_AT, top + tall / 2, font)], at


def _said(one: PayerYears) -> float:
    """How tall its words are at the left: every row is as tall as the tallest, so that a krone is as tall in all."""
    return LINE * (len(lines_of(one.label, 30)) + len(lines_of(one.detail, 30)))


def _narrow_row(made: Payers, one: PayerYears, top: float, font: int) -> tuple[list[pixels.Layer], YearPlot]:
    """Name and sum above the bars."""
    names, below = lines_of(one.label, 36), lines_of(one.detail, 46)
    start = top + 8 + LINE * (len(names) + len(below))
    at = _plot(made, Plot(28, 356, start, start + 48, font))
    words = _named(names, below, top + 10, font)
    return [*words, *_bars(made, one, at), *_sum(one, made.unit, 356, top + 10, font)], at


def _plot(made: Payers, plot: Plot) -> YearPlot:
    low, high = made.ends
    scale = Scale(low, high, high - low, plot.floor - 2, plot.top + 2)
    return YearPlot(plot, made.unit, scale, made.start_year, len(made.rows[0].yearly_oere))


def _named(names: list[str], below: list[str], y: float, font: int) -> list[pixels.Layer]:
    said = [{"x": 0, "y": y + LINE * number, "text": text} for number, text in enumerate(names)]
    quiet = [
        {"x": 0, "y": y + LINE * number, "text": text, "color": pixels.QUIET}
        for number, text in enumerate(below, len(names))
    ]
    return [*pixels.words(said, size=font, weight=600), *pixels.words(quiet, size=font)]


def _sum(one: PayerYears, unit: MoneyUnit, x: float, y: float, font: int) -> list[pixels.Layer]:
    color = pixels.BETTER if one.sum_oere > 0 else pixels.WORSE if one.sum_oere < 0 else pixels.INK
    row = {"x": x, "y": y, "text": unit.signed(one.sum_oere), "color": color}
    return pixels.words([row], size=font, weight=600, align="right")


def _bars(made: Payers, one: PayerYears, at: YearPlot) -> list[pixels.Layer]:
    half, zero = min(18.0, at.step * 0.36), at.level(0)
    known = at.count if made.known is None else made.known
    solid: list[dict[str, Any]] = []
    pale: list[dict[str, Any]] = []
    for number, (x, oere) in enumerate(zip(at.places, one.yearly_oere, strict=True)):
        box = {"x": x - half, "x2": x + half, "y": min(zero, at.level(oere)), "y2": max(zero, at.level(oere))}
        if oere and number < known:
            solid.append({**box, "color": GAIN if oere > 0 else LOSS})
        elif oere:
            pale.append({**box, "color": GAIN_PALE if oere > 0 else LOSS_PALE})
    return [pixels.rects(solid), pixels.rects(pale, stroke=EDGE, strokeWidth=1, strokeDash=[3, 2]), at.zero()]


def payer_years_words(made: Payers) -> str:
    """What a reader sees: each one's sum, and in which years it pays more than today."""
    unit, parts = made.unit, []
    for one in made.rows:
        paying = [number for number, oere in enumerate(one.yearly_oere, 1) if oere < 0]
        years = f", betaler mere i år {runs(paying)}" if paying else ""
        parts.append(f"{one.label} {unit.signed(one.sum_oere)} {unit.said} i alt{years}")
    return "; ".join(parts)


def runs(numbers: list[int]) -> str:
    """``1-3 og 7``: whole numbers, those that follow one another together."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][-1] == number - 1:
            found[-1].append(number)
        else:
            found.append([number])
    said = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in found]
    return "".join(said) if len(said) < 2 else f"{', '.join(said[:-1])} og {said[-1]}"
