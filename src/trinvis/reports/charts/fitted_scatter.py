"""Two figures of every municipality against each other, with the line that fits them best and how far it is to be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from trinvis.reports import danish
from trinvis.reports.charts import pixels
from trinvis.reports.charts.kept_together import lines_of
from trinvis.reports.charts.keys import Key, keys
from trinvis.reports.charts.named_dots import Box, placed
from trinvis.reports.charts.scales import Scale, scale_of, written
from trinvis.reports.charts.year_plot import band

OTHER, OWN, LINE, BAND = "#7f9dbd", pixels.WORSE, "#1a1a1a", "#d5e3f1"
Part = Literal["own", "named", "other"]
Place = tuple[float, float]


@dataclass(frozen=True)
class Dot:
    """A municipality: its figure across and its figure upwards."""

    name: str
    x: Fraction
    y: Fraction
    part: Part = "other"


@dataclass(frozen=True)
class BandPoint:
    """At ``x`` across the ends of the 95 % interval of the mean, upwards."""

    x: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True)
class FittedScatter:
    """``across`` and ``up`` name the axes with their units; ``one_more`` (``én anbragt mere pr. 1.000``) and ``up_unit`` put the slope in words.

    ``r2`` is a share of 1. ``band`` from left to right; without it none is drawn. Raises ``ValueError`` with fewer than three dots.
    """

    dots: tuple[Dot, ...]
    intercept: Fraction
    slope: Fraction
    r2: Fraction
    across: str
    up: str
    one_more: str
    up_unit: str
    band: tuple[BandPoint, ...] = ()
    across_decimals: int = 1
    up_decimals: int = 1
    slope_decimals: int = 2

    def __post_init__(self) -> None:
        if len(self.dots) < 3 or not 0 <= self.r2 <= 1:
            raise ValueError("a line needs three municipalities, and R² is a share")

    def level(self, x: Fraction) -> Fraction:
        """What the line says at ``x``."""
        return self.intercept + self.slope * x

    @property
    def explained(self) -> str:
        """How well the line fits, of how many."""
        share = danish.per_cent(danish.rounded(self.r2.numerator * 10_000, self.r2.denominator), 0)
        count = danish.count(len(self.dots), "kommune", "kommuner")
        return f"R² = {written(self.r2, 2)} (n = {count}): linjen følger {share} af forskellene"

    @property
    def equation(self) -> str:
        """The line in words and as figures: what one more across goes with."""
        more = "mere" if self.slope >= 0 else "mindre"
        start, slope = written(self.intercept, self.up_decimals), written(abs(self.slope), self.slope_decimals)
        sign = "+" if self.slope >= 0 else "−"
        said = f"{self.one_more[:1].upper()}{self.one_more[1:]} går sammen med {slope} {self.up_unit} {more}"
        return f"{said} (y = {start} {sign} {slope}x)"

    def figures(self, one: Dot) -> str:
        """Both figures of a municipality."""
        return f"{written(one.x, self.across_decimals)} og {written(one.y, self.up_decimals)}"


def fitted_scatter_chart(made: FittedScatter, *, narrow: bool = False) -> dict[str, Any]:
    """Dots, the line with its band behind, names of one's own and of those that stand out; below it the line in words."""
    width, tall, font = (360.0, 290.0, 12) if narrow else (860.0, 420.0, 13)
    characters = 48 if narrow else 104
    top = 20.0 + 17 * len(pixels.wrapped(made.up, characters))
    heights = [one.y for one in made.dots] + [end for one in made.band for end in (one.low, one.high)]
    y = scale_of(heights, top + tall, top, from_zero=False, about=7)
    left, right = max(46.0, *(pixels.width_of(written(tick, y.decimals), font) + 10 for tick in y.ticks)), width - 8
    x = scale_of((one.x for one in made.dots), left + 8, right, from_zero=False, about=7)
    named, without = _names(made, x, y, (left, top - 8, right, top + tall), font)
    legend, end = keys(_samples(made), 0, width, y.start + 35 + 17 * len(pixels.wrapped(made.across, characters)), font)
    strong = lines_of(made.explained, characters)
    said = [{"x": 0, "y": end + 16 + 18 * n, "text": text} for n, text in enumerate(strong)]
    note, bottom = pixels.note(
        [*lines_of(f"{made.equation}.", characters), _not_from_zero(x, y), without, f"{pixels.DESCRIPTIVE}."],
        end + 12 + 18 * len(strong),
        characters,
    )
    layers = [
        *_axes(made, x, y, (left, right), font, characters),
        *_line(made, x, y),
        *named,
        *_dots(made, x, y),
        *legend,
        *pixels.words(said, size=font, weight=600),
        *note,
    ]
    return pixels.drawing(width, bottom, layers)


def _samples(made: FittedScatter) -> list[Key]:
    found = [Key("bedste rette linje", line=LINE, wide=2)]
    if made.band:
        found.append(Key("95 % usikkerhed om linjen", boxes=(BAND,)))
    return found


def _not_from_zero(x: Scale, y: Scale) -> str:
    """Which axes leave out zero."""
    found = [name for name, scale in (("vandrette", x), ("lodrette", y)) if not scale.low <= 0 <= scale.high]
    if len(found) == 2:
        return "Akserne begynder ikke ved 0."
    return f"Den {found[0]} akse begynder ikke ved 0." if found else ""


