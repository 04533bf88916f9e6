"""The courses of the table ``waiting`` that belong to an area, with what each municipality told of each step.

A course is placed by its name: its paragraphs as the account map has them (``§ 107`` is of adults), else its words (*PPR*; *voksne*;
*børn*, *unge*). PPR's courses are the children's too, and a course of children in which PPR has a step is also PPR's. A course that
says neither is in no figure and is named in the section's notes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from trinvis.calculations.capacity.answers import Answer, Answers
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.intake.profiles.paragraph_lists import paragraphs_of
from trinvis.municipality.capacity_activity_keys import key_of, of_paragraph
from trinvis.municipality.capacity_asked import AREAS
from trinvis.municipality.capacity_figure import Source
from trinvis.tables import WAITING

if TYPE_CHECKING:
    from trinvis.calculations.capacity.account_map import Area
    from trinvis.municipality.capacity import Capacity

TOLD = ("value", "estimate")
"""The kinds of answers that have a number of days."""

_LAW = re.compile(r"§|\b(?:SEL|BL|FSL)[ -]?\d", re.IGNORECASE)
_PPR = re.compile(r"\bppr\b|pædagogisk.psykologisk", re.IGNORECASE)
_WORDS: tuple[tuple[re.Pattern[str], Area], ...] = (
    (_PPR, "ppr"),
    (re.compile(r"\bvoks", re.IGNORECASE), "adults"),
    (re.compile(r"\bbørn|\bbarn|\bunge|ungdoms", re.IGNORECASE), "children"),
)

Row = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Course:
    """One course in the newest year that it is told of; ``rows`` are all municipalities' rows of that year, by step."""

    made: Capacity
    name: str
    key: str
    year: int
    rows: Mapping[int, tuple[Row, ...]]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The steps' numbers."""
        return tuple(sorted(self.rows))

    def step_name(self, number: int) -> str:
        """What most municipalities call a step; the first in the alphabet of those that are as frequent."""
        names = [str(row["step"]) for row in self.rows[number]]
        return min(set(names), key=lambda one: (-names.count(one), one))

    def answers(self, number: int) -> Answers:
        """The days that the country's municipalities told; units of one municipality are told apart."""
        return Answers(
            tuple(
                Answer(_unit(self.made, row), row["days"] / 100 if row["state"] in TOLD else None, row["state"])
                for row in self._country(number)
                if row["state"] not in TOLD or row["days"] is not None
            )
        )

    def _country(self, number: int) -> list[Row]:
        """The country's municipalities; the units of one that also answered as a whole are left out."""
        mine = [row for row in self.rows[number] if row["municipality"] in self.made.facts.municipalities]
        whole = {row["municipality"] for row in mine if row["unit_no"] is None}
        return [row for row in mine if row["unit_no"] is None or row["municipality"] not in whole]

    def behind(self, number: int) -> float | None:
        """Citizens' courses behind the days of a step, where one municipality alone has told; else None."""
        told = [row for row in self._country(number) if row["state"] in TOLD]
        return told[0]["courses"] if len(told) == 1 else None

    def sources(self, number: int, states: Sequence[str] = TOLD) -> tuple[Source, ...]:
        """The rows of the country's answers of some kinds: of municipalities, and of units."""
        rows = self._country(number)
        found = []
        for units in (False, True):
            mine = [row for row in rows if (row["unit_no"] is not None) == units]
            where = {
                "municipality": tuple(sorted({row["municipality"] for row in mine})),
                "unit_no": tuple(sorted({row["unit_no"] for row in mine})) if units else (None,),
                "state": tuple(states),
            }
            found += [Source(WAITING.name, self._where(number) | where)] if mine else []
        return tuple(found)

    def own_rows(self) -> tuple[Row, ...]:
        """Our own rows, of the municipality as a whole or of its only unit. Raises ``CapacityRefused`` for none, or several units."""
        mine = [row for rows in self.rows.values() for row in rows if row["municipality"] == self.made.own]
        units = {row["unit_no"] for row in mine}
        if None in units:
            mine = [row for row in mine if row["unit_no"] is None]
        elif len(units) > 1:
            raise CapacityRefused(
                f"{self.name}: {len(units)} af kommunens enheder har svaret hver for sig; indtast forløbet for kommunen som helhed."
            )
        if not mine:
            raise CapacityRefused(f"{self.name}: kommunen har ikke selv oplyst forløbet i {self.year}; hent det ind.")
        return tuple(sorted(mine, key=lambda row: int(row["step_no"])))

    def own_source(self, numbers: Sequence[int], adds: str = "") -> Source:
        """Our own rows of some steps."""
        units = tuple({row["unit_no"] for row in self.own_rows()})
        where = self._where(*numbers) | {"municipality": (self.made.own,), "unit_no": units}
        return Source(WAITING.name, where, adds)

    def _where(self, *numbers: int) -> dict[str, tuple[object, ...]]:
        return {"year": (self.year,), "course": (self.name,), "step_no": tuple(numbers)}


