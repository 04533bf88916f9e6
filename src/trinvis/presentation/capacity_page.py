"""*Kapacitet* as a page shows it: which tab has which tables, their sentences with figures that open, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from string import Formatter
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity import SECTIONS
from trinvis.municipality.capacity_asked import AREAS
from trinvis.municipality.capacity_figure import HIDDEN
from trinvis.presentation.capacity_tables import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_figure import FigureTable, Said

QUESTION = "Hvad har vi af penge, personale, pladser og aktivitet, og hvad kunne bruges bedre?"

TABS: dict[str, str] = {"": "Overblik"} | {
    "oekonomi": "Økonomi", "personale": "Personale", "aktivitet": "Aktivitet", "pladser": "Pladser og takster",
    "undersoegelser": "Undersøgelser", "psykiatri": "Psykiatrien", "ventetid": "Ventetid og forløb", "model": "Forventet niveau",
    "potentialer": "Potentialer", "huse": "Egne huse",
}  # fmt: skip
"""Tab → what it says. The last is of the municipality's own houses, whatever the area (``capacity_houses_page``)."""

SECTION_OF: dict[str, str] = dict(zip([tab for tab in TABS if tab][:-1], SECTIONS, strict=True))
"""Tab → section."""


@dataclass(frozen=True)
class SaidPart:
    """A piece of a sentence; one with an address is a figure."""

    text: str
    address: str = ""


@dataclass(frozen=True)
class Block:
    """One table under its heading, with the sentences above it."""

    id: str
    table: FigureTable
    said: tuple[SaidPart, ...]


@dataclass(frozen=True)
class SectionPart:
    """A section on the overview: its answer, or what is missing."""

    tab: str
    heading: str
    said: tuple[SaidPart, ...]
    refused: str = ""


@dataclass(frozen=True)
class CapacityPage:
    """One tab: its first line, a second one, its blocks; on the overview, the sections. ``refused`` says why there are none."""

    answer: tuple[SaidPart, ...]
    second: str
    blocks: tuple[Block, ...] = ()
    parts: tuple[SectionPart, ...] = ()
    refused: str = ""


def page_of(made: Capacity, tab: str) -> CapacityPage:
    """The tab; raises ``CapacityRefused`` where the area has no accounts."""
    second = f"{AREAS[made.area]}, {made.year}; {made.prices.text}."
    if not tab:
        parts = tuple(_part(made, name, section) for name, section in SECTION_OF.items())
        return CapacityPage(_first(made, "economy"), second, _overview_blocks(made), parts)
    section = SECTION_OF[tab]
    try:
        found = made.section(section)
    except CapacityRefused as error:
        return CapacityPage((SaidPart(f"{TABS[tab]}: her mangler tal."),), second, refused=str(error))
    return CapacityPage(_first(made, section), second, tuple(_block(made, one) for one in found))


def _overview_blocks(made: Capacity) -> tuple[Block, ...]:
    """The one picture of the overview: how the municipalities' spending per inhabitant lies, with the sentence that says so."""
    tables = {one.key: one for one in made.section("economy")}
    every, spread = tables.get("economy.municipalities.total"), tables.get("economy.spread")
    if every is None:
        return ()
    titled = _block(made, replace(every, title="Udgift pr. 1.000 i hver kommune"))
    return (replace(titled, said=sentences(made, spread.answer[:1] if spread else ())),)


def _block(made: Capacity, table: FigureTable) -> Block:
    return Block(table.key.replace(".", "-"), table, sentences(made, table.answer))


def _part(made: Capacity, tab: str, section: str) -> SectionPart:
    try:
        return SectionPart(tab, SECTIONS[section], _first(made, section, 2))
    except CapacityRefused as error:
        return SectionPart(tab, SECTIONS[section], (), str(error))


def _first(made: Capacity, section: str, most: int = 1) -> tuple[SaidPart, ...]:
    """The first sentences that a section's tables have."""
    said = [one for table in made.section(section) for one in table.answer]
    found: list[SaidPart] = []
    for one in said:
        if most and (parts := sentences(made, (one,))):
            found += [SaidPart(" "), *parts] if found else parts
            most -= 1
    return tuple(found) or (SaidPart(SECTIONS[section]),)


def sentences(made: Capacity, said: Sequence[Said]) -> tuple[SaidPart, ...]:
    """Sentences with their figures written, each with its address; one with a figure that is not known says why instead."""
    found: list[SaidPart] = []
    for one in said:
        parts = _parts(made, one)
        if parts:
            found += [SaidPart(" "), *parts] if found else parts
    return tuple(found)


def _parts(made: Capacity, said: Said) -> list[SaidPart]:
    parts: list[SaidPart] = []
    for text, name, _, _ in Formatter().parse(said.template):
        if text:
            parts.append(
                SaidPart(text[1:] if parts and parts[-1].text.endswith(".") and text.startswith(".") else text)
            )
        if name:
            at = said.at[name]
            table = made.table(at[0])
            figure = table.figure(at[1], at[2])
            if figure is None or figure.value is None:
                return [] if figure is None or figure.missing == HIDDEN else [SaidPart(figure.missing)]
            words = written(table, table.rows_by_key[at[1]], table.columns_by_key[at[2]], figure, said, name)
            parts.append(SaidPart(words, made.address(at)))
    return parts
