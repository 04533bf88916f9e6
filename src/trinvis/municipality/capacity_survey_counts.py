"""Counts scaled up to the country: the report's way, and the better ones beside it, with what each rests on.

The report takes the mean of the municipalities' rates times the country's inhabitants (seed 002 lines 1175-1179). The ratio and the
stratified estimates count each municipality by its size, and are corrected for how many of all have answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.rates import band_words
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.survey_estimates import Upscaled, mean_of_rates, ratio
from trinvis.municipality.capacity_figure import Column, Figure, FigureTable, Row, Said, Term, missing
from trinvis.municipality.capacity_measures import PERSONS, Tables
from trinvis.municipality.capacity_survey_answers import UNITS, Question, questions
from trinvis.municipality.capacity_survey_cells import ANSWERS, FEW, answer_terms, ends, few, named, own_cell
from trinvis.municipality.capacity_survey_groups import regions_of, sizes_of
from trinvis.municipality.capacity_survey_sample import Sample, by_strata, sample, units_of

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

TABLE, YEARS = "survey.counts", "survey.counts_by_year"
NUMBER = UNITS["count"]

METHODS: dict[str, str] = {
    "rates": "Gennemsnit af raterne (rapportens metode)",
    "ratio": "Forholdsestimat",
    "region": "Stratificeret efter region",
    "size": "Stratificeret efter størrelse",
}


@dataclass(frozen=True, eq=False)
class _Line:
    """A question in a year with the municipalities behind it."""

    question: Question
    year: int
    of: Sample

    @property
    def note(self) -> str:
        """What must stand at every estimate of the row."""
        estimates = sum(one.state == "estimate" for one in self.of.given)
        said = [few(len(self.of.rows))] if len(self.of.rows) < FEW else []
        return "; ".join([*said, *([f"{estimates} svar er skøn"] if estimates else [])])


def count_tables(made: Capacity) -> tuple[FigureTable, ...]:
    """The newest year by four methods, and every year by the report's; none where no count was asked for."""
    units = units_of(made)
    asked = questions(made, "count")
    if not asked:
        return ()
    newest = [_Line(one, max(one.given), sample(one, max(one.given), units)) for one in asked]
    every = [
        _Line(one, year, sample(one, year, units)) for one in asked for year in one.given if year in made.years
    ]  # fmt: skip
    return (_methods(made, newest), *([_years(made, every)] if len(made.years) > 1 and every else []))


def _methods(made: Capacity, lines: list[_Line]) -> FigureTable:
    columns = [
        Column("counted", "Svarene lagt sammen", "", hidden=True),
        Column("covered", f"{band_words(made.band)}, hvor der er svaret", PERSONS, hidden=True),
        Column("people", f"{band_words(made.band)} i hele landet", PERSONS, hidden=True),
        Column("per", "Gennemsnit af raterne pr. 1.000", "", "level", 2),
    ]
    for name, label in METHODS.items():
        columns += _interval_columns(name, label)
    columns += [
        Column("n", "Kommuner med svar", "", "answers"),
        Column("of", "Kommuner i alt", "kommuner", "answers"),
        Column("own", made.name(made.own), "", "level"),
    ]
    figures: dict[tuple[str, str], Figure] = {}
    for one in lines:
        figures |= {(one.question.key, column): figure for column, figure in _cells(made, one).items()}
    first = next((one for one in lines if figures[one.question.key, "size"].value is not None), None)
    answer = () if first is None else (_said(first),)
    return FigureTable(
        TABLE,
        "Antal regnet op til hele landet",
        "Spørgsmål",
        tuple(columns),
        tuple(Row(one.question.key, f"{one.question.label} ({one.year})") for one in lines),
        figures,
        answer,
        (
            "Gennemsnittet af raterne lader hver kommune tælle 1, hvor lille den end er. De andre vægter kommunerne efter "
            "indbyggere og er korrigeret for, hvor mange af alle der har svaret; brug dem.",
            "Alle fire regner med, at de, der har svaret, ligner resten.",
            *_left_out(lines),
        ),
    )


def _interval_columns(name: str, label: str) -> list[Column]:
    return [
        Column(name, label, ""),
        Column(f"{name}_low", "Interval, fra", "", "low", of=(name,)),
        Column(f"{name}_high", "Interval, til", "", "high", of=(name,)),
    ]


def _said(one: _Line) -> Said:
    at = {name: (TABLE, one.question.key, name) for name in ("size", "n", "of")}
    return Said(
        f"»{named(one.question.label)}«: {{size}} i hele landet i {one.year}, regnet op fra {{n}} af {{of}}.", at
    )


def _left_out(lines: list[_Line]) -> tuple[str, ...]:
    told = [f"{one.question.label}, {one.year}: {', '.join(one.of.left_out)}" for one in lines if one.of.left_out]
    return (f"Ikke med i opregningen: {'; '.join(told)}.",) if told else ()


