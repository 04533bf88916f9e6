"""Files of the page: tables, the workbook with live formulas, the application, and the case's own file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse

from trinvis.municipality.investment_book import book_of
from trinvis.municipality.investment_calculated import CannotAsk
from trinvis.presentation import investment_compared, investment_result, investment_tabs
from trinvis.presentation.investment_application import application, application_docx, application_pdf
from trinvis.presentation.investment_blocks import name_of
from trinvis.presentation.municipality import is_synthetic
from trinvis.web.access import page
from trinvis.web.files import as_file, sent
from trinvis.web.moment import moment_of
from trinvis.web.pages.investment.asking import Tried, asked_of, tried_of
from trinvis.web.pages.investment.views import all_cases, given_of
from trinvis.web.site import the_site

if TYPE_CHECKING:
    from datetime import date

    from trinvis.presentation.investment_blocks import Given
    from trinvis.reports.table import ReportTable

DOCUMENTS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page("figures")
def over_all(request: HttpRequest, what: str) -> HttpResponse:
    """The list as csv, xlsx or json."""
    if what != "cases":
        raise Http404
    table = investment_compared.cases_table(all_cases(request), synthetic=is_synthetic(the_site().kommune))
    return as_file(table, request.GET.get("form", "csv"), f"investeringscases-pr-{moment_of(request).as_of}")


@page("figures")
def of_case(request: HttpRequest, key: str, what: str) -> HttpResponse:
    """A table of the case, its workbook, its application or its own file, with what is tried where something is."""
    asked = asked_of(request, key)
    form, day = request.GET.get("form", "csv"), moment_of(request).as_of
    if what == "fil":
        return sent(asked.saved.text.encode(), f"{key}.yaml", "application/yaml; charset=utf-8")
    tried = _usable(tried_of(request, asked))
    if what == "arbejdsbog":
        return sent(book_of(tried.made, given_of(request, tried, drawn=True).drawn, day), f"{key}.xlsx", XLSX)
    if what == "ansoegning" and form in DOCUMENTS:
        given = given_of(request, tried, drawn=True)
        paper = application(given.made, given.alternative, given.drawn, asked.saved, day, synthetic=given.synthetic)
        written = application_pdf(paper) if form == "pdf" else application_docx(paper)
        return sent(written, f"{key}-ansoegning.{form}", DOCUMENTS[form])
    return as_file(_table(request, tried, what, day), form, f"{key}-{what}")


def _usable(tried: Tried) -> Tried:
    """A file is made from what was asked for or not at all."""
    if tried.wrong:
        raise CannotAsk(tried.wrong[0])
    return tried


def _table(request: HttpRequest, tried: Tried, what: str, day: date) -> ReportTable:
    """The table of that name on one of the tabs; 404 where there is none."""
    plain = given_of(request, tried, drawn=False)
    for table in _answers(plain):
        if name_of(table) == what:
            return table
    for tab in list(investment_tabs.TABS)[1:]:
        given = given_of(request, tried, drawn=True) if tab in investment_tabs.DRAWN else plain
        for block in investment_tabs.blocks(given, tab, the_site().kommune, day).blocks:
            for name, table in block.named:
                if name == what:
                    return table
    raise Http404


def _answers(given: Given) -> tuple[ReportTable, ...]:
    made, asked = given.made, given.alternative
    return (
        investment_result.figures_table(made, asked, synthetic=given.synthetic),
        investment_result.result_table(made, asked, synthetic=given.synthetic),
    )
