"""A count scaled up from those that answered, by one of four methods: the row of figures that says it and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from trinvis.calculations.capacity.rates import band_words
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.survey_estimates import Upscaled, mean_of_rates, ratio
from trinvis.municipality.capacity_figure import Column, Figure, Term, missing
from trinvis.municipality.capacity_measures import PERSONS, Tables
from trinvis.municipality.capacity_survey_answers import UNITS, Question
from trinvis.municipality.capacity_survey_cells import FEW, answer_terms, ends, few
from trinvis.municipality.capacity_survey_groups import regions_of, sizes_of
from trinvis.municipality.capacity_survey_sample import Sample, by_strata

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

Method = Literal["rates", "ratio", "region", "size"]

METHODS: dict[Method, str] = {
    "rates": "gennemsnit af raterne (rapportens metode)",
    "ratio": "forholdsestimat",
    "region": "stratificeret efter region",
    "size": "stratificeret efter størrelse",
}

NUMBER, MUNICIPALITIES = UNITS["count"], "kommuner"


@dataclass(frozen=True, eq=False)
class Scaled:
    """A question of a year and a method, with the municipalities behind it, in a row of a table."""

    made: Capacity
    question: Question
    year: int
    of: Sample
    method: Method
    table: str
    row: str

    @property
    def note(self) -> str:
        """What must stand at the estimate."""
        estimates = sum(one.state == "estimate" for one in self.of.given)
        said = [few(len(self.of.rows))] if len(self.of.rows) < FEW else []
        return "; ".join([*said, *([f"{estimates} svar er skøn"] if estimates else [])])

    def estimate(self) -> tuple[Upscaled, str]:
        """The estimate, and its strata in words. Raises ``CapacityRefused``."""
        if self.method == "rates":
            return mean_of_rates(self.of.rows, self.of.national), ""
        if self.method == "ratio":
            return ratio(self.of.rows, self.of.national, units=self.of.units), ""
        found, named = by_strata(self.of, regions_of(self.made) if self.method == "region" else sizes_of(self.made))
        return found, f"Strata: {'; '.join(named)}."

    def cells(self) -> dict[str, Figure]:
        """The figures of ``scaled_columns``."""
        cells = self._basis()
        try:
            found, strata = self.estimate()
        except CapacityRefused as error:
            none = missing(NUMBER, str(error))
            return cells | dict.fromkeys(("per", "per_low", "per_high", "total", "low", "high"), none)
        how, total = f"{found.total.sentence} {strata}".strip(), found.total.value
        people = self._term("people", "Indbyggere i hele landet", cells, PERSONS)
        if self.method == "rates":
            cells["per"] = self._mean_of_rates(found)
            parts = (self._term("per", "Gennemsnit pr. 1.000", cells, NUMBER), people)
            cells["total"] = Figure(total, NUMBER, how, parts, note=self.note)
        else:
            counted = self._term("counted", "Svarene lagt sammen", cells, NUMBER)
            covered = self._term("covered", "Indbyggere, hvor der er svaret", cells, PERSONS)
            cells["total"] = Figure(total, NUMBER, how, (counted, covered, people), note=self.note)
            parts = (self._term("total", "Hele landet", cells, NUMBER), people)
            cells["per"] = Figure(found.rate().value, NUMBER, "Hele landet delt med indbyggerne, gange 1.000.", parts)
        cells |= ends(found.rate(), self._at("per"), NUMBER, low="per_low", high="per_high")
        return cells | ends(found.total, self._at("total"), NUMBER)

    def _at(self, column: str) -> tuple[str, str, str]:
        return self.table, self.row, column

    def _term(self, column: str, label: str, cells: dict[str, Figure], unit: str) -> Term:
        return Term(label, cells[column].value or 0.0, unit, self._at(column))

    def _mean_of_rates(self, found: Upscaled) -> Figure:
        band = band_words(found.population.band)
        how = f"Gennemsnittet af kommunernes antal pr. 1.000 {band}, hver kommune tæller 1."
        sources = self.question.sources(self.year, of=self.of.given)
        return Figure(found.rate().value, NUMBER, how, answer_terms(self.question, self.year), sources)

    def _basis(self) -> dict[str, Figure]:
        """What the estimate rests on: the answers added up and their inhabitants, how many municipalities, and of how many."""
        make, year, rows = Tables(self.made, "survey"), self.year, self.of.rows
        sources = self.question.sources(year, of=self.of.given)
        cells = {
            "people": make.inhabitants(tuple(self.of.people), "Landet", self.made.band, year),
            "covered": make.inhabitants(self.of.codes, "De, der har svaret,", self.made.band, year),
            "counted": missing(NUMBER, f"Ingen har svaret med et tal i {year}."),
            "n": Figure(
                float(len(rows)), MUNICIPALITIES, "Kommunerne, hvis svar der regnes op fra.",
                answer_terms(self.question, year), sources,
            ),
        }  # fmt: skip
        if rows:
            counted, adding = sum(row.count for row in rows), tuple(replace(one, adds="value") for one in sources)
            persons = counted if len(rows) == 1 else None
            cells["counted"] = Figure(counted, NUMBER, "Svarene lagt sammen.", sources=adding, persons=persons)
        people = (self._term("people", "Deres indbyggere i aldersgruppen", cells, PERSONS),)
        how = "Kommunerne med folketal i året, som der regnes op til."
        return cells | {"of": Figure(float(self.of.units), MUNICIPALITIES, how, people)}


def scaled_columns(made: Capacity) -> tuple[Column, ...]:
    """Per 1,000 and for the country, each with its interval, and what it rests on."""
    band = band_words(made.band)
    return (
        Column("counted", "Svarene lagt sammen", "", hidden=True),
        Column("covered", f"{band}, hvor der er svaret", PERSONS, hidden=True),
        Column("people", f"{band} i hele landet", PERSONS, hidden=True),
        Column("per", f"Pr. 1.000 {band}", "", "level", 2),
        Column("per_low", "Interval pr. 1.000, fra", "", "low", 2, ("per",)),
        Column("per_high", "Interval pr. 1.000, til", "", "high", 2, ("per",)),
        Column("total", "Hele landet", ""),
        Column("low", "Interval, fra", "", "low", of=("total",)),
        Column("high", "Interval, til", "", "high", of=("total",)),
        Column("n", "Kommuner med svar", "", "answers"),
        Column("of", "Kommuner i alt", MUNICIPALITIES, "answers"),
    )


def left_out(lines: list[Scaled]) -> tuple[str, ...]:
    """The note that names those who answered and are not counted."""
    told = {f"{one.question.label}, {one.year}: {', '.join(one.of.left_out)}": None for one in lines if one.of.left_out}
    return (f"Ikke med i opregningen: {'; '.join(told)}.",) if told else ()
