from __future__ import annotations

from trinvis.intake.checks.case import context, hit
from trinvis.intake.checks.places_against_parts import check

COLUMNS = ("places", "municipal_places", "regional_places")


def _found(*rows: tuple[int | None, int | None, int | None]) -> list[int]:
    return hit(check(context("framework_places", *[dict(zip(COLUMNS, row, strict=True)) for row in rows])))


def test_a_total_that_is_not_its_two_parts() -> None:
    """373 = 248 + 125; half places count."""
    assert _found((37_300, 24_800, 12_500), (37_300, 24_800, 12_550), (37_300, 24_800, 0), (0, 0, 0)) == [2, 3]


def test_a_part_that_is_not_counted_is_not_0() -> None:
    assert _found((37_300, 24_800, None), (37_300, None, None), (None, 24_800, 12_500), (37_300, None, 37_300)) == []


def test_a_total_below_its_only_part() -> None:
    assert _found((37_300, 37_400, None), (37_300, None, 37_400)) == [1, 2]
