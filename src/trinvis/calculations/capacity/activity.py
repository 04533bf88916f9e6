"""Counts of children, courses and money as parts of a whole: flow of flow, stock of stock, in the same year.

The report divides new placements of a year by those that stand and calls it a share: 12 %, beside 56 % of the new ones (seed
002 lines 3400-3401).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Literal

from trinvis.calculations.capacity.rates import COUNTED_BY_WORDS, CountedBy
from trinvis.calculations.capacity.refused import CapacityRefused, danish

Kind = Literal["flow", "stock"]

KIND_WORDS: dict[Kind, str] = {"flow": "i løbet af året", "stock": "på en dag"}
"""What is counted over a year, and what stands on a day."""


@dataclass(frozen=True)
class Count:
    """A count (or amount) of a year; ``value`` None is missing. Raises ``CapacityRefused`` for a negative one."""

    label: str
    value: float | None
    kind: Kind
    year: int
    counted_by: CountedBy | None = None

    def __post_init__(self) -> None:
        if self.value is not None and not self.value >= 0:
            raise CapacityRefused(f"{self.label} i {self.year} er {danish(self.value)}; et antal er 0 eller mere.")

    @property
    def known(self) -> float:
        """The value. Raises ``CapacityRefused`` when it is missing."""
        if self.value is None:
            raise CapacityRefused(f"{self.label} mangler tal for {self.year}; hent det ind.")
        return self.value


@dataclass(frozen=True)
class Part:
    """``part`` of ``whole``, which is named: 26 % of new placements."""

    label: str
    part: float
    whole: float
    of: str

    @property
    def share(self) -> float:
        """0-1."""
        return self.part / self.whole


def part_of(part: Count, whole: Count) -> Part:
    """A part of a whole that it is in. Raises ``CapacityRefused`` for a flow of a stock, other years, another way to count, a part
    larger than the whole, or a whole of 0.
    """
    _alike([part, whole])
    if part.known > whole.known or not whole.known:
        raise CapacityRefused(
            f"{part.label} ({danish(part.known)}) kan ikke være en del af {whole.label} ({danish(whole.known)})."
        )
    return Part(part.label, part.known, whole.known, whole.label)


def mix(counts: Sequence[Count]) -> tuple[Part, ...]:
    """What part each is of all together, as placed children of all measures (lines 3104-3114). The counts must not share members.

    Raises ``CapacityRefused`` as ``part_of`` does.
    """
    _alike(counts)
    whole = fsum(one.known for one in counts)
    if not whole:
        raise CapacityRefused("Der er intet at fordele; alle tal er 0.")
    return tuple(Part(one.label, one.known, whole, "alle") for one in counts)


def _alike(counts: Sequence[Count]) -> None:
    for other in counts[1:]:
        one = counts[0]
        if one.kind != other.kind:
            raise CapacityRefused(
                f"{one.label} er talt {KIND_WORDS[one.kind]} og {other.label} {KIND_WORDS[other.kind]}; det ene er ikke en andel af det andet."
            )
        if one.year != other.year:
            raise CapacityRefused(f"{one.label} er for {one.year} og {other.label} for {other.year}; brug samme år.")
        if one.counted_by != other.counted_by:
            words = [
                COUNTED_BY_WORDS[way] if way else "uden oplyst kommune" for way in (one.counted_by, other.counted_by)
            ]
            raise CapacityRefused(
                f"{one.label} er {words[0]}, {other.label} {words[1]}; de kan ikke holdes op mod hinanden."
            )
