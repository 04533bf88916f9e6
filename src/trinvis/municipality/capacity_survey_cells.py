"""The cells that every table of survey answers has: the mean with its interval, and how many answered in which way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.survey_estimates import mean_of_answers
from trinvis.municipality.capacity_figure import LEAST_SHOWN, Column, Figure, Term, Where, missing
from trinvis.municipality.capacity_survey_answers import ANSWERED, UNITS, Question, unit_name

if TYPE_CHECKING:
    from trinvis.calculations.capacity.estimate import Estimate

FEW = 10
"""Estimates on fewer answers carry a note."""
ANSWERS = "svar"

ANSWER_COLUMNS = (
    Column("n", "Svar med et tal", ANSWERS, "answers"),
    Column("estimates", "Heraf skøn", ANSWERS, "answers"),
    Column("zeros", "Heraf 0", ANSWERS, "answers"),
    Column("not_applicable", "Ikke relevant", ANSWERS, "answers"),
    Column("no_answer", "Ikke besvaret", ANSWERS, "answers"),
)
"""How the answers were given, each kind apart: a 0 is an answer, *ikke relevant* and *ikke besvaret* are none."""


def mean_columns(unit: str, label: str, decimals: int = 1) -> tuple[Column, ...]:
    """The mean and the ends of its interval, which is of the mean and not of the answers."""
    return (
        Column("mean", label, unit, "level", decimals),
        Column("low", "Interval for gennemsnittet, fra", unit, "low", decimals, ("mean",)),
        Column("high", "Interval for gennemsnittet, til", unit, "high", decimals, ("mean",)),
    )


def mean_cells(question: Question, year: int, table: str, row: str) -> dict[str, Figure]:
    """The figures of ``mean_columns`` and ``ANSWER_COLUMNS`` for a question and year."""
    answers, unit = question.answers(year), UNITS[question.unit]
    try:
        found = mean_of_answers(answers)
    except CapacityRefused as error:
        return {name: missing(unit, str(error)) for name in ("mean", "low", "high")} | kinds(question, year)
    middle = Figure(
        found.value,
        unit,
        f"Simpelt gennemsnit, hvert svar tæller 1. {answers.sentence}",
        answer_terms(question, year),
        question.sources(year),
        note=noted(found, question, year),
    )
    return {"mean": middle, **ends(found, (table, row, "mean"), unit)} | kinds(question, year)


def ends(found: Estimate, middle: Where, unit: str, *, low: str = "low", high: str = "high") -> dict[str, Figure]:
    """The ends of an estimate's interval, made of its middle and half its width."""
    if found.low is None or found.high is None or found.half_width is None:
        why = "Ét svar siger intet om, hvor meget svarene spreder sig; der skal to til et interval."
        return {low: missing(unit, why), high: missing(unit, why)}
    terms = (Term("Midten", found.value, unit, middle), Term("Halvdelen af intervallet", found.half_width, unit))
    return {name: Figure(end, unit, found.sentence, terms) for name, end in ((low, found.low), (high, found.high))}


def kinds(question: Question, year: int) -> dict[str, Figure]:
    """How many answers there are of each kind."""
    answers = question.answers(year)
    numbers = {
        "n": (len(answers.values), ANSWERED, "Svarene med et tal, også 0."),
        "estimates": (answers.number("estimate"), ("estimate",), "Svar, der er et skøn."),
        "not_applicable": (answers.number("not_applicable"), ("not_applicable",), "Svarene »ikke relevant«; de er ikke 0."),
        "no_answer": (answers.number("no_answer"), ("no_answer",), "De, der ikke har besvaret spørgsmålet."),
    }  # fmt: skip
    found = {
        name: Figure(float(number), ANSWERS, how, sources=question.sources(year, states))
        for name, (number, states, how) in numbers.items()
    }
    zeros = tuple(replace(one, where={**one.where, "value": (0,)}) for one in question.sources(year))
    return found | {
        "zeros": Figure(float(answers.zeros), ANSWERS, "Svarene, der er et 0; de tæller med.", sources=zeros)
    }


def answer_terms(question: Question, year: int) -> tuple[Term, ...]:
    """The answers that a figure is made of, skøn told; counts of 1-4 persons stand in the rows alone."""
    unit = UNITS[question.unit]
    return tuple(
        Term(f"{unit_name(question.made, one)}{' (skøn)' if one.state == 'estimate' else ''}", one.value, unit)
        for one in question.of_country(year)
        if one.value is not None and not (question.unit == "count" and 0 < one.value < LEAST_SHOWN)
    )


def noted(found: Estimate, question: Question, year: int) -> str:
    """What must stand at an estimate: few answers, skøn among them, an interval beyond what is possible."""
    said = [few(found.answers)] if found.answers < FEW else []
    estimates = question.answers(year).number("estimate")
    if estimates:
        said.append(f"{estimates} af {found.answers} svar er skøn")
    if question.unit in ("share", "yes_no") and found.outside(0, 100):
        said.append("intervallet går ud over 0-100 %, fordi svarene er få og spredte")
    return "; ".join(said)


def named(label: str) -> str:
    """A question's or an offer's words as they can stand in a sentence's template."""
    return label.replace("{", "{{").replace("}", "}}")


def few(answers: int) -> str:
    """The note at an estimate on few answers."""
    return f"kun {answers} svar, så tallet er usikkert"


def own_cell(question: Question, year: int) -> Figure:
    """Our own answer, with the row that it stands in."""
    unit, mine = UNITS[question.unit], question.own(year)
    if mine is None or mine.value is None:
        return missing(unit, f"{question.made.name(question.made.own)} har ikke ét svar med et tal i {year}.")
    sources = tuple(replace(one, adds="value") for one in question.sources(year, of=[mine]))
    return Figure(
        mine.value,
        unit,
        "Vores eget svar.",
        sources=sources,
        note="skøn" if mine.state == "estimate" else "",
        persons=mine.value if question.unit == "count" else None,
    )
