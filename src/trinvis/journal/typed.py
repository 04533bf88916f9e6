"""From what a person types on the command line or in a field, to values: Danish numbers, dates and words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from trinvis.journal.errors import InvalidEntry
from trinvis.journal.fields import Field
from trinvis.journal.kinds import Kind

_YES, _NO = ("ja", "j", "true", "1"), ("nej", "n", "false", "0")


def from_text(kind: Kind, texts: Mapping[str, str]) -> dict[str, Any]:
    """Values for ``Journal.append`` from typed text; raises ``InvalidEntry`` that names the field and how to write it.

    Money is typed in kroner (``1.050.000`` or ``1050000,50``), quantities and per cent as numbers (``2,5``), dates as
    ``01.10.2026`` or ``2026-10-01``, months as ``2026-10``, yes and no as ``ja`` and ``nej``, choices by their word or code.
    """
    known = {field.name: field for field in kind.fields}
    out: dict[str, Any] = {}
    for name, text in texts.items():
        field = known.get(name)
        if field is None:
            raise InvalidEntry(f"{kind.label} har intet felt »{name}«; felterne er {', '.join(known)}.")
        if not text.strip():
            continue
        try:
            out[name] = _value(field, text.strip())
        except ValueError as wrong:
            raise InvalidEntry(f"{kind.label}: »{field.label}« ({name}) {wrong}.") from None
    if kind.name == "correction" and isinstance(out.get("value"), str):
        out["value"] = _corrected(kind, out.get("field"), out["value"])
    return kind.validated(out)


def _corrected(kind: Kind, field: object, text: str) -> Any:
    try:
        if field == "stop":
            return _date(text)
        if field == "rate":
            return hundredths(text)
        if field == "step":
            return _integer(text)
    except ValueError as wrong:
        raise InvalidEntry(f"{kind.label}: »Ny værdi« (value) {wrong}.") from None
    return text


def _value(field: Field, text: str) -> Any:
    match field.kind:
        case "oere" | "hundredths":
            return hundredths(text)
        case "integer":
            return _integer(text)
        case "date":
            return _date(text)
        case "month":
            found = re.fullmatch(r"([0-9]{4})-?([0-9]{2})", text)
            if not found:
                raise ValueError("skal være en måned, som 2026-10")
            return int(found[1] + found[2])
        case "flag":
            if text.lower() in _YES + _NO:
                return text.lower() in _YES
            raise ValueError("skal være ja eller nej")
        case "choice":
            for code, word in field.choices:
                if text.lower() in (code.lower(), word.lower()):
                    return code
            raise ValueError("skal være " + ", ".join(f"»{word}«" for _, word in field.choices))
        case "mapping":
            raise ValueError("kan ikke skrives på en linje")
    return text


def hundredths(text: str) -> int:
    """``1.050.000,5`` → 105000050 (øre, or hundredths of what is counted); a point before three digits parts thousands, as in Denmark.
    Raises ``ValueError`` that ends a Danish sentence."""
    bare = re.sub(r"[\s\u00a0]|kr\.?|%", "", text, flags=re.IGNORECASE)
    if not re.fullmatch(r"-?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+)(,[0-9]{1,2})?", bare):
        raise ValueError("skal være et tal, som 1.050.000 eller 2,5")
    return int(Decimal(bare.replace(".", "").replace(",", ".")) * 100)


def _integer(text: str) -> int:
    if not re.fullmatch("-?[0-9]+", text):
        raise ValueError("skal være et helt tal")
    return int(text)


def _date(text: str) -> str:
    found = re.fullmatch(r"([0-9]{1,2})[.\-/]([0-9]{1,2})[.\-/]([0-9]{4})", text)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError("skal være en dato, som 01.10.2026") from None
