"""*Psykiatrien ved siden af*: what municipalities pay for the regional psychiatry, who waits there, and both sectors side by side.

Children (and PPR) are 0-19, adults 20-65 years old, as the regions count them. PPR has the referrals; the rest is the children's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.rates import band_words
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.municipality.capacity_figure import FigureTable
from trinvis.municipality.capacity_psychiatry_bed_days import finished_tables
from trinvis.municipality.capacity_psychiatry_beside import beside_tables
from trinvis.municipality.capacity_psychiatry_counts import BAND_OF, any_rows, other_ages
from trinvis.municipality.capacity_psychiatry_money import money_tables
from trinvis.municipality.capacity_psychiatry_referrals import referral_tables

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity

Make = Callable[["Capacity"], tuple[FigureTable, ...]]


def tables(made: Capacity) -> tuple[FigureTable, ...]:
    """Co-financing, finished-treated patients, referrals, and both sectors side by side; each where it is told.

    Raises ``CapacityRefused`` when nothing of the psychiatry is.
    """
    if not any_rows(made):
        raise CapacityRefused(
            "Der er ingen tal om den regionale psykiatri: hent dem ind, fx trinvis import DIR psykiatri.csv --source psychiatry."
        )
    parts: tuple[Make, ...] = (money_tables, finished_tables, referral_tables, beside_tables)
    found: list[FigureTable] = []
    refused: list[str] = []
    for make in (referral_tables,) if made.area == "ppr" else parts:
        try:
            found += make(made)
        except CapacityRefused as error:
            refused.append(str(error))
    if not found:
        raise CapacityRefused(" ".join(dict.fromkeys(refused)))
    return (replace(found[0], notes=(*found[0].notes, *refused, *_ages(made))), *found[1:])


def _ages(made: Capacity) -> tuple[str, ...]:
    other = other_ages(made)
    if not other:
        return ()
    return (f"Rækker for andre aldre end {band_words(BAND_OF[made.area])} er ikke med: {', '.join(other)}.",)
