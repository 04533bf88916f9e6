"""*Overblik*."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trinvis.presentation import overview, staircase_shown
from trinvis.presentation.forecast_page import interval_ends
from trinvis.presentation.municipality import Moment, is_synthetic
from trinvis.presentation.overview_history import history_drawn
from trinvis.web.access import page
from trinvis.web.moment import moment_of, parse_day
from trinvis.web.pages.forecast.at_hand import is_at_hand, may_be_tested, tested_at_hand, tested_of
from trinvis.web.pictures import Picture, picture
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

if TYPE_CHECKING:
    from trinvis.municipality.forecast_year import ForecastYear

WHOLE = "alt"
"""``?alt=1`` gives the page with nothing loaded afterwards: for readers without script."""


@page("figures")
def show(request: HttpRequest) -> HttpResponse:
    """The page. What takes time is loaded by fragments, unless it is at hand or the whole page is asked for."""
    kommune = the_site().kommune
    asked = moment_of(request)
    if not kommune.deliveries(asked.as_of):
        return render(request, "overview/empty.html", {"title": "Overblik", "asked": asked})
    synthetic = is_synthetic(kommune)
    made = kommune.follow_up(asked.year, asked.as_of)
    stairs = kommune.staircase(asked.year, asked.as_of)
    whole = WHOLE in request.GET
    tested = tested_of(asked) if whole else tested_at_hand(asked)
    drivers = overview.drivers_drawn(made, synthetic=synthetic)
    context: dict[str, Any] = {
        "title": "Overblik",
        "asked": asked,
        "answer": overview.answer(made),
        "shares": overview.shares(made),
        "drivers": drivers and picture(drivers),
        "staircase": picture(staircase_shown.staircase_drawn(stairs, synthetic=synthetic)),
        "outside": staircase_shown.outside(stairs),
        "areas": shown_table(
            overview.areas_table(made, asked.as_of, synthetic=synthetic),
            columns=overview.AREA_COLUMNS,
            scale="mio",
            sortable=False,
        ),
        "history": _history(asked, at_hand=not whole, tested=tested),
        "waits": not whole,
        **_interval(tested),
        "uncertainty_waits": not whole and tested is None and may_be_tested() and not is_at_hand(asked),
    }
    if whole:
        context |= changes_context(asked)
    return render(request, "overview/page.html", context)


@page("figures")
def history(request: HttpRequest, year: int, day: str) -> HttpResponse:
    """The picture of how the forecast has moved; while months are missing, one more is worked out and the count shown."""
    asked = Moment(year, parse_day(day))
    if not request.htmx:  # type: ignore[attr-defined]
        return _whole(year, asked.as_of)
    ready, number = the_site().kommune.prepare_forecast_history(year, asked.as_of)
    drawn = _history(asked, at_hand=ready < number, tested=tested_at_hand(asked))
    return render(
        request,
        "overview/history.html",
        {"asked": asked, "history": drawn, "waiting": ready < number, "ready": ready, "number": number},
    )


@page("figures")
def uncertainty(request: HttpRequest, year: int, day: str) -> HttpResponse:
    """The tested interval of the year-end, and the picture anew with it; nothing where none is tested."""
    asked = Moment(year, parse_day(day))
    if not request.htmx:  # type: ignore[attr-defined]
        return _whole(year, asked.as_of)
    tested = tested_of(asked)
    drawn = tested and _history(asked, at_hand=True, tested=tested)
    return render(request, "overview/uncertainty.html", {"asked": asked, "history": drawn} | _interval(tested))


@page("figures")
def changes(request: HttpRequest, year: int, day: str) -> HttpResponse:
    """What changed since last month."""
    if not request.htmx:  # type: ignore[attr-defined]
        return _whole(year, parse_day(day))
    return render(request, "overview/changes.html", changes_context(Moment(year, parse_day(day))))


def _interval(tested: ForecastYear | None) -> dict[str, Any]:
    """What ``overview/interval.html`` shows: the interval's ends, or why none is drawn though it was tested."""
    if tested is None:
        return {}
    return {"uncertainty": interval_ends(tested)} if tested.is_drawn() else {"not_drawn": tested.not_drawn}


def _whole(year: int, day: date) -> HttpResponse:
    return redirect(f"{reverse('overview')}?pr={day.isoformat()}&aar={year}&{WHOLE}=1")


def _history(asked: Moment, *, at_hand: bool, tested: ForecastYear | None) -> Picture | None:
    kommune = the_site().kommune
    points = (
        kommune.forecast_history_at_hand(asked.year, asked.as_of)
        if at_hand
        else kommune.forecast_history(asked.year, asked.as_of)
    )
    synthetic = is_synthetic(kommune)
    return picture(history_drawn(points, asked.year, synthetic=synthetic, tested=tested)) if points else None


def changes_context(asked: Moment) -> dict[str, Any]:
    """What ``overview/changes.html`` shows: what moved the forecast since last month."""
    kommune = the_site().kommune
    before = overview.last_month_end(asked.as_of)
    known = bool(kommune.deliveries(before))
    made = overview.moved(kommune.changes(asked.year, before, asked.as_of), before) if known else None
    return {
        "changes_known": True,
        "before": before,
        "moved": made,
        "changes_link": f"{reverse('follow_up')}aendringer/?siden={before.isoformat()}",
    }
