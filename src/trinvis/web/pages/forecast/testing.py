"""*Træfsikkerhed*: the forecast tried on past years, method by method; where it has not been, a button begins it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from trinvis.municipality.forecast_known import CannotForecast
from trinvis.presentation import forecast_methods, forecast_tested
from trinvis.presentation.municipality import is_synthetic
from trinvis.web.access import page
from trinvis.web.jobs import sealed
from trinvis.web.jobs.models import Job
from trinvis.web.jobs.worker import ask
from trinvis.web.moment import moment_of
from trinvis.web.pages.forecast.at_hand import may_be_tested
from trinvis.web.pages.forecast.work import TEST
from trinvis.web.pictures import picture
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

if TYPE_CHECKING:
    from trinvis.reports.table import Cell


@page("figures")
def show(request: HttpRequest) -> HttpResponse:
    """How close every method came, and which one each area had best used."""
    asked, kommune = moment_of(request), the_site().kommune
    synthetic = is_synthetic(kommune)
    context: dict[str, Any] = {
        "title": "Prognosens træfsikkerhed",
        "asked": asked,
        "tab": "tested",
        "moment": f"pr={asked.as_of.isoformat()}&aar={asked.year}",
    }
    if not may_be_tested() or running() is not None:
        return render(request, "forecast/tested.html", context | test_form())
    try:
        back = kommune.backtest_at_hand(asked.as_of)
    except CannotForecast:  # tried, but not on what is known now
        return render(request, "forecast/tested.html", context | test_form())
    context |= {
        "answer": forecast_tested.hit_said(back),
        "held": forecast_tested.held(back),
        "hits": picture(forecast_tested.hits_drawn(back, synthetic=synthetic)),
        "methods": shown_table(forecast_methods.methods_table(back, synthetic=synthetic), sortable=False),
        "proposals": shown_table(
            forecast_methods.proposals_table(back, kommune.profile(asked.as_of), synthetic=synthetic),
            link=_to_choice,
            sortable=False,
        ),
    }
    return render(request, "forecast/tested.html", context)


@page("figures")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin to try it, once however often the form is sent."""
    if request.method != "POST":
        return redirect("forecast_tested")
    token = request.POST.get("token", "")
    if not (token.isascii() and token.isalnum() and len(token) <= 64):
        token = secrets.token_hex(16)
    job = running() or ask(TEST, token, moment_of(request).as_of.isoformat().encode(), str(request.user.get_username()))
    return redirect("forecast_testing", token=job.token)


@page("figures")
def progress(request: HttpRequest, token: str) -> HttpResponse:
    """How far it is; when it is over, on to what it showed."""
    job = get_object_or_404(Job, token=token)
    if job.kind != TEST:
        raise Http404
    if job.state == Job.State.DONE:
        if not getattr(request, "htmx", False):
            return redirect("forecast_tested")
        done = HttpResponse(status=204)
        done["HX-Redirect"] = reverse("forecast_tested")
        return done
    failed = (sealed.kept(token, "result") or b"").decode() if job.over else ""
    context = {"title": "Prognosen afprøves", "job": job, "failed": failed}
    return render(request, "forecast/progress.html" if request.htmx else "forecast/testing.html", context)  # type: ignore[attr-defined]


def test_form() -> dict[str, Any]:
    """What the button needs: a token of its own, and the job where one is under way already."""
    return {"token": secrets.token_hex(16), "testing": running()}


def running() -> Job | None:
    """The try that waits or is under way."""
    return Job.objects.filter(kind=TEST, state__in=(Job.State.QUEUED, Job.State.RUNNING)).first()


def _to_choice(values: Mapping[str, Cell], column: str) -> str | None:
    if column != "choose" or not values.get("choose"):
        return None
    return reverse("forecast_method", args=[values["area"]])
