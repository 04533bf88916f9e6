from __future__ import annotations

from trinvis.intake.checks.case import context, hit
from trinvis.intake.checks.unknown_account import check


def test_known_accounts_and_other_areas_are_left_alone() -> None:
    """5.28.21.003 is known; roads (2.28.11) and schools (3.22.01) are not ours to know."""
    rows = [{"account_key": key} for key in ("528211003", "228111003", "322011999", None)]
    assert hit(check(context("postings", *rows))) == []


def test_unknown_grouping_on_a_function_of_ours() -> None:
    assert hit(check(context("postings", {"account_key": "528211003"}, {"account_key": "528211777"}))) == [2]


def test_a_function_of_528_that_does_not_exist() -> None:
    assert hit(check(context("budgets", {"account_key": "528291001"}))) == [1]


def test_transposed_digits_are_recognised_and_the_function_is_named() -> None:
    """Real traps of the OS2bos set-up: 582211009 stands for 528211009."""
    found = check(context("grants", {"account_key": "582211009"}))
    assert hit(found) == [1]
    assert "5.28.21" in found["message"][0]
    assert "582211009" not in found["message"][0]


def test_a_posting_on_a_function_alone_is_placed_nowhere() -> None:
    row = {"account": "5.28.21", "account_key": None}
    assert hit(check(context("postings", row))) == [1]
    assert hit(check(context("budgets", row))) == []
