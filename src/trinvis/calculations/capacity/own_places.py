"""A house month by month ahead: how many places are taken, the chance that it is full or empty, and who has to be bought a place outside.

Whoever lives there leaves by the chances of ``stay_lengths``, or on a stop that is decided; new ones arrive as they have done. Both are
drawn from what the house's own history leaves possible, so that a house with few stays has wide bands. Seeded: the same seed gives the
same figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from trinvis.calculations.capacity.houses import HouseMonth, Stay, month_days
from trinvis.calculations.capacity.refused import CapacityRefused, danish
from trinvis.calculations.capacity.stay_lengths import BANDS, StayLengths
from trinvis.calculations.forecast.horizon import MONTH_DAYS, month_index, month_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

Overflow = Literal["wait", "buy"]
"""Who finds no place waits for one, or is bought one outside and stays there."""

LEVEL = 0.8
_AGES = BANDS[-1] + 1
"""Months in a stay that are told apart; the last has all longer ones."""


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

    ``full`` and ``empty`` are chances that no place is free, or nobody there, on the last day; ``waiting`` persons then.
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
    waiting: int = 0,
    overflow: Overflow = "wait",
    draws: int = 2_000,
    seed: int = 1,
) -> HouseAhead:
    """The months after ``as_of`` (yyyymm, the last that is known), one per entry of ``places``.

    A stop after that month is kept as decided. Raises ``CapacityRefused`` for a negative number of places, draws or waiting.
    """
    import numpy as np

    if not places or min(places) < 0 or waiting < 0 or draws < 1 or seed < 0:
        raise CapacityRefused(
            "Pladser, ventende og trækninger skal være 0 eller flere, og der skal være mindst én måned."
        )
    rng = np.random.Generator(np.random.Philox(key=[seed, 0]))
    run = _Run.begun(stays, lengths, needed, month_days(as_of)[1], len(places), waiting, draws, rng)
    made = [run.month(month_of(month_index(as_of) + at + 1), at, room, overflow) for at, room in enumerate(places)]
    return HouseAhead(tuple(made), needed, overflow, draws, seed)


def _month_index(day: int) -> int:
    """Months since January of year 0, of a day number."""
    on = date(1970, 1, 1) + timedelta(days=day)
    return on.year * 12 + on.month - 1


@dataclass
class _Run:
    """The state of all draws: ``inside`` and ``outside`` [draws, months in stay], ``leaving`` [month] with a decided stop."""

    inside: Whole
    outside: Whole
    leaving: Whole
    queue: Whole
    level: Floats
    hazard: Floats
    rng: np.random.Generator

    @staticmethod
    def begun(
        stays: Sequence[Stay], lengths: StayLengths, needed: Need, end: int, months: int, waiting: int, draws: int,
        rng: np.random.Generator,
    ) -> _Run:  # fmt: skip
        import numpy as np

        inside, leaving = np.zeros((draws, _AGES), np.int64), np.zeros(months + 1, np.int64)
        for one in stays:
            if one.start_day > end or (one.stop_day is not None and one.stop_day <= end):
                continue
            if one.stop_day is None:
                inside[:, min(int((end - one.start_day + 1) / MONTH_DAYS), _AGES - 1)] += 1
            else:
                leaving[min(_month_index(one.stop_day + 1) - _month_index(end) - 1, months)] += 1
        level = rng.standard_gamma(needed.persons + 0.5, draws) / needed.months
        band = np.searchsorted(np.array(BANDS), np.arange(_AGES), side="right") - 1
        hazard = lengths.drawn(draws, rng)[:, band]
        return _Run(inside, np.zeros_like(inside), leaving, np.full(draws, waiting, np.int64), level, hazard, rng)

    def month(self, month: int, at: int, places: float, overflow: Overflow) -> MonthAhead:
        """Lets those who leave leave, those who wait or arrive move in, and counts."""
        import numpy as np

        first, last = month_days(month)
        decided = int(self.leaving[at:].sum())
        before = self.inside.sum(axis=1) + decided
        bought_before = self.outside.sum(axis=1)
        self.inside, self.outside = self._older(self.inside), self._older(self.outside)
        staying = decided - int(self.leaving[at])
        asking = self.queue + self.rng.poisson(self.level)
        room = np.maximum(int(places) - self.inside.sum(axis=1) - staying, 0)
        admitted = np.minimum(asking, room)
        self.inside[:, 0] += self._still_there(admitted)
        left_over = asking - admitted
        if overflow == "buy":
            self.outside[:, 0] += self._still_there(left_over)
            left_over = np.zeros_like(left_over)
        self.queue = left_over
        after, bought = self.inside.sum(axis=1) + staying, self.outside.sum(axis=1)
        days = last - first + 1
        low, high = np.quantile(after, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], method="inverted_cdf")
        return MonthAhead(
            month,
            places,
            float(after.mean()),
            int(low),
            int(high),
            float((places - after).mean()),
            float((after >= int(places)).mean()),
            float((after == 0).mean()),
            float(self.queue.mean()),
            float((before + after).mean() / 2 * days),
            float((bought_before + bought).mean() / 2 * days),
        )

    def _older(self, living: Whole) -> Whole:
        """Those who are still there a month later, each a month older."""
        import numpy as np

        left = self.rng.binomial(living, np.exp(-self.hazard))
        out = np.zeros_like(left)
        out[:, 1:] = left[:, :-1]
        out[:, -1] += left[:, -1]
        return out

    def _still_there(self, admitted: Whole) -> Whole:
        """Of those who moved in on any day of the month, those who are there at its end: ∫ exp(−ht) over the month."""
        import numpy as np

        hazard = np.maximum(self.hazard[:, 0], 1e-9)
        return self.rng.binomial(admitted, np.clip(-np.expm1(-hazard) / hazard, 0.0, 1.0))
