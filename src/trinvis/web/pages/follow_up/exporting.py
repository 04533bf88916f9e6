"""The follow-up as a file: the same figures in a workbook, a PDF, a Word document, CSV or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import Lock

from django.http import Http404, HttpRequest, HttpResponse

from trinvis.presentation.follow_up_tables import facts_of
from trinvis.presentation.municipality import Moment, is_synthetic
from trinvis.reports.follow_up_table import follow_up_table
from trinvis.web.access import page
from trinvis.web.errors import problem
from trinvis.web.moment import moment_of
from trinvis.web.pages.follow_up.asked import MEASURE_WORDS
from trinvis.web.pages.follow_up.changing import start_of
from trinvis.web.site import the_site

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
BUSY = "Filen er allerede ved at blive skrevet. Vent, til den er hentet, og prøv så igen."
ONLY_NET = "Regnearket er altid netto. Vælg netto, eller hent CSV, JSON, PDF eller Word."

_turn = Lock()
_writing: set[tuple[str, str]] = set()


class _Busy(Exception):
    pass


@page("figures")
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The file as a download; one of a kind at a time for each user."""
    if form not in TYPES:
        raise Http404
    asked = moment_of(request)
    measure = MEASURE_WORDS.get(request.GET.get("opgoerelse", ""), "net")
    before = start_of(request.GET.get("siden", ""))
    if form == "xlsx" and measure == "gross":
        return problem(request, ONLY_NET, status=400)
    try:
        with _alone(request.user.get_username(), form):
            content = _content(form, asked, measure, before)
    except _Busy:
        return problem(request, BUSY, status=409)
    name = (
        f"budgetopfoelgning-{asked.year}-pr-{asked.as_of.isoformat()}{'-brutto' if measure == 'gross' else ''}.{form}"
    )
    return HttpResponse(
        content, content_type=TYPES[form], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _content(form: str, asked: Moment, measure: str, before: date | int | None) -> bytes:
    kommune = the_site().kommune
    if form == "xlsx":
        from trinvis.presentation.workbook import workbook_content

        return workbook_content(kommune, asked, before)
    if form == "pdf":
        from trinvis.presentation.documents import follow_up_pdf

        return follow_up_pdf(kommune, asked, before=before, measure=measure)
    if form == "docx":
        from trinvis.presentation.documents import follow_up_docx

        return follow_up_docx(kommune, asked, before=before, measure=measure)
    made = kommune.follow_up(asked.year, asked.as_of, measure)
    table = follow_up_table(facts_of(made, asked.as_of, synthetic=is_synthetic(kommune)))
    if form == "csv":
        from trinvis.reports.csv_text import csv_bytes

        return csv_bytes(table)
    from trinvis.reports.json_text import json_bytes

    return json_bytes(table)


@contextmanager
def _alone(user: str, form: str) -> Iterator[None]:
    mine = (user, form)
    with _turn:
        if mine in _writing:
            raise _Busy
        _writing.add(mine)
    try:
        yield
    finally:
        with _turn:
            _writing.discard(mine)
