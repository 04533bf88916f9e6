"""What municipalities pay with for the regional psychiatry, by kind, year and region (C13 of the adults' notes; seed 002 lines 2536-2554,
8188-8271). Finished-treated patients stand apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.capacity.co_financing import KINDS, CoFinanced, CoFinancing, Kind
from trinvis.calculations.capacity.growth import Series, growth
from trinvis.calculations.capacity.rates import band_words
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_figure import (
    KRONER,
    PER_CENT,
    Column,
    Figure,
    FigureTable,
    Row,
    Said,
    Term,
    missing,
)
from trinvis.municipality.capacity_measures import PERSONS
from trinvis.municipality.capacity_psychiatry_contacts import LABELS, Money, contact_tables
from trinvis.municipality.capacity_psychiatry_counts import BAND_OF, counted
from trinvis.municipality.capacity_psychiatry_figures import (
    Figures,
    Place,
    country_place,
    own_place,
    region_places,
    weights,
)

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity


def money_tables(made: Capacity) -> tuple[FigureTable, ...]:
    """Our own years, the country's, contacts and their prices, and the regions. Raises ``CapacityRefused`` without any amount."""
    money = {
        kind: counted(
            made, kind, "amount_oere", kind, LABELS[kind], KRONER,
            f"Kommunal medfinansiering af {band_words(BAND_OF[made.area])} i den regionale psykiatri, {LABELS[kind].lower()}; {made.prices.text}.",
        )
        for kind in KINDS
    }  # fmt: skip
    if not any(one.values for one in money.values()):
        raise CapacityRefused(
            f"Medfinansieringen af {band_words(BAND_OF[made.area])} i psykiatrien er ikke oplyst for årene: hent den ind, fx "
            "trinvis import DIR psykiatri.csv --source psychiatry."
        )
    return (
        _years(made, money, own_place(made), "egen"),
        _years(made, money, country_place(made), "land"),
        *contact_tables(made, money),
        _regions(made, money),
    )


def _years(made: Capacity, money: Money, place: Place, scope: str) -> FigureTable:
    make, key, years = Figures(made), f"psychiatry.cofinancing.{scope}", made.years
    figures: dict[tuple[str, str], Figure] = {}
    for kind, of in money.items():
        for year in years:
            figures[kind, f"y{year}"] = make.level(of, place, year, (key, kind, f"y{year}"))
        if len(years) > 1:
            ends = (key, kind, f"y{years[0]}"), (key, kind, f"y{years[-1]}")
            figures[kind, "growth"] = make.growth(of, place, *ends)
    for year in years:
        parts = {kind: figures[kind, f"y{year}"] for kind in KINDS}
        figures["total", f"y{year}"] = _total(parts, year, key, f"y{year}")
    if len(years) > 1:
        figures["total", "growth"] = _total_growth(made, money, place, figures, key)
    columns = [Column(f"y{year}", str(year), KRONER, year=year) for year in years]
    if len(years) > 1:
        of_ends = (columns[0].key, columns[-1].key)
        columns.append(Column("growth", f"Ændring {years[0]}-{years[-1]}", PER_CENT, "growth", 1, of_ends))
    rows = (*(Row(kind, LABELS[kind], "part") for kind in KINDS), Row("total", "I alt", "total"))
    who = made.name(made.own) if scope == "egen" else "hele landet"
    return FigureTable(
        key, f"Medfinansiering af psykiatrien i {who}", "Kontakt", tuple(columns), rows, figures, _answer(made, key, scope),
        (
            f"{band_words(BAND_OF[made.area])}. Færdigbehandlede patienter er ikke med; de står for sig.",
            f"{made.prices.text[0].upper()}{made.prices.text[1:]}.",
        ),
        scale="mio",
    )  # fmt: skip


def _answer(made: Capacity, key: str, scope: str) -> tuple[Said, ...]:
    who = "Kommunen" if scope == "egen" else "Kommunerne i hele landet"
    years = made.years
    said = [
        Said(
            f"{who} betalte {{now}} i medfinansiering af psykiatrien i {years[-1]}.",
            {"now": (key, "total", f"y{years[-1]}")},
        )
    ]
    if len(years) > 1:
        words = f"Det er en ændring på {{growth}} siden {years[0]}, i {made.prices.text}."
        said.append(Said(words, {"growth": (key, "total", "growth")}))
    return tuple(said)


