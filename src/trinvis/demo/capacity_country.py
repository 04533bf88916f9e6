"""What a capacity analysis of the invented country is drawn from: grown-ups by age, bands of ages, and lasting differences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trinvis.demo.capacity_people import CHILDREN_OF_ALL, OLDER_HERE, by_age
from trinvis.demo.national_people import NATIONAL_SEED, POPULATION_YEARS
from trinvis.parameters import Parameters

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trinvis.demo.national_people import Units

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

ANALYSIS_YEARS = range(2021, 2026)
"""The years that staff, activity, psychiatry and survey answers are of."""

OLDER = {1: -0.12, 2: -0.1, 3: 0.02, 4: 0.1, 5: 0.18}
"""How much older the grown-ups of Danmarks Statistik's groups of municipalities are (capital, large town … rural), own assumption."""


@dataclass(frozen=True)
class Country:
    """The municipalities of ``units`` with everybody in them: ``grown`` is persons by unit, year of ``POPULATION_YEARS`` and age
    23-99. ``strain`` is what makes a municipality dear."""

    units: Units
    strain: Floats
    grown: Whole

    @property
    def codes(self) -> tuple[int, ...]:
        """The 98 municipalities' codes, and the example's last."""
        return self.units.codes

    def aged(self, first: int, last: int, years: range) -> Whole:
        """Persons of those ages, both included, on 1 January by unit and year."""
        at = [year - POPULATION_YEARS[0] for year in years]
        everybody = np.concatenate([self.units.people, self.grown], axis=2)[:, at, first : last + 1]
        summed: Whole = everybody.sum(axis=2)
        return summed

    def dice(self, stream: int) -> np.random.Generator:
        """Dice of one kind of figure; the country is the same whatever the example is drawn with."""
        return np.random.default_rng([NATIONAL_SEED, 100 + stream])

    def differing(
        self, dice: np.random.Generator, years: int, *, strain: float, lasting: float, noise: float
    ) -> Floats:
        """By unit and year, about 1: what background explains (``strain``), what lasts besides, and what is the year's chance."""
        towns = len(self.codes)
        stays = strain * self.strain + dice.normal(0, lasting, towns)
        drawn: Floats = np.exp(stays[:, None] + dice.normal(0, noise, (towns, years)))
        return drawn


def country(units: Units, strain: Floats) -> Country:
    """The country with its grown-ups: what the published totals leave when the 0-22-year-olds are taken from them."""
    table = Parameters.shipped().table("municipalities", None).sort("municipality")
    years = np.array(POPULATION_YEARS)
    before, after = table["population_2014q1"].to_numpy(), table["population_2021q1"].to_numpy()
    total = before[:, None] + (after - before)[:, None] / 7 * (years - 2014)
    own = units.under_18[-1] / CHILDREN_OF_ALL
    left = np.vstack([total, own[None, :]]) - units.children
    older = np.append(table["group_code"].replace_strict(OLDER).to_numpy(), OLDER_HERE)
    return Country(units, strain, by_age(left.astype(np.float64), older))


def regions(country: Country) -> dict[str, NDArray[np.int64]]:
    """Region → the places of its municipalities among the 98; the example is in none."""
    names = country.units.regions
    return {
        name: np.array([at for at, region in enumerate(names) if region == name])
        for name in dict.fromkeys(name for name in names if name)
    }
