"""*Undersøgelser*: what municipalities answered, how far it can be trusted, and how much of the area it says is the target group's.

C4-C6, C11-C12 and C15 of the report's adults, C7-C11, C22, C30-C31 and C33 of its children.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_shares import adopted
from trinvis.municipality.capacity_survey_answers import area_surveys
from trinvis.municipality.capacity_survey_counts import count_tables
from trinvis.municipality.capacity_survey_coverage import coverage_table
from trinvis.municipality.capacity_survey_means import means_tables, yes_no_table
from trinvis.municipality.capacity_survey_money import target_tables
from trinvis.municipality.capacity_survey_opinions import opinion_tables
from trinvis.municipality.capacity_survey_programmes import programmes_table
from trinvis.municipality.capacity_survey_shares import shares_table

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_figure import FigureTable


def tables(made: Capacity) -> tuple[FigureTable, ...]:
    """Who answered, shares with the target group's money and staff, counts for the country, means, opinions and programmes.

    Without answers there are still the typed shares and the programmes. Raises ``CapacityRefused`` where there is nothing at all.
    """
    answered = _answered(made)
    found: list[FigureTable | None] = []
    if answered:
        found.append(coverage_table(made))
    if answered or adopted(made):
        found += [shares_table(made), *target_tables(made)]
    if answered:
        found += [*count_tables(made), *means_tables(made), yes_no_table(made), *opinion_tables(made)]
    found.append(programmes_table(made))
    shown = tuple(one for one in found if one is not None)
    if not shown:
        mine = "Ingen undersøgelse er af området: skriv Voksne, PPR eller Børn og unge i dens navn, eller hent svarene ind med "
        raise CapacityRefused(f"{mine}trinvis import DIR FIL --source survey (trinvis template viser kolonnerne).")
    return shown


def _answered(made: Capacity) -> bool:
    return bool(area_surveys(made)[0])
