"""The cells of an answer: which value of each variable, and the number, before anybody knows what they mean to us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

CONTENT = "INDHOLD"
"""The column of the number itself, in every format with rows."""


@dataclass(frozen=True)
class Cells:
    """``frame``: ``row_no`` (Int64, the line of the file or the place in the list), one UInt32 column per variable (a place in
    ``texts``; null where the row has none) and ``content`` (the number as text). ``texts``: variable → the distinct texts.
    ``labels``: variable → code → text, where the file says them. ``table`` is the name that the file gives itself, if any.
    ``titles``: lines that hold no cell. ``too_wide``: row numbers with more fields than the first line.
    """

    frame: pl.DataFrame
    texts: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    table: str = ""
    titles: int = 0
    too_wide: tuple[int, ...] = ()

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables in the order of the file."""
        return tuple(self.texts)

    def place(self, without: str = "") -> pl.Series:
        """The place of each row in the list of all combinations (of the variables but ``without``), the last variable running
        fastest (Int64); null where the row lacks a value.

        The texts are numbered as they first occur, so a whole answer is 0, 1, 2 … without a gap.
        """
        import polars as pl

        place = pl.lit(0, dtype=pl.Int64)
        for name, texts in self.texts.items():
            if name != without:
                place = place * len(texts) + pl.col(name).cast(pl.Int64)
        return self.frame.select(place=place)["place"]

    def column(self, variable: str, of_text: Sequence[object], dtype: pl.DataType) -> pl.Series:
        """What ``of_text`` says of the value of each row; null where the row has none."""
        import polars as pl

        return pl.Series(of_text, dtype=dtype).gather(self.frame[variable])

    @property
    def combinations(self) -> int:
        """How many cells there are when every value meets every other."""
        number = 1
        for texts in self.texts.values():
            number *= len(texts)
        return number
