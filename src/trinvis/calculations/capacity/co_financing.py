"""Municipal co-financing of regional psychiatry: admissions, outpatient visits and specialists; finished treated stand apart.

Seed 002 lines 2536-2554, 8188-8271. A total is of all three kinds or it is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from typing import Literal, get_args

from trinvis.calculations.capacity.rates import Population, Rate, Subject, rate
from trinvis.calculations.capacity.refused import CapacityRefused

Kind = Literal["discharge", "outpatient", "specialist"]
KINDS: tuple[Kind, ...] = get_args(Kind)

KIND_WORDS: dict[Kind, str] = {
    "discharge": "indlæggelser",
    "outpatient": "ambulante besøg",
    "specialist": "speciallæger",
}


@dataclass(frozen=True)
class CoFinanced:
    """One kind in a year: ``amount`` in kroner of ``units`` (discharges, visits, services); None is missing."""

    amount: float | None
    units: float | None = None

    @property
    def per_unit(self) -> float | None:
        """Kroner per unit; None where one is missing or there is none."""
        return self.amount / self.units if self.amount is not None and self.units else None


@dataclass(frozen=True)
class CoFinancing:
    """A year's co-financing by kind."""

    year: int
    kinds: Mapping[Kind, CoFinanced]

    @property
    def total(self) -> float:
        """Kroner. Raises ``CapacityRefused`` naming kinds that are missing."""
        amounts = {kind: self.kinds[kind].amount if kind in self.kinds else None for kind in KINDS}
        missing = [KIND_WORDS[kind] for kind, amount in amounts.items() if amount is None]
        if missing:
            raise CapacityRefused(f"Medfinansieringen i {self.year} mangler {' og '.join(missing)}; hent beløbet ind.")
        return fsum(amount for amount in amounts.values() if amount is not None)

    def per_inhabitant(self, subject: Subject, population: Population) -> Rate:
        """The total over the population that belongs to it. Raises ``CapacityRefused`` as ``total`` and ``rate``."""
        return rate(self.total, self.year, subject, population)
