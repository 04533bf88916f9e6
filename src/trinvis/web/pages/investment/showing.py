"""What a case's page shows around and below its answer: tabs, choices, blocks of pictures and tables, and files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from trinvis.municipality.investment_cases import STATE_WORDS
from trinvis.presentation import investment_tabs
from trinvis.presentation.investment_blocks import Block, Tab, name_of, without_names
from trinvis.presentation.investment_rows import moved_words
from trinvis.web.pages.investment.asking import ALTERNATIVE, READING, CaseAsked
from trinvis.web.pictures import Picture, picture
from trinvis.web.tables import ShownTable, shown_table

if TYPE_CHECKING:
    from trinvis.municipality.investment import Calculated
    from trinvis.presentation.drawn import Drawn
    from trinvis.reports.documents.paper import Section
    from trinvis.reports.table import ReportTable

FORMS = (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))
FILES = (
    ("arbejdsbog", "xlsx", "Arbejdsbogen med levende formler (Excel)"),
    ("ansoegning", "docx", "Ansøgningen (Word)"),
    ("ansoegning", "pdf", "Ansøgningen (PDF)"),
    ("fil", "yaml", "Casens fil (YAML)"),
)
"""The case's own files: name in the address, form, what users read."""
AS_IT_STANDS = ("opfoelgning",)
"""Tabs that know one reading alone: the case as it stands."""
DRAWN = "tegnet-"
"""What the name of a picture's own table begins with."""
ANNEX = "Bilag"
"""What the heading of an annex of the application begins with."""


def around(asked: CaseAsked, tab: str, made: Calculated | None) -> dict[str, Any]:
    """What stands on every tab of a case: its name and state, the tabs, what can be chosen, and that something else is tried."""
    return {
        "asked": asked,
        "saved": asked.saved,
        "state_word": STATE_WORDS[asked.saved.state],
        "tab": tab,
        "tabs": _tabs(asked, tab),
        "choices": [] if made is None or tab in AS_IT_STANDS else _choices(made, asked),
        "moved": "" if made is None or tab in AS_IT_STANDS else moved_words(made),
        "here": address(asked, tab),
        "back": address(replace(asked, texts={}), tab),
    }


def address(asked: CaseAsked, tab: str = "") -> str:
    """The address of a tab as it is asked for."""
    key = asked.saved.key
    where = reverse("investment_tab", args=[key, tab]) if tab else reverse("investment_case", args=[key])
    return f"{where}?{asked.query}" if asked.query else where


def shown_blocks(asked: CaseAsked, made: Calculated, found: Tab) -> dict[str, Any]:
    """A tab's sentences and its blocks, ready for the template."""
    return {
        "answer": found.answer,
        "second": found.second,
        "paper": [] if found.paper is None else [_section(one) for one in found.paper.sections],
        "downloads": downloads(asked),
        "blocks": [_block(asked, made, one) for one in found.blocks],
    }


def _block(asked: CaseAsked, made: Calculated, one: Block) -> dict[str, Any]:
    """A block; where one table stands alone below the heading, its caption is read aloud and not seen."""
    tables = [on_the_page(table, made) for table in one.tables]
    return {
        "key": one.key,
        "heading": one.heading,
        "said": one.said,
        "points": one.points,
        "pictures": [drawn_on_the_page(drawing, made) for drawing in one.pictures],
        "tables": tables,
        "alone": len(tables) == 1 and not one.pictures and not tables[0].unit,
        "folded": [on_the_page(table, made) for table in one.folded],
        "notes": one.notes,
        "files": table_files(asked, made, [table for _, table in one.named]),
    }


def on_the_page(table: ReportTable, made: Calculated, heads: str | None = None) -> ShownTable:
    """A table of a case; the page has said already which case it is."""
    return shown_table(replace(table, title=without_names(table.title, made)), sortable=False, heads=heads)


def drawn_on_the_page(drawn: Drawn, made: Calculated) -> Picture:
    """A picture of a case, its table with it."""
    shown = drawn_apart(replace(drawn, title=without_names(drawn.title, made)))
    return replace(shown, table=replace(shown.table, caption=without_names(shown.table.caption, made)))


def drawn_apart(drawn: Drawn) -> Picture:
    """A picture whose table may stand on the page once more: here it has a name of its own."""
    shown = picture(drawn)
    return replace(shown, table=replace(shown.table, name=f"{DRAWN}{name_of(drawn.table)}"))


def table_files(
    asked: CaseAsked, made: Calculated, tables: Iterable[ReportTable]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """A table's title, and address and word of each form that it can be had in."""
    return [
        (without_names(table.title, made), [(_file(asked, name_of(table), form), said) for form, said in FORMS])
        for table in tables
    ]


def downloads(asked: CaseAsked) -> list[tuple[str, str]]:
    """Address and words of the case's own files."""
    return [(_file(asked, name, form), said) for name, form, said in FILES]


def _section(one: Section) -> dict[str, Any]:
    """A section of the application; its annexes are folded away."""
    grid = one.grid
    shown = None
    if grid is not None:
        classes = ["figure" if figure else "" for figure in grid.figures]
        shown = {
            "caption": grid.caption,
            "headings": list(zip(grid.headings, classes, strict=True)),
            "rows": [
                ("total" if number in grid.strong else "line", list(zip(row, classes, strict=True)))
                for number, row in enumerate(grid.rows)
            ],
        }
    folded = one.heading.startswith(ANNEX)
    return {"heading": one.heading, "paragraphs": one.paragraphs, "points": one.points, "grid": shown, "folded": folded}


def _file(asked: CaseAsked, name: str, form: str) -> str:
    query = f"{asked.query}&" if asked.query else ""
    return f"{reverse('investment_file', args=[asked.saved.key, name])}?{query}form={form}"


def _tabs(asked: CaseAsked, tab: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "href": address(asked, name), "here": name == tab}
        for name, label in investment_tabs.TABS.items()
    ]


def _choices(made: Calculated, asked: CaseAsked) -> list[dict[str, Any]]:
    """The lists of readings and alternatives, where there is anything to choose."""
    found: list[dict[str, Any]] = []
    if made.case.readings:
        options = [("", "Som casen står", not made.reading)]
        options += [(one.name, one.label, one.name == made.reading) for one in made.case.readings]
        found.append({"name": READING, "label": "Læsning", "options": options})
    if len(made.others) > 1:
        labels = {one.name: one.label for one in made.case.alternatives}
        now = asked.alternative or made.alternative
        found.append(
            {"name": ALTERNATIVE, "label": "Alternativ", "options": [(n, labels[n], n == now) for n in made.others]}
        )
    return found
