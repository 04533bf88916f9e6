from __future__ import annotations

from trinvis.intake.checks.case import context, hit
from trinvis.intake.checks.rate_far_from_median import check
from trinvis.intake.result import Earlier


def _rates(*rates: int) -> list[dict[str, object]]:
    return [
        {"intervention_type": "placement", "placement_type": "foster", "unit": "month", "rate_oere": r} for r in rates
    ]


def test_five_times_the_median_is_the_limit() -> None:
    """Median 40.000 kr.: 200.000 and 8.000 are within, 200.001 and 7.999 are not."""
    rates = (4_000_000, 4_000_000, 4_000_000, 20_000_000, 800_000, 20_000_100, 799_900, 4_000_000)
    assert hit(check(context("grants", *_rates(*rates)))) == [6, 7]


def test_too_few_rows_say_nothing() -> None:
    assert hit(check(context("grants", *_rates(1, 1_000, 1_000_000, 1)))) == []


def test_the_delivery_before_counts_in_the_median() -> None:
    before = context("grants", *_rates(4_000_000, 4_000_000, 4_000_000, 4_000_000)).rows
    found = check(context("grants", *_rates(40_000_000), earlier=Earlier({"grants": before}, 4, 0)))
    assert hit(found) == [1]
