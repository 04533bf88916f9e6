"""What moved the year-end between two days, item by item, adding up to the difference to the øre."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from trinvis.reports import danish, words
from trinvis.reports.sentences import changes_answer
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    import polars as pl

COLUMNS = (
    ReportColumn("label", "Hvad"),
    ReportColumn("area", "Område"),
    ReportColumn("child_no", "Barn"),
    ReportColumn("grant_id", "Indsats", on_screen=False),
    ReportColumn("intervention_type", "Indsatstype"),
    ReportColumn("placement_type", "Anbringelsessted", on_screen=False),
    ReportColumn("detail", "Beskrivelse"),
    ReportColumn("moves", "Flytter"),
    ReportColumn("amount_oere", "Beløb", "oere", "kr."),
    ReportColumn("kind", "Art", on_screen=False),
    ReportColumn("what", "Ellers art", on_screen=False),
    ReportColumn("rows_before", "Rækker før", on_screen=False),
    ReportColumn("rows_after", "Rækker nu", on_screen=False),
)
MOVES = {"forecast": "forventet regnskab", "budget": "budget"}
SELECTING = ("kind", "moves", "area", "grant_id", "what", "group", "detail", "amount_oere")
"""The columns that an item's address names."""


def changes_table(
    items: pl.DataFrame,
    *,
    year: int,
    as_of: date,
    before: str,
    total_before_oere: int,
    total_after_oere: int,
    address: Callable[..., str],
    labels: Mapping[str, str],
    synthetic: bool = False,
) -> ReportTable:
    """``items`` as the bridge gives them; ``before`` is what is compared with, in words; ``address(**where)`` of items."""
    listed = items.to_dicts()
    places = [_where(item) for item in listed]
    single = Counter(tuple(sorted(where.items())) for where in places)
    addresses = {
        (number, "amount_oere"): address(**where)
        for number, where in enumerate(places)
        if single[tuple(sorted(where.items()))] == 1
    }
    moved = sum(item["amount_oere"] for item in listed if item["moves"] == "forecast")
    addresses[TOTAL_ROW, "amount_oere"] = address(moves="forecast")
    return ReportTable(
        name="changes",
        title=f"Ændringer fra {before} til {danish.long_day(as_of)}",
        answer=changes_answer(total_before_oere, total_after_oere),
        columns=COLUMNS,
        rows=tuple(_row(item, labels) for item in listed),
        totals={"label": "Forventet regnskab i alt", "amount_oere": moved},
        notes=("Budgetændringer flytter afvigelsen, ikke det forventede regnskab, og er ikke med i summen.",)
        if any(item["moves"] == "budget" for item in listed)
        else (),
        facts={
            "year": year,
            "as_of": as_of,
            "compare_to": before,
            "before_oere": total_before_oere,
            "after_oere": total_after_oere,
        },
        addresses=addresses,
        synthetic=synthetic,
    )


def _where(item: Mapping[str, Any]) -> dict[str, str]:
    return {name: "" if item[name] is None else str(item[name]) for name in SELECTING}


def _row(item: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, Cell]:
    detail = item["detail"] or ""
    if item["step_before"] is not None and item["step_after"] not in (None, item["step_before"]):
        detail = f"{detail}; trin {item['step_before']} → {item['step_after']}".lstrip("; ")
    return {
        "label": item["label"],
        "area": labels.get(item["area"], words.label("area", item["area"])),
        "child_no": None if item["child_no"] is None else str(item["child_no"]),
        "grant_id": None if item["grant_id"] is None else str(item["grant_id"]),
        "intervention_type": words.label("intervention_type", item["intervention_type"]) or None,
        "placement_type": words.label("placement_type", item["placement_type"]) or None,
        "detail": detail,
        "moves": MOVES.get(item["moves"], item["moves"]),
        "amount_oere": item["amount_oere"],
        "kind": item["kind"],
        "what": item["what"],
        "rows_before": ", ".join(item["rows_before"] or ()),
        "rows_after": ", ".join(item["rows_after"] or ()),
    }
