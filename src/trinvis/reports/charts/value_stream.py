"""One course as a value stream: each step begins where the one before ends, its waiting pale, its work dark, shifts of responsibility marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from trinvis.reports.charts import pixels
from trinvis.reports.charts.kept_together import ground, lines_of
from trinvis.reports.charts.keys import Key, keys
from trinvis.reports.charts.scales import Scale, scale_of, written

WAITED, WORKED, EDGE, SHIFT = "#d5e3f1", "#0b4a8a", "#7f9dbd", "#a63d05"
LINE, BAR, LEAST = 17.0, 9.0, 3.0
"""Height of a line of words, half a bar, and how wide work of a few hours is at least drawn."""


@dataclass(frozen=True)
class StreamBar:
    """A step: ``waited`` days on ``waits_for`` (empty: nobody in particular), then ``worked`` days of work, None where not told.

    ``actor`` has the case; ``shifts``: somebody else had it in the step before.
    """

    label: str
    actor: str
    waited: Fraction
    worked: Fraction | None
    waits_for: str = ""
    shifts: bool = False

    @property
    def days(self) -> Fraction:
        """How long it takes, as far as it is told."""
        return self.waited + (self.worked or 0)


@dataclass(frozen=True)
class StreamPicture:
    """A course's steps in order."""

    course: str
    steps: tuple[StreamBar, ...]

    def __post_init__(self) -> None:
        if not self.steps:
            raise ValueError("a course has at least one step")


@dataclass(frozen=True)
class _Step:
    """A step where it stands: from ``start`` days on, ``names`` at ``first`` and downwards, its bar at ``level``."""

    bar: StreamBar
    start: Fraction
    names: tuple[str, ...]
    first: float
    level: float


def value_stream_chart(made: StreamPicture, *, narrow: bool = False) -> dict[str, Any]:
    """A row to a step, days across; who has it is below its name, who is waited for at its bar."""
    width, left, font = (360.0, 0.0, 12) if narrow else (860.0, 300.0, 13)
    legend, end = keys(_samples(made), 0, width, 0, font)
    whole = sum((one.days for one in made.steps), Fraction(0))
    x = scale_of([Fraction(1), whole], left + 6, width - 20, about=4 if narrow else 6)
    steps, bottom = _placed(made, end + 44, narrow)
    grid = [{"x": x.place(tick), "x2": x.place(tick), "y": end + 34, "y2": bottom - 4} for tick in x.ticks]
    if narrow:
        grid = [{**one, "y": step.level - BAR - 3, "y2": step.level + BAR + 3} for one in grid for step in steps]
    layers = [
        *legend,
        *_axis(x, end + 22, font),
        pixels.rules(grid),
        *_names(steps, font),
        *_bars_and_days(steps, x, left, width, font),
        *_shifts(steps, x),
    ]
    note, bottom = pixels.note([_note(made)], bottom, 48 if narrow else 110)
    return pixels.drawing(width, bottom, [*layers, *note])


def _samples(made: StreamPicture) -> list[Key]:
    found = [Key("venter", boxes=(WAITED,)), Key("arbejder", boxes=(WORKED,))]
    if any(one.shifts for one in made.steps):
        found.append(Key("ansvaret går til en anden", dot=SHIFT))
    return found


def _placed(made: StreamPicture, top: float, narrow: bool) -> tuple[list[_Step], float]:
    found, start = [], Fraction(0)
    for one in made.steps:
        names = (*lines_of(one.label, 46 if narrow else 36), *lines_of(one.actor, 46 if narrow else 36))
        said = LINE * len(names)
        level = top + said + 13 if narrow else top + max(said, 2 * BAR) / 2
        found.append(_Step(one, start, names, top + LINE / 2, level))
        top += said + 37 if narrow else max(said, 2 * BAR) + 16
        start += one.days
    return found, top


def _axis(x: Scale, level: float, font: int) -> list[pixels.Layer]:
    last = x.ticks[-1]
    said = [
        {"x": x.place(tick), "y": level, "text": written(tick, x.decimals), "color": pixels.QUIET}
        for tick in x.ticks
        if tick != last
    ]
    end = {"x": x.end + 18, "y": level, "text": f"{written(last, x.decimals)} dage", "color": pixels.QUIET}
    return [*pixels.words(said, size=font, align="center"), *pixels.words([end], size=font, align="right")]


