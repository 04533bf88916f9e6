"""The truth is what a plain loop over the days says, and the files are what was booked of it."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

from trinvis.demo import Plan

UNITS = ["day", "week", "fortnight", "month", "year", "hour_week", "hour_month", "session", "once"]


def days_of_unit(unit: str, on: date, whole: int) -> int:
    if unit in ("month", "hour_month"):
        return calendar.monthrange(on.year, on.month)[1]
    if unit == "year":
        return 366 if calendar.isleap(on.year) else 365
    return {"day": 1, "week": 7, "hour_week": 7, "fortnight": 14, "session": whole, "once": 1}[unit]


@pytest.mark.parametrize("unit", UNITS)
def test_the_truth_is_what_a_loop_over_the_days_says(truth: Path, unit: str) -> None:
    """Up to eight grants of each unit, summed day by day as fractions, rounded once per price period and month."""
    grants = pl.read_parquet(truth / "grants.parquet").filter(
        pl.col("unit") == unit, pl.col("start") >= date(2023, 1, 1)
    )
    prices = pl.read_parquet(truth / "prices.parquet")
    charges = pl.read_parquet(truth / "charges.parquet")
    assert grants.height
    for grant in grants.sort("grant").gather_every(max(1, grants.height // 8)).iter_rows(named=True):
        periods = prices.filter(pl.col("grant") == grant["grant"]).sort("from").rows(named=True)
        expected: dict[int, int] = {}
        for at, period in enumerate(periods):
            last = periods[at + 1]["from"] - timedelta(days=1) if at + 1 < len(periods) else grant["stop"]
            whole = (last - period["from"]).days + 1
            by_month: dict[int, Fraction] = {}
            on = period["from"]
            while on <= last and on.year <= 2026:
                units = Fraction(period["quantity"], 100) * Fraction(grant["vat_factor"], 10_000)
                month = on.year * 100 + on.month
                share = Fraction(1, days_of_unit(unit, on, whole))
                by_month[month] = by_month.get(month, Fraction(0)) + period["rate_oere"] * units * share
                on += timedelta(days=1)
            for month, amount in by_month.items():
                exact = Decimal(amount.numerator) / Decimal(amount.denominator)
                expected[month] = expected.get(month, 0) + int(exact.quantize(Decimal(1), ROUND_HALF_UP))
        found = dict(charges.filter(pl.col("grant") == grant["grant"]).select("month", "amount_oere").iter_rows())
        assert found == expected, grant["key"]


def kroner(text: str) -> int:
    """``1234,50-`` → −123450 øre."""
    sign = -1 if text.endswith("-") else 1
    return sign * int(text.rstrip("-").replace(",", ""))


def ledger(plan: Plan) -> pl.DataFrame:
    """Every row of the finance files that counts: the newest file per ledger month, without the one that was withdrawn."""
    newest: dict[str, list[tuple[str, ...]]] = {}
    for delivery in plan.deliveries:
        if delivery.source == "finance" and delivery.withdrawn is None:
            lines = delivery.file.read_bytes().decode("cp1252").splitlines()
            header = lines[0].split(";")
            rows = [tuple(line.split(";")) for line in lines[1:]]
            by_month: dict[str, list[tuple[str, ...]]] = {}
            for row in rows:
                by_month.setdefault(row[header.index("Regnskabsperiode")], []).append(row)
            newest |= by_month
    return pl.DataFrame([row for rows in newest.values() for row in rows], schema=header, orient="row")


def test_the_files_add_up_to_the_truth_of_a_closed_year(plan: Plan, truth: Path) -> None:
    """Ledger of 2025, the rows typed wrong left out (they come right the month after), against the true cost of 2025."""
    rows = ledger(plan).filter(pl.col("Regnskabsperiode").str.starts_with("2025"))
    good = rows.filter(
        ~pl.col("Beløb").str.contains("o"),
        ~pl.col("Bogføringsdato").str.starts_with("31-02"),
        ~pl.col("Konto").str.contains("-5822[12]1"),
    )
    assert 10 <= rows.height - good.height <= 24
    cost = pl.read_parquet(truth / "year_cost.parquet").filter(pl.col("year") == 2025)
    assert sum(kroner(text) for text in good["Beløb"]) == cost["ledger_oere"].sum()


def test_invoices_of_the_year_before_are_booked_in_december_while_the_supplementary_period_is_open(plan: Plan) -> None:
    rows = ledger(plan).filter(
        pl.col("Bogføringsdato").str.contains("-0[12]-2026$"), ~pl.col("Bogføringsdato").str.starts_with("31-02")
    )
    assert set(rows["Regnskabsperiode"]) == {"2025-12", "2026-01", "2026-02"}
    late = rows.filter(pl.col("Regnskabsperiode") == "2025-12")
    assert late.height > 20
    assert (
        late["Ydelsesmåned"].str.starts_with("2025") | late["Tekst"].str.contains("2025") | (late["Ydelsesmåned"] == "")
    ).all()


def test_a_year_costs_about_119_million(truth: Path) -> None:
    cost = pl.read_parquet(truth / "year_cost.parquet")
    for year in (2024, 2025, 2026):
        assert cost.filter(pl.col("year") == year)["ledger_oere"].sum() == pytest.approx(11_900_000_000, rel=0.04)
