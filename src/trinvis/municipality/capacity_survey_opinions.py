"""What respondents think: barriers and opportunities rated large, small, none or *ved ikke*, by role (seed 002 lines 5642-6420).

A question is of an opportunity when its name or wording speaks of *mulighed* or *potentiale*; else of a barrier. What its name says
goes before its wording.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from trinvis.calculations.capacity.opinions import OPINIONS, WORDS, Item, Kind, Opinion, in_order, item
from trinvis.municipality.capacity_figure import PER_CENT, Column, Figure, FigureTable, Row, Said, Term, missing
from trinvis.municipality.capacity_survey_answers import Given, Question, questions, unit_name
from trinvis.municipality.capacity_survey_cells import ANSWERS, FEW, few, named

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

TITLES: dict[Kind, str] = {"barrier": "Barrierer", "opportunity": "Muligheder"}
KEYS: dict[Kind, str] = {"barrier": "survey.barriers", "opportunity": "survey.opportunities"}
NO_ROLE = "Alle respondenter"
_OPPORTUNITY = re.compile(r"mulighed|potentiale", re.IGNORECASE)
_BARRIER = re.compile(r"barriere|problem", re.IGNORECASE)


def opinion_tables(made: Capacity) -> tuple[FigureTable, ...]:
    """One table of barriers and one of opportunities, of the newest year that each was asked in; none without ratings."""
    found: dict[Kind, list[tuple[Item, Question, int, tuple[Given, ...]]]] = {kind: [] for kind in get_args(Kind)}
    for one in questions(made, "rating", later=True):
        year, kind = max(one.given), _kind(one)
        roles: dict[str, list[Given]] = {}
        for given in one.of_country(year):
            roles.setdefault(given.role or NO_ROLE, []).append(given)
        for role, answers in sorted(roles.items()):
            made_of = item(one.label, kind, role, {unit_name(made, given): _opinion(given) for given in answers})
            found[kind].append((made_of, one, year, tuple(answers)))
    return tuple(_table(kind, items) for kind, items in found.items() if items)


def _kind(question: Question) -> Kind:
    for text in (question.key, question.label):
        if _OPPORTUNITY.search(text):
            return "opportunity"
        if _BARRIER.search(text):
            return "barrier"
    return "barrier"


def _opinion(given: Given) -> Opinion | None:
    return next((one for one in OPINIONS if one == given.rating), None)


def _table(kind: Kind, items: list[tuple[Item, Question, int, tuple[Given, ...]]]) -> FigureTable:
    words = WORDS[kind]
    of = {id(one[0]): one for one in items}
    ordered = [of[id(one)] for one in in_order(one[0] for one in items)]
    columns: list[Column] = []
    for opinion in OPINIONS:
        name = words[opinion].capitalize()
        columns.append(Column(f"count_{opinion}", f"{name}, antal", ANSWERS, "level", hidden=True))
        columns.append(Column(opinion, name, PER_CENT, "share", 0, (f"count_{opinion}", "n")))
    columns += [
        Column("n", "Svar", ANSWERS, "answers"),
        Column("silent", "Ikke besvaret", ANSWERS, "answers"),
    ]
    figures: dict[tuple[str, str], Figure] = {}
    rows: list[Row] = []
    for one, question, year, given in ordered:
        row = f"{question.key}_{len(rows)}"
        rows.append(Row(row, _label(one, year, items)))
        figures |= {
            (row, column): figure for column, figure in _cells(KEYS[kind], row, one, question, year, given).items()
        }
    first = ordered[0][0]
    at = {name: (KEYS[kind], rows[0].key, name) for name in ("large", "n")}
    answer = (
        (Said(f"Flest svarer »{words['large']}« om »{named(first.label)}«: {{large}} af {{n}}.", at),)
        if first.answers
        else ()
    )
    notes = (
        "»Ved ikke« er et svar og tæller med i procenten; de, der ikke har besvaret spørgsmålet, gør ikke.",
        "Spørgsmål med »mulighed« eller »potentiale« i navn eller ordlyd er muligheder; resten er barrierer.",
    )
    return FigureTable(KEYS[kind], TITLES[kind], "Spørgsmål", tuple(columns), tuple(rows), figures, answer, notes)


def _label(one: Item, year: int, items: list[tuple[Item, Question, int, tuple[Given, ...]]]) -> str:
    roles, years = {other[0].group for other in items}, Counter(other[2] for other in items)
    role = f", {one.group}" if len(roles) > 1 else ""
    return f"{one.label}{role}{f', {year}' if len(years) > 1 else ''}"


def _cells(
    table: str, row: str, one: Item, question: Question, year: int, given: tuple[Given, ...]
) -> dict[str, Figure]:
    sources = tuple(
        replace(source, where={**source.where, "role": tuple({other.role or None for other in given})})
        for source in question.sources(year, tuple({other.state for other in given}), given)
    )
    answered = tuple(replace(source, where={**source.where, "rating": OPINIONS}) for source in sources)
    cells = {
        "n": Figure(float(one.answers), ANSWERS, "De, der har svaret, »ved ikke« med.", sources=answered),
        "silent": Figure(float(one.silent), ANSWERS, "De, der ikke har besvaret spørgsmålet.", sources=() if not one.silent else sources),
    }  # fmt: skip
    note = few(one.answers) if one.answers < FEW else ""
    for opinion in OPINIONS:
        count, share = one.counts[opinion], one.shares[opinion]
        name = WORDS[one.kind][opinion]
        rows = tuple(replace(source, where={**source.where, "rating": (opinion,)}) for source in sources)
        cells[f"count_{opinion}"] = Figure(float(count), ANSWERS, f"Svarene »{name}«.", sources=rows)
        if share.value is None:
            cells[opinion] = missing(PER_CENT, "Ingen har svaret.")
            continue
        terms = (
            Term(name.capitalize(), float(count), ANSWERS, (table, row, f"count_{opinion}")),
            Term("Svar", float(one.answers), ANSWERS, (table, row, "n")),
        )
        cells[opinion] = Figure(share.value * 100, PER_CENT, f"»{name}« i procent af svarene.", terms, note=note)
    return cells
