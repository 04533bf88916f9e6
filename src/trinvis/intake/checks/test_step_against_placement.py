from __future__ import annotations

from trinvis.intake.checks.case import context, hit
from trinvis.intake.checks.step_against_placement import check


def _placed(place: str, step: int) -> dict[str, object]:
    return {"intervention_type": "placement", "placement_type": place, "step": step}


def test_foster_is_step_5_and_institution_step_6() -> None:
    rows = [_placed("foster", 5), _placed("foster", 6), _placed("institution", 6), _placed("institution", 3)]
    assert hit(check(context("grants", *rows))) == [2, 4]


def test_own_room_is_3_nationally_and_5_in_kolding() -> None:
    rows = [_placed("own_room", 3), _placed("own_room", 5), _placed("own_room", 6)]
    assert hit(check(context("grants", *rows))) == [3]


def test_other_help_to_a_placed_child_follows_the_case() -> None:
    assert hit(check(context("grants", {"intervention_type": "other_help", "step": 5}))) == []
