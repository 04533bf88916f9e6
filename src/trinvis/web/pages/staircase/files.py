"""*Trappen* as files: every table as CSV, Excel and JSON, every picture as SVG and PNG, and the half-yearly report."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse

from trinvis.presentation import (
    key_figures_page,
    key_figures_report,
    staircase_groups,
    staircase_pictures,
    staircase_tables,
)
from trinvis.presentation.municipality import is_synthetic
from trinvis.presentation.staircase_files import picture_file
from trinvis.presentation.staircase_split_shown import split_table
from trinvis.web.access import page
from trinvis.web.files import as_file, sent
from trinvis.web.pages.staircase.asked import Asked, asked_of
from trinvis.web.pages.staircase.key_figures import seen_of
from trinvis.web.pages.staircase.views import BY, shown_of, split_of
from trinvis.web.site import the_site

if TYPE_CHECKING:
    from trinvis.presentation.staircase_pictures import Sketch
    from trinvis.reports.table import ReportTable

PICTURE_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
REPORT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@page("figures")
def table(request: HttpRequest, what: str) -> HttpResponse:
    """A table as a file."""
    asked = asked_of(request)
    make = TABLES.get(what)
    if make is None:
        raise Http404
    return as_file(make(asked, request), request.GET.get("form", "csv"), _name(asked, what))


@page("figures")
def picture(request: HttpRequest, what: str) -> HttpResponse:
    """A picture as a file of its own, its title inside."""
    asked, form = asked_of(request), request.GET.get("form", "svg")
    make = SKETCHES.get(what)
    sketch = make(asked) if make and form in PICTURE_TYPES else None
    if sketch is None:
        raise Http404
    content = picture_file(sketch, form, synthetic=is_synthetic(the_site().kommune))
    return sent(content, f"{_name(asked, what)}.{form}", PICTURE_TYPES[form])


@page("figures")
def report(request: HttpRequest) -> HttpResponse:
    """The half-yearly nøgletalsrapport."""
    form = request.GET.get("form", "pdf")
    if form not in REPORT_TYPES:
        raise Http404
    seen, asked = seen_of(request)
    write = key_figures_report.report_pdf if form == "pdf" else key_figures_report.report_docx
    return sent(write(the_site().kommune, seen), f"{_name(asked, 'rapport')}.{form}", REPORT_TYPES[form])


def _name(asked: Asked, what: str) -> str:
    return f"trappen-{what}-{asked.moment.year}-pr-{asked.moment.as_of.isoformat()}"


def _split(asked: Asked, request: HttpRequest) -> ReportTable:  # noqa: ARG001 - all are called alike
    found = split_of(asked)
    if found is None:
        raise Http404
    return split_table(found, synthetic=is_synthetic(the_site().kommune))


def _years(asked: Asked, request: HttpRequest) -> ReportTable:  # noqa: ARG001
    made = the_site().kommune.staircase_years(asked.moment.year, asked.moment.as_of)
    return staircase_pictures.years_table(made, synthetic=is_synthetic(the_site().kommune))


def _groups(asked: Asked, request: HttpRequest) -> ReportTable:
    return staircase_groups.groups_table(shown_of(asked), BY.get(request.GET.get("efter", ""), "age"))


def _key_figures(asked: Asked, request: HttpRequest) -> ReportTable:  # noqa: ARG001
    return key_figures_page.every_table(seen_of(request)[0])


TABLES: dict[str, Callable[[Asked, HttpRequest], ReportTable]] = {
    "trin": lambda asked, _: staircase_tables.steps_table(shown_of(asked)),
    "penge": lambda asked, _: staircase_tables.money_table(
        shown_of(asked).money, synthetic=is_synthetic(the_site().kommune)
    ),
    "flytninger": lambda asked, _: staircase_tables.flows_table(shown_of(asked)),
    "varighed": lambda asked, _: staircase_groups.durations_table(shown_of(asked)),
    "grupper": _groups,
    "hvorfor": _split,
    "aar": _years,
    "noegletal": _key_figures,
}
"""What the address says → the table."""


def _split_sketch(asked: Asked) -> Sketch | None:
    found = split_of(asked)
    return None if found is None else staircase_pictures.split_sketch(found)


def _years_sketch(asked: Asked) -> Sketch | None:
    made = the_site().kommune.staircase_years(asked.moment.year, asked.moment.as_of)
    return staircase_pictures.years_sketch(made) if made.years else None


SKETCHES: dict[str, Callable[[Asked], Sketch | None]] = {
    "trappen": lambda asked: staircase_pictures.flows_sketch(shown_of(asked)),
    "hvorfor": _split_sketch,
    "aar": _years_sketch,
}
"""What the address says → the picture."""