def area_courses(made: Capacity) -> tuple[tuple[Course, ...], tuple[str, ...]]:
    """The area's courses up to the analysis's year, by name, and the names that are of no area. Raises ``CapacityRefused`` without any."""
    if not made.facts.has(WAITING.name):
        raise CapacityRefused(
            "Der er ingen ventetider: hent dem ind, fx trinvis import DIR ventetider.csv --source waiting."
        )
    rows = made.facts.rows(WAITING.name).filter(pl.col("year") <= made.year).sort("delivery_id", "row_no")
    by_name: dict[str, list[Row]] = {}
    for row in rows.iter_rows(named=True):
        by_name.setdefault(row["course"], []).append(row)
    known = _paragraphs(made)
    mine, nowhere = [], []
    for name in sorted(by_name, key=_by_number):
        areas = _areas(name, by_name[name], known)
        if made.area in areas:
            mine.append(_newest(made, name, by_name[name]))
        elif not areas:
            nowhere.append(name)
    return _with_own_keys(mine), tuple(nowhere)


def _by_number(name: str) -> list[tuple[int, str]]:
    """So that § 85 stands before § 103."""
    return [(int(part) if part.isdigit() else 0, part) for part in re.split(r"(\d+)", name)]


def _newest(made: Capacity, name: str, rows: Sequence[Row]) -> Course:
    year = max(row["year"] for row in rows)
    steps: dict[int, list[Row]] = {}
    for row in rows:
        if row["year"] == year:
            steps.setdefault(row["step_no"], []).append(row)
    return Course(made, name, key_of(name) or "forloeb", year, {at: tuple(found) for at, found in steps.items()})


def _with_own_keys(courses: Sequence[Course]) -> tuple[Course, ...]:
    """Names that give the same key get a number."""
    seen: dict[str, int] = {}
    found = []
    for one in courses:
        seen[one.key] = seen.get(one.key, 0) + 1
        key = one.key if seen[one.key] == 1 else f"{one.key}_{seen[one.key]}"
        found.append(Course(one.made, one.name, key, one.year, one.rows))
    return tuple(found)


def _paragraphs(made: Capacity) -> dict[str, Area]:
    """Paragraph → area, of all years shown."""
    found: dict[str, Area] = {}
    for area in AREAS:
        for year in made.years:
            for account in made.facts.accounts(area, year).accounts:
                found |= {one: area for one in account.paragraphs if one not in found}
    return found


def _areas(name: str, rows: Sequence[Row], known: Mapping[str, Area]) -> set[Area]:
    of = _area(name, known)
    if of is None:
        return {"children", "ppr"} if _has_ppr(rows) else set()
    if of == "ppr" or (of == "children" and _has_ppr(rows)):
        return {"children", "ppr"}
    return {of}


def _area(name: str, known: Mapping[str, Area]) -> Area | None:
    for paragraph in paragraphs_of(name) if _LAW.search(name) else ():
        found = next((area for base, area in known.items() if of_paragraph(paragraph, base)), None)
        if found is not None:
            return found
    return next((area for words, area in _WORDS if words.search(name)), None)


def _has_ppr(rows: Sequence[Row]) -> bool:
    return any(_PPR.search(row["actor"] or "") for row in rows)


def _unit(made: Capacity, row: Row) -> str:
    name = made.name(row["municipality"])
    return name if row["unit_no"] is None else f"{name}, enhed {row['unit_no']}"
