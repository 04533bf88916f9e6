"""What the invented municipalities spend on each group of accounts: a slow move down the staircase, unevenly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trinvis.demo.national_chart import YEARS
from trinvis.demo.national_people import NATIONAL_SEED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trinvis.demo.national_people import Units

    Floats = NDArray[np.float64]

ANCHOR = 2023
"""The year that levels and shares are drawn for; other years are found from it."""
KRONER = 10_400
"""Step-specific spending per 0-22-year-old in ``ANCHOR``: the 9.488 kr. of 2018 (seed 000 line 39) at dearer prices, rounded."""
DEARER, GROWING = 1.02, 1.003
LOWER, LOWER_A_YEAR = 0.43, 0.0105
"""Share of steps 2-3 and what it rises a year: 31,2 per cent in 2011 and 38,8 in 2018 (seed 000 lines 76-101)."""
INSTITUTION, INSTITUTION_A_YEAR = 0.265, 0.0105
PREVENTION, PREVENTION_A_YEAR = 0.2, 0.012
KIN, KIN_A_YEAR = 0.1, 0.006
"""Prevention's share of steps 2-3 and network care's of steps 4-5."""

REGIONS = {
    "Region Hovedstaden": (0.04, 0.01),
    "Region Sjælland": (0.11, -0.035),
    "Region Syddanmark": (0.01, 0.0),
    "Region Midtjylland": (-0.07, 0.03),
    "Region Nordjylland": (-0.03, 0.015),
}
"""How much dearer, and how much more on steps 2-3; own assumption, drawn from no municipality."""

CONVERSIONS = (2014, 2017, 2020)
"""The first year of a conversion (omlægning) in each of three municipalities that are drawn by lot."""
EXTRA = (0.06, 0.1, 0.08, 0.05, 0.03, 0.02)
LESS = (0.0, 0.03, 0.07, 0.1, 0.12, 0.13)
"""Of all spending: more on steps 2-3 and less on institutions in the first, second … year; the last one goes on."""

BESIDE = {"several": 0.04, "unknown": 0.003, "disability": 0.34, "refund": 0.06, "youth_crime": 0.03}
"""Groups beside steps 2-6, as parts of step-specific spending; youth crime is a part of institutions and taken out of them."""
BUILDING = 0.08
"""How often a municipality builds in a year."""


@dataclass(frozen=True)
class Spending:
    """``groups``: group of the chart → kroner by unit and year. ``strain``: what makes a municipality dear, about 0 ± 1.
    ``converting``: municipality → first year of its conversion."""

    groups: Mapping[str, Floats]
    strain: Floats
    converting: Mapping[int, int]


@dataclass(frozen=True)
class Own:
    """What the example municipality truly spent in ``ANCHOR``: kroner on steps 2-6, and the shares that follow of it."""

    kroner: float
    lower: float
    institution: float
    prevention: float
    kin: float


def spending(units: Units, own: Own) -> Spending:
    """Kroner of every group, municipality and year of ``YEARS``, before they are rounded to cells."""
    dice = np.random.default_rng([NATIONAL_SEED, 2])
    years, count = np.array(YEARS), len(units.codes)
    since = years - ANCHOR
    children = units.children[:, : len(years)]
    region = np.array([REGIONS.get(name, (0.0, 0.0)) for name in units.regions])
    strain = dice.normal(0, 1, count)
    wobble = 0.012 + 0.8 / np.sqrt(children)
    level = KRONER * np.exp(region[:, 0] + 0.11 * strain)
    level[-1] = own.kroner / children[-1, ANCHOR - YEARS[0]]
    total = level[:, None] * children * (DEARER * GROWING) ** since * np.exp(dice.normal(0, 1, children.shape) * wobble)

    lower = _line(dice, LOWER + region[:, 1] - 0.02 * strain, 0.085, LOWER_A_YEAR, since, own.lower)
    institution = _line(
        dice, INSTITUTION - region[:, 1] / 2 + 0.015 * strain, 0.035, -INSTITUTION_A_YEAR, since, own.institution
    )
    lower *= np.exp(dice.normal(0, 1.2, children.shape) * wobble)
    institution *= np.exp(dice.normal(0, 2, children.shape) * wobble)
    lower, institution = np.clip(lower, 0.14, 0.72), np.clip(institution, 0.06, 0.5)
    fit = np.minimum(1, 0.9 / (lower + institution))
    lower, institution = lower * fit, institution * fit
    prevention = np.clip(
        _line(dice, np.full(count, PREVENTION), 0.05, PREVENTION_A_YEAR, since, own.prevention), 0.02, 0.5
    )
    kin = np.clip(_line(dice, np.full(count, KIN), 0.025, KIN_A_YEAR, since, own.kin), 0.01, 0.4)

    converting = _converting(dice, units)
    more, less = (np.zeros(children.shape) for _ in range(2))
    for code, first in converting.items():
        at = units.codes.index(code)
        for year in range(first, YEARS[-1] + 1):
            step = min(year - first, len(EXTRA) - 1)
            more[at, year - YEARS[0]] = EXTRA[step]
            less[at, year - YEARS[0]] = min(LESS[step], 0.6 * institution[at, year - YEARS[0]])
    on_lower, on_institution = total * (lower + more), total * (institution - less)
    on_foster = total * (1 - lower - institution)
    crime = on_institution * BESIDE["youth_crime"]
    beside = {
        group: total * part * np.exp(dice.normal(0, 0.12, (count, 1)))
        for group, part in BESIDE.items()
        if group != "youth_crime"
    }
    builds = (dice.random(children.shape) < BUILDING) * total * dice.uniform(0.005, 0.03, children.shape)
    return Spending(
        {
            "prevention": on_lower * prevention,
            "home": on_lower * (1 - prevention),
            "kin": on_foster * kin,
            "foster": on_foster * (1 - kin),
            "institution": on_institution - crime,
            "youth_crime": crime,
            "capital": builds,
            **beside,
        },
        strain,
        converting,
    )


def _line(dice: np.random.Generator, base: Floats, spread: float, a_year: float, since: Floats, own: float) -> Floats:
    """Shares by unit and year: drawn around ``base`` in the anchor year, with a slope of each one's own; the last unit's is given."""
    at_anchor = base + dice.normal(0, spread, len(base))
    at_anchor[-1] = own
    slope = a_year * dice.normal(1, 0.45, len(base))
    slope[-1] = a_year
    return at_anchor[:, None] + slope[:, None] * since


def _converting(dice: np.random.Generator, units: Units) -> dict[int, int]:
    """Three municipalities of ordinary size → the first year of their conversion."""
    size = units.children[:-1, 0]
    ordinary = [code for code, children in zip(units.codes, size, strict=False) if 8_000 < children < 25_000]
    drawn = dice.choice(np.array(ordinary), len(CONVERSIONS), replace=False)
    return {int(code): first for code, first in zip(drawn, CONVERSIONS, strict=True)}
