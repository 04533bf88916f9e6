"""``lines``: the first step of every calculation, so that any figure can be opened and added up again.

One row is the smallest part that a figure is made of, with where it came from. A figure is the sum of ``amount_oere``
over the lines that its address selects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

COMPONENTS: dict[str, str] = {
    "budget_original": "Oprindeligt budget",
    "budget_moved": "Omplacering",
    "budget_supplementary": "Tillægsbevilling",
    "budget_carried_over": "Overførsel",
    "spent": "Forbrug",
    "missing_invoice": "Disponeret i lukkede måneder, endnu ikke bogført",
    "collective_offset": "Dækket af samlefaktura eller anden postering uden barn",
    "committed_open": "Disponeret i åbne måneder",
    "risk": "Risikosager",
    "pool": "Puljer",
    "method_rest": "Fremskrevet efter områdets metode",
    "refund": "Forventet refusion, særligt dyre enkeltsager",
    "last_year_spent": "Forbrug sidste år",
    "committed_year": "Disponeret for hele året, før bogføring",
    "plain_replacement": "Disponering, hvor lukkede måneder er erstattet af forbrug",
}
"""Component code → what the user sees. The last three are memo: they are no part of the forecast."""

FORECAST_COMPONENTS = (
    "spent",
    "missing_invoice",
    "collective_offset",
    "committed_open",
    "risk",
    "pool",
    "method_rest",
    "refund",
)
"""A year-end is the sum of these."""

UNPLACED = "ikke_placeret"
"""Area of money that no rule places; users see *Ikke placeret*."""

OUTSIDE = "uden_for_trappen"
"""Step text of money outside the staircase; users see *Uden for trappen*."""


def line_types() -> dict[str, pl.DataType]:
    """Name → Polars type of a line."""
    import polars as pl

    return {
        "area": pl.String(),
        "component": pl.String(),
        "month": pl.Int32(),  # yyyymm of service (grants) or of the ledger (spent)
        "grant_id": pl.Int64(),
        "child_no": pl.Int64(),
        "intervention_type": pl.String(),
        "placement_type": pl.String(),
        "step": pl.Int64(),
        "provider_no": pl.Int64(),
        "provider_kind": pl.String(),
        "team": pl.String(),
        "district": pl.String(),
        "paragraph": pl.String(),
        "account_key": pl.String(),
        "status": pl.String(),
        "days": pl.Int64(),  # charged days in the month; 0 where the line is no grant
        "amount_oere": pl.Int64(),
        "delivery_id": pl.String(),
        "row_no": pl.Int64(),
        "journal_seq": pl.Int64(),
        "rules": pl.String(),  # ids of rules and parameters used, joined by ';'
        "flag": pl.String(),  # codes to show at the figure, joined by ';'
    }


def empty_lines() -> pl.DataFrame:
    """Lines without rows."""
    import polars as pl

    return pl.DataFrame(schema=line_types())
