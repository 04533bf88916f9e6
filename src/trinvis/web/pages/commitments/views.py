"""*Disponering*: the sheet of children and months."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trinvis.presentation.commitments_page import (
    FILTERS,
    GROUPINGS,
    Asked,
    choices,
    commitments_sheet,
)
from trinvis.presentation.municipality import area_labels, is_synthetic
from trinvis.reports.table import Cell
from trinvis.web.access import may_see, page
from trinvis.web.moment import moment_of
from trinvis.web.pages.commitments.names import names
from trinvis.web.site import the_site
from trinvis.web.tables import calculation_link, shown_table

ROWS = 100
MOST_ROWS = 5_000


@page("figures")
def show(request: HttpRequest) -> HttpResponse:
    """The page, or for htmx the sheet alone."""
    kommune, moment = the_site().kommune, moment_of(request)
    made = kommune.commitments(moment.year, moment.as_of)
    labels = area_labels(kommune, moment.as_of)
    known = names if may_see(request.user, "persons") else _numbers_only
    asked = asked_of(request)
    sheet = commitments_sheet(
        made,
        asked,
        known,
        labels,
        kommune.full_year(moment.year, moment.as_of),
        as_of=moment.as_of,
        synthetic=is_synthetic(kommune),
    )
    more = request.GET.copy()
    more["antal"] = str(asked.limit + ROWS)
    context = {
        "title": "Disponering",
        "sheet": sheet,
        "table": shown_table(sheet.table, request, link=_link, heads="label"),
        "asked": asked,
        "more": f"?{more.urlencode()}",
    }
    if request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request:  # type: ignore[attr-defined]
        return render(request, "commitments/sheet.html", context)
    everything = f"commitments/{moment.year}/{made.basis.name}/amount_oere"
    context |= {
        "whole": made.total,
        "whole_href": calculation_link(everything),
        "moment": moment,
        "groupings": [(name, label, name == asked.by) for name, (_, label) in GROUPINGS.items()],
        "filters": [
            (name, label, options, asked.where.get(name), name in asked.where)
            for name, (_, label) in FILTERS.items()
            if len(options := choices_of(made, known, labels)[name]) > 1 or name in asked.where
        ],
        "filtering": bool(asked.where),
    }
    return render(request, "commitments/page.html", context)


def choices_of(made, known, labels):  # type: ignore[no-untyped-def]
    """The filters' values, once per basis."""
    key = (made.basis.digest(), made.year, known is names)
    if key not in _CHOICES:
        _CHOICES.clear()
        _CHOICES[key] = choices(made, known, labels)
    return _CHOICES[key]


_CHOICES: dict = {}


def asked_of(request: HttpRequest) -> Asked:
    """What the query asks for; ``-`` is a filter's *has none*."""
    where = {name: ("" if value == "-" else value) for name in FILTERS if (value := request.GET.get(name, ""))}
    number = request.GET.get("antal", "")
    limit = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else ROWS
    by = request.GET.get("efter", "barn")
    return Asked(
        by=by if by in GROUPINGS else "barn",
        where=where,
        search=request.GET.get("soeg", "")[:80],
        sort=request.GET.get("sorter", ""),
        falling=request.GET.get("retning") == "faldende",
        limit=min(max(limit, ROWS), MOST_ROWS),
    )


def _numbers_only(_kind: str, _numbers: list[int]) -> Mapping[int, str]:
    return {}


def _link(row: Mapping[str, Cell], column: str) -> str | None:
    """A child's row leads to the child; another group's to its children."""
    if column != "label" or row.get("key") is None:
        return None
    child = row.get("child_no")
    return reverse("child", args=[child]) if isinstance(child, int) and child > 0 else None
