"""Dated values as tables: those behind a figure, every one that holds on a day, and one row's history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from trinvis.journal.entry import in_force
from trinvis.parameters import MissingParameter
from trinvis.parameters.definition import CARRY_LABELS, Definition
from trinvis.parameters.value import shown_text
from trinvis.presentation.profile_shown import STAIRCASES, delimitation_name
from trinvis.reports import danish, words
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.journal import Entry
    from trinvis.parameters import Parameters
    from trinvis.parameters.value import Value

MISSING = "mangler"
ORIGINS = {"kommune": "kommunens egen", "trinvis": "Trinvis"}

VALUE_COLUMNS = (
    ReportColumn("value", "Værdi"),
    ReportColumn("valid_from", "Gælder fra", "day"),
    ReportColumn("valid_to", "Gælder til", "day"),
    ReportColumn("mark", "Mærke"),
    ReportColumn("origin", "Fra"),
    ReportColumn("source", "Kilde"),
    ReportColumn("unit", "Enhed", on_screen=False),
    ReportColumn("reference", "Hjemmel", on_screen=False),
    ReportColumn("name", "Navn", on_screen=False),
)
"""What is said of a value wherever it stands."""

# behind a figure

BEHIND = (ReportColumn("label", "Parameter"), ReportColumn("key", "Række"), *VALUE_COLUMNS)


def behind_table(values: Sequence[Value], labels: Mapping[str, str], *, synthetic: bool) -> ReportTable:
    """The dated values that the lines of a figure rest on; ``labels`` is parameter name → Danish label."""
    rows = tuple(
        {"label": labels.get(value.name, value.name), "key": value.key, "name": value.name, **value_cells(value)}
        for value in sorted(values, key=lambda value: (not marks(value), value.name, value.key or ""))
    )
    said = danish.count(len(rows), "parameter", "parametre")
    return ReportTable("parameters", "Parametre", f"{said} ligger bag tallet.", BEHIND, rows, synthetic=synthetic)


def value_cells(value: Value) -> dict[str, Cell]:
    """The cells of ``VALUE_COLUMNS``, without the name."""
    return {
        "value": value.text(),
        "valid_from": value.valid_from,
        "valid_to": value.valid_to,
        "mark": marks(value),
        "origin": ORIGINS[value.origin],
        "source": value.source,
        "unit": value.unit,
        "reference": value.reference,
    }


def marks(value: Value) -> str:
    """What must stand beside a value: assumed, carried forward, or a proposal that was not checked against its source."""
    unchecked = "" if value.verified or value.origin == "kommune" else "forslag, ikke efterprøvet"
    return ", ".join(part for part in (value.mark(), unchecked) if part)


# every one that holds on a day

EVERY = (
    ReportColumn("label", "Parameter"),
    ReportColumn("row", "Række"),
    ReportColumn("key", "Nøgle", on_screen=False),
    *VALUE_COLUMNS,
)


@lru_cache(maxsize=8)
def parameter_rows(parameters: Parameters, on: date) -> tuple[Mapping[str, Cell], ...]:
    """Every value that holds on a day: the municipality's own first, then what is missing or carried forward that day, then the
    others in the order of the register."""
    rows: list[Mapping[str, Cell]] = []
    for name in parameters.names():
        definition = parameters.describe(name)
        own = {one.key for one in parameters.overrides if one.name == name and "@" not in (one.key or "")}
        for key in (*definition.row_keys, *sorted(own - set(definition.row_keys), key=str)):
            rows.append(parameter_row(parameters, definition, key, on))
    return tuple(sorted(rows, key=_rank))


def _rank(row: Mapping[str, Cell]) -> int:
    if row.get("origin") == ORIGINS["kommune"]:
        return 0
    return 1 if row["value"] == MISSING or "fremskrevet" in str(row.get("mark")) else 2


def parameter_row(parameters: Parameters, definition: Definition, key: str | None, on: date) -> dict[str, Cell]:
    """One row's value on a day."""
    base: dict[str, Cell] = {
        "name": definition.name,
        "label": row_label(definition, key),
        "row": row_name(definition, key),
        "key": key,
    }
    try:
        value = parameters.value(definition.name, on, key)
    except MissingParameter:
        return {**base, "value": MISSING, "mark": f"kendt: {definition.known()}", "unit": definition.unit}
    return {**base, **value_cells(value)}


def row_name(definition: Definition, key: str | None) -> str | None:
    """What a row of a table is called: its label, or its key in words where the label is the value itself.

    None for a single value, and for a named one, whose label stands in the parameter's place.
    """
    if key is None:
        return None
    named = _labelled(definition, key)
    if not definition.key_columns:
        return None if named else key
    return named if named and definition.value_column != "label" else key_words(definition, key)


