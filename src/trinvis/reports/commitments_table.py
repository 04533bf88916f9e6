"""What is committed, grouped as asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from trinvis.reports import danish, words
from trinvis.reports.sentences import commitments_answer
from trinvis.reports.table import Cell, Kind, ReportColumn, ReportTable, Scale

if TYPE_CHECKING:
    import polars as pl

MEASURES = (
    ReportColumn("children", "Børn", "integer"),
    ReportColumn("grants", "Indsatser", "integer"),
    ReportColumn("days", "Dage", "integer", additive=True),
    ReportColumn("full_year_persons", "Helårspersoner", "hundredths"),
    ReportColumn("average_price_oere", "Pris pr. helårsperson", "oere", "kr."),
    ReportColumn("mean_rate_oere", "Gennemsnitlig takst", "oere", "kr.", on_screen=False),
    ReportColumn("amount_oere", "Disponeret", "oere", "kr.", additive=True),
)


def commitments_table(
    year: int,
    as_of: date,
    groups: Sequence[str],
    totals: pl.DataFrame,
    total: Mapping[str, int | None],
    labels: Mapping[str, str],
    *,
    full_year_days: int,
    scale: Scale = "kr",
    synthetic: bool = False,
) -> ReportTable:
    """The commitments of a year: ``groups`` are the columns of ``totals`` that it is grouped by, ``labels`` area → label."""
    columns = (*(_group_column(name) for name in groups), *MEASURES)
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for number, values in enumerate(totals.iter_rows(named=True)):
        rows.append({column.name: _cell(column.name, values[column.name], labels) for column in columns})
        addresses[number, "amount_oere"] = values["address"]
    footer: dict[str, Cell] = {column.name: total.get(column.name) for column in MEASURES}
    if groups:
        footer[groups[0]] = "I alt"
    return ReportTable(
        name="commitments",
        title=f"Disponeret {year}, som kendt {danish.long_day(as_of)}",
        answer=commitments_answer(
            total.get("amount_oere") or 0, total.get("children") or 0, total.get("full_year_persons") or 0, year
        ),
        columns=columns,
        rows=tuple(rows),
        totals=footer if groups else None,
        notes=(
            f"En helårsperson er {full_year_days} betalte dage. Et barn med flere indsatser tæller én gang i hver række.",
        ),
        facts={"year": year, "as_of": as_of, "full_year_days": full_year_days},
        addresses=addresses,
        scale=scale,
        synthetic=synthetic,
    )


def _group_column(name: str) -> ReportColumn:
    kinds: dict[str, Kind] = {
        "month": "month",
        "grant_id": "text",
        "child_no": "text",
        "provider_no": "text",
        "step": "text",
    }
    return ReportColumn(name, words.heading(name), kinds.get(name, "text"))


def _cell(name: str, value: Any, labels: Mapping[str, str]) -> Cell:
    if name == "area":
        return labels.get(value, words.label("area", value))
    if name == "step":
        return words.step_label(value)
    if name in ("grant_id", "child_no", "provider_no"):
        return "" if value is None else str(value)
    if isinstance(value, str):
        return words.label(name, value)
    made: Cell = value
    return made
