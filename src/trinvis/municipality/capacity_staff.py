"""*Personale*: årsværk by category and account, by year, region and municipality, and what there is of staff for each place.

Seed 002: C16-C18 of the children's notes (lines 2726-3012), C6 and C8 of the adults' (8424-8983, 9098-9106). The target group's staff is
a share of these, and the share is another section's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.municipality.capacity_figure import FigureTable, Said
from trinvis.municipality.capacity_measures import COUNTRY, Tables
from trinvis.municipality.capacity_staff_measures import (
    staff_by_account,
    staff_by_category,
    staff_measures,
    total_staff,
)
from trinvis.municipality.capacity_staff_mix import mix_table
from trinvis.municipality.capacity_staff_places import place_table
from trinvis.municipality.capacity_staff_users import user_table

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

__all__ = ["staff_measures", "tables"]

LEFT_OUT = (
    "Lønstatistikken har kun kommunalt ansatte: private og regionale tilbud og de fleste plejefamilier er ikke med, så personalet til "
    "den samlede indsats er undervurderet."
)
"""Seed 002 lines 2728-2734, 8426-8442."""
NOT_SPLIT = "Personalet er hele områdets; lønstatistikken kender ikke målgruppen."
"""Lines 8438-8442."""


def tables(made: Capacity) -> tuple[FigureTable, ...]:
    """Our own years and the country's, the mix of categories, regions, how municipalities lie, and staff per place."""
    make = Tables(made, "staff")
    total, accounts, categories = total_staff(made), staff_by_account(made), staff_by_category(made)
    per = (total, *accounts) if len(accounts) > 1 else (total,)
    found: list[FigureTable | None] = []
    for code, who, scope in ((made.own, made.name(made.own), "egen"), (COUNTRY, "hele landet", "land")):
        found.append(
            make.years(
                f"Årsværk i {who} efter personalegruppe", categories, code, total=total, own="Personalegruppe",
                answer=_answer(made, scope),
            )
        )  # fmt: skip
        if len(accounts) > 1:
            title = f"Årsværk i {who} efter konto"
            found.append(
                make.years(
                    title,
                    accounts,
                    code,
                    total=total,
                    own="Konto",
                    name="accounts",
                    answer=_answer(made, scope, "accounts"),
                )
            )
        found.append(mix_table(make, categories, total, code))
    found += [
        make.regions("Årsværk pr. 1.000 i regionerne", per, answer=_region_answer()),
        make.spreads("Årsværk: hvordan kommunerne ligger", per, answer=_place()),
        place_table(make, accounts),
        user_table(make, accounts),
        *(make.municipalities(f"{one.label} pr. 1.000 i hver kommune", one) for one in per),
    ]
    return tuple(replace(one, caveats=(LEFT_OUT, NOT_SPLIT, *one.caveats)) for one in found if one is not None)


def _answer(made: Capacity, scope: str, name: str = "years") -> tuple[Said, ...]:
    table, last = f"staff.{name}.{scope}", made.years[-1]
    who = "Kommunen" if scope == "egen" else "Kommunerne i hele landet"
    first = Said(f"{who} havde {{now}} på områdets konti i {last}.", {"now": (table, "total", f"y{last}")})
    if len(made.years) < 2:
        return (first,)
    change = Said(f"Det er en ændring på {{growth}} siden {made.years[0]}.", {"growth": (table, "total", "growth")})
    return (first, change)


def _region_answer() -> tuple[Said, ...]:
    at = {"land": ("staff.regions", "land", "total"), "own": ("staff.regions", "egen", "total")}
    return (
        Said("Hele landet har {land} pr. 1.000 borgere i aldersgruppen; kommunen har {own}.", at, decimals={"land": 1}),
    )


def _place() -> tuple[Said, ...]:
    at = {"own": ("staff.spread", "total", "own"), "median": ("staff.spread", "total", "median")}
    return (Said("Kommunen har {own} pr. 1.000 borgere i aldersgruppen; medianen af kommunerne er {median}.", at),)
