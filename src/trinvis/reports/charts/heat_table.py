"""The answer by two inputs at once: a table whose ground is rust where the case loses and green where it gains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trinvis.reports.charts import pixels
from trinvis.reports.charts.kept_together import lines_of
from trinvis.reports.charts.year_plot import MoneyUnit, unit_of

GAINS = ("#f1f7f3", "#d8ebdf", "#b9d9c4", "#95c4a6")
LOSSES = ("#fbf3ef", "#f4dfd3", "#eac7b3", "#dda98c")
EMPTY = "#f7f7f7"


@dataclass(frozen=True)
class HeatTable:
    """``amounts_oere`` is by row and column, None where the two cannot go together; ``base`` is the cell of the case itself."""

    row_title: str
    column_title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    amounts_oere: tuple[tuple[int | None, ...], ...]
    base: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if len(self.amounts_oere) != len(self.rows) or any(len(row) != len(self.columns) for row in self.amounts_oere):
            raise ValueError("every row has an amount, or None, for each column")

    @property
    def unit(self) -> MoneyUnit:
        """What the figures are in."""
        return unit_of([oere for row in self.amounts_oere for oere in row])


def heat_table_chart(made: HeatTable, *, narrow: bool = False) -> dict[str, Any]:
    """A cell per pair with its figure; the case's own has an edge. Stronger ground is a larger gain or loss."""
    width, font, tall, gap = (360.0, 11, 30.0, 2.0) if narrow else (760.0, 13, 38.0, 3.0)
    label = max([pixels.width_of(text, font) for text in made.rows], default=0.0) + 16
    wide = min(92.0, (width - label) / len(made.columns) - gap)
    named = [*lines_of(made.row_title, 52 if narrow else 90), *lines_of(made.column_title, 52 if narrow else 90)]
    crowded = any(pixels.width_of(text, font) * 1.2 > wide + gap for text in made.columns)
    top = 10 + 17 * (len(named) + 1) + (16 if crowded else 0)
    heads = [
        {
            "x": label + (wide + gap) * number + wide / 2,
            "y": top - 10 - (16 if crowded and number % 2 else 0),
            "text": text,
        }
        for number, text in enumerate(made.columns)
    ]
    titles = [{"x": 0, "y": 8 + 17 * number, "text": text, "color": pixels.QUIET} for number, text in enumerate(named)]
    largest = max((abs(oere) for row in made.amounts_oere for oere in row if oere is not None), default=0)
    boxes, figures, names = [], [], []
    for down, (name, row) in enumerate(zip(made.rows, made.amounts_oere, strict=True)):
        y = top + (tall + gap) * down
        names.append({"x": 0, "y": y + tall / 2, "text": name})
        for across, oere in enumerate(row):
            x = label + (wide + gap) * across
            boxes.append({"x": x, "x2": x + wide, "y": y, "y2": y + tall, "color": _color(oere, largest)})
            figures.append(
                {"x": x + wide / 2, "y": y + tall / 2, "text": "–" if oere is None else made.unit.signed(oere)}
            )
    layers = [
        *pixels.words(titles, size=font),
        *pixels.words(heads, size=font, weight=600, align="center"),
        pixels.rects(boxes, cornerRadius=2),
        *_base(made, label, top, wide, tall, gap),
        *pixels.words(figures, size=font, align="center"),
        *pixels.words(names, size=font, weight=600),
    ]
    return pixels.drawing(width, top + (tall + gap) * len(made.rows) + 4, layers)


def _color(oere: int | None, largest: int) -> str:
    if oere is None:
        return EMPTY
    shades = GAINS if oere >= 0 else LOSSES
    return shades[min(len(shades) - 1, abs(oere) * len(shades) // (largest or 1))]


def _base(made: HeatTable, left: float, top: float, wide: float, tall: float, gap: float) -> list[pixels.Layer]:
    if made.base is None:
        return []
    x, y = left + (wide + gap) * made.base[1], top + (tall + gap) * made.base[0]
    corners = [(x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall), (x, y)]
    return [pixels.line(corners, color=pixels.INK, strokeWidth=2)]


def heat_table_words(made: HeatTable) -> str:
    """What a reader sees: the case's own answer, the lowest and the highest, and how many lose."""
    unit = made.unit
    found = [
        (oere, row, column)
        for row, line in enumerate(made.amounts_oere)
        for column, oere in enumerate(line)
        if oere is not None
    ]
    if not found:
        return "Ingen af parrene kan lade sig gøre"
    said = []
    if made.base is not None:
        own = made.amounts_oere[made.base[0]][made.base[1]]
        said.append(f"casens egen {unit.signed(own)}" if own is not None else "")
    for word, (oere, row, column) in (("lavest", min(found)), ("højest", max(found))):
        said.append(f"{word} {unit.signed(oere)} ved {made.rows[row]} og {made.columns[column]}")
    lose = sum(oere < 0 for oere, _, _ in found)
    said.append(f"{lose} af {len(found)} par giver tab ({unit.words})")
    text = "; ".join(one for one in said if one)
    return f"{text[:1].upper()}{text[1:]}"