def _total(parts: dict[Kind, Figure], year: int, table: str, column: str) -> Figure:
    """All three kinds, or the reason why there is no total; it is hidden with a small part, which would else follow from the others."""
    try:
        total = CoFinancing(year, {kind: CoFinanced(one.value) for kind, one in parts.items()}).total
    except CapacityRefused as error:
        return missing(KRONER, str(error))
    terms = tuple(Term(LABELS[kind], one.value or 0.0, KRONER, (table, kind, column)) for kind, one in parts.items())
    persons = [one.persons for one in parts.values() if one.persons is not None]
    notes = {one.note for one in parts.values() if one.note}
    return Figure(
        total, KRONER, "Summen af indlæggelser, ambulante besøg og speciallæger.", terms,
        note=notes.pop() if len(notes) == 1 else "", persons=min(persons, default=None),
    )  # fmt: skip


def _total_growth(
    made: Capacity, money: Money, place: Place, figures: dict[tuple[str, str], Figure], table: str
) -> Figure:
    """The total's growth, where every kind has the same places both years."""
    years = made.years[0], made.years[-1]
    columns = [f"y{year}" for year in years]
    for of in money.values():
        first, last = (set(place.units(of, year)) for year in years)
        if first != last and first and last:
            return missing(
                PER_CENT,
                f"{of.label} er ikke oplyst for de samme kommuner i {years[0]} og {years[1]}; se hver for sig.",
            )
    ends = {year: figures["total", column] for year, column in zip(years, columns, strict=True)}
    concepts = {year: "; ".join(of.concept(place.units(of, year), year) for of in money.values()) for year in years}
    try:
        series = Series("Medfinansieringen", KRONER, {year: one.value for year, one in ends.items()}, concepts=concepts)
        found = growth(series, *years)
    except CapacityRefused as error:
        return missing(PER_CENT, str(error))
    terms = tuple(
        Term(f"I alt {year}", one.value or 0.0, KRONER, (table, "total", f"y{year}")) for year, one in ends.items()
    )
    persons = [one.persons for one in ends.values() if one.persons is not None]
    return Figure(
        found.ratio * 100, PER_CENT, f"Ændringen i procent af {years[0]}.", terms, persons=min(persons, default=None)
    )


def _regions(made: Capacity, money: Money) -> FigureTable:
    """Kroner per 1,000 of the ages, by kind and together; the total is of those with all three kinds."""
    make, key, year = Figures(made), "psychiatry.cofinancing.regions", made.year
    columns: list[Column] = []
    figures: dict[tuple[str, str], Figure] = {}
    places = (*region_places(made), country_place(made), own_place(made))
    for kind, of in money.items():
        level, people = f"{kind}_level", f"{kind}_people"
        label = f"{LABELS[kind]} pr. 1.000, {year}"
        columns.append(Column(kind, label, KRONER, "rate", 0, (level, people), year))
        columns.append(Column(level, f"{LABELS[kind]} {year}", KRONER, year=year, hidden=True))
        columns.append(Column(people, f"{band_words(BAND_OF[made.area])} {year}", PERSONS, year=year, hidden=True))
        for place in places:
            row = place.row.key
            figures[row, level] = make.level(of, place, year, (key, row, level))
            figures[row, people] = make.people(of, place, year)
            figures[row, kind] = make.rate(of, place, year, (key, row, level), (key, row, people))
    for place in places:
        figures[place.row.key, "total"] = _total_rate(figures, place, key, year)
    columns.append(Column("total", f"I alt pr. 1.000, {year}", KRONER, "rate", 0, KINDS, year))
    return FigureTable(
        key, "Medfinansiering af psykiatrien pr. 1.000 i regionerne", "Region", tuple(columns),
        tuple(one.row for one in places), figures, _place_answer(key, year),
        (f"Pr. 1.000 {band_words(BAND_OF[made.area])}. Regionens egen række tæller, hvor der er en, ellers summen af dens kommuner.",),
        weights=weights(made),
    )  # fmt: skip


def _total_rate(figures: dict[tuple[str, str], Figure], place: Place, key: str, year: int) -> Figure:
    row = place.row.key
    parts = {kind: figures[row, kind] for kind in KINDS}
    found = _total(parts, year, key, "")
    if found.value is None:
        return found
    covered = {figures[row, f"{kind}_people"].value for kind in KINDS}
    if len(covered) > 1:
        return missing(
            KRONER, f"{place.row.label} har ikke alle tre slags for de samme kommuner i {year}; se dem hver for sig."
        )
    terms = tuple(Term(LABELS[kind], one.value or 0.0, KRONER, (key, row, kind)) for kind, one in parts.items())
    return Figure(
        found.value, KRONER, "Summen af de tre slags pr. 1.000.", terms, note=found.note, persons=found.persons
    )


def _place_answer(key: str, year: int) -> tuple[Said, ...]:
    at = {"own": (key, "egen", "total"), "all": (key, "land", "total")}
    return (Said(f"Kommunen betalte {{own}} pr. 1.000 i aldersgruppen i {year}; i hele landet var det {{all}}.", at),)
