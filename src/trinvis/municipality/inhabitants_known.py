"""How many children live in the municipality on a day: the count of the population that lies nearest, and which it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.municipality.gathered import facts
from trinvis.municipality.national import PERSONS, newest
from trinvis.tables import POPULATION

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

OLDEST_COUNT = timedelta(days=366)
"""A count older than this says nothing of a day."""


@dataclass(frozen=True)
class Inhabitants:
    """``persons`` of 0 to ``last_age`` years counted on ``day``; ``rows`` are the rows of the population that add up to it."""

    persons: int
    day: date
    last_age: int
    rows: pl.DataFrame


@dataclass(frozen=True)
class Population:
    """The municipality's own rows of the population."""

    rows: pl.DataFrame

    def near(self, day: date, last_age: int) -> Inhabitants | None:
        """Persons of 0 to ``last_age`` years at the end of ``day``: counted the day after, else on it, else last before it.

        Danmarks Statistik counts on the first day of a quarter, so the end of March is 1 April. None where an age is missing,
        or no count lies within a year: missing is not 0.
        """
        after = self._on(day + timedelta(days=1), last_age)
        if after is not None:
            return after
        days = sorted(
            {one for one in self.rows["day"] if one is not None and day - OLDEST_COUNT <= one <= day}, reverse=True
        )
        found = (self._on(one, last_age) for one in days)
        return next((one for one in found if one is not None), None)

    def _on(self, day: date, last_age: int) -> Inhabitants | None:
        rows = self.rows.filter(pl.col("day") == day, pl.col("age").is_between(0, last_age))
        both = rows.filter(pl.col("sex").fill_null("TOT") == "TOT")
        counted = both if both.height else rows
        if counted["age"].n_unique() != last_age + 1:
            return None
        return Inhabitants(int(counted["persons"].sum()), day, last_age, counted)


def population_known(house: House, basis: Basis) -> Population:
    """The population rows of the municipality known on ``basis``; of a count that two deliveries hold, the newest one."""
    rows = facts(house, basis, POPULATION).filter(nw.col("municipality") == house.workspace.municipality)
    return Population(house.engine.collect(newest(house, basis, rows, PERSONS)))
