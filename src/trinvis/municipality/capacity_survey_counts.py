"""Counts scaled up to the country: the report's way, and the better ones beside it, with what each rests on.

The report takes the mean of the municipalities' rates times the country's inhabitants (seed 002 lines 1175-1179). The ratio and the
stratified estimates count each municipality by its size, and are corrected for how many of all have answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.municipality.capacity_figure import Column, Figure, FigureTable, Row, Said
from trinvis.municipality.capacity_survey_answers import questions
from trinvis.municipality.capacity_survey_cells import named, own_cell
from trinvis.municipality.capacity_survey_sample import sample, units_of
from trinvis.municipality.capacity_survey_scaled import METHODS, Method, Scaled, left_out, scaled_columns

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

TABLE, YEARS = "survey.counts", "survey.counts_by_year"
CHOSEN: Method = "size"
"""The method that the sentence tells: municipalities of a size are most alike."""


def count_tables(made: Capacity) -> tuple[FigureTable, ...]:
    """The newest year by four methods, and every year by the report's; none where no count was asked for."""
    units, newest, every = units_of(made), [], []
    for one in questions(made, "count"):
        last = max(one.given)
        of = sample(one, last, units)
        newest += [Scaled(made, one, last, of, method, TABLE, f"{one.key}_{method}") for method in METHODS]
        for year in (one_year for one_year in one.given if one_year in made.years):
            every.append(Scaled(made, one, year, sample(one, year, units), "rates", YEARS, f"{one.key}_{year}"))
    return (*([_methods(made, newest)] if newest else []), *([_years(made, every)] if every else []))


def _methods(made: Capacity, lines: list[Scaled]) -> FigureTable:
    figures = _figures(lines)
    first = next((one for one in lines if one.method == CHOSEN and figures[one.row, "total"].value is not None), None)
    return FigureTable(
        TABLE,
        "Antal regnet op til hele landet",
        "Spørgsmål og metode",
        scaled_columns(made),
        tuple(Row(one.row, f"{one.question.label} ({one.year}), {METHODS[one.method]}") for one in lines),
        figures,
        () if first is None else (_said(first),),
        (
            "Gennemsnittet af raterne lader hver kommune tælle 1, hvor lille den end er. De andre vægter kommunerne efter "
            "indbyggere og er korrigeret for, hvor mange af alle der har svaret; brug dem.",
            "Alle fire regner med, at de, der har svaret, ligner resten.",
            *left_out(lines),
        ),
        overlap=True,
    )


def _years(made: Capacity, lines: list[Scaled]) -> FigureTable:
    """The mean of rates, year by year, as the report prints it, and our own answer."""
    figures = _figures(lines) | {(one.row, "own"): own_cell(one.question, one.year) for one in lines}
    return FigureTable(
        YEARS,
        "Antal regnet op, år for år",
        "Spørgsmål",
        (*scaled_columns(made), Column("own", made.name(made.own), "")),
        tuple(Row(one.row, f"{one.question.label} ({one.year})") for one in lines),
        figures,
        notes=("Rapportens metode: gennemsnittet af kommunernes rater gange landets indbyggere.", *left_out(lines)),
        overlap=True,
    )


def _figures(lines: list[Scaled]) -> dict[tuple[str, str], Figure]:
    return {(one.row, column): figure for one in lines for column, figure in one.cells().items()}


def _said(one: Scaled) -> Said:
    at = {name: (TABLE, one.row, name) for name in ("total", "n", "of")}
    text = f"»{named(one.question.label)}«: {{total}} i hele landet i {one.year}, regnet op fra {{n}} af {{of}}."
    return Said(text, at)
