"""*Økonomi*: what an area costs, year by year, by offer, region and municipality (C1-C4 of the report's children, C1-C3 of its adults)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.municipality.capacity_accounts import accounts_table
from trinvis.municipality.capacity_figure import FigureTable, Said
from trinvis.municipality.capacity_measures import COUNTRY, Measure, Tables
from trinvis.municipality.capacity_money import group_measures, money_measures, outside_measure, total_measure
from trinvis.municipality.capacity_prices import prices_table

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity


def tables(made: Capacity) -> tuple[FigureTable, ...]:
    """Our own years, the country's, the regions, how the municipalities lie, and all of them."""
    make = Tables(made, "economy")
    offers, groups, total = money_measures(made), group_measures(made), total_measure(made)
    per = (*groups, total) if len(groups) > 1 else (total,)
    many = len(offers) > 1
    whole = total if many else None
    shown = offers if many else (total,)
    prices = f"{made.prices.text[0].upper()}{made.prices.text[1:]}."
    return (
        make.years(
            f"Udgifter i {made.name(made.own)}",
            shown,
            made.own,
            total=whole,
            notes=(prices,),
            answer=_answer(made, total, "egen"),
            outside=outside_measure(made, (made.own,)),
        ),
        make.years(
            "Udgifter i hele landet",
            shown,
            COUNTRY,
            total=whole,
            notes=(prices,),
            answer=_answer(made, total, "land"),
            outside=outside_measure(made, made.country),
        ),
        make.regions("Udgifter pr. 1.000 i regionerne", per, notes=(prices,)),
        make.spreads("Hvordan kommunerne ligger", per, answer=_place()),
        *(make.municipalities(f"{one.label} pr. 1.000 i hver kommune", one) for one in per),
        accounts_table(made),
        *prices_table(made),
    )


def _answer(made: Capacity, total: Measure, scope: str) -> tuple[Said, ...]:
    table = f"economy.years.{scope}"
    who = "Kommunen" if scope == "egen" else "Kommunerne i hele landet"
    last = made.years[-1]
    row = "total"
    lacking = scope == "land" and len(total.known(made.country, last)) < len(made.country)
    who, but = ("De kommuner, der har regnskab,", "; det er ikke hele landet") if lacking else (who, "")
    first = Said(f"{who} brugte {{now}} på området i {last}{but}.", {"now": (table, row, f"y{last}")})
    if len(made.years) < 2:
        return (first,)
    change = Said(
        f"Det er en ændring på {{growth}} siden {made.years[0]}, i {made.prices.text}.",
        {"growth": (table, row, "growth")},
    )
    return (first, change)


def _place() -> tuple[Said, ...]:
    at = {"own": ("economy.spread", "total", "own"), "median": ("economy.spread", "total", "median")}
    return (Said("Kommunen bruger {own} pr. 1.000 borgere i aldersgruppen; medianen af kommunerne er {median}.", at),)
