"""From rows of the table ``waiting`` to the steps of a course, as ``value_stream`` takes them.

Days and hours come in hundredths. A step that is *ikke relevant* is no step of that course; a step without an answer is one whose time
is not known, and never one of 0 days (seed 002 lines 1114-1159, 5406-5445).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.value_stream import StreamStep

Row = Mapping[str, Any]
"""A row of ``waiting``: what ``frame.iter_rows(named=True)`` gives, or a dict with the same names."""


@dataclass(frozen=True, order=True)
class CourseOf:
    """A course as one municipality, or one of its units, told it for a year. ``unit_no`` 0: the municipality as a whole."""

    course: str
    year: int
    municipality: int
    unit_no: int = 0


def courses_of(rows: Iterable[Row]) -> dict[CourseOf, tuple[StreamStep, ...]]:
    """Every course in the rows with its steps, in order of name, year, municipality and unit. Raises as ``stream_steps``."""
    found: dict[CourseOf, list[Row]] = {}
    for row in rows:
        found.setdefault(_course_of(row), []).append(row)
    return {course: stream_steps(found[course]) for course in sorted(found)}


def stream_steps(rows: Iterable[Row]) -> tuple[StreamStep, ...]:
    """One course's steps in order of their number.

    The one who has the case follows the step's actor, unless the step before says that responsibility does not shift. Raises
    ``CapacityRefused`` for rows of several courses, a step number that stands twice, an actor that some steps lack, and a shift after
    which the same one has the case.
    """
    told = [row for row in rows if row.get("state") != "not_applicable"]
    if len({_course_of(row) for row in told}) > 1:
        raise CapacityRefused("Rækkerne er fra flere forløb, kommuner eller år; vælg ét forløb ad gangen.")
    ordered = sorted(told, key=lambda row: row["step_no"])
    _checked(ordered)
    steps: list[StreamStep] = []
    for at, row in enumerate(ordered):
        actor = row.get("actor") or ""
        stays = at > 0 and ordered[at - 1].get("shift") is False
        steps.append(
            StreamStep(
                activity=row["step"],
                actor=actor,
                responsible=steps[-1].responsible if stays else actor,
                worked=_whole(row.get("hours")),
                waited=_whole(row.get("days")),
                waits_for=row.get("waits_for") or "",
                contact=row.get("contact") or "",
            )
        )
    for at, row in enumerate(ordered[:-1]):
        if row.get("shift") and steps[at].actor and steps[at].responsible == steps[at + 1].responsible:
            raise CapacityRefused(
                f"Ansvaret skifter efter trin {row['step_no']}, men trin {ordered[at + 1]['step_no']} har samme aktør; ret det ene."
            )
    return tuple(steps)


def _checked(ordered: list[Row]) -> None:
    numbers = [row["step_no"] for row in ordered]
    twice = next((number for number in numbers if numbers.count(number) > 1), None)
    if twice is not None:
        raise CapacityRefused(f"Trin {twice} står to gange i forløbet; giv trinnene hver sit nummer.")
    lacking = [str(row["step_no"]) for row in ordered if not row.get("actor")]
    if lacking and len(lacking) < len(ordered):
        raise CapacityRefused(f"Trin {', '.join(lacking)} mangler aktør; skriv, hvem der har ansvaret.")


def _course_of(row: Row) -> CourseOf:
    return CourseOf(row["course"], row["year"], row["municipality"], row.get("unit_no") or 0)


def _whole(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100
