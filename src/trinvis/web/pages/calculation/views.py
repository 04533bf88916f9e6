"""*Vis beregningen*: any figure by its address, opened down to the rows that it was reckoned from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trinvis.municipality.address import BadAddress
from trinvis.presentation import calculation, calculation_lines, journal_entry, parameters_shown, source_row
from trinvis.presentation.journal_words import journal_words
from trinvis.presentation.municipality import area_labels, is_synthetic
from trinvis.presentation.opened_lines import APPROVED
from trinvis.web.access import may_see, page
from trinvis.web.files import as_file
from trinvis.web.moment import moment_of
from trinvis.web.site import the_site
from trinvis.web.tables import page_link, page_number, shown_table, to_child

if TYPE_CHECKING:
    from trinvis.municipality.explain import Explanation
    from trinvis.reports.table import Cell

LINE_COLUMNS = (
    "component",
    "area",
    "month",
    "child_no",
    "intervention_type",
    "step_before",
    "start",
    "stop",
    "account_key",
    "step_before",
    "step",
    "counted",
    "signed_oere",
    "row",
    "delivery_id",
    "file_name",
    "calculation",
)
FORMS = (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))


@page("figures")
def show(request: HttpRequest) -> HttpResponse:
    """The page: a figure, or without an address a field to write one in."""
    address = request.GET.get("adresse", "").strip()
    if not address:
        return render(request, "calculation/ask.html", {"title": "Vis beregningen"})
    try:
        context = _opened(request, address)
    except BadAddress as error:
        asked = {"title": "Tallet findes ikke", "address": address, "wrong": str(error)}
        return render(request, "calculation/ask.html", asked, status=400)
    template = (
        "calculation/lines.html" if request.htmx and request.htmx.target == "lines-part" else "calculation/page.html"
    )  # type: ignore[attr-defined]
    return render(request, template, context)


@page("persons")
def download(request: HttpRequest) -> HttpResponse:
    """Every line behind the figure as a file, the same as ``trinvis explain --format`` writes."""
    kommune = the_site().kommune
    found = kommune.explain(request.GET.get("adresse", ""))
    table = calculation_lines.whole_table(kommune, found, synthetic=is_synthetic(kommune))
    return as_file(table, request.GET.get("form", "csv"), "beregning")


@page("persons")
def row(request: HttpRequest, delivery_id: str, row_no: int) -> HttpResponse:
    """One row of a delivery: as received, as read, and what was found."""
    kommune = the_site().kommune
    found = kommune.source_row(delivery_id, row_no)
    synthetic = is_synthetic(kommune)
    tables = source_row.fact_tables(found, synthetic=synthetic)
    context = {
        "title": source_row.title(found),
        "where": source_row.where(found),
        "received": shown_table(source_row.received_table(found, synthetic=synthetic)),
        "facts": [shown_table(table, link=to_child) for table in tables],
        "children": source_row.children(found),
        "findings": shown_table(source_row.findings_table(found, synthetic=synthetic))
        if found.findings.height
        else None,
    }
    return render(request, "calculation/row.html", context)


@page("persons")
def entry(request: HttpRequest, seq: int) -> HttpResponse:
    """One entry of the journal, with what came before and after of the same."""
    kommune = the_site().kommune
    every = kommune.history()
    found = next((one for one in every if one.seq == seq), None)
    if found is None:
        raise BadAddress(f"Journalen har ingen nr. {seq}; ret adressen.")
    same = [one for one in every if (one.kind, one.key) == (found.kind, found.key)]
    said = journal_words(kommune, every, moment_of(request).as_of)
    table = journal_entry.entry_table(same, seq, said, synthetic=is_synthetic(kommune))
    context = {
        "title": journal_entry.entry_title(found, said),
        "where": journal_entry.entry_where(found),
        "values": shown_table(journal_entry.entry_values(found, said, synthetic=is_synthetic(kommune))),
        "versions": shown_table(table, link=_to_entry),
    }
    return render(request, "calculation/entry.html", context)


def _opened(request: HttpRequest, address: str) -> dict[str, object]:
    kommune, synthetic = the_site().kommune, is_synthetic(the_site().kommune)
    persons = may_see(request.user, "persons")
    found = kommune.explain(address, persons=persons)
    areas = _areas(found)
    calculation.must_have_row(found, areas)
    asked = calculation_lines.Asked(
        text=request.GET.get("soeg", "").strip() if persons else "",
        by=request.GET.get("sorter", ""),
        falling=request.GET.get("retning") == "faldende",
        page=page_number(request),
    )
    lines = calculation_lines.lines_page(kommune, found, asked, areas, synthetic=synthetic)
    terms = calculation.terms_table(found, synthetic=synthetic)
    items = calculation.items_table(kommune, found, areas, synthetic=synthetic)
    parameters = kommune.parameters(moment_of(request).as_of)
    labels = {value.name: parameters.describe(value.name).label for value in found.parameters}
    said = calculation.words_of_figure(found, areas)
    return {
        "title": said.title,
        "said": said,
        "address": str(found.address),
        "link": request.build_absolute_uri(f"{reverse('calculation')}?{urlencode({'adresse': str(found.address)})}"),
        "terms": shown_table(terms, sortable=False) if terms else None,
        "items": shown_table(items, link=to_child, sortable=False) if items and persons else None,
        "rules": shown_table(calculation.rules_table(found, synthetic=synthetic), sortable=False),
        "parameters": shown_table(
            parameters_shown.behind_table(found.parameters, labels, synthetic=synthetic), sortable=False
        ),
        "lines": lines,
        "table": shown_table(
            lines.table, request, columns=_columns(lines, "area" in found.address.where), link=_line_link
        )
        if persons
        else None,
        "persons": persons,
        "search": asked.text,
        "sorted_by": asked.by,
        "sorted_way": request.GET.get("retning", ""),
        "previous": page_link(request, lines.page - 1) if lines.page > 1 else None,
        "next": page_link(request, lines.page + 1) if lines.page < lines.pages else None,
        "files": [
            (f"{reverse('calculation_file')}?{urlencode({'adresse': str(found.address), 'form': form})}", label)
            for form, label in FORMS
        ],
    }


def _areas(found: Explanation) -> Mapping[str, str]:
    """Labels of the areas as the figure's own day knows them."""
    kommune = the_site().kommune
    basis = found.address.basis.rpartition("..")[2].partition("+")[0]
    if basis.startswith(APPROVED):
        number = int(basis.removeprefix(APPROVED))
        day = next(kept.as_of for kept in kommune.approvals() if kept.number == number)
    else:
        day = date.fromisoformat(basis)
    return area_labels(kommune, day)


def _columns(lines: calculation_lines.LinesPage, one_area: bool) -> list[str]:
    """The columns that have anything in them."""
    known = {column.name for column in lines.table.columns}
    if one_area:
        known.discard("area")
    return [
        name
        for name in LINE_COLUMNS
        if name in known
        and (name in ("component", "signed_oere") or any(row.get(name) is not None for row in lines.table.rows))
    ]


def _line_link(values: Mapping[str, Cell], column: str) -> str | None:
    if column == "child_no":
        return to_child(values, column)
    if column == "row":
        if values.get("journal_seq") is not None:
            return reverse("journal_entry", args=[values["journal_seq"]])
        if values.get("delivery_id") and values.get("row_no") is not None:
            return reverse("source_row", args=[values["delivery_id"], values["row_no"]])
    return None


def _to_entry(values: Mapping[str, Cell], column: str) -> str | None:
    return reverse("journal_entry", args=[values["seq"]]) if column == "seq" else None
