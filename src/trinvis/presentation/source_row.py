"""One row of a delivery as tables: the cells as received, and the facts that were read from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from trinvis.presentation.arrivals import source_label
from trinvis.presentation.previews import for_page
from trinvis.presentation.receipt_tables import SEVERITIES
from trinvis.reports import danish
from trinvis.reports.table import Cell, ReportColumn, ReportTable
from trinvis.tables import TABLES

if TYPE_CHECKING:
    from trinvis.municipality.source_row import SourceRow
    from trinvis.tables import Column

RECEIVED = (
    ReportColumn("heading", "Overskrift i filen"),
    ReportColumn("text", "Celle"),
    ReportColumn("read_as", "Læst som"),
)
READ = (ReportColumn("label", "Felt"), ReportColumn("value", "Værdi"), ReportColumn("meaning", "Betydning"))
FOUND = (
    ReportColumn("what", "Hvad"),
    ReportColumn("code", "Regel"),
    ReportColumn("field", "Felt"),
    ReportColumn("message", "Besked"),
)


def title(found: SourceRow) -> str:
    """The first line: which row of which file."""
    return f"Række {found.row_no} i {found.delivery.file_name}"


def where(found: SourceRow) -> str:
    """The second line: which delivery, of what, known from when."""
    delivery = found.delivery
    return (
        f"Levering {delivery.id} af {source_label(delivery.source)}, kendt fra {danish.long_day(delivery.known_from)}"
        + (f", trukket tilbage fra {danish.long_day(delivery.withdrawn_from)}" if delivery.withdrawn_from else "")
        + "."
    )


def received_table(found: SourceRow, *, synthetic: bool) -> ReportTable:
    """The cells as they stood in the file."""
    rows = tuple({"heading": one.heading, "text": one.text, "read_as": one.read_as} for one in found.received)
    return ReportTable("received", "Rækken, som den stod i filen", title(found), RECEIVED, rows, synthetic=synthetic)


def fact_tables(found: SourceRow, *, synthetic: bool) -> tuple[ReportTable, ...]:
    """What was read from the row: a table per fact, with label, value and meaning of each field that has a value."""
    made = []
    for name, frame in found.facts.items():
        known = {column.name: column for column in TABLES[name].columns}
        for number, values in enumerate(frame.iter_rows(named=True), start=1):
            of_many = f" ({number} af {frame.height})" if frame.height > 1 else ""
            rows = tuple(
                _field(known[column], value) for column, value in values.items() if _told(known, column, value)
            )
            made.append(
                ReportTable(
                    f"read_{name}_{number}",
                    f"Læst som {TABLES[name].label.lower()}{of_many}",
                    title(found),
                    READ,
                    rows,
                    synthetic=synthetic,
                )
            )
    return tuple(made)


def findings_table(found: SourceRow, *, synthetic: bool) -> ReportTable:
    """What the checks said of the row; fields by the words of the source."""
    from trinvis.intake import SOURCES

    labels = {field.name: field.label for field in SOURCES[found.delivery.source].fields}
    rows = tuple(
        {
            "what": SEVERITIES.get(one["severity"], one["severity"]),
            "code": one["code"],
            "field": labels.get(one["field"] or "", one["field"]),
            "message": for_page(one["message"] or ""),
        }
        for one in found.findings.iter_rows(named=True)
    )
    return ReportTable("findings", "Hvad kontrollen sagde", title(found), FOUND, rows, synthetic=synthetic)


def _told(known: Mapping[str, Column], name: str, value: Any) -> bool:
    return value is not None and name in known


def _field(column: Column, value: Any) -> dict[str, Cell]:
    return {"label": column.label, "value": written(column, value), "meaning": column.meaning}


def written(column: Column, value: Any) -> str:
    """A kept value as people read it."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, date):
        return danish.day(value)
    if column.kind == "oere":
        return f"{danish.kroner(value, 2)} kr."
    if column.kind == "hundredths":
        return f"{danish.decimal(value, 100, 2)} {column.unit}".strip()
    if column.kind == "month":
        return danish.month(value)
    if column.kind == "choice":
        return dict(column.choices).get(value, str(value))
    if column.kind == "identifier" and column.number == "key":
        return "nøgle, gemt som et kendemærke"
    return str(value)


def children(found: SourceRow) -> tuple[int, ...]:
    """The children that the row is about."""
    numbers = {
        int(number)
        for frame in found.facts.values()
        if "child_no" in frame.columns
        for number in frame["child_no"].drop_nulls()
    }
    return tuple(sorted(numbers))
