"""A table as it is being written for a test: texts, what is said of it, and where each kind of figure stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np

from trinvis.calculations.capacity.table_checker import Description, Table, description_of

REGIONS = ["Hovedstaden", "Sjælland", "Syddanmark", "Midtjylland", "Nordjylland"]


@dataclass
class Draft:
    """``roles`` say where the figures of each kind stand, so that a fault can be planted there."""

    columns: list[str]
    names: list[str]
    cells: list[list[str]]
    about: dict[str, Any]
    roles: dict[str, Any] = field(default_factory=dict)

    @property
    def table(self) -> Table:
        return Table.of(self.columns, list(zip(self.names, self.cells, strict=True)))

    @property
    def description(self) -> Description:
        return description_of(self.about)


def printed(value: float, decimals: int, even: bool = False, unit: str = "") -> str:
    """A number as a publisher prints it: rounded once from what was not rounded, point and comma."""
    exact = Decimal(repr(float(value))).quantize(
        Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN if even else ROUND_HALF_UP
    )
    text = f"{abs(exact):,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    sign = "-" if exact < 0 else ""
    return f"{sign}{text}{unit}"


def number(text: str) -> float:
    """Back from text, for the planter."""
    kept = "".join(letter for letter in text if letter.isdigit() or letter in ",-")
    return float(kept.replace(",", "."))


def decimals(text: str) -> int:
    """Decimals of a printed number."""
    return len("".join(letter for letter in text.partition(",")[2] if letter.isdigit()))


def series(rng: np.random.Generator, level: float, years: int, spread: float = 0.06) -> np.ndarray:
    """A level that drifts from year to year."""
    return level * np.exp(np.cumsum(rng.normal(0, spread, years)))


def years_of(rng: np.random.Generator) -> list[int]:
    """Three to six years in a row."""
    first = int(rng.integers(2005, 2019))
    return list(range(first, first + int(rng.integers(4, 7))))
