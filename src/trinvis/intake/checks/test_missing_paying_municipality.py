from __future__ import annotations

from trinvis.intake.checks.case import context, hit
from trinvis.intake.checks.missing_paying_municipality import check


def test_another_acting_municipality_and_nobody_said_to_pay() -> None:
    rows = [
        {"acting_municipality": 157},
        {"residence_municipality": 157, "paying_municipality": 157},
        {"acting_municipality": 151, "residence_municipality": 151},
        {"residence_municipality": 157},
        {},
    ]
    assert hit(check(context("grants", *rows, our_municipality=151))) == [1, 4]


def test_nothing_is_said_when_ours_is_unknown() -> None:
    assert hit(check(context("grants", {"acting_municipality": 157}))) == []
