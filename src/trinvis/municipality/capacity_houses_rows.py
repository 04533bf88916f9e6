"""One line of an opened figure of a house: a grant row, or a row of places, with what it counts."""

from __future__ import annotations

from typing import Any

from trinvis.municipality.staircase_opened import PLACING

Line = dict[str, Any]

HOUSE_DAYS, HOUSE_PLACES = "husets_doegn", "husets_pladser"
OF_GRANT = (
    "grant_id", "child_no", "intervention_type", "placement_type", "provider_no", "provider_kind", "team", "district", "paragraph",
    "account_key", "status", "delivery_id", "row_no", "journal_seq",
)  # fmt: skip
"""What a line of a grant carries on of it."""


def grant_line(row: Line, counted: int, days: int | None = None, calculation: str | None = None) -> Line:
    """The line of a grant row."""
    return {name: row.get(name) for name in OF_GRANT} | {
        "component": PLACING,
        "start": row["start"],
        "stop": row["stop"],
        "days": days,
        "counted": counted,
        "calculation": calculation,
    }


def told_line(row: Any, counted: float, component: str = HOUSE_PLACES, calculation: str | None = None) -> Line:
    """The line of a row of places."""
    names = ("provider_no", "delivery_id", "row_no", "start", "stop")
    return {name: row[name] for name in names} | {
        "component": component, "counted": counted, "calculation": calculation or f"{row['offer']}",
    }  # fmt: skip
