"""Persons and courses of every municipality by measure, year by year, counted where the offer lies or where the case belongs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import polars as pl

from trinvis.calculations.capacity.account_map import Area, breaks_of
from trinvis.calculations.capacity.rates import COUNTED_BY_WORDS, Band, CountedBy
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.intake.profiles.paragraph_lists import paragraphs_of
from trinvis.municipality.capacity_activity_keys import key_of, of_paragraph, paragraph_words
from trinvis.municipality.capacity_asked import AREAS
from trinvis.municipality.capacity_figure import Source
from trinvis.municipality.capacity_measures import PERSONS, Measure
from trinvis.tables import ACTIVITY

if TYPE_CHECKING:
    from trinvis.calculations.capacity.account_map import MappedAccount
    from trinvis.calculations.capacity.activity import Kind
    from trinvis.municipality.capacity import Capacity

UNITS = {
    "persons": PERSONS, "courses": "forløb", "started": "nye forløb", "decisions": "afgørelser", "enquiries": "henvendelser",
}  # fmt: skip
"""What is counted → its unit."""
KINDS: dict[str, Kind] = {"persons": "stock"}
"""Persons stand on a day or have had help; all else begins or is done in the course of the year."""

WORDS: tuple[tuple[str, Area, str], ...] = (
    (r"\bppr\b|pædagogisk.psykologisk", "ppr", "ppr"),
    (r"anbring|anbragt", "children", "placement"),
    (r"forebyg|familiebehandling|aflastning|kontaktperson for", "children", "prevention"),
)
"""Names of measures without a paragraph → area and group of accounts."""
PLACED = ("anbringelser", "anbragte", "anbragte_boern", "anbragte_boern_og_unge")
"""Keys of measures that are all placements, as the accounts of placement are."""

_LAW = re.compile(r"§|\b(?:SEL|BL|FSL)[ -]?\d", re.IGNORECASE)
_HOUSING = "ABL-"


@dataclass(frozen=True, eq=False)
class Activity:
    """A measure with what it is of: its name in the files, target group (empty: all), what is counted, the area's paragraphs that it is
    on, and group of accounts (empty where unknown).
    """

    measure: Measure
    text: str
    target_group: str
    counted: str
    paragraphs: tuple[str, ...]
    group: str

    @property
    def kind(self) -> Kind:
        """A stock or a flow."""
        return KINDS.get(self.counted, "flow")


_Of = tuple[str, str | None, int | None, int | None, str]
"""Name, target group, ages and what is counted: what makes a measure one."""


def activity_measures(made: Capacity) -> tuple[Measure, ...]:
    """The area's measures by the municipality that is asked for; raises ``CapacityRefused`` without any."""
    return tuple(one.measure for one in activity_of(made, made.asked.counted_by))


def activity_of(made: Capacity, counted_by: CountedBy) -> tuple[Activity, ...]:
    """The area's measures counted so, those of paragraphs first. Raises ``CapacityRefused`` when there is none."""
    if not made.facts.has(ACTIVITY.name):
        raise CapacityRefused(
            "Der er ingen aktivitet: hent den ind, fx trinvis import DIR aktivitet.csv --source activity."
        )
    rows = made.facts.rows(ACTIVITY.name).filter(
        pl.col("counted_by") == counted_by, pl.col("year").is_in(made.years), pl.col("number").is_not_null()
    )
    found: dict[_Of, list[tuple[int, int, int, str | None]]] = defaultdict(list)
    columns = ("measure", "target_group", "age_from", "age_to", "counted", "municipality", "year", "number", "concept")
    for text, group, first, last, counted, *told in rows.select(columns).iter_rows():
        found[text, group, first, last, counted].append(cast("tuple[int, int, int, str | None]", tuple(told)))
    known = _areas(made)
    kept = {
        of: (paragraphs, group) for of in found for area, paragraphs, group in [_placed(of, known)] if area == made.area
    }
    if not kept:
        words = "myndighedskommune" if counted_by == "paying" else "handlekommune"
        raise CapacityRefused(
            f"Der er ingen aktivitet for {AREAS[made.area]} opgjort efter {words} i de viste år: hent den ind, eller vælg den anden."
        )
    order = sorted(kept, key=lambda of: (not kept[of][0], kept[of][0], key_of(of[0]), of[1] or "", of[2] or 0, of[4]))
    keys: dict[str, int] = defaultdict(int)
    out = []
    for of in order:
        key = _key(of, made.band)
        keys[key] += 1
        named = key if keys[key] == 1 else f"{key}_{keys[key]}"
        paragraphs, group = kept[of]
        measure = _measure(made, named, of, found[of], paragraphs, counted_by)
        out.append(Activity(measure, of[0], of[1] or "", of[4], paragraphs, group))
    return tuple(out)


