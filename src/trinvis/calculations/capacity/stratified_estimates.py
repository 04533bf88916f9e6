"""Upscaling where the units stand in strata, as regions or sizes, of which not equally many have answered.

Three ways: the mean per unit in each stratum times its units, a ratio in each (*separate*), and one ratio for all
(*combined*): Cochran (1977), *Sampling Techniques*, 3rd ed., § 5.6, 6.10-6.11. Combined where a stratum has few answers: the
separate one is skewed there. Degrees of freedom are the answers less the strata.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum, sqrt

from trinvis.calculations.capacity.estimate import Estimate, Method
from trinvis.calculations.capacity.rates import Population
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.survey_estimates import (
    Reported,
    Upscaled,
    checked,
    ratio_of,
    same_population,
    uncounted,
)


@dataclass(frozen=True)
class Stratum:
    """All that there is in a stratum, answered or not: ``units`` and their population together.

    Raises ``CapacityRefused`` without units.
    """

    units: int
    population: Population

    def __post_init__(self) -> None:
        if self.units < 1:
            raise CapacityRefused("Et stratum uden enheder kan der ikke regnes op til; lad det ude.")


Frame = Mapping[str, Stratum]


@dataclass(frozen=True)
class _Part:
    """A stratum with those of it that answered."""

    rows: list[Reported]
    all: Stratum

    @property
    def weight(self) -> float:
        return self.all.units / len(self.rows)

    @property
    def open(self) -> float:
        return uncounted(len(self.rows), self.all.units)

    def variance_of_sum(self, scores: list[float]) -> float:
        """The variance of the weighted sum of ``scores``; nothing where all have answered."""
        n = len(scores)
        if not self.open:
            return 0.0
        mean = fsum(scores) / n
        return self.open * n / (n - 1) * self.weight**2 * fsum((score - mean) ** 2 for score in scores)


def stratified_total(sample: Iterable[Reported], frame: Frame, *, level: float = 0.95) -> Upscaled:
    """The mean per unit in each stratum times its units. Raises ``CapacityRefused`` as ``_parts`` does."""
    parts, national = _parts(sample, frame)
    value = fsum(part.weight * row.count for part in parts for row in part.rows)
    variance = fsum(part.variance_of_sum([row.count for row in part.rows]) for part in parts)
    return _upscaled(value, variance, parts, national, "stratified", level)


def separate_ratio(sample: Iterable[Reported], frame: Frame, *, level: float = 0.95) -> Upscaled:
    """A ratio in each stratum times its population. Raises ``CapacityRefused`` as ``_parts`` does."""
    parts, national = _parts(sample, frame)
    values, variances = [], []
    for part in parts:
        value, variance = ratio_of(part.rows)
        values.append(value * part.all.population.persons)
        variances.append(part.open * (variance or 0.0) * part.all.population.persons**2)
    return _upscaled(fsum(values), fsum(variances), parts, national, "separate_ratio", level)


def combined_ratio(sample: Iterable[Reported], frame: Frame, *, level: float = 0.95) -> Upscaled:
    """Weighted counts over weighted populations of all strata, times the population. Raises as ``_parts``."""
    parts, national = _parts(sample, frame)
    people = fsum(part.weight * row.population.persons for part in parts for row in part.rows)
    one = fsum(part.weight * row.count for part in parts for row in part.rows) / people
    left = [[row.count - one * row.population.persons for row in part.rows] for part in parts]
    variance = fsum(part.variance_of_sum(scores) for part, scores in zip(parts, left, strict=True))
    scale = national.persons / people
    return _upscaled(one * national.persons, variance * scale**2, parts, national, "combined_ratio", level)


def merged(
    sample: Iterable[Reported], frame: Frame, into: Mapping[str, str]
) -> tuple[list[Reported], dict[str, Stratum]]:
    """Strata put together (old name → new), where one has too few answers to stand alone."""
    rows = [Reported(row.unit, row.count, row.population, into.get(row.stratum, row.stratum)) for row in sample]
    names: dict[str, list[Stratum]] = {}
    for name, stratum in frame.items():
        names.setdefault(into.get(name, name), []).append(stratum)
    together = {}
    for name, strata in names.items():
        first = strata[0].population
        for stratum in strata:
            same_population(name, stratum.population, first.band, first.year)
        people = Population(fsum(one.population.persons for one in strata), first.band, first.year)
        together[name] = Stratum(sum(one.units for one in strata), people)
    return rows, together


def _parts(sample: Iterable[Reported], frame: Frame) -> tuple[list[_Part], Population]:
    """The strata with their answers, and the country. Raises ``CapacityRefused`` as ``checked`` does, and for a stratum that is
    not in the frame, has no answer, or has one of several."""
    whole = _country(frame)
    rows = checked(sample, whole, None)
    strange = sorted({row.stratum for row in rows} - frame.keys())
    if strange:
        raise CapacityRefused(f"Stratum {', '.join(strange)} findes ikke i opgørelsen af alle enheder; ret stratum.")
    parts = []
    for name in sorted(frame):
        mine = [row for row in rows if row.stratum == name]
        if len(mine) < min(2, frame[name].units):
            raise CapacityRefused(
                f"Stratum {name} har {len(mine)} svar af {frame[name].units}; læg det sammen med et andet, der ligner."
            )
        parts.append(_Part(checked(mine, frame[name].population, frame[name].units), frame[name]))
    return parts, whole


def _country(frame: Frame) -> Population:
    if not frame:
        raise CapacityRefused("Der er ingen strata at regne op til.")
    first = next(iter(frame.values())).population
    for name, stratum in frame.items():
        same_population(name, stratum.population, first.band, first.year)
    return Population(fsum(one.population.persons for one in frame.values()), first.band, first.year)


def _upscaled(
    value: float, variance: float, parts: list[_Part], national: Population, method: Method, level: float
) -> Upscaled:
    answers, units = sum(len(part.rows) for part in parts), sum(part.all.units for part in parts)
    return Upscaled(Estimate(value, sqrt(variance), answers - len(parts), answers, method, units, level), national)
