"""How often the simulated intervals have held the municipality's own year-ends: what gives the right to draw one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.forecast.backtest import SIMULATED
from trinvis.municipality.forecast_backtest import at_hand

if TYPE_CHECKING:
    from trinvis.calculations.forecast.backtest import Score
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House

FEWEST = 6
"""Tried months that an interval is drawn on, at the least."""

_NOT_TESTED = (
    "Usikkerheden er ikke prøvet på jeres egne tal, så der vises intet interval: kør trinvis backtest, når et helt år er "
    "bogført efter de første 12 måneder med udtræk."
)  # fmt: skip


@dataclass(frozen=True)
class Held:
    """``held80`` and ``held95`` of ``origins`` tried months lay within the intervals."""

    origins: int
    held80: int
    held95: int

    @property
    def holds(self) -> bool:
        """Tried often enough, and held at least every second time: what clearly fails is not drawn."""
        return self.origins >= FEWEST and 2 * self.held80 >= self.origins


@dataclass(frozen=True)
class Tested:
    """How the intervals of the total, and of each area by its id, did in the tried months of ``years``."""

    years: tuple[int, ...]
    total: Held
    areas: Mapping[str, Held]

    def of(self, area: str) -> Held:
        """An area's (empty: the total's); one that was never tried has held 0 of 0."""
        return self.areas.get(area, Held(0, 0, 0)) if area else self.total

    @property
    def of_areas(self) -> Held:
        """All areas added up."""
        every = self.areas.values()
        return Held(*(sum(getattr(one, name) for one in every) for name in ("origins", "held80", "held95")))


def tested(house: House, basis: Basis) -> Tested | None:
    """From the scores that are kept; None when there are fewer than ``FEWEST`` months. Works nothing out."""
    said = [one for one in at_hand(house, basis) if one.method == SIMULATED and one.inside80 is not None]
    of_area: dict[str, list[Score]] = {}
    for one in said:
        of_area.setdefault(one.area, []).append(one)
    total = of_area.pop("", [])
    if len(total) < FEWEST:
        return None
    return Tested(
        tuple(sorted({one.year for one in total})),
        _held(total),
        {area: _held(found) for area, found in sorted(of_area.items())},
    )


def _held(found: list[Score]) -> Held:
    return Held(len(found), sum(bool(one.inside80) for one in found), sum(bool(one.inside95) for one in found))


def sentence_of(found: Tested | None) -> str:
    """What users read beside an interval, or in its place."""
    if found is None:
        return _NOT_TESTED
    years = " og ".join(", ".join(str(year) for year in found.years).rsplit(", ", 1))
    total, areas = found.total, found.of_areas
    return (
        f"Prøvet på jeres egne tal for {years}: af {total.origins} måneder lå regnskabet i alt inden for 80 %-intervallet "
        f"{total.held80} gange og inden for 95 %-intervallet {total.held95} gange; område for område inden for 80 %-intervallet "
        f"{areas.held80} af {areas.origins} gange."
    )


def not_drawn(found: Tested | None, labels: Iterable[tuple[str, str]]) -> str:
    """Which of the areas (id, label; the total's id is empty) have no interval although others do, and why; else nothing."""
    if found is None:
        return ""
    failed = [f"{label} ({_why(found.of(area))})" for area, label in labels if not found.of(area).holds]
    return f"Uden interval: {', '.join(failed)}." if failed else ""


def _why(held: Held) -> str:
    if not held.origins:
        return "ikke prøvet"
    months = f"{held.origins} {'måned' if held.origins == 1 else 'måneder'}"
    return f"holdt kun i {held.held80} af {months}" if held.origins >= FEWEST else f"kun prøvet i {months}"
