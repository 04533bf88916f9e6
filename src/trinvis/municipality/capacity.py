"""Capacity: money, staff, places and activity of an area, and what could be used better, on one basis.

Sections make their tables when they are looked at; every figure of them has an address and opens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, cast

from trinvis.calculations.capacity.account_map import Area
from trinvis.calculations.capacity.rates import Band
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.staircase.prices import MissingIndex, Prices
from trinvis.municipality.address import Address
from trinvis.municipality.capacity_asked import AREAS, BANDS_OF, NO_INDEX, Asked
from trinvis.municipality.capacity_facts import CapacityFacts
from trinvis.municipality.capacity_figure import Figure, FigureTable, Where
from trinvis.municipality.capacity_hidden import without_small
from trinvis.municipality.capacity_prices import levels_of, prices_of

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.capacity_sizes import Sizes
    from trinvis.municipality.house import House


SECTIONS: dict[str, str] = {
    "economy": "Økonomi",
    "staff": "Personale",
    "activity": "Aktivitet",
    "places": "Pladser og takster",
    "survey": "Undersøgelser",
    "psychiatry": "Psykiatrien ved siden af",
    "waiting": "Ventetid og forløb",
    "model": "Forventet niveau",
    "potentials": "Beregningstekniske potentialer",
}
"""Key → heading, in the order of the report. Section ``x`` is made by ``tables(made)`` of the module ``capacity_x``."""

CAPACITY_BYTES = 4_000_000
"""What an analysis is taken to weigh in the cache, besides the tables that it is made from."""
LONGEST = 5
"""Years that a series goes back when no first year is asked for."""


@dataclass(frozen=True, eq=False)
class Capacity:
    """The analysis of one area; its sections are made when they are looked at.

    ``persons``: whether the reader may see small counts of people.
    """

    asked: Asked
    facts: CapacityFacts
    year: int
    years: tuple[int, ...]
    """From the first to ``year``, those with accounts of the area."""
    prices: Prices
    persons: bool = True
    _kept: dict[str, tuple[FigureTable, ...] | str] = field(default_factory=dict, repr=False)

    @property
    def area(self) -> Area:
        """The area."""
        return self.asked.area

    @property
    def basis(self) -> Basis:
        """What it is made from."""
        return self.facts.basis

    @property
    def own(self) -> int:
        """Our own municipality's code."""
        return self.facts.own

    @property
    def band(self) -> Band:
        """The ages that the area's figures are counted per."""
        return BANDS_OF[self.area]

    @cached_property
    def country(self) -> tuple[int, ...]:
        """The country's municipalities, by code."""
        return tuple(self.facts.municipalities)

    @cached_property
    def known_years(self) -> tuple[int, ...]:
        """The years with accounts of the area."""
        from trinvis.municipality.capacity_money import years_with_accounts

        return years_with_accounts(self.facts, self.area)

    @cached_property
    def price_indexes(self) -> tuple[str, ...]:
        """The price indexes that were imported or typed."""
        typed = {one.key for one in self.facts.parameters.overrides if one.name == "price_index" and one.key}
        return tuple(sorted({*levels_of(self.facts), *typed}))

    def name(self, code: int) -> str:
        """A municipality's name."""
        return self.asked.own_name if code == self.own and self.asked.own_name else self.facts.name(code)

    @cached_property
    def sizes(self) -> Sizes:
        """Small, medium and large municipalities."""
        from trinvis.municipality.capacity_sizes import sizes

        return sizes(self.facts, self.year)

    def size_words(self, code: int) -> str:
        """A municipality's size class; empty where its inhabitants are not known."""
        return self.sizes.of.get(code, "")

    def section(self, key: str) -> tuple[FigureTable, ...]:
        """A section's tables. Raises ``CapacityRefused`` with what is missing and how to get it; ``KeyError`` for no section."""
        if key not in SECTIONS:
            raise KeyError(key)
        if key not in self._kept:
            make = cast(
                "Callable[[Capacity], tuple[FigureTable, ...]]",
                import_module(f"trinvis.municipality.capacity_{key}").tables,
            )
            try:
                self._kept[key] = make(self)
            except (CapacityRefused, MissingIndex) as error:
                self._kept[key] = str(error)
        found = self._kept[key]
        if isinstance(found, str):
            raise CapacityRefused(found)
        if self.persons:
            return found
        seen = f"{key}/seen"
        if seen not in self._kept:
            self._kept[seen] = without_small(found, self.facts.regions, self._anywhere)
        return cast("tuple[FigureTable, ...]", self._kept[seen])

    def unread(self, key: str) -> str:
        """What a section's files hold that could not be read, as a Danish sentence; empty where everything was read."""
        kept = f"{key}/unread"
        if kept not in self._kept:
            self._kept[kept] = self._unread(key)
        return str(self._kept[kept])

    def _unread(self, key: str) -> str:
        used = {
            source.table
            for table in (self.seen_by(persons=True).section(key) if key in SECTIONS else ())
            for figure in table.figures.values()
            for source in figure.sources
        }
        rows = {delivery: count for table in used for delivery, count in self.facts.unread.get(table, {}).items()}
        if not rows:
            return ""
        told = ", ".join(f"{count} i levering {delivery}" for delivery, count in sorted(rows.items()))
        return f"Rækker, der ikke kunne læses og ikke er med i tallene: {told}. De står på Data med fejl og hvad der kan gøres."

    def _anywhere(self, at: Where) -> Figure | None:
        """A figure of any section, also where it is hidden from the reader; None where there is none."""
        try:
            return self.seen_by(persons=True).figure(at)
        except (KeyError, CapacityRefused):
            return None

    def table(self, key: str) -> FigureTable:
        """One table by its key (``economy.years.egen``); raises ``KeyError``, and ``CapacityRefused`` as its section."""
        for one in self.section(key.partition(".")[0]):
            if one.key == key:
                return one
        raise KeyError(key)

    def figure(self, at: Where) -> Figure | None:
        """The figure in a cell; None where there is none."""
        return self.table(at[0]).figure(at[1], at[2])

    def seen_by(self, *, persons: bool) -> Capacity:
        """The same as a reader with or without the right to persons may see it."""
        if persons == self.persons:
            return self
        return Capacity(self.asked, self.facts, self.year, self.years, self.prices, persons, self._kept)

    def address(self, at: Where) -> str:
        """The address of a figure, with how it is counted."""
        return self._address(at, self.asked)

    def own_prices(self, at: Where) -> str:
        """The address of the same figure in the year's own prices."""
        return self._address(at, replace(self.asked, index=NO_INDEX, base=None))

    def _address(self, at: Where, asked: Asked) -> str:
        table, row, column = at
        said = asked.where() | {"row": row, "col": column}
        return str(Address("capacity", self.year, self.basis.name, table, said))


