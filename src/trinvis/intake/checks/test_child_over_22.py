from __future__ import annotations

from datetime import date

from trinvis.intake.checks.case import context, hit
from trinvis.intake.checks.child_over_22 import check


def test_the_day_before_and_the_day_of_the_23rd_birthday() -> None:
    rows = [
        {"birth": date(2003, 5, 10), "start": date(2026, 5, 9), "stop": date(2026, 5, 9)},
        {"birth": date(2003, 5, 10), "start": date(2026, 5, 10), "stop": date(2026, 5, 10)},
    ]
    assert hit(check(context("grants", *rows))) == [2]


def test_a_grant_that_runs_on_past_the_birthday() -> None:
    row = {"birth": date(2003, 5, 10), "start": date(2026, 1, 1), "stop": None}
    assert hit(check(context("grants", row, extract_day=date(2026, 5, 9)))) == []
    assert hit(check(context("grants", row, extract_day=date(2026, 5, 10)))) == [1]


def test_an_old_grant_that_ended_in_time() -> None:
    row = {"birth": date(2000, 1, 1), "start": date(2020, 1, 1), "stop": date(2021, 1, 1)}
    assert hit(check(context("grants", row, extract_day=date(2026, 9, 30)))) == []


def test_no_birth_no_finding() -> None:
    assert hit(check(context("grants", {"start": date(2026, 1, 1)}))) == []
