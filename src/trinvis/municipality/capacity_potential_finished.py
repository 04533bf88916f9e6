"""Patients who are finished treated and wait for the municipality: bed days over the region with fewest, at the day rate."""

from __future__ import annotations

from datetime import date
from math import fsum
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.capacity.finished_treated import over_benchmark
from trinvis.calculations.capacity.rates import BANDS, Band, Population, Rate, Subject, band_words, rate
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.regions import REGIONS
from trinvis.municipality.capacity_figure import KRONER, Column, Figure, FigureTable, Row, Source, Term, missing
from trinvis.municipality.capacity_measures import PERSONS, Tables
from trinvis.municipality.capacity_potential_told import TOTAL, Family, Ground, Told, caveats_of
from trinvis.parameters.errors import ParameterError
from trinvis.tables import PSYCHIATRY

if TYPE_CHECKING:
    from trinvis.calculations.capacity.potential import Potential

FINISHED, PARAMETER = "potentials.finished", "finished_treated_rate"
LABEL = "Færdigbehandlede patienter"
SUBJECTS: dict[str, Subject] = {"children": "children_psychiatry", "adults": "adults_psychiatry"}
DAYS = "sengedage"


def finished_family(ground: Ground) -> Family:
    """Regions with more bed days than the one with fewest come down to it; nothing without days, inhabitants or the rate."""
    made = ground.made
    subject = SUBJECTS.get(made.area)
    if subject is None:
        return Family()
    not_own = "Regnet pr. region; kommunens del kendes ikke."
    try:
        year, days = _days(ground, BANDS[subject])
        people = _people(ground, BANDS[subject], year)
        rates = {REGIONS[code]: _rate(days.get(code), people.get(code), year, subject) for code in REGIONS}
        per_day = made.facts.parameters.value(PARAMETER, date(year, 12, 31)).value
        found = over_benchmark(rates, float(str(per_day)) / 100, ground.area, None)
    except (CapacityRefused, ParameterError) as error:
        return Family((Told("finished", LABEL, None, str(error), not_own=not_own),))
    table = _table(ground, found, rates, float(str(per_day)) / 100, year, BANDS[subject])
    told = Told(
        "finished", LABEL, found, not_corrected="Sengedage er ikke regnet over flere år, så der er intet korrigeret tal.",
        at=(FINISHED, TOTAL, "amount"), not_own=not_own,
    )  # fmt: skip
    return Family((told,), (table,))


def _rows(ground: Ground, band: Band) -> pl.DataFrame:
    made = ground.made
    if not made.facts.has(PSYCHIATRY.name):
        raise CapacityRefused(
            "Der er ingen tal fra psykiatrien: hent dem ind, fx trinvis import DIR FIL --source psychiatry."
        )
    return made.facts.rows(PSYCHIATRY.name).filter(
        pl.col("kind") == "finished", pl.col("age_from") == band[0], pl.col("age_to") == band[1],
        pl.col("number").is_not_null(), pl.col("referrer").fill_null("") == "", pl.col("year") <= made.year,
    )  # fmt: skip


def _days(ground: Ground, band: Band) -> tuple[int, dict[int, float]]:
    """The newest year, and bed days by region: a region's own row, else those of its municipalities."""
    rows = _rows(ground, band)
    if rows.is_empty():
        raise CapacityRefused(f"Der er ingen sengedage for færdigbehandlede {band_words(band)}; hent dem ind.")
    year = int(str(rows["year"].max()))
    told: dict[int, float] = {}
    summed: dict[int, list[float]] = {}
    for row in rows.filter(pl.col("year") == year).iter_rows(named=True):
        if row["municipality"] is None and row["region"] is not None:
            told[int(row["region"])] = float(row["number"])
        elif row["municipality"] in ground.made.facts.regions:
            summed.setdefault(ground.made.facts.regions[row["municipality"]], []).append(float(row["number"]))
    return year, {code: fsum(of) for code, of in summed.items()} | told


def _people(ground: Ground, band: Band, year: int) -> dict[int, float]:
    regions, found = ground.made.facts.regions, dict.fromkeys(REGIONS, 0.0)
    for (code, of), persons in ground.made.facts.population(band).items():
        if of == year and code in regions:
            found[regions[code]] += persons
    return {code: persons for code, persons in found.items() if persons > 0}


