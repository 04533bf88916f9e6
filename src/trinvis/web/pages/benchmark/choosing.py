"""What the page's form asks for, and what it offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest

from trinvis.municipality.benchmark import NO_INDEX, Asked
from trinvis.presentation.municipality import municipality_name
from trinvis.reports import danish
from trinvis.web.moment import moment_of
from trinvis.web.site import the_site

if TYPE_CHECKING:
    from trinvis.municipality.benchmark import Benchmark

AGAINST, YEAR, SINCE, WEIGHTED, NET, INDEX, FIGURE, BACKGROUND = (
    "mod", "regnskab", "siden", "vaegt", "netto", "indeks", "tal", "baggrund",
)  # fmt: skip


@dataclass(frozen=True)
class Select:
    """One list of choices: (value, label, chosen)."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


def asked_of(request: HttpRequest) -> Asked:
    """The comparison that the query asks for; what is no year is as if it were not there."""
    return Asked(
        year=_year(request.GET.get(YEAR, "")),
        against=request.GET.get("mod_egne", "").strip() or request.GET.get(AGAINST, ""),
        counting="net" if request.GET.get(NET) == "1" else "gross",
        index=request.GET.get(INDEX) or None,
        weighting="weighted" if request.GET.get(WEIGHTED) == "1" else "unweighted",
        since=_year(request.GET.get(SINCE, "")),
        figure=request.GET.get(FIGURE, ""),
        background=request.GET.get(BACKGROUND, ""),
        own_name=municipality_name(the_site().kommune, moment_of(request).as_of),
    )


def choices(made: Benchmark) -> tuple[Select, ...]:
    """The lists of the form, with what is shown now chosen."""
    asked, years = made.asked, sorted({year for _, year in made.spending.years}, reverse=True)
    sets = made.sets.names() | (
        {made.against.key: made.against.label} if made.against.key not in made.sets.names() else {}
    )
    selects = [
        Select(AGAINST, "Sammenlign med", tuple((key, label, key == made.against.key) for key, label in sets.items())),
        _years(YEAR, "Regnskabsår", years, made.year),
        _years(SINCE, "Siden", [year for year in years if year < made.year], made.since),
        Select(WEIGHTED, "Gennemsnit", (("", "Uvægtet: hver kommune tæller 1", asked.weighting == "unweighted"),
                                        ("1", "Vægtet: sum over sum", asked.weighting == "weighted"))),
        Select(NET, "Udgifter", (("", "Brutto", asked.counting == "gross"), ("1", "Netto: minus indtægter", asked.counting == "net"))),
        _index(made),
    ]  # fmt: skip
    if len(made.rates) > 1:
        chosen = made.rate
        options = tuple((one.figure.key, one.figure.name, one is chosen) for one in made.rates)
        selects.append(Select(FIGURE, "Antal børn", options))
    return tuple(select for select in selects if len(select.options) > 1)


def _index(made: Benchmark) -> Select:
    now = made.counted.prices
    names = sorted(_typed_indexes(made) | ({now.index} if now.base is not None else set()))
    options = [(NO_INDEX, "Løbende priser", now.base is None)]
    options += [(name, f"Faste priser, indeks {name}", now.base is not None and name == now.index) for name in names]
    return Select(INDEX, "Priser", tuple(options))


def _typed_indexes(made: Benchmark) -> set[str]:
    return {one.key for one in made.national.parameters.overrides if one.name == "price_index" and one.key}


def _years(name: str, label: str, years: list[int], now: int) -> Select:
    return Select(name, label, tuple((str(year), str(year), year == now) for year in years))


def _year(text: str) -> int | None:
    if text.isascii() and text.isdigit() and danish.FIRST_YEAR <= int(text) <= danish.LAST_YEAR:
        return int(text)
    return None
