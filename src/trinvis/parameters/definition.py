"""What a parameter or a table of parameters is, apart from its use: its description and its dated rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from trinvis.parameters.value import Cell, Kind

Carry = Literal["constant", "level", "closed"]
"""What holds after the last known day.

``constant``: holds until changed, no mark. ``level``: the level of a year; after it the last known level is carried
forward and marked. ``closed``: a value for each year; after it nothing is known, and asking raises.
"""

CARRY_LABELS: dict[str, str] = {
    "constant": "gælder, til det ændres",
    "level": "et års niveau; derefter fremskrives det sidst kendte, og det mærkes",
    "closed": "gælder kun de år, der er angivet; ellers beregnes tallet ikke",
}


@dataclass(frozen=True)
class Field:
    """A column of a table: Danish label, how it is kept, and the heading in the file."""

    name: str
    label: str
    kind: Kind
    header: str


@dataclass(frozen=True)
class Row:
    """One dated row. ``cells`` holds every column of a table, the value's column with them; one value has none."""

    key: str | None
    value: Cell
    unit: str
    valid_from: date
    valid_to: date | None
    source: str
    reference: str
    verified: bool
    id: str
    label: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Definition:
    """A parameter with its rows, as one file (or one file and its long table) holds it.

    ``word`` is what is missing when a year is (*grænser*). ``key_columns`` joined by ``/`` make a row's key, ``*``
    standing for none; ``value_column`` is the one that a user's value replaces. Both are empty for plain values.
    ``open_keys`` says that a user may add rows with new keys.
    """

    name: str
    folder: str
    label: str
    description: str
    unit: str
    kind: Kind
    carry: Carry
    word: str
    source: str
    reference: str
    open_keys: bool
    key_columns: tuple[str, ...]
    value_column: str
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]

    def field(self, name: str) -> Field | None:
        """The column of that name, None when the table has none."""
        return next((field for field in self.fields if field.name == name), None)

    @property
    def row_keys(self) -> tuple[str | None, ...]:
        """Every key, in the order of the file."""
        return tuple(dict.fromkeys(row.key for row in self.rows))

    def known(self) -> str:
        """The years that are known, as ``2007–2009, 2022`` or ``fra 2016``."""
        return years_text([(row.valid_from, row.valid_to) for row in self.rows])


def years_text(spans: list[tuple[date, date | None]]) -> str:
    """Spans of days as the years that they touch; ``ingen`` when there are none."""
    if not spans:
        return "ingen år"
    opens = [start.year for start, stop in spans if stop is None]
    years = {year for start, stop in spans if stop is not None for year in range(start.year, stop.year + 1)}
    if opens:
        years = {year for year in years if year < min(opens)}
    parts: list[str] = []
    for year in sorted(years):
        if parts and year - 1 in years:
            first = parts[-1].split("–")[0]
            parts[-1] = f"{first}–{year}"
        else:
            parts.append(str(year))
    if opens:
        if parts and str(min(opens) - 1) in parts[-1]:
            first = parts.pop().split("–")[0]
            parts.append(f"fra {first}")
        else:
            parts.append(f"fra {min(opens)}")
    return ", ".join(parts)
