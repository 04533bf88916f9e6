"""Who answered the area's surveys, and whether they are like the rest (seed 002 lines 1098-1110, 4725-4727)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.capacity.coverage import Coverage, Group, representativeness
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_figure import (
    PER_CENT,
    POINTS,
    Column,
    Figure,
    FigureTable,
    Row,
    Said,
    Source,
    Term,
    missing,
)
from trinvis.municipality.capacity_survey_answers import area_rows, area_surveys
from trinvis.municipality.capacity_survey_groups import regions_of, sizes_of
from trinvis.tables import SURVEY_ANSWERS

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

TABLE = "survey.coverage"
MUNICIPALITIES = "kommuner"
GIVEN = ("value", "estimate", "not_applicable")
"""Kinds of answers that say that somebody answered; who left all blank did not."""


def coverage_table(made: Capacity) -> FigureTable:
    """How many municipalities answered anything, by region and size, and how far those that did are from the country."""
    answered, country = _answered(made), set(made.country)
    parts: dict[str, Mapping[int, str]] = {"region": regions_of(made), "size": sizes_of(made)}
    rows: list[Row] = []
    figures: dict[tuple[str, str], Figure] = {}
    for name, groups in parts.items():
        inhabitants = {code: float(made.facts.inhabitants(made.year).get(code, 0)) for code in groups}
        found = representativeness(answered, groups, inhabitants)
        order = list(dict.fromkeys(groups.values()))
        for one in sorted(found.groups, key=lambda group: order.index(group.label)):
            row = f"{name}_{order.index(one.label)}"
            members = {code for code, label in groups.items() if label == one.label}
            rows.append(Row(row, one.label))
            figures |= {
                (row, column): figure for column, figure in _cells(made, one, row, members, members & answered).items()
            }
    whole = Coverage(len(answered), len(country), MUNICIPALITIES)
    rows.append(Row("land", "Hele landet"))
    figures |= {("land", column): figure for column, figure in _whole(made, whole, answered).items()}
    columns = (
        Column("answered", "Kommuner, der har svaret", "", "level"),
        Column("of", "I alt", MUNICIPALITIES, "level"),
        Column("share", "Svarprocent", PER_CENT, "share", 0, ("answered", "of")),
        Column("among_answered", "Andel af dem, der har svaret", PER_CENT, "level", 0),
        Column("among_all", "Andel af alle", PER_CENT, "level", 0),
        Column("points", "Afvigelse", POINTS, "points", 1, ("among_all", "among_answered")),
    )
    at = {name: (TABLE, "land", name) for name in ("answered", "of", "share")}
    return FigureTable(
        TABLE,
        "Hvem har svaret",
        "Gruppe",
        columns,
        tuple(rows),
        figures,
        (Said("{answered} af {of} har svaret på mindst ét spørgsmål; det er {share}.", at),),
        _notes(made, whole),
        overlap=True,
    )


def _answered(made: Capacity) -> set[int]:
    rows = area_rows(made).filter(pl.col("state").is_in(list(GIVEN)) | pl.col("rating").is_not_null())
    found = set(rows["municipality"].to_list()) & set(made.country)
    if not found:
        raise CapacityRefused("Ingen af landets kommuner har svaret på områdets undersøgelser; hent svarene ind.")
    return found


def _sources(made: Capacity, codes: set[int]) -> tuple[Source, ...]:
    mine, _ = area_surveys(made)
    return (Source(SURVEY_ANSWERS.name, {"survey": mine, "municipality": tuple(sorted(codes)), "state": GIVEN}),)


def _cells(made: Capacity, one: Group, row: str, members: set[int], codes: set[int]) -> dict[str, Figure]:
    hits, of = one.answered.hits, one.answered.cases
    said = Term("Har svaret", float(hits), MUNICIPALITIES, (TABLE, row, "answered"))
    all_of = Term("I alt", float(of), MUNICIPALITIES, (TABLE, row, "of"))
    country = Term("I hele landet", float(len(made.country)), MUNICIPALITIES, (TABLE, "land", "of"))
    everybody = Term("Alle, der har svaret", float(len(_answered(made))), MUNICIPALITIES, (TABLE, "land", "answered"))
    among = {"among_answered": (one.among_answered, (said, everybody)), "among_all": (one.among_all, (all_of, country))}
    cells = {
        "answered": Figure(float(hits), MUNICIPALITIES, "Kommunerne i gruppen, der har svaret på noget.", sources=_sources(made, codes)),
        "of": Figure(float(of), MUNICIPALITIES, "Kommunerne i gruppen.", _each(made, members)),
        "share": _share(one.answered.value, (said, all_of)),
        "points": Figure(
            one.points, POINTS, "Hvor meget gruppen fylder mere blandt dem, der har svaret, end blandt alle.",
            tuple(Term(label, among[name][0] * 100, PER_CENT, (TABLE, row, name)) for name, label in
                  (("among_answered", "Blandt dem, der har svaret"), ("among_all", "Blandt alle"))),
        ),
    }  # fmt: skip
    return cells | {
        name: Figure(value * 100, PER_CENT, "Gruppens del.", terms) for name, (value, terms) in among.items()
    }


def _each(made: Capacity, codes: Iterable[int]) -> tuple[Term, ...]:
    """The municipalities that are counted, each with its inhabitants."""
    people = made.facts.inhabitants(made.year)
    return tuple(Term(made.name(code), float(people.get(code, 0)), "indbyggere") for code in sorted(codes))


def _whole(made: Capacity, whole: Coverage, answered: set[int]) -> dict[str, Figure]:
    terms = (
        Term("Har svaret", float(whole.answered), MUNICIPALITIES, (TABLE, "land", "answered")),
        Term("I alt", float(whole.of), MUNICIPALITIES, (TABLE, "land", "of")),
    )
    return {
        "answered": Figure(float(whole.answered), MUNICIPALITIES, "Kommunerne, der har svaret på noget.", sources=_sources(made, answered)),
        "of": Figure(float(whole.of), MUNICIPALITIES, "Landets kommuner.", _each(made, made.country)),
        "share": _noted(_share(whole.share, terms), whole),
    }  # fmt: skip


def _noted(one: Figure, whole: Coverage) -> Figure:
    return replace(one, note="få svar, så tallene er usikre") if whole.few else one


def _share(value: float | None, terms: tuple[Term, ...]) -> Figure:
    if value is None:
        return missing(PER_CENT, "Gruppen har ingen kommuner.")
    return Figure(value * 100, PER_CENT, "Har svaret i procent af alle.", terms)


def _notes(made: Capacity, whole: Coverage) -> tuple[str, ...]:
    mine, nowhere = area_surveys(made)
    inhabitants = made.facts.inhabitants(made.year)
    covered = sum(inhabitants.get(code, 0) for code in _answered(made)) / max(
        sum(inhabitants.get(code, 0) for code in made.country), 1
    )
    notes = [
        f"Undersøgelser: {', '.join(mine)}.",
        whole.sentence,
        f"{covered * 100:.0f} % af landets indbyggere bor, hvor der er svaret.",
    ]
    if nowhere:
        named = ", ".join(f"»{one}«" for one in nowhere)
        notes.append(f"{named} er ikke med: skriv Voksne, PPR eller Børn og unge i undersøgelsens navn.")
    return tuple(notes)
