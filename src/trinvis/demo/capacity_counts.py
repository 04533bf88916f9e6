"""Staff by account and category, and activity by measure, of the invented municipalities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from trinvis.demo.capacity_country import ANALYSIS_YEARS, Country
from trinvis.demo.national_figures import SOURCE
from trinvis.demo.national_placed import TOTAL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

CHILDREN, GROWN = (0, 17), (18, 65)

STAFF = {
    "5.28.20": (CHILDREN, 0.16, "children"),
    "5.28.21": (CHILDREN, 2.65, "children"),
    "5.28.22": (CHILDREN, 0.32, "children"),
    "5.28.23": (CHILDREN, 4.3, "children"),
    "3.22.04": (CHILDREN, 2.04, "ppr"),
    "5.38.38": (GROWN, 1.25, "adults"),
    "5.38.50": (GROWN, 3.9, "adults"),
    "5.38.51": (GROWN, 0.85, "adults"),
    "5.38.52": (GROWN, 1.55, "adults"),
    "5.38.53": (GROWN, 0.25, "adults"),
    "5.38.58": (GROWN, 0.48, "adults"),
    "5.38.59": (GROWN, 1.07, "adults"),
}
"""Function → ages, årsværk per 1,000 of them (seed 002 lines 2745-2758, 4434-4487, 7807-7833 and table 5-7) and who they are."""

CATEGORIES = {
    "children": (
        ("Pædagoger", 0.47),
        ("Pædagogmedhjælpere", 0.18),
        ("Socialrådgivere", 0.1),
        ("Psykologer", 0.05),
        ("Administration og ledelse", 0.2),
    ),
    "ppr": (("Psykologer", 0.5), ("Lærere", 0.31), ("Pædagoger", 0.09), ("Administration og ledelse", 0.1)),
    "adults": (
        ("Pædagoger", 0.42),
        ("Pædagogmedhjælpere", 0.19),
        ("Social- og sundhedspersonale", 0.27),
        ("Administration og ledelse", 0.12),
    ),
}
"""Group → category and its part of the årsværk; fewer categories than the statistics have."""

ACTIVITY = {
    "Forebyggende foranstaltninger": (CHILDREN, 11.9, "Personer", ""),
    "Familiebehandling": (CHILDREN, 35.5, "Personer", ""),
    "Anbringelser": (CHILDREN, 10.6, "Personer", ""),
    "Nyanbringelser": (CHILDREN, 2.2, "Nye forløb", ""),
    "PPR-henvendelser": (CHILDREN, 56.0, "Henvendelser", ""),
    "PPR-vurderinger": (CHILDREN, 26.0, "Forløb", ""),
    "§ 85": (GROWN, 12.5, "Personer", "Sindslidende"),
    "§ 97": (GROWN, 1.1, "Personer", ""),
    "§ 99": (GROWN, 1.05, "Personer", "Sindslidende"),
    "§ 103": (GROWN, 2.6, "Personer", "Sindslidende"),
    "§ 104": (GROWN, 6.4, "Personer", "Sindslidende"),
    "§ 107": (GROWN, 1.75, "Personer", "Sindslidende"),
    "§ 108": (GROWN, 2.2, "Personer", "Sindslidende"),
}
"""Measure → ages, persons per 1,000 of them, what is counted, and the target group that is counted besides (seed 002 tables 1-2, 4-10,
4-32 to 4-40 and 5-12 to 5-15; where these have the target group alone the whole is our own assumption).
"""
TARGET = {"§ 85": 0.34, "§ 99": 0.9, "§ 103": 0.24, "§ 104": 0.36, "§ 107": 0.37, "§ 108": 0.31}
"""How many of them are of the target group."""
GROWING = {
    "§ 85": 0.045,
    "§ 107": 0.02,
    "§ 108": -0.012,
    "Nyanbringelser": -0.05,
    "Forebyggende foranstaltninger": 0.025,
}

BROKEN, BREAK, FEWER = "§ 104", 2023, 0.88
"""The measure that is counted anew from the year on, and how many of them were counted before."""
CONCEPT, BEFORE, SINCE = "Årlig opgørelse", "Indberetning til 2022", "Ny indberetning fra 2023"
PAYING, ACTING = "Myndighedskommune", "Handlekommune"


def staff(country: Country) -> pl.DataFrame:
    """``year`` and the columns of the staff template; categories without a hundredth of an årsværk have no row."""
    dice = country.dice(2)
    years = range(len(ANALYSIS_YEARS))
    rows = []
    for function, (ages, rate, group) in STAFF.items():
        people = country.aged(*ages, ANALYSIS_YEARS)
        differs = country.differing(dice, len(ANALYSIS_YEARS), strain=0.07, lasting=0.16, noise=0.02)
        parts = np.array([part for _, part in CATEGORIES[group]]) * np.exp(
            dice.normal(0, 0.12, (len(country.codes), len(CATEGORIES[group])))
        )
        parts /= parts.sum(axis=1, keepdims=True)
        fte = np.rint(people * rate / 1000 * differs * 100).astype(np.int64)
        every = np.rint(fte[:, :, None] * parts[:, None, :]).astype(np.int64)
        rows += [
            (ANALYSIS_YEARS[at], code, function, name, int(every[town, at, of]))
            for town, code in enumerate(country.codes)
            for at in years
            for of, (name, _) in enumerate(CATEGORIES[group])
            if every[town, at, of]
        ]
    frame = pl.DataFrame(rows, schema=["year", "Kommune", "Konto", "Personalegruppe", "hundredths"], orient="row")
    number = pl.col("hundredths")
    return frame.select(
        "year",
        "Kommune",
        pl.col("year").alias("År"),
        "Konto",
        "Personalegruppe",
        pl.format("{},{}", number // 100, (number % 100).cast(pl.String).str.zfill(2)).alias("Årsværk"),
        pl.lit(SOURCE).alias("Kilde"),
    )


def activity(country: Country, placed: pl.DataFrame) -> pl.DataFrame:
    """``year`` and the columns of the activity template; those that pay and those that act add up to the same in the country.

    ``placed`` are the placed children by municipality and year that Statistikbanken's file tells: they are the same here.
    """
    dice = country.dice(3)
    told = {
        (code, year): children
        for code, year, children in placed.filter(pl.col("place") == TOTAL, pl.col("children").is_not_null())
        .select("municipality", "year", "children")
        .iter_rows()
    }
    rows = []
    for measure, (ages, rate, counted, target) in ACTIVITY.items():
        paying = _counts(country, dice, measure, ages, rate)
        if measure == "Anbringelser":
            paying = np.array(
                [
                    [told.get((code, year), int(paying[town, at])) for at, year in enumerate(ANALYSIS_YEARS)]
                    for town, code in enumerate(country.codes)
                ]
            )
        groups = {"": paying} | ({target: dice.binomial(paying, TARGET[measure])} if target else {})
        habit = np.exp(dice.normal(0, 0.3, len(country.codes)))
        for group, counts in groups.items():
            acting = _acting(dice, counts, habit)
            for by, found in ((PAYING, counts), (ACTING, acting)):
                rows += _rows(country, measure, group, ages, counted, by, found)
    names = (
        "year",
        "Kommune",
        "Opgjort efter",
        "År",
        "Indsats",
        "Målgruppe",
        "Fra alder",
        "Til alder",
        "Talt i",
        "Antal",
    )
    return pl.DataFrame(rows, schema=[*names, "Opgørelse", "Kilde"], orient="row")


def started(rows: pl.DataFrame, code: int, year: int) -> int:
    """New placements that a municipality has the case of, as the activity says."""
    asked = {"Kommune": code, "year": year, "Indsats": "Nyanbringelser", "Opgjort efter": PAYING}
    return int(rows.filter(**asked)["Antal"].item())


def _counts(country: Country, dice: np.random.Generator, measure: str, ages: tuple[int, int], rate: float) -> Whole:
    years = np.array(ANALYSIS_YEARS)
    differs = country.differing(dice, len(years), strain=0.1, lasting=0.15, noise=0.02)
    level = rate * (1 + GROWING.get(measure, 0.0)) ** (years - years[-1])
    if measure == BROKEN:
        level = level * np.where(years < BREAK, FEWER, 1.0)
    drawn: Whole = dice.poisson(country.aged(*ages, ANALYSIS_YEARS) * level / 1000 * differs)
    return drawn


def _acting(dice: np.random.Generator, paying: Whole, habit: Floats) -> Whole:
    """The same persons by where they are helped: as many in the 98 together, and the example's own as many as it pays for or fewer."""
    acting = np.empty_like(paying)
    for at in range(paying.shape[1]):
        weights = (paying[:-1, at] + 0.2) * habit[:-1]
        acting[:-1, at] = dice.multinomial(int(paying[:-1, at].sum()), weights / weights.sum())
        acting[-1, at] = round(0.85 * int(paying[-1, at]))
    return acting


def _rows(
    country: Country, measure: str, group: str, ages: tuple[int, int], counted: str, by: str, found: Whole
) -> list[tuple[object, ...]]:
    def concept(year: int) -> str:
        return CONCEPT if measure != BROKEN else BEFORE if year < BREAK else SINCE

    return [
        (year, code, by, year, measure, group, *ages, counted, int(found[town, at]), concept(year), SOURCE)
        for town, code in enumerate(country.codes)
        for at, year in enumerate(ANALYSIS_YEARS)
    ]
