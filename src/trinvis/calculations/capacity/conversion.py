"""Moving citizens from round-the-clock places to a home of their own with § 85 support: what is left when all that it costs is counted.

The report has four municipalities' own estimates and no national figure (seed 002 lines 11332-11446). Esbjerg's shows the parts:
16 mio. kr. less on the residence, 0,5 for moving, 4,6 for support, and lost income from other municipalities, which is not
printed. A place that is closed saves its marginal cost, not the average: the average would give Esbjerg four to five times as much.
Amounts are kroner as floats.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trinvis.calculations.capacity.caveats import AVERAGE_COST, LONG_HORIZON, SERVICE_LEVEL, WHO_PAYS_INSTEAD
from trinvis.calculations.capacity.potential import Potential
from trinvis.calculations.capacity.refused import CapacityRefused, danish

Moving = Literal["once", "yearly"]

MOVING_WORDS: dict[Moving, str] = {"once": "én gang, når borgerne flytter", "yearly": "hvert år"}


@dataclass(frozen=True)
class ConversionCase:
    """``saved_per_place`` is the *marginal* kroner a year of a place that is closed, ``support_per_citizen`` the § 85 support of one
    who moves; ``lost_income`` a year is what other municipalities paid for places that are gone. ``moving`` kroner is in all, and
    ``moving_is`` says whether it is paid once or every year, which the report does not. ``phase_in`` is the share that is
    carried through in each of the first years, 1 from then on.

    Raises ``CapacityRefused`` when a number is below 0 or a phase outside 0 to 1.
    """

    municipality: str
    places_closed: float
    citizens_moved: float
    saved_per_place: float
    support_per_citizen: float
    lost_income: float
    moving: float = 0.0
    moving_is: Moving = "once"
    phase_in: tuple[float, ...] = (1.0,)

    def __post_init__(self) -> None:
        amounts = (
            self.places_closed,
            self.citizens_moved,
            self.saved_per_place,
            self.support_per_citizen,
            self.lost_income,
            self.moving,
        )
        if any(not amount >= 0 for amount in amounts):
            raise CapacityRefused(
                f"Et af tallene for {self.municipality} er under 0 eller mangler; skriv udgifter og antal som positive tal."
            )
        if any(not 0 <= share <= 1 for share in self.phase_in):
            raise CapacityRefused(f"Indfasningen i {self.municipality} skal være mellem 0 og 100 % i hvert år.")

    @property
    def saved(self) -> float:
        """Less on the residence a year, fully phased in."""
        return self.places_closed * self.saved_per_place

    @property
    def support(self) -> float:
        """More for support a year, fully phased in."""
        return self.citizens_moved * self.support_per_citizen

    @property
    def lasting(self) -> float:
        """The net saving of a year when all is phased in and everyone has moved."""
        yearly = self.moving if self.moving_is == "yearly" else 0.0
        return self.saved - self.support - self.lost_income - yearly

    def by_year(self, years: int) -> tuple[float, ...]:
        """The net saving of each year from the first; what is paid once is paid as the citizens move."""
        found, before = [], 0.0
        for year in range(years):
            share = self.phase_in[year] if year < len(self.phase_in) else 1.0
            once = self.moving * max(0.0, share - before) if self.moving_is == "once" else 0.0
            found.append(share * self.lasting - once)
            before = max(before, share)
        return tuple(found)

    def potential(self, area: str, year: int) -> Potential:
        """The lasting net saving with its parts and reservations."""
        return Potential(
            kind="conversion",
            label=f"Omlægning til støtte i eget hjem, {self.municipality}",
            amount=self.lasting,
            area=frozenset({area}),
            cases=1,
            said=(
                f"{danish(self.places_closed)} pladser lukkes, og {danish(self.citizens_moved)} borgere får støtte i eget hjem.",
                f"Botilbud {danish(self.saved)} kr. mindre, støtte {danish(self.support)} kr. mere, tabte takstindtægter "
                f"{danish(self.lost_income)} kr. om året; flytning {danish(self.moving)} kr. {MOVING_WORDS[self.moving_is]}.",
            ),
            caveats=(AVERAGE_COST, WHO_PAYS_INSTEAD, LONG_HORIZON, SERVICE_LEVEL),
            where=self.municipality,
            year=year,
        )


def lost_income_behind(net: float, saved: float, support: float, moving: float = 0.0) -> float:
    """What must have been lost in income for a printed net saving to hold (with moving counted in the same year).

    Raises ``CapacityRefused`` when it would be below 0: then the printed figures do not fit together.
    """
    lost = saved - support - moving - net
    if lost < 0:
        raise CapacityRefused(
            f"En nettobesparelse på {danish(net)} kr. er større end det, delene giver; tallene passer ikke sammen."
        )
    return lost


def by_average_cost(citizens: float, place_cost: float, support_cost: float) -> float:
    """What average unit costs would promise a year: to show beside the case by how much they overstate, never as a saving."""
    return citizens * (place_cost - support_cost)


@dataclass(frozen=True)
class PrintedCase:
    """A municipality's own estimate, kroner a year fully phased in, and the budget it is compared with; ``covers`` what that holds."""

    municipality: str
    saving: float
    budget: float
    covers: str = ""

    @property
    def per_cent(self) -> float:
        """Of the budget; raises ``CapacityRefused`` unless that is above 0."""
        if self.budget <= 0:
            raise CapacityRefused(f"Budgettet for {self.municipality} skal være over 0 kr.")
        return 100 * self.saving / self.budget
