"""One own house: its months as they were, its months ahead, and what it is known by. The parts are worked out when looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.capacity.houses import HouseMonth, Places, Stay, house_months, joined_stays, month_days
from trinvis.calculations.capacity.own_places import HouseAhead, house_ahead, need
from trinvis.calculations.capacity.own_places_held import Held, Try, drawn_through, held
from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.stay_lengths import StayLengths, stay_lengths
from trinvis.calculations.forecast.horizon import month_index, month_of
from trinvis.municipality.capacity_houses_cost import CostSide
from trinvis.municipality.capacity_houses_known import BACK, KnownHouses
from trinvis.municipality.capacity_houses_planned import Plans, plans_of

if TYPE_CHECKING:
    from trinvis.calculations.capacity.own_places_drawn import Overflow
    from trinvis.municipality.capacity_houses_places import Row, Told

_STEADY = 3


@dataclass(frozen=True)
class Others:
    """Who lived there in a month beside those that grants tell: ``days`` and ``sold`` of the rows that the house told, ``persons`` at once.

    ``steady`` are taken to go on living there: as many as in each of the last ``_STEADY`` months told, for a grant that is only registered
    late is missing in the newest alone.
    """

    days: int
    sold: int
    persons: int
    steady: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, eq=False)
class OwnHouse(CostSide):
    """A house with ``months`` ahead. ``tried`` gives what its interval was tried on."""

    known: KnownHouses
    provider_no: int
    months: int
    draws: int
    seed: int
    tried: Callable[[OwnHouse], tuple[Try, ...]]

    @property
    def name(self) -> str:
        """What the house is called in the grants."""
        return self.known.names[self.provider_no]

    @property
    def told(self) -> Told:
        """What was told of it."""
        return self.known.told[self.provider_no]

    @property
    def end(self) -> int:
        """Day number of the last day that is known."""
        return month_days(self.known.as_of)[1]

    @cached_property
    def living(self) -> pl.DataFrame:
        """The grant rows that somebody lives, or is to live, in the house by."""
        return self.known.living.filter(pl.col("provider_no") == self.provider_no)

    @cached_property
    def stays(self) -> tuple[Stay, ...]:
        """The decided stays; price periods that meet are one."""
        return joined_stays(self.known.stays.get(self.provider_no, ()))

    # as it was

    @property
    def silent(self) -> bool:
        """No grant points at the house, and it has told no days in use: who lives there is unknown, not 0."""
        return self.living.is_empty() and not any(row["occupied_days"] is not None for row in self.told.rows)

    @cached_property
    def counted(self) -> tuple[HouseMonth, ...]:
        """The months from the first whole one that places are told of to the newest, as grants fill them."""
        first = self.first_month
        if first is None or first > self.known.as_of:
            return ()
        return house_months(self.stays, self.told.places, first, self.known.as_of, self.told.waiting)

    @property
    def first_month(self) -> int | None:
        """The first whole month (yyyymm) that places are told of, at most ``BACK`` months before the newest; None where none is."""
        if not self.told.places:
            return None
        day = self.told.places[0].from_day
        earliest = month_of(month_index(self.known.as_of) - BACK + 1)
        month = next(one for one in _months_from(month_of(_index_of(day)), 2) if month_days(one)[0] >= day)
        return max(month, earliest)

    @cached_property
    def others(self) -> dict[int, Others]:
        """Month → who grants do not tell of: what the house told of days above those of the grants; after it told last, the steady ones."""
        found: dict[int, Others] = {}
        told: list[int] = []
        for one in self.counted:
            first, last = month_days(one.month)
            length = last - first + 1
            days, rows = self.told.days(one.month, "occupied_days")
            if days is None:
                steady = min(told[-_STEADY:], default=0)
                found[one.month] = Others(steady * length, 0, steady, steady, ())
                continue
            sold, sold_rows = self.told.days(one.month, "sold_days")
            more = max(0, days - one.occupied)
            told.append(round(more / length))
            every = tuple({(row["delivery_id"], row["row_no"]): row for row in (*rows, *sold_rows)}.values())
            over = min(max(0, (sold or 0) - one.sold), more)
            found[one.month] = Others(more, over, told[-1], min(told[-_STEADY:]), every)
        return found

    @cached_property
    def seen(self) -> tuple[HouseMonth, ...]:
        """The months with everybody who lived there."""
        return tuple(
            replace(one, occupied=one.occupied + of.days, sold=one.sold + of.sold, at_end=one.at_end + of.persons)
            for one in self.counted
            for of in (self.others[one.month],)
        )

    def complete(self, month: int) -> bool:
        """Whether those who have left are known of the whole month: else there may have been more than is counted."""
        return self.known.known_since is not None and month_days(month)[0] >= self.known.known_since

    @cached_property
    def whole(self) -> tuple[HouseMonth, ...]:
        """The months that chances are learnt from."""
        return tuple(one for one in self.seen if self.complete(one.month))

    @property
    def since(self) -> int:
        """The first day that stays are watched from."""
        return month_days(self.whole[0].month)[0] if self.whole else self.end + 1

    # ahead

    @cached_property
    def plans(self) -> Plans:
        """Who is to move in, stay on or move elsewhere."""
        return plans_of(self.living, self.known.grants, self.stays, self.end)

    def places_after(self, month: int, months: int) -> list[float]:
        """The places on the last day of each of the months after one; the last that are told where nothing is."""
        ends = [month_days(one)[1] for one in _months_from(month_of(month_index(month) + 1), months)]
        return [_on(self.told.places, day) for day in ends]

    @cached_property
    def lengths(self) -> StayLengths | str:
        """How long stays last; a sentence where that is unknown."""
        try:
            return stay_lengths(self.stays, self.end, self.since)
        except CapacityRefused as error:
            return str(error)

    @cached_property
    def ahead(self) -> HouseAhead | str:
        """The months ahead where those without a place wait; a sentence where nothing can be said of them."""
        return self._foreseen("wait")

    @cached_property
    def ahead_bought(self) -> HouseAhead | str:
        """The same where those without a place are bought one outside."""
        return self._foreseen("buy")

    def _foreseen(self, overflow: Overflow) -> HouseAhead | str:
        if self.silent:
            return f"Ingen indsatser peger på {self.name}: kontrollér, at huset hedder det samme i indsatserne som i pladserne."
        if not self.whole:
            return "Der er ingen hele måneder, hvor både pladser og afsluttede ophold er kendt, så behovet kan ikke beregnes."
        try:
            return foreseen(
                self.plans, self.stays, self.whole, self.places_after(self.known.as_of, self.months), self.known.as_of, self.since,
                others=self.others[self.known.as_of].steady, overflow=overflow, draws=self.draws, seed=self.seed,
            )  # fmt: skip
        except CapacityRefused as error:
            return str(error)

    # how sure

    @cached_property
    def tries(self) -> tuple[Try, ...]:
        """What the interval was tried on: the house's own past months."""
        return self.tried(self)

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """How often what came lay in the 80 % interval, by how far ahead."""
        return held(self.tries)

    @property
    def drawn_through(self) -> int:
        """So many months ahead an interval, and the chances that rest on it, are shown."""
        return drawn_through(self.held)


