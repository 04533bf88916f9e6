"""*Sammenligning*: the answer, the choices, and one tab of pictures and tables at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trinvis.calculations.benchmark.background import CannotCompare
from trinvis.municipality.benchmark import Asked, Benchmark
from trinvis.presentation import benchmark_page, benchmark_pictures, benchmark_tabs
from trinvis.presentation.benchmark_rows import inside
from trinvis.presentation.municipality import is_synthetic
from trinvis.web.access import may_see, page
from trinvis.web.files import as_file, sent
from trinvis.web.moment import moment_of
from trinvis.web.pages.benchmark.choosing import asked_of, choices
from trinvis.web.pictures import picture
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

if TYPE_CHECKING:
    from trinvis.presentation.benchmark_tabs import Shown
    from trinvis.reports.table import ReportTable

TITLE = "Sammenligning"
ROWS = 25
"""Rows of a long table on the page."""
FORMS = (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))
DRAWINGS = {"svg": ("image/svg+xml", "SVG"), "png": ("image/png", "PNG")}


@page("figures")
def show(request: HttpRequest, tab: str = "") -> HttpResponse:
    """The page; a sentence in place of figures where nothing can be compared."""
    if tab not in benchmark_tabs.TABS:
        raise Http404
    kommune, day = the_site().kommune, moment_of(request).as_of
    if not kommune.deliveries(day):
        return render(request, "overview/empty.html", {"title": TITLE, "asked": moment_of(request)})
    asked = asked_of(request)
    context: dict[str, Any] = {"title": TITLE, "tab": tab, "question": benchmark_page.QUESTION}
    try:
        made = _seen(request, kommune.benchmark(day, asked))
        context |= _answered(request, made, tab)
    except CannotCompare as error:
        context |= {"cannot": str(error), "tabs": _tabs(tab, "")}
        context |= _choices_without(request, asked)
    return render(request, "benchmark/page.html", context)


@page("figures")
def download(request: HttpRequest, measure: str) -> HttpResponse:
    """A table as csv, xlsx or json, or its picture as svg or png."""
    if measure not in benchmark_page.MEASURES:
        raise Http404
    kommune = the_site().kommune
    made = _seen(request, kommune.benchmark(moment_of(request).as_of, asked_of(request)))
    form = request.GET.get("form", "csv")
    name = f"sammenligning-{measure}-{made.year}"
    if form in DRAWINGS:
        content = None
        if measure in benchmark_pictures.PICTURES_OF:
            content = benchmark_pictures.file_of(made, measure, form)
        if content is None:
            raise Http404
        return sent(content, f"{name}.{form}", DRAWINGS[form][0])
    return as_file(benchmark_tabs.table_of(made, measure, synthetic=is_synthetic(kommune)), form, name)


def _seen(request: HttpRequest, made: Benchmark) -> Benchmark:
    return made.seen_by(persons=may_see(request.user, "persons"))


def _answered(request: HttpRequest, made: Benchmark, tab: str) -> dict[str, Any]:
    shown = benchmark_tabs.shown_blocks(made, tab, synthetic=is_synthetic(the_site().kommune))
    query = _query(request)
    return {
        "made": made,
        "answer": benchmark_page.answer(made),
        "against": inside(made.against.label),
        "level": benchmark_page.level_answer(made),
        "blocks": [_block(one, made, query) for one in shown],
        "tabs": _tabs(tab, query),
        "choices": choices(made),
    }


def _block(one: Shown, made: Benchmark, query: str) -> dict[str, Any]:
    return {
        "key": one.block.key,
        "heading": one.block.heading,
        "said": one.said,
        "picture": picture(one.drawn) if one.drawn is not None else None,
        "tables": [_table(table, made) for table in one.tables],
        "folded": [_table(table, made) for table in one.folded],
        "notes": one.notes,
        "files": _files(one, query),
    }


def _table(table: ReportTable, made: Benchmark) -> Any:
    limit = ROWS if table.name in benchmark_tabs.LONG else None
    if table.name in benchmark_tabs.OURS:
        limit = min(ROWS, len({made.own, *made.against.members}))
    return shown_table(table, sortable=False, limit=limit, heads="label" if _has(table, "label") else None)


def _has(table: ReportTable, name: str) -> bool:
    return any(column.name == name for column in table.columns)


def _files(one: Shown, query: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Label → (address, form) of every file of the block."""
    found = []
    names = [*([one.block.picture] if one.drawn is not None else []), *one.block.tables, *one.block.folded]
    for name in dict.fromkeys(names):
        if name not in benchmark_page.MEASURES:
            continue
        label, _ = benchmark_page.MEASURES[name]
        forms = list(FORMS)
        if name == one.block.picture and one.drawn is not None:
            forms += [(form, word) for form, (_, word) in DRAWINGS.items()]
        where = reverse("benchmark_file", args=[name])
        found.append((label, [(f"{where}?{query}{'&' if query else ''}form={form}", word) for form, word in forms]))
    return found


def _tabs(tab: str, query: str) -> list[dict[str, Any]]:
    tabs = []
    for name, (label, _) in benchmark_tabs.TABS.items():
        where = reverse("benchmark_tab", args=[name]) if name else reverse("benchmark")
        tabs.append({"label": label, "href": f"{where}?{query}" if query else where, "here": name == tab})
    return tabs


def _query(request: HttpRequest) -> str:
    """What was chosen, to go along in links."""
    return urlencode(
        [(name, value) for name, values in request.GET.lists() for value in values if name != "form" and value]
    )


def _choices_without(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """The form where the choice itself was wrong: as it was, so that it can be put right."""
    return {"wrong": asked.against or asked.figure or asked.index or "", "back": request.path}
