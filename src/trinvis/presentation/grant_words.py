"""What a grant says, in words: what it is, its unit, its status, what was corrected in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from trinvis.reports import danish, words

CORRECTED = {"stop": "stopdato", "rate": "takst", "status": "status", "step": "trin"}


def kind_text(intervention_type: str | None, placement_type: str | None) -> str:
    """What a grant is: where a placed child lives, else the type."""
    if placement_type:
        return words.label("placement_type", placement_type)
    return words.label("intervention_type", intervention_type) or "Ikke oplyst"


def unit_text(unit: str | None, quantity: int | None) -> str:
    """``Måned``, or ``7,5 × Timer pr. uge`` where the quantity is not one."""
    said = words.label("unit", unit) if unit else ""
    if quantity is None or quantity == 100:
        return said
    number = danish.decimal(quantity, 100, 2).rstrip("0").rstrip(",")
    return f"{number} × {said}"


def status_text(status: str | None, probability: int | None) -> str:
    """``Bevilget``, or ``Forventet (60 %)``."""
    said = words.label("status", status) if status else ""
    if probability is None or probability == 10_000:
        return said
    return f"{said} ({danish.per_cent(probability, 0)})"


def corrected_text(grant: Mapping[str, Any]) -> str:
    """What is corrected by hand in a grant row, with what the source says: ``stopdato (kilden: 31.12.2026)``."""
    fields = [name for name in str(grant.get("corrected") or "").split(";") if name]
    column = {"stop": "source_stop", "rate": "source_rate_oere", "status": "source_status", "step": "source_step"}
    return ", ".join(
        f"{CORRECTED[name]} (kilden: {plain({'rate': 'rate_oere'}.get(name, name), grant.get(column[name]))})"
        for name in fields
    )


def plain(name: str, value: Any) -> str:
    """A value of a grant's column ``name``, without a heading to say its unit."""
    if value is None:
        return "ukendt" if name == "stop" else "ikke oplyst"
    if isinstance(value, date):
        return danish.day(value)
    if name.endswith("_oere"):
        return f"{danish.kroner(value, 2).removesuffix(',00')} kr."
    if name in ("quantity", "probability"):
        return danish.decimal(value, 100, 2).rstrip("0").rstrip(",")
    return words.label(name, value) if isinstance(value, str) else str(value)
