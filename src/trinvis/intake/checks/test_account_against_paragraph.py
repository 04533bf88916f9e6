from __future__ import annotations

from typing import Any

from trinvis.intake.checks.account_against_paragraph import check
from trinvis.intake.checks.case import context, hit


def _row(paragraph: str, account: str) -> dict[str, object]:
    return {"paragraph": paragraph, "account_key": account}


def test_a_placement_on_the_preventive_function() -> None:
    rows = [_row("BL-46", "528211003"), _row("BL-46", "528221001"), _row("SEL-52-3.7", "528201003")]
    assert hit(check(context("grants", *rows))) == [1]


def test_lost_earnings_belong_on_5_57_72() -> None:
    assert hit(check(context("grants", _row("BL-87", "528211011"), _row("BL-87", "557721015")))) == [1]


def test_prevention_that_is_part_of_a_placement_may_stand_on_it() -> None:
    assert hit(check(context("grants", _row("BL-32.1.7", "528221001")))) == []


def test_home_training_is_told_from_special_day_care() -> None:
    """SEL § 32 a on 5.57.72, § 36 on 5.28.25."""
    rows = [_row("SEL-32-a", "557721016"), _row("SEL-36", "528251999"), _row("SEL-36", "557721016")]
    assert hit(check(context("grants", *rows))) == [3]


def test_unknown_paragraphs_and_other_areas_are_left_alone() -> None:
    rows: list[dict[str, Any]] = [_row("BL-999", "528211003"), _row("BL-46", "645511002"), {"paragraph": "BL-46"}]
    assert hit(check(context("grants", *rows))) == []
