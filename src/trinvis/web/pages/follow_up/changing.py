"""*Ændringer*: what moved the forecast between any two days, kinds first, then the items."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from trinvis.calculations.followup.change_items import KINDS
from trinvis.presentation.follow_up_tables import before_words, moved_table
from trinvis.presentation.moved_shown import items_found, kinds_table, last_time, starts
from trinvis.presentation.municipality import area_labels, is_synthetic
from trinvis.presentation.opened_lines import APPROVED
from trinvis.reports import danish
from trinvis.web.access import may_see, page
from trinvis.web.moment import WrongMoment, known_days, moment_of, parse_day
from trinvis.web.pages.follow_up.asked import moment_query, query_with
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table, to_child

FIRST_ROWS, MORE_ROWS = 60, 200
COLUMNS = ("label", "area", "child_no", "intervention_type", "detail", "amount_oere")


@page("figures")
def changes(request: HttpRequest) -> HttpResponse:
    """The bridge; for htmx the list of items alone."""
    asked = moment_of(request)
    kommune = the_site().kommune
    approvals, days = kommune.approvals(), known_days()
    before = start_of(request.GET.get("siden", "")) or last_time(days, approvals, asked)
    context = {
        "title": "Ændringer",
        "tab": "changes",
        "moment": moment_query(asked),
        "starts": starts(days, approvals, asked),
        "since": "" if before is None else f"{APPROVED}{before}" if isinstance(before, int) else danish.day(before),
        "asked": asked,
    }
    if before is None:
        return render(request, "follow_up/changes.html", context)
    if isinstance(before, date) and before > asked.as_of:
        raise WrongMoment("Dagen, der ses tilbage til, ligger efter dagen, der vises: vælg en tidligere.")
    moved = kommune.changes(asked.year, before, asked.as_of)
    table = moved_table(moved, asked, before, area_labels(kommune, asked.as_of), synthetic=is_synthetic(kommune))
    persons = may_see(request.user, "persons")
    kind = request.GET.get("art", "") if request.GET.get("art") in KINDS else ""
    words = request.GET.get("soeg", "")
    found = items_found(table, kind=kind, words=words)
    limit = _limit(request.GET.get("vis", ""))
    items = shown_table(found, request, columns=COLUMNS, link=to_child, limit=limit) if persons else None
    context |= {
        "before": before_words(before),
        "answer": table.answer,
        "second": table.title,
        "kinds": shown_table(kinds_table(moved, table), sortable=False),
        "kind_choices": [(code, label) for code, label in KINDS.items() if code in set(moved.items["kind"])],
        "kind": kind,
        "words": words,
        "items": items,
        "more": query_with(request, {"vis": str(limit + MORE_ROWS)}) if items and items.left_out else "",
        "kept": [("siden", context["since"]), ("pr", asked.as_of.isoformat()), ("aar", str(asked.year))],
    }
    return render(request, "follow_up/items.html" if request.htmx else "follow_up/changes.html", context)


def start_of(text: str) -> date | int | None:
    """A day, or an approval's number written *godkendt-3*; None of nothing; raises ``WrongMoment``."""
    text = text.strip()
    if not text:
        return None
    if text.startswith(APPROVED):
        number = text.removeprefix(APPROVED)
        if not number.isascii() or not number.isdigit():
            raise WrongMoment(f"{text} er ingen godkendelse: skriv den som godkendt-3.")
        return int(number)
    return parse_day(text)


def _limit(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else FIRST_ROWS
