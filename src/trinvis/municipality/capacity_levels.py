"""Levels of measures year by year, and what they are per 1,000 inhabitants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.growth import Series, growth
from trinvis.calculations.capacity.rates import Band, Population, Rate, band_words, pooled
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_figure import (
    KRONER,
    PER_CENT,
    Column,
    Figure,
    FigureTable,
    Row,
    Said,
    Scale,
    Source,
    Term,
    Where,
    missing,
)
from trinvis.municipality.capacity_measure import COUNTRY, PERSONS, Measure
from trinvis.municipality.capacity_prices import INDEX, PRICES

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

MOST_AGES = 5
"""Ages named where inhabitants lack some."""


@dataclass(frozen=True)
class Levels:
    """Makes the figures and the tables by year of one section; ``section`` is the first part of their keys."""

    made: Capacity
    section: str

    # the levels, year by year

    def years(
        self, title: str, measures: Sequence[Measure], code: int, *, total: Measure | None = None, own: str = "Tilbud",
        name: str = "years", notes: tuple[str, ...] = (), answer: tuple[Said, ...] = (), overlap: bool = False,
        outside: Measure | None = None,
    ) -> FigureTable:  # fmt: skip
        """Levels from the first year to the last and growth, a measure to a row; of a municipality, or the ``COUNTRY``.

        ``outside`` is what no rule places: it stands below the total, which it is not in.
        """
        last = self.made.years
        key = f"{self.section}.{name}.{'land' if code == COUNTRY else 'egen'}"
        wanted = [one for one in (*measures, total, outside) if one is not None]
        columns = [self._level(wanted[0], year) for year in last]
        if len(last) > 1:
            columns.append(
                Column(
                    "growth", f"Ændring {last[0]}-{last[-1]}", PER_CENT, "growth", 1, (columns[0].key, columns[-1].key)
                )
            )
        figures: dict[tuple[str, str], Figure] = {}
        for measure in wanted:
            for year in last:
                figures[measure.key, f"y{year}"] = self.level(measure, code, year, (key, measure.key, f"y{year}"))
            if len(last) > 1:
                figures[measure.key, "growth"] = self.growth(measure, code, key)
        kinds = [
            (one, "total" if one is total else "part" if total is not None and one is not outside else "plain")
            for one in wanted
        ]
        rows = tuple(Row(one.key, one.label, kind, unit=one.unit) for one, kind in kinds)  # type: ignore[arg-type]
        scale: Scale = "mio" if wanted[0].unit == KRONER else "kr"
        told = dict.fromkeys(note for one in wanted for note in (one.note,) if note)
        return FigureTable(
            key,
            title,
            own,
            tuple(columns),
            rows,
            figures,
            answer,
            (*notes, *told),
            scale=scale,
            overlap=overlap,
        )

    def level(self, measure: Measure, code: int, year: int, at: Where | None = None) -> Figure:
        """A measure's value in a year; of the country, the sum of the municipalities that have one. ``at`` is where it stands."""
        return self.level_of(
            measure, self._codes(code), "Hele landet" if code == COUNTRY else self.made.name(code), year, at
        )

    def level_of(self, measure: Measure, codes: Sequence[int], who: str, year: int, at: Where | None = None) -> Figure:
        """The same of some municipalities, called ``who``."""
        known = measure.known(codes, year)
        value = measure.total(codes, year)
        if value is None:
            return missing(measure.unit, f"{who} har ingen tal for {self._of(measure)} i {year}; hent dem ind.")
        lacks = len(codes) - len(known)
        note = f"{lacks} kommuner uden tal er ikke med" if lacks else ""
        how = measure.how + (f" Summen af {len(known)} kommuner." if len(codes) > 1 else "")
        factor = float(measure.prices.factor(year))
        moved = factor != 1.0 and at is not None
        return Figure(
            value, measure.unit, how, self._moved(measure, value / factor, year, at) if moved and at else (),
            () if moved else measure.sources(known, year), note=note,
            persons=value if measure.persons else None, parameters=measure.parameters,
        )  # fmt: skip

    def _moved(self, measure: Measure, value: float, year: int, at: Where) -> tuple[Term, ...]:
        """What an amount in fixed prices is worked out from: the amount in the year's own, and the index of both years."""
        prices = measure.prices
        base = prices.base or year
        return (
            Term(f"I {year}-priser", value, measure.unit, address=self.made.own_prices(at)),
            *(
                Term(f"Indekset {prices.index} i {one}", prices.levels[one] / 100, INDEX, (PRICES, f"y{one}", "level"))
                for one in (base, year)
            ),
        )

    def growth(self, measure: Measure, code: int, table: str) -> Figure:
        """Growth from the first year to the last in per cent of the first, of the same municipalities; the reason where it is refused."""
        first, last = self.made.years[0], self.made.years[-1]
        both = [one for one in self._codes(code) if (one, first) in measure.values and (one, last) in measure.values]
        values = {year: measure.total(both, year) for year in (first, last)}
        series = Series(
            measure.label, measure.unit, values, measure.breaks, measure.concepts,
            counts=measure.persons and code != COUNTRY,
        )  # fmt: skip
        try:
            found = growth(series, first, last)
        except CapacityRefused as error:
            return missing(PER_CENT, str(error))
        terms = tuple(
            Term(f"{measure.label} {year}", value, measure.unit, (table, measure.key, f"y{year}"))
            for year, value in ((first, found.first), (last, found.last))
        )
        notes = ["få, så procenten siger lidt"] if found.few else []
        sources: tuple[Source, ...] = ()
        if code == COUNTRY and len(both) < max(len(measure.known(self._codes(code), year)) for year in (first, last)):
            notes.append(f"de {len(both)} kommuner, der har tal begge år")
            terms = tuple(Term(one.label, one.value, one.unit) for one in terms)
            sources = tuple(replace(one, adds="") for year in (first, last) for one in measure.sources(both, year))
        fewest = min(found.first, found.last) if measure.persons and code != COUNTRY else None
        return Figure(
            found.ratio * 100,
            PER_CENT,
            f"Ændringen i procent af {first}.",
            terms,
            sources,
            note="; ".join(notes),
            persons=fewest,
        )

    # per 1,000

    def rate(self, measure: Measure, codes: Sequence[int], year: int) -> tuple[Rate | None, tuple[int, ...]]:
        """Sum over sum of those that have both a value and inhabitants, and who they are."""
        people = self.made.facts.population(measure.band)
        both = tuple(code for code in measure.known(codes, year) if people.get((code, year), 0) > 0)
        if not both:
            return None, ()
        rates = [Rate(measure.values[code, year], Population(people[code, year], measure.band, year)) for code in both]
        return pooled(rates), both

    def per_thousand(
        self,
        measure: Measure,
        codes: Sequence[int],
        who: str,
        year: int,
        level: Where | None = None,
        people: Where | None = None,
    ) -> Figure:
        """A measure per 1,000 inhabitants of its band; ``level`` and ``people`` are where its two figures stand."""
        found, both = self.rate(measure, codes, year)
        if found is None:
            return missing(measure.unit, self._lacks(measure, codes, who, year))
        lacks = len(codes) - len(both)
        terms = (
            Term(f"{measure.label} {year}", found.numerator, measure.unit, None if lacks else level),
            Term(
                f"{band_words(measure.band)} 1. januar {year}",
                found.population.persons,
                PERSONS,
                None if lacks else people,
            ),
        )
        return Figure(
            found.per(), measure.unit, f"{measure.how} {found.words[0].upper()}{found.words[1:]}.", terms,
            note=f"{lacks} kommuner uden tal er ikke med" if lacks else "",
            persons=found.numerator if measure.persons else None, parameters=measure.parameters,
        )  # fmt: skip

    def _lacks(self, measure: Measure, codes: Sequence[int], who: str, year: int) -> str:
        """What a figure per 1,000 cannot be worked out without, and how to get it."""
        if not measure.known(codes, year):
            return f"{who} har ingen tal for {self._of(measure)} i {year}; hent dem ind."
        return self._no_people(codes, who, measure.band, year)

    def _of(self, measure: Measure) -> str:
        return "området" if measure.key == "total" else f"»{measure.label}«"

    def _no_people(self, codes: Sequence[int], who: str, band: Band, year: int) -> str:
        gone = self.made.facts.ages_missing(band, year, codes)
        if gone and len(gone) <= band[1] - band[0]:
            listed = ", ".join(map(str, gone[:MOST_AGES])) + (" …" if len(gone) > MOST_AGES else "")
            return f"{who} mangler alder {listed} i folketallet 1. januar {year} og har derfor intet for {band_words(band)}; hent alle aldre ind."
        return f"{who} har intet folketal for {band_words(band)} 1. januar {year}; hent det ind (FOLK1A)."

    def inhabitants(self, codes: Sequence[int], who: str, band: Band, year: int) -> Figure:
        """Inhabitants of the ages on 1 January."""
        people = self.made.facts.population(band)
        known = tuple(code for code in codes if (code, year) in people)
        if not known:
            return missing(PERSONS, self._no_people(codes, who, band, year))
        where = {"municipality": known, "year": (year,), "age": tuple(range(band[0], band[1] + 1))}
        value = float(sum(people[code, year] for code in known))
        return Figure(
            value, PERSONS, f"{band_words(band)} 1. januar {year}.", sources=(Source("population", where, "persons"),)
        )

    def _codes(self, code: int) -> tuple[int, ...]:
        return self.made.country if code == COUNTRY else (code,)

    def _in_region(self, region: int) -> tuple[int, ...]:
        return tuple(code for code in self.made.country if self.made.facts.regions[code] == region)

    def _level(self, measure: Measure, year: int) -> Column:
        return Column(f"y{year}", str(year), measure.unit, "level", measure.decimals, year=year)
