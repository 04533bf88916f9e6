"""Days that patients spend in psychiatry after they are finished treated (*færdigbehandlede*), while they wait for the municipality.

Seed 002: bed days, discharges and days per discharge (lines 3910-4032, 10099-10284), 1.834 kr. a day in 2011 (10107). Few children are
behind (about 66 in 2011, in one region 1), so changes are marked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from trinvis.calculations.capacity.growth import FEW
from trinvis.calculations.capacity.rates import Population, Rate, Subject, rate
from trinvis.calculations.capacity.refused import CapacityRefused


@dataclass(frozen=True)
class BedDays:
    """A year's bed days and patients (discharges). Raises ``CapacityRefused`` for negative ones, or days without patients."""

    year: int
    days: float
    patients: float

    def __post_init__(self) -> None:
        if not (self.days >= 0 and self.patients >= 0) or (self.days and not self.patients):
            raise CapacityRefused(f"Sengedage og patienter i {self.year} passer ikke sammen; ret tallene.")

    @property
    def stay(self) -> float | None:
        """Bed days per patient; None without any."""
        return self.days / self.patients if self.patients else None

    @property
    def few(self) -> bool:
        """So few patients that a change says little."""
        return self.patients < FEW

    def cost(self, day_rate: float) -> float:
        """Kroner at the year's rate per day."""
        return self.days * day_rate

    def per_inhabitant(self, subject: Subject, population: Population) -> Rate:
        """Bed days over the population that belongs to them. Raises ``CapacityRefused`` as ``rate`` does."""
        return rate(self.days, self.year, subject, population)


def together(parts: Iterable[BedDays]) -> BedDays:
    """Regions put together, so that the stay is sum over sum. Raises ``CapacityRefused`` without any, or for several years."""
    rows = list(parts)
    years = {one.year for one in rows}
    if len(years) != 1:
        raise CapacityRefused("Sengedagene skal være for ét og samme år for at kunne lægges sammen.")
    return BedDays(years.pop(), fsum(one.days for one in rows), fsum(one.patients for one in rows))
