"""Places coordinated in a region's framework agreement (*rammeaftale*), compared only where the agreement counts the same.

Seed 002 lines 9769-9844: the concept differs by region and changes over the years; one region cannot be used at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from trinvis.calculations.capacity.growth import Series
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.regions import REGIONS


@dataclass(frozen=True)
class FrameworkPlaces:
    """A region's places in a year, municipal and regional; None is not told. ``concept`` names what the agreement counts.

    ``total`` is told where the agreement gives both together. Raises ``CapacityRefused`` when it is not the two added, or below the
    only one that is told.
    """

    region: int
    year: int
    municipal: float | None
    regional: float | None
    concept: str
    total: float | None = None

    def __post_init__(self) -> None:
        both = self._together
        part = self.municipal if self.regional is None else self.regional
        if self.total is not None and (
            self.total != both if both is not None else part is not None and self.total < part
        ):
            raise CapacityRefused(
                f"Pladserne i rammeaftalen i {self.year} er ikke de kommunale og de regionale lagt sammen; ret tallene."
            )

    @property
    def places(self) -> float | None:
        """Both together; None when neither the total nor both parts are told, for one of them alone is another figure."""
        return self._together if self.total is None else self.total

    @property
    def _together(self) -> float | None:
        return None if self.municipal is None or self.regional is None else self.municipal + self.regional


def of_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[FrameworkPlaces, ...]:
    """Rows of the table ``framework_places`` (places in hundredths), in the order in which they stand. Raises as ``FrameworkPlaces``."""
    return tuple(
        FrameworkPlaces(
            int(row["region"]),
            row["year"],
            _whole(row.get("municipal_places")),
            _whole(row.get("regional_places")),
            row.get("concept") or "",
            _whole(row.get("places")),
        )
        for row in rows
    )


def _whole(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100


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
