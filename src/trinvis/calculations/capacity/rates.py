"""Figures per 1,000 inhabitants in the age band that belongs to them; the rate keeps its denominator.

Seed 002: 0-17-year-olds for the children's area and PPR (lines 2581, 4349), 0-19 for co-financing of children (2552, 2659),
18-65 for adults (8283), 20-65 for adults in eSundhed, which cannot be cut at 18 (8269, 8370).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import fsum, isfinite
from typing import Literal

from trinvis.calculations.capacity.refused import CapacityRefused, danish
from trinvis.calculations.statistics.averages import averages_of_values

Band = tuple[int, int]
"""First and last age, both with."""

Subject = Literal["children", "children_psychiatry", "adults", "adults_psychiatry"]

BANDS: dict[Subject, Band] = {
    "children": (0, 17),
    "children_psychiatry": (0, 19),
    "adults": (18, 65),
    "adults_psychiatry": (20, 65),
}
"""What a figure is about → the age band that it is counted per."""

CountedBy = Literal["acting", "paying"]

COUNTED_BY_WORDS: dict[CountedBy, str] = {
    "acting": "opgjort efter den kommune, som tilbuddet ligger i (handle- eller opholdskommune)",
    "paying": "opgjort efter den kommune, som har sagen og betaler (myndighedskommune)",
}
"""Which municipality an activity is counted in; the report had only the first (seed 002 lines 3476-3480, 9402)."""


def band_words(band: Band) -> str:
    """``0-17-årige``."""
    return f"{band[0]}-{band[1]}-årige"


@dataclass(frozen=True)
class Population:
    """``persons`` in the band in a year; raises ``CapacityRefused`` unless above 0."""

    persons: float
    band: Band
    year: int

    def __post_init__(self) -> None:
        if not (isfinite(self.persons) and self.persons > 0):
            raise CapacityRefused(
                f"Antallet af {band_words(self.band)} i {self.year} skal være over 0; hent folketallet ind."
            )


@dataclass(frozen=True)
class Rate:
    """``numerator`` (kroner, full-time equivalents, places, courses …) over its population.

    Raises ``CapacityRefused`` when the numerator is no number.
    """

    numerator: float
    population: Population
    counted_by: CountedBy | None = None

    def __post_init__(self) -> None:
        if not isfinite(self.numerator):
            raise CapacityRefused("Tælleren er ikke et tal; ret den, eller lad kommunen stå uden tal.")

    def per(self, persons: float = 1000) -> float:
        """The rate per so many inhabitants."""
        return self.numerator / self.population.persons * persons

    @property
    def words(self) -> str:
        """What stands at the figure: of whom, how many and when."""
        of = (
            f"pr. 1.000 {band_words(self.population.band)} ({danish(self.population.persons)} i {self.population.year})"
        )
        return of if self.counted_by is None else f"{of}, {COUNTED_BY_WORDS[self.counted_by]}"


def rate(
    numerator: float, year: int, subject: Subject, population: Population, counted_by: CountedBy | None = None
) -> Rate:
    """A year's figure per inhabitant. Raises ``CapacityRefused`` when the population is of another age band or year."""
    if population.band != BANDS[subject]:
        raise CapacityRefused(
            f"Tallet skal opgøres pr. {band_words(BANDS[subject])}, men folketallet er {band_words(population.band)}."
        )
    if population.year != year:
        raise CapacityRefused(f"Tallet er for {year}, men folketallet er for {population.year}; brug samme år.")
    return Rate(numerator, population, counted_by)


def pooled(rates: Sequence[Rate]) -> Rate:
    """Sum over sum, as a region or the whole country of its municipalities: never the mean of their rates, never their sum.

    Raises ``CapacityRefused`` without rates, or when age band, year or who counts differs.
    """
    if not rates:
        raise CapacityRefused("Der er ingen tal at lægge sammen.")
    first = rates[0]
    for other in rates:
        if (other.population.band, other.population.year) != (first.population.band, first.population.year):
            raise CapacityRefused("Tallene er ikke for samme aldersgruppe og år og kan ikke lægges sammen.")
        if other.counted_by != first.counted_by:
            raise CapacityRefused(
                "Nogle tal er opgjort efter handlekommune, andre efter myndighedskommune; de kan ikke lægges sammen."
            )
    persons = fsum(one.population.persons for one in rates)
    people = Population(persons, first.population.band, first.population.year)
    return Rate(fsum(one.numerator for one in rates), people, first.counted_by)


def mean_over_years(rates: Mapping[int, Rate | None]) -> float:
    """The plain mean of the years' rates per inhabitant (2009-2011 in the report, seed 002 lines 552-554).

    Raises ``CapacityRefused`` naming the years that are missing, since a mean of the others would be another period, or when a
    rate is of another year or age band.
    """
    known = {year: one for year, one in sorted(rates.items()) if one is not None}
    missing = sorted(rates.keys() - known.keys())
    if missing or not known:
        raise CapacityRefused(
            f"Gennemsnittet over årene kan ikke tages; der mangler {', '.join(map(str, missing)) or 'år'}."
        )
    if len({one.population.band for one in known.values()}) > 1 or any(
        one.population.year != year for year, one in known.items()
    ):
        raise CapacityRefused("Årenes tal er ikke for samme aldersgruppe, eller et tal står under et forkert år.")
    return fsum(one.per(1) for one in known.values()) / len(known)


@dataclass(frozen=True)
class Spread:
    """Municipalities' rates per 1,000: quartiles and median unweighted, and both means. ``left_out`` have no figure."""

    cases: int
    left_out: tuple[int, ...]
    lower: float
    median: float
    upper: float
    unweighted: float
    weighted: float

    def quartile(self, value: float) -> Literal[1, 2, 3, 4]:
        """1 (green on the map): up to and with the lower quartile; 4 (red): from the upper one on (lines 2634-2640)."""
        if value <= self.lower:
            return 1
        if value >= self.upper:
            return 4
        return 2 if value <= self.median else 3


def spread(rates: Mapping[int, Rate | None]) -> Spread:
    """How the municipalities' rates (by code) lie; raises ``CapacityRefused`` when none has one, or they do not belong together."""
    known = {code: one for code, one in sorted(rates.items()) if one is not None}
    together = pooled(list(known.values()))
    found = averages_of_values({code: Fraction(one.per()) if one else None for code, one in rates.items()})
    quartiles = (float(found.lower), float(found.median), float(found.upper))
    return Spread(found.cases, found.left_out, *quartiles, float(found.unweighted), together.per())


def implied_population(count: float, printed: float, places: int, per: float = 1000) -> tuple[float, float, float]:
    """The denominator behind a count and its printed rate, and the least and most that round to what is printed.

    The report prints none (seed 002 lines 3378-3401: 1.950 new placements are 1,61 per 1.000). Raises ``CapacityRefused``
    when the printed rate is 0 after rounding.
    """
    half = 0.5 * 10**-places
    if printed <= half:
        raise CapacityRefused("En rate, der er afrundet til 0, kan ikke vise, hvad den er regnet af.")
    return count / printed * per, count / (printed + half) * per, count / (printed - half) * per
