"""The follow-up as a document for a committee: two pages, every sentence drawn from the figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from trinvis.presentation.follow_up_tables import before_words, facts_of
from trinvis.presentation.municipality import Moment, is_synthetic, municipality_name
from trinvis.reports import danish
from trinvis.reports.cells import SCALE_WORDS, money
from trinvis.reports.documents.paper import Grid, Paper, Section
from trinvis.reports.follow_up_table import FollowUpFacts, answer, follow_up_table
from trinvis.reports.sentences import changes_answer
from trinvis.reports.table import SYNTHETIC, Scale

if TYPE_CHECKING:
    from trinvis.municipality import Municipality
    from trinvis.municipality.changes import Changes
    from trinvis.municipality.follow_up import FollowUp

COLUMNS = ("label", "budget_oere", "spent_oere", "forecast_oere", "deviation_oere", "deviation_word", "deviation_pct")
SAYING_THE_MOST = 8
"""Caveats beyond these are counted: the document is two pages."""


def follow_up_pdf(
    kommune: Municipality, asked: Moment, *, before: date | int | None = None, measure: str = "net"
) -> bytes:
    """The follow-up as PDF/UA; with what has changed since ``before`` when that is given."""
    from trinvis.reports.documents.pdf import pdf_bytes

    return pdf_bytes(follow_up_paper(kommune, asked, before=before, measure=measure))


def follow_up_docx(
    kommune: Municipality, asked: Moment, *, before: date | int | None = None, measure: str = "net"
) -> bytes:
    """The follow-up as docx."""
    from trinvis.reports.documents.docx import docx_bytes

    return docx_bytes(follow_up_paper(kommune, asked, before=before, measure=measure))


def follow_up_paper(
    kommune: Municipality, asked: Moment, *, before: date | int | None = None, measure: str = "net"
) -> Paper:
    """What the document says."""
    made = kommune.follow_up(asked.year, asked.as_of, measure)
    moved = None if before is None else kommune.changes(asked.year, before, asked.as_of)
    synthetic = is_synthetic(kommune)
    facts = facts_of(made, asked.as_of, synthetic=synthetic)
    table = follow_up_table(facts)
    scale = table.scale
    sections = [
        Section("Hvordan går det på områderne?", grid=_grid(facts, scale)),
        Section(
            "Hvorfor?",
            paragraphs=tuple(line.removeprefix("Hvorfor? ") for line in table.lead)
            or ("Der er ingen budgetforudsætninger at dele afvigelsen på.",),
        ),
    ]
    if moved is not None:
        sections.append(_changes(moved, before, scale))
    sections += [_explanations(made, scale), _reservations(facts)]
    return Paper(
        title=table.title,
        municipality=municipality_name(kommune, asked.as_of),
        as_of=asked.as_of,
        answer=answer(facts),
        second=made_of(made.total, scale),
        sections=tuple(section for section in sections if section.paragraphs or section.points or section.grid),
        foot=f"Trinvis {made.basis.program} · grundlag {made.basis_name} · sha256 {made.basis.digest()[:12]}",
        warning=SYNTHETIC if synthetic else "",
    )


PARTS = (
    ("spent_oere", "bogført"),
    ("committed_oere", "disponeret barn for barn"),
    ("estimates_oere", "skøn, der er tastet ind"),
    ("method_oere", "fremskrevet efter områdets metode"),
    ("refund_oere", "forventet refusion"),
)
"""What a year-end consists of: column → words."""


def made_of(row: Mapping[str, Any], scale: Scale) -> str:
    """How much of a year-end is posted, committed, typed in and estimated by method, in one sentence."""
    parts = [f"{money(row[column], scale)} {words}" for column, words in PARTS if row[column]]
    listed = f"{', '.join(parts[:-1])} og {parts[-1]}" if len(parts) > 1 else "".join(parts)
    return f"Det forventede regnskab på {money(row['forecast_oere'], scale)} {SCALE_WORDS[scale]} består af {listed or 'intet'}."


def _grid(facts: FollowUpFacts, scale: Scale) -> Grid:
    table = follow_up_table(facts, scale)
    from trinvis.reports.cells import heading, shown

    columns = [replace(table.column(name), on_screen=True) for name in COLUMNS]
    rows = [*table.rows, *([table.totals] if table.totals is not None else [])]
    return Grid(
        caption=f"Beløb i {SCALE_WORDS[scale]} {table.notes[0]}",
        headings=tuple(heading(column) for column in columns),
        figures=tuple(column.numeric for column in columns),
        rows=tuple(tuple(shown(row.get(column.name), column, scale) for column in columns) for row in rows),
        strong=tuple(number for number, row in enumerate(rows) if row.get("kind") != "area"),
    )


def _changes(moved: Changes, before: date | int | None, scale: Scale) -> Section:
    said = changes_answer(moved.total_before, moved.total_after)
    return Section(
        f"Hvad har ændret sig siden {before_words(before)}?",
        paragraphs=(said if said.endswith(".") else f"{said}.",),
        points=tuple(_by_kind(moved, scale)),
    )


def _by_kind(moved: Changes, scale: Scale) -> Iterator[str]:
    import polars as pl

    grouped = (
        moved.items.filter(pl.col("moves") == "forecast")
        .group_by("kind", "label", maintain_order=True)
        .agg(pl.col("amount_oere").sum(), pl.len().alias("count"))
    )
    for row in grouped.iter_rows(named=True):
        sign = "+" if row["amount_oere"] > 0 else ""
        amount = f"{sign}{money(row['amount_oere'], scale)} {SCALE_WORDS[scale]}"
        yield f"{row['label']}: {amount} ({danish.count(row['count'], 'post', 'poster')})"


def _explanations(made: FollowUp, scale: Scale) -> Section:
    areas = {row["area"]: row for row in made.areas.iter_rows(named=True) if row["kind"] == "area"}
    points = [
        f"{areas[area]['label']} ({money(areas[area]['deviation_oere'], scale)} {SCALE_WORDS[scale]}): {said.text}"
        for area, said in sorted(made.explanations.items())
        if area in areas
    ]
    points += [
        f"{label}: afvigelsesforklaring mangler ({passed})."
        for label, passed in made.unexplained.select("label", "passed").iter_rows()
    ]
    return Section("Afvigelsesforklaringer", points=tuple(points))


def _reservations(facts: FollowUpFacts) -> Section:
    said = list(facts.caveats)
    more = len(said) - SAYING_THE_MOST
    if more > 0:
        said = [*said[:SAYING_THE_MOST], f"{danish.count(more, 'forbehold', 'forbehold')} mere står i opfølgningen."]
    return Section("Forbehold", points=tuple(said))
