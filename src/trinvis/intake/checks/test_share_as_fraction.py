from __future__ import annotations

from trinvis.intake.checks.case import context, hit
from trinvis.intake.checks.share_as_fraction import check


def test_a_share_below_1_per_cent() -> None:
    rows = [{"unit": unit, "value": value} for unit, value in
            (("share", 40), ("share", 0), ("share", 100), ("occupancy", 95), ("days", 40), ("share", None))]  # fmt: skip
    assert hit(check(context("survey_answers", *rows))) == [1, 4]
