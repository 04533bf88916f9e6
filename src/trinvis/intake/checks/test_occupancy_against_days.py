from __future__ import annotations

from datetime import date
from typing import Any

from trinvis.intake.checks.case import context
from trinvis.intake.checks.occupancy_against_days import check

YEAR = {"start": date(2025, 1, 1), "stop": date(2025, 12, 31)}


def _found(*rows: dict[str, Any]) -> list[tuple[int, str]]:
    return check(context("places", *[YEAR | row for row in rows])).select("row_no", "field").rows()


def test_an_occupancy_that_the_days_do_not_give() -> None:
    """4.161 days of 12 × 365 = 4.380 are 95,0 %."""
    house: dict[str, int | None] = {"places": 1_200, "occupied_days": 4_161}
    assert _found(*[house | {"occupancy": share} for share in (9_500, 9_600, 9_601, 8_800, None)]) == [
        (3, "occupancy"),
        (4, "occupancy"),
    ]


def test_an_occupancy_over_150_per_cent() -> None:
    assert _found({"places": 1_000, "occupied_days": 5_500}, {"occupancy": 14_000}) == [(1, "occupancy")]


def test_more_days_sold_than_used() -> None:
    assert _found({"occupied_days": 100, "sold_days": 200}, {"occupied_days": 200, "sold_days": 200}) == [
        (1, "sold_days")
    ]