def _names(steps: Sequence[_Step], font: int) -> list[pixels.Layer]:
    rows = []
    for one in steps:
        actors = len(lines_of(one.bar.actor, 36)) if one.bar.actor else 0
        for number, text in enumerate(one.names):
            quiet = number >= len(one.names) - actors
            rows.append(
                {"x": 0, "y": one.first + LINE * number, "text": text, "color": pixels.QUIET if quiet else pixels.INK}
            )
    return pixels.words(rows, size=font)


def _bars(steps: Sequence[_Step], x: Scale) -> list[pixels.Layer]:
    waited, worked = [], []
    for one in steps:
        middle = x.place(one.start + one.bar.waited)
        span = {"y": one.level - BAR, "y2": one.level + BAR}
        if one.bar.waited:
            waited.append({**span, "x": x.place(one.start), "x2": middle, "color": WAITED})
        if one.bar.worked:
            end = max(x.place(one.start + one.bar.days), middle + LEAST)
            worked.append({**span, "x": middle, "x2": end, "color": WORKED})
    return [pixels.rects(waited, stroke=EDGE, strokeWidth=0.75), pixels.rects(worked)]


def _shifts(steps: Sequence[_Step], x: Scale) -> list[pixels.Layer]:
    """A dot at the beginning of the step that somebody else takes over."""
    rows = [{"x": x.place(one.start), "y": one.level - BAR - 5, "color": SHIFT} for one in steps if one.bar.shifts]
    return [pixels.signs(rows, shape="circle", size=50)]


def _bars_and_days(steps: Sequence[_Step], x: Scale, left: float, width: float, font: int) -> list[pixels.Layer]:
    """The bars with their days and who is waited for: beside the bar where there is room, or else in it."""
    outside: dict[str, list[dict[str, Any]]] = {"left": [], "right": []}
    inside = []
    for one in steps:
        start, end = x.place(one.start), x.place(one.start + one.bar.days) + LEAST
        text, wide = _fitting(one.bar, max(width - start - 6, start - 8 - left), font)
        row = {"y": one.level, "text": text}
        if end + 6 + wide <= width:
            outside["left"].append({**row, "x": end + 6})
        elif start - 8 - wide >= left:
            outside["right"].append({**row, "x": start - 8})
        else:
            inside.append({**row, "x": start + 6})
    layers = [ground(rows, font, align) for align, rows in outside.items()]
    for align, rows in outside.items():
        layers += pixels.words(rows, size=font, align=align)
    return [*layers, *_bars(steps, x), *pixels.words(inside, size=font)]


def _fitting(one: StreamBar, room: float, font: int) -> tuple[str, float]:
    """The days with who is waited for and their width; the days alone where there is not room for both."""
    for text in (_waiting(one), f"{written(one.waited, 0)} dage"):
        wide = pixels.width_of(text, font) * 1.1
        if wide <= room:
            break
    return text, wide


def _waiting(one: StreamBar) -> str:
    on = f", på {one.waits_for}" if one.waits_for and one.waited else ""
    return f"{written(one.waited, 0)} dage{on}"


def _note(made: StreamPicture) -> str:
    untold = any(one.worked is None for one in made.steps)
    return "Dagene er dem, der ventes, og på hvem; arbejdstimer er vist som arbejdsdage." + (
        " Hvor arbejdstiden ikke er oplyst, vises kun ventetiden." if untold else ""
    )


def value_stream_words(made: StreamPicture) -> str:
    """What a reader sees: each step with its days, who is waited for and who takes over; and the longest wait."""
    longest = max(made.steps, key=lambda one: one.waited)
    said = [f"{one.label}: {_said(one)}" for one in made.steps]
    return f"{made.course}. {'. '.join(said)}. Længst ventes der i {longest.label.lower()}. {_note(made)}"


def _said(one: StreamBar) -> str:
    parts = [f"venter {_waiting(one)}"]
    if one.worked is not None:
        parts.append(f"arbejder {written(one.worked, 1)} dage")
    if one.actor:
        parts.append(f"{'ansvaret går til' if one.shifts else 'hos'} {one.actor}")
    return ", ".join(parts)
