"""Our own citizens' contacts with the regional psychiatry, and what the municipality pays for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.co_financing import KINDS, CoFinanced, Kind
from trinvis.calculations.capacity.growth import Series, growth
from trinvis.calculations.capacity.rates import band_words
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_figure import KRONER, PER_CENT, Column, Figure, FigureTable, Row, Said, Term, missing
from trinvis.municipality.capacity_psychiatry_counts import BAND_OF, Counted, counted
from trinvis.municipality.capacity_psychiatry_figures import Figures, own_place

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

LABELS: dict[Kind, str] = {"discharge": "Indlæggelser", "outpatient": "Ambulante besøg", "specialist": "Speciallæger"}
UNITS: dict[Kind, str] = {"discharge": "udskrivninger", "outpatient": "besøg", "specialist": "ydelser"}
CONTACTS, PRICES = "psychiatry.contacts", "psychiatry.prices"

Money = dict[Kind, Counted]


def contact_tables(made: Capacity, money: Money) -> tuple[FigureTable, ...]:
    """How many contacts there were by year, and kroner for each; none without numbers."""
    how = f"Antallet for {band_words(BAND_OF[made.area])} i den regionale psykiatri."
    numbers = {kind: counted(made, kind, "number", kind, LABELS[kind], UNITS[kind], how) for kind in KINDS}
    if not any((made.own, year) in one.values for one in numbers.values() for year in made.years):
        return ()
    contacts = _contacts(made, numbers)
    return contacts, _prices(made, money, numbers, contacts)


def _contacts(made: Capacity, numbers: Mapping[Kind, Counted]) -> FigureTable:
    make, years, place = Figures(made), made.years, own_place(made)
    figures: dict[tuple[str, str], Figure] = {}
    for kind, of in numbers.items():
        for year in years:
            figures[kind, f"y{year}"] = make.level(of, place, year, (CONTACTS, kind, f"y{year}"))
        if len(years) > 1:
            ends = (CONTACTS, kind, f"y{years[0]}"), (CONTACTS, kind, f"y{years[-1]}")
            figures[kind, "growth"] = make.growth(of, place, *ends)
    now = {"now": (CONTACTS, "discharge", f"y{years[-1]}")}
    return FigureTable(
        CONTACTS, f"Kontakter med psykiatrien i {made.name(made.own)}", "Kontakt", _columns(made, ""), _rows(), figures,
        (Said(f"Kommunens borgere havde {{now}} udskrivninger fra psykiatrien i {years[-1]}.", now),),
        ("En udskrivning, et besøg og en ydelse er ikke det samme, så der er ingen sum.",),
    )  # fmt: skip


def _prices(made: Capacity, money: Money, numbers: Mapping[Kind, Counted], contacts: FigureTable) -> FigureTable:
    """Kroner for each contact, in the analysis's prices."""
    figures: dict[tuple[str, str], Figure] = {}
    for kind in KINDS:
        for year in made.years:
            number = contacts.figures[kind, f"y{year}"]
            figures[kind, f"y{year}"] = _per_unit(kind, year, money[kind].values.get((made.own, year)), number)
        if len(made.years) > 1:
            figures[kind, "growth"] = _growth(made, kind, numbers[kind], figures)
    return FigureTable(
        PRICES, f"Medfinansiering pr. kontakt i {made.name(made.own)}", "Kontakt", _columns(made, KRONER), _rows(), figures,
        notes=(f"{made.prices.text[0].upper()}{made.prices.text[1:]}.",),
    )  # fmt: skip


def _columns(made: Capacity, unit: str) -> tuple[Column, ...]:
    columns = [Column(f"y{year}", str(year), unit, year=year) for year in made.years]
    if len(columns) > 1:
        label = f"Ændring {made.years[0]}-{made.years[-1]}"
        columns.append(Column("growth", label, PER_CENT, "growth", 1, (columns[0].key, columns[-1].key)))
    return tuple(columns)


def _rows() -> tuple[Row, ...]:
    return tuple(Row(kind, f"{LABELS[kind]} ({UNITS[kind]})") for kind in KINDS)


def _per_unit(kind: Kind, year: int, amount: float | None, number: Figure) -> Figure:
    price = CoFinanced(amount, number.value).per_unit
    if price is None:
        return missing(KRONER, f"{LABELS[kind]} mangler beløb eller antal i {year}; hent dem ind.")
    terms = (
        Term(f"Medfinansiering {year}", amount or 0.0, KRONER, ("psychiatry.cofinancing.egen", kind, f"y{year}")),
        Term(f"{LABELS[kind]} {year}", number.value or 0.0, UNITS[kind], (CONTACTS, kind, f"y{year}")),
    )
    return Figure(price, KRONER, "Medfinansieringen divideret med antallet.", terms, persons=number.persons)


def _growth(made: Capacity, kind: Kind, of: Counted, figures: Mapping[tuple[str, str], Figure]) -> Figure:
    ends = {year: figures[kind, f"y{year}"] for year in (made.years[0], made.years[-1])}
    concepts = {year: of.concept((made.own,), year) for year in ends}
    try:
        series = Series(
            f"{LABELS[kind]} pr. stk.", KRONER, {year: one.value for year, one in ends.items()}, concepts=concepts
        )
        found = growth(series, *ends)
    except CapacityRefused as error:
        return missing(PER_CENT, str(error))
    terms = tuple(
        Term(f"Kr. pr. stk. {year}", one.value or 0.0, KRONER, (PRICES, kind, f"y{year}")) for year, one in ends.items()
    )
    persons = [one.persons for one in ends.values() if one.persons is not None]
    how = f"Ændringen i procent af {made.years[0]}."
    return Figure(found.ratio * 100, PER_CENT, how, terms, persons=min(persons, default=None))
