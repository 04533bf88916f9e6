"""What a person with a measure costs on average, and whether the money or the number of persons has grown most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.activity import Count
from trinvis.calculations.capacity.growth import Growth, Series, growth, per_unit_growth
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.unit_costs import unit_cost
from trinvis.municipality.capacity_activity_measures import of_accounts
from trinvis.municipality.capacity_activity_sums import summed
from trinvis.municipality.capacity_figure import KRONER, PER_CENT, Column, Figure, FigureTable, Row, Said, Term, missing
from trinvis.municipality.capacity_measures import COUNTRY, PERSONS
from trinvis.municipality.capacity_money import money_measures

if TYPE_CHECKING:
    from trinvis.municipality.capacity_activity_measures import Activity
    from trinvis.municipality.capacity_measures import Measure, Tables

Cells = dict[str, Figure]

NOT_SAVED = "Gennemsnitsudgiften siger ikke, hvad der spares ved én person færre, og kan ikke skelne billigere hjælp fra lettere sager."
"""Seed 002 lines 9039-9053."""
OLDER = "Kontiene har også 18-22-årige (ungestøtte), som antallet af 0-17-årige ikke har; udgiften pr. person er derfor for høj."
"""Lines 3094-3114: 769.000 kr. without those over 17, 666.000 with them."""


@dataclass(frozen=True)
class _Row:
    """A measure's row of the table: money, and municipalities with both that and persons in the last year, and in both years."""

    make: Tables
    key: str
    one: Activity
    money: Measure
    now: tuple[int, ...]
    both: tuple[int, ...]
    who: str


def cost_table(make: Tables, found: Sequence[Activity], code: int) -> FigureTable | None:
    """Persons, kroner, kroner per person, and the growth of each; of a municipality or the ``COUNTRY``. None without such measures."""
    made, scope = make.made, "land" if code == COUNTRY else "egen"
    mine = [one for one in found if one.counted == "persons" and not one.target_group]
    if not mine:
        return None
    key, year, first = f"activity.costs.{scope}", made.year, made.years[0]
    figures: dict[tuple[str, str], Figure] = {}
    for one in mine:
        figures |= {(one.measure.key, name): of for name, of in _cells(make, key, one, code).items()}
    columns = [
        Column("n", f"Personer {year}", PERSONS, year=year),
        Column("m", f"Udgift {year}", KRONER, year=year),
        Column("cost", f"Kroner pr. person {year}", KRONER, year=year),
    ]
    if first != year:
        columns += _growth_columns(first, year)
    rows = tuple(Row(one.measure.key, one.measure.label) for one in mine)
    known = next(
        (row.key for row in rows if (cell := figures.get((row.key, "cost"))) and cell.value is not None), rows[0].key
    )
    label = next(row.label for row in rows if row.key == known)
    answer = (Said(f"{label}: {{cost}} pr. person i {year}.", {"cost": (key, known, "cost")}),)
    caveats = (NOT_SAVED, OLDER) if made.area == "children" else (NOT_SAVED,)
    who = "hele landet" if code == COUNTRY else made.name(made.own)
    prices = f"{made.prices.text[0].upper()}{made.prices.text[1:]}."
    return FigureTable(
        key,
        f"Udgift pr. person i {who}",
        "Indsats",
        tuple(columns),
        rows,
        figures,
        answer,
        (prices,),
        caveats,
        overlap=True,
    )


def _growth_columns(first: int, last: int) -> list[Column]:
    span = f"{first}-{last}"
    hidden = [
        Column(f"{name}{at}", f"{label} {year}, samme kommuner", unit, year=year, hidden=True)
        for at, year in ((0, first), (1, last))
        for name, label, unit in (
            ("n", "Personer", PERSONS),
            ("m", "Udgift", KRONER),
            ("cost", "Kroner pr. person", KRONER),
        )
    ]
    shown = [
        Column(f"{name}_growth", f"{label} {span}", PER_CENT, "growth", 1, (f"{name}0", f"{name}1"))
        for name, label in (
            ("n", "Personer, ændring"),
            ("m", "Udgift, ændring"),
            ("cost", "Kroner pr. person, ændring"),
        )
    ]
    return [*hidden, *shown]


def _cells(make: Tables, key: str, one: Activity, code: int) -> Cells:
    made = make.made
    codes = made.country if code == COUNTRY else (code,)
    who = "Hele landet" if code == COUNTRY else made.name(code)
    try:
        row = _row(make, key, one, codes, who)
    except CapacityRefused as error:
        count = make.level_of(one.measure, codes, who, made.year)
        return {"n": count, "m": missing(KRONER, str(error)), "cost": missing(KRONER, str(error))} | (
            {f"{name}_growth": missing(PER_CENT, str(error)) for name in ("n", "m", "cost")}
            if len(made.years) > 1
            else {}
        )
    cells = _levels(row, "", row.now, made.year)
    if len(made.years) > 1:
        cells |= _levels(row, "0", row.both, made.years[0]) | _levels(row, "1", row.both, made.year)
        cells |= _growths(row, cells)
    return cells


