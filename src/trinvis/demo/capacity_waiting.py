"""Courses step by step with the days that are waited, as some of the invented municipalities tell them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from trinvis.demo.plan import MUNICIPALITY

if TYPE_CHECKING:
    import numpy as np

    from trinvis.demo.capacity_country import Country

YEAR = 2025
PPR_ANSWERS, ADULT_ANSWERS = 29, 33
"""How many tell, the example among them (seed 002 tables 4-46 and 5-29)."""
ESTIMATED, NOT_RELEVANT, BLANK = 0.2, 0.05, 0.04
"""How often a wait is an estimate, does not concern the municipality, or is not answered; the example tells all of its own."""


@dataclass(frozen=True)
class Step:
    """One step: ``days`` on average (seed 002 lines 5406-5445, 10069-10095), ``hours`` worked (own assumption), who has it and who
    is waited for, what the citizen takes part in, and whether somebody else has the case afterwards."""

    name: str
    actor: str
    waits_for: str
    contact: str
    days: int
    hours: float
    shifts: bool


_ASKED = (
    Step("Henvendelse til indstilling", "Skole", "PPR", "Samtale om barnet", 49, 2.5, True),
    Step("Indstilling til udredning", "PPR", "PPR", "Udredning", 66, 12.0, False),
)
PPR: dict[str, tuple[Step, ...]] = {
    "PPR til støtte": (
        *_ASKED,
        Step("Udredning til forslag", "PPR", "Skole", "", 32, 6.0, True),
        Step("Forslag til iværksættelse", "Skole", "Skole", "", 42, 4.0, True),
        Step("Iværksættelse til opfølgning", "PPR", "PPR", "Samtale om barnet", 138, 3.0, False),
    ),
    "PPR til børne- og ungdomspsykiatri": (
        *_ASKED,
        Step("Udredning til henvisning", "PPR", "Almen praksis", "Samtale om barnet", 39, 4.0, True),
        Step("Henvisning til udredning i psykiatrien", "Region", "Region", "Udredning", 127, 14.0, False),
    ),
    "Efter børne- og ungdomspsykiatri": (
        Step("Afslutning til opfølgning", "PPR", "PPR", "Samtale om barnet", 34, 3.0, False),
    ),
}
"""The eight steps as three courses without a branch: the two first steps are the beginning of two of them."""

ADULTS: dict[str, tuple[Step, ...]] = {
    offer: (
        Step("Åbning til afgørelse", "Myndighed", "Myndighed", "Udredning", decided, hours, True),
        Step("Afgørelse til start", "Leverandør", "Leverandør", "", begun, 3.0, False),
    )
    for offer, decided, begun, hours in (
        ("§ 85", 35, 30, 9.0),
        ("§ 103", 29, 21, 6.0),
        ("§ 104", 31, 15, 6.0),
        ("§ 107", 48, 55, 16.0),
        ("§ 108", 49, 52, 18.0),
    )
}


def waiting(country: Country) -> pl.DataFrame:
    """``year`` and the columns of the waiting template."""
    dice = country.dice(9)
    rows: list[tuple[object, ...]] = []
    for courses, answers in ((PPR, PPR_ANSWERS), (ADULTS, ADULT_ANSWERS)):
        others = dice.choice(len(country.codes) - 1, answers - 1, replace=False)
        for town in (*sorted(int(at) for at in others), len(country.codes) - 1):
            rows += _of_town(dice, country.codes[town], courses)
    names = (
        "year",
        "Kommune",
        "År",
        "Forløb",
        "Trin nr.",
        "Trin",
        "Aktør",
        "Venter på",
        "Kontakt med borgeren",
        "Ventetid",
    )
    more = ("Arbejdstid", "Antal forløb", "Ansvaret skifter", "Svarets art")
    return pl.DataFrame(rows, schema=[*names, *more], orient="row", infer_schema_length=None)


def _of_town(dice: np.random.Generator, code: int, courses: dict[str, tuple[Step, ...]]) -> list[tuple[object, ...]]:
    """One municipality's answers; a step that stands in two courses has one answer."""
    slow = float(dice.lognormal(-0.08, 0.4))
    told: dict[tuple[str, int], tuple[object, ...]] = {}
    rows: list[tuple[object, ...]] = []
    for course, steps in courses.items():
        for number, step in enumerate(steps, start=1):
            shared = (step.name if step in _ASKED else course, number)
            days, hours, courses_told, state = told.setdefault(
                shared, _answer(dice, step, slow, ours=code == MUNICIPALITY)
            )
            shifts = "Ja" if step.shifts else "Nej"
            rows.append(
                (
                    YEAR,
                    code,
                    YEAR,
                    course,
                    number,
                    step.name,
                    step.actor,
                    step.waits_for,
                    step.contact,
                    days,
                    hours,
                    courses_told,
                    shifts,
                    state,
                )
            )
    return rows


def _answer(dice: np.random.Generator, step: Step, slow: float, *, ours: bool) -> tuple[object, ...]:
    """Days, hours, number of courses and the kind of answer."""
    drawn = 1.0 if ours else float(dice.random())
    if drawn < NOT_RELEVANT:
        return None, None, None, "Ikke relevant"
    if drawn < NOT_RELEVANT + BLANK:
        return None, None, None, None
    days = round(step.days * slow * float(dice.lognormal(-0.03, 0.25)))
    hours = f"{step.hours * float(dice.lognormal(0, 0.2)):.1f}".replace(".", ",")
    return days, hours, int(dice.integers(6, 90)), "Skøn" if dice.random() < ESTIMATED else "Oplyst"
