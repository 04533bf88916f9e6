"""What was known of a child's grants, and when."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from trinvis.presentation.grant_words import kind_text, plain, status_text
from trinvis.reports import danish
from trinvis.reports.table import Cell, ReportColumn, ReportTable

NEWS = {"first": "Ny", "changed": "Ændret", "gone": "Ikke længere i kilden"}

HISTORY_COLUMNS = (
    ReportColumn("known_from", "Kendt fra", "day"),
    ReportColumn("received_at", "Modtaget (UTC)", "instant"),
    ReportColumn("what", "Indsats"),
    ReportColumn("news", "Nyt"),
    ReportColumn("changes", "Det nye"),
    ReportColumn("start", "Start", "day"),
    ReportColumn("stop", "Stop", "day"),
    ReportColumn("rate_oere", "Takst", "oere", "kr."),
    ReportColumn("status", "Status"),
    ReportColumn("delivery_id", "Levering"),
)

_CHANGE_WORDS = {
    "stop": "stopdato",
    "rate_oere": "takst",
    "unit": "enhed",
    "quantity": "antal",
    "status": "status",
    "probability": "sandsynlighed",
    "intervention_type": "indsatstype",
    "placement_type": "anbringelsessted",
}


def history_table(history: pl.DataFrame, *, synthetic: bool = False) -> ReportTable:
    """What each delivery said of the child's grants where it said something new, newest first (*hvad vidste vi hvornår*)."""
    rows: list[dict[str, Cell]] = []
    before: dict[tuple[int, date], dict[str, Any]] = {}
    for row in history.iter_rows(named=True):
        at = (row["grant_id"], row["start"])
        then = before.get(at, {})
        changed = [
            f"{label} før {plain(name, then[name])}"
            for name, label in _CHANGE_WORDS.items()
            if row["news"] == "changed" and name in then and then[name] != row[name]
        ]
        if row["news"] != "gone":
            before[at] = row
        rows.append(
            {
                "known_from": row["known_from"],
                "received_at": row["received_at"],
                "what": kind_text(row["intervention_type"], row["placement_type"]),
                "news": NEWS[row["news"]],
                "changes": ", ".join(changed),
                "start": row["start"],
                "stop": row["stop"],
                "rate_oere": row["rate_oere"],
                **_said_in(row, then),
                "status": status_text(row["status"], row["probability"]),
                "delivery_id": row["delivery_id"],
            }
        )
    return ReportTable(
        name="child-history",
        title="Hvad vidste vi hvornår",
        answer=f"{danish.count(len(rows), 'ændring', 'ændringer')} i kilden.",
        columns=HISTORY_COLUMNS,
        rows=tuple(reversed(rows)),
        notes=("Kun leveringer, der sagde noget nyt om en prisperiode, står her.",),
        synthetic=synthetic,
    )


def _said_in(row: dict[str, Any], then: dict[str, Any]) -> dict[str, Cell]:
    """The row of a delivery that says the rate; of what is gone, the last that said it."""
    of = then if row["news"] == "gone" else row
    return {"said_in": of.get("delivery_id"), "row_no": of.get("row_no")}
