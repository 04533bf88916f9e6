"""A frame that is given: how many full-year persons of each type it has room for at today's prices."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.commitments.money import rounded_quotient
from trinvis.calculations.forecast.fit_to_frame import Assumed, FrameFit
from trinvis.calculations.forecast.fit_to_frame import fit_to_frame as fitted
from trinvis.calculations.forecast.scenario_changes import kind_label
from trinvis.municipality.address import Address
from trinvis.municipality.full_year import full_year
from trinvis.municipality.rules import rules
from trinvis.municipality.why import days_of

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

_HUNDREDTHS = 100
_KIND = pl.coalesce("placement_type", "intervention_type", pl.lit("other"))


def today(house: House, basis: Basis, year: int) -> tuple[Assumed, ...]:
    """The types of the grants that run on the basis' day: full-year persons, and price per full-year person, if they run all of
    ``year``. Types that cost nothing are left out: they take nothing of a frame."""
    sums = (
        full_year(house, basis, year)
        .group_by(_KIND.alias("kind"))
        .agg(pl.col("days").sum(), pl.col("amount_oere").sum())
        .filter(pl.col("days") > 0, pl.col("amount_oere") > 0)
    )
    of_a_year = rules(house, basis.rules).profile.full_year_days or days_of(year)
    found = []
    for name, days, amount in sums.iter_rows():
        persons = rounded_quotient(int(days) * _HUNDREDTHS, of_a_year)
        price = rounded_quotient(int(amount) * of_a_year, int(days))
        found.append(Assumed(str(name), kind_label(str(name)), persons, price))
    return tuple(sorted(found, key=lambda one: -one.amount_oere))


def cost_today(house: House, basis: Basis, year: int, name: str) -> int:
    """What the type's grants that run today cost in a whole year, øre."""
    return int(full_year(house, basis, year).filter(name == _KIND)["amount_oere"].sum())


def address_of(basis: Basis, year: int, name: str) -> str:
    """The address of what the type's grants that run today cost in a whole year."""
    from trinvis.tables.choices import PLACEMENT_TYPES

    where = (
        {"placement_type": name} if name in dict(PLACEMENT_TYPES) else {"intervention_type": name, "placement_type": ""}
    )
    return str(Address("full-year", year, basis.name, "amount_oere", where))


def fit_to_frame(
    house: House, basis: Basis, year: int, frame_oere: int, moves: Collection[str] | None = None
) -> FrameFit:
    """The numbers that fill ``frame_oere``; ``moves`` are the types whose number may change (None: all). Raises ``FrameError``."""
    return fitted(today(house, basis, year), frame_oere, moves=moves)
