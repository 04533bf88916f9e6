from __future__ import annotations

from trinvis.intake.checks.case import context, hit
from trinvis.intake.checks.negative_quantity import check


def test_negative_numbers_and_per_cents_beyond_100() -> None:
    rows = [
        {"quantity": -100},
        {"quantity": 0},
        {"quantity": 100, "probability": 10_001},
        {"vat_factor": -1},
        {"vat_factor": 9_540, "probability": 4_000},
    ]
    found = check(context("grants", *rows))
    assert hit(found) == [1, 3, 4]
    assert dict(zip(found["row_no"], found["field"], strict=True)) == {1: "quantity", 3: "probability", 4: "vat_factor"}


def test_a_negative_rate_is_an_income_and_allowed() -> None:
    assert hit(check(context("grants", {"rate_oere": -5_000, "quantity": 100}))) == []


def test_negative_assumption() -> None:
    assert hit(check(context("assumptions", {"full_year_persons": -1}, {"full_year_persons": 6_850}))) == [1]
