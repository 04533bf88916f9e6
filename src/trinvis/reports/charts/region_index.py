"""The five regions against the whole country: every series as an index around 100, the regional and the municipal sector told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from trinvis.reports.charts import pixels
from trinvis.reports.charts.kept_together import ground, lines_of
from trinvis.reports.charts.scales import Scale, scale_of, written

Sector = Literal["regional", "municipal"]
SIGNS: Mapping[Sector, Mapping[str, Any]] = {
    "municipal": {"color": "#0b4a8a", "shape": "circle", "size": 95},
    "regional": {"color": "#a06a00", "shape": "diamond", "size": 120},
}
SECTOR_WORDS: Mapping[Sector, str] = {"municipal": "kommunerne", "regional": "regionen"}
HUNDRED, NO_FIGURE = Fraction(100), "intet tal"
LINE = 17.0


@dataclass(frozen=True)
class IndexSeries:
    """A measure (``patienter i voksenpsykiatrien``) and its index in each region, None where there is no figure."""

    label: str
    sector: Sector
    values: tuple[Fraction | None, ...]


@dataclass(frozen=True)
class RegionIndex:
    """Each series is 100 in the whole country; ``regions`` are named in the order of the values."""

    regions: tuple[str, ...]
    series: tuple[IndexSeries, ...]

    def __post_init__(self) -> None:
        if not self.series or any(len(one.values) != len(self.regions) for one in self.series):
            raise ValueError("each series has an index, or None, for every region")


@dataclass(frozen=True)
class _Row:
    """A region's dot of one series: the lines of its name from ``first`` down, and how far down the dot stands."""

    series: IndexSeries
    value: Fraction | None
    names: tuple[str, ...]
    first: float
    level: float


def region_index_chart(made: RegionIndex, *, narrow: bool = False) -> dict[str, Any]:
    """A block per region with a row per series: a sign, its figure, and a line from it to 100."""
    width, left, font = (360.0, 0.0, 12) if narrow else (860.0, 330.0, 13)
    legend, top = _legend(made, font)
    heads, rows, bottom = _placed(made, top + 40, narrow)
    room = pixels.width_of("1000", font) + 14
    x = scale_of([HUNDRED, *(one.value for one in rows)], left + room, width - room, from_zero=False, about=4)
    spans = [(one.level - 9, one.level + 9) for one in rows] if narrow else _blocks(heads, rows)
    layers = [
        *legend,
        pixels.rules(_upright([tick for tick in x.ticks if tick != HUNDRED], x, spans)),
        pixels.rules(_upright([HUNDRED], x, spans), color=pixels.INK, strokeWidth=1.25),
        *_axis(x, top + 22, font),
        *pixels.words(heads, size=font, weight=600),
        *_names(rows, font),
        *_dots(rows, x, font),
    ]
    note, bottom = pixels.note(
        [f"Indeks 100 er hele landet, for hver række for sig. {pixels.DESCRIPTIVE}"], bottom, 48 if narrow else 110
    )
    return pixels.drawing(width, bottom, [*layers, *note])


def _legend(made: RegionIndex, font: int) -> tuple[list[pixels.Layer], float]:
    """A sign with words for each sector that is drawn; and where they end."""
    layers: list[pixels.Layer] = []
    x = 8.0
    for sector, sign in SIGNS.items():
        if not any(one.sector == sector for one in made.series):
            continue
        layers += [
            pixels.signs([{"x": x, "y": 10, "color": sign["color"]}], shape=sign["shape"], size=sign["size"]),
            *pixels.words([{"x": x + 14, "y": 10, "text": SECTOR_WORDS[sector]}], size=font),
        ]
        x += 14 + pixels.width_of(SECTOR_WORDS[sector], font) + 30
    return layers, 20.0


