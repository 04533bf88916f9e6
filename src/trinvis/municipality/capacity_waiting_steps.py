"""How long each step of a course takes in the municipalities that told, what the steps add up to, and our own days beside.

C22 of the children's notes (seed 002 lines 3881-3906, 5406-5461: 189 days from inquiry to support, 281 to assessment in child psychiatry),
F11 of the adults' (10053-10095). A sum of means is of those that told each step; of those that told all, the whole is counted beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.survey_estimates import mean_of_answers
from trinvis.calculations.capacity.waiting import Chain, Step, chain, whole_way
from trinvis.municipality.capacity_figure import Column, Figure, FigureTable, Row, Said, Term, missing
from trinvis.municipality.capacity_waiting_courses import TOLD, Course

if TYPE_CHECKING:
    from trinvis.calculations.capacity.estimate import Estimate
    from trinvis.municipality.capacity import Capacity

KEY, DAYS, ANSWERS = "waiting.steps", "dage", "svar"
FEW_ANSWERS = 10
"""Below so many answers a mean is marked."""
MOST_SAID = 3
ONE = "Kun ét svar siger intet om spredningen, så der er intet interval."


@dataclass
class Cells:
    """The table while it is made."""

    rows: list[Row] = field(default_factory=list)
    figures: dict[tuple[str, str], Figure] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    said: list[tuple[float, Said]] = field(default_factory=list)
    """Days and the sentence on them."""


def step_table(made: Capacity, courses: Sequence[Course]) -> FigureTable:
    """All courses' steps, each course with its sum below."""
    cells = Cells()
    for course in courses:
        _course(course, cells)
    columns = (
        Column("mean", "Gennemsnit", DAYS),
        Column("low", "95 %-interval fra", DAYS, "low", of=("mean",)),
        Column("high", "95 %-interval til", DAYS, "high", of=("mean",)),
        Column("n", "Svar", ANSWERS, "answers"),
        Column("estimates", "Heraf skøn", ANSWERS, "answers"),
        Column("own", made.name(made.own), DAYS),
        Column("longest", "Længst", "", "text"),
    )
    years = sorted({one.year for one in courses})
    return FigureTable(
        KEY, f"Ventetid trin for trin, {', '.join(map(str, years))}", "Trin", columns, tuple(cells.rows), cells.figures,
        tuple(one for _, one in sorted(cells.said, key=lambda one: -one[0])[:MOST_SAID]),
        (
            "Gennemsnit af kommunernes egne svar, hver tæller 1. Intervallet er et t-interval for gennemsnittet, ikke for de enkelte svar.",
            "Et forløb i alt er summen af trinnenes gennemsnit; intervallets ender er lagt sammen og er derfor forsigtige.",
            "Kun dem, der er kommet igennem, er talt: hvor længe de, der stadig venter, har ventet, er ikke med.",
        ),
        words=cells.words,
    )  # fmt: skip


def _course(course: Course, cells: Cells) -> None:
    steps: list[Step] = []
    refused = ""
    for number in course.numbers:
        row = _row_key(course, number)
        cells.rows.append(Row(row, f"{course.name}: {_lower(course.step_name(number))}", "part"))
        answers = course.answers(number)
        try:
            found = mean_of_answers(answers)
        except CapacityRefused as error:
            refused = refused or str(error)
            cells.figures |= {(row, column): missing(DAYS, str(error)) for column in ("mean", "low", "high")}
        else:
            steps.append(Step(str(number - 1), str(number), found))
            cells.figures |= _estimated(course, number, found, row)
        count = float(len(answers.values))
        cells.figures[row, "n"] = Figure(count, ANSWERS, answers.sentence, sources=course.sources(number))
        cells.figures[row, "estimates"] = Figure(
            float(answers.number("estimate")), ANSWERS, "Svar, der er kommunens skøn.",
            sources=course.sources(number, ("estimate",)),
        )  # fmt: skip
        cells.figures[row, "own"] = _own(course, number)
    _total(course, cells, steps, refused)
    _whole(course, cells)


def _estimated(course: Course, number: int, found: Estimate, row: str) -> dict[tuple[str, str], Figure]:
    few = "få svar" if found.answers < FEW_ANSWERS else ""
    behind = course.behind(number)
    mean = Figure(
        found.value,
        DAYS,
        f"Gennemsnit af {found.answers} svar.",
        sources=course.sources(number),
        note=few,
        persons=behind,
    )
    term = (Term("Gennemsnit", found.value, DAYS, (KEY, row, "mean")),)

    def end(value: float | None) -> Figure:
        return missing(DAYS, ONE) if value is None else Figure(value, DAYS, found.sentence, term)

    return {(row, "mean"): mean, (row, "low"): end(found.low), (row, "high"): end(found.high)}


