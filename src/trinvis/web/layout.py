"""What stands around every page: the menu, the day and year that are shown, and whether this is the invented example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from trinvis.presentation.municipality import is_synthetic, municipality_name
from trinvis.web.moment import WrongMoment, default_day, known_days, moment_of
from trinvis.web.site import the_site

MENU = (
    ("overview", "Overblik"),
    ("follow_up", "Budgetopfølgning"),
    ("commitments", "Disponering"),
    ("forecast", "Prognose"),
    ("staircase", "Trappen"),
    ("benchmark", "Sammenligning"),
    ("capacity", "Kapacitet"),
    ("investment", "Investeringer"),
    ("month", "Måneden"),
    ("data", "Data"),
    ("setup", "Opsætning"),
)
"""Name of the address → what the menu says, in the order of the menu."""


@dataclass(frozen=True)
class MenuItem:
    """One word of the menu; ``here`` when the page belongs under it."""

    label: str
    url: str
    here: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of every template. Before login nothing of the municipality is told but that it is an example."""
    kommune = the_site().kommune
    synthetic = is_synthetic(kommune)
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"synthetic": synthetic}
    try:
        asked = moment_of(request)
        day, year = asked.as_of, asked.year
    except WrongMoment:
        day = default_day()
        year = day.year
    return {
        "synthetic": synthetic,
        "municipality_name": municipality_name(kommune, the_site().today()),
        "menu": [MenuItem(label, reverse(name), _under(request.path, reverse(name))) for name, label in MENU],
        "asked_besides": [
            (name, value) for name, values in request.GET.lists() if name not in ("pr", "aar") for value in values
        ],
        "day": day,
        "year": year,
        "known_days": known_days(),
        "years": sorted({known.year for known in known_days()} | {year}, reverse=True),
    }


def _under(path: str, place: str) -> bool:
    return path == place if place == "/" else path.startswith(place)
