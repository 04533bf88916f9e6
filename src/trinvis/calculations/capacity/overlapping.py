"""Counts in categories that share members: each can be shown, none can be added.

Causes of a placement, legal bases of an offer and the tasks of a day overlap (seed 002 lines 3208-3212, 3578-3580, 4554-4573);
the report warns, and a spreadsheet adds them all the same.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass
from typing import NoReturn

from trinvis.calculations.capacity.refused import CapacityRefused


@dataclass(frozen=True)
class Mentions:
    """``count`` ``of`` all members are in the category, and may be in others too: adding two raises ``CapacityRefused``."""

    label: str
    count: int
    of: int

    @property
    def share(self) -> float | None:
        """0-1 of all members; None without any."""
        return self.count / self.of if self.of else None

    def __add__(self, other: object) -> NoReturn:
        raise CapacityRefused(f"»{self.label}« overlapper de andre kategorier og kan ikke lægges sammen med dem.")

    __radd__ = __add__


@dataclass(frozen=True)
class Overlapping:
    """Categories of ``of`` members. ``distinct`` members are in one or more of them: the union, each counted once."""

    categories: tuple[Mentions, ...]
    distinct: int
    of: int

    @property
    def share(self) -> float | None:
        """Those in any category of all members, 0-1; None without any."""
        return self.distinct / self.of if self.of else None

    @property
    def again(self) -> int:
        """How many times a member would be counted again if the categories were added."""
        return sum(one.count for one in self.categories) - self.distinct

    @property
    def sentence(self) -> str:
        """What stands under the table."""
        return (
            f"{self.distinct} af {self.of} er i mindst én kategori; kategorierne overlapper og kan ikke lægges sammen "
            f"({self.again} ville tælle med igen)."
        )


def overlapping(categories: Mapping[str, Set[Hashable]], of: int) -> Overlapping:
    """Members by category, of so many in all. Raises ``CapacityRefused`` when more are in the categories than there are."""
    distinct = len(frozenset().union(*categories.values()))
    if distinct > of:
        raise CapacityRefused(f"Der er {distinct} i kategorierne, men kun {of} i alt; ret antallet.")
    return Overlapping(tuple(Mentions(label, len(members), of) for label, members in categories.items()), distinct, of)
