"""*Kapacitet*: the answer, the area, and one section of tables and pictures at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.presentation import capacity_page, capacity_pictures
from trinvis.presentation.capacity_houses_page import houses_part
from trinvis.presentation.capacity_order import LONG, MANY, QUESTIONS, label, ordered
from trinvis.presentation.capacity_report import report_docx, report_pdf
from trinvis.presentation.capacity_tables import report_table
from trinvis.presentation.municipality import is_synthetic
from trinvis.web.access import may_see, page
from trinvis.web.files import as_file, sent
from trinvis.web.moment import moment_of
from trinvis.web.pages.capacity.choosing import areas, asked_of, choices
from trinvis.web.pages.capacity.houses import seen_houses
from trinvis.web.pages.capacity.shown import DRAWINGS, FORMS, TITLE, place, query_of, said, tabs_of
from trinvis.web.pictures import picture
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_asked import Asked
    from trinvis.municipality.capacity_figure import FigureTable
    from trinvis.presentation.capacity_page import Block
    from trinvis.reports.table import ReportTable

NOTES = 6
"""Notes that stand open under a table; more are folded."""

DOCUMENTS = {
    "pdf": ("application/pdf", "PDF"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"),
}
"""Form of the report → the type that the browser is told, and what users call it."""

LONG_TABLE = "vis"
"""Name in the query of the long table that is shown."""


@page("figures")
def show(request: HttpRequest, tab: str = "") -> HttpResponse:
    """The page; a sentence with what to import in place of figures where there are none."""
    if tab not in capacity_page.TABS:
        raise Http404
    kommune, day = the_site().kommune, moment_of(request).as_of
    if not kommune.deliveries(day):
        return render(request, "overview/empty.html", {"title": TITLE, "asked": moment_of(request)})
    context: dict[str, Any] = {"title": TITLE, "tab": tab, "question": capacity_page.QUESTION}
    area = request.GET.get("omraade", "") or "children"
    try:
        made = _made(request)
        area = made.area
        context |= _answered(request, made, tab)
    except CapacityRefused as error:
        context |= {"cannot": str(error), "tabs": tabs_of(request, tab)}
    return render(request, "capacity/page.html", context | {"areas": areas(request, area, request.path)})


@page("figures")
def download(request: HttpRequest, key: str) -> HttpResponse:
    """A table as csv, xlsx or json, or its picture as svg or png."""
    try:
        made = _made(request)
        table = made.table(key)
    except (KeyError, CapacityRefused):
        raise Http404 from None
    form = request.GET.get("form", "csv")
    name = f"kapacitet-{made.area}-{key.replace('.', '-')}-{made.year}"
    if form in DRAWINGS:
        content = capacity_pictures.file_of(made, table, form)
        if content is None:
            raise Http404
        return sent(content, f"{name}.{form}", DRAWINGS[form][0])
    return as_file(report_table(made, table, synthetic=is_synthetic(the_site().kommune)), form, name)


@page("figures")
def report(request: HttpRequest, form: str) -> HttpResponse:
    """The whole report of the area as pdf or docx."""
    if form not in DOCUMENTS:
        raise Http404
    try:
        made = _made(request)
    except CapacityRefused:
        raise Http404 from None
    kommune = the_site().kommune
    write = report_pdf if form == "pdf" else report_docx
    content = write(kommune, made, synthetic=is_synthetic(kommune))
    return sent(content, f"kapacitet-{made.area}-{made.year}.{form}", DOCUMENTS[form][0])


def _made(request: HttpRequest) -> Capacity:
    asked: Asked = asked_of(request)
    made = the_site().kommune.capacity(moment_of(request).as_of, asked)
    return made.seen_by(persons=may_see(request.user, "persons"))


def _answered(request: HttpRequest, made: Capacity, tab: str) -> dict[str, Any]:
    found = capacity_page.page_of(made, tab)
    parts = found.parts if tab else (*found.parts, houses_part(seen_houses(request)))
    return {
        "made": made,
        "answer": said(found.answer),
        "asks": QUESTIONS[tab],
        "second": found.second,
        "refused": found.refused,
        "parts": [
            {
                "heading": one.heading,
                "asks": QUESTIONS[one.tab],
                "said": said(one.said),
                "refused": one.refused,
                "href": place(request, one.tab),
            }
            for one in parts
        ],
        "reports": [] if tab else _reports(request),
        "tabs": tabs_of(request, tab),
        "choices": choices(made, made.known_years),
        **_tables(request, made, found.blocks),
    }


def _reports(request: HttpRequest) -> list[tuple[str, str]]:
    """The report's address and form; it is made of what is shown."""
    query = query_of(request)
    return [
        (f"{reverse('capacity_report', args=[form])}{'?' if query else ''}{query}", word)
        for form, (_, word) in DOCUMENTS.items()
    ]


def _tables(request: HttpRequest, made: Capacity, blocks: Sequence[Block]) -> dict[str, Any]:
    """The tables that are shown, the index of them, and the long ones to choose among."""
    order = ordered(blocks, request.GET.get(LONG_TABLE, ""))
    return {
        "blocks": [_block(request, made, one) for one in order.always],
        "chosen": _block(request, made, order.chosen) if order.chosen else None,
        "index": len(order.always) + bool(order.long) > MANY,
        "long_heading": order.heading,
        "long": [
            {"label": label(one), "href": _long_link(request, one), "here": one is order.chosen} for one in order.long
        ],
    }


def _long_link(request: HttpRequest, one: Block) -> str:
    kept = [(name, value) for name, value in parse_qsl(query_of(request)) if name != LONG_TABLE]
    return f"?{urlencode([*kept, (LONG_TABLE, one.table.key)])}#lange"


def _block(request: HttpRequest, made: Capacity, one: Block) -> dict[str, Any]:
    synthetic = is_synthetic(the_site().kommune)
    drawings = [picture(drawn) for drawn in capacity_pictures.pictures_of(made, one.table, synthetic=synthetic)]
    report = report_table(made, one.table, synthetic=synthetic)
    table = shown_table(report, request, columns=_with_something(report), heads="label", sort_prefix=f"{one.id}-")
    return {
        "key": one.id,
        "heading": one.table.title,
        "said": said(one.said),
        "pictures": drawings,
        "table": table,
        "notes": table.notes[: NOTES if len(table.notes) > NOTES + 1 else None],
        "more_notes": table.notes[NOTES:] if len(table.notes) > NOTES + 1 else (),
        "drawn": bool(drawings) and len(one.table.rows) > LONG,
        "files": _files(request, one.table, drawn=bool(drawings)),
    }


def _with_something(report: ReportTable) -> list[str]:
    """The columns that have a figure or a word in any row; why the others are empty stands in the notes."""
    return [
        one.name
        for one in report.columns
        if one.on_screen and any(row.get(one.name) not in (None, "") for row in report.rows)
    ]


def _files(request: HttpRequest, table: FigureTable, *, drawn: bool) -> list[tuple[str, str]]:
    query = query_of(request)
    where = reverse("capacity_file", args=[table.key])
    forms = [*FORMS, *([(form, word) for form, (_, word) in DRAWINGS.items()] if drawn else [])]
    return [(f"{where}?{query}{'&' if query else ''}form={form}", word) for form, word in forms]
