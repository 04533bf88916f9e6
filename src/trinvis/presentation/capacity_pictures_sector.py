"""The pictures of both sectors side by side, and of our own courses."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.value_stream import HOURS_PER_DAY
from trinvis.municipality.capacity_psychiatry_beside import INDEX, REGIONAL
from trinvis.municipality.capacity_waiting_stream import STREAM
from trinvis.presentation.sketch import Sketch
from trinvis.reports.charts.region_index import IndexSeries, RegionIndex, region_index_chart, region_index_words
from trinvis.reports.charts.value_stream import StreamBar, StreamPicture, value_stream_chart, value_stream_words

if TYPE_CHECKING:
    from trinvis.municipality.capacity_figure import FigureTable, Row

HOURS_A_DAY = Fraction(str(HOURS_PER_DAY))


def sector_sketches(table: FigureTable) -> tuple[Sketch, ...]:
    """The pictures of a table of the psychiatry or of waiting; none of the others."""
    if table.key == STREAM:
        return _streams(table)
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


def _streams(table: FigureTable) -> tuple[Sketch, ...]:
    """Each course whose days are all told, step by step (seed 002 lines 5467-5489)."""
    found: list[Sketch] = []
    steps: list[Row] = []
    for row in table.rows:
        if row.kind == "part":
            steps.append(row)
            continue
        if (made := _stream(table, steps, row.label.removesuffix(" i alt"))) is not None:
            found.append(_stream_sketch(made))
        steps = []
    return tuple(found)


def _stream_sketch(made: StreamPicture) -> Sketch:
    return Sketch(made.course, value_stream_words(made), lambda narrow: value_stream_chart(made, narrow=narrow))


def _stream(table: FigureTable, rows: list[Row], course: str) -> StreamPicture | None:
    """The course; None where the days of a step are not told, or not shown."""
    bars: list[StreamBar] = []
    before = ""
    for row in rows:
        waited, worked = (_value(table, row.key, column) for column in ("waited", "worked"))
        if waited is None:
            return None
        label = row.label.removeprefix(f"{course}: ")
        actor = table.words.get((row.key, "actor"), "")
        bars.append(
            StreamBar(
                f"{label[0].upper()}{label[1:]}", actor, waited, None if worked is None else worked / HOURS_A_DAY,
                table.words.get((row.key, "for"), ""), bool(bars) and actor != before,
            )
        )  # fmt: skip
        before = actor
    return StreamPicture(course, tuple(bars)) if bars else None
