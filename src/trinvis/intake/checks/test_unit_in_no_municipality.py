from __future__ import annotations

from trinvis.intake.checks.case import context, hit
from trinvis.intake.checks.unit_in_no_municipality import check


def test_a_code_that_no_municipality_has() -> None:
    """411 is Christiansø, 998 the unknown municipality; a row without a code is said to lack it elsewhere."""
    rows = [{"municipality": code} for code in (151, 998, 411, None)]
    assert hit(check(context("survey_answers", *rows))) == [2, 3]


def test_a_region_has_no_municipality() -> None:
    assert hit(check(context("psychiatry", {"region": "1084"}))) == []


def test_our_own_code_is_known_whatever_it_is() -> None:
    """An example municipality has a code that no real one has; another such code is still a mistake."""
    rows = [{"municipality": code} for code in (999, 998, 151)]
    assert hit(check(context("places", *rows, our_municipality=999))) == [2]
