"""What every calculated potential of an analysis is told by, and what it is measured against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Literal

from trinvis.calculations.capacity.potential import Potential
from trinvis.calculations.capacity.potentials import Base
from trinvis.calculations.capacity.rates import band_words
from trinvis.calculations.capacity.reference import Reference
from trinvis.municipality.capacity_asked import AREAS
from trinvis.municipality.capacity_figure import (
    KRONER,
    PER_CENT,
    Column,
    Figure,
    FigureTable,
    Row,
    Term,
    Where,
    missing,
)
from trinvis.municipality.capacity_measures import COUNTRY, PERSONS, Tables
from trinvis.municipality.capacity_model_inputs_table import row_of
from trinvis.municipality.capacity_money import total_measure
from trinvis.municipality.capacity_shares import adopted_shares, base_share

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_model_fitted import Models

BASE, TOTAL = "potentials.base", "total"

REFERENCES: dict[Literal["mean", "median", "lower_quartile"], Reference] = {
    "mean": "mean", "median": "median", "lower_quartile": "quartile",
}  # fmt: skip
"""What is asked for → what the calculations call it."""


@dataclass(frozen=True)
class Told:
    """One potential: the calculated figure or why there is none, the same for the corrected one, and where both open.

    ``at`` is where the amount stands with its parts, or ``terms`` what it is made of; ``own`` is our own municipality's part, ``base``
    what its per cent is of.
    """

    key: str
    label: str
    potential: Potential | None
    missing: str = ""
    corrected: Potential | None = None
    not_corrected: str = ""
    at: Where | None = None
    corrected_at: Where | None = None
    terms: tuple[Term, ...] = ()
    base: Term | None = None
    own: Term | None = None
    not_own: str = ""


@dataclass(frozen=True)
class Family:
    """Potentials of one kind with the tables that they open to."""

    told: tuple[Told, ...] = ()
    tables: tuple[FigureTable, ...] = ()


@dataclass(frozen=True, eq=False)
class Ground:
    """What potentials are calculated on: the models, or why there are none, and whose money it is."""

    made: Capacity
    found: Models | None
    refused: str
    base: Base
    reference: Reference

    @property
    def area(self) -> str:
        """What the area is called in potentials: those of one area overlap."""
        return self.base.area

    def base_term(self, column: Literal["target", "spending"] = "target") -> Term:
        """The country's money that a potential is compared with."""
        label = "Målgruppens udgifter" if column == "target" else "Områdets udgifter"
        return Term(f"{label} i hele landet", _sum(self, column), KRONER, (BASE, TOTAL, column))


def ground_of(made: Capacity, found: Models | None, refused: str) -> Ground:
    """Raises ``CapacityRefused`` where the target group's share is not whole."""
    people = made.facts.population(made.band)
    population: dict[int, float | None] = {code: people.get((code, made.year)) for code in made.country}
    return Ground(
        made, found, refused, Base(AREAS[made.area], made.year, population, base_share(made)),
        REFERENCES[made.asked.reference],
    )  # fmt: skip


def _sum(ground: Ground, column: str) -> float:
    amounts, year = total_measure(ground.made).values, ground.made.year
    known = {code: amounts[code, year] for code in ground.made.country if (code, year) in amounts}
    if column == "spending":
        return fsum(known.values())
    shares = {code: ground.base.share.of(code) for code in known}
    return fsum(known[code] * share for code, share in shares.items() if share is not None)


def base_table(ground: Ground) -> FigureTable:
    """Inhabitants, spending and the target group's part of it, by municipality: what amounts are scaled by and per cents are of."""
    made, tables, year = ground.made, Tables(ground.made, "potentials"), ground.made.year
    columns = (
        Column("people", band_words(made.band), PERSONS),
        Column("spending", f"Udgifter {year}", KRONER, year=year),
        Column("share", "Målgruppens andel", PER_CENT, decimals=1),
        Column("target", "Målgruppens udgifter", KRONER),
    )
    measure = total_measure(made)
    figures: dict[tuple[str, str], Figure] = {}
    rows = [Row(row_of(code), made.name(code), "part", code) for code in made.country]
    codes, adopted = list(made.country), _typed(ground)
    if made.own not in made.country:
        codes.append(made.own)
    for code in codes:
        row = row_of(code)
        figures[row, "people"] = tables.inhabitants((code,), made.name(code), made.band, year)
        figures[row, "spending"] = tables.level(measure, code, year, (BASE, row, "spending"))
        figures |= _shared(ground, code, figures[row, "spending"], adopted)
    for column in columns:
        if column.key != "share":
            figures[TOTAL, column.key] = _total(column, [row.key for row in rows], figures, made)
    rows.append(Row(TOTAL, "Hele landet", "total", COUNTRY))
    if made.own not in made.country:
        rows.append(Row(row_of(made.own), made.name(made.own), "own", made.own))
    return FigureTable(
        BASE, "Det, potentialerne regnes af", "Kommune", columns, tuple(rows), figures,
        notes=(f"Målgruppens andel: {ground.base.share.words}.", f"Udgifter i {made.prices.text}."), scale="mio",
    )  # fmt: skip


def _shared(ground: Ground, code: int, spending: Figure, adopted: tuple[Term, ...]) -> dict[tuple[str, str], Figure]:
    row, share, words = row_of(code), ground.base.share.of(code), ground.base.share.words
    if share is None:
        why = f"Målgruppens andel kendes ikke for {ground.made.name(code)}."
        return {(row, "share"): missing(PER_CENT, why), (row, "target"): missing(KRONER, why)}
    told = Figure(100 * share, PER_CENT, f"{words[0].upper()}{words[1:]}.", adopted)
    if spending.value is None:
        return {(row, "share"): told, (row, "target"): missing(KRONER, spending.missing)}
    terms = (
        Term("Udgifter", spending.value, KRONER, (BASE, row, "spending")),
        Term("Målgruppens andel", 100 * share, PER_CENT, (BASE, row, "share")),
    )
    return {
        (row, "share"): told,
        (row, "target"): Figure(spending.value * share, KRONER, "Udgifterne gange målgruppens andel.", terms),
    }


def _typed(ground: Ground) -> tuple[Term, ...]:
    """The adopted shares of the year that is counted by."""
    year = ground.made.asked.held or ground.made.year
    found = [Term(one.area, 100 * one.value, PER_CENT) for one in adopted_shares(ground.made) if one.year == year]
    return tuple(found) or (Term("Hele området", 100.0, PER_CENT),)


def _total(column: Column, rows: list[str], figures: dict[tuple[str, str], Figure], made: Capacity) -> Figure:
    terms = tuple(
        Term(made.name(int(row[1:])), one.value, column.unit, (BASE, row, column.key))
        for row in rows
        if (one := figures[row, column.key]).value is not None
    )
    if not terms:
        return missing(column.unit, "Ingen af landets kommuner har tallet; hent det ind.")
    lacks = len(rows) - len(terms)
    return Figure(
        fsum(term.value for term in terms), column.unit, f"Summen af {len(terms)} kommuner.", terms,
        note=f"{lacks} kommuner uden tal er ikke med" if lacks else "",
    )  # fmt: skip


def caveats_of(potentials: Iterable[Potential | None]) -> tuple[str, ...]:
    """Every reservation of some potentials, each once, with who makes it."""
    known = [one for one in potentials if one is not None]
    return tuple(dict.fromkeys(f"{caveat.text} ({caveat.source})" for one in known for caveat in one.caveats))
