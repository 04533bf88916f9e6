"""What a person with a measure costs on average, and whether the money or the number of persons has grown most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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


LABELS = (("n", "Personer", PERSONS), ("m", "Udgift", KRONER), ("cost", "Kroner pr. person", KRONER))


@dataclass(frozen=True)
class _Row:
    """A measure's row of the table: money, and municipalities with both that and persons in the last year, and in both years."""

    key: str
    one: Activity
    money: Measure
    now: tuple[int, ...]
    both: tuple[int, ...]


@dataclass(frozen=True)
class _Table:
    """The table of a municipality or the ``COUNTRY``. ``last``: what the last year's columns end in that growth is of: those of the same
    municipalities as the first year's, where they are not all that have figures in the last.
    """

    make: Tables
    key: str
    codes: tuple[int, ...]
    who: str
    last: str = ""


def cost_table(make: Tables, found: Sequence[Activity], code: int) -> FigureTable | None:
    """Persons, kroner, kroner per person, and the growth of each; of a municipality or the ``COUNTRY``.

    Only measures that accounts are of alone; the notes say why others are not there. None where there is none, or where
    persons are counted by another municipality than the one that pays.
    """
    made, scope = make.made, "land" if code == COUNTRY else "egen"
    if made.asked.counted_by == "acting":
        return None
    codes = made.country if code == COUNTRY else (code,)
    who = "Hele landet" if code == COUNTRY else made.name(code)
    table = _Table(make, f"activity.costs.{scope}", codes, who)
    mine, why = _rows(table, [one for one in found if one.counted == "persons" and not one.target_group])
    if not mine:
        return None
    if any(row.now != row.both for row in mine):
        table = replace(table, last="1")
    figures = {(row.one.measure.key, name): of for row in mine for name, of in _cells(table, row).items()}
    rows = tuple(Row(row.one.measure.key, row.one.measure.label) for row in mine)
    answer = (Said(f"{rows[0].label}: {{cost}} pr. person i {made.year}.", {"cost": (table.key, rows[0].key, "cost")}),)
    caveats = (NOT_SAVED, OLDER) if made.area == "children" else (NOT_SAVED,)
    title = f"Udgift pr. person i {who[0].lower() + who[1:] if code == COUNTRY else who}"
    notes = (f"{made.prices.text[0].upper()}{made.prices.text[1:]}.", *why)
    return FigureTable(
        table.key, title, "Indsats", _columns(table), rows, figures, answer, notes, caveats, overlap=True
    )  # fmt: skip


def _columns(table: _Table) -> tuple[Column, ...]:
    years = table.make.made.years
    first, last = years[0], years[-1]
    found = []
    for name, label, unit in LABELS:
        if first != last:
            found.append(Column(f"{name}0", f"{label} {first}", unit, year=first))
        found.append(Column(name, f"{label} {last}", unit, year=last))
        if first == last:
            continue
        if table.last:
            same = f"{label} {last}, de samme kommuner som i {first}"
            found.append(Column(f"{name}{table.last}", same, unit, year=last, hidden=True))
        of = f"{name}0", f"{name}{table.last}"
        found.append(Column(f"{name}_growth", f"{label}, ændring {first}-{last}", PER_CENT, "growth", 1, of))
    return tuple(found)


def _rows(table: _Table, mine: Sequence[Activity]) -> tuple[list[_Row], tuple[str, ...]]:
    """The measures with money of their own, and why the others have none."""
    money = money_measures(table.make.made)
    found, why = [], []
    for one in mine:
        try:
            found.append(_row(table, one, money))
        except CapacityRefused as error:
            why.append(f"{one.measure.label} er ikke med: {error}")
    return found, tuple(why)


def _row(table: _Table, one: Activity, money: Sequence[Measure]) -> _Row:
    made = table.make.made
    offers = {account.offer for account in of_accounts(made, one)}
    label = f"Udgifter til {one.measure.label}"
    spent = summed(f"m_{one.measure.key}", label, [each for each in money if each.key in offers])
    first, now = (
        tuple(at for at in table.codes if (at, year) in one.measure.values and (at, year) in spent.values)
        for year in (made.years[0], made.year)
    )
    if not now:
        raise CapacityRefused(
            f"Der er ikke både personer og udgifter til {one.measure.label} i {made.year}; hent dem ind."
        )
    return _Row(table.key, one, spent, now, tuple(at for at in now if at in first))


def _cells(table: _Table, row: _Row) -> Cells:
    years = table.make.made.years
    cells = _levels(table, row, "", row.now, years[-1])
    if len(years) > 1:
        cells |= _levels(table, row, "0", row.both, years[0])
        cells |= _levels(table, row, table.last, row.both, years[-1]) if table.last else {}
        cells |= _growths(table, row, cells)
    return cells


def _levels(table: _Table, row: _Row, suffix: str, codes: tuple[int, ...], year: int) -> Cells:
    """Persons, kroner and kroner per person of the municipalities in a year."""
    at = {name: (row.key, row.one.measure.key, f"{name}{suffix}") for name in ("n", "m")}
    count = table.make.level_of(row.one.measure, codes, table.who, year)
    money = table.make.level_of(row.money, codes, table.who, year, at["m"])
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
    note = f"de {len(codes)} kommuner, der har begge dele" if 1 < len(codes) < len(table.codes) else ""
    return cells | {f"cost{suffix}": Figure(found.value, KRONER, how, terms, note=note, persons=count.persons)}


def _growths(table: _Table, row: _Row, cells: Cells) -> Cells:
    first, last, end = table.make.made.years[0], table.make.made.year, table.last
    counts, of = row.one.measure, row.one.measure.key
    fewest = min((one.persons for one in (cells["n0"], cells[f"n{end}"]) if one.persons is not None), default=None)
    told: dict[str, Growth] = {}
    found: Cells = {}
    for name, measure, unit in (("n", counts, PERSONS), ("m", row.money, KRONER)):
        ends = {first: cells[f"{name}0"].value, last: cells[f"{name}{end}"].value}
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
            for at, year, value in (("0", first, one.first), (end, last, one.last))
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
