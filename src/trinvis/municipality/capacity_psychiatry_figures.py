"""Figures of the regional psychiatry in a place: our municipality, a region, or the whole country.

A region is its own row where there is one, else the sum of its municipalities, never both; the country is its five regions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.growth import FEW, Series, growth
from trinvis.calculations.capacity.rates import Population, Rate, band_words
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.regions import REGIONS
from trinvis.municipality.capacity_figure import PER_CENT, Figure, Row, Source, Term, Where, missing
from trinvis.municipality.capacity_measures import COUNTRY, PERSONS
from trinvis.municipality.capacity_psychiatry_counts import BAND_OF, Counted

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

FEW_WORDS = "få, så ændringen siger lidt"


@dataclass(frozen=True)
class Place:
    """A row of a table: ``within`` is region → municipalities, for ours alone under the code 0."""

    row: Row
    within: Mapping[int, tuple[int, ...]]

    def units(self, of: Counted, year: int) -> tuple[int, ...]:
        """Who has a figure: the region itself, or else its municipalities."""
        found: list[int] = []
        for region, towns in self.within.items():
            own = (region, year) in of.values
            found += [region] if own else [town for town in towns if (town, year) in of.values]
        return tuple(found)

    def towns(self, units: tuple[int, ...]) -> tuple[int, ...]:
        """The municipalities that those together cover."""
        return tuple(
            town for region, towns in self.within.items() for town in towns if region in units or town in units
        )

    @property
    def every(self) -> tuple[int, ...]:
        """All municipalities of the place."""
        return tuple(town for towns in self.within.values() for town in towns)


def own_place(made: Capacity) -> Place:
    """Our municipality."""
    return Place(Row("egen", made.name(made.own), "own", made.own), {COUNTRY: (made.own,)})


def region_places(made: Capacity) -> tuple[Place, ...]:
    """The five regions."""
    members = {code: tuple(town for town in made.country if made.facts.regions[town] == code) for code in REGIONS}
    return tuple(
        Place(Row(f"r{code}", label, "region", code), {code: members[code]}) for code, label in REGIONS.items()
    )


def country_place(made: Capacity) -> Place:
    """The whole country."""
    within = {region: towns for one in region_places(made) for region, towns in one.within.items()}
    return Place(Row("land", "Hele landet", "national", COUNTRY), within)


@dataclass(frozen=True)
class Figures:
    """Makes figures of counts in places."""

    made: Capacity

    def level(self, of: Counted, place: Place, year: int, at: Where) -> Figure:
        """A count in a year; ``at`` is where it stands."""
        units = place.units(of, year)
        value = of.total(units, year)
        if value is None:
            return missing(of.unit, f"{place.row.label} har ingen tal for {of.label.lower()} i {year}; hent dem ind.")
        factor = float(of.prices.factor(year))
        terms = () if factor == 1.0 else self._moved(of, value / factor, year, at)
        told = _told(of, units, year)
        return Figure(
            value, of.unit, f"{of.how}{_summed(units)}", terms, () if terms else of.sources(units, year),
            note=_lacking(place, units), persons=told,
        )  # fmt: skip

    def _moved(self, of: Counted, value: float, year: int, at: Where) -> tuple[Term, ...]:
        """What an amount in fixed prices is worked out from."""
        prices = of.prices
        base = prices.base or year
        return (
            Term(f"I {year}-priser", value, of.unit, address=self.made.own_prices(at)),
            Term(f"Indekset {prices.index} i {base}", prices.levels[base] / 100, "indeks"),
            Term(f"Indekset {prices.index} i {year}", prices.levels[year] / 100, "indeks"),
        )

    def growth(self, of: Counted, place: Place, first: Where, last: Where) -> Figure:
        """Change in per cent from the first year shown to the last, of the same places; ``first`` and ``last`` are where they stand."""
        years = self.made.years[0], self.made.years[-1]
        units = {year: place.units(of, year) for year in years}
        both = tuple(one for one in units[years[0]] if one in units[years[1]])
        series = Series(
            of.label, of.unit, {year: of.total(both, year) for year in years},
            concepts={year: of.concept(both, year) for year in years},
        )  # fmt: skip
        try:
            found = growth(series, *years)
        except CapacityRefused as error:
            return missing(PER_CENT, str(error))
        whole = set(units[years[0]]) == set(units[years[1]])
        terms = tuple(
            Term(f"{of.label} {year}", value, of.unit, at if whole else None)
            for year, value, at in zip(years, (found.first, found.last), (first, last), strict=True)
        )
        people = [sum(of.people.get((one, year), 0.0) for one in both) for year in years]
        notes = [FEW_WORDS] if 0 < min(people) < FEW else []
        notes += [] if whole else [f"de {len(both)}, der har tal begge år"]
        return Figure(
            found.ratio * 100, PER_CENT, f"Ændringen i procent af {years[0]}.", terms, note="; ".join(notes),
            persons=min(people) if len(both) == 1 and both[0] not in REGIONS and min(people) > 0 else None,
        )  # fmt: skip

    def people(self, of: Counted, place: Place, year: int) -> Figure:
        """Inhabitants of the ages in the municipalities that the count covers."""
        band = BAND_OF[self.made.area]
        known = self.made.facts.population(band)
        towns = tuple(town for town in place.towns(place.units(of, year)) if (town, year) in known)
        if not towns:
            return missing(
                PERSONS, f"{place.row.label} har intet folketal for {band_words(band)} i {year}; hent det ind."
            )
        where = {"municipality": towns, "year": (year,), "age": tuple(range(band[0], band[1] + 1))}
        value = float(sum(known[town, year] for town in towns))
        return Figure(
            value, PERSONS, f"{band_words(band)} 1. januar {year}.", sources=(Source("population", where, "persons"),)
        )

    def rate_of(self, of: Counted, place: Place, year: int) -> tuple[Rate, bool]:
        """Sum over sum, and whether all that have a count have inhabitants. Raises ``CapacityRefused`` without any."""
        band = BAND_OF[self.made.area]
        known = self.made.facts.population(band)
        units = place.units(of, year)
        counts = tuple(unit for unit in units if any(known.get((town, year), 0) > 0 for town in place.towns((unit,))))
        towns = [town for town in place.towns(counts) if (town, year) in known]
        value = of.total(counts, year)
        if value is None:
            raise CapacityRefused(
                f"{place.row.label} mangler tal for {of.label.lower()} eller folketal for {band_words(band)} i {year}; hent dem ind."
            )
        return Rate(value, Population(sum(known[town, year] for town in towns), band, year)), counts == units

    def rate(self, of: Counted, place: Place, year: int, level: Where, people: Where) -> Figure:
        """A count per 1,000 inhabitants of the ages; ``level`` and ``people`` are where its two figures stand."""
        try:
            found, whole = self.rate_of(of, place, year)
        except CapacityRefused as error:
            return missing(of.unit, str(error))
        ages = band_words(found.population.band)
        terms = (
            Term(f"{of.label} {year}", found.numerator, of.unit, level if whole else None),
            Term(f"{ages} 1. januar {year}", found.population.persons, PERSONS, people),
        )
        told = _told(of, place.units(of, year), year)
        return Figure(
            found.per(), of.unit, f"{of.how} {found.words[0].upper()}{found.words[1:]}.", terms,
            note=_lacking(place, place.units(of, year)), persons=told,
        )  # fmt: skip


def weights(made: Capacity) -> dict[str, float]:
    """Region's row → inhabitants of the ages, that regions are weighed by."""
    people = made.facts.population(BAND_OF[made.area])
    return {
        one.row.key: float(sum(people.get((town, made.year), 0) for town in one.every)) for one in region_places(made)
    }


def _told(of: Counted, units: tuple[int, ...], year: int) -> float | None:
    """How many people a single municipality's figure is about; None of several, or of a region."""
    return of.people.get((units[0], year)) if len(units) == 1 and units[0] not in REGIONS else None


def _summed(units: tuple[int, ...]) -> str:
    regions, towns = [one for one in units if one in REGIONS], [one for one in units if one not in REGIONS]
    if len(units) < 2:
        return ""
    said = [f"{len(regions)} regioners egne tal"] if regions else []
    said += [f"{len(towns)} kommuner"] if towns else []
    return f" Summen af {' og '.join(said)}."


def _lacking(place: Place, units: tuple[int, ...]) -> str:
    lacks = len(place.every) - len(place.towns(units))
    return f"{lacks} kommuner uden tal er ikke med" if lacks else ""