def _axes(made: FittedScatter, x: Scale, y: Scale, sides: Place, font: int, characters: int) -> list[pixels.Layer]:
    left, right = sides
    rows = [{"x": left, "x2": right, "y": y.place(tick), "y2": y.place(tick)} for tick in y.ticks]
    levels = [
        {"x": left - 8, "y": y.place(tick), "text": written(tick, y.decimals), "color": pixels.QUIET}
        for tick in y.ticks
    ]
    above = [
        {"x": 0, "y": 8 + 17 * n, "text": text, "color": pixels.QUIET}
        for n, text in enumerate(pixels.wrapped(made.up, characters))
    ]
    needed = max(pixels.width_of(written(tick, x.decimals), font) for tick in x.ticks) + 12
    each = abs(x.place(x.ticks[1]) - x.place(x.ticks[0]))
    every = next(number for number in range(1, 100) if each * number >= needed)
    said = [(tick, written(tick, x.decimals)) for tick in x.ticks[::every]]
    below = [
        {
            "x": min(x.place(tick), right + 8 - pixels.width_of(text, font) / 2),
            "y": y.start + 16,
            "text": text,
            "color": pixels.QUIET,
        }
        for tick, text in said
    ]
    named = [
        {"x": right, "y": y.start + 36 + 17 * n, "text": text, "color": pixels.QUIET}
        for n, text in enumerate(pixels.wrapped(made.across, characters))
    ]
    return [
        pixels.rules(rows),
        *pixels.words(levels, size=font, align="right"),
        *pixels.words(above, size=font),
        *pixels.words(below, size=font, align="center"),
        *pixels.words(named, size=font, align="right"),
    ]


def _line(made: FittedScatter, x: Scale, y: Scale) -> list[pixels.Layer]:
    """The line over the municipalities' own range, and no further; its band behind it."""
    ends = [min(one.x for one in made.dots), max(one.x for one in made.dots)]
    areas = [(x.place(one.x), y.place(one.high), y.place(one.low)) for one in made.band]
    return [
        band(areas, BAND),
        pixels.line([(x.place(end), y.place(made.level(end))) for end in ends], color=LINE, strokeWidth=2),
    ]


def _dots(made: FittedScatter, x: Scale, y: Scale) -> list[pixels.Layer]:
    rows = [
        {"x": x.place(one.x), "y": y.place(one.y), "color": OWN if one.part == "own" else OTHER}
        for one in sorted(made.dots, key=lambda one: one.part == "own")
    ]
    rings = [
        {"x": x.place(one.x), "y": y.place(one.y), "color": OWN if one.part == "own" else pixels.INK}
        for one in made.dots
        if one.part != "other"
    ]
    return [
        pixels.signs(rows, size=46, stroke=pixels.GROUND, strokeWidth=0.75),
        pixels.signs(rings, shape="circle", size=130, filled=False, strokeWidth=1.5),
    ]


def _names(made: FittedScatter, x: Scale, y: Scale, room: Box, font: int) -> tuple[list[pixels.Layer], str]:
    """The names in the picture, one's own first; and a sentence with those for whom there is no room."""
    every = [(x.place(one.x), y.place(one.y)) for one in made.dots]
    chosen = sorted((one for one in made.dots if one.part != "other"), key=lambda one: (one.part != "own", one.name))
    spots = [(x.place(one.x), y.place(one.y)) for one in chosen]
    boxes = placed([one.name for one in chosen], spots, every, room, font)
    layers: list[pixels.Layer] = []
    for one, spot, box in zip(chosen, spots, boxes, strict=True):
        if box is not None:
            before = box[2] < spot[0]
            row = {"x": box[2] if before else box[0], "y": (box[1] + box[3]) / 2, "text": one.name}
            said = [{**row, "color": OWN if one.part == "own" else pixels.INK}]
            layers += pixels.words(said, size=font, weight=600, align="right" if before else "left", halo=True)
    without = [f"{one.name} {made.figures(one)}" for one, box in zip(chosen, boxes, strict=True) if box is None]
    return layers, f"Ringe uden navn: {'; '.join(without)}." if without else ""


def fitted_scatter_words(made: FittedScatter) -> str:
    """What a reader sees: the line and how well it fits, the ends upwards, and the figures of those named."""
    low, high = min(made.dots, key=lambda one: one.y), max(made.dots, key=lambda one: one.y)
    parts = [f"{made.up} mod {made.across}", made.explained, made.equation]
    parts.append(f"Lavest {_said(made, [low])}, højest {_said(made, [high])}")
    own = [one for one in made.dots if one.part == "own"]
    named = [one for one in made.dots if one.part == "named"]
    parts += [_said(made, some) for some in (own, named) if some]
    return f"{'. '.join(parts)}. {pixels.DESCRIPTIVE}"


def _said(made: FittedScatter, dots: Sequence[Dot]) -> str:
    return ", ".join(
        f"{one.name} {written(one.y, made.up_decimals)} ved {written(one.x, made.across_decimals)}" for one in dots
    )
