"""Which row holds on a day: the user's value first, then ours; then, for a year's level, the last known one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from trinvis.parameters.definition import Definition, Row
from trinvis.parameters.value import Cell, Override, Value

FOREVER = date.max
"""The last day of what has no end."""


@dataclass(frozen=True)
class Found:
    """The value of one key on one day, and our row that its other columns come from (None: the user's own key)."""

    value: Value
    row: Row | None


def last_day(definition: Definition, override: Override) -> date:
    """The last day on which a user's value is known; see ``Override``."""
    if override.valid_to is not None:
        return override.valid_to
    if definition.carry == "constant":
        return FOREVER
    return date(override.valid_from.year, 12, 31)


def find(definition: Definition, overrides: Iterable[Override], key: str | None, on: date) -> Found | None:
    """The value of ``key`` on the day, None when nothing is known.

    ``overrides`` are those of this parameter's ``key`` and no others.
    """
    own = sorted(overrides, key=lambda override: override.entry_seq)
    rows = [row for row in definition.rows if row.key == key]
    covering = [one for one in own if one.valid_from <= on <= last_day(definition, one)]
    beside = _beside(rows, on)
    if covering and not covering[-1].withdrawn:
        return Found(of_override(definition, covering[-1], beside), beside)
    held = [row for row in rows if row.valid_from <= on <= (row.valid_to or FOREVER)]
    if held:
        row = max(held, key=lambda row: row.valid_from)
        return Found(of_row(definition, row), row)
    if definition.carry != "level":
        return None
    levels: list[tuple[date, int, Found]] = [
        (row.valid_to, -1, Found(of_row(definition, row), row)) for row in rows if row.valid_to and row.valid_to < on
    ]
    levels += [
        (last_day(definition, one), one.entry_seq, Found(of_override(definition, one, beside), beside))
        for one in own
        if not one.withdrawn and last_day(definition, one) < on
    ]
    if not levels:
        return None
    end, _, found = max(levels, key=lambda level: level[:2])
    return Found(carried(found.value, end.year, on.year), found.row)


def carried(value: Value, known: int, year: int) -> Value:
    """The level of the year ``known`` carried forward to ``year``; the id says so, and the mark follows into lines."""
    return replace(value, carried_from=known, id=f"{value.id}~{year}")


def _beside(rows: list[Row], on: date) -> Row | None:
    """The row that a user's value stands beside: the newest begun, else the first to come."""
    begun = [row for row in rows if row.valid_from <= on]
    if begun:
        return max(begun, key=lambda row: row.valid_from)
    return min(rows, key=lambda row: row.valid_from, default=None)


def of_row(definition: Definition, row: Row) -> Value:
    """Our row as a value."""
    return Value(
        name=definition.name,
        key=row.key,
        value=row.value,
        unit=row.unit,
        kind=definition.kind,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
        reference=row.reference,
        verified=row.verified,
        assumed=False,
        origin="trinvis",
        id=row.id,
    )


def of_override(definition: Definition, override: Override, row: Row | None) -> Value:
    """A user's value; unit and reference are those of the row that it stands beside."""
    end = last_day(definition, override)
    return Value(
        name=definition.name,
        key=override.key,
        value=override.value,
        unit=row.unit if row else definition.unit,
        kind=definition.kind,
        valid_from=override.valid_from,
        valid_to=None if end == FOREVER else end,
        source=override.source,
        reference=row.reference if row else definition.reference,
        verified=not override.assumed,
        assumed=override.assumed,
        origin="kommune",
        id=override_id(override),
    )


def override_id(override: Override) -> str:
    """The id of a user's value, as it stands in the lines that rest on it."""
    place = f"{override.name}/{override.key}" if override.key is not None else override.name
    return f"{place}#{override.entry_seq}"


def by_id(definition: Definition, overrides: Iterable[Override], rule_id: str) -> Value | None:
    """The value of an id, ours or the user's, None when there is none."""
    for override in overrides:
        if override_id(override) == rule_id:
            beside = _beside([row for row in definition.rows if row.key == override.key], override.valid_from)
            return of_override(definition, override, beside)
    return next((of_row(definition, row) for row in definition.rows if row.id == rule_id), None)


def changed_cells(definition: Definition, overrides: Iterable[Override], on: date) -> dict[str, tuple[Cell, str]]:
    """Other columns that the user has changed for a row on the day: column → (cell, id)."""
    cells: dict[str, tuple[Cell, str]] = {}
    for one in sorted(overrides, key=lambda override: override.entry_seq):
        if one.valid_from <= on <= last_day(definition, one):
            column = (one.key or "").rpartition("@")[2]
            if one.withdrawn:
                cells.pop(column, None)
            else:
                cells[column] = (one.value, override_id(one))
    return cells


def spans(definition: Definition, overrides: Iterable[Override], key: str | None) -> list[tuple[date, date]]:
    """Periods, in order and without overlap, inside which the same row holds; days on which nothing is known left out."""
    own = list(overrides)
    starts: set[date] = set()
    for begin, end in [(row.valid_from, row.valid_to or FOREVER) for row in definition.rows if row.key == key] + [
        (one.valid_from, last_day(definition, one)) for one in own
    ]:
        starts.add(begin)
        if end < FOREVER:
            starts.add(end + timedelta(days=1))
    ordered = sorted(starts)
    ends = [start - timedelta(days=1) for start in ordered[1:]] + [FOREVER]
    plain = [one for one in own if "@" not in (one.key or "")]
    return [(start, end) for start, end in zip(ordered, ends, strict=True) if find(definition, plain, key, start)]
