"""What a field of a case is, and a part that has fields: what reading, writing, forms and documentation are all made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "text",
    "texts",
    "name",
    "names",
    "pair",
    "choice",
    "flag",
    "whole",
    "years",
    "date",
    "number",
    "numbers",
    "formula",
    "by_alternative",
    "start",
    "shares",
    "part",
    "named",
    "listed",
    "on",
    "distribution",
    "of",
    "price_index",
    "read_inputs",
    "headings",
    "case_name",
    "named_inputs",
]
"""How a field is read. ``named`` are parts by name and ``listed`` parts in a list; from ``on`` on each has a shape of its own."""

Refers = Literal["", "input", "state", "alternative", "group", "payer"]


@dataclass(frozen=True)
class Field:
    """One field. ``attributes`` are those of the dataclass that it fills (empty: the one of the same name); ``default``
    is what it says when it lacks; ``refers`` what the names in it are names of; ``part`` what stands in it; ``example`` is YAML, as it
    would stand after the colon."""

    key: str
    label: str
    meaning: str
    kind: Kind
    attributes: tuple[str, ...] = ()
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    default: str | int | bool | None = None
    least: int | None = None
    most: int | None = None
    unit: str = ""
    refers: Refers = ""
    part: str = ""
    example: str = ""

    @property
    def fills(self) -> tuple[str, ...]:
        """The attributes of the dataclass that the field says."""
        return self.attributes or (self.key,)


@dataclass(frozen=True)
class Part:
    """A part of a case. ``made`` is its dataclass (None where it only fills fields of another's); a text alone may stand for the
    field ``short``."""

    key: str
    label: str
    meaning: str
    made: type | None
    fields: tuple[Field, ...]
    short: str = ""

    def field(self, key: str) -> Field:
        """The field of that key. KeyError where there is none."""
        return {one.key: one for one in self.fields}[key]