def _cells(made: Capacity, one: _Line) -> dict[str, Figure]:
    row, year = one.question.key, one.year
    make = Tables(made, "survey")
    cells = {
        "people": make.inhabitants(tuple(one.of.people), "Landet", made.band, year),
        "covered": make.inhabitants(one.of.codes, "De, der har svaret,", made.band, year),
        "own": own_cell(one.question, year),
    }
    cells |= _basis(one)
    base = {name: (TABLE, row, name) for name in ("counted", "covered", "people")}
    terms = tuple(
        Term(label, cells[name].value or 0.0, unit, base[name])
        for name, label, unit in (
            ("counted", "Svarene lagt sammen", NUMBER),
            ("covered", "Indbyggere, hvor der er svaret", PERSONS),
            ("people", "Indbyggere i hele landet", PERSONS),
        )
    )
    made_by: dict[str, Callable[[], tuple[Upscaled, str]]] = {
        "rates": lambda: (mean_of_rates(one.of.rows, one.of.national), ""),
        "ratio": lambda: (ratio(one.of.rows, one.of.national, units=one.of.units), ""),
        "region": lambda: _stratified(one.of, regions_of(made)),
        "size": lambda: _stratified(one.of, sizes_of(made)),
    }
    for name, estimate in made_by.items():
        cells |= _estimated(one, name, (TABLE, row), estimate, terms)
    cells["per"] = _per(one)
    if cells["rates"].value is not None:
        per = Term("Gennemsnit pr. 1.000", cells["per"].value or 0.0, NUMBER, (TABLE, row, "per"))
        cells["rates"] = replace(cells["rates"], terms=(per, terms[2]))
    return cells


def _stratified(of: Sample, strata: Mapping[int, str]) -> tuple[Upscaled, str]:
    found, named = by_strata(of, strata)
    return found, f"Strata: {'; '.join(named)}."


def _estimated(
    one: _Line, name: str, at: tuple[str, str], estimate: Callable[[], tuple[Upscaled, str]], terms: tuple[Term, ...]
) -> dict[str, Figure]:
    try:
        found, how = estimate()
    except CapacityRefused as error:
        return {column: missing(NUMBER, str(error)) for column in (name, f"{name}_low", f"{name}_high")}
    total = found.total
    middle = Figure(total.value, NUMBER, f"{total.sentence} {how}".strip(), terms, note=one.note)
    return {name: middle, **ends(total, (*at, name), NUMBER, low=f"{name}_low", high=f"{name}_high")}


def _basis(one: _Line) -> dict[str, Figure]:
    """What the estimates rest on: the answers added up, how many municipalities, and of how many."""
    terms = answer_terms(one.question, one.year)
    sources = one.question.sources(one.year, of=one.of.given)
    counted = sum(row.count for row in one.of.rows)
    adding = tuple(replace(source, adds="value") for source in sources)
    none = missing(NUMBER, f"Ingen har svaret med et tal i {one.year}.")
    total = Figure(
        counted, NUMBER, "Svarene lagt sammen.", sources=adding, persons=counted if len(one.of.rows) == 1 else None
    )
    how = "Kommunerne med folketal i året, som der regnes op til."
    persons = sum(found.persons for found in one.of.people.values())
    people = (Term("Deres indbyggere i aldersgruppen", persons, PERSONS, (TABLE, one.question.key, "people")),)
    return {
        "counted": total if one.of.rows else none,
        "n": Figure(float(len(one.of.rows)), "kommuner", "Kommunerne, hvis svar der regnes op fra.", terms, sources),
        "of": Figure(float(one.of.units), "kommuner", how, people),
    }  # fmt: skip


def _per(one: _Line) -> Figure:
    try:
        found = mean_of_rates(one.of.rows, one.of.national).rate()
    except CapacityRefused as error:
        return missing(NUMBER, str(error))
    how = f"Gennemsnittet af kommunernes antal pr. 1.000 {band_words(one.of.national.band)}, hver kommune tæller 1."
    sources = one.question.sources(one.year, of=one.of.given)
    return Figure(found.value, NUMBER, how, answer_terms(one.question, one.year), sources, note=one.note)


def _years(made: Capacity, lines: list[_Line]) -> FigureTable:
    """The mean of rates, year by year, as the report prints it: per 1,000 and for the country, with interval and number of answers."""
    columns = (
        Column("per", f"Pr. 1.000 {band_words(made.band)}", "", "level", 2),
        Column("per_low", "Interval, fra", "", "low", 2, ("per",)),
        Column("per_high", "Interval, til", "", "high", 2, ("per",)),
        Column("people", f"{band_words(made.band)} i hele landet", PERSONS, hidden=True),
        *_interval_columns("rates", "Hele landet"),
        Column("n", "Kommuner med svar", ANSWERS, "answers"),
    )
    figures: dict[tuple[str, str], Figure] = {}
    rows = []
    for one in lines:
        row = f"{one.question.key}_{one.year}"
        rows.append(Row(row, f"{one.question.label} ({one.year})"))
        figures |= {(row, column): figure for column, figure in _of_year(made, one, row).items()}
    notes = ("Rapportens metode: gennemsnittet af kommunernes rater gange landets indbyggere.", *_left_out(lines))
    return FigureTable(YEARS, "Antal regnet op, år for år", "Spørgsmål", columns, tuple(rows), figures, notes=notes)


def _of_year(made: Capacity, one: _Line, row: str) -> dict[str, Figure]:
    people = Tables(made, "survey").inhabitants(tuple(one.of.people), "Landet", made.band, one.year)
    per = _per(one)
    cells = {"people": people, "per": per, "n": _basis(one)["n"]}
    if per.value is None:
        return cells | dict.fromkeys(("per_low", "per_high", "rates", "rates_low", "rates_high"), per)
    found = mean_of_rates(one.of.rows, one.of.national)
    terms = (
        Term("Gennemsnit pr. 1.000", per.value, NUMBER, (YEARS, row, "per")),
        Term("Indbyggere i hele landet", people.value or 0.0, PERSONS, (YEARS, row, "people")),
    )
    cells |= ends(found.rate(), (YEARS, row, "per"), NUMBER, low="per_low", high="per_high")
    cells |= _estimated(one, "rates", (YEARS, row), lambda: (found, ""), terms)
    return cells
