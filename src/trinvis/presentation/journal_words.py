"""What the journal keeps by an id, in the words that users know: areas, parameters, corrected values, sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from trinvis.journal import KINDS
from trinvis.presentation.arrivals import source_label
from trinvis.reports import danish

if TYPE_CHECKING:
    from trinvis.journal import Entry, Field
    from trinvis.municipality import Municipality
    from trinvis.parameters.definition import Definition

_ABOUT = ("area", "year")
"""Fields that say what an entry is about rather than what it says."""


@dataclass(frozen=True)
class JournalWords:
    """``areas``: id → label, those of earlier profiles with them; ``parameters``: name → what it is."""

    areas: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, Definition] = field(default_factory=dict)

    def about(self, entry: Entry) -> str:
        """What an entry is about: *Plejefamilier, 2026*; the key that was chosen where it is about nothing with a name."""
        values = entry.values
        if entry.kind == "parameter":
            return self._parameter(entry.key)
        if entry.kind == "profile":
            return str(values.get("profile", {}).get("label", "Profilen"))
        if entry.kind == "correction":
            return f"Indsats {entry.key.replace('/', ', ')}" if "field" not in values else self._corrected(values)
        if entry.kind == "form":
            return source_label(entry.key)
        if entry.kind == "method":
            return self.areas.get(entry.key, entry.key)
        if entry.kind == "scenario":
            return str(values.get("name", entry.key))
        if entry.kind in ("explanation", "assumption"):
            year, _, area = entry.key.partition("/")
            return ", ".join(part for part in (self.areas.get(area, area), year) if part)
        if entry.kind == "target_share":
            said = [self.value(entry, name) for name in ("area", "component", "year") if values.get(name)]
            return ", ".join(said) or entry.key
        return ", ".join(self.value(entry, name) for name in _ABOUT if values.get(name)) or entry.key

    def content(self, entry: Entry, *, whole: bool = False) -> str:
        """What an entry says; what it is about only when it is asked for the ``whole``. What is no line of text is only named."""
        if entry.retracted:
            return "trukket tilbage"
        left_out = () if whole else (*_ABOUT, *(("name", "key") if entry.kind == "parameter" else ()))
        order = list(_fields(entry))
        names = [name for name in entry.values if name not in left_out]
        names.sort(key=lambda name: order.index(name) if name in order else len(order))
        parts = []
        for name in names:
            value = entry.values[name]
            long = isinstance(value, dict | list) or len(str(value)) > 500
            said = "…" if long else self.value(entry, name)
            if said == value and name != names[-1]:
                said = said.removesuffix(".")  # a sentence that is followed by another field
            parts.append(f"{self.label(entry, name)}: {said}")
        return "; ".join(parts)

    def label(self, entry: Entry, name: str) -> str:
        """What users call a field of an entry."""
        known = _fields(entry).get(name)
        return name if known is None else known.label

    def value(self, entry: Entry, name: str) -> str:
        """A field's value as people read it."""
        value = entry.values[name]
        if name == "area" and entry.kind != "target_share":
            return self.areas.get(value, str(value))
        if entry.kind == "parameter":
            called = str(entry.values.get("name"))
            definition = self.parameters.get(called) or (_shipped(called) if name == "value" else None)
            if definition is not None and "@" not in entry.key:
                return _of_parameter(definition, name, value, _fields(entry).get(name))
        if entry.kind == "correction" and name in ("value", "source_value"):
            from trinvis.presentation.corrections_page import value_text

            return value_text(entry.values["field"], value)
        return typed_value(value, _fields(entry).get(name))

    def _parameter(self, key: str) -> str:
        name, _, row = key.partition("/")
        definition = self.parameters.get(name)
        if definition is None:
            return key
        from trinvis.presentation.parameters_shown import row_label, row_name

        return ", ".join(
            part for part in (row_label(definition, row or None), row_name(definition, row or None)) if part
        )

    def _corrected(self, values: Mapping[str, Any]) -> str:
        choices = dict(next(one for one in KINDS["correction"].fields if one.name == "field").choices)
        return f"Indsats {values['grant_id']}, {choices[values['field']].lower()}"


PLAIN = JournalWords()
"""Ids as they are, as the command line takes them."""


def journal_words(kommune: Municipality, history: Sequence[Entry], on: date) -> JournalWords:
    """The words of a municipality: areas as the profile calls them on a day, those it has no more as it last called them."""
    areas: dict[str, str] = {}
    for entry in history:
        if entry.kind == "profile":
            areas |= {one["id"]: one["label"] for one in entry.values.get("profile", {}).get("areas", ())}
    areas |= {area.id: area.label for area in kommune.profile(on).areas}
    parameters = kommune.parameters(on)
    return JournalWords(areas, {name: parameters.describe(name) for name in parameters.names()})


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


def _shipped(name: str) -> Definition | None:
    """A number is kept in the parameter's own unit, so it takes the parameter to read it."""
    from trinvis.parameters import Parameters, UnknownParameter

    try:
        return Parameters.shipped().describe(name)
    except UnknownParameter:
        return None


def _of_parameter(definition: Definition, name: str, value: Any, known: Field | None) -> str:
    from trinvis.presentation.parameters_shown import row_name, written

    if name == "name":
        return definition.label
    if name == "key":
        return row_name(definition, str(value)) or str(value)
    return written(definition, value) if name == "value" else typed_value(value, known)


def _fields(entry: Entry) -> Mapping[str, Field]:
    kind = KINDS.get(entry.kind)
    return {} if kind is None else {one.name: one for one in kind.fields}
