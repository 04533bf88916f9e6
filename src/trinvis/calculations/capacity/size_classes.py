"""Small, medium and large municipalities, as the panels of the report's bar charts (seed 002 lines 2599-2607).

The limits are the parameter ``size_classes``; none is written here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.refused import CapacityRefused, danish

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class SizeClass:
    """Municipalities with ``least`` to ``most`` inhabitants, both with; ``most`` None is no limit. ``label`` is Danish."""

    key: str
    label: str
    least: int
    most: int | None


def size_classes(table: pl.DataFrame) -> tuple[SizeClass, ...]:
    """The classes out of the parameter ``size_classes`` as it holds in the year, from small to large.

    Raises ``CapacityRefused`` when there are none, or a number of inhabitants is in two classes or in none between them.
    """
    rows = table.sort("least").select("class", "label", "least", "most").rows()
    classes = tuple(SizeClass(*row) for row in rows)
    if not classes:
        raise CapacityRefused("Der er ingen størrelsesklasser for året; tilføj dem i parameteren size_classes.")
    for one, other in pairwise(classes):
        if one.most is None or other.least != one.most + 1:
            raise CapacityRefused(
                f"»{one.label}« og »{other.label}« følger ikke efter hinanden; ret parameteren size_classes."
            )
    return classes


def size_class(inhabitants: int, classes: Sequence[SizeClass]) -> SizeClass:
    """The class that so many inhabitants belong to. Raises ``CapacityRefused`` when none has them."""
    for one in classes:
        if one.least <= inhabitants and (one.most is None or inhabitants <= one.most):
            return one
    raise CapacityRefused(f"{danish(inhabitants)} indbyggere hører ikke til nogen størrelsesklasse; ret folketallet.")
