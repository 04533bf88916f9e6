"""The municipalities of the example's country: real names, codes and size; their 0-22-year-olds are invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from trinvis.demo.levels import levels
from trinvis.demo.national_chart import YEARS
from trinvis.demo.plan import MUNICIPALITY
from trinvis.demo.public_files import persons_by_age
from trinvis.parameters import Parameters

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

NATIONAL_SEED = 98
"""The country is the same whatever seed the example municipality is drawn with."""

POPULATION_YEARS = range(YEARS[0], YEARS[-1] + 2)
"""1 January of each year of accounts, and the one after."""

AGES = 23
YOUNG = {1: 0.272, 2: 0.286, 3: 0.268, 4: 0.282, 5: 0.252}
"""Share of 0-22-year-olds by Danmarks Statistik's group of municipalities (capital, large town, provincial, commuter, rural)."""
STUDENTS = {1: 0.15, 2: 0.9, 3: 0.15, 4: -0.25, 5: -0.3}
"""How many more 19-22-year-olds than children of each age."""
ISLAND = 0.17


@dataclass(frozen=True)
class Units:
    """The 98 municipalities in order of code, and the example municipality last: ``codes``, their ``region`` and ``island``.

    ``people`` is persons by unit, year of ``POPULATION_YEARS`` and age 0-22.
    """

    codes: tuple[int, ...]
    names: tuple[str, ...]
    regions: tuple[str, ...]
    islands: Whole
    people: Whole

    @property
    def children(self) -> Whole:
        """0-22-year-olds by unit and year."""
        summed: Whole = self.people.sum(axis=2)
        return summed

    @property
    def under_18(self) -> Whole:
        """0-17-year-olds by unit and year."""
        summed: Whole = self.people[:, :, :18].sum(axis=2)
        return summed


def units() -> Units:
    """The published totals of 2014 and 2021 are the scale (``municipalities`` of the parameters); the ages are drawn."""
    table = Parameters.shipped().table("municipalities", None).sort("municipality")
    dice = np.random.default_rng([NATIONAL_SEED, 1])
    years = np.array(POPULATION_YEARS)
    before, after = table["population_2014q1"].to_numpy(), table["population_2021q1"].to_numpy()
    total = before[:, None] + (after - before)[:, None] / 7 * (years - 2014)
    island = table["island"].to_numpy()
    young = table["group_code"].replace_strict(YOUNG, return_dtype=pl.Float64).to_numpy()
    young = np.where(island, ISLAND, young) + dice.normal(0, 0.006, table.height)
    falling = 1 - 0.006 * (years - 2018) / 5
    students = table["group_code"].replace_strict(STUDENTS, return_dtype=pl.Float64).to_numpy()
    profile = 1 + students[:, None] * (np.arange(AGES) >= 19) + dice.normal(0, 0.03, (table.height, AGES))
    profile /= profile.sum(axis=1, keepdims=True)
    people = np.rint((total * falling * young[:, None])[:, :, None] * profile[:, None, :]).astype(np.int64)
    own = np.array([_own_ages(int(year)) for year in years])[None, :, :]
    return Units(
        (*table["municipality"].to_list(), MUNICIPALITY),
        (*table["name"].to_list(), "Eksempelkommune"),
        (*table["region"].to_list(), ""),
        np.append(island, False).astype(np.int64),
        np.concatenate([people, own]),
    )


def _own_ages(year: int) -> list[int]:
    """The example municipality's persons by age; as in its own files from 2023, a little more before."""
    more = 1 + 0.003 * max(0, 2023 - year)
    return persons_by_age(round(levels().population_0_17 * more))
