"""Why children of some invented municipalities are placed, and what the invented regions' psychiatry does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from trinvis.demo.capacity_country import ANALYSIS_YEARS, Country, regions
from trinvis.demo.capacity_counts import started
from trinvis.demo.national_figures import SOURCE
from trinvis.demo.national_spending import ANCHOR, DEARER

if TYPE_CHECKING:
    from numpy.typing import NDArray

CAUSE_YEARS = (2023, 2024, 2025)
OTHERS = 24
"""Municipalities besides the example whose causes are told."""

MENTAL = (
    "Udadreagerende adfærd",
    "Indadreagerende adfærd",
    "Sindslidelser",
    "Opmærksomhedssøgende/selvskadende adfærd",
)
HOME = ("Anden form for omsorgssvigt", "Misbrug hos forældre", "Vold eller trusler om vold i hjemmet", "Skoleproblemer")
MENTAL_PART, ADHD_WITH, ADHD_WITHOUT = 0.55, 0.16, 0.06
"""How many new placements have a mental cause, and how many of them, and of the rest, have ADHD too: 1.462 of 2.634, 240 of 1.462
and 67 of the rest (seed 002 lines 3164-3212)."""
SITES = {
    "Plejefamilie": 0.44,
    "Socialpædagogisk opholdssted": 0.2,
    "Døgninstitution": 0.24,
    "Slægts- eller netværksplejefamilie": 0.12,
}

YOUNG, GROWN = (0, 19), (20, 65)
RATES = {
    ("Udskrivninger", YOUNG): (2.4, 6_900),
    ("Udskrivninger", GROWN): (13.7, 6_900),
    ("Ambulante besøg", YOUNG): (120.0, 610),
    ("Ambulante besøg", GROWN): (239.0, 610),
    ("Speciallægeydelser", YOUNG): (70.0, 118),
    ("Speciallægeydelser", GROWN): (248.0, 118),
    ("Færdigbehandledes sengedage", YOUNG): (1.9, 2_260),
    ("Færdigbehandledes sengedage", GROWN): (7.8, 2_260),
}
"""Contact and ages → how many per 1,000 of them (seed 002 tables 4-4, 4-22, 5-6, 5-31) and kroner for each in the anchor year: the
amounts of 2011 at today's prices, own assumption."""
STAY = {YOUNG: 39, GROWN: 41}
"""Finished-treated bed days per patient (tables 4-23, 5-33)."""
REFERRED = {YOUNG: 17.0, GROWN: 26.0}
REFERRERS = {"Almen praksis": 0.55, "Andre henvisere": 0.45}
REJECTED = {
    "Region Hovedstaden": 0.24,
    "Region Sjælland": 0.25,
    "Region Syddanmark": 0.12,
    "Region Midtjylland": 0.3,
    "Region Nordjylland": 0.27,
}
"""Of the referrals (table 4-47; Midtjylland's of 2010)."""
PATIENTS, BEDS = {YOUNG: 25.0, GROWN: 29.0}, {YOUNG: 0.21, GROWN: 0.75}
"""Per 1,000 of the ages, own assumption."""


def causes(country: Country, activity: pl.DataFrame) -> pl.DataFrame:
    """``year`` and the columns of the causes template: as many new placements as ``activity`` has of those municipalities that pay."""
    dice = country.dice(7)
    drawn = dice.choice(len(country.codes) - 1, OTHERS, replace=False)
    towns = [*sorted(int(at) for at in drawn), len(country.codes) - 1]
    rows: list[tuple[object, ...]] = []
    for year in CAUSE_YEARS:
        for town in towns:
            code = country.codes[town]
            for number in range(started(activity, code, year)):
                acting = code if dice.random() < 0.72 else country.codes[int(dice.integers(len(country.codes) - 1))]
                site = str(dice.choice(list(SITES), p=list(SITES.values())))
                placement = (f"OPDIGTET-{code}-{year}-{number + 1}", year, acting, code, site, "Ja")
                rows += [(year, *placement, cause) for cause in _causes(dice)]
    names = (
        "year",
        "Anbringelse",
        "År",
        "Handlekommune",
        "Myndighedskommune",
        "Anbringelsessted",
        "Nyanbringelse",
        "Årsag",
    )
    return pl.DataFrame(rows, schema=list(names), orient="row")


