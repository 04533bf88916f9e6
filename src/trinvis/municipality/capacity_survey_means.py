"""Occupancy, days and other amounts as the units answered them, with the interval of the mean; and questions of yes or no."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.caveats import OCCUPANCY_ESTIMATED
from trinvis.calculations.capacity.occupancy import answered_occupancy
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.survey_estimates import change_in_same
from trinvis.calculations.statistics.hit_rate import Share
from trinvis.municipality.capacity_figure import PER_CENT, POINTS, Column, Figure, FigureTable, Row, Said, Term, missing
from trinvis.municipality.capacity_survey_answers import UNITS, Question, questions
from trinvis.municipality.capacity_survey_cells import (
    ANSWER_COLUMNS,
    ANSWERS,
    FEW,
    ends,
    few,
    kinds,
    mean_cells,
    mean_columns,
    named,
    own_cell,
)

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

MEANS, CHANGE, YES = "survey.means", "survey.occupancy_change", "survey.yes_no"
SAID_YES = 100
"""A yes is 1, kept in hundredths."""
MEASURED = ("occupancy", "days", "hours", "fte", "kroner")


def means_tables(made: Capacity) -> tuple[FigureTable, ...]:
    """Every question that is answered with an amount, its newest year; and how occupancy changed where the same units answered."""
    asked = questions(made, *MEASURED)
    order = {unit: at for at, unit in enumerate(MEASURED)}
    asked = tuple(sorted(asked, key=lambda one: (order[one.unit], one.key)))
    if not asked:
        return ()
    change = _change(made, tuple(one for one in asked if one.unit == "occupancy"))
    return (_means(made, asked), *([change] if change else []))


def _means(made: Capacity, asked: tuple[Question, ...]) -> FigureTable:
    columns = (
        *mean_columns("", "Gennemsnit af svarene"),
        *ANSWER_COLUMNS,
        Column("own", made.name(made.own), "", "level", 1),
    )
    figures: dict[tuple[str, str], Figure] = {}
    notes = ["Intervallet er et 95 %-interval for gennemsnittet (t-fordeling), ikke for de enkelte svar."]
    for one in asked:
        year = max(one.given)
        cells = mean_cells(one, year, MEANS, one.key) | {"own": own_cell(one, year)}
        figures |= {(one.key, column): figure for column, figure in cells.items()}
        notes += _occupancy_notes(one, year)
    rows = tuple(Row(one.key, f"{one.label} ({max(one.given)})", unit=UNITS[one.unit]) for one in asked)
    first = next((one for one in asked if figures[one.key, "mean"].value is not None), None)
    answer = () if first is None else (_said(first),)
    caveats = (f"{OCCUPANCY_ESTIMATED.text} ({OCCUPANCY_ESTIMATED.source})",) if asked[0].unit == "occupancy" else ()
    return FigureTable(
        MEANS,
        "Belægning, dage og årsværk efter svarene",
        "Spørgsmål",
        columns,
        rows,
        figures,
        answer,
        tuple(notes),
        caveats,
    )


def _said(one: Question) -> Said:
    at = {name: (MEANS, one.key, name) for name in ("mean", "n")}
    return Said(f"»{named(one.label)}«: svarene er i gennemsnit {{mean}} i {max(one.given)}, af {{n}}.", at)


def _occupancy_notes(one: Question, year: int) -> list[str]:
    if one.unit != "occupancy":
        return []
    try:
        return [f"»{one.label}«: {said}" for said in answered_occupancy(one.answers(year)).caveats]
    except CapacityRefused:
        return []


def _change(made: Capacity, asked: tuple[Question, ...]) -> FigureTable | None:
    """The change in percentage points of the units that answered in both the first and the last year; a change of two means is not that."""
    first, last = made.years[0], made.years[-1]
    both = [one for one in asked if first in one.given and last in one.given and first < last]
    if not both:
        return None
    columns = (
        Column("first", str(first), PER_CENT, "level", 1, year=first),
        Column("last", str(last), PER_CENT, "level", 1, year=last),
        Column("change", f"Ændring {first}-{last}", POINTS, "points", 1, ("first", "last")),
        Column("low", "Interval, fra", POINTS, "low", 1, ("change",)),
        Column("high", "Interval, til", POINTS, "high", 1, ("change",)),
        Column("n", "Svar begge år", ANSWERS, "answers"),
    )
    figures = {(one.key, column): figure for one in both for column, figure in _same(one, first, last).items()}
    rows = tuple(Row(one.key, one.label) for one in both)
    notes = (
        "Kun de enheder, der har svaret begge år, er med; gennemsnittene er derfor andre end i tabellen over svarene.",
    )
    return FigureTable(
        CHANGE, "Ændring i belægning hos dem, der har svaret begge år", "Spørgsmål", columns, rows, figures, notes=notes
    )


def _same(one: Question, first: int, last: int) -> dict[str, Figure]:
    before, after = one.answers(first), one.answers(last)
    try:
        found = change_in_same(before, after)
    except CapacityRefused as error:
        return {name: missing(PER_CENT, str(error)) for name in ("first", "last", "change", "low", "high")}
    units = before.values.keys() & after.values.keys()
    cells = {}
    for name, answers, year in (("first", before, first), ("last", after, last)):
        values = {unit: value for unit, value in answers.values.items() if unit in units}
        terms = tuple(Term(unit, value, PER_CENT) for unit, value in values.items())
        mean = sum(values.values()) / len(values)
        cells[name] = Figure(mean, PER_CENT, "Gennemsnit af dem, der har svaret begge år.", terms, one.sources(year))
    terms = tuple(
        Term(str(year), cells[name].value or 0.0, PER_CENT, (CHANGE, one.key, name))
        for name, year in (("last", last), ("first", first))
    )
    note = few(found.answers) if found.answers < FEW else ""
    cells["change"] = Figure(found.value, POINTS, found.sentence, terms, note=note)
    cells["n"] = Figure(float(len(units)), ANSWERS, "De, der har svaret begge år.", sources=one.sources(last))
    return cells | ends(found, (CHANGE, one.key, "change"), POINTS)


def yes_no_table(made: Capacity) -> FigureTable | None:
    """The share that said yes of those that said yes or no, with the interval of a share (Wilson); None without such questions."""
    asked = questions(made, "yes_no")
    if not asked:
        return None
    columns = (
        Column("yes", "Ja", ANSWERS, "answers"),
        Column("n", "Ja eller nej", ANSWERS, "answers"),
        Column("share", "Andel ja", PER_CENT, "share", 0, ("yes", "n")),
        Column("low", "Interval for andelen, fra", PER_CENT, "low", 0, ("share",)),
        Column("high", "Interval for andelen, til", PER_CENT, "high", 0, ("share",)),
        Column("not_applicable", "Ikke relevant", ANSWERS, "answers"),
        Column("no_answer", "Ikke besvaret", ANSWERS, "answers"),
    )
    figures = {(one.key, column): figure for one in asked for column, figure in _yes(one).items()}
    rows = tuple(Row(one.key, f"{one.label} ({max(one.given)})") for one in asked)
    first = asked[0]
    at = {name: (YES, first.key, name) for name in ("share", "n")}
    answer = (Said(f"»{named(first.label)}«: {{share}} svarer ja i {max(first.given)}, af {{n}}.", at),)
    notes = ("Intervallet er Wilsons 95 %-interval for en andel.",)
    return FigureTable(YES, "Ja og nej", "Spørgsmål", columns, rows, figures, answer, notes)


def _yes(one: Question) -> dict[str, Figure]:
    year = max(one.given)
    values = list(one.answers(year).values.values())
    of = Share(sum(value > 0 for value in values), len(values))
    told = kinds(one, year)
    cells = {name: told[name] for name in ("n", "not_applicable", "no_answer")}
    said = tuple(replace(source, where={**source.where, "value": (SAID_YES,)}) for source in one.sources(year))
    cells["yes"] = Figure(float(of.hits), ANSWERS, "Svarene ja.", sources=said)
    if of.value is None:
        none = missing(PER_CENT, f"Ingen har svaret ja eller nej i {year}.")
        return cells | dict.fromkeys(("share", "low", "high"), none)
    terms = (
        Term("Ja", float(of.hits), ANSWERS, (YES, one.key, "yes")),
        Term("Ja eller nej", float(of.cases), ANSWERS, (YES, one.key, "n")),
    )
    note = few(of.cases) if of.cases < FEW else ""
    cells["share"] = Figure(of.value * 100, PER_CENT, "Ja i procent af ja og nej.", terms, note=note)
    for name, end in zip(("low", "high"), of.interval(), strict=True):
        cells[name] = Figure(end * 100, PER_CENT, "Wilsons 95 %-interval for andelen.", terms)
    return cells
