"""The municipalities that a count is scaled up from: each unit's answer beside the inhabitants that it is of.

A municipality with several units (as PPR in København) shares its inhabitants among them, so their answers are one only when all of
them have answered; otherwise the municipality is left out, and named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.capacity.rates import Population
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.stratified_estimates import Stratum, combined_ratio, merged
from trinvis.calculations.capacity.survey_estimates import Reported, Upscaled
from trinvis.municipality.capacity_survey_answers import Given, Question, area_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trinvis.municipality.capacity import Capacity


@dataclass(frozen=True, eq=False)
class Sample:
    """``rows`` are the municipalities that answered with a number; ``people`` the inhabitants of all municipalities that have a
    population in the year, by code. ``left_out`` says in Danish who answered and is not counted.
    """

    rows: tuple[Reported, ...]
    codes: tuple[int, ...]
    people: Mapping[int, Population]
    given: tuple[Given, ...]
    left_out: tuple[str, ...]

    @property
    def national(self) -> Population:
        """All inhabitants of the age band. Raises ``CapacityRefused`` where no municipality has a population."""
        known = list(self.people.values())
        if not known:
            raise CapacityRefused("Der er intet folketal for året; hent det ind, fx FOLK1A fra Statistikbanken.")
        return Population(sum(one.persons for one in known), known[0].band, known[0].year)

    @property
    def units(self) -> int:
        """How many municipalities there are."""
        return len(self.people)


def units_of(made: Capacity) -> dict[int, frozenset[int]]:
    """Municipality → the numbers of its units, of those that have several: all that were ever seen in the area's surveys."""
    found: dict[int, set[int]] = {}
    rows = area_rows(made).filter(pl.col("unit_no").is_not_null())
    for code, unit in rows.select("municipality", "unit_no").unique().iter_rows():
        found.setdefault(code, set()).add(unit)
    return {code: frozenset(units) for code, units in found.items()}


def sample(question: Question, year: int, units: Mapping[int, frozenset[int]]) -> Sample:
    """The answers to a question on a count, a municipality to a row."""
    made = question.made
    known = made.facts.population(made.band)
    people = {
        code: Population(known[code, year], made.band, year) for code in made.country if known.get((code, year), 0) > 0
    }
    of: dict[int, list[Given]] = {}
    for one in question.of_country(year):
        of.setdefault(one.municipality, []).append(one)
    rows, given, left_out = [], [], []
    for code, answers in sorted(of.items()):
        told = [one for one in answers if one.value is not None]
        if not told:
            continue
        why = _incomplete(told, answers, units.get(code, frozenset()))
        why = why or ("" if code in people else f"folketallet for {year} mangler")
        if why:
            left_out.append(f"{made.name(code)} ({why})")
            continue
        rows.append(Reported(made.name(code), sum(one.value or 0.0 for one in told), people[code], ""))
        given += told
    codes = tuple(sorted({one.municipality for one in given}))
    return Sample(tuple(rows), codes, people, tuple(given), tuple(left_out))


def _incomplete(told: list[Given], answers: list[Given], units: frozenset[int]) -> str:
    """Why a municipality's answers are not all of it; empty where they are."""
    whole = [one for one in answers if one.unit_no is None]
    if whole and len(answers) > 1:
        return "både kommunen og dens enheder har svaret"
    if whole or not units:
        return ""
    numbers = {one.unit_no for one in told}
    return "" if numbers == units else f"{len(numbers)} af {len(units)} enheder har svaret med et tal"


def by_strata(found: Sample, strata: Mapping[int, str]) -> tuple[Upscaled, tuple[str, ...]]:
    """The combined ratio estimate with the finite-population correction, and which strata it was made of.

    ``strata``: municipality → its stratum, so ordered that strata beside each other are alike. One with too few answers is put together with
    its neighbour. Raises ``CapacityRefused`` where nothing can be estimated.
    """
    order = list(dict.fromkeys(strata[code] for code in strata if code in found.people))
    rows = [
        Reported(one.unit, one.count, one.population, strata[code])
        for one, code in zip(found.rows, found.codes, strict=True)
    ]
    frame = {
        name: Stratum(
            sum(strata[code] == name for code in found.people),
            Population(
                sum(one.persons for code, one in found.people.items() if strata[code] == name),
                found.national.band,
                found.national.year,
            ),
        )
        for name in order
    }
    groups = _enough(rows, frame, order)
    into = {name: " og ".join(group) for group in groups for name in group}
    return combined_ratio(*merged(rows, frame, into)), tuple(" og ".join(group) for group in groups)


def _enough(rows: list[Reported], frame: Mapping[str, Stratum], order: list[str]) -> list[list[str]]:
    """The strata in groups that each have the two answers that an estimate takes (or all there are)."""

    def short(group: list[str]) -> bool:
        answered = sum(row.stratum in group for row in rows)
        return answered < min(2, sum(frame[name].units for name in group))

    groups = [[name] for name in order]
    while len(groups) > 1 and any(short(group) for group in groups):
        at = next(place for place, group in enumerate(groups) if short(group))
        beside = at + 1 if at + 1 < len(groups) else at - 1
        first, second = sorted((at, beside))
        groups[first : second + 1] = [groups[first] + groups[second]]
    return groups
