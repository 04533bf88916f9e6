"""The pool: what it may cost each year, which cases are the best choice, and where the next krone does most good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from trinvis.cases.numbers import NumberError, number
from trinvis.municipality.investment_calculated import CannotAsk
from trinvis.municipality.investment_pool import portfolio
from trinvis.presentation import investment_portfolio
from trinvis.presentation.investment_form_case import without_points
from trinvis.presentation.municipality import is_synthetic
from trinvis.reports import danish
from trinvis.web.moment import moment_of
from trinvis.web.pages.investment.showing import drawn_apart
from trinvis.web.site import the_site
from trinvis.web.tables import shown_table

if TYPE_CHECKING:
    from trinvis.municipality.investment import Calculated
    from trinvis.presentation.investment_compared import Listed

AMOUNTS, FIRST, WEIGHING = "beloeb", "foerste", "vaegt"
SEEKING = ("draft", "listed")
"""States of cases that still seek the pool's money."""


@dataclass(frozen=True)
class Pool:
    """Kroner by year from ``first`` (None: each case's own first year), as typed or as the journal has them."""

    amounts: tuple[float, ...]
    first: int | None

    def reaches(self, made: Calculated) -> bool:
        """Whether a case runs in any of the pool's years."""
        begins = 0 if self.first is None else made.case.start_year - self.first
        return begins < len(self.amounts) and begins + made.case.horizon > 0


def pool_context(request: HttpRequest, found: list[Listed]) -> dict[str, Any]:
    """What the page shows: the form as it was typed, and the choice within the pool, or why there is none."""
    made = {one.saved.key: one.made for one in found if one.made is not None and one.made.others}
    typed = {name: request.GET.get(name, "").strip() for name in (AMOUNTS, FIRST)}
    weighing = "chance" if request.GET.get(WEIGHING) == "chance" else "gain"
    context: dict[str, Any] = {
        "typed": typed,
        "weighing": weighing,
        "answer": "Hvilke cases giver mest for investeringspuljens penge?",
    }
    pool, wrong = _pool(request, typed)
    seeking = {one.saved.key for one in found if one.saved.state in SEEKING}
    usual = {key for key, one in made.items() if key in seeking and (pool is None or pool.reaches(one))}
    chosen = set(request.GET.getlist("case")) or usual
    context["cases"] = [(key, one.case.title, key in chosen) for key, one in made.items()]
    if pool is None:
        return context | ({"wrong_pool": wrong} if typed[AMOUNTS] else {"ask": wrong})
    context["typed"] = typed | {AMOUNTS: typed[AMOUNTS] or _written(pool), FIRST: typed[FIRST] or str(pool.first or "")}
    if not chosen & made.keys():
        return context | {
            "ask": "Ingen kladde eller case på byrådets liste løber i puljens år; vælg dem, der skal søge."
        }
    return context | _choice([one for key, one in made.items() if key in chosen], pool, weighing)


def _choice(asked: list[Calculated], pool: Pool, weighing: str) -> dict[str, Any]:
    synthetic = is_synthetic(the_site().kommune)
    try:
        found = portfolio(asked, pool.amounts, start_year=pool.first, weighing=weighing, chance=_chance)  # type: ignore[arg-type]
    except CannotAsk as error:
        return {"wrong_pool": str(error)}
    table = investment_portfolio.portfolio_table(found, synthetic=synthetic)
    return {
        "answer": table.answer,
        "table": shown_table(table, sortable=False, heads="title"),
        "next": shown_table(investment_portfolio.next_krone_table(found, synthetic=synthetic), sortable=False),
        "picture": drawn_apart(investment_portfolio.portfolio_drawn(found, synthetic=synthetic)),
    }


def _chance(made: Calculated, alternative: str) -> float | None:
    """The chance of profit, drawn once for every page that asks for it."""
    return the_site().kommune.simulated_case(made, alternative).answers.profit.value


def _pool(request: HttpRequest, typed: Mapping[str, str]) -> tuple[Pool | None, str]:
    """The pool that was typed, else the journal's; or why there is none."""
    if not typed[AMOUNTS]:
        try:
            _, first, amounts = the_site().kommune.case_pool(moment_of(request).as_of)
        except CannotAsk as error:
            return None, str(error)
        return Pool(amounts, first), ""
    year = typed[FIRST]
    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        return None, f"Puljens første år: »{year}« er ikke et årstal; skriv fx 2027, eller lad feltet stå tomt."
    parts = [part.strip() for part in typed[AMOUNTS].split(";") if part.strip()]
    try:
        amounts = tuple(number(without_points(part), "kroner") for part in parts)
    except NumberError as error:
        return None, f"Puljens beløb: {error.message}; skriv fx 2.000.000; 1.500.000."
    return Pool(amounts, int(year) if year else None), ""


def _written(pool: Pool) -> str:
    return "; ".join(danish.decimal(round(amount)) for amount in pool.amounts)