def _row(make: Tables, key: str, one: Activity, codes: Sequence[int], who: str) -> _Row:
    made = make.made
    if made.asked.counted_by == "acting":
        raise CapacityRefused(
            "Udgifterne er myndighedskommunens, men personerne er opgjort efter handlekommune; vælg myndighedskommune."
        )
    offers = {account.offer for account in of_accounts(made, one)}
    money = summed(
        f"m_{one.measure.key}",
        f"Udgifter til {one.measure.label}",
        [each for each in money_measures(made) if each.key in offers],
    )
    both = {
        year: {at for at in codes if (at, year) in one.measure.values and (at, year) in money.values}
        for year in (made.years[0], made.year)
    }
    now = both[made.year]
    if not now:
        raise CapacityRefused(
            f"Der er ikke både personer og udgifter til {one.measure.label} i {made.year}; hent dem ind."
        )
    return _Row(make, key, one, money, tuple(sorted(now)), tuple(sorted(now & both[made.years[0]])), who)


def _levels(row: _Row, suffix: str, codes: tuple[int, ...], year: int) -> Cells:
    """Persons, kroner and kroner per person of the municipalities in a year."""
    at = {name: (row.key, row.one.measure.key, f"{name}{suffix}") for name in ("n", "m")}
    count = row.make.level_of(row.one.measure, codes, row.who, year)
    money = row.make.level_of(row.money, codes, row.who, year, at["m"])
    cells = {f"n{suffix}": count, f"m{suffix}": money}
    try:
        if money.value is None:
            raise CapacityRefused(money.missing)
        found = unit_cost(money.value, year, Count(row.one.measure.label, count.value, row.one.kind, year, "paying"))
    except CapacityRefused as error:
        return cells | {f"cost{suffix}": missing(KRONER, str(error))}
    terms = (
        Term(f"Udgift {year}", found.amount, KRONER, at["m"]),
        Term(f"Personer {year}", found.count.known, PERSONS, at["n"]),
    )
    how = f"Nettodriftsudgiften i {year} delt med personerne i {year}."
    note = f"{len(codes)} kommuner" if len(codes) > 1 else ""
    return cells | {f"cost{suffix}": Figure(found.value, KRONER, how, terms, note=note, persons=count.persons)}


def _growths(row: _Row, cells: Cells) -> Cells:
    first, last = row.make.made.years[0], row.make.made.year
    counts, of = row.one.measure, row.one.measure.key
    fewest = min((one.persons for one in (cells["n0"], cells["n1"]) if one.persons is not None), default=None)
    told: dict[str, Growth] = {}
    found: Cells = {}
    for name, measure, unit in (("n", counts, PERSONS), ("m", row.money, KRONER)):
        ends = {first: cells[f"{name}0"].value, last: cells[f"{name}1"].value}
        try:
            told[name] = growth(
                Series(measure.label, unit, ends, measure.breaks, measure.concepts, counts=name == "n"), first, last
            )
        except CapacityRefused as error:
            found[f"{name}_growth"] = missing(PER_CENT, str(error))
            continue
        one = told[name]
        terms = tuple(
            Term(f"{measure.label} {year}", value, unit, (row.key, of, f"{name}{at}"))
            for at, year, value in ((0, first, one.first), (1, last, one.last))
        )
        note = "få, så procenten siger lidt" if one.few else ""
        persons = fewest if name == "n" else None
        found[f"{name}_growth"] = Figure(
            one.ratio * 100, PER_CENT, f"Ændringen i procent af {first}.", terms, note=note, persons=persons
        )
    return found | {"cost_growth": _per_unit(row, told, found, fewest)}


def _per_unit(row: _Row, told: dict[str, Growth], found: Cells, fewest: float | None) -> Figure:
    refused = next((one.missing for one in found.values() if one.value is None), "")
    if refused:
        return missing(PER_CENT, refused)
    try:
        value = per_unit_growth(told["m"], told["n"])
    except CapacityRefused as error:
        return missing(PER_CENT, str(error))
    of = row.one.measure.key
    terms = (
        Term("Udgift, ændring", told["m"].ratio * 100, PER_CENT, (row.key, of, "m_growth")),
        Term("Personer, ændring", told["n"].ratio * 100, PER_CENT, (row.key, of, "n_growth")),
    )
    how = "(1 + ændringen i udgiften) delt med (1 + ændringen i antallet af personer), minus 1."
    return Figure(value * 100, PER_CENT, how, terms, persons=fewest)
