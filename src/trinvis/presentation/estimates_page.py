"""Risk cases, pools and expected grants as they stand in the journal, with what each counts in the year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from trinvis.municipality.address import Address
from trinvis.presentation.grant_words import kind_text, unit_text
from trinvis.reports import danish
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.journal import Entry
    from trinvis.municipality.commitments import Commitments

CERTAIN = 10_000

TITLES = {"risk": "Risikosager", "pool": "Puljer", "estimate": "Skøn", "expectation": "Forventede indsatser"}
"""Kind → heading."""

ESTIMATE_COLUMNS = (
    ReportColumn("note", "Bemærkning"),
    ReportColumn("area", "Område"),
    ReportColumn("number", "Antal", "hundredths"),
    ReportColumn("price_oere", "Pris", "oere", "kr."),
    ReportColumn("probability", "Sandsynlighed", "per_cent"),
    ReportColumn("start", "Fra", "day"),
    ReportColumn("stop", "Til", "day"),
    ReportColumn("amount_oere", "Tæller i år", "oere", "kr.", additive=True),
    ReportColumn("by", "Skrevet af"),
    ReportColumn("known_from", "Kendt fra", "day"),
)


def estimates_table(
    kind: str,
    entries: Sequence[Entry],
    lines: pl.DataFrame,
    labels: Mapping[str, str],
    *,
    year: int,
    basis: str,
    synthetic: bool = False,
) -> ReportTable:
    """The entries of a kind (risk, pool, estimate) of the year; ``lines`` are the follow-up's, which say what each counts."""
    of_year = [entry for entry in entries if entry.kind == kind and entry.values.get("year") == year]
    component = {"risk": "risk", "pool": "pool"}.get(kind)
    own = lines.filter(pl.col("component") == component) if component else lines.clear()
    sums = dict(own.group_by("journal_seq").agg(pl.col("amount_oere").sum()).iter_rows())
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for number, entry in enumerate(of_year):
        values = entry.values
        rows.append(
            {
                "key": entry.key,
                "note": values.get("note") or entry.key,
                "area": labels.get(str(values.get("area")), str(values.get("area") or "Ikke placeret")),
                "number": values.get("number", 100) if kind == "risk" else None,
                "price_oere": values["price_oere"],
                "probability": values.get("probability", CERTAIN),
                "start": _day(values.get("start")),
                "stop": _day(values.get("stop")),
                "amount_oere": sums.get(entry.seq),
                "by": entry.by,
                "known_from": entry.known_from,
            }
        )
        if entry.seq in sums:
            where = {"component": str(component), "journal_seq": str(entry.seq)}
            addresses[number, "amount_oere"] = str(Address("follow-up", year, basis, "forecast_oere", where))
    total = int(own["amount_oere"].sum())
    if component and rows:
        where = {"component": component}
        addresses[TOTAL_ROW, "amount_oere"] = str(Address("follow-up", year, basis, "forecast_oere", where))
    return ReportTable(
        name=f"estimates-{kind}",
        title=f"{TITLES[kind]} {year}",
        answer=f"{len(rows)} på i alt {danish.kroner(total)} kr.",
        columns=ESTIMATE_COLUMNS,
        rows=tuple(rows),
        totals={"note": "I alt", "amount_oere": total} if component and rows else None,
        addresses=addresses,
        synthetic=synthetic,
    )


EXPECTATION_COLUMNS = (
    ReportColumn("child", "Barn"),
    ReportColumn("what", "Indsats"),
    ReportColumn("start", "Fra", "day"),
    ReportColumn("stop", "Til", "day"),
    ReportColumn("rate_oere", "Takst", "oere", "kr."),
    ReportColumn("unit", "Enhed"),
    ReportColumn("probability", "Sandsynlighed", "per_cent"),
    ReportColumn("instead", "Træder i stedet for"),
    ReportColumn("amount_oere", "Disponeret i år", "oere", "kr.", additive=True),
    ReportColumn("note", "Bemærkning"),
    ReportColumn("by", "Skrevet af"),
)


def expectations_table(
    entries: Sequence[Entry], made: Commitments, children: Mapping[int, str], *, synthetic: bool = False
) -> ReportTable:
    """The expected grants in force, with what each adds to the commitments of the year (what it replaces is not set off)."""
    expected = [entry for entry in entries if entry.kind == "expectation"]
    own = made.lines.filter(pl.col("grant_id").is_in([-entry.seq for entry in expected]))
    sums = dict(own.group_by("grant_id").agg(pl.col("amount_oere").sum()).iter_rows())
    replaced = {
        key: kind_text(kind, place)
        for key, kind, place in made.grants.filter(pl.col("source_key").is_not_null())
        .select("source_key", "intervention_type", "placement_type")
        .iter_rows()
    }
    rows: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for number, entry in enumerate(expected):
        values = entry.values
        rows.append(
            {
                "key": entry.key,
                "child_no": values["child_no"],
                "child": children.get(values["child_no"], str(values["child_no"])),
                "what": kind_text(values["intervention_type"], values.get("placement_type")),
                "start": _day(values["start"]),
                "stop": _day(values.get("stop")),
                "rate_oere": values["rate_oere"],
                "unit": unit_text(values["unit"], values.get("quantity")),
                "probability": values.get("probability", CERTAIN),
                "instead": replaced.get(values.get("modifies"), "En indsats, der ikke er i kilden")
                if values.get("modifies")
                else "",
                "amount_oere": sums.get(-entry.seq),
                "note": values.get("note"),
                "by": entry.by,
            }
        )
        if -entry.seq in sums:
            where = {"grant_id": str(-entry.seq)}
            addresses[number, "amount_oere"] = str(
                Address("commitments", made.year, made.basis.name, "amount_oere", where)
            )
    return ReportTable(
        name="expectations",
        title=TITLES["expectation"],
        answer=f"{len(rows)} forventede indsatser.",
        columns=EXPECTATION_COLUMNS,
        rows=tuple(rows),
        addresses=addresses,
        synthetic=synthetic,
    )


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None
