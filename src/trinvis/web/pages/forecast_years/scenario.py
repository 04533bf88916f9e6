"""The form of a scenario: a new one, or with ``noegle`` one that is saved. What is sent is kept in the journal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trinvis.calculations.forecast.scenario_changes import ScenarioError
from trinvis.municipality.forecast_known import CannotForecast
from trinvis.presentation import scenario_form
from trinvis.web.access import page
from trinvis.web.moment import moment_of, written_known_from
from trinvis.web.pages.commitments.writing import Refused, attempted, expected, take_back
from trinvis.web.pages.forecast_years.views import years_of
from trinvis.web.site import the_site

KIND = "scenario"


@page("write")
def edit(request: HttpRequest) -> HttpResponse:
    """See the module."""
    kommune, asked = the_site().kommune, moment_of(request)
    key = request.GET.get("noegle", "")
    there = next((one for one in kommune.scenarios(asked.as_of) if one.key == key), None)
    if key and there is None and request.method != "POST":
        raise Http404
    try:
        made = years_of(asked)
    except CannotForecast as error:
        messages.error(request, str(error))
        return redirect("forecast_years")
    typed: dict[str, Any] = {"name": there.name if there else "", "note": there.note if there else ""}
    rows = scenario_form.texts_of(there.scenario) if there and there.scenario else []
    version, refused = kommune.version(KIND, key) if key else 0, None
    if request.method == "POST":
        typed = {name: request.POST.get(name, "").strip() for name in ("name", "note")}
        rows = _rows(request)
        if request.POST.get("handling") == "fjern" and key:
            refused, said = take_back(request, KIND, key), "er fjernet"
        else:
            refused, said = _saved(request, key, typed, rows), "er gemt"
        if refused is None:
            messages.success(request, f"Scenariet »{typed['name']}« {said}.")
            return redirect(f"{reverse('forecast_years')}?pr={asked.as_of.isoformat()}&aar={asked.year}#scenarier")
        version = refused.version if refused.version >= 0 else expected(request)
    context = {
        "title": "Ret scenarie" if there else "Nyt scenarie",
        "typed": typed,
        "rows": scenario_form.rows_shown(made, rows),
        "refused": refused,
        "version": version,
        "there": there,
        "tab": "years",
        "first_month": f"{made.years[0]}-01",
        "moment": f"pr={asked.as_of.isoformat()}&aar={asked.year}",
    }
    return render(request, "forecast_years/scenario.html", context, status=400 if refused else 200)


def _rows(request: HttpRequest) -> list[dict[str, str]]:
    return [
        {name: request.POST.get(f"{name}-{number}", "").strip() for name in scenario_form.FIELDS}
        for number in range(1, scenario_form.MOST + 1)
        if f"change-{number}" in request.POST
    ]


def _saved(request: HttpRequest, key: str, typed: dict[str, Any], rows: list[dict[str, str]]) -> Refused | None:
    kommune, asked = the_site().kommune, moment_of(request)
    name = typed["name"]

    def put() -> None:
        others = [one for one in kommune.scenarios(asked.as_of) if one.name == name and one.key != key]
        if others:
            raise ScenarioError([f"Der er allerede et scenarie, der hedder »{name}«; vælg et andet navn."])
        found = scenario_form.read(name, rows, years_of(asked))
        values = {"name": found.name, "scenario": {"changes": found.to_dict()["changes"]}}
        kommune.write(
            KIND,
            key or found.name,
            values | ({"note": typed["note"]} if typed["note"] else {}),
            by=request.user.get_username(),
            known_from=written_known_from(asked),
            expected_version=expected(request) if key else kommune.version(KIND, key or found.name),
        )

    return attempted(KIND, key or name, put)
