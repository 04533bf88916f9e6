"""A calculated potential with everything that must be said of it. It is a deviation from a benchmark, never efficiency by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trinvis.calculations.capacity.caveats import Caveat

Kind = Literal[
    "deviation", "frequency", "rates", "unused_places", "digitalisation", "conversion", "finished_treated", "sum"
]

NATIONAL = "Hele landet"


@dataclass(frozen=True)
class Part:
    """What one municipality, region or offer contributes, kroner a year."""

    name: str
    amount: float


@dataclass(frozen=True)
class Interval:
    """``low`` to ``high``, kroner a year; ``words`` say what it is an interval of."""

    low: float
    high: float
    level: float
    words: str


@dataclass(frozen=True)
class Potential:
    """``amount`` is kroner a year (float), at the prices of ``year`` where that is known.

    ``area`` names whose spending it is of, ``where`` the country or one municipality, ``part`` the offer or paragraph where a kind has
    several. ``calculation`` is the same for figures of one calculation, whose parts do not overlap. ``cases`` is how many units
    stand behind, ``left_out`` why the others do not. ``said``: how it is calculated. ``corrected``: noise is not counted.
    """

    kind: Kind
    label: str
    amount: float
    area: frozenset[str]
    cases: int
    said: tuple[str, ...]
    caveats: tuple[Caveat, ...]
    where: str = NATIONAL
    year: int | None = None
    part: str = ""
    calculation: str = ""
    reading: Literal["", "full", "background"] = ""
    corrected: bool = False
    interval: Interval | None = None
    left_out: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    def per_cent_of(self, base: float) -> float:
        """The potential in per cent of a base in kroner; raises ``ValueError`` unless the base is above 0."""
        if base <= 0:
            raise ValueError("Det, som der regnes procent af, skal være over 0 kr.")
        return 100 * self.amount / base
