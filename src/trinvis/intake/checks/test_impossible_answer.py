from __future__ import annotations

from trinvis.intake.checks.case import context, hit
from trinvis.intake.checks.impossible_answer import check


def test_a_share_lies_between_0_and_100() -> None:
    values = (0, 10_000, 10_001, -100, None)
    assert hit(check(context("survey_answers", *[{"unit": "share", "value": value} for value in values]))) == [3, 4]


def test_an_occupancy_may_be_over_100_but_not_negative() -> None:
    """More residents than places: seed 002 lines 3862-3866."""
    values = (10_400, -100)
    assert hit(check(context("survey_answers", *[{"unit": "occupancy", "value": value} for value in values]))) == [2]


def test_only_an_amount_may_be_negative() -> None:
    rows = [{"unit": unit, "value": -100} for unit in ("kroner", "days", "count")]
    assert hit(check(context("survey_answers", *rows))) == [2, 3]


def test_no_more_referrals_are_rejected_than_received() -> None:
    rows = [{"kind": "referral", "number": 100, "rejected": rejected} for rejected in (0, 100, 101)]
    assert hit(check(context("psychiatry", *rows))) == [3]


def test_a_rate_rests_on_an_occupancy_up_to_100() -> None:
    rows = [{"assumed_occupancy": share} for share in (9_500, 10_500, None)]
    assert check(context("offers", *rows)).select("row_no", "field").rows() == [(2, "assumed_occupancy")]
