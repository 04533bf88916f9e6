from __future__ import annotations

from datetime import date
from typing import Any

from trinvis.intake.checks.case import context, hit
from trinvis.intake.checks.overlapping_main_grants import check


def _grant(child: str, start: date, stop: date | None, **more: Any) -> dict[str, Any]:
    base = {"intervention_type": "placement", "status": "granted", "unit": "month", "main": True}
    return base | {"child_no": child, "start": start, "stop": stop} | more


def test_two_placements_of_one_child_at_the_same_time() -> None:
    rows = [
        _grant("a", date(2026, 1, 1), date(2026, 6, 30), placement_type="foster"),
        _grant("a", date(2026, 6, 30), None, placement_type="residence"),
        _grant("b", date(2026, 1, 1), date(2026, 6, 30)),
        _grant("b", date(2026, 7, 1), None),
    ]
    assert hit(check(context("grants", *rows))) == [1, 2]


def test_the_long_grant_is_remembered_past_a_short_one() -> None:
    rows = [
        _grant("a", date(2026, 1, 1), None),
        _grant("a", date(2026, 2, 1), date(2026, 2, 28)),
        _grant("a", date(2026, 5, 1), None),
    ]
    assert hit(check(context("grants", *rows))) == [1, 2, 3]


def test_what_is_no_overlap() -> None:
    """A supplementary grant, an expected one, one that modifies, another type, price periods of one key, a single payment."""
    first = date(2026, 1, 1)
    rows = [
        _grant("a", first, None),
        _grant("a", first, None, main=False),
        _grant("a", first, None, status="expected"),
        _grant("a", first, None, modifies="k1"),
        _grant("a", first, None, intervention_type="relief"),
        _grant("a", first, None, unit="once"),
        _grant("b", first, date(2026, 7, 1), source_key="k2"),
        _grant("b", date(2026, 7, 1), None, source_key="k2"),
    ]
    assert hit(check(context("grants", *rows))) == []
