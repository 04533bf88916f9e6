from __future__ import annotations

from typing import Any

from trinvis.intake.checks.case import context, hit
from trinvis.intake.checks.money_too_large import check


def test_a_monthly_rate_of_a_hundred_million_kroner_is_the_order_of_the_bound() -> None:
    """A whole quantity and no VAT part divide out: 2 × 450 mia. øre × 10.000 is 9·10¹⁵."""
    rows: list[dict[str, Any]] = [
        {"rate_oere": 1_450_000_000, "unit": "month", "quantity": 100, "vat_factor": 10_000},
        {"rate_oere": 20_000_000_000, "unit": "month", "quantity": 100, "vat_factor": 10_000},
        {"rate_oere": -20_000_000_000, "unit": "month", "quantity": 100, "vat_factor": 10_000},
        {"rate_oere": 500_000_000_000, "unit": "once", "quantity": 100, "vat_factor": 10_000},
        {"rate_oere": 1_000_000_000, "unit": "week", "quantity": 150, "vat_factor": 9_540},
    ]
    assert hit(check(context("grants", *rows))) == [2, 3, 4, 5]


def test_ordinary_prices_pass() -> None:
    rows: list[dict[str, Any]] = [
        {"rate_oere": 12_000_000, "unit": "month", "quantity": 100, "vat_factor": 10_000},
        {"rate_oere": 45_000, "unit": "hour_week", "quantity": 3_750, "vat_factor": 9_540},
        {"rate_oere": None, "unit": None},
    ]
    assert hit(check(context("grants", *rows))) == []
