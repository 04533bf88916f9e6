"""What our own courses tell as a whole: how much is waiting, who is waited for, how often the case goes to somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.refused import danish
from trinvis.calculations.capacity.value_stream import HOURS_PER_DAY
from trinvis.municipality.capacity_figure import PER_CENT, Column, Figure, FigureTable, Row, Said, Term, missing
from trinvis.municipality.capacity_waiting_stream import DAYS, HOURS, STREAM, Stream, step_by_step, streams

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_waiting_courses import Course

WHOM, OWN = "waiting.whom", "waiting.own"
SHIFTS, CONTACTS = "skift", "kontakter"
NOBODY = "ingen bestemt"


def own_tables(made: Capacity, courses: Sequence[Course]) -> tuple[FigureTable, ...]:
    """An overview of our courses, their steps, and who is waited for; none without a course of our own."""
    mine, refused = streams(courses)
    if not mine:
        return ()
    return _overview(made, mine, refused), step_by_step(made, mine), *_whom(made, mine)


def _overview(made: Capacity, mine: Sequence[Stream], refused: tuple[str, ...]) -> FigureTable:
    figures: dict[tuple[str, str], Figure] = {}
    words: dict[tuple[str, str], str] = {}
    for one in mine:
        row, found = one.course.key, one.found
        waited = _linked(found.waited, DAYS, one, "waited", "Venter i alt")
        worked = _linked(found.worked, HOURS, one, "worked", "Arbejder i alt")
        figures |= {(row, "waited"): waited, (row, "worked"): worked}
        figures[row, "days"] = _days(one, row)
        figures[row, "share"] = _share(one, row)
        shifts = [shift.step for shift in found.shifts]
        figures[row, "shifts"] = Figure(
            float(len(shifts)), SHIFTS, "Så mange gange går sagen fra én til en anden.", sources=one.rows_behind()
        )
        doubles = found.double_contacts
        figures[row, "doubles"] = Figure(
            float(len(doubles)), CONTACTS, "Samtaler eller udredninger, som borgeren er til hos mere end én.", sources=one.rows_behind(),
        )  # fmt: skip
        words[row, "longest"] = "; ".join(found.steps[at].activity for at in found.longest_waits(2))
        words[row, "again"] = "; ".join(f"{two.contact} ({', '.join(two.responsible)})" for two in doubles)
    columns = (
        Column("waited", "Venter", DAYS),
        Column("worked", "Arbejder", HOURS, decimals=1),
        Column("days", "Varer i alt", DAYS, of=("waited", "worked")),
        Column("share", "Andel, der ventes", PER_CENT, "share", of=("days",)),
        Column("shifts", "Ansvaret skifter", SHIFTS),
        Column("doubles", "Samme kontakt hos flere", CONTACTS),
        Column("longest", "Længste ventetider", "", "text"),
        Column("again", "Kontakter hos flere", "", "text"),
    )
    return FigureTable(
        OWN, f"Forløbene i {made.name(made.own)}", "Forløb", columns,
        tuple(Row(one.course.key, one.course.name) for one in mine), figures, _answer(mine),
        (
            f"Dage er kalenderdage, og en arbejdsdag er {danish(HOURS_PER_DAY, 1)} timer.",
            "Et trin, som kommunen har kaldt ikke relevant, er ikke med; et uden svar er ukendt, ikke 0 dage.",
            *refused,
        ),
        words=words,
    )  # fmt: skip


def _answer(mine: Sequence[Stream]) -> tuple[Said, ...]:
    said = []
    for one in mine:
        row = one.course.key
        at = {name: (OWN, row, name) for name in ("share", "waited", "shifts")}
        words = f"I »{one.course.name}« går {{share}} af tiden med at vente, {{waited}}; der er {{shifts}} af ansvaret."
        said.append(Said(words, at))
    return tuple(said[:3])


def _linked(value: float | None, unit: str, one: Stream, column: str, label: str) -> Figure:
    if value is None:
        return missing(unit, one.unknown)
    term = Term(label, value, unit, (STREAM, one.total, column))
    return Figure(value, unit, "Summen af trinnene.", (term,), persons=one.persons)


def _days(one: Stream, row: str) -> Figure:
    found = one.found
    if found.days is None or found.waited is None or found.worked is None:
        return missing(DAYS, one.unknown)
    terms = (
        Term("Venter", found.waited, DAYS, (OWN, row, "waited")),
        Term("Arbejder", found.worked, HOURS, (OWN, row, "worked")),
    )
    how = f"Dagene, der ventes, plus timerne, der arbejdes, divideret med {danish(found.hours_per_day, 1)}."
    return Figure(found.days, DAYS, how, terms, persons=one.persons)


def _share(one: Stream, row: str) -> Figure:
    found = one.found
    if found.share_of_waiting is None or found.waited is None or found.days is None:
        return missing(PER_CENT, one.unknown if found.untold else "Forløbet tager ingen tid.")
    terms = (
        Term("Venter", found.waited, DAYS, (OWN, row, "waited")),
        Term("Varer i alt", found.days, DAYS, (OWN, row, "days")),
    )
    how = "Dagene, der ventes, i procent af hele forløbet."
    return Figure(found.share_of_waiting * 100, PER_CENT, how, terms, persons=one.persons)


def _whom(made: Capacity, mine: Sequence[Stream]) -> tuple[FigureTable, ...]:
    """Days by who is waited for, of the courses whose days are all told; none without such a course."""
    rows: list[Row] = []
    figures: dict[tuple[str, str], Figure] = {}
    for one in mine:
        if not one.found.waited:
            continue
        for number, (whom, days) in enumerate(one.found.waited_for.items(), start=1):
            row = f"{one.course.key}_{number}"
            rows.append(Row(row, f"{one.course.name}: {whom or NOBODY}", "part"))
            places = [at for at, step in enumerate(one.found.steps) if step.waits_for == whom and step.waited]
            figures[row, "days"] = Figure(
                days or 0.0, DAYS, f"De trin, hvor der ventes på {whom or NOBODY}.", sources=one.rows_behind(*places, adds="days"),
                persons=one.persons,
            )  # fmt: skip
            figures[row, "share"] = _of_waiting(one, days or 0.0, row)
        rows.append(Row(one.total, f"{one.course.name} i alt", "total"))
        figures[one.total, "days"] = _linked(one.found.waited, DAYS, one, "waited", "Venter i alt")
        figures[one.total, "share"] = _of_waiting(one, one.found.waited, one.total)
    if not rows:
        return ()
    columns = (Column("days", "Venter", DAYS), Column("share", "Andel af ventetiden", PER_CENT, "share"))
    title = f"Hvem der ventes på i {made.name(made.own)}"
    return (FigureTable(WHOM, title, "Der ventes på", columns, tuple(rows), figures),)


def _of_waiting(one: Stream, days: float, row: str) -> Figure:
    whole = one.found.waited or 0.0
    terms = (
        Term("Venter", days, DAYS, (WHOM, row, "days")),
        Term("Venter i alt", whole, DAYS, (WHOM, one.total, "days")),
    )
    return Figure(days / whole * 100, PER_CENT, "Dagene i procent af alle, der ventes.", terms, persons=one.persons)