def _rate(days: float | None, people: float | None, year: int, subject: Subject) -> Rate | None:
    if days is None or people is None:
        return None
    return rate(days, year, subject, Population(people, BANDS[subject], year))


def _table(
    ground: Ground, found: Potential, rates: dict[str, Rate | None], per_day: float, year: int, band: Band
) -> FigureTable:
    made, tables = ground.made, Tables(ground.made, "potentials")
    columns = (
        Column("days", f"Sengedage {year}", DAYS),
        Column("people", f"{band_words(band)} {year}", PERSONS),
        Column("rate", "Pr. 1.000", DAYS, "rate", 2, ("days", "people")),
        Column("amount", "Beregnet", KRONER),
    )
    fewest = min((one for one in rates.values() if one is not None), key=lambda one: one.per())
    least = next(name for name, one in rates.items() if one is fewest)
    codes = {name: code for code, name in REGIONS.items()}
    amounts = {part.name: part.amount for part in found.parts}
    figures: dict[tuple[str, str], Figure] = {}
    rows = [Row(f"r{code}", name, "part", code) for code, name in REGIONS.items()]
    to = Term(f"Pr. 1.000 i {least}", fewest.per(), DAYS, (FINISHED, f"r{codes[least]}", "rate"))
    for row in rows:
        one, code = rates[row.label], codes[row.label]
        members = tuple(member for member in made.country if made.facts.regions[member] == code)
        figures[row.key, "people"] = tables.inhabitants(members, row.label, band, year)
        if one is None:
            why = f"{row.label} mangler sengedage eller indbyggertal; hent dem ind."
            figures |= {
                (row.key, name): missing(unit, why)
                for name, unit in (("days", DAYS), ("rate", DAYS), ("amount", KRONER))
            }
            continue
        days = Term("Sengedage", one.numerator, DAYS, (FINISHED, row.key, "days"))
        people = Term("Indbyggere", one.population.persons, PERSONS, (FINISHED, row.key, "people"))
        mine = Term("Pr. 1.000", one.per(), DAYS, (FINISHED, row.key, "rate"))
        figures[row.key, "days"] = Figure(
            one.numerator, DAYS, "Færdigbehandledes sengedage.", sources=(_source(ground, code, members, band, year),)
        )
        figures[row.key, "rate"] = Figure(
            one.per(), DAYS, "Sengedage gange 1.000 divideret med indbyggere.", (days, people)
        )
        figures[row.key, "amount"] = Figure(
            amounts.get(row.label, 0.0), KRONER, "Det, sengedagene pr. 1.000 er over den laveste region, gange indbyggere og taksten.",
            (mine, to, people, Term("Takst pr. døgn", per_day, KRONER)), parameters=(PARAMETER,),
        )  # fmt: skip
    parts = tuple(
        Term(row.label, amounts[row.label], KRONER, (FINISHED, row.key, "amount"))
        for row in rows
        if row.label in amounts
    )
    figures[TOTAL, "amount"] = Figure(
        found.amount, KRONER, f"Summen af regionerne. {' '.join(found.said)}", parts, parameters=(PARAMETER,)
    )
    return FigureTable(
        FINISHED, LABEL, "Region", columns, (*rows, Row(TOTAL, "Alle regioner", "total")), figures,
        notes=(*found.said, *found.left_out), caveats=caveats_of([found]),
    )  # fmt: skip


def _source(ground: Ground, code: int, members: tuple[int, ...], band: Band, year: int) -> Source:
    """The region's own row, or those of its municipalities."""
    where: dict[str, tuple[object, ...]] = {
        "kind": ("finished",), "age_from": (band[0],), "age_to": (band[1],), "year": (year,), "referrer": ("", None)
    }  # fmt: skip
    rows = _rows(ground, band).filter(pl.col("year") == year)
    own = not rows.filter(pl.col("region") == str(code), pl.col("municipality").is_null()).is_empty()
    return Source(PSYCHIATRY.name, where | ({"region": (str(code),)} if own else {"municipality": members}), "number")
