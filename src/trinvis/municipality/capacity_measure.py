"""One measure of every municipality and year: money, staff, courses, places."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum

from trinvis.calculations.capacity.growth import Break
from trinvis.calculations.capacity.rates import Band
from trinvis.calculations.staircase.prices import CURRENT, Prices
from trinvis.municipality.capacity_figure import KRONER, Scale, Source

COUNTRY = 0
"""Where a code stands for all municipalities of the country together."""

PERSONS = "personer"


@dataclass(frozen=True, eq=False)
class Measure:
    """One measure: (municipality, year) → a value in ``unit``; a municipality without one is not there.

    ``sources`` gives the rows behind the value of some municipalities in a year. ``how`` is a Danish sentence. ``band`` are the ages
    that it is counted per. ``persons``: it counts people, so small
    figures of one municipality are hidden. ``breaks`` and ``concepts`` are what growth is refused across. ``values`` are in ``prices``, rows in each year's own.
    """

    key: str
    label: str
    unit: str
    band: Band
    values: Mapping[tuple[int, int], float]
    how: str
    sources: Callable[[Sequence[int], int], tuple[Source, ...]]
    prices: Prices = CURRENT
    breaks: tuple[Break, ...] = ()
    concepts: Mapping[int, str] = field(default_factory=dict)
    persons: bool = False
    decimals: int = 0
    """Of the level; a rate of kroner has none, another has two."""
    parameters: tuple[str, ...] = ()
    note: str = ""

    def known(self, codes: Collection[int], year: int) -> tuple[int, ...]:
        """Those of ``codes`` with a value in the year."""
        return tuple(code for code in codes if (code, year) in self.values)

    def total(self, codes: Collection[int], year: int) -> float | None:
        """The sum of those with a value; None when none has."""
        found = [self.values[code, year] for code in codes if (code, year) in self.values]
        return fsum(found) if found else None

    @property
    def rate_decimals(self) -> int:
        """How many decimals a figure per 1,000 has."""
        return 0 if self.unit == KRONER else 2


def thousands(measures: Sequence[Measure]) -> Scale:
    """Money per 1,000 inhabitants is shown in thousands: as kroner for each of them."""
    return "tkr" if measures[0].unit == KRONER else "kr"
