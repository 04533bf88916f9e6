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

BESIDE = {"several": 0.04, "unknown": 0.003, "disability": 0.34, "refund": 0.06}
"""Groups beside steps 2-6, as parts of step-specific spending."""
YOUTH_CRIME = 0.03
"""Part of what is spent on institutions, which has an account of its own from 2020."""
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
    since = np.array(YEARS) - ANCHOR
    children = units.children[:, : len(YEARS)]
    region = np.array([REGIONS.get(name, (0.0, 0.0)) for name in units.regions])
    strain = dice.normal(0, 1, len(units.codes))
    wobble = 0.012 + 0.8 / np.sqrt(children)
    level = KRONER * np.exp(region[:, 0] + 0.11 * strain)
    level[-1] = own.kroner / children[-1, ANCHOR - YEARS[0]]
    total = level[:, None] * children * (DEARER * GROWING) ** since * np.exp(dice.normal(0, 1, children.shape) * wobble)
    parts = _parts(dice, region[:, 1], strain, wobble, own)
    converting = _converting(dice, units)
    more, less = _conversions(units, converting, parts["institution"])

    lower, institution = total * (parts["lower"] + more), total * (parts["institution"] - less)
    foster = total * (1 - parts["lower"] - parts["institution"])
    crime = institution * YOUTH_CRIME
    habits = {group: np.exp(dice.normal(0, 0.12, (len(units.codes), 1))) for group in BESIDE}
    builds = (dice.random(children.shape) < BUILDING) * total * dice.uniform(0.005, 0.03, children.shape)
    return Spending(
        {
            "prevention": lower * parts["prevention"],
            "home": lower * (1 - parts["prevention"]),
            "kin": foster * parts["kin"],
            "foster": foster * (1 - parts["kin"]),
            "institution": institution - crime,
            "youth_crime": crime,
            "capital": builds,
            **{group: total * part * habits[group] for group, part in BESIDE.items()},
        },
        strain,
        converting,
    )


def _parts(dice: np.random.Generator, region: Floats, strain: Floats, wobble: Floats, own: Own) -> dict[str, Floats]:
    """Shares by unit and year: steps 2-3 and 6 of all, prevention of steps 2-3, network care of steps 4-5."""

    def line(base: Floats | float, spread: float, a_year: float, given: float) -> Floats:
        return _line(dice, base + np.zeros(len(strain)), spread, a_year, given)

    lower = line(LOWER + region - 0.02 * strain, 0.085, LOWER_A_YEAR, own.lower)
    institution = line(INSTITUTION - region / 2 + 0.015 * strain, 0.035, -INSTITUTION_A_YEAR, own.institution)
    lower = np.clip(lower * np.exp(dice.normal(0, 1.2, lower.shape) * wobble), 0.14, 0.72)
    institution = np.clip(institution * np.exp(dice.normal(0, 2, lower.shape) * wobble), 0.06, 0.5)
    fit = np.minimum(1, 0.9 / (lower + institution))
    return {
        "lower": lower * fit,
        "institution": institution * fit,
        "prevention": np.clip(line(PREVENTION, 0.05, PREVENTION_A_YEAR, own.prevention), 0.02, 0.5),
        "kin": np.clip(line(KIN, 0.025, KIN_A_YEAR, own.kin), 0.01, 0.4),
    }


def _line(dice: np.random.Generator, base: Floats, spread: float, a_year: float, own: float) -> Floats:
    """Shares by unit and year: drawn around ``base`` in the anchor year, with a slope of each one's own; the last unit's is given."""
    since = np.array(YEARS) - ANCHOR
    at_anchor = base + dice.normal(0, spread, len(base))
    at_anchor[-1] = own
    slope = a_year * dice.normal(1, 0.45, len(base))
    slope[-1] = a_year
    line: Floats = at_anchor[:, None] + slope[:, None] * since
    return line


def _converting(dice: np.random.Generator, units: Units) -> dict[int, int]:
    """Three municipalities of ordinary size → the first year of their conversion."""
    size = units.children[:-1, 0]
    ordinary = [code for code, children in zip(units.codes, size, strict=False) if 8_000 < children < 25_000]
    drawn = dice.choice(np.array(ordinary), len(CONVERSIONS), replace=False)
    return {int(code): first for code, first in zip(drawn, CONVERSIONS, strict=True)}


def _conversions(units: Units, converting: Mapping[int, int], institution: Floats) -> tuple[Floats, Floats]:
    """By unit and year, as parts of all spending: what is more on steps 2-3, and what is less on institutions."""
    more, less = np.zeros(institution.shape), np.zeros(institution.shape)
    for code, first in converting.items():
        unit = units.codes.index(code)
        for at in range(first - YEARS[0], len(YEARS)):
            step = min(at - (first - YEARS[0]), len(EXTRA) - 1)
            more[unit, at] = EXTRA[step]
            less[unit, at] = min(LESS[step], 0.6 * institution[unit, at])
    return more, less
