from __future__ import annotations

from datetime import date
from typing import Any

from trinvis.intake.checks.case import context, hit
from trinvis.intake.checks.stop_before_start import check


def test_stop_before_start_is_found_and_one_day_is_fine() -> None:
    rows: list[dict[str, Any]] = [
        {"start": date(2026, 3, 1), "stop": date(2026, 2, 28)},
        {"start": date(2026, 3, 1), "stop": date(2026, 3, 1)},
        {"start": date(2026, 3, 1), "stop": None},
        {"start": None, "stop": date(2026, 2, 28)},
    ]
    assert hit(check(context("grants", *rows))) == [1]
