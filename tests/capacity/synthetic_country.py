"""A country whose lasting differences and yearly noise are known, so that a potential can be held up against the truth.

Spending of municipality i in year t, kroner per inhabitant: a level + its conditions × coefficients + a lasting difference u (spread
``lasting``) + the year's level + the year's chance, whose variance is ``yearly``² · (mean inhabitants / inhabitants)^``steepness``. The
first of the conditions that can be influenced is the placement frequency, whose coefficient is ``PER_PLACED``; what is seen of it
swings from year to year by ``placed_swing``. The truth that a national potential is held against: Σ max(0, u) · inhabitants.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from trinvis.calculations.capacity.base_share import WHOLE_AREA, BaseShare
from trinvis.calculations.capacity.expenditure_model import ExpenditureModel, expenditure_model
from trinvis.calculations.capacity.potentials import Base
from trinvis.calculations.capacity.yearly import Unit, Yearly

LAST_YEAR = 2011
PER_PLACED = 400.0

Shape = Literal["normal", "long tails", "skew"]


@dataclass(frozen=True)
class Mix:
    """What the country is made of: ``lasting`` and ``yearly`` are standard deviations in kroner per inhabitant."""

    lasting: float = 1000.0
    yearly: float = 1000.0
    years: int = 5
    background: int = 6
    influenceable: int = 0
    steepness: float = 0.5
    placed_swing: float = 0.0
    municipalities: int = 98
    shape: Shape = "normal"


@dataclass(frozen=True)
class Country:
    """``truth`` [municipality] are the lasting differences, kroner per inhabitant; ``inhabitants`` by municipality."""

    units: tuple[Unit, ...]
    spending: Yearly
    background: tuple[Yearly, ...]
    influenceable: tuple[Yearly, ...]
    inhabitants: np.ndarray
    truth: np.ndarray
    years: tuple[int, ...]

    @property
    def potential(self) -> float:
        """What lasting differences above the expected level cost, kroner a year."""
        return float((np.maximum(self.truth, 0) * self.inhabitants).sum())

    def base(self, share: BaseShare = WHOLE_AREA) -> Base:
        people = {unit.code: float(count) for unit, count in zip(self.units, self.inhabitants, strict=True)}
        return Base("Børn og unge", LAST_YEAR, people, share)

    @property
    def report_years(self) -> tuple[int, ...]:
        """The last three, as the report's."""
        return self.years[-3:]

    def model(self) -> ExpenditureModel:
        """With the background alone."""
        return expenditure_model("baggrundsmodellen", self.units, self.spending, self.background, self.report_years)

    def full_model(self) -> ExpenditureModel:
        """With what a municipality can influence."""
        variables = [*self.background, *self.influenceable]
        return expenditure_model("den samlede model", self.units, self.spending, variables, self.report_years)


def country(mix: Mix, seed: int) -> Country:
    """The same country for the same seed."""
    chance = np.random.default_rng([2011, seed])
    count = mix.municipalities
    inhabitants = np.round(chance.lognormal(9.2, 0.75, count))
    conditions = chance.normal(10, 2, (count, mix.background + mix.influenceable))
    coefficients = chance.normal(0, 250, conditions.shape[1])
    coefficients[mix.background : mix.background + 1] = PER_PLACED
    lasting = mix.lasting * _drawn(mix.shape, chance, count)
    spread = mix.yearly * (inhabitants.mean() / inhabitants) ** (mix.steepness / 2)
    years = tuple(range(LAST_YEAR - mix.years + 1, LAST_YEAR + 1))
    expected = 11_000 + (conditions - 10) @ coefficients
    spent = (expected + lasting)[:, None] + chance.normal(0, 200, mix.years)
    spent = spent + spread[:, None] * chance.standard_normal((count, mix.years))
    seen = np.repeat(conditions[:, :, None], mix.years, axis=2)
    if mix.placed_swing:
        seen[:, mix.background] += (spread / mix.yearly * mix.placed_swing)[:, None] * chance.standard_normal(
            (count, mix.years)
        )
    units = tuple(Unit(101 + place, f"Kommune {place + 1}") for place in range(count))
    variables = [
        _yearly(
            "placed" if number == mix.background else f"v{number}",
            f"Variabel {number + 1}",
            units,
            seen[:, number],
            years,
        )
        for number in range(conditions.shape[1])
    ]
    return Country(
        units,
        _yearly("spending", "Udgift pr. 0-17-årig", units, spent, years),
        tuple(variables[: mix.background]),
        tuple(variables[mix.background :]),
        inhabitants,
        lasting,
        years,
    )


def _drawn(shape: Shape, chance: np.random.Generator, count: int) -> np.ndarray:
    """Of mean 0 and spread 1."""
    if shape == "long tails":
        return chance.standard_t(5, count) / np.sqrt(5 / 3)
    if shape == "skew":
        return (chance.gamma(2, 1, count) - 2) / np.sqrt(2)
    return chance.standard_normal(count)


def _yearly(key: str, label: str, units: tuple[Unit, ...], table: np.ndarray, years: tuple[int, ...]) -> Yearly:
    values = {unit.code: dict(zip(years, row.tolist(), strict=True)) for unit, row in zip(units, table, strict=True)}
    return Yearly(key, label, values)
