"""The four reconciliation lists, one at a time: what does not fit between ledger and grants, largest first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from trinvis.calculations.commitments.reconciliation import LISTS, LOOK
from trinvis.municipality.address import Address
from trinvis.municipality.reconciliation_opened import POSTED
from trinvis.reports import danish, words
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.journal import Entry
    from trinvis.municipality.commitments import Commitments

_SHOWN: dict[str, tuple[str, ...]] = {
    "paid_without_grant": ("child", "provider", "area", "month", "period", "posted_oere", "look"),
    "grant_without_payment": ("child", "provider", "area", "month", "committed_oere", "counts", "look"),
    "price_mismatch": (
        "child",
        "provider",
        "area",
        "month",
        "committed_oere",
        "posted_oere",
        "difference_oere",
        "look",
    ),
    "payment_after_stop": ("child", "provider", "area", "month", "period", "posted_oere", "stop", "look"),
}

_COLUMNS = {
    "child": ReportColumn("child", "Barn"),
    "provider": ReportColumn("provider", "Leverandør"),
    "area": ReportColumn("area", "Område"),
    "month": ReportColumn("month", "Ydelsesmåned", "month"),
    "period": ReportColumn("period", "Bogført i", "month"),
    "committed_oere": ReportColumn("committed_oere", "Bevilget", "oere", "kr.", additive=True),
    "posted_oere": ReportColumn("posted_oere", "Bogført", "oere", "kr.", additive=True),
    "difference_oere": ReportColumn("difference_oere", "Forskel", "oere", "kr.", additive=True),
    "counts": ReportColumn("counts", "Tæller med", "flag"),
    "stop": ReportColumn("stop", "Stopdato", "day"),
    "look": ReportColumn("look", "Se efter"),
}

Names = Callable[[str, list[int]], Mapping[int, str]]


def list_table(
    name: str,
    found: pl.DataFrame,
    made: Commitments,
    names: Names,
    labels: Mapping[str, str],
    *,
    where: Mapping[str, str],
    limit: int,
    synthetic: bool = False,
) -> ReportTable:
    """The rows of one list, the largest amounts first and ``limit`` at most; the totals are of all of ``found``, which ``where``
    selects from the list."""
    rows = found.sort(
        pl.max_horizontal(pl.col("committed_oere").abs(), pl.col("posted_oere").abs()),
        "area", "month", "delivery_id", "row_no",
        descending=[True, False, False, False, False],
    ).head(limit)  # fmt: skip
    children = names("child", rows["child_no"].drop_nulls().unique().to_list())
    providers = names("provider", rows["provider_no"].drop_nulls().unique().to_list())
    money = [c for c in _SHOWN[name] if c.endswith("_oere")]
    shown: list[dict[str, Cell]] = []
    addresses: dict[tuple[int, str], str] = {}
    for number, row in enumerate(rows.iter_rows(named=True)):
        stop = row["stop_day"]
        shown.append(
            {
                "key": f"{row['delivery_id']}/{row['row_no']}",
                "delivery_id": row["delivery_id"],
                "row_no": row["row_no"],
                "child_no": row["child_no"],
                "child": "" if row["child_no"] is None else children.get(row["child_no"], str(row["child_no"])),
                "provider": ""
                if row["provider_no"] is None
                else providers.get(row["provider_no"], str(row["provider_no"])),
                "area": labels.get(row["area"], words.label("area", row["area"])),
                "month": row["month"],
                "period": row["period"],
                "committed_oere": row["committed_oere"],
                "posted_oere": row["posted_oere"],
                "difference_oere": row["difference_oere"],
                "counts": row["counts"],
                "stop": None if stop is None else date.fromordinal(stop + _EPOCH),
                "look": LOOK.get(row["look"], row["look"]),
            }
        )
        for column in money:
            addresses[number, column] = _address(made, column, _where(name, row))
    for column in money:
        addresses[TOTAL_ROW, column] = _address(made, column, {"list": name, **where})
    totals: dict[str, Cell] = {"child": "I alt", **{column: int(found[column].sum()) for column in money}}
    return ReportTable(
        name=f"reconciliation-{name}",
        title=f"{LISTS[name]} {made.year}",
        answer=f"{danish.count(found.height, 'tilfælde', 'tilfælde')}.",
        columns=tuple(_COLUMNS[column] for column in _SHOWN[name]),
        rows=tuple(shown),
        totals=totals if shown else None,
        addresses=addresses,
        synthetic=synthetic,
    )


_EPOCH = date(1970, 1, 1).toordinal()


def _address(made: Commitments, figure: str, where: Mapping[str, str]) -> str:
    return str(Address("reconciliation", made.year, made.basis.name, figure, where))


def _where(name: str, row: Mapping[str, Any]) -> dict[str, str]:
    """What selects the row alone in its list."""
    keys = (
        ("delivery_id", "row_no")
        if name in POSTED
        else ("area", "grant_id", "month", "delivery_id", "row_no", "committed_oere")
    )
    return {"list": name, **{key: "" if row[key] is None else str(row[key]) for key in keys}}


HAND_COLUMNS = (
    ReportColumn("what", "Hvad"),
    ReportColumn("posting", "Postering"),
    ReportColumn("grant", "Indsats"),
    ReportColumn("month", "Ydelsesmåned", "month"),
    ReportColumn("note", "Begrundelse"),
    ReportColumn("by", "Af"),
    ReportColumn("known_from", "Kendt fra", "day"),
)


def hand_table(entries: list[Entry], grants: Mapping[int, str], *, synthetic: bool = False) -> ReportTable:
    """Matches made and undone by hand, newest first; ``grants`` is grant → what it is."""
    rows: list[dict[str, Cell]] = []
    for entry in reversed(entries):
        values = entry.values
        at = (
            f"levering {values['delivery_id']}, række {values['row_no']}"
            if "delivery_id" in values
            else f"bilag {values['voucher']}"
            if "voucher" in values
            else "efter indsats-id"
        )
        rows.append(
            {
                "key": entry.key,
                "kind": entry.kind,
                "version": entry.version,
                "what": "Koblet" if entry.kind == "match" else "Kobling ophævet",
                "posting": at,
                "grant": grants.get(values.get("grant_id", 0), str(values.get("grant_id", ""))),
                "month": values.get("service_month"),
                "note": values.get("note"),
                "by": entry.by,
                "known_from": entry.known_from,
            }
        )
    return ReportTable(
        name="matches-by-hand",
        title="Koblinger lavet og ophævet i hånden",
        answer=f"{len(rows)}.",
        columns=HAND_COLUMNS,
        rows=tuple(rows),
        synthetic=synthetic,
    )
