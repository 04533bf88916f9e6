"""*Kapacitet*: the answer, the area, and one section of tables and pictures at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.presentation import capacity_page, capacity_pictures
from trinvis.presentation.capacity_tables import report_table
from trinvis.presentation.municipality import is_synthetic
from trinvis.web.access import may_see, page
from trinvis.web.files import as_file, sent
from trinvis.web.moment import moment_of
from trinvis.web.pages.capacity.choosing import areas, asked_of, choices
from trinvis.web.pictures import picture
from trinvis.web.site import the_site
from trinvis.web.tables import calculation_link, shown_table

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from trinvis.municipality.capacity import Asked, Capacity
    from trinvis.municipality.capacity_figure import FigureTable
    from trinvis.presentation.capacity_page import Block, SaidPart

TITLE = "Kapacitet"
ROWS = 25
"""Rows of a long table on the page."""
FORMS = (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))
DRAWINGS = {"svg": ("image/svg+xml", "SVG"), "png": ("image/png", "PNG")}


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
        context |= {"cannot": str(error), "tabs": _tabs(request, tab)}
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


def _made(request: HttpRequest) -> Capacity:
    asked: Asked = asked_of(request)
    made = the_site().kommune.capacity(moment_of(request).as_of, asked)
    return made.seen_by(persons=may_see(request.user, "persons"))


def _answered(request: HttpRequest, made: Capacity, tab: str) -> dict[str, Any]:
    found = capacity_page.page_of(made, tab)
    return {
        "made": made,
        "answer": _sentence(found.answer),
        "second": found.second,
        "refused": found.refused,
        "parts": [
            {
                "heading": one.heading,
                "said": _sentence(one.said),
                "refused": one.refused,
                "href": _place(request, one.tab),
            }
            for one in found.parts
        ],
        "blocks": [_block(request, made, one) for one in found.blocks],
        "tabs": _tabs(request, tab),
        "choices": choices(made, made.known_years),
    }


def _block(request: HttpRequest, made: Capacity, one: Block) -> dict[str, Any]:
    synthetic = is_synthetic(the_site().kommune)
    drawings = [picture(drawn) for drawn in capacity_pictures.pictures_of(made, one.table, synthetic=synthetic)]
    table = shown_table(
        report_table(made, one.table, synthetic=synthetic), request, limit=ROWS, heads="label", sort_prefix=f"{one.id}-"
    )
    return {
        "key": one.id,
        "heading": one.table.title,
        "said": _sentence(one.said),
        "pictures": drawings,
        "table": table,
        "folded": bool(drawings) and len(one.table.rows) > ROWS,
        "files": _files(request, one.table, drawn=bool(drawings)),
    }


def _sentence(parts: tuple[SaidPart, ...]) -> SafeString:
    """A sentence whose figures lead to their calculation."""
    linked = [
        (format_html('<a href="{}">{}</a>', calculation_link(one.address), one.text),) if one.address else (one.text,)
        for one in parts
    ]
    return format_html_join("", "{}", linked)


def _files(request: HttpRequest, table: FigureTable, *, drawn: bool) -> list[tuple[str, str]]:
    query = _query(request)
    where = reverse("capacity_file", args=[table.key])
    forms = [*FORMS, *([(form, word) for form, (_, word) in DRAWINGS.items()] if drawn else [])]
    return [(f"{where}?{query}{'&' if query else ''}form={form}", word) for form, word in forms]


def _tabs(request: HttpRequest, tab: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "href": _place(request, name), "here": name == tab}
        for name, label in capacity_page.TABS.items()
    ]


def _place(request: HttpRequest, tab: str) -> str:
    where, query = reverse("capacity_tab", args=[tab]) if tab else reverse("capacity"), _query(request)
    return f"{where}?{query}" if query else where


def _query(request: HttpRequest) -> str:
    """What was chosen, to go along in links."""
    dropped = ("form", "sorter", "retning")
    return urlencode([(name, value) for name, value in request.GET.items() if value and not name.endswith(dropped)])
