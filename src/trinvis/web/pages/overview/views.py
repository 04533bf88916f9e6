"""*Overblik*."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from trinvis.presentation import overview
from trinvis.presentation.municipality import Moment, is_synthetic
from trinvis.web.access import page
from trinvis.web.moment import moment_of, parse_day
from trinvis.web.site import the_site
from trinvis.web.tables import ShownTable, shown_table

WHOLE = "alt"
"""``?alt=1`` gives the page with nothing loaded afterwards: for readers without script."""


@dataclass(frozen=True)
class Picture:
    """What ``tables/picture.html`` shows."""

    title: str
    svg: SafeString
    table: ShownTable


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
    drivers = overview.drivers_drawn(made, synthetic=synthetic)
    context: dict[str, Any] = {
        "title": "Overblik",
        "asked": asked,
        "answer": overview.answer(made),
        "shares": overview.shares(made),
        "drivers": drivers and _picture(drivers),
        "staircase": _picture(overview.staircase_drawn(stairs, synthetic=synthetic)),
        "outside": overview.outside(stairs),
        "areas": shown_table(
            overview.areas_table(made, asked.as_of, synthetic=synthetic),
            columns=overview.AREA_COLUMNS,
            scale="mio",
            sortable=False,
        ),
        "history": _history(asked, at_hand=not whole),
        "waits": not whole,
    }
    if whole:
        context |= _changes(asked)
    return render(request, "overview/page.html", context)


@page("figures")
def history(request: HttpRequest, year: int, day: str) -> HttpResponse:
    """The picture of how the forecast has moved; while months are missing, one more is worked out and the count shown."""
    asked = Moment(year, parse_day(day))
    if not request.htmx:  # type: ignore[attr-defined]
        return _whole(year, asked.as_of)
    ready, number = the_site().kommune.prepare_forecast_history(year, asked.as_of)
    picture = _history(asked, at_hand=ready < number)
    return render(
        request,
        "overview/history.html",
        {"asked": asked, "history": picture, "waiting": ready < number, "ready": ready, "number": number},
    )


@page("figures")
def changes(request: HttpRequest, year: int, day: str) -> HttpResponse:
    """What changed since last month."""
    if not request.htmx:  # type: ignore[attr-defined]
        return _whole(year, parse_day(day))
    return render(request, "overview/changes.html", _changes(Moment(year, parse_day(day))))


def _whole(year: int, day: date) -> HttpResponse:
    return redirect(f"{reverse('overview')}?pr={day.isoformat()}&aar={year}&{WHOLE}=1")


def _history(asked: Moment, *, at_hand: bool) -> Picture | None:
    kommune = the_site().kommune
    points = (
        kommune.forecast_history_at_hand(asked.year, asked.as_of)
        if at_hand
        else kommune.forecast_history(asked.year, asked.as_of)
    )
    return _picture(overview.history_drawn(points, asked.year, synthetic=is_synthetic(kommune))) if points else None


def _changes(asked: Moment) -> dict[str, Any]:
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


def _picture(drawn: overview.Drawn) -> Picture:
    svg = mark_safe(drawn.svg)
    if drawn.narrow_svg:
        narrow = mark_safe(drawn.narrow_svg)
        svg = format_html('<div class="for-wide">{}</div><div class="for-narrow">{}</div>', svg, narrow)
    return Picture(drawn.title, svg, shown_table(drawn.table, sortable=False))
