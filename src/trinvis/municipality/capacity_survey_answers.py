"""Which questionnaires are about an area, and what their units answered, each answer once and ready to be counted.

A survey is of the area that its name tells: a name with *voksne* is of adults, with *PPR* of PPR, else with *børn* or *unge* of children. A
name that tells none is placed by its questions on shares, when all those that name an offer name one of the same area. A survey that
cannot be placed is named in the section's notes and in no figure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.capacity.account_map import Area, MappedAccount
from trinvis.calculations.capacity.answers import Answer, Answers, Kind
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_figure import KRONER, PER_CENT, Source
from trinvis.tables import SURVEY_ANSWERS

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

UNITS = {
    "count": "antal", "share": PER_CENT, "occupancy": PER_CENT, "days": "dage", "hours": "timer", "kroner": KRONER,
    "fte": "årsværk", "yes_no": PER_CENT,
}  # fmt: skip
"""What a question is answered in → the unit of its figures."""

ANSWERED: tuple[Kind, ...] = ("value", "estimate")

_WORDS: dict[Area, re.Pattern[str]] = {
    "adults": re.compile(r"\bvoksen|\bvoksne", re.IGNORECASE),
    "ppr": re.compile(r"\bppr\b|pædagogisk.psykologisk", re.IGNORECASE),
    "children": re.compile(r"\bbørn|\bbarn|\bunge\b|børne", re.IGNORECASE),
}
SHARE_OF, OF_STAFF = "andel-", "aarsvaerk-"


@dataclass(frozen=True)
class Given:
    """One unit's answer: ``value`` in the question's unit, ``rating`` where it is one; ``unit_no`` None where the unit is the municipality."""

    survey: str
    municipality: int
    unit_no: int | None
    role: str
    value: float | None
    rating: str | None
    state: Kind


@dataclass(frozen=True, eq=False)
class Question:
    """One question: ``label`` is its newest wording, or its key; ``unit`` as in ``tables.survey.SURVEY_UNITS``; ``given`` by year."""

    made: Capacity
    key: str
    label: str
    unit: str
    given: Mapping[int, tuple[Given, ...]]

    def of_country(self, year: int) -> tuple[Given, ...]:
        """The answers of the country's municipalities; a municipality that is not one of them counts in no estimate."""
        return tuple(one for one in self.given.get(year, ()) if one.municipality in self.made.facts.municipalities)

    def answers(self, year: int) -> Answers:
        """The same by the unit's name."""
        found = self.of_country(year)
        return Answers(tuple(Answer(unit_name(self.made, one), one.value, one.state) for one in found))

    def own(self, year: int) -> Given | None:
        """Our own answer; None where there is none, or several units of ours have answered."""
        mine = [one for one in self.given.get(year, ()) if one.municipality == self.made.own]
        return mine[0] if len(mine) == 1 else None

    def sources(
        self, year: int, states: Collection[str] = ANSWERED, of: Sequence[Given] | None = None
    ) -> tuple[Source, ...]:
        """The rows of the answers of these kinds: of the country's units, or of ``of``."""
        every = self.of_country(year) if of is None else of
        found: dict[str, set[int]] = {}
        for one in every:
            if one.state in states:
                found.setdefault(one.survey, set()).add(one.municipality)
        where = {"question": (self.key,), "year": (year,)}
        return tuple(
            Source(
                SURVEY_ANSWERS.name,
                {
                    "survey": (name,),
                    "municipality": tuple(sorted(codes)),
                    **where,
                    **_of(states, name, codes, self.given[year]),
                },
            )
            for name, codes in found.items()
        )


def _of(
    states: Collection[str], survey: str, codes: Collection[int], given: Sequence[Given]
) -> dict[str, tuple[str, ...]]:
    """The kinds to look for, where these municipalities have answers of other kinds too; else each row tells its own."""
    others = any(one.state not in states for one in given if one.survey == survey and one.municipality in codes)
    return {"state": tuple(states)} if others else {}


def unit_name(made: Capacity, one: Given) -> str:
    """What a unit is called: its municipality, and its number where the municipality has several."""
    name = made.name(one.municipality)
    return name if one.unit_no is None else f"{name}, enhed {one.unit_no}"


