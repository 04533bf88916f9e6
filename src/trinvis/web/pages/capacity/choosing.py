"""What the page's form asks for, and what it offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpRequest

from trinvis.municipality.capacity_asked import AREAS, NO_INDEX, asked_from
from trinvis.presentation.municipality import municipality_name
from trinvis.reports import danish
from trinvis.web.moment import moment_of
from trinvis.web.site import the_site

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_asked import Asked

NAMES = {
    "omraade": "area", "siden": "since", "indeks": "index", "priser": "base", "efter": "counted_by", "fast": "held",
    "niveau": "reference", "andel": "base_share", "variabler": "variables", "vaegtet": "weighted", "refusion": "refund_taken_off",
}  # fmt: skip
"""Name in the query → what it says of the analysis."""

YEAR = "regnskab"


@dataclass(frozen=True)
class Select:
    """One list of choices: (value, label, chosen)."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


def asked_of(request: HttpRequest) -> Asked:
    """The analysis that the query asks for; raises ``CapacityRefused`` for a choice that there is none of."""
    given = {said: request.GET.get(name, "") for name, said in NAMES.items()}
    year = request.GET.get(YEAR, "")
    name = municipality_name(the_site().kommune, moment_of(request).as_of)
    return asked_from(given, int(year) if _is_year(year) else None, name)


def areas(request: HttpRequest, area: str, path: str) -> list[dict[str, object]]:
    """The areas as tabs; choices that belong to another area are let go."""
    kept = [
        (name, value) for name, value in request.GET.items() if name in ("pr", "aar", YEAR, "indeks", "siden") and value
    ]
    return [
        {"label": label, "href": f"{path}?{urlencode([*kept, ('omraade', key)])}", "here": key == area}
        for key, label in AREAS.items()
    ]


def choices(made: Capacity, known: tuple[int, ...]) -> tuple[Select, ...]:
    """The lists of the form, with what is shown now chosen."""
    asked, now = made.asked, made.prices
    years = sorted(known, reverse=True)
    selects = (
        _years(YEAR, "Regnskabsår", years, made.year),
        _years("siden", "Udvikling siden", [one for one in years if one <= made.year], made.years[0]),
        Select("indeks", "Priser", tuple(_prices(made))),
        Select("efter", "Aktivitet opgjort efter", (
            ("", "Myndighedskommune: den, der har sagen", asked.counted_by == "paying"),
            ("acting", "Handlekommune: den, tilbuddet ligger i", asked.counted_by == "acting"))),
        Select("fast", "Målgruppens andele", (
            ("", "Hvert års egne", asked.held is None),
            *((str(one), f"Som i {one} alle år", asked.held == one) for one in made.years))),
        Select("niveau", "Potentialer ned til", (
            ("", "Gennemsnittet", asked.reference == "mean"), ("median", "Medianen", asked.reference == "median"),
            ("lower_quartile", "1. kvartil", asked.reference == "lower_quartile"))),
        Select("andel", "Målgruppens andel i potentialer", (
            ("", "Én andel for hele området", asked.base_share == "flat"),
            ("component", "Hver dels andel efter, hvad der bruges", asked.base_share == "component"))),
        Select("vaegtet", "Modellen", (
            ("", "Hver kommune tæller 1", not asked.weighted), ("1", "Vægtet efter indbyggere", asked.weighted))),
        Select("refusion", "Statsrefusion", (
            ("", "Ikke trukket fra", not asked.refund_taken_off), ("1", "Trukket fra", asked.refund_taken_off))),
    )  # fmt: skip
    return tuple(one for one in selects if len(one.options) > 1) if now else ()


def _prices(made: Capacity) -> list[tuple[str, str, bool]]:
    now = made.prices
    options = [(NO_INDEX, "Løbende priser", now.base is None)]
    if now.base is not None:
        options.insert(0, (now.index, f"Faste {now.base}-priser, indeks {now.index}", True))
    elif made.price_indexes:
        options += [(name, f"Faste priser, indeks {name}", False) for name in made.price_indexes]
    return options


def _years(name: str, label: str, years: list[int], now: int) -> Select:
    return Select(name, label, tuple((str(year), str(year), year == now) for year in years))


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and danish.FIRST_YEAR <= int(text) <= danish.LAST_YEAR
