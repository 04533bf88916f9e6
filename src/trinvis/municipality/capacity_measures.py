"""One measure of every municipality and year (money, staff, courses, places), and the tables that any such measure is shown in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.growth import Break, Series, growth
from trinvis.calculations.capacity.rates import Band, Population, Rate, band_words, pooled, spread
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.regions import REGIONS
from trinvis.calculations.staircase.prices import CURRENT, Prices
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

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

COUNTRY = 0
"""Where a code stands for all municipalities of the country together."""

PERSONS = "personer"


@dataclass(frozen=True, eq=False)
class Measure:
    """One measure: (municipality, year) → a value in ``unit``; a municipality without one is not there.

    ``sources`` gives the rows behind the value of some municipalities in a year. ``how`` is a Danish sentence. ``band`` are the ages
    that it is counted per. ``persons``: it counts people, so small
    figures of one municipality are hidden. ``breaks`` and ``concepts`` are what growth is refused across. ``values`` are in ``prices``, rows in each year's own.
    """

    key: str
    label: str
    unit: str
    band: Band
    values: Mapping[tuple[int, int], float]
    how: str
    sources: Callable[[Sequence[int], int], tuple[Source, ...]]
    prices: Prices = CURRENT
    breaks: tuple[Break, ...] = ()
    concepts: Mapping[int, str] = field(default_factory=dict)
    persons: bool = False
    decimals: int = 0
    """Of the level; a rate of kroner has none, another has two."""
    parameters: tuple[str, ...] = ()
    note: str = ""

    def known(self, codes: Collection[int], year: int) -> tuple[int, ...]:
        """Those of ``codes`` with a value in the year."""
        return tuple(code for code in codes if (code, year) in self.values)

    def total(self, codes: Collection[int], year: int) -> float | None:
        """The sum of those with a value; None when none has."""
        found = [self.values[code, year] for code in codes if (code, year) in self.values]
        return fsum(found) if found else None

    @property
    def rate_decimals(self) -> int:
        """How many decimals a figure per 1,000 has."""
        return 0 if self.unit == KRONER else 2


@dataclass(frozen=True)
class Tables:
    """Makes the tables of measures in one section of one analysis; ``section`` is the first part of their keys."""

    made: Capacity
    section: str

    # the levels, year by year

    def years(
        self, title: str, measures: Sequence[Measure], code: int, *, total: Measure | None = None, own: str = "Tilbud",
        name: str = "years", notes: tuple[str, ...] = (), answer: tuple[Said, ...] = (), overlap: bool = False,
    ) -> FigureTable:  # fmt: skip
        """Levels from the first year to the last and growth, a measure to a row; of a municipality, or the ``COUNTRY``."""
        last = self.made.years
        key = f"{self.section}.{name}.{'land' if code == COUNTRY else 'egen'}"
        wanted = [*measures, *([total] if total is not None else [])]
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
        kinds = [(one, "total" if one is total else "part" if total is not None else "plain") for one in wanted]
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
            return missing(measure.unit, f"{who} har ingen tal for {measure.label.lower()} i {year}; hent dem ind.")
        lacks = len(codes) - len(known)
        note = f"{lacks} kommuner uden tal er ikke med" if lacks else ""
        how = measure.how + (f" Summen af {len(known)} kommuner." if len(codes) > 1 else "")
        factor = float(measure.prices.factor(year))
        moved = factor != 1.0 and at is not None
        return Figure(
            value, measure.unit, how, self._moved(measure, value / factor, year, at) if moved and at else (),
            () if moved else measure.sources(known, year), note=note,
            persons=value if measure.persons and len(codes) == 1 else None, parameters=measure.parameters,
        )  # fmt: skip

    def _moved(self, measure: Measure, value: float, year: int, at: Where) -> tuple[Term, ...]:
        """What an amount in fixed prices is worked out from: the amount in the year's own, and the index of both years."""
        prices = measure.prices
        base = prices.base or year
        return (
            Term(f"I {year}-priser", value, measure.unit, address=self.made.own_prices(at)),
            Term(f"Indekset {prices.index} i {base}", prices.levels[base] / 100, "indeks"),
            Term(f"Indekset {prices.index} i {year}", prices.levels[year] / 100, "indeks"),
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
        if code == COUNTRY and len(both) < max(len(measure.known(self._codes(code), year)) for year in (first, last)):
            notes.append(f"de {len(both)} kommuner, der har tal begge år")
            terms = tuple(Term(one.label, one.value, one.unit) for one in terms)
        fewest = min(found.first, found.last) if measure.persons and code != COUNTRY else None
        return Figure(
            found.ratio * 100,
            PER_CENT,
            f"Ændringen i procent af {first}.",
            terms,
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
            ages = band_words(measure.band)
            return missing(
                measure.unit,
                f"{who} mangler tal for {measure.label.lower()} eller folketal for {ages} i {year}; hent dem ind.",
            )
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
            persons=found.numerator if measure.persons and len(codes) == 1 else None, parameters=measure.parameters,
        )  # fmt: skip

    def inhabitants(self, codes: Sequence[int], who: str, band: Band, year: int) -> Figure:
        """Inhabitants of the ages on 1 January."""
        people = self.made.facts.population(band)
        known = tuple(code for code in codes if (code, year) in people)
        if not known:
            return missing(PERSONS, f"{who} har intet folketal for {band_words(band)} i {year}; hent det ind.")
        where = {"municipality": known, "year": (year,), "age": tuple(range(band[0], band[1] + 1))}
        value = float(sum(people[code, year] for code in known))
        return Figure(
            value, PERSONS, f"{band_words(band)} 1. januar {year}.", sources=(Source("population", where, "persons"),)
        )

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
            ("Kommunerne i regionen under ét, sum over sum; hele landet er de 98 kommuner.", *notes, *told),
            weights=weights, scale=_thousands(measures),
        )  # fmt: skip

    def _ends(self) -> tuple[int, ...]:
        """The year, after the first where there are several."""
        return (self.made.years[0], self.made.year) if len(self.made.years) > 1 else (self.made.year,)

    def _region_columns(self, measure: Measure) -> list[Column]:
        """Per 1,000 in the year and its growth; hidden: the same of the first year, levels and inhabitants of both."""
        found, ends = [], self._ends()
        for year in reversed(ends):
            now = year == self.made.year
            rate = measure.key if now else f"{measure.key}_first"
            level, people = f"{measure.key}_{year}", _people(measure.band, year)
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
            level, people = f"{measure.key}_{year}", _people(measure.band, year)
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

    # every municipality

    def municipalities(
        self, title: str, measure: Measure, *, name: str = "", answer: tuple[Said, ...] = ()
    ) -> FigureTable:
        """Every municipality's level, inhabitants, rate, quartile and size class in the year, ours among them."""
        year, key = self.made.year, f"{self.section}.municipalities.{name or measure.key}"
        codes = (*self.made.country, *([] if self.made.own in self.made.country else [self.made.own]))
        columns = (
            Column("level", f"{measure.label} {year}", measure.unit, "level", measure.decimals, year=year),
            Column("people", band_words(measure.band), PERSONS, "level"),
            Column("rate", "Pr. 1.000", measure.unit, "rate", measure.rate_decimals, ("level", "people")),
            Column("quartile", "Kvartil", "", "text"),
            Column("size", "Størrelse", "", "text"),
        )
        figures: dict[tuple[str, str], Figure] = {}
        words: dict[tuple[str, str], str] = {}
        rows = []
        quartiles = self.quartiles(measure)
        for code in codes:
            row = Row(f"k{code}", self.made.name(code), "own" if code == self.made.own else "plain", code)
            rows.append(row)
            at = (key, row.key, "level"), (key, row.key, "people")
            figures[row.key, "level"] = self.level(measure, code, year, at[0])
            figures[row.key, "people"] = self.inhabitants((code,), row.label, measure.band, year)
            figures[row.key, "rate"] = self.per_thousand(measure, (code,), row.label, year, *at)
            words[row.key, "size"] = self.made.size_words(code)
            if code in quartiles:
                words[row.key, "quartile"] = f"{quartiles[code]}."
        return FigureTable(
            key, title, "Kommune", columns, tuple(rows), figures, answer,
            ("1. kvartil er de laveste; kvartilerne er af kommunerne hver for sig, uvægtet.",), words=words,
            scale=_thousands([measure]),
        )  # fmt: skip

    def rates_of(self, measure: Measure) -> dict[int, Rate | None]:
        """Every municipality of the country: its rate in the year, None where it has none."""
        return {code: self.rate(measure, (code,), self.made.year)[0] for code in self.made.country}

    def quartiles(self, measure: Measure) -> dict[int, int]:
        """Municipality → 1 to 4, ours with the country's limits; none when fewer than four have a figure."""
        rates = self.rates_of(measure)
        if sum(one is not None for one in rates.values()) < 4:
            return {}
        found = spread(rates)
        if self.made.own not in rates:
            rates[self.made.own] = self.rate(measure, (self.made.own,), self.made.year)[0]
        return {code: found.quartile(one.per()) for code, one in rates.items() if one is not None}

    def spreads(
        self, title: str, measures: Sequence[Measure], *, name: str = "spread", answer: tuple[Said, ...] = ()
    ) -> FigureTable:
        """How the municipalities lie: quartiles, both means, and where we are, a measure to a row; per 1,000."""
        key = f"{self.section}.{name}"
        decimals = max(one.rate_decimals for one in measures)
        columns = (
            Column("own", self.made.name(self.made.own), "", "rate", decimals),
            Column("lower", "1. kvartil", "", "level", decimals),
            Column("median", "Median", "", "level", decimals),
            Column("upper", "3. kvartil", "", "level", decimals),
            Column("mean", "Gennemsnit, hver kommune 1", "", "level", decimals),
            Column("weighted", "Hele landet", "", "rate", decimals),
            Column("n", "Antal", "kommuner", "answers"),
            Column("quartile", "Vores kvartil", "", "text"),
        )
        figures: dict[tuple[str, str], Figure] = {}
        words: dict[tuple[str, str], str] = {}
        for measure in measures:
            figures |= {(measure.key, column): one for column, one in self._spread(measure).items()}
            own = self.quartiles(measure).get(self.made.own)
            if own is not None:
                words[measure.key, "quartile"] = f"{own}."
        rows = tuple(Row(one.key, f"{one.label} pr. 1.000 {band_words(one.band)}", unit=one.unit) for one in measures)
        notes = ("Kvartiler og median er af kommunerne hver for sig; hele landet er sum over sum.",)
        scale = _thousands(measures)
        return FigureTable(key, title, "Mål", columns, rows, figures, answer, notes, words=words, scale=scale)

    def _spread(self, measure: Measure) -> dict[str, Figure]:
        rates = self.rates_of(measure)
        every, year = f"{self.section}.municipalities.{measure.key}", self.made.year
        at = (every, f"k{self.made.own}", "level"), (every, f"k{self.made.own}", "people")
        own = self.per_thousand(measure, (self.made.own,), self.made.name(self.made.own), year, *at)
        if sum(one is not None for one in rates.values()) < 4:
            why = "Færre end fire kommuner har tal, så der er ingen kvartiler; hent andre kommuners tal ind."
            return {"own": own} | {
                name: missing(measure.unit, why) for name in ("lower", "median", "upper", "mean", "weighted", "n")
            }
        found = spread(rates)
        how = (
            f"{measure.how} Af {found.cases} kommuners tal pr. 1.000 {band_words(measure.band)}, hver kommune tæller 1."
        )
        values = {"lower": found.lower, "median": found.median, "upper": found.upper, "mean": found.unweighted}
        terms = tuple(
            Term(self.made.name(code), one.per(), measure.unit, (every, f"k{code}", "rate"))
            for code, one in rates.items() if one is not None
        )  # fmt: skip
        figures = {
            name: Figure(value, measure.unit, how, terms, parameters=measure.parameters)
            for name, value in values.items()
        }
        regions, people = f"{self.section}.regions", _people(measure.band, year)
        figures["weighted"] = self.per_thousand(
            measure,
            self.made.country,
            "Hele landet",
            year,
            (regions, "land", f"{measure.key}_{year}"),
            (regions, "land", people),
        )
        figures["n"] = Figure(float(found.cases), "kommuner", "Kommunerne, der har tal og folketal.", terms)
        return {"own": own, **figures}

    def _codes(self, code: int) -> tuple[int, ...]:
        return self.made.country if code == COUNTRY else (code,)

    def _in_region(self, region: int) -> tuple[int, ...]:
        return tuple(code for code in self.made.country if self.made.facts.regions[code] == region)

    def _level(self, measure: Measure, year: int) -> Column:
        return Column(f"y{year}", str(year), measure.unit, "level", measure.decimals, year=year)


def _people(band: Band, year: int) -> str:
    return f"people_{band[0]}_{band[1]}_{year}"


def _thousands(measures: Sequence[Measure]) -> Scale:
    """Money per 1,000 inhabitants is shown in thousands: as kroner for each of them."""
    return "tkr" if measures[0].unit == KRONER else "kr"
