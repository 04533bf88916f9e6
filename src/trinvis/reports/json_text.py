"""A report table as canonical JSON: whole øre, sorted keys, no blanks; the same figures give the same bytes."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from trinvis.reports.table import SYNTHETIC, TOTAL_ROW, ReportTable


def _written(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a report's JSON")


def _without_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("a figure of a report is a whole number, a text or a day, never a float")
    if isinstance(value, dict):
        for item in value.values():
            _without_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _without_floats(item)


def canonical(value: Any) -> bytes:
    """``value`` as UTF-8 JSON with sorted keys and no blanks, ending in a line feed; floats raise ``TypeError``."""
    _without_floats(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_written)
    return f"{text}\n".encode()


def document(table: ReportTable) -> dict[str, Any]:
    """The table as plain objects. Addresses stand in each row by column name without ``_oere``, so that every key that
    ends in ``_oere`` is an amount."""
    names = [column.name for column in table.columns]

    def row(values: Any, number: int) -> dict[str, Any]:
        made: dict[str, Any] = {name: values.get(name) for name in names}
        found = {
            name.removesuffix("_oere"): table.addresses[number, name]
            for name in names
            if (number, name) in table.addresses
        }
        if found:
            made["addresses"] = found
        return made

    made: dict[str, Any] = {
        "table": table.name,
        "title": table.title,
        "answer": table.answer,
        "columns": [
            {"name": column.name, "label": column.label, "kind": column.kind, "unit": column.unit}
            for column in table.columns
        ],
        "rows": [row(values, number) for number, values in enumerate(table.rows)],
        "totals": None if table.totals is None else row(table.totals, TOTAL_ROW),
        "notes": [*table.lead, *table.notes],
        **table.facts,
    }
    if table.synthetic:
        made["synthetic"] = SYNTHETIC
    return made


def json_bytes(table: ReportTable) -> bytes:
    """The table as canonical JSON."""
    return canonical(document(table))
