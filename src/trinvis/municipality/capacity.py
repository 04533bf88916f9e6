"""Capacity: money, staff, places and activity of an area, and what could be used better, on one basis.

Sections make their tables when they are looked at; every figure of them has an address and opens.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Literal, cast

from trinvis.calculations.capacity.account_map import Area
from trinvis.calculations.capacity.rates import Band
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.staircase.prices import CURRENT, MissingIndex, Prices
from trinvis.municipality.address import Address
from trinvis.municipality.capacity_facts import CapacityFacts
from trinvis.municipality.capacity_figure import Figure, FigureTable, Where
from trinvis.municipality.capacity_hidden import without_small

if TYPE_CHECKING:
    from trinvis.calculations.capacity.rates import CountedBy
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.capacity_sizes import Sizes
    from trinvis.municipality.house import House

AREAS: dict[Area, str] = {
    "children": "Børn og unge",
    "ppr": "PPR",
    "adults": "Voksne",
}
"""The areas that are analysed, each with accounts, ages and law of its own."""

BANDS_OF: dict[Area, Band] = {"children": (0, 17), "ppr": (0, 17), "adults": (18, 65)}
"""The ages that an area's figures are counted per (seed 002 lines 2581, 4349, 8283)."""

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

POTENTIALS: dict[str, str] = {
    "deviation": "Afvigelse fra det forventede",
    "frequency": "Lavere anbringelsesfrekvens",
    "rates": "Harmonisering af takster",
    "unused_places": "Ubrugte pladser",
    "digitalisation": "Digital sagsbehandling",
    "conversion": "Omlægning til støtte i eget hjem",
    "finished_treated": "Færdigbehandlede patienter",
}
"""Calculated potentials that can be switched on and off → what they are called."""

NO_INDEX = "ingen"
CAPACITY_BYTES = 4_000_000
"""What an analysis is taken to weigh in the cache, besides the tables that it is made from."""
FIGURES_OF_A_YEAR = 4
LONGEST = 5
"""Years that a series goes back when no first year is asked for."""


@dataclass(frozen=True)
class Asked:
    """What to analyse. ``year`` None: the newest with accounts of the area; ``since`` None: four years before it.

    ``index``: name of a price index (``NO_INDEX``: each year's own prices; None: the one that was imported), ``base`` the year whose
    prices are used (None: ``year``). ``counted_by``: activity by the municipality that pays or that the offer lies in. ``held``: the
    year whose target-group shares are used for all years (None: each year its own). ``reference``: what potentials come down to.
    ``base_share``: one share for all (*flat*) or weighed by what is spent (*component*). ``variables``: keys of the model's background
    (none: all), ``potentials`` the kinds of ``POTENTIALS`` that are shown (none: all). ``weighted``: the model counts inhabitants instead
    of municipalities.
    """

    area: Area = "children"
    year: int | None = None
    since: int | None = None
    index: str | None = None
    base: int | None = None
    counted_by: CountedBy = "paying"
    held: int | None = None
    reference: Literal["mean", "median", "lower_quartile"] = "mean"
    base_share: Literal["flat", "component"] = "flat"
    variables: tuple[str, ...] = ()
    potentials: tuple[str, ...] = ()
    weighted: bool = False
    refund_taken_off: bool = False
    own_name: str = field(default="", compare=False)

    def where(self) -> dict[str, str]:
        """What an address says of how figures are counted; what is usual is not said."""
        usual = Asked()
        said = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name not in ("year", "own_name") and value != getattr(usual, one.name):
                said[one.name] = "|".join(value) if isinstance(value, tuple) else str(value)
        return said

    @classmethod
    def of(cls, address: Address) -> Asked:
        """What an address asks for; raises ``CapacityRefused`` for what it cannot say."""
        given = {name: value for name, value in address.where.items() if name not in ("row", "col")}
        return asked_from(given, address.year)


def asked_from(given: Mapping[str, str], year: int | None, own_name: str = "") -> Asked:
    """What words ask for, as they stand in an address or a form; raises ``CapacityRefused`` with the choices."""
    said: dict[str, object] = {"year": year, "own_name": own_name}
    for name, allowed in _CHOICES.items():
        if given.get(name):
            if given[name] not in allowed:
                raise CapacityRefused(f"»{given[name]}« kan ikke vælges for {name}; vælg {', '.join(allowed)}.")
            said[name] = given[name]
    for name in ("since", "base", "held"):
        if given.get(name):
            if not (given[name].isascii() and given[name].isdecimal() and len(given[name]) == FIGURES_OF_A_YEAR):
                raise CapacityRefused(f"»{given[name]}« er intet årstal; skriv fx 2024.")
            said[name] = int(given[name])
    said |= {"index": given["index"]} if given.get("index") else {}
    said |= {"variables": tuple(given["variables"].split("|"))} if given.get("variables") else {}
    said |= {"potentials": _kinds(given["potentials"])} if given.get("potentials") else {}
    said |= {name: True for name in ("weighted", "refund_taken_off") if given.get(name) in ("True", "1")}
    return Asked(**said)  # type: ignore[arg-type]


_CHOICES: dict[str, tuple[str, ...]] = {
    "area": tuple(AREAS),
    "counted_by": ("paying", "acting"),
    "reference": ("mean", "median", "lower_quartile"),
    "base_share": ("flat", "component"),
}


def _kinds(text: str) -> tuple[str, ...]:
    """Kinds of potentials in the order of ``POTENTIALS``; raises ``CapacityRefused`` for one that there is not."""
    wanted = [one.strip() for one in text.split("|") if one.strip()]
    strange = [one for one in wanted if one not in POTENTIALS]
    if strange:
        raise CapacityRefused(f"»{strange[0]}« er ingen beregning; vælg {', '.join(POTENTIALS)}.")
    return tuple(one for one in POTENTIALS if one in wanted)


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
        return tuple(sorted({*_levels(self.facts), *typed}))

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
    return Capacity(asked, facts, year, years, _prices(facts, asked, year))


def _prices(facts: CapacityFacts, asked: Asked, year: int) -> Prices:
    if asked.index == NO_INDEX:
        return CURRENT
    levels = _levels(facts)
    name = asked.index or facts.rules.profile.price_index or next(iter(levels), "")
    if name and name not in levels:
        levels[name] = {year: level for year, level in facts.parameters.index_levels(name).items() if level > 0}
    if not levels.get(name):
        if asked.index:
            raise CapacityRefused(
                f"Indekset »{name}« har ingen tal; hent dem ind, eller vælg {NO_INDEX} for løbende priser."
            )
        if asked.base is not None:
            raise CapacityRefused(
                f"Der er intet prisindeks, så der kan ikke regnes i {asked.base}-priser; hent et ind (--source prices), eller "
                "vælg løbende priser."
            )
        return CURRENT
    base = asked.base or (year if year in levels[name] else max(levels[name]))
    if base not in levels[name]:
        raise CapacityRefused(
            f"Indekset »{name}« har intet tal for {base}; vælg et af {', '.join(map(str, sorted(levels[name])))}."
        )
    return Prices(name, levels[name], base)


def _levels(facts: CapacityFacts) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    if facts.has("price_levels"):
        for row in facts.rows("price_levels").sort("index", "year").iter_rows(named=True):
            found.setdefault(row["index"], {})[row["year"]] = row["level"]
    return found
