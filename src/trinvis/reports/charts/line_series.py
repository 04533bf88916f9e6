"""What a picture of lines holds: series with a level, arrows for those without one, and breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from trinvis.reports.charts import pixels
from trinvis.reports.charts.direction_signs import WORDS, Direction
from trinvis.reports.charts.scales import written

Kind = Literal["own", "group", "country", "cautious"]
NO_FIGURE = "intet tal"

STYLES: dict[Kind, dict[str, Any]] = {
    "own": {"color": "#0b4a8a", "strokeWidth": 3.0, "shape": "circle", "size": 60},
    "group": {"color": "#1d6b3a", "strokeWidth": 2.0, "shape": "square", "size": 46},
    "country": {"color": "#454545", "strokeWidth": 2.0, "shape": "diamond", "size": 56},
    "cautious": {"color": "#454545", "strokeWidth": 1.5, "shape": "diamond", "size": 40, "strokeDash": [6, 4]},
}
"""Each kind has its own sign and line, so that it is known without its colour."""


@dataclass(frozen=True)
class Line:
    """``values`` (and ``counted``, where given) stand at the chart's moments, None where there is no figure."""

    label: str
    kind: Kind
    values: tuple[Fraction | None, ...]
    counted: tuple[int | None, ...] = ()


@dataclass(frozen=True)
class Arrow:
    """A series that has a direction and no level; ``words`` say for which window and why (``selvrapporteret, mar 2017 – mar 2019``)."""

    label: str
    direction: Direction
    words: str


@dataclass(frozen=True)
class LineBreak:
    """Between ``moments[before - 1]`` and ``moments[before]`` the figures began to be made otherwise."""

    before: int
    words: str


@dataclass(frozen=True)
class Lines:
    """``moments`` are the words along the bottom, evenly apart; ``decimals`` those of the figures written."""

    moments: tuple[str, ...]
    lines: tuple[Line, ...]
    decimals: int = 1
    breaks: tuple[LineBreak, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    from_zero: bool = True

    def __post_init__(self) -> None:
        if any(len(line.values) != len(self.moments) for line in self.lines):
            raise ValueError("a line has a value, or None, at each moment")


def lines_words(made: Lines) -> str:
    """What a reader sees: each line's first and last figure, the breaks and the arrows."""
    parts = [_in_words(line, made) for line in made.lines]
    parts += [f"brud før {made.moments[one.before]}: {one.words}" for one in made.breaks]
    parts += [f"{one.label}: {WORDS[one.direction]}, intet niveau ({one.words})" for one in made.arrows]
    return f"{'; '.join(parts)}. {pixels.DESCRIPTIVE}"


def _in_words(line: Line, made: Lines) -> str:
    known = [(moment, value) for moment, value in zip(made.moments, line.values, strict=True) if value is not None]
    if not known:
        return f"{line.label}: {NO_FIGURE}"
    said = [f"{written(value, made.decimals)} i {moment}" for moment, value in dict.fromkeys((known[0], known[-1]))]
    return f"{line.label}: {' og '.join(said)}"


def segments(values: Sequence[Fraction | None], breaks: Sequence[int]) -> Iterator[list[int]]:
    """The moments that a line connects: it stops where there is no figure and at a break."""
    run: list[int] = []
    for number, value in enumerate(values):
        if run and (value is None or number in breaks):
            yield run
            run = []
        if value is not None:
            run.append(number)
    if run:
        yield run


def last_known(values: Sequence[Fraction | None]) -> int | None:
    """The newest moment with a figure."""
    return next((number for number in reversed(range(len(values))) if values[number] is not None), None)
