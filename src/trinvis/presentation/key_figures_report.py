"""The half-yearly nøgletalsrapport: every key figure over its half-years or years, as an accessible PDF or a docx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.staircase.series import SHOWS
from trinvis.presentation.key_figures_page import Seen, answer, name_of, notes, rate_words, way_words
from trinvis.presentation.municipality import municipality_name, municipality_names
from trinvis.presentation.staircase_page import answer as staircase_answer
from trinvis.presentation.staircase_page import moved
from trinvis.presentation.staircase_tables import Shown, steps_table
from trinvis.reports import danish
from trinvis.reports.cells import SCALE_WORDS, heading, shown
from trinvis.reports.documents.paper import Grid, Paper, Section
from trinvis.reports.table import SYNTHETIC

if TYPE_CHECKING:
    from datetime import date

    from trinvis.municipality import Municipality
    from trinvis.municipality.key_figures import KeyFigures

MOST_DAYS = 7
"""Half-years in a row of the report: as many as VIVE's series have (seed 001 lines 2864-2873)."""


def report_pdf(kommune: Municipality, seen: Seen) -> bytes:
    """The report as PDF/UA."""
    from trinvis.reports.documents.pdf import pdf_bytes

    return pdf_bytes(report_paper(kommune, seen))


def report_docx(kommune: Municipality, seen: Seen) -> bytes:
    """The report as docx."""
    from trinvis.reports.documents.docx import docx_bytes

    return docx_bytes(report_paper(kommune, seen))


def report_paper(kommune: Municipality, seen: Seen) -> Paper:
    """What the report says."""
    made, as_of = seen.made, seen.made.basis.day
    year = made.day.year
    activity = kommune.staircase_activity(year, made.day, made.view)
    money = kommune.staircase_money(year, made.day, made.view)
    steps = Shown(activity, money, seen.synthetic, seen.least_shown)
    sections = [
        Section(
            "Hvor står børnene og pengene?",
            paragraphs=(staircase_answer(activity, money), moved(activity)),
            grid=_steps(steps),
        ),
        Section("Nøgletallene, halvår for halvår", paragraphs=(answer(made),), grid=_half_years(seen)),
        Section("Nøgletal, der opgøres for året", grid=_years(seen)),
        Section("Hvordan er de talt?", points=_how(seen)),
        *_published(seen),
        Section("Forbehold", points=(*_missing(made), *notes(made), activity.view.sentence, money.sentence)),
    ]
    return Paper(
        title=f"Nøgletalsrapport {danish.long_day(made.day)}",
        municipality=municipality_name(kommune, as_of),
        as_of=as_of,
        answer=answer(made),
        second=f"Som det var kendt {danish.long_day(as_of)}. {made.view.exclusions.sentence}",
        sections=tuple(one for one in sections if one.paragraphs or one.points or one.grid),
        foot=f"Trinvis {made.basis.program} · grundlag {made.basis.name} · sha256 {made.basis.digest()[:12]}",
        warning=SYNTHETIC if seen.synthetic else "",
    )


def seen_of(made: KeyFigures, *, synthetic: bool, least_shown: int = 0) -> Seen:
    """The key figures with the names of the municipalities."""
    return Seen(made, municipality_names(made.basis.day), synthetic, least_shown)


def _steps(steps: Shown) -> Grid:
    table = steps_table(steps)
    columns = [column for column in table.columns if column.name not in ("new", "ended")]
    rows = [*table.rows, *([table.totals] if table.totals is not None else [])]
    return Grid(
        caption=f"{table.title}. Beløb i {SCALE_WORDS[table.scale]}",
        headings=tuple(heading(column) for column in columns),
        figures=tuple(column.numeric for column in columns),
        rows=tuple(tuple(shown(row.get(column.name), column, table.scale) for column in columns) for row in rows),
        strong=(len(rows) - 1,),
    )


def _half_years(seen: Seen) -> Grid | None:
    made = seen.made
    names = [name for name in made.definitions if name.isdigit() and made.definitions[name].counting != "spending"]
    days = sorted({one.made.day for name in names for one in made.figures.get(name, ())})[-MOST_DAYS:]
    return (
        _series_grid(
            seen, names, days, [f"{danish.MONTHS[day.month - 1][:3]} {day.year}" for day in days], "Nøgletal pr. halvår"
        )
        if days
        else None
    )


def _years(seen: Seen) -> Grid | None:
    made = seen.made
    names = [name for name in made.definitions if not name.isdigit() or made.definitions[name].counting == "spending"]
    days = sorted({one.made.day for name in names for one in made.figures.get(name, ())})[-MOST_DAYS:]
    return _series_grid(seen, names, days, [danish.day(day) for day in days], "Nøgletal pr. år") if days else None


def _series_grid(seen: Seen, names: list[str], days: list[date], said: list[str], caption: str) -> Grid:
    made = seen.made
    rows = []
    for name in names:
        found = {one.made.day: one for one in made.figures.get(name, ())}
        if not found:
            continue
        cells = [
            "–" if day not in found else "skjult" if seen.hides(found[day]) else rate_words(found[day]) for day in days
        ]
        way = made.way(name)
        rows.append(
            (
                made.definitions[name].label,
                made.definitions[name].unit,
                *cells,
                "–" if way is None else way_words(made, name),
            )
        )
    return Grid(
        caption=caption,
        headings=("Nøgletal", "Enhed", *said, "Retning"),
        figures=(False, False, *(True for _ in said), False),
        rows=tuple(rows),
    )


def _how(seen: Seen) -> tuple[str, ...]:
    made = seen.made
    said = []
    for name, definition in made.definitions.items():
        newest = made.newest(name)
        if newest is not None:
            series = made.series(name)
            said.append(f"{definition.label}. {definition.formula} {newest.made.caption} {series.sentence}")
    return tuple(said)


def _published(seen: Seen) -> tuple[Section, ...]:
    points = tuple(
        f"{one.series.definition.label}, {name_of(seen, one)}: {_last(one.series.points, shows=one.series.shows == 'level')} ({SHOWS[one.series.shows]} {one.source})"
        for one in seen.made.published
    )
    return (Section("Offentliggjorte og indtastede tal", points=points),) if points else ()


def _last(points: tuple, *, shows: bool) -> str:  # type: ignore[type-arg]
    known = [(day, value) for day, value in points if value is not None]
    if not shows or not known:
        return "intet niveau"
    day, value = known[-1]
    return f"{danish.decimal(round(value * 100), 100, 2)} den {danish.long_day(day)}"


def _missing(made: KeyFigures) -> tuple[str, ...]:
    return tuple(f"{made.definitions[name].label}: {why}" for name, why in made.missing.items())
