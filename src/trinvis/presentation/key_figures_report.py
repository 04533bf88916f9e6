"""The half-yearly nøgletalsrapport: every key figure over its half-years or years, as an accessible PDF or a docx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.staircase.direction import DIRECTIONS, RATE_STABLE, counts
from trinvis.presentation.hidden_counts import HIDDEN
from trinvis.presentation.key_figures_page import Seen, answer, notes, rate_words, short_name
from trinvis.presentation.municipality import municipality_name, municipality_names
from trinvis.presentation.staircase_page import answer as staircase_answer
from trinvis.presentation.staircase_tables import Shown, steps_table
from trinvis.reports import danish
from trinvis.reports.cells import SCALE_WORDS, heading, shown
from trinvis.reports.documents.paper import Grid, Paper, Section
from trinvis.reports.table import SYNTHETIC

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trinvis.municipality import Municipality
    from trinvis.municipality.key_figures import Figure, KeyFigures

MOST_DAYS = 7
"""Half-years in a row of the report: as many as VIVE's series have (seed 001 lines 2864-2873)."""
MOST_YEARS = 5


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
            paragraphs=tuple(said for said in (staircase_answer(activity, money), steps.moved) if said),
            grid=_steps(steps),
        ),
        *_half_years(seen),
        *_years(seen),
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


def seen_of(made: KeyFigures, home: int, *, synthetic: bool, least_shown: int = 0) -> Seen:
    """The key figures with the names of the municipalities."""
    return Seen(made, municipality_names(made.basis.day), home, synthetic, least_shown)


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


def _half_years(seen: Seen) -> Iterator[Section]:
    """Those per 1.000 in one table, those with units of their own in another."""
    made = seen.made
    names = [name for name in made.definitions if name.isdigit() and made.definitions[name].counting != "spending"]
    days = sorted({one.made.day for name in names for one in made.figures.get(name, ())})[-MOST_DAYS:]
    said = [f"{danish.MONTHS[day.month - 1][:3]} {day:%y}" for day in days]
    for per_thousand, heading_ in ((True, "Børn pr. 1.000 0-17-årige"), (False, "Varighed, bevægelser og udvikling")):
        chosen = [name for name in names if (made.definitions[name].per == 1000) == per_thousand]
        grid = _series_grid(seen, chosen, days, said, "* Trinvis' egen formel, til Socialstyrelsens er indtastet.")
        if grid.rows:
            yield Section(heading_, grid=grid)


def _years(seen: Seen) -> Iterator[Section]:
    made = seen.made
    names = [name for name in made.definitions if not name.isdigit() or made.definitions[name].counting == "spending"]
    years = sorted({one.made.day.year for name in names for one in made.figures.get(name, ())})[-MOST_YEARS:]
    rows = []
    for name in names:
        found = {one.made.day.year: one for one in made.figures.get(name, ())}
        if found:
            rows.append(_row(seen, name, [found.get(year) for year in years]))
    if rows:
        headings = ("Nøgletal", *map(str, years), "Retning")
        yield Section(
            "Nøgletal, der opgøres for året", grid=_grid(headings, rows, "Opgjort 1. december eller for hele året.")
        )


def _series_grid(seen: Seen, names: list[str], days: list[date], said: list[str], caption: str) -> Grid:
    rows = []
    for name in names:
        found = {one.made.day: one for one in seen.made.figures.get(name, ())}
        if found:
            rows.append(_row(seen, name, [found.get(day) for day in days]))
    return _grid(("Nøgletal", *said, "Retning"), rows, caption)


def _row(seen: Seen, name: str, found: list[Figure | None]) -> tuple[str, ...]:
    definition = seen.made.definitions[name]
    unit = "" if definition.per == 1000 else f", {definition.unit}"
    cells = ["–" if one is None else HIDDEN if seen.hides(one) else rate_words(one) for one in found]
    way = seen.made.way(name)
    mark = "*" if definition.ours else ""
    return (f"{short_name(definition)}{mark}{unit}", *cells, "–" if way is None else DIRECTIONS[way])


def _grid(headings: tuple[str, ...], rows: list[tuple[str, ...]], caption: str) -> Grid:
    return Grid(caption, headings, (False, *(True for _ in headings[2:]), False), tuple(rows))


def _how(seen: Seen) -> tuple[str, ...]:
    made = seen.made
    said = []
    for name, definition in made.definitions.items():
        newest = made.newest(name)
        if newest is not None:
            series = made.series(name)
            said.append(f"{definition.label}. {definition.formula} {newest.made.caption} {series.sentence}")
    return tuple(said)


def _published(seen: Seen) -> Iterator[Section]:
    """The published series counted by direction (seed 001 lines 3165-3187)."""
    points = []
    for name, definition in seen.made.definitions.items():
        found = [one for one in seen.made.published if one.series.definition.figure == name]
        if not found or definition.per != 1000:
            continue
        said = counts(one.series.course.direction(RATE_STABLE) for one in found)
        points.append(
            f"{short_name(definition)}: {danish.count(len(found), 'serie', 'serier')}; {said.rising} stigende, {said.stable} stabile, "
            f"{said.falling} faldende, {said.without} uden retning."
        )
    if points:
        yield Section("Offentliggjorte og indtastede tal, kommunens og andres", points=tuple(points))


def _missing(made: KeyFigures) -> tuple[str, ...]:
    return tuple(f"{made.definitions[name].label}: {why}" for name, why in made.missing.items())
