"""Where a unit stands in a row, with an interval: a rank says little when the rates lie close or rest on few cases.

Source: Mogstad, Romano, Shaikh & Wilhelm (2024), *Review of Economic Studies* 91, 476-518: a unit's rank lies between
1 + those surely before it and the number − those surely after it. The single-step form with Bonferroni's bound is used
on exact tests, so that it holds for few cases too; ranks drawn by a bootstrap do not where rates lie close (Hall &
Miller (2009), *Annals of Statistics* 37, 3929-3959).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.calculations.statistics.rates import Kind, chance_of_larger, counted, tail_of

if TYPE_CHECKING:
    import numpy.typing as npt


@dataclass(frozen=True)
class Rank:
    """``place`` 1 is first; units with the same rate share the best place. ``low`` to ``high``: the places it may truly have.

    ``level`` holds for this unit by itself, not for all units at once.
    """

    place: int
    low: int
    high: int
    of: int
    level: float


def ranks(
    cases: npt.ArrayLike,
    exposure: npt.ArrayLike,
    *,
    level: float = 0.95,
    kind: Kind = "poisson",
    largest_first: bool = True,
) -> tuple[Rank, ...]:
    """Each rate's rank with its interval, in the order given. Raises ``ValueError`` as ``counted`` does."""
    number, out_of = counted(cases, exposure, kind)
    size = int(number.size)
    larger = chance_of_larger(number, out_of, kind) < tail_of(level) / max(size - 1, 1)
    higher = number[:, None] * out_of > number * out_of[:, None]
    surely_before, before = (larger.T, higher.T) if largest_first else (larger, higher)
    return tuple(
        Rank(1 + int(better.sum()), 1 + int(first.sum()), size - int(last.sum()), size, level)
        for better, first, last in zip(before, surely_before, surely_before.T, strict=True)
    )
