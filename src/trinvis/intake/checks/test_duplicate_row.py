from __future__ import annotations

from trinvis.intake.checks.case import context, hit
from trinvis.intake.checks.duplicate_row import check


def test_the_second_of_two_equal_rows() -> None:
    rows = [{"child_no": "a", "rate_oere": 1}, {"child_no": "a", "rate_oere": 2}, {"child_no": "a", "rate_oere": 1}]
    found = check(context("grants", *rows))
    assert hit(found) == [3]
    assert "severity" not in found.columns  # rejected, as the check says


def test_equal_ledger_lines_are_both_counted() -> None:
    found = check(context("postings", {"amount_oere": 500}, {"amount_oere": 500}))
    assert hit(found) == [2]
    assert found["severity"].to_list() == ["warn"]
