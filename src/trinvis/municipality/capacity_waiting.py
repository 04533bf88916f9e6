"""*Ventetid og forløb*: how long each step takes, our own courses as value streams, and days from decision to start in our own grants."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_asked import AREAS
from trinvis.municipality.capacity_figure import FigureTable
from trinvis.municipality.capacity_waiting_courses import area_courses
from trinvis.municipality.capacity_waiting_grants import grant_table
from trinvis.municipality.capacity_waiting_own import own_tables
from trinvis.municipality.capacity_waiting_steps import step_table

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity


def tables(made: Capacity) -> tuple[FigureTable, ...]:
    """Steps, our own courses, and our own grants; each where it is told. Raises ``CapacityRefused`` when nothing is."""
    found: list[FigureTable] = []
    notes: list[str] = []
    try:
        courses, nowhere = area_courses(made)
        if nowhere:
            notes.append(
                f"Ikke med, fordi navnet ikke siger, hvem forløbet er for: {', '.join(nowhere)}. Skriv paragraffen, PPR, børn eller voksne i navnet."
            )
        if not courses:
            raise CapacityRefused(
                f"Ingen forløb er for {AREAS[made.area]} til og med {made.year}: hent dem ind, fx "
                "trinvis import DIR ventetider.csv --source waiting."
            )
        found += [step_table(made, courses), *own_tables(made, courses)]
    except CapacityRefused as error:
        notes.append(str(error))
    if made.area != "ppr":
        try:
            found.append(grant_table(made))
        except CapacityRefused as error:
            notes.append(str(error))
    if not found:
        raise CapacityRefused(" ".join(notes))
    return (replace(found[0], notes=(*found[0].notes, *notes)), *found[1:])
