"""Places coordinated in a region's framework agreement (*rammeaftale*), compared only where the agreement counts the same.

Seed 002 lines 9769-9844: the concept differs by region and changes over the years; one region cannot be used at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trinvis.calculations.capacity.growth import Series
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.regions import REGIONS


@dataclass(frozen=True)
class FrameworkPlaces:
    """A region's places in a year, municipal and regional; None is not told. ``concept`` names what the agreement counts."""

    region: int
    year: int
    municipal: float | None
    regional: float | None
    concept: str

    @property
    def places(self) -> float | None:
        """Both together; None when one is not told, for the other alone is another figure."""
        return None if self.municipal is None or self.regional is None else self.municipal + self.regional


def framework_series(rows: Iterable[FrameworkPlaces]) -> Series:
    """One region's places by year, ready for ``growth``, which refuses years of two concepts.

    Raises ``CapacityRefused`` for several regions, an unknown one, or a year that is there twice.
    """
    mine = list(rows)
    regions = {one.region for one in mine}
    if len(regions) != 1 or not regions <= REGIONS.keys():
        raise CapacityRefused("Rammeaftalens pladser skal være for én kendt region.")
    years = {one.year: one for one in mine}
    if len(years) < len(mine):
        raise CapacityRefused("Et år står der to gange; vælg det tal, der gælder.")
    return Series(
        f"Pladser i rammeaftalen, {REGIONS[mine[0].region]}",
        "pladser",
        {year: one.places for year, one in years.items()},
        concepts={year: one.concept for year, one in years.items()},
    )
