"""What a funnel plot holds, and the words beside it."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from trinvis.reports import danish
from trinvis.reports.charts import pixels
from trinvis.reports.charts.scales import written

Beyond = Literal["within", "above_inner", "above_outer", "below_inner", "below_outer"]
Part = Literal["own", "named", "other"]

WITHIN, INNER, OUTER, MEAN = "#7f9dbd", "#2767a8", "#062b52", "#1a1a1a"
SIGNS: dict[Beyond, dict[str, Any]] = {
    "within": {"color": WITHIN, "shape": "circle", "size": 40},
    "above_inner": {"color": INNER, "shape": "triangle-up", "size": 60},
    "below_inner": {"color": INNER, "shape": "triangle-down", "size": 60},
    "above_outer": {"color": OUTER, "shape": "triangle-up", "size": 110},
    "below_outer": {"color": OUTER, "shape": "triangle-down", "size": 110},
}
"""A circle inside; a triangle outside, that points away from the funnel and is larger beyond the outer limit."""


@dataclass(frozen=True)
class FunnelUnit:
    """A municipality: what it is counted in, its rate as a share of 1, where it lies, and whether it is named in the picture."""

    name: str
    population: int
    rate: Fraction
    beyond: Beyond
    part: Part = "other"


@dataclass(frozen=True)
class FunnelLimits:
    """The funnel at one size: lower and upper limit of 95 and of 99,8 per cent, as shares of 1."""

    population: int
    inner: tuple[float, float]
    outer: tuple[float, float]


@dataclass(frozen=True)
class Funnel:
    """``per`` is what rates are written per (1000: pr. 1.000); ``counted_in`` names the bottom (``0-17-årige i kommunen``)."""

    units: tuple[FunnelUnit, ...]
    limits: tuple[FunnelLimits, ...]
    mean: Fraction
    counted_in: str
    per: int = 1000
    decimals: int = 1

    def __post_init__(self) -> None:
        if not self.units or any(unit.population <= 0 for unit in self.units):
            raise ValueError("a funnel needs municipalities, each counted in more than nobody")

    def written(self, rate: Fraction) -> str:
        """A rate as it is read in the picture."""
        return written(rate * self.per, self.decimals)


def funnel_words(made: Funnel) -> str:
    """What a reader sees: the mean, how many lie outside, and where those named lie."""
    inner = sum(unit.beyond != "within" for unit in made.units)
    outer = sum(unit.beyond.endswith("outer") for unit in made.units)
    count = danish.count(len(made.units), "kommune", "kommuner")
    parts = [
        f"{count}, gennemsnit {made.written(made.mean)} pr. {danish.decimal(made.per)}",
        f"{inner} uden for 95 %-grænserne, heraf {outer} uden for 99,8 %-grænserne",
    ]
    parts += [
        f"{unit.name}: {made.written(unit.rate)} ({_place(unit.beyond)})" for unit in made.units if unit.part != "other"
    ]
    return f"{'; '.join(parts)}. {pixels.DESCRIPTIVE}"


def _place(beyond: Beyond) -> str:
    if beyond == "within":
        return "inden for grænserne"
    way, limit = beyond.split("_")
    return f"{'over' if way == 'above' else 'under'} {'95' if limit == 'inner' else '99,8'}\u00a0%-grænsen"


def lettered(made: Funnel) -> list[tuple[FunnelUnit, str]]:
    """One's own (without a letter) and those named, with a, b, c."""
    own = [(unit, "") for unit in made.units if unit.part == "own"]
    named = [unit for unit in made.units if unit.part == "named"]
    return own + [(unit, chr(ord("a") + number % 26)) for number, unit in enumerate(named)]


def named_list(made: Funnel, left: float, top: float, font: int, characters: int) -> tuple[list[dict[str, Any]], float]:
    """Letter, name, rate and where it lies, a line or two each; and where the list ends."""
    layers: list[dict[str, Any]] = []
    y = top + 4
    for unit, letter in lettered(made):
        said = textwrap.wrap(f"{unit.name} {made.written(unit.rate)}, {_place(unit.beyond)}", characters)
        layers += [
            *pixels.words([{"x": left + 15, "y": y, "text": letter or "○"}], size=font, weight=600, align="center"),
            *pixels.words(({"x": left + 42, "y": y + 17 * n, "text": text} for n, text in enumerate(said)), size=font),
        ]
        y += 17 * len(said) + 6
    return layers, y - 10


def funnel_keys(made: Funnel, left: float, top: float, font: int) -> tuple[list[dict[str, Any]], float]:
    """What the lines and signs mean; and where the explanation ends."""
    mean = f"gennemsnit {made.written(made.mean)} pr. {danish.decimal(made.per)}"
    dashes: list[tuple[str, dict[str, Any]]] = [
        ("95 %-grænser", {"strokeWidth": 1, "strokeDash": [5, 4]}),
        ("99,8 %-grænser", {"strokeWidth": 1}),
    ]
    layers: list[dict[str, Any]] = []
    y = top
    for text, mark in ((mean, {"strokeWidth": 2}), *dashes):
        layers += [
            pixels.line([(left, y + 4), (left + 30, y + 4)], color=MEAN, **mark),
            *pixels.words([{"x": left + 42, "y": y + 4, "text": text}], size=font),
        ]
        y += 22
    outside: tuple[tuple[str, Beyond], ...] = (
        ("uden for 95 %-grænserne", "above_inner"),
        ("uden for 99,8 %-grænserne", "above_outer"),
    )
    for text, beyond in outside:
        sign = SIGNS[beyond]
        row = {"x": left + 15, "y": y + 4, "color": sign["color"]}
        layers += [
            pixels.signs([row], shape=sign["shape"], size=sign["size"]),
            *pixels.words([{"x": left + 42, "y": y + 4, "text": text}], size=font),
        ]
        y += 22
    return layers, y
