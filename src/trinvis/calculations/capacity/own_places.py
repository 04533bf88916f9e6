"""A house month by month ahead: how many places are taken, the chance that it is full or empty, and who has to be bought a place outside.

Whoever lives there leaves by the chances of ``stay_lengths``, or on a stop that is decided; who is granted a place, or is expected to be,
comes on the planned day; others arrive as they have done. All is drawn from what the house's own history leaves possible, so that a house
with few stays has wide bands. Seeded: the same seed gives the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trinvis.calculations.capacity.houses import HouseMonth, Stay, month_days
from trinvis.calculations.capacity.own_places_drawn import Overflow, Planned, Run
from trinvis.calculations.capacity.refused import CapacityRefused, danish
from trinvis.calculations.capacity.stay_lengths import StayLengths
from trinvis.calculations.forecast.horizon import month_index, month_of

LEVEL = 0.8


@dataclass(frozen=True)
class Need:
    """Persons that a house was needed for in so many ``months``: ``arrived`` and those who joined the queue.

    ``full_months`` without a known queue are left out of both: admissions to a full house show its places and not the need.
    """

    persons: int
    months: int
    full_months: int

    @property
    def a_month(self) -> float:
        """Persons a month."""
        return self.persons / self.months


@dataclass(frozen=True)
class MonthAhead:
    """A month (yyyymm) of the draws: means, with ``low`` and ``high`` of the occupied at its end (80 %).

    ``full`` and ``empty`` are chances that no place is free, or nobody there, on the last day (a house without places is never full);
    ``waiting`` persons then.
    ``occupied_days`` and ``bought_days`` are place-days of the month, in the house and outside: the mean of its two ends.
    """

    month: int
    places: float
    occupied: float
    low: int
    high: int
    free: float
    full: float
    empty: float
    waiting: float
    occupied_days: float
    bought_days: float


@dataclass(frozen=True)
class HouseAhead:
    """The months ahead of a house, from ``draws`` with ``seed``."""

    months: tuple[MonthAhead, ...]
    need: Need
    overflow: Overflow
    draws: int
    seed: int

    def first_full(self, chance: float = 0.5) -> int | None:
        """The first month with at least this chance of being full; None when there is none."""
        return next((one.month for one in self.months if one.full >= chance), None)

    def first_empty(self, chance: float = 0.5) -> int | None:
        """The first month with at least this chance that nobody lives there."""
        return next((one.month for one in self.months if one.empty >= chance), None)

    @property
    def words(self) -> str:
        """What stands at the figure."""
        full = self.first_full()
        when = (
            "Huset ventes ikke fuldt"
            if full is None
            else f"Huset er mere sandsynligt fuldt end ikke fra {full % 100:02d}-{full // 100}"
        )
        left = f"; {self.need.full_months} måneder, hvor huset var fuldt, er ikke med" if self.need.full_months else ""
        return (
            f"{when} i de {len(self.months)} måneder. Behovet er {danish(self.need.a_month, 2)} personer om måneden "
            f"({self.need.persons} i {self.need.months} måneder{left}); {danish(self.draws)} trækninger, frø {self.seed}."
        )


def need(stays: Sequence[Stay], months: Sequence[HouseMonth]) -> Need:
    """How many the house was needed for: those who moved in, and the growth of the queue where it is known at both ends.

    Raises ``CapacityRefused`` when every month was full and the queue unknown: then nothing is known of the need.
    """
    persons, counted, left_out = 0, 0, 0
    before: HouseMonth | None = None
    for one in months:
        begins, ends = month_days(one.month)
        moved_in = sum(begins <= stay.start_day <= ends for stay in stays)
        queue = before is not None and before.waiting is not None and one.waiting is not None
        if one.free <= 0 and not queue:
            left_out += 1
        else:
            grown = (
                one.waiting - before.waiting
                if queue and before and one.waiting is not None and before.waiting is not None
                else 0
            )
            persons, counted = persons + moved_in + grown, counted + 1
        before = one
    if not counted:
        raise CapacityRefused(
            "Huset var fuldt i alle månederne, og ventelisten er ikke oplyst; behovet kan ikke beregnes."
        )
    return Need(max(persons, 0), counted, left_out)


def house_ahead(
    stays: Sequence[Stay],
    lengths: StayLengths,
    needed: Need,
    places: Sequence[float],
    as_of: int,
    *,
    planned: Sequence[Planned] = (),
    waiting: int = 0,
    others: int = 0,
    overflow: Overflow = "wait",
    draws: int = 2_000,
    seed: int = 1,
) -> HouseAhead:
    """The months after ``as_of`` (yyyymm, the last that is known), one per entry of ``places``.

    A stop after that month is kept as decided. ``planned`` move in first, and are among those that the house is needed for: of a month's
    need only what lies above them comes besides. ``others`` persons live there all the time beside ``stays``. Raises
    ``CapacityRefused`` for a negative number of places, draws, waiting or others.
    """
    import numpy as np

    if not places or min(places) < 0 or min(waiting, others, seed) < 0 or draws < 1:
        raise CapacityRefused(
            "Pladser, ventende og trækninger skal være 0 eller flere, og der skal være mindst én måned."
        )
    rng = np.random.Generator(np.random.Philox(key=[seed, 0]))
    level = rng.standard_gamma(needed.persons + 0.5, draws) / needed.months
    hazards = lengths.drawn(draws, rng)
    run = Run.begun(stays, planned, hazards, level, month_days(as_of)[1], len(places), waiting, rng)
    made = []
    for at, room in enumerate(places):
        month = month_of(month_index(as_of) + at + 1)
        first, last = month_days(month)
        days = last - first + 1
        before, bought_before = run.inside_now(at) + others, run.bought_now()
        run.month(at, int(room) - others, overflow)
        after, bought = run.inside_now(at + 1) + others, run.bought_now()
        low, high = np.quantile(after, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], method="inverted_cdf")
        made.append(
            MonthAhead(
                month,
                room,
                float(after.mean()),
                int(low),
                int(high),
                float((room - after).mean()),
                float((after >= int(room)).mean()) if int(room) else 0.0,
                float((after == 0).mean()),
                float(run.queue.mean()),
                float((before + after).mean() / 2 * days),
                float((bought_before + bought).mean() / 2 * days),
            )
        )
    return HouseAhead(tuple(made), needed, overflow, draws, seed)
