"""Approval: what would be approved and what is missing, the approval itself, and each approval as it was."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from trinvis.journal.errors import LostUpdate
from trinvis.municipality.approvals import Approval
from trinvis.presentation.approved import approved_table, approved_when
from trinvis.presentation.explanations_shown import explanations_shown, missing
from trinvis.presentation.follow_up_tables import facts_of
from trinvis.presentation.municipality import is_synthetic
from trinvis.reports.follow_up_table import follow_up_table
from trinvis.web.access import page
from trinvis.web.moment import moment_of
from trinvis.web.pages.follow_up.asked import moment_query
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

SINCE = (
    "Der er kommet noget til, siden du åbnede siden: en levering, noget indtastet eller en godkendelse. Intet er godkendt. Se tallene "
    "igen herunder, og godkend så."
)
COLUMNS = ("label", "budget_oere", "forecast_oere", "deviation_oere", "deviation_word", "deviation_pct")


@page("approve")
def approve(request: HttpRequest) -> HttpResponse:
    """What is approved and what is missing; POST approves just what was shown."""
    asked = moment_of(request)
    kommune = the_site().kommune
    made = kommune.follow_up(asked.year, asked.as_of)
    error = ""
    if request.method == "POST":
        if request.POST.get("grundlag") == made.basis.digest():
            try:
                kept = kommune.approve(asked.year, asked.as_of, request.user.get_username())
            except LostUpdate:
                error = SINCE
            else:
                messages.success(request, f"Budgetopfølgningen er godkendt som nr. {kept.number}.")
                return redirect("follow_up_approved", number=kept.number)
        else:
            error = SINCE
    table = follow_up_table(facts_of(made, asked.as_of, synthetic=is_synthetic(kommune)))
    approvals = kommune.approvals()
    context = {
        "title": "Godkend",
        "tab": "approve",
        "moment": moment_query(asked),
        "asked": asked,
        "answer": table.answer,
        "second": table.title,
        "table": shown_table(table, columns=COLUMNS, sortable=False),
        "caveats": [caveat.sentence for caveat in made.caveats],
        "missing": missing(explanations_shown(kommune, made, asked)),
        "basis": made.basis.digest(),
        "number": len(approvals) + 1,
        "same_day": [kept for kept in approvals if (kept.year, kept.as_of) == (asked.year, asked.as_of)],
        "approvals": [(kept, approved_when(kept)) for kept in reversed(approvals)],
        "error": error,
    }
    return render(request, "follow_up/approve.html", context, status=409 if error else 200)


@page("figures")
def approved(request: HttpRequest, number: int) -> HttpResponse:
    """A follow-up as it was approved."""
    kept = _approval(number)
    table = approved_table(kept, synthetic=is_synthetic(the_site().kommune))
    context = {
        "title": f"Godkendt opfølgning nr. {kept.number}",
        "tab": "approve",
        "moment": moment_query(moment_of(request)),
        "kept": kept,
        "when": approved_when(kept),
        "answer": table.answer,
        "second": table.title,
        "table": shown_table(
            table, columns=[c.name for c in table.columns if c.on_screen and c.name != "method"], sortable=False
        ),
    }
    return render(request, "follow_up/approved.html", context)


@page("figures")
def recompute(request: HttpRequest, number: int) -> HttpResponse:
    """Whether an approval gives the same figures, computed again from what it kept."""
    kept = _approval(number)
    context = {
        "kept": kept,
        "same": the_site().kommune.recompute(number) == kept.figures,
        "title": "Kontrol",
        "tab": "approve",
        "moment": moment_query(moment_of(request)),
    }
    return render(request, "follow_up/recomputed.html" if request.htmx else "follow_up/recomputed_page.html", context)


def _approval(number: int) -> Approval:
    found = next((kept for kept in the_site().kommune.approvals() if kept.number == number), None)
    if found is None:
        raise Http404
    return found