def capacity(house: House, basis: Basis, asked: Asked) -> Capacity:
    """The analysis; raises ``CapacityRefused`` where nothing is known of the area, or what is asked for is not."""
    if asked.own_name and asked.own_name == CapacityFacts(house, basis).name(house.workspace.municipality):
        asked = replace(asked, own_name="")  # the page's analysis and an opened figure's are one
    key = f"capacity/{house.figures_digest(basis)}/{house.engine.name}/{asked!r}"
    return house.cache.get(key, lambda: _made(house, basis, asked), lambda _: CAPACITY_BYTES)


def _made(house: House, basis: Basis, asked: Asked) -> Capacity:
    from trinvis.municipality.capacity_money import years_with_accounts

    facts = CapacityFacts(house, basis)
    known = years_with_accounts(facts, asked.area)
    if not known:
        raise CapacityRefused(
            f"Der er ingen regnskaber for {AREAS[asked.area]}: hent dem ind, fx trinvis import DIR REGKC.csv --source statbank."
        )
    year = asked.year or max(known)
    if year not in known:
        raise CapacityRefused(f"Der er intet regnskab for {year}; vælg et af {', '.join(map(str, known))}.")
    since = asked.since if asked.since is not None else year - LONGEST + 1
    years = tuple(one for one in known if since <= one <= year)
    if not years:
        raise CapacityRefused(f"Første år {since} ligger efter {year}; vælg et tidligere.")
    return Capacity(asked, facts, year, years, prices_of(facts, asked, year))
