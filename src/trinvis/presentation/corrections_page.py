"""Corrections of grants: both values, and whether they still hold or the source has come to say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from trinvis.presentation.grant_words import kind_text, status_text
from trinvis.reports import danish, words
from trinvis.reports.table import Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.journal import Entry

FIELDS = {"stop": "Stopdato", "rate": "Takst", "status": "Status", "step": "Trin"}
"""What can be corrected."""

_COLUMNS = {"stop": "stop", "rate": "rate_oere", "status": "status", "step": "step"}

CORRECTION_COLUMNS = (
    ReportColumn("child", "Barn"),
    ReportColumn("what", "Indsats"),
    ReportColumn("field", "Felt"),
    ReportColumn("value", "Rettet til"),
    ReportColumn("source", "Kilden siger nu"),
    ReportColumn("was", "Kilden sagde"),
    ReportColumn("from", "Gælder fra", "day"),
    ReportColumn("state", "Tilstand"),
    ReportColumn("note", "Begrundelse"),
    ReportColumn("by", "Af"),
    ReportColumn("known_from", "Kendt fra", "day"),
)


@dataclass(frozen=True)
class Said:
    """What the source says of a grant's field now: as kept in an entry (``value``) and in words."""

    value: str | int | None
    text: str


def source_says(grants: pl.DataFrame, grant_id: int, field: str) -> Said | None:
    """What the source, without corrections, says in the grant's last row; None when there is no such grant."""
    rows = grants.filter(pl.col("grant_id") == grant_id).sort("start", "row_no")
    if rows.is_empty():
        return None
    row = rows.row(rows.height - 1, named=True)
    column = _COLUMNS[field]
    value = row.get(f"source_{column}", row[column]) if f"source_{column}" in row else row[column]
    kept = value.isoformat() if isinstance(value, date) else value
    if field == "step" and value is None:
        return Said(None, f"afledt: {words.step_label(row['step_derived'])}")
    return Said(kept, value_text(field, kept))


def value_text(field: str, value: Any) -> str:
    """A value of an entry as users read it."""
    if value is None or value == "":
        return "ukendt" if field == "stop" else "ikke oplyst"
    if field == "stop":
        return danish.day(date.fromisoformat(str(value)))
    if field == "rate":
        return f"{danish.kroner(int(value), 2).removesuffix(',00')} kr."
    if field == "status":
        return status_text(str(value), None)
    return str(value)


def corrections_table(
    entries: Sequence[Entry],
    grants: pl.DataFrame,
    children: Mapping[int, str],
    *,
    in_force: bool,
    synthetic: bool = False,
) -> ReportTable:
    """The corrections that have effect, or with ``in_force`` false those that have none any more."""
    rows: list[dict[str, Cell]] = []
    for entry in entries:
        values = entry.values
        own = grants.filter(pl.col("grant_id") == values["grant_id"])
        effect = holds(own, values["field"])
        if effect is not in_force:
            continue
        first = own.row(0, named=True) if own.height else {}
        said = source_says(grants, values["grant_id"], values["field"])
        state = (
            "Gælder" if effect else "Bortfaldet: kilden siger det samme" if own.height else "Indsatsen er ikke i kilden"
        )
        rows.append(
            {
                "key": entry.key,
                "grant_id": values["grant_id"],
                "code": values["field"],
                "child_no": first.get("child_no"),
                "child": children.get(first.get("child_no") or 0, "Ukendt"),
                "what": kind_text(first.get("intervention_type"), first.get("placement_type")),
                "field": FIELDS[values["field"]],
                "value": value_text(values["field"], values.get("value")),
                "source": said.text if said else "",
                "was": value_text(values["field"], values.get("source_value")),
                "from": entry.effective_from,
                "state": state,
                "note": values.get("note"),
                "by": entry.by,
                "known_from": entry.known_from,
            }
        )
    name = "corrections-in-force" if in_force else "corrections-dropped"
    return ReportTable(
        name=name,
        title="Rettelser, der gælder" if in_force else "Rettelser, der er bortfaldet",
        answer=danish.count(len(rows), "rettelse", "rettelser"),
        columns=CORRECTION_COLUMNS,
        rows=tuple(rows),
        synthetic=synthetic,
    )


def holds(rows: pl.DataFrame, field: str) -> bool:
    """Whether a correction of the field has effect on any of a grant's rows."""
    if "corrected" not in rows.columns or rows.is_empty():
        return False
    return bool(rows["corrected"].fill_null("").str.split(";").list.contains(field).any())
