"""*Pladser og takster*: offers and places on 1 October, what a day costs, and places in the regions' framework agreements.

Seed 002: C25-C26 of the children's notes (lines 3578-3782, 6912-6934), C10, C20 and C23 of the adults' (9588-9844, 11183-11220).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.caveats import REGIONS_DIFFER, SPECIALISATION
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_figure import FigureTable, Said
from trinvis.municipality.capacity_measures import COUNTRY, Tables
from trinvis.municipality.capacity_places_framework import framework_tables
from trinvis.municipality.capacity_places_kinds import kind_tables
from trinvis.municipality.capacity_places_measures import place_measures
from trinvis.municipality.capacity_places_offers import snapshot_years
from trinvis.municipality.capacity_places_prices import price_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_measures import Measure

__all__ = ["place_measures", "tables"]

TOO_MANY = "Et tilbud tæller med alle sine pladser, når én ydelse er på paragraffen, så antallet er for højt for den enkelte paragraf."
"""Seed 002 lines 3607-3621, 9725."""
BY_PLACE = "Pladserne er talt i den kommune, som tilbuddet ligger i, ikke i den, der betaler."


def tables(made: Capacity) -> tuple[FigureTable, ...]:
    """Offers and places, their rates, and framework agreements. Raises ``CapacityRefused`` where neither is known."""
    agreements, years = framework_tables(made), snapshot_years(made)
    try:
        measures = place_measures(made)
    except CapacityRefused:
        if not agreements:
            raise
        return agreements
    found = _levels(made, measures) if made.year in years else []
    found += kind_tables(made, years[-1])
    found = [replace(one, caveats=(TOO_MANY, BY_PLACE)) for one in found]
    rates = [replace(one, caveats=(SPECIALISATION.text, REGIONS_DIFFER.text)) for one in price_tables(made, years[-1])]
    return (*found, *rates, *agreements)


def _levels(made: Capacity, measures: Sequence[Measure]) -> list[FigureTable]:
    make = Tables(made, "places")
    notes = ("Et tilbud på flere paragraffer er med i hver: rækkerne overlapper og lægges ikke sammen.",)
    return [
        *(
            make.years(
                f"Tilbud og pladser i {who} 1. oktober", measures, code, own="Mål", notes=notes, overlap=True,
                answer=_answer(made, scope),
            )
            for code, who, scope in ((made.own, made.name(made.own), "egen"), (COUNTRY, "hele landet", "land"))
        ),
        make.regions("Pladser pr. 1.000 i regionerne", measures, notes=notes, answer=_region_answer()),
        make.spreads("Pladser: hvordan kommunerne ligger", measures, answer=_place()),
        *(make.municipalities(f"{one.label} pr. 1.000 i hver kommune", one) for one in measures),
    ]  # fmt: skip


def _answer(made: Capacity, scope: str) -> tuple[Said, ...]:
    table, last = f"places.years.{scope}", made.year
    where = "kommunen" if scope == "egen" else "hele landet"
    at = {"places": (table, "places", f"y{last}"), "offers": (table, "offers", f"y{last}")}
    return (Said(f"Der er {{places}} i {{offers}} på området i {where} 1. oktober {last}.", at),)


def _region_answer() -> tuple[Said, ...]:
    at = {"land": ("places.regions", "land", "places"), "own": ("places.regions", "egen", "places")}
    return (Said("Hele landet har {land} pr. 1.000 borgere i aldersgruppen; i kommunen ligger {own}.", at),)


def _place() -> tuple[Said, ...]:
    at = {"own": ("places.spread", "places", "own"), "median": ("places.spread", "places", "median")}
    return (Said("I kommunen ligger {own} pr. 1.000 borgere i aldersgruppen; medianen af kommunerne er {median}.", at),)
