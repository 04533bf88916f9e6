"""*Begynd med egne tal*: a target group is picked, and what the own data say of it stands ready to be put in a case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trinvis.municipality.investment_picked import Picked, WrongPick, picked_of
from trinvis.presentation.investment_own import beginning, own_answer, own_inputs_text, own_table
from trinvis.presentation.investment_picking import PickedTexts
from trinvis.presentation.municipality import is_synthetic
from trinvis.presentation.speaking import speaks
from trinvis.reports import danish
from trinvis.web.access import page
from trinvis.web.moment import moment_of
from trinvis.web.pages.investment.picking import labels_of, pick_context, picked_texts
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

SINCE, UNTIL = "fra", "til"
TODAY, INSTEAD = "i_dag", "i_stedet"


@page("persons")
def own(request: HttpRequest) -> HttpResponse:
    """The form, and the group's figures where one was picked; small counts stand here, so it takes the right to persons."""
    texts, (since, until) = picked_texts(request.GET), _period(request)
    context: dict[str, Any] = {
        "title": "Begynd med egne tal",
        "answer": "Hvad ved kommunen selv om målgruppen?",
        "pick": pick_context(request, texts),
        "since": since,
        "until": until,
        "between": [(TODAY, "I dag står de på", _steps(request, TODAY)), (INSTEAD, "I stedet skal de stå på", _steps(request, INSTEAD))],
    }  # fmt: skip
    if SINCE in request.GET:
        try:
            context |= _found(request, _picked(texts, since, until))
        except Exception as error:
            if not speaks(error):
                raise
            context["wrong"] = str(error)
    return render(request, "investment/own.html", context)


def _picked(texts: PickedTexts, since: str, until: str) -> Picked:
    days = {}
    for name, text in (("since", since), ("until", until)):
        found = danish.day_from(text) if text.strip() else None
        if found is None:
            raise WrongPick(f"»{text}« er ingen dag; skriv den som 01.01.2026.")
        if not danish.FIRST_YEAR <= found.year <= danish.LAST_YEAR:
            raise WrongPick(f"»{text}« er for langt væk; vælg en periode efter {danish.FIRST_YEAR}.")
        days[name] = found.isoformat()
    return picked_of({**texts.where, **days})


def _found(request: HttpRequest, picked: Picked) -> dict[str, Any]:
    kommune = the_site().kommune
    found = kommune.target_group(moment_of(request).as_of, picked)
    table = own_table(found, synthetic=is_synthetic(kommune))
    today, instead = (request.GET.get(name, "") for name in (TODAY, INSTEAD))
    steps = [int(one) for one in (today, instead) if one.isascii() and one.isdigit()]
    new = f"{reverse('investment_new')}?{urlencode(beginning(found, *steps))}" if len(steps) == 2 else ""
    return {
        "answer": own_answer(found),
        "table": shown_table(table, sortable=False),
        "notes": table.notes,
        "inputs": own_inputs_text(found),
        "new": new,
    }


def _period(request: HttpRequest) -> tuple[str, str]:
    """The days that were asked for; else the last twelve whole months before the page's day."""
    until = moment_of(request).as_of.replace(day=1) - timedelta(days=1)
    after = until + timedelta(days=1)
    since = date(after.year - 1, after.month, 1)
    return request.GET.get(SINCE, danish.day(since)), request.GET.get(UNTIL, danish.day(until))


def _steps(request: HttpRequest, name: str) -> list[tuple[str, str, bool]]:
    chosen = request.GET.get(name, "")
    steps = [(str(step), f"{step}. {label}", str(step) == chosen) for step, label in labels_of(request).items()]
    return [("", "Vælg ikke", not chosen), *steps]
