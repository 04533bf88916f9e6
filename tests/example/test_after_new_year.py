"""A year that is over: an invoice that never came stops counting, and one booked in the next year is not missing any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from tests.municipality.small import Kommune

MONTHLY = 40_000_00


@pytest.fixture
def kommune(tmp_path: Path) -> Iterator[Kommune]:
    """A foster placement of 40.000 kr. a month, paid for every month of 2026 but December; profile: 3 months."""
    made = Kommune(tmp_path / "kommune")
    made.now = datetime(2027, 4, 1, 9, 0, tzinfo=UTC)
    made.grants(
        "F-1;010115-9999;Anbringelse;Plejefamilie;Fiktiv Plejefamilie;Måned;40.000,00;01.01.2026;31.12.2026;Bevilget",
        date(2026, 12, 31),
    )
    rows = "\n".join(
        f"28.{month:02d}.2026;2026-{month:02d};5.28.22.1.002;40.000,00;010115-9999;F-1;2026-{month:02d};B{month}"
        for month in range(1, 12)
    )
    made.postings(rows, 202601, 202612, date(2026, 12, 31))
    yield made
    made.hall.close()


def empty_month(kommune: Kommune, month: int, known: date) -> None:
    kommune.postings(
        f"28.{month:02d}.2027;2027-{month:02d};3.22.01.1.001;1,00;;;;X{month}", 202700 + month, 202700 + month, known
    )


def forecast(kommune: Kommune, year: int, day: date) -> int:
    return int(kommune.hall.follow_up(year, day).total["forecast_oere"])


def test_an_invoice_that_never_comes(kommune: Kommune) -> None:
    """It is missing while December is among the last three closed months of the ledger, whatever year they are of."""
    ends = {1: date(2027, 1, 31), 2: date(2027, 2, 28), 3: date(2027, 3, 31)}
    for month, day in ends.items():
        empty_month(kommune, month, day)
    assert forecast(kommune, 2026, date(2026, 12, 31)) == 12 * MONTHLY
    assert forecast(kommune, 2026, ends[1]) == 12 * MONTHLY
    assert forecast(kommune, 2026, ends[2]) == 12 * MONTHLY
    assert forecast(kommune, 2026, ends[3]) == 11 * MONTHLY
    old = kommune.hall.reconciliation(2026, ends[3])["grant_without_payment"]
    assert old.select("month", "counts", "look").rows() == [(202612, False, "unpaid_old")]


def test_an_invoice_booked_in_the_next_year(kommune: Kommune) -> None:
    """In January 2027 December is paid in the ledger of 2027: it is spent there, and no longer expected in 2026."""
    kommune.postings(
        "20.01.2027;2027-01;5.28.22.1.002;40.000,00;010115-9999;F-1;2026-12;B12", 202701, 202701, date(2027, 1, 31)
    )
    day = date(2027, 1, 31)
    assert forecast(kommune, 2026, day) == 11 * MONTHLY
    assert kommune.hall.follow_up(2027, day).total["spent_oere"] == MONTHLY
    lines = kommune.hall.follow_up(2026, day).lines
    assert lines.filter(pl.col("component") == "missing_invoice").is_empty()
