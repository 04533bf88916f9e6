"""Parts of a whole: the target group of all with a measure, and what part each measure is of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.activity import Count, mix, part_of
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_figure import PER_CENT, Column, Figure, FigureTable, Row, Said, Term, missing
from trinvis.municipality.capacity_measures import COUNTRY, PERSONS

if TYPE_CHECKING:
    from trinvis.calculations.capacity.rates import CountedBy
    from trinvis.municipality.capacity_activity_measures import Activity
    from trinvis.municipality.capacity_measures import Tables

TARGETS = "activity.targets"


def target_table(make: Tables, found: Sequence[Activity]) -> FigureTable | None:
    """The target group's part of those with each measure, ours and the country's; None where no measure has both."""
    made = make.made
    wholes = {(one.text, one.counted, one.measure.band): one for one in found if not one.target_group}
    pairs = [
        (one, wholes[one.text, one.counted, one.measure.band])
        for one in found
        if one.target_group and (one.text, one.counted, one.measure.band) in wholes
    ]
    if not pairs:
        return None
    columns: list[Column] = []
    for scope, who in (("own", made.name(made.own)), ("land", "Hele landet")):
        columns += [
            Column(f"{scope}_part", f"{who}, målgruppen", year=made.year),
            Column(f"{scope}_whole", f"{who}, alle", year=made.year),
            Column(f"{scope}_share", f"{who}, andel", PER_CENT, "share", 2, (f"{scope}_whole",)),
        ]
    figures: dict[tuple[str, str], Figure] = {}
    for part, whole in pairs:
        for scope, codes in (("own", (made.own,)), ("land", made.country)):
            figures |= _share(make, part, whole, codes, scope)
    rows = tuple(Row(part.measure.key, part.measure.label, unit=part.measure.unit) for part, _ in pairs)
    at = {"share": (TARGETS, rows[0].key, "own_share")}
    answer = (Said(f"{rows[0].label}: målgruppen er {{share}} af alle med indsatsen i kommunen.", at),)
    return FigureTable(
        TARGETS, f"Målgruppens andel i {made.year}", "Indsats", tuple(columns), rows, figures, answer,
        ("Del og helhed er af de samme kommuner, samme år og talt på samme måde.",), overlap=True,
    )  # fmt: skip


def _share(
    make: Tables, part: Activity, whole: Activity, codes: Sequence[int], scope: str
) -> dict[tuple[str, str], Figure]:
    year, key, unit = make.made.year, part.measure.key, part.measure.unit
    by = make.made.asked.counted_by
    both = tuple(at for at in codes if (at, year) in part.measure.values and (at, year) in whole.measure.values)
    who = make.made.name(make.made.own) if scope == "own" else "Hele landet"
    some, all_ = make.level_of(part.measure, both, who, year), make.level_of(whole.measure, both, who, year)
    cells = {(key, f"{scope}_part"): replace(some, persons=_fewest(some, all_)), (key, f"{scope}_whole"): all_}
    try:
        found = part_of(_count(part, some, year, by), _count(whole, all_, year, by))
    except CapacityRefused as error:
        return cells | {(key, f"{scope}_share"): missing(PER_CENT, str(error))}
    terms = (
        Term(part.measure.label, found.part, unit, (TARGETS, key, f"{scope}_part")),
        Term(whole.measure.label, found.whole, unit, (TARGETS, key, f"{scope}_whole")),
    )
    how = f"Målgruppen i procent af alle med indsatsen i {year}."
    return cells | {
        (key, f"{scope}_share"): Figure(found.share * 100, PER_CENT, how, terms, persons=_fewest(some, all_))
    }


def _fewest(part: Figure, whole: Figure) -> float | None:
    """The least that a share tells of: those in the part, or the rest of the whole."""
    if part.persons is None or whole.persons is None:
        return part.persons
    return min(part.persons, whole.persons - part.persons or part.persons)


def _count(one: Activity, figure: Figure, year: int, by: CountedBy) -> Count:
    return Count(one.measure.label, figure.value, one.kind, year, by)


def mix_table(make: Tables, found: Sequence[Activity], code: int) -> FigureTable | None:
    """What part each of the children's measures is of all of them (seed 002 lines 3104-3114); None for other areas or one measure."""
    made, scope = make.made, "land" if code == COUNTRY else "egen"
    mine = [one for one in found if one.counted == "persons" and not one.target_group and one.measure.band == made.band]
    if made.area != "children" or len(mine) < 2:
        return None
    key, year = f"activity.mix.{scope}", made.year
    codes = made.country if code == COUNTRY else (code,)
    every = tuple(at for at in codes if all((at, year) in one.measure.values for one in mine))
    who = "Hele landet" if code == COUNTRY else made.name(code)
    levels = [make.level_of(one.measure, every, who, year) for one in mine]
    figures = {(one.measure.key, "n"): level for one, level in zip(mine, levels, strict=True)}
    columns = (
        Column("n", f"Antal {year}", PERSONS, year=year),
        Column("share", "Andel", PER_CENT, "share", 2, ("n",)),
    )
    try:
        parts = mix([_count(one, level, year, made.asked.counted_by) for one, level in zip(mine, levels, strict=True)])
    except CapacityRefused as error:
        figures |= {(one.measure.key, "share"): missing(PER_CENT, str(error)) for one in mine}
        figures |= {("total", "n"): missing(PERSONS, str(error)), ("total", "share"): missing(PER_CENT, str(error))}
    else:
        whole = parts[0].whole
        terms = tuple(
            Term(of.label, of.part, PERSONS, (key, one.measure.key, "n")) for of, one in zip(parts, mine, strict=True)
        )
        alone = whole if len(codes) == 1 else None
        figures["total", "n"] = Figure(whole, PERSONS, "Indsatserne lagt sammen.", terms, persons=alone)
        together = Term("I alt", whole, PERSONS, (key, "total", "n"))
        for of, one, level in zip(parts, mine, levels, strict=True):
            how = f"Indsatsen i procent af alle indsatser i {year}."
            term = Term(of.label, of.part, PERSONS, (key, one.measure.key, "n"))
            figures[one.measure.key, "share"] = Figure(
                of.share * 100, PER_CENT, how, (term, together), persons=level.persons
            )
        figures["total", "share"] = Figure(100.0, PER_CENT, "Alle indsatser.", (together,), persons=alone)
    rows = (
        *(Row(one.measure.key, one.measure.label, "part") for one in mine),
        Row("total", "Indsatser i alt", "total"),
    )
    at = {"share": (key, mine[0].measure.key, "share")}
    answer = (Said(f"{mine[0].measure.label} er {{share}} af indsatserne i {year}.", at),)
    notes = ("Indsatser, ikke børn: et barn med to indsatser tæller med i begge.",)
    name = "hele landet" if code == COUNTRY else made.name(made.own)
    return FigureTable(key, f"Indsatsernes fordeling i {name}", "Indsats", columns, rows, figures, answer, notes)
