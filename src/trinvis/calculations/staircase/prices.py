"""The price level that amounts of several years are counted in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction


class MissingIndex(ValueError):
    """The price index has no figure for a year; the message is one Danish sentence."""

    def __init__(self, index: str, year: int) -> None:
        self.index, self.year = index, year
        super().__init__(
            f"Indekset »{index}« har intet tal for {year}; indtast det som parameter, eller vis løbende priser."
        )


@dataclass(frozen=True)
class Prices:
    """Prices of ``base`` for all years by the index of that name; without ``base`` each year's own prices.

    ``levels`` is year → index in hundredths, as the municipality has typed it. No index is shipped (seed 000 and 001 give
    2019 prices without naming the deflator).
    """

    index: str = ""
    levels: Mapping[int, int] = field(default_factory=dict)
    base: int | None = None

    def factor(self, year: int) -> Fraction:
        """What an amount of the year is multiplied by; exact. Raises ``MissingIndex``."""
        if self.base is None:
            return Fraction(1)
        for needed in (self.base, year):
            if not self.levels.get(needed):
                raise MissingIndex(self.index, needed)
        return Fraction(self.levels[self.base], self.levels[year])

    @property
    def text(self) -> str:
        """What must stand at the figure."""
        return "løbende priser" if self.base is None else f"faste {self.base}-priser (indeks: {self.index})"


CURRENT = Prices()
"""Each year's own prices."""
