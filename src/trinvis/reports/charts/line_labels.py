"""The words of a picture of lines: names and last figures, how many were counted, and arrows for series without a level."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from trinvis.reports.charts import direction_signs, pixels
from trinvis.reports.charts.line_series import NO_FIGURE, STYLES, Line, Lines, last_known
from trinvis.reports.charts.scales import Scale, apart, written

ROW = 17


def names_at_the_end(made: Lines, places: Sequence[float], y: Scale, font: int) -> list[dict[str, Any]]:
    """To the right of the lines: the last figure and the name, kept apart, in each line's colour."""
    found = [(line, last_known(line.values)) for line in made.lines]
    known = [(line, at, line.values[at]) for line, at in found if at is not None]
    texts = [_named(line, made, at) for line, at, _ in known]
    wanted = [y.place(value) for _, _, value in known if value is not None]
    middles = apart(wanted, [len(lines) * ROW + 6 for lines in texts], y.end - 10, y.start + 10)
    x = places[-1] + 34
    thin = [
        {"x": places[at] + 8, "y": level, "x2": x - 6, "y2": middle}
        for (_, at, _), level, middle in zip(known, wanted, middles, strict=True)
    ]
    layers = [pixels.rules(thin, color="#b5b5b5")]
    for (line, _, _), lines, middle in zip(known, texts, middles, strict=True):
        first = middle - (len(lines) - 1) * ROW / 2
        rows = [
            {"x": x, "y": first + ROW * n, "text": text, "color": STYLES[line.kind]["color"]}
            for n, text in enumerate(lines)
        ]
        layers += pixels.words(rows, size=font, weight=600 if line.kind == "own" else 400)
    return layers


def last_figures(made: Lines, places: Sequence[float], y: Scale, font: int) -> list[dict[str, Any]]:
    """One's own last figure at its dot; the others' are in the keys."""
    rows = []
    for line in made.lines:
        at = last_known(line.values)
        value = None if at is None else line.values[at]
        if line.kind == "own" and at is not None and value is not None:
            above = y.place(value) - 16
            text = written(value, made.decimals)
            rows.append({"x": places[at], "y": above, "text": text, "color": STYLES["own"]["color"]})
    return pixels.words(rows, size=font + 1, weight=600, align="center", halo=True)


def line_keys(made: Lines, top: float, font: int) -> tuple[list[dict[str, Any]], float]:
    """A sample of each line with its name and last figure, below a narrow picture; and where they end."""
    layers: list[dict[str, Any]] = []
    y = top
    for line in made.lines:
        style = STYLES[line.kind]
        stroke = {name: style[name] for name in ("color", "strokeWidth", "strokeDash") if name in style}
        lines = textwrap.wrap(" ".join(_named(line, made, last_known(line.values))), 44)
        layers += [
            pixels.line([(0, y), (30, y)], **stroke),
            pixels.signs([{"x": 15, "y": y, "color": style["color"]}], shape=style["shape"], size=style["size"]),
            *pixels.words(({"x": 40, "y": y + ROW * n, "text": text} for n, text in enumerate(lines)), size=font),
        ]
        y += ROW * len(lines) + 6
    return layers, y


def counts_below(made: Lines, places: Sequence[float], top: float, font: int) -> tuple[list[dict[str, Any]], float]:
    """How many are counted at each moment, a row per series that says so, with the series' sign in front."""
    layers: list[dict[str, Any]] = []
    y = top
    for line in made.lines:
        if not line.counted:
            continue
        style = STYLES[line.kind]
        every = _every(places, max(len(str(count)) for count in line.counted), font)
        rows = [
            {"x": place, "y": y, "text": "–" if count is None else str(count), "color": pixels.QUIET}
            for number, (place, count) in enumerate(zip(places, line.counted, strict=True))
            if (len(places) - 1 - number) % every == 0
        ]
        layers += [
            pixels.signs([{"x": 6, "y": y, "color": style["color"]}], shape=style["shape"], size=40),
            *pixels.words([{"x": 14, "y": y, "text": "n", "color": pixels.QUIET}], size=font),
            *pixels.words(rows, size=font, align="center"),
        ]
        y += 20
    return layers, y


def arrow_rows(made: Lines, top: float, font: int, characters: int) -> tuple[list[dict[str, Any]], float]:
    """An arrow with words for each series without a level; and where they end."""
    layers: list[dict[str, Any]] = []
    y = top
    for arrow in made.arrows:
        said = f"{arrow.label}: {direction_signs.WORDS[arrow.direction]}, intet niveau ({arrow.words})"
        lines = textwrap.wrap(said, characters)
        layers += [
            direction_signs.arrows([(15, y + 1, arrow.direction)]),
            *pixels.words(({"x": 40, "y": y + ROW * n, "text": text} for n, text in enumerate(lines)), size=font),
        ]
        y += ROW * len(lines) + 6
    return layers, y


def _named(line: Line, made: Lines, at: int | None) -> list[str]:
    """``8,4 Kerteminde``; a last figure from before the end says when it is from."""
    value = None if at is None else line.values[at]
    if at is None or value is None:
        return textwrap.wrap(f"{line.label}: {NO_FIGURE}", 36)
    when = "" if at == len(made.moments) - 1 else f" ({made.moments[at]})"
    return textwrap.wrap(f"{written(value, made.decimals)} {line.label}{when}", 36)


def _every(places: Sequence[float], characters: int, font: int) -> int:
    """Every how many moments there is room for."""
    if len(places) < 2:
        return 1
    needed = characters * font * pixels.LETTER + 8
    return next(number for number in range(1, 100) if (places[1] - places[0]) * number >= needed)