def foreseen(
    plans: Plans, stays: Sequence[Stay], seen: Sequence[HouseMonth], places: Sequence[float], as_of: int, since: int, *,
    others: int, overflow: Overflow = "wait", draws: int, seed: int,
) -> HouseAhead:  # fmt: skip
    """The months after ``as_of`` from stays watched from day ``since`` and whole months ``seen``; raises ``CapacityRefused``.

    Who waits may be who is planned: only those above the planned are taken to wait besides.
    """
    waiting = max(0, (seen[-1].waiting or 0) - round(plans.new))
    lengths = stay_lengths(stays, month_days(as_of)[1], since)
    return house_ahead(
        plans.stays, lengths, need(stays, seen), places, as_of,
        planned=plans.planned, waiting=waiting, others=others, overflow=overflow, draws=draws, seed=seed,
    )  # fmt: skip


def _months_from(month: int, months: int) -> list[int]:
    return [month_of(month_index(month) + at) for at in range(months)]


def _index_of(day: int) -> int:
    from datetime import date, timedelta

    on = date(1970, 1, 1) + timedelta(days=day)
    return on.year * 12 + on.month - 1


def _on(places: Sequence[Places], day: int) -> float:
    known = [one.places for one in places if one.from_day <= day]
    return known[-1] if known else 0.0
