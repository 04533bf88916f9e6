from __future__ import annotations

from datetime import date

from trinvis.intake.checks.case import context, hit
from trinvis.intake.checks.date_outside_period import check


def test_a_posting_of_another_month() -> None:
    rows = [{"period": 202512}, {"period": 202601}, {"period": 202603}, {"period": 202604}]
    assert hit(check(context("postings", *rows, period=(202601, 202603)))) == [1, 4]


def test_a_grant_from_after_the_extract_is_only_warned_about() -> None:
    rows = [{"granted_on": date(2026, 9, 30)}, {"granted_on": date(2026, 10, 1)}]
    found = check(context("grants", *rows, extract_day=date(2026, 9, 30)))
    assert hit(found) == [2]
    assert found["severity"].to_list() == ["warn"]


def test_without_a_period_nothing_is_outside() -> None:
    assert hit(check(context("postings", {"period": 202512}))) == []
