"""The expected refund of particularly expensive cases against the refund that the example truly got.

Here near is near enough: the truth is reckoned from what the children's places truly cost, while the expectation follows the
ledger, where own units are booked at what they cost and some is paid on a child outside any grant.
"""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from tests.example.example import Example, month_end, months

AREA = "refusion_saerligt_dyre"


def true_refund(example: Example, year: int) -> int:
    cost = example.truth("year_cost").filter(pl.col("year") == year, pl.col("area") == AREA)
    return int(cost["ledger_oere"].item())


def expected(example: Example, year: int, day: date) -> int:
    areas = example.hall.follow_up(year, day).areas
    return int(areas.filter(pl.col("kind") == "area", pl.col("area") == AREA)["forecast_oere"].item())


@pytest.mark.parametrize("year", [2024, 2025])
def test_when_the_year_is_over_it_is_what_was_truly_got(example: Example, year: int) -> None:
    """Within 2 per cent, whenever it is asked, though no month of the year is waited for any more."""
    true = true_refund(example, year)
    for month in (year * 100 + 112, year * 100 + 109, year * 100 + 103):
        if month <= 202609:
            found = expected(example, year, month_end(month))
            assert abs(found - true) <= abs(true) * 2 // 100, (month, found, true)


@pytest.mark.parametrize("year", [2024, 2025])
def test_it_does_not_shrink_as_months_close(example: Example, year: int) -> None:
    """From October to the next April its months are known and close one by one; it moves by less than 3 per cent."""
    found = [expected(example, year, month_end(month)) for month in months(year * 100 + 10, year * 100 + 104)]
    assert max(found) - min(found) < abs(true_refund(example, year)) * 3 // 100, found


def test_pools_and_risk_cases_give_way_when_their_year_is_closed(example: Example) -> None:
    """They were never typed to nothing: in November they still count, in December they stand with 0 and say why."""
    year = 2025
    for day, counts in ((date(2025, 11, 30), True), (date(2025, 12, 31), False), (date(2026, 9, 30), False)):
        lines = example.hall.follow_up(year, day).lines
        typed = lines.filter(pl.col("component").is_in(["pool", "risk"]))
        assert set(typed["component"]) == {"pool", "risk"}
        assert (typed["amount_oere"].sum() > 0) == counts
        assert (typed["flag"].drop_nulls() == "aar_lukket").any() == (not counts)