def of_accounts(made: Capacity, one: Activity) -> tuple[MappedAccount, ...]:
    """The accounts that pay for the measure and nothing else. Raises ``CapacityRefused`` with the reason where there are none."""
    accounts = made.facts.accounts(made.area, made.year).accounts
    if one.target_group:
        raise CapacityRefused(f"Kontiene er for alle, ikke kun for {one.target_group}; udgiften kan ikke deles.")
    if not one.paragraphs:
        if key_of(one.text) in PLACED:
            return tuple(account for account in accounts if account.group == "placement")
        raise CapacityRefused(f"Ingen konto er af {one.text} alene; udgiften kan ikke deles.")
    mine = tuple(account for account in accounts if set(account.paragraphs) & set(one.paragraphs))
    for account in mine:
        others = [of for of in account.paragraphs if of not in one.paragraphs and not of.startswith(_HOUSING)]
        if others:
            words = ", ".join(paragraph_words(of) for of in others)
            raise CapacityRefused(f"{account.pattern} {account.label} er også til {words}; udgiften kan ikke deles.")
    if not mine:
        raise CapacityRefused(f"Ingen konto er af {one.text} alene; udgiften kan ikke deles.")
    return mine


def _areas(made: Capacity) -> dict[str, tuple[Area, str]]:
    """Paragraph → area and group of accounts, of all areas and years shown."""
    found: dict[str, tuple[Area, str]] = {}
    for area in AREAS:
        for year in made.years:
            for account in made.facts.accounts(area, year).accounts:
                found |= {one: (area, account.group) for one in account.paragraphs if one not in found}
    return found


def _placed(of: _Of, known: dict[str, tuple[Area, str]]) -> tuple[Area | None, tuple[str, ...], str]:
    """Whose a measure is: by its paragraphs, else its words, else the ages that it is of."""
    text, _, first, last, _ = of
    named = paragraphs_of(text) if _LAW.search(text) else ()
    based = dict.fromkeys(base for one in named for base in known if of_paragraph(one, base))
    if based:
        area, group = known[next(iter(based))]
        return area, tuple(based), group
    for pattern, area, group in WORDS:
        if re.search(pattern, text, re.IGNORECASE):
            return area, (), group
    if last is not None and last <= 22:
        return "children", (), ""
    return ("adults" if first is not None and first >= 18 else None), (), ""


def _key(of: _Of, band: Band) -> str:
    text, group, first, last, counted = of
    ages = f"{first}-{last}" if first is not None and last is not None and (first, last) != band else ""
    return "_".join(
        part
        for part in (key_of(text), key_of(group or ""), "" if counted == "persons" else counted, key_of(ages))
        if part
    )


def _measure(
    made: Capacity, key: str, of: _Of, rows: Sequence[tuple[int, int, int, str | None]], paragraphs: tuple[str, ...], by: CountedBy
) -> Measure:  # fmt: skip
    text, group, first, last, counted = of
    concepts: dict[int, set[str]] = defaultdict(set)
    for _, year, _, concept in rows:
        concepts[year].add(concept or "")
    found = made.facts.breaks
    breaks = breaks_of(found, "activity", paragraphs) if paragraphs else ()
    breaks += breaks_of(found, "activity_target", paragraphs) if paragraphs and group else ()
    band = made.band if first is None or last is None else (first, last)

    def sources(codes: Sequence[int], year: int) -> tuple[Source, ...]:
        where: dict[str, tuple[object, ...]] = {
            "municipality": tuple(codes), "year": (year,), "counted_by": (by,), "measure": (text,), "target_group": (group,),
            "age_from": (first,), "age_to": (last,), "counted": (counted,),
        }  # fmt: skip
        return (Source(ACTIVITY.name, where, "number"),)

    return Measure(
        key, f"{text}, {group}" if group else text, UNITS[counted], band,
        {(code, year): float(number) for code, year, number, _ in rows},
        f"Antal {UNITS[counted]}, {COUNTED_BY_WORDS[by]}.",
        sources, breaks=breaks, concepts={year: " / ".join(sorted(named)) for year, named in concepts.items()}, persons=True,
    )  # fmt: skip
