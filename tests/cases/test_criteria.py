"""What an application must have before it can be put on the council's list: the pool's three criteria and quality assurance."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trinvis.cases.case import Application, Case
from trinvis.cases.criteria import lacking
from trinvis.cases.page import EXAMPLE
from trinvis.cases.reading import case_from_yaml


@pytest.fixture
def case() -> Case:
    return case_from_yaml(EXAMPLE)


def test_a_whole_and_assured_application_lacks_nothing(case: Case) -> None:
    assert lacking(case, quality_assured=True) == ()


def test_without_quality_assurance_it_cannot_be_listed(case: Case) -> None:
    (sentence,) = lacking(case, quality_assured=False)
    assert sentence.startswith("Beregningen er ikke kvalitetssikret;")


# [004:14-17]: political topicality; an economic business case can be made; a gain for the citizen can be estimated
@pytest.mark.parametrize("text", ["", "  \n"])
def test_the_political_criterion_is_a_text(case: Case, text: str) -> None:
    without = replace(case, application=Application({**case.application.texts, "political": text}))
    (sentence,) = lacking(without, quality_assured=True)
    assert "politisk aktualitet" in sentence


@pytest.mark.parametrize("part", ["money", "alternatives"])
def test_an_economic_case_has_money_and_something_to_compare_with(case: Case, part: str) -> None:
    without = replace(case, money=()) if part == "money" else replace(case, alternatives=case.alternatives[:1])
    (sentence,) = lacking(without, quality_assured=True)
    assert "økonomisk business case" in sentence


def test_the_citizens_gain_is_told_and_measured_on_something(case: Case) -> None:
    untold = replace(case, application=Application({"political": "Ja"}))
    unmeasured = replace(case, effects=())
    for without in (untold, unmeasured):
        (sentence,) = lacking(without, quality_assured=True)
        assert "Gevinsten for borgeren" in sentence
    assert lacking(replace(unmeasured, other_gains=("Ro i skolen",)), quality_assured=True) == ()


def test_an_empty_application_is_told_everything_at_once(case: Case) -> None:
    assert len(lacking(replace(case, application=Application(), money=()), quality_assured=False)) == 4
