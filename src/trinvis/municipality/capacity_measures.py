"""The tables that a measure of every municipality and year is shown in: years, regions, municipalities, and how they lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trinvis.calculations.capacity.rates import Rate, band_words, spread
from trinvis.municipality.capacity_figure import (
    Column,
    Figure,
    FigureTable,
    Row,
    Said,
    Term,
    missing,
)
from trinvis.municipality.capacity_measure import COUNTRY, PERSONS, Measure, thousands
from trinvis.municipality.capacity_regions import Regions, people_column

MANY = 60
"""Municipalities whose mean, with two decimals, tells of no single one of them."""


@dataclass(frozen=True)
class Tables(Regions):
    """Makes every table of measures in one section of one analysis."""

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
            scale=thousands([measure]),
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
        scale = thousands(measures)
        return FigureTable(key, title, "Mål", columns, rows, figures, answer, notes, words=words, scale=scale)

    def _spread(self, measure: Measure) -> dict[str, Figure]:
        rates = self.rates_of(measure)
        every, year = f"{self.section}.municipalities.{measure.key}", self.made.year
        at = (every, f"k{self.made.own}", "level"), (every, f"k{self.made.own}", "people")
        own = self.per_thousand(measure, (self.made.own,), self.made.name(self.made.own), year, *at)
        if sum(one is not None for one in rates.values()) < 4:
            why = (
                f"Færre end fire kommuner har både tal og folketal for {band_words(measure.band)} i {year}, så der er ingen kvartiler; hent "
                "alle kommuners ind."
            )
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
            name: Figure(
                value,
                measure.unit,
                how,
                terms,
                persons=_fewest(measure, rates, name, value),
                parameters=measure.parameters,
            )
            for name, value in values.items()
        }
        regions, people = f"{self.section}.regions", people_column(measure.band, year)
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


def _fewest(measure: Measure, rates: Mapping[int, Rate | None], name: str, value: float) -> float | None:
    """The least number of persons that a quartile or a mean tells of: the municipalities that it lies on or between, or, of few, all."""
    known = [one for one in rates.values() if one is not None and one.numerator > 0]
    if not measure.persons or (name == "mean" and len(known) >= MANY):
        return None
    if name != "mean":
        below = max((one.per() for one in known if one.per() <= value), default=value)
        above = min((one.per() for one in known if one.per() >= value), default=value)
        known = [one for one in known if one.per() in (below, above)]
    return min((float(one.numerator) for one in known), default=None)


__all__ = ["COUNTRY", "PERSONS", "Measure", "Tables"]
