"""A frame as a table without further ado: headings from the words, money columns added up where asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from trinvis.reports import words
from trinvis.reports.table import Cell, Kind, ReportColumn, ReportTable, Scale

if TYPE_CHECKING:
    import polars as pl

NUMBERS_THAT_NAME = frozenset({"child_no", "grant_id", "provider_no", "household_no", "adviser_no", "step"})
"""Whole numbers that are names, and so are written as text."""


def frame_table(
    name: str,
    title: str,
    answer: str,
    frame: pl.DataFrame,
    *,
    labels: Mapping[str, str] | None = None,
    hidden: Collection[str] = (),
    totalled: Collection[str] = (),
    notes: Sequence[str] = (),
    facts: Mapping[str, Cell] | None = None,
    scale: Scale = "kr",
    synthetic: bool = False,
) -> ReportTable:
    """The frame's columns in order. ``labels`` is area → label; ``hidden`` columns stand in files only."""
    areas = labels or {}
    columns = tuple(_column(column, frame.schema[column], hidden, totalled) for column in frame.columns)
    rows = tuple(
        {column.name: _cell(column.name, values[column.name], areas) for column in columns}
        for values in frame.iter_rows(named=True)
    )
    totals: dict[str, Cell] | None = None
    if totalled and rows:
        totals = {column: int(frame[column].sum()) for column in totalled}
        totals[columns[0].name] = "I alt"
    return ReportTable(
        name=name,
        title=title,
        answer=answer,
        columns=columns,
        rows=rows,
        totals=totals,
        notes=tuple(notes),
        facts=facts or {},
        scale=scale,
        synthetic=synthetic,
    )


def _column(name: str, dtype: Any, hidden: Collection[str], totalled: Collection[str]) -> ReportColumn:
    kind: Kind = "text"
    if name.endswith("_oere"):
        kind = "oere"
    elif name in NUMBERS_THAT_NAME:
        kind = "text"
    elif name in ("month", "period") or name.endswith("_month"):
        kind = "month"
    elif str(dtype) == "Date":
        kind = "day"
    elif str(dtype) == "Boolean":
        kind = "flag"
    elif dtype.is_integer():
        kind = "integer"
    return ReportColumn(name, words.heading(name), kind, additive=name in totalled, on_screen=name not in hidden)


def _cell(name: str, value: Any, areas: Mapping[str, str]) -> Cell:
    if value is None:
        return None
    if name == "area":
        return areas.get(value, words.label("area", value))
    if name in NUMBERS_THAT_NAME:
        return str(value)
    if isinstance(value, str):
        return words.label(name, value) if name in words.LABELS else value
    made: Cell = value
    return made
