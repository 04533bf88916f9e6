"""How often the simulated intervals have held the municipality's own year-ends: what gives the right to draw one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.backtest import SIMULATED
from trinvis.municipality.forecast_backtest import at_hand

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

FEWEST = 6
"""Tried months that an interval is drawn on, at the least."""

_NOT_TESTED = (
    "Usikkerheden er ikke prøvet på jeres egne tal, så der vises intet interval: kør trinvis backtest, når et helt år er "
    "bogført efter de første 12 måneder med udtræk."
)  # fmt: skip


@dataclass(frozen=True)
class Tested:
    """``held80`` and ``held95`` of ``origins`` tried months of ``years`` lay within the interval of the total.

    ``area_held80`` of ``area_origins`` is the same over all areas.
    """

    years: tuple[int, ...]
    origins: int
    held80: int
    held95: int
    area_origins: int
    area_held80: int


def tested(house: House, basis: Basis) -> Tested | None:
    """From the scores that are kept; None when there are fewer than ``FEWEST`` months. Works nothing out."""
    said = [one for one in at_hand(house, basis) if one.method == SIMULATED and one.inside80 is not None]
    total, areas = [one for one in said if not one.area], [one for one in said if one.area]
    if len(total) < FEWEST:
        return None
    return Tested(
        tuple(sorted({one.year for one in total})),
        len(total),
        sum(bool(one.inside80) for one in total),
        sum(bool(one.inside95) for one in total),
        len(areas),
        sum(bool(one.inside80) for one in areas),
    )


def sentence_of(found: Tested | None) -> str:
    """What users read beside an interval, or in its place."""
    if found is None:
        return _NOT_TESTED
    years = " og ".join(", ".join(str(year) for year in found.years).rsplit(", ", 1))
    return (
        f"Prøvet på jeres egne tal for {years}: af {found.origins} måneder lå regnskabet i alt inden for 80 %-intervallet "
        f"{found.held80} gange og inden for 95 %-intervallet {found.held95} gange; område for område inden for 80 %-intervallet "
        f"{found.area_held80} af {found.area_origins} gange."
    )
