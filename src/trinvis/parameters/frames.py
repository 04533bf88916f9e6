"""Parameter rows as a Polars frame, in the form that calculations join with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from trinvis.parameters.account_pattern import pattern_key
from trinvis.parameters.definition import Definition
from trinvis.parameters.value import Cell, Value

if TYPE_CHECKING:
    import polars as pl

OPEN_DAY = 2932896
"""Day number of 31.12.9999, which stands for *without end* so that no comparison meets a null."""

Record = tuple[Value, Mapping[str, Cell], str, date, date]
"""Value, the table's columns, rule id, first and last day."""


def frame(definition: Definition, records: Sequence[Record]) -> pl.DataFrame:
    """The frame that ``Parameters.table`` promises."""
    import polars as pl

    columns: dict[str, pl.Series] = {"key": pl.Series([value.key for value, *_ in records], dtype=pl.String)}
    if definition.key_columns:
        for field in definition.fields:
            cells = [cells[field.name] for _, cells, *_ in records]
            if field.kind == "flag":
                columns[field.name] = pl.Series(
                    [None if cell is None else bool(cell) for cell in cells], dtype=pl.Boolean
                )
            elif field.kind == "text":
                columns[field.name] = pl.Series(cells, dtype=pl.String)
            else:
                columns[field.name] = pl.Series(cells, dtype=pl.Int64)
        if definition.field("pattern") is not None:
            keys = [pattern_key(str(cells["pattern"])) for _, cells, *_ in records]
            columns["pattern_key"] = pl.Series(keys, dtype=pl.String)
    else:
        text = definition.kind == "text"
        columns["label"] = pl.Series([cells["label"] for _, cells, *_ in records], dtype=pl.String)
        columns["value"] = pl.Series([value.value for value, *_ in records], dtype=pl.String if text else pl.Int64)
        columns["unit"] = pl.Series([value.unit for value, *_ in records], dtype=pl.String)
    values = [value for value, *_ in records]
    starts = [first for *_, first, _ in records]
    stops = [last if last < date.max else None for *_, last in records]
    columns |= {
        "rule_id": pl.Series([rule for _, _, rule, _, _ in records], dtype=pl.String),
        "valid_from": pl.Series(starts, dtype=pl.Date),
        "valid_to": pl.Series(stops, dtype=pl.Date),
        "valid_from_day": pl.Series(starts, dtype=pl.Date).cast(pl.Int32),
        "valid_to_day": pl.Series(stops, dtype=pl.Date).cast(pl.Int32).fill_null(OPEN_DAY),
        "source": pl.Series([value.source for value in values], dtype=pl.String),
        "reference": pl.Series([value.reference for value in values], dtype=pl.String),
        "verified": pl.Series([value.verified for value in values], dtype=pl.Boolean),
        "status": pl.Series(["verified" if value.verified else "proposal" for value in values], dtype=pl.String),
        "assumed": pl.Series([value.assumed for value in values], dtype=pl.Boolean),
        "origin": pl.Series([value.origin for value in values], dtype=pl.String),
        "carried_from": pl.Series([value.carried_from for value in values], dtype=pl.Int64),
        "mark": pl.Series([value.mark() for value in values], dtype=pl.String),
    }
    return pl.DataFrame(columns)
