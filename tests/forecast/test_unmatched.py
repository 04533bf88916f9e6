"""Money that no grant explains: what a collective invoice holds beyond the grants that it pays for, and what names no grant."""

from __future__ import annotations

import narwhals.stable.v2 as nw
import polars as pl
from tests.commitments.conftest import AREA, committed

from trinvis.calculations.forecast.unmatched import unmatched

MATCHED = {
    "area": pl.String, "level": pl.String, "grant_id": pl.Int64, "child_no": pl.Int64, "provider_no": pl.Int64,
    "service_month": pl.Int32, "period": pl.Int32, "amount_oere": pl.Int64, "dranst": pl.Int64, "art": pl.String,
    "account_key": pl.String, "rule": pl.String,
}  # fmt: skip

TWO_GRANTS = committed(
    """
    grant child provider from   to     kr
    1     10    7        202601 202612 100
    2     20    7        202601 202612 100
    """
)


def posted(*rows: tuple[str, int | None, int | None, int, int, int]) -> pl.DataFrame:
    """level, grant, provider, month of service, month of the ledger, kroner."""
    found = [
        {
            "area": AREA, "level": level, "grant_id": grant, "provider_no": provider, "service_month": service,
            "period": period, "amount_oere": kroner * 100, "rule": "M2" if grant else "M5",
        }
        for level, grant, provider, service, period, kroner in rows
    ]  # fmt: skip
    return pl.DataFrame(found, schema=MATCHED)


def left(rows: pl.DataFrame, through: int = 202603) -> dict[int, int]:
    """Month of the ledger → kroner that no grant explains."""
    found = unmatched(
        nw.from_native(rows.lazy()),
        nw.from_native(TWO_GRANTS.lazy()),
        year=2026,
        closed_through=through,
        areas=[AREA],
    )
    sums = found.collect("polars").to_native().sort("month")
    return {month: amount // 100 for _, month, amount in sums.select("area", "month", "amount_oere").iter_rows()}


def test_a_collective_invoice_that_pays_its_grants_leaves_nothing() -> None:
    assert left(posted(("provider", None, 7, 202601, 202601, 200))) == {202601: 0}


def test_what_it_holds_beyond_them_is_left_in_the_month_of_the_ledger() -> None:
    """250 for two grants of 100, booked in two parts: a fifth of each is left, where it is booked."""
    rows = posted(("provider", None, 7, 202601, 202601, 100), ("provider", None, 7, 202601, 202602, 150))
    assert left(rows) == {202601: 20, 202602: 30}


def test_a_grant_that_is_paid_by_itself_explains_nothing_more() -> None:
    rows = posted(("grant", 1, 7, 202601, 202601, 100), ("provider", None, 7, 202601, 202601, 150))
    assert left(rows) == {202601: 50}


def test_an_invoice_of_the_area_pays_what_the_providers_leave() -> None:
    rows = posted(("provider", None, 7, 202601, 202601, 120), ("area", None, None, 202601, 202601, 100))
    assert left(rows) == {202601: 20}


def test_a_child_without_a_grant_counts_whole() -> None:
    assert left(posted(("child", None, None, 202601, 202602, 30))) == {202602: 30}


def test_what_is_booked_after_the_closed_months_is_not_counted() -> None:
    assert left(posted(("child", None, None, 202601, 202604, 30))) == {}
