"""The table of what the models are made of, by municipality; the years behind each mean are hidden columns that open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.rates import band_words
from trinvis.municipality.capacity_figure import Column, Figure, FigureTable, Row, Source, Term, Where, missing
from trinvis.municipality.capacity_measures import PERSONS, Tables
from trinvis.municipality.capacity_model_inputs import SPENDING, Input, Inputs, days_of
from trinvis.municipality.capacity_model_placed import PLACED
from trinvis.tables import PUBLIC_FIGURES

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_model_fitted import Models

INPUTS = "model.inputs"


def mean_of(slug: str) -> str:
    """The column of a variable's mean over the model's years."""
    return f"x_{slug}"


def year_of(slug: str, year: int) -> str:
    """The column of one year of a measure per inhabitant or per 1,000."""
    return f"{slug}_{year}"


def row_of(code: int) -> str:
    """A municipality's row."""
    return f"k{code}"


def kind_rows(made: Capacity, codes: tuple[int, ...]) -> tuple[Row, ...]:
    """A row to a municipality, ours as ours."""
    return tuple(Row(row_of(code), made.name(code), "own" if code == made.own else "plain", code) for code in codes)


def inputs_table(made: Capacity, found: Models) -> FigureTable:
    """Spending per inhabitant and every variable of every municipality, means over the model's years."""
    given, tables = found.inputs, Tables(made, "model")
    codes, people = tuple(unit.code for unit in given.shown), made.facts.population(made.band)
    figures: dict[tuple[str, str], Figure] = {}
    columns = [_mean_column(one) for one in given.all]
    columns += [
        Column(f"people_{year}", f"{band_words(made.band)} {year}", PERSONS, hidden=True) for year in given.every
    ]
    for one in given.all:
        if one.measure is not None:
            columns += _year_columns(one, given.every)
    for code in codes:
        row = row_of(code)
        for year in given.every:
            figures[row, f"people_{year}"] = tables.inhabitants((code,), made.name(code), made.band, year)
        for one in given.all:
            figures |= _of(tables, found, one, code, people)
    years = f"{given.years[0]}-{given.years[-1]}" if len(given.years) > 1 else str(given.years[0])
    return FigureTable(
        INPUTS, f"Det, modellen regner på, gennemsnit af {years}", "Kommune", tuple(columns), kind_rows(made, codes),
        figures, notes=(f"Udgifter i {made.prices.text}.", *outside_words(given), *given.missing),
    )  # fmt: skip


def outside_words(given: Inputs) -> tuple[str, ...]:
    """What must be said where our municipality is not one of the country's."""
    if given.outside is None:
        return ()
    return (
        f"{given.outside.name} er ikke en af landets kommuner: modellen er af de andre, og landets tal er uden den.",
    )


def _mean_column(one: Input) -> Column:
    label = "Anbragte børn pr. 1.000" if one.slug == PLACED else one.yearly.label
    decimals = 0 if one.slug == SPENDING else 2
    return Column(mean_of(one.slug), label, one.yearly.unit, "index", decimals)


def _year_columns(one: Input, years: tuple[int, ...]) -> list[Column]:
    """Hidden: the level and what it is per inhabitant, year by year."""
    found = []
    for year in years:
        label, unit = f"{one.yearly.label} {year}", one.yearly.unit
        found.append(Column(f"{one.slug}_n_{year}", f"{_counted(one)} {year}", unit, hidden=True))
        found.append(Column(year_of(one.slug, year), label, unit, "index", 2, hidden=True))
    return found


def _counted(one: Input) -> str:
    return one.yearly.label if one.measure is None else one.measure.label


def _of(
    tables: Tables, found: Models, one: Input, code: int, people: Mapping[tuple[int, int], int]
) -> dict[tuple[str, str], Figure]:
    row = row_of(code)
    if one.measure is None:
        return {(row, mean_of(one.slug)): _published(tables.made, found, one, code)}
    figures = {}
    for year in found.inputs.every:
        at: Where = (INPUTS, row, f"{one.slug}_n_{year}")
        figures[row, at[2]] = tables.level(one.measure, code, year, at)
        figures[row, year_of(one.slug, year)] = _per(tables.made, one, code, year, figures[row, at[2]], people)
    figures[row, mean_of(one.slug)] = _mean(tables.made, found, one, code)
    return figures


def _per(
    made: Capacity, one: Input, code: int, year: int, level: Figure, people: Mapping[tuple[int, int], int]
) -> Figure:
    """One year's level over its inhabitants, as it is shown."""
    value = one.yearly.values.get(code, {}).get(year)
    if value is None or level.value is None:
        return missing(
            one.yearly.unit, level.missing or f"{made.name(code)} har intet folketal for {year}; hent det ind."
        )
    row = row_of(code)
    per = "pr. 1.000 indbyggere" if one.slug != SPENDING else "pr. indbygger"
    return Figure(
        value * one.shown_per, one.yearly.unit, f"{level.how} Divideret med {band_words(made.band)}, {per}.",
        (
            Term(f"{_counted(one)} {year}", level.value, one.yearly.unit, (INPUTS, row, f"{one.slug}_n_{year}")),
            Term(f"{band_words(made.band)} {year}", people[code, year], PERSONS, (INPUTS, row, f"people_{year}")),
        ),
        persons=level.persons,
    )  # fmt: skip


def _mean(made: Capacity, found: Models, one: Input, code: int) -> Figure:
    years = found.inputs.years
    value = one.yearly.mean(code, years)
    if value is None:
        return missing(one.yearly.unit, f"{made.name(code)} mangler {one.yearly.missing(code, years)}; hent det ind.")
    row = row_of(code)
    known = one.yearly.known(code, years)
    terms = tuple(
        Term(f"{one.yearly.label} {year}", of * one.shown_per, one.yearly.unit, (INPUTS, row, year_of(one.slug, year)))
        for year, of in known.items()
    )
    counted = one.measure.values if one.measure is not None and one.measure.persons else {}
    persons = min((counted[code, year] for year in known), default=None) if counted else None
    return Figure(value * one.shown_per, one.yearly.unit, f"Gennemsnittet af {_years(known)}.", terms, persons=persons)


def _published(made: Capacity, found: Models, one: Input, code: int) -> Figure:
    """A background figure: the rows that it was imported in."""
    years = found.inputs.years
    value, figure = one.yearly.mean(code, years), one.figure
    if value is None or figure is None:
        return missing(one.yearly.unit, f"{made.name(code)} mangler {one.yearly.label}; hent det ind.")
    where: dict[str, tuple[object, ...]] = {
        "figure": (figure.key,),
        "municipality": (code,),
        "day": days_of(figure, years),
    }
    where["counted_by"] = (figure.counted_by, None)
    known = one.yearly.known(code, years)
    adds = "value" if len(known) == 1 else ""
    told = f"Tallet fra {_years(known)}." if adds else f"Gennemsnittet af {_years(known)}."
    return Figure(
        value,
        one.yearly.unit,
        f"{told} Kilde: {figure.source or 'indlæst'}.",
        sources=(Source(PUBLIC_FIGURES.name, where, adds),),
    )


def _years(known: dict[int, float]) -> str:
    found = [str(year) for year in known]
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} og {found[-1]}"


def spending_at(code: int) -> Where:
    """Where a municipality's mean spending per inhabitant stands."""
    return INPUTS, row_of(code), mean_of(SPENDING)
