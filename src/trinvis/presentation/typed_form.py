"""A kind of journal entry as a form: its fields with what stands in them, and values as a person would type them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from trinvis.journal.fields import Field
from trinvis.journal.kinds import Kind
from trinvis.reports import danish

Options = tuple[tuple[str, str], ...]
"""(value, label)"""

EXAMPLES = {"oere": "fx 1.050.000 eller 950,50", "hundredths": "fx 2,5", "date": "fx 01.10.2026", "month": "fx 2026-10"}


LABELS = {"child_no": "Barnets nummer i Trinvis", "modifies": "Træder i stedet for"}
"""Fields that a page calls otherwise than a file does: there the column holds the source's own identifier."""


@dataclass(frozen=True)
class FormField:
    """One field: ``text`` is what stands in it, ``options`` what can be chosen (none = typed)."""

    name: str
    label: str
    hint: str
    text: str
    options: Options
    required: bool
    long: bool


def form_fields(
    kind: Kind, names: Sequence[str], texts: Mapping[str, str], options: Mapping[str, Options] | None = None
) -> tuple[FormField, ...]:
    """The named fields of a kind with ``texts`` in them; ``options`` by field where there is something to choose from."""
    known = {field.name: field for field in kind.fields}
    made = []
    for name in names:
        field = known[name]
        chosen = (options or {}).get(name) or (field.choices if field.kind == "choice" else ())
        unit = f" ({field.unit})" if field.unit and field.kind in ("oere", "hundredths") else ""
        made.append(
            FormField(
                name,
                f"{LABELS.get(name, field.label)}{unit}",
                "" if chosen else _hint(field),
                texts.get(name, ""),
                chosen,
                field.required,
                name == "note",
            )
        )
    return tuple(made)


def as_texts(kind: Kind, values: Mapping[str, Any]) -> dict[str, str]:
    """The values of an entry as a person would type them: kroner, Danish days, decimal comma."""
    known = {field.name: field for field in kind.fields}
    return {name: as_text(known[name], value) for name, value in values.items() if name in known}


def as_text(field: Field, value: Any) -> str:
    """One value as it would be typed."""
    if value is None:
        return ""
    if field.kind in ("oere", "hundredths"):
        return _bare(int(value))
    if field.kind == "date":
        return danish.day(date.fromisoformat(str(value)))
    if field.kind == "month":
        return f"{int(value) // 100}-{int(value) % 100:02d}"
    if field.kind == "flag":
        return "ja" if value else "nej"
    if field.kind == "mapping":
        return "; ".join(f"{name}: {_listed(said)}" for name, said in value.items())
    return str(value)


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def as_shown(kind: Kind, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(label, text) of what an entry says, choices in words: what is shown of somebody else's text."""
    shown = []
    for field in kind.fields:
        if field.name not in values:
            continue
        text = dict(field.choices).get(values[field.name]) if field.kind == "choice" else None
        shown.append((field.label, text or as_text(field, values[field.name])))
    return shown


def _hint(field: Field) -> str:
    if field.unit == "%":
        return "mellem 0 og 100"
    return EXAMPLES.get(field.kind, "")


def _bare(hundredths: int) -> str:
    text = danish.decimal(hundredths, 100, 2, minus="-")
    return text.removesuffix(",00") if text.endswith(",00") else text.rstrip("0")
