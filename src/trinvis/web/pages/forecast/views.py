"""*Prognose*: the answer with its pictures and tables, what it was learnt from, and both as files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trinvis.municipality.forecast_known import CannotForecast
from trinvis.presentation import forecast_inputs, forecast_page, forecast_tables, forecast_tested, overview
from trinvis.presentation.municipality import Moment, is_synthetic
from trinvis.web.access import page
from trinvis.web.files import as_file
from trinvis.web.moment import moment_of, parse_day
from trinvis.web.pages.forecast.at_hand import forecast_of, is_at_hand
from trinvis.web.pages.forecast.testing import test_form
from trinvis.web.pages.overview.views import WHOLE, changes_context
from trinvis.web.pictures import picture
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

if TYPE_CHECKING:
    from trinvis.municipality.forecast_year import ForecastYear
    from trinvis.reports.table import Cell, ReportTable

FILES = {"omraader": "prognose-omraader", "dele": "prognose-dele"}
FORMS = (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))


@page("figures")
def show(request: HttpRequest) -> HttpResponse:
    """The page. The answer is on it when it is at hand, or the whole page is asked for; else it is fetched by itself."""
    asked = moment_of(request)
    kommune = the_site().kommune
    if not kommune.deliveries(asked.as_of):
        return render(request, "overview/empty.html", {"title": "Prognose", "asked": asked})
    whole = WHOLE in request.GET
    context: dict[str, Any] = {"title": "Prognose", "asked": asked, "tab": "forecast", "moment": _moment(asked)}
    try:
        if whole or is_at_hand(asked):
            context |= _answered(request, asked)
            context |= changes_context(asked) if whole else {}
        else:
            context["until_then"] = overview.answer(kommune.follow_up(asked.year, asked.as_of))
    except CannotForecast as error:
        context["cannot"] = str(error)
    return render(request, "forecast/page.html", context)


@page("figures")
def part(request: HttpRequest, year: int, day: str) -> HttpResponse:
    """The answer alone, as htmx fetches it."""
    asked = Moment(year, parse_day(day))
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{reverse('forecast')}?{_moment(asked)}&{WHOLE}=1")
    context: dict[str, Any] = {"asked": asked, "tab": "forecast", "moment": _moment(asked)}
    try:
        context |= _answered(request, asked)
    except CannotForecast as error:
        context["cannot"] = str(error)
    return render(request, "forecast/answer.html", context)


@page("figures")
def inputs(request: HttpRequest) -> HttpResponse:
    """What each small model was learnt from."""
    asked = moment_of(request)
    made = forecast_of(asked)
    shown = forecast_inputs.inputs_shown(made, synthetic=is_synthetic(the_site().kommune))
    context = {
        "title": "Sådan er prognosen regnet",
        "asked": asked,
        "tab": "inputs",
        "moment": _moment(asked),
        "made": made,
        "inputs": [{"model": one, "table": shown_table(one.table, sortable=False)} for one in shown],
    }
    return render(request, "forecast/inputs.html", context)


@page("figures")
def download(request: HttpRequest, what: str) -> HttpResponse:
    """The areas or the parts as a file."""
    if what not in FILES:
        raise Http404
    asked = moment_of(request)
    made = forecast_of(asked)
    table = _areas(made, asked) if what == "omraader" else _parts(made)
    return as_file(table, request.GET.get("form", "csv"), f"{FILES[what]}-{asked.year}-pr-{asked.as_of.isoformat()}")


def _answered(request: HttpRequest, asked: Moment) -> dict[str, Any]:
    made = forecast_of(asked)
    synthetic = is_synthetic(the_site().kommune)
    ends = forecast_page.year_ends_drawn(made, synthetic=synthetic)
    shares = forecast_page.shares_drawn(made, synthetic=synthetic)
    return {
        "made": made,
        "answer": forecast_page.answer(made),
        "second": forecast_page.second(made),
        "untested": forecast_page.why_not_drawn(made),
        "fan": picture(forecast_page.fan_drawn(made, synthetic=synthetic)),
        "ends": ends and picture(ends),
        "parts": shown_table(_parts(made), sortable=False),
        "shares": shares and picture(shares),
        "areas": shown_table(_areas(made, asked), request, link=_to_method),
        "means_note": forecast_tables.MEANS_NOTE,
        "interval_notes": forecast_tables.interval_notes(made),
        "shares_note": forecast_page.SHARES_NOTE,
        "committee": forecast_page.committee(made),
        "files": _files(asked),
        **(_hits(asked, synthetic=synthetic) if made.tested else test_form()),
    }


def _hits(asked: Moment, *, synthetic: bool) -> dict[str, Any]:
    back = the_site().kommune.backtest_at_hand(asked.as_of)
    return {
        "hits": picture(forecast_tested.hits_drawn(back, synthetic=synthetic)),
        "hit_said": forecast_tested.hit_said(back),
        "held": forecast_tested.held(back),
    }


def _areas(made: ForecastYear, asked: Moment) -> ReportTable:
    kommune = the_site().kommune
    return forecast_tables.areas_table(made, kommune.profile(asked.as_of), synthetic=is_synthetic(kommune))


def _parts(made: ForecastYear) -> ReportTable:
    return forecast_tables.parts_table(made, synthetic=is_synthetic(the_site().kommune))


def _files(asked: Moment) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (
            label,
            [(f"{reverse('forecast_file', args=[what])}?{_moment(asked)}&form={form}", said) for form, said in FORMS],
        )
        for what, label in (("omraader", "Områderne"), ("dele", "Delene"))
    ]


def _moment(asked: Moment) -> str:
    return f"pr={asked.as_of.isoformat()}&aar={asked.year}"


def _to_method(values: Mapping[str, Cell], column: str) -> str | None:
    if column != "method" or not values.get("method"):
        return None
    return reverse("forecast_method", args=[values["area"]])
