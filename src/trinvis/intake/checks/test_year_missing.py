from __future__ import annotations

from trinvis.intake.checks.case import context, hit
from trinvis.intake.checks.year_missing import check


def _answers(*told: tuple[int, int]) -> list[dict[str, object]]:
    return [{"survey": "PPR", "question": "henvendelser", "municipality": m, "year": year} for m, year in told]


def test_a_hole_in_a_series_is_said_at_the_row_before_it() -> None:
    rows = _answers((151, 2023), (151, 2024), (151, 2025), (270, 2023), (270, 2025))
    assert hit(check(context("survey_answers", *rows))) == [4]


def test_a_series_that_begins_late_is_said_at_its_first_row() -> None:
    rows = _answers((151, 2023), (151, 2024), (270, 2024))
    assert hit(check(context("survey_answers", *rows))) == [3]


def test_a_year_that_hardly_anybody_has_was_not_asked_about() -> None:
    rows = _answers((151, 2025), (270, 2025), (190, 2025), (190, 2019))
    assert hit(check(context("survey_answers", *rows))) == []


def test_each_question_has_its_own_years() -> None:
    rows = [
        *_answers((151, 2024), (151, 2025)),
        {"survey": "PPR", "question": "andel", "municipality": 151, "year": 2025},
    ]
    assert hit(check(context("survey_answers", *rows))) == []


def test_a_price_index_has_all_years_of_the_other() -> None:
    rows = [{"index": index, "year": year} for index, year in (("pl", 2023), ("pl", 2024), ("løn", 2023))]
    assert hit(check(context("price_levels", *rows))) == [3]
