"""*Årene frem*: the years, the scenarios and a frame. What takes seconds is fetched by the page itself."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trinvis.calculations.forecast.fit_to_frame import FrameError, budget_remarks
from trinvis.journal.typed import hundredths
from trinvis.municipality.forecast_known import CannotForecast
from trinvis.presentation import forecast_years_page, scenarios_shown
from trinvis.presentation.municipality import Moment, is_synthetic
from trinvis.web.access import page
from trinvis.web.files import as_file
from trinvis.web.moment import moment_of, parse_day
from trinvis.web.pages.overview.views import WHOLE
from trinvis.web.pictures import picture
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

if TYPE_CHECKING:
    from trinvis.calculations.forecast.fit_to_frame import FrameFit
    from trinvis.municipality.forecast_years import ForecastYears
    from trinvis.reports.table import ReportTable

TITLE = "Årene frem"
FRAME, TYPES = "ramme", "type"
"""What the query calls the frame, and the types whose number may change."""
FORMS = (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))
FILES = {"typer": "Typer og trin, alle år", "aar": "Årene", "scenarier": "Scenarier"}

_WORKED_OUT: deque[str] = deque(maxlen=100)
"""The newest years that this process has worked out: the hall remembers them."""


@page("figures")
def show(request: HttpRequest) -> HttpResponse:
    """The page; the years are on it when they are at hand, or the whole page is asked for."""
    asked = moment_of(request)
    kommune = the_site().kommune
    if not kommune.deliveries(asked.as_of):
        return render(request, "overview/empty.html", {"title": TITLE, "asked": asked})
    whole = WHOLE in request.GET
    context: dict[str, Any] = _context(asked) | {"title": TITLE, "whole": whole, "frame": _frame(request, asked)}
    try:
        if whole or _key(asked) in _WORKED_OUT:
            context |= _answered(asked)
        if whole:
            context |= _compared(asked)
    except CannotForecast as error:
        context["cannot"] = str(error)
    return render(request, "forecast_years/page.html", context)


@page("figures")
def part(request: HttpRequest, year: int, day: str) -> HttpResponse:
    """The years alone, as htmx fetches them."""
    asked = Moment(year, parse_day(day))
    if not request.htmx:  # type: ignore[attr-defined]
        return _whole(asked)
    context = _context(asked)
    try:
        context |= _answered(asked)
    except CannotForecast as error:
        context["cannot"] = str(error)
    return render(request, "forecast_years/answer.html", context)


@page("figures")
def compared(request: HttpRequest, year: int, day: str) -> HttpResponse:
    """The scenarios alone, as htmx fetches them."""
    asked = Moment(year, parse_day(day))
    if not request.htmx:  # type: ignore[attr-defined]
        return _whole(asked)
    return render(request, "forecast_years/scenarios.html", _context(asked) | _compared(asked))


@page("figures")
def download(request: HttpRequest, what: str) -> HttpResponse:
    """The years, the scenarios or the frame as a file."""
    asked = moment_of(request)
    synthetic = is_synthetic(the_site().kommune)
    table: ReportTable
    if what == "ramme":
        fit = _frame(request, asked).get("fit")
        if fit is None:
            raise Http404
        table = _frame_table(fit, asked, request.GET.getlist(TYPES))
    elif what == "scenarier":
        table = scenarios_shown.comparison_table(
            the_site().kommune.compare_scenarios(asked.year, asked.as_of), synthetic=synthetic
        )
    elif what in FILES:
        of = forecast_years_page.all_types_table if what == "typer" else forecast_years_page.years_table
        table = of(years_of(asked), synthetic=synthetic)
    else:
        raise Http404
    name = f"prognose-aar-{what}-{asked.year}-pr-{asked.as_of.isoformat()}"
    return as_file(table, request.GET.get("form", "csv"), name)


def years_of(asked: Moment) -> ForecastYears:
    """The years; raises ``CannotForecast`` where there are none."""
    made = the_site().kommune.years_ahead(asked.year, asked.as_of)
    if _key(asked) not in _WORKED_OUT:
        _WORKED_OUT.append(_key(asked))
    return made


def _answered(asked: Moment) -> dict[str, Any]:
    made, synthetic = years_of(asked), is_synthetic(the_site().kommune)
    return {
        "made": made,
        "answer": forecast_years_page.answer(made),
        "untested": forecast_years_page.UNTESTED,
        "made_of": forecast_years_page.made_of(made),
        "this_year": {"oere": made.this_year_oere, "address": made.address("this_year_oere")},
        "bars": picture(forecast_years_page.bars_drawn(made, synthetic=synthetic)),
        "years": shown_table(forecast_years_page.years_table(made, synthetic=synthetic), sortable=False),
        "types": [
            shown_table(forecast_years_page.types_table(made, year, synthetic=synthetic), sortable=False, heads="label")
            for year in made.years
        ],
        "files": [
            (label, [(f"{reverse('forecast_years_file', args=[what])}?{_moment(asked)}&form={f}", said) for f, said in FORMS])
            for what, label in FILES.items()
        ],
    }  # fmt: skip


def _compared(asked: Moment) -> dict[str, Any]:
    kommune = the_site().kommune
    synthetic = is_synthetic(kommune)
    found = kommune.compare_scenarios(asked.year, asked.as_of)
    shown = [
        {
            "saved": saved,
            "said": scenarios_shown.said(found.base, saved, outcome),
            "table": shown_table(
                scenarios_shown.effect_table(found.base, saved, outcome, synthetic=synthetic, place=place),
                sortable=False,
            ),
            "href": edit_link(saved.key, asked),
        }
        for place, (saved, outcome) in enumerate(found.outcomes, start=1)
    ]
    wrong = [{"saved": saved, "said": said, "href": edit_link(saved.key, asked)} for saved, said in found.wrong]
    return {"scenarios": shown, "wrong": wrong, "effect_note": scenarios_shown.EFFECT_NOTE, "worked_out": True}


def _frame(request: HttpRequest, asked: Moment) -> dict[str, Any]:
    """The form of the frame with what was typed, and what came of it."""
    kommune = the_site().kommune
    text, chosen = request.GET.get(FRAME, "").strip(), request.GET.getlist(TYPES)
    today = kommune.types_today(asked.year, asked.as_of)
    types = [{"name": one.name, "label": one.label, "on": not chosen or one.name in chosen} for one in today]
    context: dict[str, Any] = {"text": text, "types": types, "year": asked.year + 1, "note": scenarios_shown.FRAME_NOTE}
    context["cost"] = sum(one.amount_oere for one in today)
    context["address"] = f"full-year/{asked.year}/{asked.as_of.isoformat()}/amount_oere"
    if not text:
        return context
    try:
        fit = kommune.fit_to_frame(asked.year, asked.as_of, hundredths(text), chosen or None)
    except FrameError as error:
        return context | {"wrong": str(error)}
    except ValueError as error:
        return context | {"wrong": f"Rammen {error}."}
    table = _frame_table(fit, asked, chosen)
    query = urlencode(
        [("pr", asked.as_of.isoformat()), ("aar", asked.year), (FRAME, text), *((TYPES, one) for one in chosen)]
    )
    return context | {
        "fit": fit,
        "answer": scenarios_shown.frame_answer(fit, asked.year + 1),
        "table": shown_table(table, sortable=False),
        "remarks": budget_remarks(fit, asked.year + 1, "det specialiserede børne- og ungeområdes indsatser"),
        "files": [(f"{reverse('forecast_years_file', args=['ramme'])}?{query}&form={form}", said) for form, said in FORMS],
    }  # fmt: skip


def _frame_table(fit: FrameFit, asked: Moment, chosen: list[str]) -> ReportTable:
    return scenarios_shown.frame_table(
        fit, asked.year + 1, asked.as_of, chosen or None, synthetic=is_synthetic(the_site().kommune)
    )


def edit_link(key: str, asked: Moment) -> str:
    """The form of a saved scenario."""
    return f"{reverse('forecast_years_scenario')}?{urlencode({'noegle': key})}&{_moment(asked)}"


def _context(asked: Moment) -> dict[str, Any]:
    return {
        "asked": asked,
        "tab": "years",
        "moment": _moment(asked),
        "saved": the_site().kommune.scenarios(asked.as_of),
    }


def _whole(asked: Moment) -> HttpResponse:
    return redirect(f"{reverse('forecast_years')}?{_moment(asked)}&{WHOLE}=1")


def _moment(asked: Moment) -> str:
    return f"pr={asked.as_of.isoformat()}&aar={asked.year}"


def _key(asked: Moment) -> str:
    return f"{the_site().kommune.basis(asked.as_of).digest()}/{asked.year}"
