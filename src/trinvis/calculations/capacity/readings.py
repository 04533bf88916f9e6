"""The two ways that the report's 679 mio. kr. can be read, side by side with the parts that each gives.

*By the full model*: what it leaves unexplained (442) plus what a lower placement frequency would save (237), as the identity 679 =
237 + 442 says (seed 002 lines 488-500, 6813-6817). *By background*: all that background does not explain, as the table's title says
(*korrigeret for baggrundsforhold*, lines 484-488, 6986-6994); the frequency's part is then the difference between the models.
"""

from __future__ import annotations

from dataclasses import dataclass

from trinvis.calculations.capacity.expenditure_model import ExpenditureModel
from trinvis.calculations.capacity.overlap import added
from trinvis.calculations.capacity.potential import Potential
from trinvis.calculations.capacity.potentials import Base, deviation, lower_frequency
from trinvis.calculations.capacity.reference import Reference


@dataclass(frozen=True)
class Readings:
    """``total`` = ``frequency`` + ``unexplained`` by the full model; ``background`` is the other reading of the same figure.

    ``frequency_by_difference`` is the second reading's part, kroner a year: background − unexplained. It may be below 0.
    """

    frequency: Potential
    unexplained: Potential
    total: Potential
    background: Potential

    @property
    def frequency_by_difference(self) -> float:
        return self.background.amount - self.unexplained.amount

    @property
    def apart(self) -> float:
        """How far the readings lie from each other: the second over the first."""
        return self.background.amount / self.total.amount


def readings(
    background: ExpenditureModel, full: ExpenditureModel, key: str, base: Base, reference: Reference = "mean"
) -> Readings:
    """Both readings; ``key`` is the placement frequency of the full model, and ``reference`` what it comes down to."""
    frequency = lower_frequency(full, key, base, reference)
    unexplained = deviation(full, base, "full")
    total = added(
        "Afvigelse fra det forventede og lavere anbringelsesfrekvens (hele modellen)", [frequency, unexplained]
    )
    return Readings(frequency, unexplained, total, deviation(background, base, "background"))