def _own(course: Course, number: int) -> Figure:
    """Our own days of a step."""
    try:
        mine = [row for row in course.own_rows() if row["step_no"] == number]
    except CapacityRefused as error:
        return missing(DAYS, str(error))
    if not mine or mine[0]["days"] is None:
        why = "ikke relevant" if mine and mine[0]["state"] == "not_applicable" else "ikke besvaret"
        return missing(DAYS, f"Kommunens eget svar er »{why}«.")
    row = mine[0]
    return Figure(
        row["days"] / 100, DAYS, "Kommunens eget svar.", sources=(course.own_source([number], "days"),),
        note="skøn" if row["state"] == "estimate" else "", persons=row["courses"],
    )  # fmt: skip


def _total(course: Course, cells: Cells, steps: Sequence[Step], refused: str) -> None:
    row = f"{course.key}_total"
    cells.rows.append(Row(row, f"{course.name} i alt", "total"))
    try:
        found = chain(steps if not refused else ())
    except CapacityRefused as error:
        why = refused or str(error)
        cells.figures |= {(row, column): missing(DAYS, why) for column in ("mean", "low", "high")}
    else:
        _chained(course, cells, found, row)
    own = [cells.figures[_row_key(course, number), "own"] for number in course.numbers]
    cells.figures[row, "own"] = _own_total(course, own)


def _chained(course: Course, cells: Cells, found: Chain, row: str) -> None:
    for column, value in (("mean", found.days), ("low", found.low), ("high", found.high)):
        parts = [
            (course.step_name(int(one.end)), cells.figures[_row_key(course, int(one.end)), column])
            for one in found.steps
        ]
        terms = tuple(
            Term(name, one.value or 0.0, DAYS, (KEY, _row_key(course, int(step.end)), column))
            for (name, one), step in zip(parts, found.steps, strict=True)
        )
        how = (
            "Summen af trinnenes gennemsnit."
            if column == "mean"
            else "Summen af trinnenes grænser: holder mindst samme sikkerhed."
        )
        cells.figures[row, column] = missing(DAYS, ONE) if value is None else Figure(value, DAYS, how, terms)
    number = int(found.longest.end)
    longest = _row_key(course, number)
    if len(found.steps) > 1:
        cells.words[longest, "longest"] = "længst"
        words = f"»{course.name}« tager {{total}} i gennemsnit; længst tager »{_lower(course.step_name(number))}«, {{longest}}."
        cells.said.append((found.days, Said(words, {"total": (KEY, row, "mean"), "longest": (KEY, longest, "mean")})))
    else:
        said = Said(f"»{course.name}« tager {{total}} i gennemsnit.", {"total": (KEY, row, "mean")})
        cells.said.append((found.days, said))


def _own_total(course: Course, own: Sequence[Figure]) -> Figure:
    unknown = [one.missing for one in own if one.value is None]
    if unknown:
        return missing(DAYS, unknown[0])
    terms = tuple(
        Term(course.step_name(number), one.value or 0.0, DAYS, (KEY, _row_key(course, number), "own"))
        for number, one in zip(course.numbers, own, strict=True)
    )
    persons = [one.persons for one in own if one.persons is not None]
    total = sum(one.value or 0.0 for one in own)
    return Figure(total, DAYS, "Summen af kommunens egne svar.", terms, persons=min(persons, default=None))


def _whole(course: Course, cells: Cells) -> None:
    """The mean of the sums of those that told every step."""
    if len(course.numbers) < 2:
        return
    row = f"{course.key}_whole"
    cells.rows.append(Row(row, f"{course.name}: de kommuner, der har svaret på alle trin"))
    try:
        found = whole_way({str(number): course.answers(number) for number in course.numbers})
    except CapacityRefused as error:
        cells.figures |= {(row, column): missing(DAYS, str(error)) for column in ("mean", "low", "high")}
        return
    sources = tuple(one for number in course.numbers for one in course.sources(number, TOLD))
    how = "Hver kommunes egen sum over alle trin, og gennemsnittet af dem."
    few = "få svar" if found.answers < FEW_ANSWERS else ""
    cells.figures[row, "mean"] = Figure(found.value, DAYS, how, sources=sources, note=few)
    cells.figures[row, "n"] = Figure(float(found.answers), ANSWERS, "Svar på alle trin.", sources=sources)
    term = (Term("Gennemsnit", found.value, DAYS, (KEY, row, "mean")),)
    for column, value in (("low", found.low), ("high", found.high)):
        cells.figures[row, column] = missing(DAYS, ONE) if value is None else Figure(value, DAYS, found.sentence, term)


def _row_key(course: Course, number: int) -> str:
    return f"{course.key}_{number}"


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else f"{text[0].lower()}{text[1:]}"
