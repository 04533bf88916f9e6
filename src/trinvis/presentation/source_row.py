"""One row of a delivery as tables: the cells as received, and the facts that were read from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from trinvis.journal import KINDS, Entry
from trinvis.presentation.journal_table import journal_table
from trinvis.reports import danish
from trinvis.reports.table import Cell, ReportColumn, ReportTable
from trinvis.tables import TABLES

if TYPE_CHECKING:
    from trinvis.journal import Field
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
SEVERITIES = {"reject": "Afvist", "warn": "Advarsel"}


def title(found: SourceRow) -> str:
    """The first line: which row of which file."""
    return f"Række {found.row_no} i {found.delivery.file_name}"


def where(found: SourceRow) -> str:
    """The second line: which delivery, of what, known from when."""
    delivery = found.delivery
    return (
        f"Levering {delivery.id} fra kilden {delivery.source}, kendt fra {danish.long_day(delivery.known_from)}"
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
    """What the checks said of the row."""
    rows = tuple(
        {
            "what": SEVERITIES.get(one["severity"], one["severity"]),
            "code": one["code"],
            "field": one["field"],
            "message": one["message"],
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


# journal

VALUES = (ReportColumn("label", "Felt"), ReportColumn("value", "Værdi"), ReportColumn("meaning", "Betydning"))


def entry_title(entry: Entry) -> str:
    """The first line: what was typed in, about what."""
    kind = KINDS.get(entry.kind)
    return f"Journal nr. {entry.seq}: {entry.kind if kind is None else kind.label.lower()} {entry.key}"


def entry_where(entry: Entry) -> str:
    """The second line: by whom, and from when it counts."""
    since = "" if entry.effective_from is None else f", gælder fra {danish.long_day(entry.effective_from)}"
    late = ", efterregistreret" if entry.backdated else ""
    return f"Skrevet af {entry.by}, kendt fra {danish.long_day(entry.known_from)}{since}{late}. Udgave {entry.version}."


def entry_values(entry: Entry, *, synthetic: bool) -> ReportTable:
    """What was typed, field by field; an object of many values is only named."""
    kind = KINDS.get(entry.kind)
    fields = {} if kind is None else {field.name: field for field in kind.fields}
    rows = []
    for name, value in entry.values.items():
        field = fields.get(name)
        rows.append(
            {
                "label": name if field is None else field.label,
                "value": typed_value(value, field),
                "meaning": None if field is None else field.meaning,
            }
        )
    title = "Trukket tilbage" if entry.retracted else "Det, der blev skrevet"
    return ReportTable("entry", title, entry_title(entry), VALUES, tuple(rows), synthetic=synthetic)


def typed_value(value: Any, field: Field | None) -> str:
    """A typed value as people read it."""
    if isinstance(value, dict | list):
        return danish.count(len(value), "oplysning", "oplysninger")
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if field is not None and field.kind == "oere" and isinstance(value, int):
        return f"{danish.kroner(value, 2)} kr."
    if field is not None and field.kind == "hundredths" and isinstance(value, int):
        return f"{danish.decimal(value, 100, 2)} {field.unit}".strip()
    if field is not None and field.kind == "date":
        return danish.day(date.fromisoformat(str(value)))
    if field is not None and field.choices:
        return dict(field.choices).get(value, str(value))
    return str(value)


def entry_table(same: Sequence[Entry], shown: int, *, synthetic: bool) -> ReportTable:
    """Every version of the same entry."""
    made = journal_table(same, synthetic=synthetic)
    return replace(made, title=f"Alle udgaver af det samme ({len(same)}); nr. {shown} er vist ovenfor")
