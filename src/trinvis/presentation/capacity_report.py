"""The capacity report of an area: chapters, tables, pictures and sentences whose every number is a figure of the analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity import SECTIONS
from trinvis.municipality.capacity_asked import AREAS
from trinvis.presentation.capacity_checked import CheckedTable, check_own
from trinvis.presentation.capacity_pictures import MUNICIPALITIES, on_map, sketches_of
from trinvis.presentation.capacity_pictures_answers import SCATTER
from trinvis.presentation.capacity_tables import report_table, sentence
from trinvis.presentation.municipality import municipality_name
from trinvis.presentation.sketch import Sketch, sketch_file
from trinvis.reports import danish
from trinvis.reports.cells import SCALE_WORDS, heading, shown
from trinvis.reports.documents.paper import Grid, Paper, Picture, Section
from trinvis.reports.table import SYNTHETIC

if TYPE_CHECKING:
    from trinvis.municipality import Municipality
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_figure import FigureTable
    from trinvis.reports.table import ReportTable

LONG = 40
"""Tables with more rows are not in a chapter: pictures are."""

APPENDED = ("economy.municipalities.total", "model.municipalities.background")
"""Long tables that stand in the appendix; the others are fetched as files."""

FETCHED = (
    "Disse tabeller er for lange til at blive trykt. De hentes på siden Kapacitet eller med trinvis capacity DIR --table og nøglen, som regneark, "
    "csv eller json."
)

READING = (
    "Tallene beskriver og viser ikke årsag. En afvigelse fra et gennemsnit kan være et andet serviceniveau, en anden målgruppe eller en anden "
    "måde at bruge pengene på; den siger ikke i sig selv, at noget kan gøres billigere.",
    "Kommuner kendes på deres kode og regioner på deres; regioner og hele landet er sum over sum, aldrig gennemsnit af gennemsnit.",
    "Et tal, der mangler, er ikke 0. Hvad der mangler, står under tabellen.",
    "Rapporten kan gives videre: tal om færre end fem personer i en kommune er skjult, også for den, der har ret til at se dem på siden.",
)
"""How the report is to be read; stands in every report."""


def report_pdf(kommune: Municipality, made: Capacity, *, synthetic: bool) -> bytes:
    """The report as PDF/UA."""
    from trinvis.reports.documents.pdf import pdf_bytes

    return pdf_bytes(report_paper(kommune, made, synthetic=synthetic))


def report_docx(kommune: Municipality, made: Capacity, *, synthetic: bool) -> bytes:
    """The report as docx."""
    from trinvis.reports.documents.docx import docx_bytes

    return docx_bytes(report_paper(kommune, made, synthetic=synthetic))


def report_paper(kommune: Municipality, made: Capacity, *, synthetic: bool) -> Paper:
    """What the report says: a summary, a chapter to each section, how it is made, the check of its tables, and the long tables.

    A report is passed on, so whoever writes it, small counts of people are hidden in it.
    """
    made = made.seen_by(persons=False)
    chapters: list[Section] = []
    summary: list[str] = []
    appendix: list[Section] = []
    checked: list[CheckedTable] = []
    missing: list[str] = []
    fetched: list[str] = []
    for key, name in SECTIONS.items():
        try:
            tables = made.section(key)
        except CapacityRefused as error:
            missing.append(f"{name}: {error}")
            continue
        said = [text for table in tables for one in table.answer if (text := sentence(made, one))]
        summary += [f"{name}: {text}" for text in said[:1]]
        chapters += [Section(name), *(_part(made, one, synthetic=synthetic) for one in tables if _has_part(made, one))]
        long = [one for one in tables if len(one.rows) > LONG]
        appendix += [_long(made, one, synthetic=synthetic) for one in long if one.key in APPENDED]
        fetched += [f"{one.title} ({danish.count(len(one.rows), 'række', 'rækker')}): {one.key}" for one in long]
        checked += [check_own(made, table) for table in tables]
    as_of = made.basis.day
    first = sentence(made, made.section("economy")[0].answer[0])
    return Paper(
        title=f"Kapacitetsanalyse {made.year}: {AREAS[made.area]}",
        municipality=municipality_name(kommune, as_of),
        as_of=as_of,
        answer=first,
        second=f"{AREAS[made.area]}, {made.years[0]}-{made.year}; {made.prices.text}. Som det var kendt {danish.long_day(as_of)}.",
        sections=(
            Section("Sammenfatning", points=tuple(summary)),
            Section("Sådan skal tallene læses", points=READING),
            *chapters,
            *([Section("Det mangler", points=tuple(missing))] if missing else []),
            _check(checked),
            *([Section("Lange tabeller", (FETCHED,), tuple(fetched))] if fetched else []),
            *([Section("Bilag: alle kommuner"), *appendix] if appendix else []),
        ),
        foot=f"Trinvis {made.basis.program} · grundlag {made.basis.name} · sha256 {made.basis.digest()[:12]}",
        warning=SYNTHETIC if synthetic else "",
    )


def _has_part(made: Capacity, table: FigureTable) -> bool:
    """Whether a table has a part of its chapter: one that is not long, or whose municipalities are drawn for the whole section."""
    return len(table.rows) <= LONG or (MUNICIPALITIES in table.key and on_map(made, table)) or table.key == SCATTER


def _part(made: Capacity, table: FigureTable, *, synthetic: bool) -> Section:
    """A table's part of its chapter; of a long one its sentences and pictures."""
    report = report_table(made, table, synthetic=synthetic)
    said = " ".join(text for one in table.answer if (text := sentence(made, one)))
    return Section(
        table.title,
        paragraphs=(said,) if said else (),
        notes=report.notes,
        pictures=tuple(_picture(one) for one in sketches_of(made, table)),
        grid=None if len(report.rows) > LONG else _grid(report),
        under=True,
    )


def _long(made: Capacity, table: FigureTable, *, synthetic: bool) -> Section:
    return Section(table.title, grid=_grid(report_table(made, table, synthetic=synthetic)), under=True)


def _picture(sketch: Sketch) -> Picture:
    return Picture(
        sketch.title,
        sketch.words,
        lambda: sketch_file(sketch, "svg", titled=False).decode(),
        lambda: sketch_file(sketch, "png", titled=False),
    )


def _grid(table: ReportTable) -> Grid:
    unit = f", {SCALE_WORDS[table.scale]}" if any(one.kind == "oere" for one in table.columns) else ""
    return Grid(
        caption=f"{table.title}{unit}",
        headings=tuple(heading(one) for one in table.columns),
        figures=tuple(one.numeric for one in table.columns),
        rows=tuple(tuple(shown(row.get(one.name), one, table.scale) for one in table.columns) for row in table.rows),
        strong=tuple(number for number, row in enumerate(table.rows) if row.get("kind") == "subtotal"),
    )


def _check(checked: list[CheckedTable]) -> Section:
    """What the table checker says of the report's own tables."""
    cells = sum(one.cells for one in checked)
    findings = [f"{one.title}: {finding.message}" for one in checked for finding in one.findings]
    gone_over = f"{danish.count(len(checked), 'tabel', 'tabeller')} med {danish.count(cells, 'tal', 'tal')}"
    result = danish.count(len(findings), "fund", "fund") if findings else "ingen fund"
    said = (
        f"Rapportens egne tabeller er gået efter, som de er trykt: {gone_over}, {result}. Summer, udvikling, hele landet mod regionerne, "
        "kvartiler, intervaller, andele og tallene i teksten er regnet efter."
    )
    return Section("Kontrol af rapportens tabeller", paragraphs=(said,), points=tuple(findings))
