"""An own place or a bought one: marginal cost decides about the next person, average cost about the house.

The average alone misleads: an average saving of 790.000 kr. a place stood against 177.000 that Esbjerg got (seed 002 lines 11332-11446).
Amounts are kroner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, isfinite

from trinvis.calculations.capacity.own_places import HouseAhead
from trinvis.calculations.capacity.refused import CapacityRefused, danish


@dataclass(frozen=True)
class HouseCost:
    """``fixed`` a month, also when nobody lives there, of which ``avoidable`` (0-1) goes if the house is closed; ``variable`` for each
    day more. Raises ``CapacityRefused`` for amounts below 0.
    """

    fixed: float
    variable: float
    avoidable: float = 1.0

    def __post_init__(self) -> None:
        wrong = not (isfinite(self.fixed) and isfinite(self.variable)) or self.fixed < 0 or self.variable < 0
        if wrong or not 0 <= self.avoidable <= 1:
            raise CapacityRefused(
                "Husets udgifter skal være 0 eller mere, og den del, der kan spares, mellem 0 og 100 procent."
            )

    def average(self, occupied_days: float, months: float = 1) -> float | None:
        """Kroner per occupied day; None when nobody lived there."""
        return self.fixed * months / occupied_days + self.variable if occupied_days else None


@dataclass(frozen=True)
class MakeOrBuy:
    """A period of a house against buying: kroner per day and in all.

    ``marginal`` is what one day more costs in the house, ``average`` what its days cost with all that is fixed, ``outside`` the rate.
    ``break_even`` is the occupancy (0-1) at which the house costs as much as buying, None where it never does; ``bought`` is paid
    outside beside the house, ``own`` for the house, less what is sold. ``if_closed`` is what all days would cost without it.
    """

    marginal: float
    average: float | None
    outside: float
    occupancy: float | None
    break_even: float | None
    own: float
    bought: float
    if_closed: float

    @property
    def saved_by_filling(self) -> float:
        """Kroner saved for each day that a free place takes the place of a bought one."""
        return self.outside - self.marginal

    @property
    def dearer(self) -> float:
        """How much more the house and what is bought cost than closing it; below 0 the house pays."""
        return self.own + self.bought - self.if_closed

    @property
    def words(self) -> str:
        """What stands at the figure."""
        even = "Huset kan ikke blive billigere end at købe" if self.break_even is None or self.break_even > 1 else (
            f"Huset er billigere end at købe over {danish(self.break_even * 100, 1)} % belægning"
        )  # fmt: skip
        return f"{even}; et døgn mere koster {danish(self.marginal)} kr. i huset og {danish(self.outside)} kr. ude."


@dataclass(frozen=True)
class Sold:
    """The part (0-1) of the occupied days that other municipalities pay ``rate`` kroner for. Raises ``CapacityRefused``."""

    share: float
    rate: float

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1 or not self.rate >= 0:
            raise CapacityRefused("Solgte døgn er mellem ingen og alle de belagte, og taksten for dem 0 eller mere.")


NOTHING_SOLD = Sold(0.0, 0.0)


def make_or_buy(
    cost: HouseCost,
    normed_days: float,
    occupied_days: float,
    bought_days: float,
    outside: float,
    months: float = 1,
    sold: Sold = NOTHING_SOLD,
) -> MakeOrBuy:
    """From place-days of a period of so many months and the rate per day outside.

    What others pay for sold days is taken off ``own``, and nobody buys those days outside when the house is closed. The break-even
    occupancy counts what can be avoided: fixed × avoidable / (normed days × (worth − variable)), worth being the rate outside for own
    days and the income for sold ones. Raises ``CapacityRefused`` for negative days, or a rate that is not above 0.
    """
    if min(normed_days, occupied_days, bought_days) < 0 or months <= 0 or not outside > 0:
        raise CapacityRefused("Døgn skal være 0 eller flere og taksten ude over 0; hent taksten ind.")
    fixed = cost.fixed * months
    gain = (1 - sold.share) * outside + sold.share * sold.rate - cost.variable
    even = fixed * cost.avoidable / (normed_days * gain) if normed_days and gain > 0 else None
    income = sold.share * occupied_days * sold.rate
    return MakeOrBuy(
        cost.variable,
        cost.average(occupied_days, months),
        outside,
        occupied_days / normed_days if normed_days else None,
        even,
        fixed + cost.variable * occupied_days - income,
        outside * bought_days,
        fixed * (1 - cost.avoidable) + outside * ((1 - sold.share) * occupied_days + bought_days),
    )


def ahead_make_or_buy(
    ahead: HouseAhead, cost: HouseCost, outside: float, days: Sequence[int], sold: Sold = NOTHING_SOLD
) -> MakeOrBuy:
    """The expected months of a house against buying; ``days`` are those of each month. In months without places it costs nothing.

    Raises ``CapacityRefused`` where it never has places.
    """
    open_months = sum(one.places > 0 for one in ahead.months)
    if not open_months:
        raise CapacityRefused("Huset har ingen pladser i månederne frem, så der er intet hus at holde op mod at købe.")
    return make_or_buy(
        cost,
        fsum(one.places * n for one, n in zip(ahead.months, days, strict=True)),
        fsum(one.occupied_days for one in ahead.months),
        fsum(one.bought_days for one in ahead.months),
        outside,
        open_months,
        sold,
    )
