"""The pictures of both sectors side by side."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from trinvis.municipality.capacity_psychiatry_beside import INDEX, REGIONAL
from trinvis.presentation.sketch import Sketch
from trinvis.reports.charts.region_index import IndexSeries, RegionIndex, region_index_chart, region_index_words

if TYPE_CHECKING:
    from trinvis.municipality.capacity_figure import FigureTable


def sector_sketches(table: FigureTable) -> tuple[Sketch, ...]:
    """The pictures of a table of the psychiatry or of waiting; none of the others."""
    return (_index(table),) if table.key == INDEX else ()


def _index(table: FigureTable) -> Sketch:
    """Regions against the whole country, a row to a series (seed 002 figures 4-24, 4-25, 5-11 and 5-12)."""
    regions = [row for row in table.rows if row.kind == "region"]
    series = tuple(
        IndexSeries(
            f"{column.label[0].lower()}{column.label[1:]}",
            "regional" if column.key in REGIONAL else "municipal",
            tuple(_value(table, row.key, column.key) for row in regions),
        )
        for column in table.columns
    )
    made = RegionIndex(tuple(row.label for row in regions), series)
    return Sketch(table.title, region_index_words(made), lambda narrow: region_index_chart(made, narrow=narrow))


def _value(table: FigureTable, row: str, column: str) -> Fraction | None:
    figure = table.figure(row, column)
    return None if figure is None or figure.value is None else Fraction(figure.shown(2) or 0, 100)
