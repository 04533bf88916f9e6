"""*Aktivitet*: persons and courses by measure, year, region and municipality, what each costs, and why children are placed.

Seed 002: C12-C20 of the children's notes (lines 3068-3480), C7 and C9 of the adults' (9039-9480).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.caveats import ACTING_MUNICIPALITY
from trinvis.calculations.capacity.rates import COUNTED_BY_WORDS, Band, band_words
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_activity_causes import cause_tables
from trinvis.municipality.capacity_activity_costs import cost_table
from trinvis.municipality.capacity_activity_measures import Activity, activity_measures, activity_of
from trinvis.municipality.capacity_activity_parts import mix_table, target_table
from trinvis.municipality.capacity_figure import FigureTable, Said
from trinvis.municipality.capacity_measures import COUNTRY, Tables
from trinvis.municipality.capacity_money import GROUPS

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

__all__ = ["activity_measures", "tables"]

BY_WORDS = {"paying": "efter myndighedskommune", "acting": "efter handlekommune"}
ALSO = {"paying": "acting", "acting": "paying"}
NOT_ADDED = "En person kan have flere indsatser, og målgruppen er en del af alle; rækkerne lægges ikke sammen."

NO_COSTS = (
    "Udgifterne er myndighedskommunens; udgift pr. person vises kun for personer opgjort efter myndighedskommune."
)


def tables(made: Capacity) -> tuple[FigureTable, ...]:
    """Our own years and the country's, regions and spread by kind of help, parts of the whole, what each costs, and causes."""
    found = activity_of(made, made.asked.counted_by)
    notes = (_counted(made), NOT_ADDED, *_other_known(made))
    if made.asked.counted_by == "acting":
        notes = (*notes, NO_COSTS)
    by = BY_WORDS[made.asked.counted_by]
    make = Tables(made, "activity")
    out: list[FigureTable | None] = []
    for code, who, scope in ((made.own, made.name(made.own), "egen"), (COUNTRY, "hele landet", "land")):
        out.append(
            make.years(
                f"Aktivitet i {who}, {by}", [one.measure for one in found], code, own="Indsats", notes=notes,
                answer=_answer(made, found, scope), overlap=True,
            )
        )  # fmt: skip
        out.append(cost_table(make, found, code))
        out.append(mix_table(make, found, code))
    out.append(target_table(make, found))
    for (group, band), of in _by_group(found).items():
        out += _of_group(made, group, band, of, by, notes)
    out += cause_tables(made)
    caveats = (ACTING_MUNICIPALITY.text,) if made.asked.counted_by == "acting" and made.area == "children" else ()
    return tuple(replace(one, caveats=(*one.caveats, *caveats)) for one in out if one is not None)


def _of_group(
    made: Capacity, group: str, band: Band, of: Sequence[Activity], by: str, notes: tuple[str, ...]
) -> list[FigureTable]:
    """Per 1,000 by region, how municipalities lie, and each of them, of measures that are of one kind and the same ages."""
    key = f"activity.{group or 'other'}" + ("" if band == made.band else f"_{band[0]}_{band[1]}")
    make, measures = Tables(made, key), [one.measure for one in of]
    words = GROUPS.get(group, "Andet") + ("" if band == made.band else f" ({band_words(band)})")
    first = measures[0]
    at = {"own": (f"{key}.spread", first.key, "own"), "median": (f"{key}.spread", first.key, "median")}
    place = Said(
        f"{first.label}: kommunen har {{own}} pr. 1.000 {band_words(band)}; medianen af kommunerne er {{median}}.", at
    )
    region = {"land": (f"{key}.regions", "land", first.key)}
    said = Said(f"{first.label}: {{land}} pr. 1.000 {band_words(band)} i hele landet.", region)
    return [
        make.regions(f"{words} pr. 1.000 i regionerne, {by}", measures, notes=notes, answer=(said,)),
        make.spreads(f"{words}: hvordan kommunerne ligger, {by}", measures, answer=(place,)),
        *(make.municipalities(f"{one.label} pr. 1.000 i hver kommune, {by}", one) for one in measures),
    ]


def _by_group(found: Sequence[Activity]) -> dict[tuple[str, Band], list[Activity]]:
    groups: dict[tuple[str, Band], list[Activity]] = {}
    for one in found:
        groups.setdefault((one.group, one.measure.band), []).append(one)
    return groups


def _counted(made: Capacity) -> str:
    words = COUNTED_BY_WORDS[made.asked.counted_by]
    return f"{words[0].upper()}{words[1:]}."


def _other_known(made: Capacity) -> tuple[str, ...]:
    """That the other way to count is known too."""
    other = ALSO[made.asked.counted_by]
    try:
        activity_of(made, other)  # type: ignore[arg-type]
    except CapacityRefused:
        return ()
    return (f"Aktiviteten er også kendt {BY_WORDS[other]}.",)


def _answer(made: Capacity, found: Sequence[Activity], scope: str) -> tuple[Said, ...]:
    """The largest measure of all persons, and its growth."""
    codes = (made.own,) if scope == "egen" else made.country
    whole = [one for one in found if not one.target_group] or list(found)
    one = max(whole, key=lambda each: each.measure.total(codes, made.year) or -1).measure
    table, last = f"activity.years.{scope}", made.years[-1]
    who = "kommunen" if scope == "egen" else "kommunerne i hele landet"
    first = Said(f"{one.label}: {who} havde {{now}} i {last}.", {"now": (table, one.key, f"y{last}")})
    if len(made.years) < 2:
        return (first,)
    change = Said(f"Det er en ændring på {{growth}} siden {made.years[0]}.", {"growth": (table, one.key, "growth")})
    return (first, change)
