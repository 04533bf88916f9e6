"""The journal as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from trinvis.journal import KINDS, Entry
from trinvis.reports import danish
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.journal import Field

COLUMNS = (
    ReportColumn("seq", "Nr.", "integer"),
    ReportColumn("kind", "Art"),
    ReportColumn("key", "Nøgle"),
    ReportColumn("version", "Udgave", "integer"),
    ReportColumn("values", "Indhold"),
    ReportColumn("by", "Af"),
    ReportColumn("known_from", "Kendt fra", "day"),
    ReportColumn("effective_from", "Gælder fra", "day"),
    ReportColumn("recorded_at", "Skrevet (UTC)", "instant", on_screen=False),
    ReportColumn("backdated", "Efterregistreret", "flag"),
)


def journal_table(entries: Sequence[Entry], *, synthetic: bool) -> ReportTable:
    """Every entry, oldest first."""
    rows = tuple(entry_cells(entry) for entry in entries)
    said = danish.count(len(rows), "post", "poster")
    return ReportTable("journal", "Journalen, ældste først", f"{said} i journalen.", COLUMNS, rows, synthetic=synthetic)


def entry_cells(entry: Entry) -> dict[str, Cell]:
    """An entry as a row."""
    kind = KINDS.get(entry.kind)
    fields = {} if kind is None else {field.name: field for field in kind.fields}
    return {
        "seq": entry.seq,
        "kind": entry.kind if kind is None else kind.label,
        "key": entry.key,
        "version": entry.version,
        "values": "trukket tilbage" if entry.retracted else content(entry.values, fields),
        "by": entry.by,
        "known_from": entry.known_from,
        "effective_from": entry.effective_from,
        "recorded_at": entry.recorded_at,
        "backdated": entry.backdated,
    }


def content(values: Mapping[str, Any], fields: Mapping[str, Field]) -> str:
    """The values as people read them; what is no line of text is only named."""
    parts = []
    for name, value in values.items():
        field = fields.get(name)
        label = name if field is None else field.label
        if isinstance(value, dict | list) or len(str(value)) > 500:
            parts.append(f"{label}: …")
        else:
            parts.append(f"{label}: {typed_value(value, field)}")
    return "; ".join(parts)


def typed_value(value: Any, field: Field | None) -> str:
    """A typed value as people read it."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if field is None:
        return str(value)
    if field.kind == "date":
        return danish.day(date.fromisoformat(str(value)))
    if not isinstance(value, int):
        return dict(field.choices).get(value, str(value))
    if field.kind == "oere":
        return f"{danish.kroner(value, 2 if value % 100 else 0)} kr."
    if field.kind == "hundredths":
        return f"{danish.decimal(value, 100, 2 if value % 100 else 0)} {field.unit}".strip()
    return danish.month(value) if field.kind == "month" else str(value)
