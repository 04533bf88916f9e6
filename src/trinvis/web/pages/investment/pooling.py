"""The pool: what it may cost each year, which cases are the best choice, and where the next krone does most good."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from trinvis.municipality.investment_calculated import CannotAsk
from trinvis.municipality.investment_pool import portfolio
from trinvis.presentation import investment_portfolio
from trinvis.presentation.investment_form_case import without_points
from trinvis.presentation.investment_portfolio import portfolio_drawn
from trinvis.presentation.municipality import is_synthetic
from trinvis.web.moment import moment_of
from trinvis.web.pictures import picture
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

if TYPE_CHECKING:
    from trinvis.municipality.investment import Calculated

AMOUNTS, WEIGHING = "beloeb", "vaegt"


def pool_context(request: HttpRequest, made: Mapping[str, Calculated]) -> dict[str, Any]:
    """What the page shows: the form as it was typed, and the choice within the pool, or why there is none."""
    chosen = request.GET.getlist("case")
    typed = request.GET.get(AMOUNTS, "").strip()
    weighing = "chance" if request.GET.get(WEIGHING) == "chance" else "gain"
    context: dict[str, Any] = {
        "typed": typed,
        "weighing": weighing,
        "cases": [(key, one.case.title, not chosen or key in chosen) for key, one in made.items() if one.others],
        "answer": "Hvilke cases giver mest for investeringspuljens penge?",
    }
    try:
        pool, first = _pool(request, typed)
    except (CannotAsk, ValueError) as error:
        return context | ({"wrong_pool": str(error)} if typed else {"ask": str(error)})
    asked = [one for key, one in made.items() if one.others and (not chosen or key in chosen)]
    if not typed:
        context["typed"] = "; ".join(f"{amount:,.0f}".replace(",", ".") for amount in pool)
    try:
        found = portfolio(asked, pool, start_year=first, weighing=weighing)  # type: ignore[arg-type]
    except CannotAsk as error:
        return context | {"wrong_pool": str(error)}
    synthetic = is_synthetic(the_site().kommune)
    table = investment_portfolio.portfolio_table(found, synthetic=synthetic)
    next_krone = investment_portfolio.next_krone_table(found, synthetic=synthetic)
    drawing = portfolio_drawn(found, synthetic=synthetic)
    return context | {
        "answer": table.answer,
        "table": shown_table(table, sortable=False, heads="title"),
        "next": shown_table(next_krone, sortable=False),
        "picture": picture(drawing),
    }


def _pool(request: HttpRequest, typed: str) -> tuple[tuple[float, ...], int | None]:
    """Kroner by year and the first year; those of the journal where nothing was typed. Raises ``CannotAsk`` and ``ValueError``."""
    from trinvis.cases.numbers import number

    if not typed:
        _, first, pool = the_site().kommune.case_pool(moment_of(request).as_of)
        return pool, first
    return tuple(number(without_points(part.strip())) for part in typed.split(";") if part.strip()), None
