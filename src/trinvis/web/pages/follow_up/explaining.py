"""An explanation typed in place: written, sent back with what is wrong, or shown beside what somebody else wrote meanwhile."""

from __future__ import annotations

from threading import Thread

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trinvis.journal.errors import InvalidEntry, LostUpdate
from trinvis.presentation.explanations_shown import KIND, explanations_shown, missing
from trinvis.web.access import page
from trinvis.web.errors import problem
from trinvis.web.moment import moment_of, written_known_from
from trinvis.web.pages.follow_up.asked import moment_query
from trinvis.web.site import the_site

NOT_SAVED = "Forklaringen blev ikke gemt: du var logget ud imens. Skriv den igen, og gem."
EMPTY = "Skriv en forklaring, før du gemmer."
SOMEBODY_FIRST = (
    "{by} har gemt en forklaring af {label} ({written}), mens du skrev. Din tekst er ikke gemt endnu, men står herunder. Saml de to "
    "tekster til én, og gem."
)
NEWER = "Der er skrevet en nyere forklaring, kendt fra {day}. Vælg den dag øverst på siden for at rette den."


@page("write")
def explain(request: HttpRequest) -> HttpResponse:
    """Write one; the area's form comes back by htmx, without script the page."""
    asked = moment_of(request)
    if request.method != "POST":
        messages.warning(request, NOT_SAVED)
        return redirect("follow_up")
    kommune = the_site().kommune
    area, text = request.POST.get("omraade", ""), request.POST.get("tekst", "").replace("\r\n", "\n").strip()
    made = kommune.follow_up(asked.year, asked.as_of)
    found = explanations_shown(kommune, made, asked).get(area)
    if found is None:
        return problem(request, "Området findes ikke i denne opfølgning. Genindlæs siden, og skriv igen.", status=400)
    seen = request.POST.get("udgave", "")
    error, other = "", None
    if not text:
        error = EMPTY
    elif found.newer_day is not None:
        error = NEWER.format(day=f"{found.newer_day:%d.%m.%Y}")
    else:
        try:
            kommune.write(
                KIND,
                found.key,
                {"year": asked.year, "area": area, "text": text},
                by=request.user.get_username(),
                known_from=written_known_from(asked),
                expected_version=int(seen) if seen.isascii() and seen.isdigit() else 0,
            )
        except LostUpdate:
            other = explanations_shown(kommune, made, asked)[area]
            error = SOMEBODY_FIRST.format(by=other.by, label=other.label, written=other.written)
        except InvalidEntry as wrong:
            error = str(wrong)
        else:
            # what was typed is part of what the next page rests on: it is worked out while the user reads on
            Thread(target=kommune.follow_up, args=(asked.year, asked.as_of), daemon=True).start()
    now = explanations_shown(kommune, made, asked)
    context = {
        "one": now[area],
        "error": error,
        "other": other,
        "typed": text if error else None,
        "saved": not error,
        "missing": missing(now),
        "moment": moment_query(asked),
        "swapped": True,
        "title": "Afvigelsesforklaring",
        "tab": "follow_up",
    }
    if request.htmx:
        return render(request, "follow_up/explanation_answer.html", context)
    if error:
        return render(request, "follow_up/explanation_page.html", context, status=409 if other else 400)
    messages.success(request, f"Forklaringen af {found.label} er gemt.")
    return redirect(f"{reverse('follow_up')}?{moment_query(asked)}#forklaring-{area}")