def area_surveys(made: Capacity) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The surveys that are of the area, and those that are of none; neither where nothing was received."""
    if not made.facts.has(SURVEY_ANSWERS.name):
        return (), ()
    asked = (
        made.facts.rows(SURVEY_ANSWERS.name).select("survey", "question", "year").unique().sort("survey", "question")
    )
    of: dict[str, list[tuple[str, int]]] = {}
    for name, question, year in asked.iter_rows():
        of.setdefault(name, []).append((question, year))
    areas = {name: _area_of(made, name, questions) for name, questions in of.items()}
    mine = tuple(name for name, area in areas.items() if area == made.area)
    return mine, tuple(name for name, area in areas.items() if area is None)


def _area_of(made: Capacity, survey: str, questions: Sequence[tuple[str, int]]) -> Area | None:
    told = [area for area, words in _WORDS.items() if words.search(survey)]
    if told == ["ppr", "children"]:
        return "ppr"
    if not told:
        areas: tuple[Area, ...] = ("children", "ppr", "adults")
        told = [area for area in areas if any(component_in(made, area, key, year) for key, year in questions)]
    return told[0] if len(told) == 1 else None


def area_rows(made: Capacity) -> pl.DataFrame:
    """The area's answers, oldest delivery first; of a unit that answered the same question for the same year in two surveys, the
    answer that was received last.
    """
    mine, _ = area_surveys(made)
    if not mine:
        return SURVEY_ANSWERS.empty()
    rows = made.facts.rows(SURVEY_ANSWERS.name).filter(pl.col("survey").is_in(list(mine)))
    return rows.sort("delivery_id", "row_no").unique(
        ["municipality", "unit_no", "question", "year"], keep="last", maintain_order=True
    )


def questions(made: Capacity, *units: str, later: bool = False) -> tuple[Question, ...]:
    """The area's questions that are answered in one of ``units``, by key, with the answers up to the analysis's year (and ``later``)."""
    rows = area_rows(made).filter(pl.col("unit").is_in(list(units)))
    if not later:
        rows = rows.filter(pl.col("year") <= made.year)
    found: dict[tuple[str, str], dict[int, list[Given]]] = {}
    labels: dict[tuple[str, str], tuple[int, str]] = {}
    for row in rows.iter_rows(named=True):
        of = row["question"], row["unit"]
        found.setdefault(of, {}).setdefault(row["year"], []).append(_given(row))
        if row["wording"] and row["year"] >= labels.get(of, (0, ""))[0]:
            labels[of] = row["year"], row["wording"].strip().rstrip(".")
    return tuple(
        Question(
            made,
            key,
            labels.get((key, unit), (0, key))[1],
            unit,
            {year: tuple(found[key, unit][year]) for year in sorted(found[key, unit])},
        )
        for key, unit in sorted(found)
    )


def _given(row: Mapping[str, object]) -> Given:
    value = row["value"]
    return Given(
        survey=str(row["survey"]),
        municipality=int(str(row["municipality"])),
        unit_no=None if row["unit_no"] is None else int(str(row["unit_no"])),
        role=str(row["role"] or ""),
        value=None if value is None else int(str(value)) / 100,
        rating=None if row["rating"] is None else str(row["rating"]),
        state=row["state"],  # type: ignore[arg-type]
    )


def component_in(made: Capacity, area: Area, question: str, year: int) -> tuple[str, str] | None:
    """The offer that a question on shares is about, and whether it is of ``money`` or ``staff``; None where it is of neither.

    The question is called ``andel-`` and then the offer's key of the parameter ``capacity_accounts`` (``andel-temporary_home``), its
    account (``andel-5.38.52``) or its paragraphs without their law (``andel-107``, ``andel-97-99``). ``andel-aarsvaerk-`` is of staff.
    """
    if not question.startswith(SHARE_OF):
        return None
    rest = question.removeprefix(SHARE_OF)
    measured = "staff" if rest.startswith(OF_STAFF) else "money"
    name = rest.removeprefix(OF_STAFF)
    try:
        accounts = made.facts.accounts(area, year).accounts
    except CapacityRefused:
        return None
    offers = {one.offer for one in accounts if name in (one.offer, one.pattern, one.pattern[:7], _paragraphs(one))}
    return (next(iter(offers)), measured) if len(offers) == 1 else None


def _paragraphs(account: MappedAccount) -> str:
    return "-".join(one.partition("-")[2] for one in account.paragraphs)
