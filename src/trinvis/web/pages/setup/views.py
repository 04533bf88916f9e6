"""*Opsætning*: the journal, and files of what the pages show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trinvis.journal import KINDS
from trinvis.presentation import journal_page, parameters_shown
from trinvis.presentation.journal_table import journal_table
from trinvis.presentation.journal_words import journal_words
from trinvis.presentation.municipality import is_synthetic
from trinvis.web.access import page
from trinvis.web.files import as_file
from trinvis.web.moment import moment_of
from trinvis.web.site import the_site
from trinvis.web.tables import page_link, page_number, shown_table

if TYPE_CHECKING:
    from trinvis.reports.table import Cell


@page("setup")
def journal(request: HttpRequest) -> HttpResponse:
    """Everything that was ever typed in."""
    kommune = the_site().kommune
    asked = journal_page.Asked(request.GET.get("art", ""), request.GET.get("soeg", "").strip(), page_number(request))
    history = kommune.history()
    rows = journal_page.journal_rows(history, journal_words(kommune, history, moment_of(request).as_of), asked)
    table, pages = journal_page.journal_page(rows, asked, synthetic=is_synthetic(kommune))
    now = min(max(asked.page, 1), pages)
    context = {
        "title": "Journalen",
        "tab": "journal",
        "table": shown_table(table, link=_link, sortable=False),
        "kinds": [(kind.name, kind.label) for kind in KINDS.values()],
        "asked": asked,
        "previous": page_link(request, now - 1) if now > 1 else None,
        "next": page_link(request, now + 1) if now < pages else None,
        "page": now,
        "pages": pages,
    }
    part = request.htmx and request.htmx.target == "journal-part"  # type: ignore[attr-defined]
    return render(request, "setup/journal_part.html" if part else "setup/journal.html", context)


@page("setup")
def download(request: HttpRequest, what: str) -> HttpResponse:
    """The journal or the parameters as a file."""
    kommune, form = the_site().kommune, request.GET.get("form", "csv")
    synthetic = is_synthetic(kommune)
    if what == "journal":
        history = kommune.history()
        said = journal_words(kommune, history, moment_of(request).as_of)
        return as_file(journal_table(history, said, synthetic=synthetic), form, "journal")
    if what == "parametre":
        on = moment_of(request).as_of
        rows = parameters_shown.parameter_rows(kommune.parameters(on), on)
        return as_file(parameters_shown.parameters_table(rows, on, synthetic=synthetic), form, "parametre")
    raise Http404


def _link(values: Mapping[str, Cell], column: str) -> str | None:
    if column == "seq":
        return reverse("journal_entry", args=[values["seq"]])
    if column == "replaced_by" and values.get("replaced_by"):
        return reverse("journal_entry", args=[str(values["replaced_by"]).removeprefix("nr. ")])
    return None
