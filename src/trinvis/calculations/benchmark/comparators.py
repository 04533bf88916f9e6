"""The nearest municipalities by background: all sets at once, for 98 municipalities or 8,000 units.

The distance is √ of the weighted mean of squared differences, each in the variable's range or standard deviation: FBIT's
measure (Department for Education, *education-benchmarking-and-insights*), but with weights that the user names, no value
filled in, and nobody twice or compared with itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from trinvis.calculations.benchmark.background import CannotCompare, LeftOut, Unit, Variable, checked, complete
from trinvis.calculations.benchmark.comparator_set import ComparatorSet, Scale, Spread, member_of, spreads_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Places = npt.NDArray[np.int64]

DISTANCES_AT_ONCE = 250_000
"""Distances held at a time: 2 MB, which stay near the processor however many units there are."""


@dataclass(frozen=True)
class Choice:
    """How comparators are chosen.

    ``regions`` and ``groups`` limit the members to those named (empty: all); ``population`` (½, 2) to those with from half
    to twice the unit's own population, ends included: a unit of unknown population then is nobody's comparator and has
    none. ``same_region_first``: among the nearest twice as many, those of the unit's own region come first.
    """

    size: int = 10
    scale: Scale = "standard_deviation"
    regions: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    population: tuple[Fraction, Fraction] | None = None
    same_region_first: bool = False


@dataclass(frozen=True, eq=False)
class ComparatorSets:
    """Every unit's set. Row i of ``members`` holds the places in ``units`` of unit i's comparators, −1 where there are no more.

    ``units`` are those with every variable, in order of code; ``allowed`` is how many the members were chosen among.
    """

    units: tuple[Unit, ...]
    members: Places
    allowed: Places
    spreads: tuple[Spread, ...]
    left_out: tuple[LeftOut, ...]
    choice: Choice
    _place: dict[int, int] = field(repr=False)

    def of(self, code: int) -> ComparatorSet:
        """One unit's set with distances and reasons. Raises ``CannotCompare`` when it lacks a variable or is unknown."""
        if code not in self._place:
            for left in self.left_out:
                if left.code == code:
                    raise CannotCompare(f"{left.reason} Indtast værdien, eller vælg andre variabler.")
            raise CannotCompare(f"Kommunen med kode {code} findes ikke; ret koden.")
        place = self._place[code]
        unit, chosen = self.units[place], self.members[place]
        found = tuple(member_of(unit, self.units[other], self.spreads) for other in chosen[chosen >= 0].tolist())
        allowed = int(self.allowed[place])
        return ComparatorSet(unit, found, self.choice.size, allowed, self.choice.scale, self.spreads, self.left_out)


def comparator_sets(units: Sequence[Unit], variables: Sequence[Variable], choice: Choice) -> ComparatorSets:
    """The nearest ``choice.size`` units of every unit, ordered by distance, then code.

    Raises ``CannotCompare`` for a unit or variable that is there twice, a weight or size that is not above 0, no
    variables, or fewer than two units with all of them.
    """
    import numpy as np

    ordered = checked(units, variables)
    if choice.size < 1:
        raise CannotCompare("Et sammenligningssæt skal have mindst én kommune.")
    whole, left_out = complete(ordered, variables)
    if len(whole) < 2:
        raise CannotCompare("Færre end to kommuner har alle variabler; vælg andre variabler eller hent værdierne ind.")
    spreads = spreads_of(whole, variables, choice.scale)
    values = np.array([[v.values[unit.code] for unit in whole] for v in variables], float).T
    factor = np.array([s.weight / s.value**2 if s.value else 0.0 for s in spreads])
    wanted = _wanted(whole, choice)
    members = np.full((len(whole), min(choice.size, len(whole) - 1)), -1)
    allowed = np.zeros(len(whole), np.int64)
    rows = max(1, DISTANCES_AT_ONCE // len(whole))
    for first in range(0, len(whole), rows):
        part = slice(first, min(first + rows, len(whole)))
        distance = _distances(values, factor, part)
        _shut_out(distance, part, wanted, choice)
        allowed[part] = np.count_nonzero(distance < np.inf, axis=1)
        members[part] = _nearest(distance, part, wanted, choice, members.shape[1])
    places = {unit.code: place for place, unit in enumerate(whole)}
    return ComparatorSets(whole, members, allowed, spreads, left_out, choice, places)


@dataclass(frozen=True, eq=False)
class _Wanted:
    """Who may be a member at all, each unit's region as a number, its population (−1 unknown), and its members' bounds."""

    may: npt.NDArray[np.bool_]
    region: Places
    population: Places
    least: Places
    most: Places


def _wanted(units: Sequence[Unit], choice: Choice) -> _Wanted:
    import numpy as np

    may = [
        (not choice.regions or unit.region in choice.regions) and (not choice.groups or unit.group in choice.groups)
        for unit in units
    ]
    numbers = {region: number for number, region in enumerate(sorted({unit.region for unit in units}))}
    region = [numbers[unit.region] if unit.region else -1 - place for place, unit in enumerate(units)]
    population = [-1 if unit.population is None else unit.population for unit in units]
    least, most = choice.population or (Fraction(0), Fraction(1))
    bounds = [(ceil(least * own), floor(most * own)) if own >= 0 else (1, 0) for own in population]
    lower, upper = np.array(bounds, np.int64).T
    return _Wanted(np.array(may), np.array(region, np.int64), np.array(population, np.int64), lower, upper)


def _distances(values: Floats, factor: Floats, part: slice) -> Floats:
    """Squared distances of the units in ``part`` to all; the same both ways, to the last digit."""
    import numpy as np

    total = np.zeros((part.stop - part.start, len(values)))
    difference = np.empty_like(total)
    for column, weight in zip(np.ascontiguousarray(values.T), factor, strict=True):
        np.subtract(column[part, None], column, out=difference)
        difference *= difference
        difference *= weight
        total += difference
    return total


def _shut_out(distance: Floats, part: slice, wanted: _Wanted, choice: Choice) -> None:
    """Those who may not be members get an infinite distance."""
    import numpy as np

    own = np.arange(part.start, part.stop)
    distance[own - part.start, own] = np.inf
    distance[:, ~wanted.may] = np.inf
    if choice.population is not None:
        their = wanted.population
        distance[(their < wanted.least[part, None]) | (their > wanted.most[part, None])] = np.inf


def _nearest(distance: Floats, part: slice, wanted: _Wanted, choice: Choice, size: int) -> Places:
    """Places of the nearest, ordered by distance then place; −1 for none."""
    import numpy as np

    pool = min(2 * size if choice.same_region_first else size, distance.shape[1])
    limit = np.minimum(np.partition(distance, pool - 1, axis=1)[:, pool - 1], np.finfo(float).max)
    row, place = np.divmod(np.flatnonzero(distance <= limit[:, None]), distance.shape[1])
    order = np.lexsort((place, distance[row, place], row))
    row, place = row[order], place[order]
    kept = _number_within(row) < pool
    row, place = row[kept], place[kept]
    if choice.same_region_first:
        elsewhere = wanted.region[place] != wanted.region[row + part.start]
        order = np.lexsort((np.arange(row.size), elsewhere, row))
        row, place = row[order], place[order]
    number = _number_within(row)
    found = np.full((len(distance), size), -1)
    inside = number < size
    found[row[inside], number[inside]] = place[inside]
    return found


def _number_within(row: Places) -> Places:
    """0, 1, 2 … within each run of the same row."""
    import numpy as np

    numbered: Places = np.arange(row.size) - np.searchsorted(row, row)
    return numbered