def _placed(made: RegionIndex, top: float, narrow: bool) -> tuple[list[dict[str, Any]], list[_Row], float]:
    heads, rows = [], []
    for number, region in enumerate(made.regions):
        heads.append({"x": 0, "y": top + LINE / 2, "text": region})
        top += LINE + 6
        for one in made.series:
            names = tuple(lines_of(one.label, 46 if narrow else 40))
            said = LINE * len(names)
            level = top + said + 11 if narrow else top + said / 2 + 2
            rows.append(_Row(one, one.values[number], names, top + LINE / 2 + (0 if narrow else 2), level))
            top += said + (28 if narrow else 6)
        top += 18
    return heads, rows, top


def _blocks(heads: Sequence[Mapping[str, Any]], rows: Sequence[_Row]) -> list[tuple[float, float]]:
    """Top and bottom of each region's rows."""
    starts = [head["y"] for head in heads]
    ends = [*starts[1:], float("inf")]
    found = []
    for start, end in zip(starts, ends, strict=True):
        levels = [one.level for one in rows if start < one.level < end]
        found.append((min(levels) - 14, max(levels) + 14))
    return found


def _upright(ticks: Sequence[Fraction], x: Scale, spans: Sequence[tuple[float, float]]) -> list[dict[str, float]]:
    return [{"x": x.place(tick), "x2": x.place(tick), "y": a, "y2": b} for tick in ticks for a, b in spans]


def _axis(x: Scale, level: float, font: int) -> list[pixels.Layer]:
    said = [
        {"x": x.place(tick), "y": level, "text": written(tick, x.decimals), "color": pixels.QUIET}
        for tick in sorted({*x.ticks})
    ]
    return pixels.words(said, size=font, align="center")


def _names(rows: Sequence[_Row], font: int) -> list[pixels.Layer]:
    said = [
        {"x": 0, "y": one.first + LINE * n, "text": text, "color": pixels.QUIET}
        for one in rows
        for n, text in enumerate(one.names)
    ]
    return pixels.words(said, size=font)


def _dots(rows: Sequence[_Row], x: Scale, font: int) -> list[pixels.Layer]:
    """The signs with a stem from 100; a figure stands on the side away from 100."""
    layers: list[pixels.Layer] = []
    middle = x.place(HUNDRED)
    for sector, sign in SIGNS.items():
        mine = [(one, one.value) for one in rows if one.series.sector == sector and one.value is not None]
        stems = [{"x": middle, "x2": x.place(value), "y": one.level, "y2": one.level} for one, value in mine]
        dots = [{"x": x.place(value), "y": one.level, "color": sign["color"]} for one, value in mine]
        layers.append(pixels.rules(stems, color=sign["color"], strokeWidth=1.5, opacity=0.55))
        layers.append(pixels.signs(dots, shape=sign["shape"], size=sign["size"]))
    for align, way, above in (("left", 10, True), ("right", -10, False)):
        said = [
            {"x": x.place(one.value) + way, "y": one.level, "text": written(one.value, 0)}
            for one in rows
            if one.value is not None and (one.value >= HUNDRED) == above
        ]
        layers += [ground(said, font, align), *pixels.words(said, size=font, weight=600, align=align)]
    without = [
        {"x": middle + 10, "y": one.level, "text": NO_FIGURE, "color": pixels.QUIET}
        for one in rows
        if one.value is None
    ]
    return [*layers, ground(without, font), *pixels.words(without, size=font)]


def region_index_words(made: RegionIndex) -> str:
    """What a reader sees: each series with its index in every region, and where it is highest and lowest."""
    return f"{'. '.join(_said(made, one) for one in made.series)}. Indeks 100 er hele landet. {pixels.DESCRIPTIVE}"


def _said(made: RegionIndex, series: IndexSeries) -> str:
    pairs = list(zip(made.regions, series.values, strict=True))
    each = ", ".join(f"{region} {NO_FIGURE if value is None else written(value, 0)}" for region, value in pairs)
    known = [(value, region) for region, value in pairs if value is not None]
    ends = f"; højest {max(known)[1]}, lavest {min(known)[1]}" if len(known) > 1 else ""
    return f"{series.label} ({SECTOR_WORDS[series.sector]}): {each}{ends}"
