"""Bed days of patients who are done in the psychiatry and wait for their municipality: days, patients, days for each, and what they cost.

C23 of the children's notes, C14 of the adults' (seed 002 lines 3910-4032, 10099-10284). What is paid is as it was told; the cost at the
day rate is the year's days at the year's rate, and a year without a rate has no cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.bed_days import BedDays
from trinvis.calculations.capacity.caveats import FIXED_DAY_RATE
from trinvis.calculations.capacity.rates import band_words
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_figure import KRONER, PER_CENT, Column, Figure, FigureTable, Row, Said, Term, missing
from trinvis.municipality.capacity_measures import PERSONS
from trinvis.municipality.capacity_psychiatry_counts import BAND_OF, Counted, counted
from trinvis.municipality.capacity_psychiatry_figures import (
    Figures,
    Place,
    country_place,
    own_place,
    region_places,
    weights,
)
from trinvis.parameters import ParameterError

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

DAYS, PATIENTS = "sengedage", "patienter"
RATE = "finished_treated_rate"
FEW_NOTE = "få patienter, så tallet svinger meget"


@dataclass(frozen=True)
class Finished:
    """The counts of finished-treated patients of the years shown."""

    days: Counted
    patients: Counted
    paid: Counted


def finished_tables(made: Capacity) -> tuple[FigureTable, ...]:
    """Our own years, the country's, and the regions. Raises ``CapacityRefused`` without bed days."""
    ages = band_words(BAND_OF[made.area])

    def of(column: str, label: str, unit: str, how: str) -> Counted:
        return counted(made, "finished", column, column, label, unit, how)

    finished = Finished(
        of("number", "Sengedage", DAYS, f"Døgn, som færdigbehandlede patienter ({ages}) blev liggende i psykiatrien."),
        of("patients", "Patienter", PATIENTS, f"Færdigbehandlede patienter ({ages}), der blev udskrevet."),
        of("amount_oere", "Betalt", KRONER, f"Kommunens betaling for færdigbehandlede patienter; {made.prices.text}."),
    )
    if not finished.days.values:
        raise CapacityRefused(
            f"Færdigbehandledes sengedage ({ages}) er ikke oplyst for årene: hent dem ind, fx "
            "trinvis import DIR psykiatri.csv --source psychiatry."
        )
    return (
        _years(made, finished, own_place(made), "egen"),
        _years(made, finished, country_place(made), "land"),
        _regions(made, finished),
    )


def _years(made: Capacity, of: Finished, place: Place, scope: str) -> FigureTable:
    """A year to a row, so that each figure has the decimals that it needs."""
    key, make = f"psychiatry.finished.{scope}", Figures(made)
    first = made.years[0]
    figures: dict[tuple[str, str], Figure] = {}
    for year in made.years:
        row = f"y{year}"
        for column, counts in (("days", of.days), ("patients", of.patients), ("paid", of.paid)):
            figures[row, column] = make.level(counts, place, year, (key, row, column))
        figures[row, "stay"] = _stay(of, place, year, figures, key)
        figures[row, "day_rate"] = _day_rate(made, year)
        figures[row, "cost"] = _cost(figures, row, key)
    columns = (
        Column("days", "Sengedage", DAYS),
        Column("patients", "Patienter", PATIENTS),
        Column("stay", "Dage pr. patient", "dage", decimals=1, of=("days", "patients")),
        Column("paid", "Betalt", KRONER),
        Column("day_rate", "Årets takst pr. døgn", KRONER, hidden=True),
        Column("cost", "Sengedage til årets takst", KRONER, of=("days", "day_rate")),
    )
    who = made.name(made.own) if scope == "egen" else "hele landet"
    change, more = _changes(made, of, place, key)
    return FigureTable(
        key, f"Færdigbehandlede patienter i psykiatrien, {who}", "År", (*columns, *more),
        tuple(Row(f"y{year}", str(year)) for year in made.years), figures | change, _answer(made, key, scope, first),
        (
            f"{band_words(BAND_OF[made.area])}. Dage pr. patient er alle sengedage over alle patienter.",
            f"Betalt er i {made.prices.text}; sengedage til årets takst er i årets egne priser.",
        ),
        (FIXED_DAY_RATE.text,),
    )  # fmt: skip


def _answer(made: Capacity, key: str, scope: str, first: int) -> tuple[Said, ...]:
    last = made.years[-1]
    who = "Kommunens" if scope == "egen" else "Landets"
    at = {name: (key, f"y{last}", name) for name in ("patients", "stay")}
    said = [
        Said(f"{who} færdigbehandlede patienter ventede {{stay}} i gennemsnit i {last}; der var {{patients}}.", at),
        Said("De brugte {days}.", {"days": (key, f"y{last}", "days")}),
    ]
    if first != last:
        said.append(
            Said(f"Sengedagene har ændret sig {{growth}} siden {first}.", {"growth": (key, f"y{last}", "growth")})
        )
    return tuple(said)


