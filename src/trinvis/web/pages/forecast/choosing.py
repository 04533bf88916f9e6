"""Which method an area is forecast by: what has been tried stands beside, the user decides and says why."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from trinvis.journal.errors import JournalError, LostUpdate
from trinvis.municipality.forecast_known import CannotForecast
from trinvis.parameters.errors import ParameterError
from trinvis.parameters.profile import METHODS, Area
from trinvis.presentation import forecast_methods, forecast_tested
from trinvis.presentation.municipality import Moment, is_synthetic
from trinvis.web.access import page
from trinvis.web.moment import moment_of, written_known_from
from trinvis.web.pages.forecast.at_hand import may_be_tested
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

NO_REASON = "Begrundelsen mangler: skriv, hvorfor metoden passer til området."


@page("setup")
def choose(request: HttpRequest, area_id: str) -> HttpResponse:
    """The methods tried on the area, what is proposed, and the form; what is sent is kept in the journal."""
    kommune, asked = the_site().kommune, moment_of(request)
    area = next((one for one in kommune.profile(asked.as_of).areas if one.id == area_id), None)
    if area is None:
        raise Http404
    context = _tried(area, asked)
    wrong, status = "", 200
    if request.method == "POST":
        typed = {"method": request.POST.get("method", ""), "reason": request.POST.get("reason", "").strip()}
        try:
            _write(request, area, typed, asked)
            messages.success(request, f"{area.label}: metoden er nu {METHODS[typed['method']].lower()}.")
            return redirect("forecast_tested" if may_be_tested() else "forecast")
        except LostUpdate as error:
            wrong, status = f"{error} Nu står der: {METHODS[area.method]}, {area.method_reason}", 409
        except (JournalError, ParameterError) as error:
            wrong, status = str(error), 400
        context["typed"] = typed
    context |= {
        "title": f"Metode for {area.label}",
        "area": area,
        "now": METHODS[area.method],
        "choices": METHODS.items(),
        "wrong": wrong,
        "version": kommune.version("method", area_id),
        "tab": "tested",
        "moment": f"pr={asked.as_of.isoformat()}&aar={asked.year}",
    }
    return render(request, "forecast/method.html", context, status=status)


def _tried(area: Area, asked: Moment) -> dict[str, Any]:
    kommune = the_site().kommune
    synthetic = is_synthetic(kommune)
    untried = {"typed": {"method": area.method, "reason": ""}}
    if not may_be_tested():
        return untried
    try:
        back = kommune.backtest_at_hand(asked.as_of)
    except CannotForecast:
        return untried
    proposed = forecast_methods.for_area(back, area)
    return {
        "proposed": proposed,
        "typed": {"method": proposed.method, "reason": proposed.reason},
        "methods": shown_table(forecast_methods.methods_table(back, area.id, synthetic=synthetic), sortable=False),
        "tried": shown_table(
            forecast_tested.hits_table(back, area.id, forecast_tested.SIMULATED, synthetic=synthetic), sortable=False
        ),
    }


def _write(request: HttpRequest, area: Area, typed: dict[str, str], asked: Moment) -> None:
    if not typed["reason"]:
        raise ParameterError(NO_REASON)
    version = request.POST.get("version", "")
    the_site().kommune.write(
        "method",
        area.id,
        {"area": area.id, **typed},
        by=request.user.get_username(),
        known_from=written_known_from(asked),
        expected_version=int(version) if version.isascii() and version.isdigit() else 0,
    )
