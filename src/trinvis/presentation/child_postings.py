"""What is posted on a child, and which grant each posting pays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.commitments.matching import MATCH_RULES
from trinvis.municipality.address import Address
from trinvis.presentation.follow_up_levels import account_text
from trinvis.presentation.grant_words import kind_text
from trinvis.reports import danish
from trinvis.reports.table import TOTAL_ROW, Cell, ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.commitments import Commitments

POSTING_COLUMNS = (
    ReportColumn("period", "Bogført i", "month"),
    ReportColumn("service_month", "Betaler for", "month"),
    ReportColumn("provider", "Leverandør"),
    ReportColumn("account_key", "Konto"),
    ReportColumn("amount_oere", "Beløb", "oere", "kr.", additive=True),
    ReportColumn("matched", "Hører til"),
    ReportColumn("why", "Fordi"),
)


def postings_table(
    postings: pl.DataFrame,
    made: Commitments,
    providers: Mapping[int, str],
    spent_oere: int | None = None,
    *,
    child_no: int | None = None,
    synthetic: bool = False,
) -> ReportTable:
    """The child's postings of the ledger year, each with the grant that it pays and the rule that said so.

    ``spent_oere`` is what the follow-up has on the child: where it is the same, the total opens there.
    """
    kinds = {
        grant_id: kind_text(kind, place)
        for grant_id, kind, place in made.grants.select("grant_id", "intervention_type", "placement_type").iter_rows()
    }
    rows: list[dict[str, Cell]] = [
        {
            "key": f"{row['delivery_id']}/{row['row_no']}",
            "delivery_id": row["delivery_id"],
            "row_no": row["row_no"],
            "grant_id": row["grant_id"],
            "by_hand": row["rule"] == "M1",
            "period": row["period"],
            "service_month": row["service_month"],
            "provider": providers.get(row["provider_no"], "") if row["provider_no"] is not None else "",
            "account_key": account_text(row["account_key"] or ""),
            "amount_oere": row["amount_oere"],
            "matched": kinds.get(row["grant_id"], "Indsats uden for året")
            if row["grant_id"] is not None
            else "Ingen indsats",
            "why": MATCH_RULES.get(row["rule"], row["rule"] or ""),
        }
        for row in postings.iter_rows(named=True)
    ]
    total = int(postings["amount_oere"].sum())
    addresses = {
        (number, "amount_oere"): str(
            Address(
                "follow-up",
                made.year,
                made.basis.name,
                "spent_oere",
                {"delivery_id": str(row["delivery_id"]), "row_no": str(row["row_no"])},
            )
        )
        for number, row in enumerate(rows)
    }
    if child_no is not None and spent_oere == total:
        where = {"child_no": str(child_no)}
        addresses[TOTAL_ROW, "amount_oere"] = str(Address("follow-up", made.year, made.basis.name, "spent_oere", where))
    return ReportTable(
        name="child-postings",
        title=f"Bogført på barnet {made.year}",
        answer=f"{danish.count(len(rows), 'postering', 'posteringer')}, {danish.kroner(total)} kr.",
        columns=POSTING_COLUMNS,
        rows=tuple(rows),
        totals={"period": "I alt", "amount_oere": total} if rows else None,
        addresses=addresses,
        synthetic=synthetic,
    )