def key_words(definition: Definition, key: str) -> str:
    """``national/placement/foster`` as *Den nationale trappe, Anbringelse, Plejefamilie*; a number with what it numbers."""
    parts = dict(zip(definition.key_columns, key.split("/"), strict=False))
    said = [_part_words(definition, column, part) for column, part in parts.items() if part not in ("", "*")]
    text = ", ".join(said) or key
    return text[:1].upper() + text[1:]


def _part_words(definition: Definition, column: str, part: str) -> str:
    field = definition.field(column)
    if part.isdigit() and field is not None:
        return f"{field.label} {part}"
    if column == "scheme":
        return f"{STAIRCASES.get(part, part)} trappe"
    return delimitation_name(part) if column == "delimitation" else words.label(column, part)


def _labelled(definition: Definition, key: str) -> str | None:
    return next((row.label for row in definition.rows if row.key == key and row.label and row.label != key), None)


def row_label(definition: Definition, key: str | None) -> str:
    """The parameter's label; of plain values with a key the row's own label."""
    if definition.key_columns or key is None:
        return definition.label
    return _labelled(definition, key) or definition.label


def own_alone(rows: Iterable[Mapping[str, Cell]]) -> list[Mapping[str, Cell]]:
    """Those that the municipality has typed in."""
    return [row for row in rows if row.get("origin") == ORIGINS["kommune"]]


def parameters_table(rows: Sequence[Mapping[str, Cell]], on: date, *, synthetic: bool) -> ReportTable:
    """Values as a table."""
    said = danish.count(len(rows), "værdi", "værdier")
    return ReportTable(
        "parameters",
        f"Parametre, som de gælder {danish.long_day(on)}: {said}",
        f"{said}.",
        EVERY,
        tuple(rows),
        synthetic=synthetic,
    )


# one row through time

HISTORY = (
    ReportColumn("valid_from", "Gælder fra", "day"),
    ReportColumn("valid_to", "Gælder til", "day"),
    ReportColumn("value", "Værdi"),
    ReportColumn("origin", "Fra"),
    ReportColumn("mark", "Mærke"),
    ReportColumn("source", "Kilde"),
    ReportColumn("by", "Skrevet af"),
    ReportColumn("known_from", "Kendt fra", "day"),
    ReportColumn("state", "Status"),
    ReportColumn("seq", "Journal nr.", "integer", on_screen=False),
)


def parameter_history(
    definition: Definition, key: str | None, entries: Sequence[Entry], *, synthetic: bool
) -> ReportTable:
    """Every value that the row has had: Trinvis' own by day, then what was typed in, the newest first."""
    rows: list[dict[str, Cell]] = []
    holds = {entry.seq for entry in in_force(list(entries))}
    for entry in sorted(entries, key=lambda one: -one.seq):
        values = entry.values
        until = values.get("valid_to")
        withdrawn = bool(values.get("withdrawn")) or entry.retracted
        rows.append(
            {
                "valid_from": entry.effective_from,
                "valid_to": date.fromisoformat(str(until)) if until else None,
                "value": "Trinvis' værdi igen" if withdrawn else written(definition, values.get("value")),
                "origin": ORIGINS["kommune"],
                "mark": "antaget" if values.get("assumed") else "",
                "source": values.get("source"),
                "by": entry.by,
                "known_from": entry.known_from,
                "state": "i kraft" if entry.seq in holds else "afløst",
                "seq": entry.seq,
            }
        )
    for row in sorted((row for row in definition.rows if row.key == key), key=lambda one: one.valid_from, reverse=True):
        rows.append(
            {
                "valid_from": row.valid_from,
                "valid_to": row.valid_to,
                "value": written(definition, row.value),
                "origin": ORIGINS["trinvis"],
                "mark": "" if row.verified else "forslag, ikke efterprøvet",
                "source": row.source,
            }
        )
    return ReportTable(
        "history", "Værdier gennem tiden, nyeste først", definition.label, HISTORY, tuple(rows), synthetic=synthetic
    )


def written(definition: Definition, value: Any) -> str:
    text = shown_text(definition.kind, value)
    return f"{text} {definition.unit}".strip() if definition.kind != "text" and value is not None else text


def carries(definition: Definition) -> str:
    """What holds after the last known day."""
    return CARRY_LABELS[definition.carry]


def typed_text(definition: Definition, value: Value | None) -> str:
    """The value as a field of a form begins with it."""
    if value is None or value.value is None:
        return ""
    return shown_text(definition.kind, value.value)
