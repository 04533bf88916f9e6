"""Files of the page: tables, the workbook with live formulas, the application, and the case's own file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from trinvis.municipality.investment_book import book_of
from trinvis.presentation import investment_compared, investment_tabs
from trinvis.presentation.investment_application import application, application_docx, application_pdf
from trinvis.presentation.municipality import is_synthetic
from trinvis.web.access import page
from trinvis.web.files import as_file, sent
from trinvis.web.moment import moment_of
from trinvis.web.pages.investment.asking import asked_of, calculated_of, drawn_of
from trinvis.web.pages.investment.views import all_cases
from trinvis.web.site import the_site

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
    """A table of the case, its workbook, its application or its own file."""
    asked = asked_of(request, key)
    form = request.GET.get("form", "csv")
    if what == "fil":
        return sent(asked.saved.text.encode(), f"{key}.yaml", "application/yaml; charset=utf-8")
    made = calculated_of(request, asked)
    kommune, day = the_site().kommune, moment_of(request).as_of
    drawn = drawn_of(made, asked)
    given = investment_tabs.Given(
        made, asked.alternative or made.alternative, drawn, asked.saved, is_synthetic(kommune)
    )
    if what == "arbejdsbog":
        return sent(book_of(made, drawn, day), f"{key}.xlsx", XLSX)
    if what == "ansoegning" and form in DOCUMENTS:
        paper = application(made, given.alternative, drawn, asked.saved, day, synthetic=given.synthetic)
        written = application_pdf(paper) if form == "pdf" else application_docx(paper)
        return sent(written, f"{key}-ansoegning.{form}", DOCUMENTS[form])
    for tab in list(investment_tabs.TABS)[1:]:
        for block in investment_tabs.blocks(given, tab, kommune, day).blocks:
            for name, table in block.named:
                if name == what:
                    return as_file(table, form, f"{key}-{what}")
    raise Http404
