"""Which year, and as known on which day: chosen once in the page's head, kept in the session, sent along in links.

``?pr=2026-09-30&aar=2026`` choose; a day without a year takes the day's own. Without a choice it is today, or, when nothing has
arrived since, the day that the newest delivery is known from.
"""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest

from trinvis.presentation.municipality import Moment
from trinvis.reports import danish
from trinvis.web.site import the_site


class WrongMoment(ValueError):
    """The day or year in the address is none; the text is a Danish sentence."""


def moment_of(request: HttpRequest) -> Moment:
    """The moment that the request is about; raises ``WrongMoment``."""
    kept = request.session.get("moment") or {}
    asked_day, asked_year = request.GET.get("pr"), request.GET.get("aar")
    day = parse_day(asked_day) if asked_day else None
    if day is None:
        day = date.fromisoformat(kept["pr"]) if kept.get("pr") else default_day()
    if asked_year:
        year = _year(asked_year)
    elif asked_day or not kept.get("aar"):
        year = day.year
    else:
        year = int(kept["aar"])
    if asked_day or asked_year:
        request.session["moment"] = {"pr": day.isoformat(), "aar": year}
    return Moment(year, day)


def default_day() -> date:
    """Today, or the newest day on which a delivery became known when that is earlier."""
    today = the_site().today()
    days = [delivery.known_from for delivery in the_site().kommune.deliveries()]
    return min(today, max(days)) if days else today


def known_days() -> list[date]:
    """The days on which something arrived, newest first: what a reader would choose among."""
    return sorted({delivery.known_from for delivery in the_site().kommune.deliveries()}, reverse=True)


def parse_day(text: str) -> date:
    """``2026-09-30`` or ``30.09.2026``; raises ``WrongMoment``."""
    found = danish.day_from(text)
    if found is None:
        raise WrongMoment(f"{text.strip()} er ingen dato: skriv den som 30.09.2026.")
    return found


def _year(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not danish.FIRST_YEAR <= int(text) <= danish.LAST_YEAR:
        raise WrongMoment(f"{text} er ikke et budgetår: skriv det med fire cifre, fx 2026.")
    return int(text)


def written_known_from(asked: Moment) -> date:
    """The day that something typed on a page is known from: the page's day, so that it is seen there, never a later one."""
    return min(asked.as_of, the_site().today())
