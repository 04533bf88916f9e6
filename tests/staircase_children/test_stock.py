"""Stock and full-year persons by age group, district and type, and the captions that go with them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from trinvis.calculations.staircase.activity import UNKNOWN_AGE, YEARS_OWN_DAYS, full_year_persons, step_days, stock
from trinvis.calculations.staircase.standing import AS_VIVE, OUTSIDE, Exclusions, standing
from trinvis.engine import Engine

CARRY = ("district", "intervention_type", "birth_day")
TWELVE = 60 - 4383
"""Born 4.383 days before day 60: 12 years that day."""


def test_by_age_district_and_type(cases: Any, engine: Engine) -> None:
    grants = cases.periods(
        {
            "child": 1,
            "days": (0, 99),
            "step": 3,
            "district": "Nord",
            "intervention_type": "relief",
            "birth_day": TWELVE,
        },
        {"child": 2, "days": (0, 99), "step": 3, "district": "Nord", "intervention_type": "relief"},
        {"child": 3, "days": (50, 59), "step": 3, "district": "Syd", "intervention_type": "relief"},
        {"child": 4, "days": (0, None), "step": None, "district": "Nord", "intervention_type": "legal_aid"},
        # the deciding grant's type counts, not the one that runs beside it
        {"child": 5, "days": (0, 99), "step": 3, "intervention_type": "relief"},
        {"child": 5, "days": (40, 69), "step": 5, "intervention_type": "placement"},
    )
    made = standing(engine.frame(grants), carry=CARRY)
    on_day = engine.collect(stock(made, 60, ("age_from",))).sort("step", "age_from")
    assert on_day.select("step", "age_from", "children").rows() == [
        (OUTSIDE, UNKNOWN_AGE, 1),
        (3, UNKNOWN_AGE, 1),
        (3, 12, 1),
        (5, UNKNOWN_AGE, 1),
    ]
    day_before = engine.collect(stock(made, 59, ("age_from",))).sort("step", "age_from")
    assert (3, 6, 1) in day_before.select("step", "age_from", "children").rows()
    by = ("district", "intervention_type")
    found = engine.collect(step_days(made, 30, 79, by)).sort("step", *by, nulls_last=True)
    assert found.select("step", *by, "days", "children").rows() == [
        (OUTSIDE, "Nord", "legal_aid", 50, 1),
        (3, "Nord", "relief", 100, 2),
        (3, "Syd", "relief", 10, 1),
        (3, None, "relief", 20, 1),
        (5, None, "placement", 30, 1),
    ]


def test_full_year_persons() -> None:
    """Seed 004 line 655: a place for 365 days is one, half a year's 183 days about a half."""
    assert full_year_persons(365, year=2016) == 1
    assert full_year_persons(183, year=2016) == Fraction(183, 365)
    assert full_year_persons(366, year=2016, full_year_days=YEARS_OWN_DAYS) == 1
    assert full_year_persons(365, year=2017, full_year_days=YEARS_OWN_DAYS) == 1


def test_exclusions_are_switches_and_stand_in_the_caption(cases: Any, polars: Engine) -> None:
    grants = cases.periods(
        {"child": 1, "days": (0, 9), "step": 6},
        {"child": 2, "days": (0, 9), "step": 6, "disability_only": True},
        {"child": 3, "days": (0, 9), "step": 6, "unaccompanied": True, "disability_only": False},
    )
    counts = {}
    for exclusions in (Exclusions(), Exclusions(disability_only=True), Exclusions(unaccompanied=True), AS_VIVE):
        made = standing(polars.frame(grants), exclusions=exclusions)
        counts[made.sentence.partition(". ")[2]] = polars.collect(stock(made, 5))["children"].sum()
    assert counts == {
        "Alle børn er talt med.": 3,
        "Uden børn, der udelukkende støttes på grund af funktionsnedsættelse.": 2,
        "Uden uledsagede flygtningebørn.": 2,
        "Uden børn, der udelukkende støttes på grund af funktionsnedsættelse og uledsagede flygtningebørn.": 1,
    }
    first = standing(polars.frame(grants), choice="first_begun")
    assert first.sentence.startswith(
        "Har et barn flere hovedydelser på en dag, står det på trinnet for den, der begyndte først."
    )