def _causes(dice: np.random.Generator) -> list[str]:
    """One placement's causes, each once."""
    mental = dice.random() < MENTAL_PART
    found = [str(one) for one in dice.choice(MENTAL, 1 + int(dice.random() < 0.3), replace=False)] if mental else []
    if dice.random() < (ADHD_WITH if mental else ADHD_WITHOUT):
        found.append("ADHD")
    if not found or dice.random() < 0.5:
        found += [str(one) for one in dice.choice(HOME, 1 + int(dice.random() < 0.35), replace=False)]
    return found


def psychiatry(country: Country) -> pl.DataFrame:
    """``year`` and the columns of the psychiatry template: co-financing and finished-treated by municipality, the rest by region."""
    dice = country.dice(8)
    rows = [
        row
        for (kind, ages), (rate, kroner) in RATES.items()
        for row in _municipal(country, dice, kind, ages, rate, kroner)
    ]
    for region, towns in regions(country).items():
        for ages in (YOUNG, GROWN):
            rows += _regional(country, dice, region, towns, ages)
    names = ("year", "Kommune", "Region", "År", "Fra alder", "Til alder", "Kontakt", "Henviser", "Antal", "Patienter")
    more = ("Afvist eller annulleret", "Kommunal udgift", "Opgørelse", "Kilde")
    return pl.DataFrame(rows, schema=[*names, *more], orient="row", infer_schema_length=None)


def _municipal(
    country: Country, dice: np.random.Generator, kind: str, ages: tuple[int, int], rate: float, kroner: int
) -> list[tuple[object, ...]]:
    finished = kind.startswith("Færdig")
    differs = country.differing(dice, len(ANALYSIS_YEARS), strain=0.06, lasting=0.3 if finished else 0.15, noise=0.04)
    numbers = dice.poisson(country.aged(*ages, ANALYSIS_YEARS) * rate / 1000 * differs)
    rows: list[tuple[object, ...]] = []
    for town, code in enumerate(country.codes):
        for at, year in enumerate(ANALYSIS_YEARS):
            number = int(numbers[town, at])
            patients = (round(number / STAY[ages]) or int(number > 0)) if finished else None
            paid = f"{round(number * kroner * DEARER ** (year - ANCHOR))},00"
            rows.append((year, code, None, year, *ages, kind, None, number, patients, None, paid, "eSundhed", SOURCE))
    return rows


def _regional(
    country: Country, dice: np.random.Generator, region: str, towns: NDArray[np.int64], ages: tuple[int, int]
) -> list[tuple[object, ...]]:
    people = country.aged(*ages, ANALYSIS_YEARS)[towns].sum(axis=0)
    level = np.exp(dice.normal(0, 0.08, 3))
    rows: list[tuple[object, ...]] = []
    for at, year in enumerate(ANALYSIS_YEARS):
        thousands = float(people[at]) / 1000

        def row(
            kind: str, number: int, referrer: str | None = None, rejected: int | None = None, on: int = year
        ) -> None:
            rows.append((on, None, region, on, *ages, kind, referrer, number, None, rejected, None, "Årlig", SOURCE))

        row("Patienter i psykiatrien", round(thousands * PATIENTS[ages] * level[0] * 1.03**at))
        row("Disponible senge", round(thousands * BEDS[ages] * level[1] * 0.99**at))
        for referrer, part in REFERRERS.items():
            received = round(thousands * REFERRED[ages] * part * level[2] * 1.04**at)
            row("Henvisninger", received, referrer, int(dice.binomial(received, REJECTED[region])))
    return rows
