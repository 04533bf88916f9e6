"""The line through the municipalities, and what leaders answered, drawn from their tables."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from trinvis.presentation.sketch import Sketch
from trinvis.reports.charts.answer_grid import AnswerGrid, AnswerRow, Kind, answer_grid_chart, answer_grid_words
from trinvis.reports.charts.fitted_scatter import Dot, FittedScatter, fitted_scatter_chart, fitted_scatter_words

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_figure import FigureTable

SCATTER, LINE = "model.scatter", "model.line"
GRIDS: dict[str, Kind] = {"survey.barriers": "barrier", "survey.opportunities": "opportunity"}
COUNTS = ("count_large", "count_small", "count_none", "count_dont_know")
SHARES = ("large", "small", "none", "dont_know")
FEWEST = 3
FAR = 5
"""How many of those farthest from the line are named."""
THOUSAND = 1_000


def scatter_sketches(made: Capacity, table: FigureTable) -> tuple[Sketch, ...]:
    """Placement frequency against spending with the fitted line and its R² (seed 002 figure 4-21)."""
    line = made.table(LINE)
    row = line.rows[0].key
    intercept, slope, r2 = (_value(line, row, name) for name in ("intercept", "slope", "r2"))
    points = {one: (_value(table, one.key, "across"), _value(table, one.key, "up")) for one in table.rows}
    known = {one: (x, y) for one, (x, y) in points.items() if x is not None and y is not None}
    if intercept is None or slope is None or r2 is None or len(known) < FEWEST:
        return ()
    far = sorted(known, key=lambda one: -abs(known[one][1] - intercept - slope * known[one][0]))[:FAR]
    dots = tuple(
        Dot(one.label, x, y / THOUSAND, "own" if one.code == made.own else "named" if one in far else "other")
        for one, (x, y) in known.items()
    )
    picture = FittedScatter(
        dots, intercept / THOUSAND, slope / THOUSAND, r2 / 100, table.columns_by_key["across"].label,
        f"{table.columns_by_key['up'].label}, 1.000 kr.", "én mere pr. 1.000", "1.000 kr. pr. indbygger",
    )  # fmt: skip
    return (
        Sketch(table.title, fitted_scatter_words(picture), lambda narrow: fitted_scatter_chart(picture, narrow=narrow)),
    )


def grid_sketches(table: FigureTable) -> tuple[Sketch, ...]:
    """Large, small, none and *ved ikke* item by item, each row with its number of answers (seed 002 figures 4-17 to 4-20)."""
    rows = []
    for row in table.rows:
        counts = [_value(table, row.key, name) for name in COUNTS]
        told: list[int] = [int(one) for one in counts if one is not None]
        if len(told) == len(COUNTS) and any(told):
            item, _, group = row.label.partition(" · ")
            silent = int(_value(table, row.key, "silent") or 0)
            rows.append(AnswerRow(item, group, (told[0], told[1], told[2], told[3]), silent))
    if not rows:
        return ()
    large, small, none, unknown = (table.columns_by_key[name].label for name in SHARES)
    picture = AnswerGrid(GRIDS[table.key], (large, small, none, unknown), tuple(rows))
    return (Sketch(table.title, answer_grid_words(picture), lambda narrow: answer_grid_chart(picture, narrow=narrow)),)


def _value(table: FigureTable, row: str, column: str) -> Fraction | None:
    figure = table.figure(row, column)
    return None if figure is None or figure.value is None else Fraction(figure.value).limit_denominator(10**9)
