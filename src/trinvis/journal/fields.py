"""A field of an entry: how it is kept, and what its value must be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

FieldKind = Literal[
    "text", "choice", "date", "month", "oere", "hundredths", "integer", "flag", "account", "cell", "mapping"
]
"""As in the tables; ``cell`` is a whole number or a text, ``mapping`` an object of plain JSON values."""


@dataclass(frozen=True)
class Field:
    """One field of a kind: code name, how it is kept, and what users see."""

    name: str
    kind: FieldKind
    label: str
    meaning: str
    unit: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    example: str = ""

    def checked(self, value: object) -> Any:
        """``value`` as it is kept (dates as ISO text); raises ``ValueError`` with the Danish words for what it must be."""
        if isinstance(value, str) and self.kind in ("text", "account", "cell"):
            return value
        if self.kind == "choice":
            if value in dict(self.choices):
                return value
            raise ValueError("skal være " + " eller ".join(code for code, _ in self.choices))
        if self.kind == "date":
            return _date(value)
        if self.kind == "flag" and isinstance(value, bool):
            return value
        if self.kind == "mapping" and isinstance(value, Mapping):
            return _plain(value)
        if isinstance(value, int) and not isinstance(value, bool):
            if self.kind in ("oere", "hundredths", "integer", "cell"):
                return value
            if self.kind == "month" and 1 <= value % 100 <= 12 and 190001 <= value <= 999912:
                return value
        raise ValueError(_MUST_BE[self.kind])


_MUST_BE = {
    "text": "skal være en tekst",
    "account": "skal være en konto som tekst",
    "date": "skal være en dato, som 2026-10-01",
    "month": "skal være en måned, som 202610",
    "oere": "skal være et beløb i hele øre",
    "hundredths": "skal være et tal i hundrededele",
    "integer": "skal være et helt tal",
    "flag": "skal være ja eller nej",
    "cell": "skal være et helt tal eller en tekst",
    "mapping": "skal være en opstilling af navne og værdier",
}


def _date(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, str):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            pass
    raise ValueError(_MUST_BE["date"])


def _plain(value: Mapping[Any, Any]) -> Any:
    try:
        return json.loads(json.dumps(value))
    except (TypeError, ValueError):
        raise ValueError(_MUST_BE["mapping"]) from None
