"""What a place, a placement or a course costs on average, and how many users there are for each full-time equivalent.

Average cost is not what is saved when one person moves: Esbjerg's realised 177.000 kr. each against 790.000 kr. by the averages (seed
002 lines 11358-11446); for that there are the conversion cases.
"""

from __future__ import annotations

from dataclasses import dataclass

from trinvis.calculations.capacity.activity import KIND_WORDS, Count
from trinvis.calculations.capacity.refused import CapacityRefused, danish
from trinvis.calculations.capacity.shares import AdoptedShare


@dataclass(frozen=True)
class UnitCost:
    """``amount`` in kroner over ``count``."""

    amount: float
    count: Count

    @property
    def value(self) -> float:
        """Kroner per unit, on average."""
        return self.amount / self.count.known

    @property
    def words(self) -> str:
        """What stands at the figure."""
        return (
            f"Gennemsnitlig udgift pr. {self.count.label} i {self.count.year}: {danish(self.amount)} kr. over "
            f"{danish(self.count.known)}, talt {KIND_WORDS[self.count.kind]}. Siger ikke, hvad der spares ved én færre."
        )


def unit_cost(amount: float, year: int, count: Count) -> UnitCost:
    """Money of a year per unit of the same year and scope. Raises ``CapacityRefused`` for other years, or nobody counted."""
    if count.year != year:
        raise CapacityRefused(f"Udgiften er for {year}, men {count.label} for {count.year}; brug samme år.")
    if not count.known:
        raise CapacityRefused(f"{count.label} er 0 i {year}; der er ingen udgift pr. stk.")
    return UnitCost(amount, count)


@dataclass(frozen=True)
class UsersPerFte:
    """Users of the target group per full-time equivalent of it; ``share`` is of the money, taken as that of the staff too."""

    users: Count
    fte: float
    share: AdoptedShare

    @property
    def value(self) -> float:
        return self.users.known / (self.fte * self.share.value)

    @property
    def words(self) -> str:
        """What stands at the figure."""
        return (
            f"{self.users.label} pr. årsværk i {self.users.year}: {danish(self.users.known)} over {danish(self.share.value * 100, 1)} % af "
            f"{danish(self.fte)} årsværk, som om målgruppen har samme andel af personalet som af udgifterne ({self.share.year})."
        )


def users_per_fte(users: Count, fte: float, year: int, share: AdoptedShare) -> UsersPerFte:
    """Lines 9098-9106. Raises ``CapacityRefused`` for other years, or staff or share of 0."""
    if users.year != year:
        raise CapacityRefused(f"Årsværkene er for {year}, men {users.label} for {users.year}; brug samme år.")
    if not fte > 0 or not share.value:
        raise CapacityRefused(f"Der er ingen årsværk til {users.label} i {year}.")
    return UsersPerFte(users, fte, share)
