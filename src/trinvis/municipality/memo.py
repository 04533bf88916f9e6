"""The memo lines of a year, which are more than all others together: their sums at once, they themselves when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from trinvis.calculations.commitments.year import memo_lines

if TYPE_CHECKING:
    import polars as pl

    from trinvis.municipality.gathered import Frame

LINE_BYTES = 250
"""What a line is taken to weigh before it is made."""


@dataclass(frozen=True)
class Memo:
    """What the memo lines of ``year`` are made of, besides the lines of what is spent.

    ``grant_months`` are held in memory, so that the lines can be made after the engine is closed.
    """

    year: int
    closed_through: int
    grant_months: pl.DataFrame

    def of(self, lines: Frame, grant_months: Frame) -> Frame:
        """The memo lines that go with ``lines``, on the engine of both."""
        return memo_lines(lines, grant_months, year=self.year, closed_through=self.closed_through)

    def lines(self, lines: pl.DataFrame) -> pl.DataFrame:
        """The memo lines that go with ``lines``."""
        posted, months = (nw.from_native(frame.lazy()) for frame in (lines, self.grant_months))
        return self.of(posted, months).collect("polars").to_native()  # type: ignore[no-any-return]

    def only_posted(self) -> Memo:
        """The same for money that no grant belongs to."""
        return Memo(self.year, self.closed_through, self.grant_months.clear())

    def size(self) -> int:
        """Bytes that the lines may come to."""
        return self.grant_months.height * LINE_BYTES
