"""Our own courses as value streams, step by step: time worked and waited, shifts of responsibility, the same contact twice.

F16 of the adults' notes (seed 002 lines 5467-5489, 10288-10348). Only what the municipality itself told of a course is in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.stream_rows import stream_steps
from trinvis.calculations.capacity.value_stream import ValueStream, value_stream
from trinvis.municipality.capacity_figure import Column, Figure, FigureTable, Row, Source, Term, missing

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_waiting_courses import Course

STREAM = "waiting.stream"
DAYS, HOURS = "dage", "timer"
UNTOLD = "Tiden i {0} er ikke oplyst, så summen kan ikke opgøres; spørg, og hent den ind."


@dataclass(frozen=True, eq=False)
class Stream:
    """One of our courses with its steps' numbers; ``persons`` is the least number of citizens' courses behind a step's time."""

    course: Course
    found: ValueStream
    numbers: tuple[int, ...]
    persons: float | None

    def row(self, at: int) -> str:
        """The key of a step's row."""
        return f"{self.course.key}_{self.numbers[at]}"

    @property
    def total(self) -> str:
        """The key of the sum's row."""
        return f"{self.course.key}_total"

    def rows_behind(self, *places: int, adds: str = "") -> tuple[Source, ...]:
        """The rows of steps, by place; of all without any."""
        numbers = [self.numbers[at] for at in places] or list(self.numbers)
        return (self.course.own_source(numbers, adds),)

    @property
    def unknown(self) -> str:
        """Why a sum is not made."""
        names = " og ".join(f"»{self.found.steps[at].activity}«" for at in self.found.untold)
        return UNTOLD.format(names)


def streams(courses: Sequence[Course]) -> tuple[tuple[Stream, ...], tuple[str, ...]]:
    """Our own courses that can be drawn, and why others cannot."""
    found, refused = [], []
    for course in courses:
        try:
            rows = course.own_rows()
            steps = value_stream(stream_steps(rows))
        except CapacityRefused as error:
            refused.append(str(error) if str(error).startswith(course.name) else f"{course.name}: {error}")
            continue
        told = [row for row in rows if row["state"] != "not_applicable"]
        persons = [row["courses"] for row in told if row["courses"] is not None]
        found.append(Stream(course, steps, tuple(row["step_no"] for row in told), min(persons, default=None)))
    return tuple(found), tuple(refused)


def step_by_step(made: Capacity, mine: Sequence[Stream]) -> FigureTable:
    """Each course's steps: who has it, who is waited for, days and hours, and what to look at."""
    rows: list[Row] = []
    figures: dict[tuple[str, str], Figure] = {}
    words: dict[tuple[str, str], str] = {}
    for one in mine:
        for at, step in enumerate(one.found.steps):
            row = one.row(at)
            rows.append(Row(row, f"{one.course.name}: {step.activity[0].lower()}{step.activity[1:]}", "part"))
            for column, value, unit, adds in (
                ("waited", step.waited, DAYS, "days"),
                ("worked", step.worked, HOURS, "hours"),
            ):
                figures[row, column] = (
                    missing(unit, f"Tiden i »{step.activity}« er ikke oplyst; spørg, og hent den ind.")
                    if value is None
                    else Figure(value, unit, "Kommunens eget svar.", sources=one.rows_behind(at, adds=adds), persons=one.persons)
                )  # fmt: skip
            words |= {(row, "actor"): step.responsible, (row, "for"): step.waits_for, (row, "contact"): step.contact}
            words[row, "marks"] = _marks(one.found, at)
        rows.append(Row(one.total, f"{one.course.name} i alt", "total"))
        for column, total, unit in (("waited", one.found.waited, DAYS), ("worked", one.found.worked, HOURS)):
            figures[one.total, column] = _summed(one, column, total, unit, figures)
    columns = (
        Column("actor", "Har sagen", "", "text"),
        Column("for", "Der ventes på", "", "text"),
        Column("waited", "Venter", DAYS),
        Column("worked", "Arbejder", HOURS, decimals=1),
        Column("contact", "Kontakt med borgeren", "", "text"),
        Column("marks", "Læg mærke til", "", "text"),
    )
    return FigureTable(
        STREAM, f"Trin for trin i {made.name(made.own)}", "Trin", columns, tuple(rows), figures, (), words=words,
    )  # fmt: skip


def _marks(found: ValueStream, at: int) -> str:
    said = []
    if at in found.longest_waits(1):
        said.append("længste ventetid")
    shift = next((one for one in found.shifts if one.step == at), None)
    if shift is not None and shift.given_by and shift.taken_by:
        said.append(f"ansvaret går fra {shift.given_by} til {shift.taken_by}")
    said += [
        f"borgeren har været til {two.contact.lower()} før" for two in found.double_contacts if at in two.steps[1:]
    ]
    return "; ".join(said)


def _summed(one: Stream, column: str, total: float | None, unit: str, figures: dict[tuple[str, str], Figure]) -> Figure:
    if total is None:
        return missing(unit, one.unknown)
    terms = tuple(
        Term(step.activity, figures[one.row(at), column].value or 0.0, unit, (STREAM, one.row(at), column))
        for at, step in enumerate(one.found.steps)
    )
    return Figure(total, unit, "Summen af trinnene.", terms, persons=one.persons)
