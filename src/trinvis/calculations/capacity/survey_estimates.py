"""From the units that answered to all of them: the report's own way, and the ratio estimator that is the better one.

The report takes the mean of the municipalities' rates times the country's population (seed 002 lines 1175-1179), with a
t-interval and no correction for how many have answered (line 1214). Each municipality counts 1 there, however small. The
ratio estimator is sum over sum; its standard error is linearised (Cochran (1977), *Sampling Techniques*, 3rd ed., § 6.4-6.5,
with the sample's own mean in the denominator), and the finite-population correction makes it 0 when all have answered.

All of them take those that answered as a random sample: who answers and who does not must not depend on the figure itself.
Municipalities are unequal, and of some twenty answers a 95 % interval holds the truth in about nine of ten cases at best: in
strata by size with the largest alone (``stratified_estimates``), tried on Denmark's 98 in the tests.
Sums are rounded once, so that the order of the answers changes no digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum, isfinite, sqrt

from trinvis.calculations.capacity.answers import Answers
from trinvis.calculations.capacity.estimate import Estimate, Method
from trinvis.calculations.capacity.rates import Band, Population
from trinvis.calculations.capacity.refused import CapacityRefused, danish


@dataclass(frozen=True)
class Reported:
    """One unit's count (or amount) for a year with its population; ``stratum`` where the estimate is stratified."""

    unit: str
    count: float
    population: Population
    stratum: str = ""


@dataclass(frozen=True)
class Upscaled:
    """A national total with the population that it was scaled by."""

    total: Estimate
    population: Population

    def rate(self, per: float = 1000) -> Estimate:
        """The estimate per so many inhabitants."""
        return self.total.times(per / self.population.persons)


def mean_of_answers(answers: Answers, *, units: int | None = None, level: float = 0.95) -> Estimate:
    """The plain mean of the units' answers, each counting 1, with its t-interval (lines 1163-1187); zeros count.

    ``units``: how many there are in all, for the finite-population correction; None is the report's own, without it. Raises
    ``CapacityRefused`` when nobody gave a value, or more did than there are.
    """
    values = list(answers.values.values())
    if not values:
        raise CapacityRefused(f"Der er ingen svar med et tal: {answers.sentence}")
    _no_more_than(units, len(values))
    return _mean(values, "mean", units, level)


def change_in_same(first: Answers, last: Answers, *, level: float = 0.95) -> Estimate:
    """The mean change from ``first`` to ``last`` in the units that answered both; what a change of two means cannot show.

    Raises ``CapacityRefused`` when no unit answered both.
    """
    before, after = first.values, last.values
    both = sorted(before.keys() & after.keys())
    if not both:
        raise CapacityRefused("Ingen har svaret begge gange, så en ændring kan ikke opgøres for de samme enheder.")
    return _mean([after[unit] - before[unit] for unit in both], "paired", None, level)


def reported(
    answers: Answers, populations: Mapping[str, Population], strata: Mapping[str, str] | None = None
) -> tuple[Reported, ...]:
    """The answers with a value beside their populations. Raises ``CapacityRefused`` naming units without one, or a stratum."""
    lost = sorted(
        unit for unit in answers.values if unit not in populations or (strata is not None and unit not in strata)
    )
    if lost:
        raise CapacityRefused(
            f"{', '.join(lost)} mangler folketal{' eller stratum' if strata is not None else ''}; ret enhedens kode, eller hent folketallet ind."
        )
    return tuple(
        Reported(unit, value, populations[unit], "" if strata is None else strata[unit])
        for unit, value in answers.values.items()
    )


def mean_of_rates(
    sample: Iterable[Reported], national: Population, *, units: int | None = None, level: float = 0.95
) -> Upscaled:
    """The report's estimate: the mean of the units' rates times the national population. ``units``: how many there are in
    all, for the finite-population correction; None is the report's own, without it.

    Raises ``CapacityRefused`` as ``checked`` does.
    """
    rows = checked(sample, national, units)
    rates = [row.count / row.population.persons for row in rows]
    return Upscaled(_mean(rates, "mean_of_rates", units, level).times(national.persons), national)


def ratio(
    sample: Iterable[Reported], national: Population, *, units: int | None = None, level: float = 0.95
) -> Upscaled:
    """The ratio estimator: all counts over all populations times the national population. Raises as ``checked``."""
    rows = checked(sample, national, units)
    value, variance = ratio_of(rows)
    error = None if variance is None else sqrt(variance * uncounted(len(rows), units))
    one = Estimate(value, error, len(rows) - 1, len(rows), "ratio", units, level)
    return Upscaled(_certain(one).times(national.persons), national)


def ratio_of(rows: Sequence[Reported]) -> tuple[float, float | None]:
    """Sum over sum and its linearised variance without correction; None of one unit."""
    n, people = len(rows), fsum(row.population.persons for row in rows)
    value = fsum(row.count for row in rows) / people
    if n < 2:
        return value, None
    left = fsum((row.count - value * row.population.persons) ** 2 for row in rows)
    return value, n / (n - 1) * left / people**2


def uncounted(answered: int, units: int | None) -> float:
    """The finite-population correction: the share that has not answered; 1 where it is not to be used."""
    return 1.0 if units is None else 1 - answered / units


def checked(sample: Iterable[Reported], national: Population, units: int | None) -> list[Reported]:
    """The sample, if an estimate can be made of it. Raises ``CapacityRefused`` for an empty one, a unit that stands twice, another
    age band or year than the national one, something that is no number, more answers than ``units``, or more people among those that
    answered than there are.
    """
    rows = list(sample)
    if not rows:
        raise CapacityRefused("Ingen har svaret med et tal; der er intet at regne op fra.")
    if len({row.unit for row in rows}) < len(rows):
        raise CapacityRefused("En enhed står der to gange; vælg det svar, der gælder.")
    _no_more_than(units, len(rows))
    for row in rows:
        if not isfinite(row.count):
            raise CapacityRefused(f"Svaret fra {row.unit} er ikke et tal; ret det.")
        same_population(row.unit, row.population, national.band, national.year)
    people = fsum(row.population.persons for row in rows)
    if people > national.persons * (1 + 1e-9):
        raise CapacityRefused(
            f"De {len(rows)}, der har svaret, har {danish(people)} indbyggere, men i alt er der kun {danish(national.persons)}; "
            "se efter, om folketallene er i samme enhed."
        )
    return rows


def _no_more_than(units: int | None, answered: int) -> None:
    if units is not None and answered > units:
        raise CapacityRefused(f"Der er {answered} svar fra {units} enheder; ret antallet af enheder.")


def same_population(name: str, population: Population, band: Band, year: int) -> None:
    """Raises ``CapacityRefused`` when the population is of another age band or year."""
    if (population.band, population.year) != (band, year):
        raise CapacityRefused(
            f"Folketallet for {name} er {population.band[0]}-{population.band[1]}-årige i {population.year}, men der regnes op til "
            f"{band[0]}-{band[1]}-årige i {year}; brug samme aldersgruppe og år."
        )


def _mean(values: Sequence[float], method: Method, units: int | None, level: float) -> Estimate:
    n = len(values)
    mean = fsum(values) / n
    error = None
    if n > 1:
        variance = fsum((value - mean) ** 2 for value in values) / (n - 1)
        error = sqrt(variance / n * uncounted(n, units))
    return _certain(Estimate(mean, error, n - 1, n, method, units, level))


def _certain(one: Estimate) -> Estimate:
    """A unit that is alone in its population is certain too."""
    return replace(one, standard_error=0.0) if one.answers == one.of else one
