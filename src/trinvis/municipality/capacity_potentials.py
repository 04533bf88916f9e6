"""*Beregningstekniske potentialer*: what is over a benchmark, each calculation labelled, with what of it lasts and what must be said of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_asked import POTENTIALS
from trinvis.municipality.capacity_figure import FigureTable
from trinvis.municipality.capacity_model_fitted import Models, models
from trinvis.municipality.capacity_potential_breakdown import readings_table, within_table
from trinvis.municipality.capacity_potential_conversion import conversion_family
from trinvis.municipality.capacity_potential_corrected import corrected_table
from trinvis.municipality.capacity_potential_deviation import (
    LABELS,
    Deviation,
    deviation_of,
    deviation_table,
    told_deviation,
)
from trinvis.municipality.capacity_potential_finished import finished_family
from trinvis.municipality.capacity_potential_frequency import (
    Frequency,
    frequency_of,
    frequency_table,
    told_frequency,
)
from trinvis.municipality.capacity_potential_places import places_family
from trinvis.municipality.capacity_potential_rates import rates_family
from trinvis.municipality.capacity_potential_tables import (
    overlap_table,
    overview_table,
    own_table,
    said_table,
)
from trinvis.municipality.capacity_potential_told import Family, Ground, Told, base_table, ground_of
from trinvis.municipality.capacity_potential_typed import digital_family

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

FAMILIES: dict[str, Callable[[Ground], Family]] = {
    "rates": rates_family,
    "unused_places": places_family,
    "digitalisation": digital_family,
    "conversion": conversion_family,
    "finished_treated": finished_family,
}
"""Kind → what makes it, in the order that they are shown; those of the models come first."""


def tables(made: Capacity) -> tuple[FigureTable, ...]:
    """The potentials that are asked for beside each other, what of them lasts, which cannot be added, and the tables that they open to.

    Raises ``CapacityRefused`` where none can be made.
    """
    wanted = made.asked.potentials or tuple(POTENTIALS)
    found: Models | None = None
    refused = ""
    try:
        found = models(made)
    except CapacityRefused as error:
        refused = str(error)
    ground = ground_of(made, found, refused)
    of_models, full = _of_models(ground, wanted)
    families = [of_models, *(make(ground) for kind, make in FAMILIES.items() if kind in wanted)]
    told = [one for family in families for one in family.told]
    if all(one.potential is None and one.own is None for one in told):
        raise CapacityRefused(" ".join(dict.fromkeys(one.missing for one in told)))
    overlapping = overlap_table(told)
    nested = None if full is None else within_table(full, told)
    return (
        overview_table(told),
        own_table(told, made.name(made.own)),
        *families[0].tables,
        *(() if nested is None else (nested,)),
        *(() if overlapping is None else (overlapping,)),
        said_table(told),
        *(table for family in families[1:] for table in family.tables),
        base_table(ground),
    )


def _of_models(ground: Ground, wanted: Collection[str]) -> tuple[Family, Deviation | None]:
    """Both readings of the deviation and the lower placement frequency; and the full model's reading."""
    found, made = ground.found, ground.made
    if not {"deviation", "frequency"} & set(wanted):
        return Family(), None
    if found is None:
        why = ground.refused
        none = tuple(Told(f"deviation_{reading}", label, None, why, not_own=why) for reading, label in LABELS.items())
        return Family(none), None
    deviations: dict[str, Deviation] = {}
    told = []
    for reading, label in reversed(LABELS.items()) if "deviation" in wanted else ():
        why = f"Modellen er ikke regnet. {found.missing}"
        try:
            if reading in found.made:
                deviations[reading] = deviation_of(ground, found, reading)
        except CapacityRefused as error:
            why = str(error)
        one = deviations.get(reading)
        told.append(
            Told(f"deviation_{reading}", label, None, why, not_own=why) if one is None else told_deviation(ground, one)
        )
    counted = made.area == "children" and "frequency" in wanted
    frequency = frequency_of(ground, found) if counted else ""
    if counted:
        told.append(told_frequency(ground, frequency))
    return Family(tuple(told), _model_tables(ground, found, deviations, frequency)), deviations.get("full")


def _model_tables(
    ground: Ground, found: Models, deviations: dict[str, Deviation], frequency: Frequency | str
) -> tuple[FigureTable, ...]:
    known = None if isinstance(frequency, str) else frequency
    both = None
    if known is not None and len(deviations) == len(LABELS):
        both = readings_table(deviations["full"], deviations["background"], known.potential)
    return (
        *(
            (corrected_table(tuple(deviations.values()), known, weighted=ground.made.asked.weighted),)
            if deviations
            else ()
        ),
        *(() if both is None else (both,)),
        *(deviation_table(ground, one) for one in deviations.values()),
        *(() if known is None else (frequency_table(ground, found, known),)),
    )
