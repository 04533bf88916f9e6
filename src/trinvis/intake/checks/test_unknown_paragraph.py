from __future__ import annotations

from trinvis.intake.checks.case import context, hit
from trinvis.intake.checks.unknown_paragraph import check


def test_only_spellings_of_the_table_are_known() -> None:
    rows = [{"paragraph": p} for p in ("BL-32.1.5", "SEL-52-3.3", "BL-999", "efter aftale", None)]
    assert hit(check(context("grants", *rows))) == [3, 4]
