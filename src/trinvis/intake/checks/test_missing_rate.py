from __future__ import annotations

from typing import Any

from trinvis.intake.checks.case import context, hit
from trinvis.intake.checks.missing_rate import check


def test_a_missing_rate_is_found_and_zero_is_a_rate() -> None:
    rows: list[dict[str, Any]] = [{"rate_oere": None}, {"rate_oere": 0}, {"rate_oere": 4_150_000}]
    assert hit(check(context("grants", *rows))) == [1]
