"""Table 5.2 (seed 003 lines 4809-4850) from the workbook to the follow-up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.municipality.small import Kommune

from trinvis.intake import ReadOptions
from trinvis.municipality.receiving import Incoming

SHEET = Path(__file__).parent.parent / "intake" / "fixtures" / "disponeringsark.xlsx"
DAY = date(2017, 1, 1)


@pytest.fixture
def sheet(kommune: Kommune) -> Kommune:
    file = Incoming(SHEET.name, SHEET.read_bytes(), "disponeringsark", DAY, ReadOptions(year=2017, extract_day=DAY))
    receipt = kommune.hall.receive_all([file])[0]
    assert receipt.rejected == 0
    return kommune


def test_every_row(sheet: Kommune) -> None:
    rows = sheet.hall.commitments(2017, DAY, ["grant"]).totals
    assert sorted(rows["amount_oere"].to_list()) == sorted(
        k * 100 for k in (1_200_000, 600_000, 450_000, 200_000, 450_000, 1_000_000)
    )


def test_every_month_of_the_current_and_of_all(sheet: Kommune) -> None:
    """Current: 325.000 twice, 225.000 four times, 150.000 six times; with the expected ones 325.000 every month."""
    by_month = sheet.hall.commitments(2017, DAY, ["status", "month"]).totals
    current = by_month.filter(pl.col("status") == "granted").sort("month")["amount_oere"].to_list()
    assert current == [325_000_00] * 2 + [225_000_00] * 4 + [150_000_00] * 6
    every = sheet.hall.commitments(2017, DAY, ["month"]).totals.sort("month")["amount_oere"].to_list()
    assert every == [325_000_00] * 12


def test_the_totals(sheet: Kommune) -> None:
    """2.450.000 current at a mean rate of 81.250, 3.900.000 with the expected, 4.900.000 with the pool of 1.000.000."""
    made = sheet.hall.commitments(2017, DAY, ["status"])
    current = made.totals.filter(pl.col("status") == "granted").row(0, named=True)
    assert (current["amount_oere"], current["mean_rate_oere"]) == (2_450_000_00, 81_250_00)
    assert made.total["amount_oere"] == 3_900_000_00
    follow_up = sheet.hall.follow_up(2017, DAY).total
    assert (follow_up["estimates_oere"], follow_up["forecast_oere"]) == (1_000_000_00, 4_900_000_00)


def test_the_row_without_a_rate_is_flagged(sheet: Kommune) -> None:
    """Cpr. 6 has no rate; the sheet's own months are used and said."""
    lines = sheet.hall.commitments(2017, DAY).lines
    flagged = lines.filter(pl.col("flag").fill_null("").str.contains("kildens_beloeb"))
    assert flagged["grant_id"].n_unique() == 1
    assert int(flagged["amount_oere"].sum()) == 1_000_000_00