def _changes(
    made: Capacity, of: Finished, place: Place, key: str
) -> tuple[dict[tuple[str, str], Figure], tuple[Column, ...]]:
    """The change in bed days over the years, at the last year; hidden beside it the first year's days."""
    if len(made.years) < 2:
        return {}, ()
    first, last = made.years[0], made.years[-1]
    make, row = Figures(made), f"y{last}"
    figures = {
        (row, "days_first"): make.level(of.days, place, first, (key, row, "days_first")),
        (row, "growth"): make.growth(of.days, place, (key, row, "days_first"), (key, row, "days")),
    }
    return figures, (
        Column("growth", f"Ændring i sengedage {first}-{last}", PER_CENT, "growth", 1, ("days_first", "days")),
        Column("days_first", f"Sengedage {first}", DAYS, year=first, hidden=True),
    )


def _stay(of: Finished, place: Place, year: int, figures: dict[tuple[str, str], Figure], key: str) -> Figure:
    row = f"y{year}"
    return stay_of(of, place, year, figures[row, "days"], figures[row, "patients"], (key, row))


def stay_of(of: Finished, place: Place, year: int, days: Figure, patients: Figure, at: tuple[str, str]) -> Figure:
    """Bed days per patient, sum over sum; ``at`` is the table and row of its two figures."""
    if days.value is None or patients.value is None:
        return missing("dage", days.missing or patients.missing)
    if place.units(of.days, year) != place.units(of.patients, year):
        return missing("dage", f"Sengedage og patienter i {year} er ikke oplyst for de samme kommuner; hent begge ind.")
    try:
        both = BedDays(year, days.value, patients.value)
    except CapacityRefused as error:
        return missing("dage", str(error))
    if both.stay is None:
        return missing("dage", f"Der var ingen færdigbehandlede patienter i {year}.")
    terms = (
        Term(f"Sengedage {year}", days.value, DAYS, (*at, "days")),
        Term(f"Patienter {year}", patients.value, PATIENTS, (*at, "patients")),
    )
    return Figure(
        both.stay, "dage", "Sengedagene divideret med patienterne.", terms, note=FEW_NOTE if both.few else "",
        persons=patients.persons,
    )  # fmt: skip


def _day_rate(made: Capacity, year: int) -> Figure:
    """The year's rate per day in kroner; the reason where no rate is known."""
    try:
        value = made.facts.parameters.value(RATE, date(year, 12, 31))
        return Figure(
            value.number() / 100, KRONER, f"Taksten for et døgn i {year} ({value.source}).",
            parameters=(RATE,), parameter_year=year,
        )  # fmt: skip
    except ParameterError as error:
        return missing(KRONER, str(error))


def _cost(figures: dict[tuple[str, str], Figure], row: str, key: str) -> Figure:
    days, rate = figures[row, "days"], figures[row, "day_rate"]
    if days.value is None or rate.value is None:
        return missing(KRONER, days.missing or rate.missing)
    year = int(row[1:])
    terms = (
        Term(f"Sengedage {year}", days.value, DAYS, (key, row, "days")),
        Term(f"Takst pr. døgn {year}", rate.value, KRONER, (key, row, "day_rate")),
    )
    cost = BedDays(year, days.value, max(days.value, 1.0)).cost(rate.value)
    return Figure(
        cost, KRONER, "Sengedagene gange årets takst pr. døgn.", terms, persons=days.persons, parameters=rate.parameters
    )


def _regions(made: Capacity, of: Finished) -> FigureTable:
    """Bed days per 1,000 of the ages and per patient."""
    key, make, year = "psychiatry.finished.regions", Figures(made), made.year
    figures: dict[tuple[str, str], Figure] = {}
    places = (*region_places(made), country_place(made), own_place(made))
    for place in places:
        row = place.row.key
        figures[row, "days"] = make.level(of.days, place, year, (key, row, "days"))
        figures[row, "patients"] = make.level(of.patients, place, year, (key, row, "patients"))
        figures[row, "people"] = make.people(of.days, place, year)
        figures[row, "rate"] = make.rate(of.days, place, year, (key, row, "days"), (key, row, "people"))
        figures[row, "stay"] = stay_of(of, place, year, figures[row, "days"], figures[row, "patients"], (key, row))
    columns = (
        Column("days", f"Sengedage {year}", DAYS, year=year),
        Column("patients", f"Patienter {year}", PATIENTS, year=year),
        Column("rate", "Sengedage pr. 1.000", DAYS, "rate", 2, ("days", "people"), year),
        Column("stay", "Dage pr. patient", "dage", decimals=1, of=("days", "patients")),
        Column("people", f"{band_words(BAND_OF[made.area])} {year}", PERSONS, year=year, hidden=True),
    )
    at = {"own": (key, "egen", "rate"), "all": (key, "land", "rate")}
    return FigureTable(
        key, "Færdigbehandledes sengedage i regionerne", "Region", columns, tuple(one.row for one in places), figures,
        (Said(f"Kommunens borgere havde {{own}} pr. 1.000 i {year}; i hele landet var det {{all}}.", at),),
        (f"Pr. 1.000 {band_words(BAND_OF[made.area])}. Regionens egen række tæller, hvor der er en, ellers summen af dens kommuner.",),
        weights=weights(made),
    )  # fmt: skip
