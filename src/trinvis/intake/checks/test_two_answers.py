from __future__ import annotations

from typing import Any

from trinvis.intake.checks.case import context, hit
from trinvis.intake.checks.two_answers import check


def _answer(municipality: int, value: int | None, **more: Any) -> dict[str, Any]:
    base = {"survey": "Voksne 2026", "question": "andel-107", "year": 2025, "unit": "share", "state": "value"}
    return base | {"municipality": municipality, "value": value} | more


def test_two_answers_from_one_municipality_are_both_left_out() -> None:
    rows = [_answer(151, 3_250), _answer(151, 3_500), _answer(270, 3_250)]
    found = check(context("survey_answers", *rows))
    assert found.select("row_no", "field").rows() == [(1, "value"), (2, "value")]
    assert found["message"].str.contains("svaret to gange").all()


def test_the_same_answer_from_another_respondent_counts_once() -> None:
    rows = [_answer(151, 3_250, role="Socialchef"), _answer(151, 3_250, role="Leder")]
    assert hit(check(context("survey_answers", *rows))) == [2]


def test_an_equal_row_is_left_to_the_check_of_duplicates() -> None:
    assert hit(check(context("survey_answers", _answer(151, 3_250), _answer(151, 3_250)))) == []


def test_a_zero_and_not_relevant_are_two_answers() -> None:
    rows = [_answer(151, 0), _answer(151, None, state="not_applicable")]
    assert hit(check(context("survey_answers", *rows))) == [1, 2]


def test_units_and_years_of_one_municipality_answer_for_themselves() -> None:
    rows = [_answer(101, 40, unit_no=1), _answer(101, 50, unit_no=2), _answer(101, 60, unit_no=2, year=2024)]
    assert hit(check(context("survey_answers", *rows))) == []


def test_staff_on_one_account_has_one_number() -> None:
    row = {"municipality": 151, "year": 2025, "function": "52823", "category": "Pædagoger", "employer": "municipality"}
    assert hit(check(context("staff", row | {"fte": 1_450}, row | {"fte": 1_500}))) == [1, 2]
    assert hit(check(context("staff", row | {"fte": 1_450}, row | {"fte": 1_450, "source": "FLD"}))) == [2]
