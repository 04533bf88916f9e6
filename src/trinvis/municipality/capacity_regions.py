"""Measures per 1,000 in the regions and the country, with their growth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trinvis.calculations.capacity.growth import Series, growth
from trinvis.calculations.capacity.rates import Band, band_words
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.regions import REGIONS
from trinvis.municipality.capacity_figure import (
    PER_CENT,
    Column,
    Figure,
    FigureTable,
    Row,
    Said,
    Term,
    missing,
)
from trinvis.municipality.capacity_levels import Levels
from trinvis.municipality.capacity_measure import COUNTRY, PERSONS, Measure, thousands


@dataclass(frozen=True)
class Regions(Levels):
    """Levels, and the table of regions."""

    def regions(
        self, title: str, measures: Sequence[Measure], *, name: str = "regions", answer: tuple[Said, ...] = (),
        notes: tuple[str, ...] = (),
    ) -> FigureTable:  # fmt: skip
        """Measures per 1,000 and their growth in the five regions, the country, and our own municipality.

        A region is the municipalities in it, by code, sum over sum; the country is all of them.
        """
        key, year = f"{self.section}.{name}", self.made.year
        places: list[tuple[Row, tuple[int, ...]]] = [
            (Row(f"r{code}", label, "region", code), self._in_region(code)) for code, label in REGIONS.items()
        ]
        places.append((Row("land", "Hele landet", "national", COUNTRY), self._codes(COUNTRY)))
        places.append((Row("egen", self.made.name(self.made.own), "own", self.made.own), (self.made.own,)))
        columns: dict[str, Column] = {}
        figures: dict[tuple[str, str], Figure] = {}
        for measure in measures:
            columns |= {one.key: one for one in self._region_columns(measure)}
            for row, codes in places:
                figures |= self._region_figures(measure, key, row, codes)
        people = self.made.facts.population(measures[0].band)
        weights = {row.key: float(sum(people.get((code, year), 0) for code in codes)) for row, codes in places[:-2]}
        told = dict.fromkeys(note for one in measures for note in (one.note,) if note)
        return FigureTable(
            key, title, "Region", tuple(columns.values()), tuple(row for row, _ in places), figures, answer,
            (f"Kommunerne i regionen under ét, sum over sum; hele landet er {self._whole(measures)}.", *notes, *told),
            weights=weights, scale=thousands(measures),
        )  # fmt: skip

    def _whole(self, measures: Sequence[Measure]) -> str:
        """Who the country is: all its municipalities, or, where some lack a figure, those that have one."""
        country = self.made.country
        whole = all(len(one.known(country, self.made.year)) == len(country) for one in measures)
        return f"de {len(country)} kommuner" if whole else "kun de kommuner, der har tal"

    def _ends(self) -> tuple[int, ...]:
        """The year, after the first where there are several."""
        return (self.made.years[0], self.made.year) if len(self.made.years) > 1 else (self.made.year,)

    def _region_columns(self, measure: Measure) -> list[Column]:
        """Per 1,000 in the year and its growth; hidden: the same of the first year, levels and inhabitants of both."""
        found, ends = [], self._ends()
        for year in reversed(ends):
            now = year == self.made.year
            rate = measure.key if now else f"{measure.key}_first"
            level, people = f"{measure.key}_{year}", people_column(measure.band, year)
            label = f"{measure.label} pr. 1.000" if now else f"{measure.label} pr. 1.000, {year}"
            found.append(
                Column(rate, label, measure.unit, "rate", measure.rate_decimals, (level, people), year, hidden=not now)
            )
            found.append(
                Column(
                    level, f"{measure.label} {year}", measure.unit, decimals=measure.decimals, year=year, hidden=True
                )
            )
            found.append(Column(people, f"{band_words(measure.band)} {year}", PERSONS, year=year, hidden=True))
        if len(ends) > 1:
            label = f"{measure.label}: ændring {ends[0]}-{ends[1]}"
            found.append(
                Column(f"{measure.key}_growth", label, PER_CENT, "growth", 1, (f"{measure.key}_first", measure.key))
            )
        return found

    def _region_figures(
        self, measure: Measure, key: str, row: Row, codes: tuple[int, ...]
    ) -> dict[tuple[str, str], Figure]:
        found, ends = {}, self._ends()
        for year in ends:
            rate = measure.key if year == self.made.year else f"{measure.key}_first"
            level, people = f"{measure.key}_{year}", people_column(measure.band, year)
            found[row.key, level] = self.level_of(measure, codes, row.label, year, (key, row.key, level))
            found[row.key, people] = self.inhabitants(codes, row.label, measure.band, year)
            at = (key, row.key, level), (key, row.key, people)
            found[row.key, rate] = self.per_thousand(measure, codes, row.label, year, *at)
        if len(ends) > 1:
            found[row.key, f"{measure.key}_growth"] = self._rate_growth(measure, key, row, len(codes) == 1, found)
        return found

    def _rate_growth(
        self, measure: Measure, key: str, row: Row, alone: bool, figures: Mapping[tuple[str, str], Figure]
    ) -> Figure:
        first, last = self._ends()
        ends = {first: figures[row.key, f"{measure.key}_first"], last: figures[row.key, measure.key]}
        columns = {first: f"{measure.key}_first", last: measure.key}
        series = Series(
            f"{measure.label} pr. 1.000", measure.unit, {year: one.value for year, one in ends.items()}, measure.breaks,
            measure.concepts, counts=measure.persons and alone,
        )  # fmt: skip
        try:
            found = growth(series, first, last)
        except CapacityRefused as error:
            return missing(PER_CENT, str(error))
        terms = tuple(
            Term(f"{measure.label} pr. 1.000, {year}", one.value or 0.0, measure.unit, (key, row.key, columns[year]))
            for year, one in ends.items()
        )
        fewest = [one.persons for one in ends.values() if one.persons is not None]
        how = f"Ændringen i tallet pr. 1.000 i procent af {first}."
        return Figure(found.ratio * 100, PER_CENT, how, terms, persons=min(fewest, default=None))


def people_column(band: Band, year: int) -> str:
    return f"people_{band[0]}_{band[1]}_{year}"
