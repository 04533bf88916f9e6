"""An own house as a reader sees it: months, chances that are tested, money, and a first sentence; few persons only with the right to them.

Without the right a month of 1-4 persons shows none of the numbers that could give them back: not its days, its free places, its occupancy,
nor the months ahead that they are carried into.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from trinvis.calculations.capacity.houses import month_days
from trinvis.calculations.capacity.make_or_buy import MakeOrBuy
from trinvis.calculations.capacity.own_places import HouseAhead
from trinvis.municipality.capacity_houses_words import HIDDEN, remarks_of, sentence_of, tested_words

if TYPE_CHECKING:
    from trinvis.calculations.capacity.houses import HouseMonth
    from trinvis.calculations.capacity.own_places_held import Held
    from trinvis.municipality.capacity_houses_one import OwnHouse

FEWEST_SHOWN = 5
"""Persons; fewer, and not none, are not shown to those without the right to persons."""


def few(persons: float | None) -> bool:
    """Whether a number of persons is not to be shown: 1-4, an expected one by its nearest whole number."""
    return persons is not None and 0 < round(persons) < FEWEST_SHOWN


@dataclass(frozen=True)
class PastMonth:
    """A month (yyyymm) that has been. ``places`` on the last day, ``told`` of it or carried on from the last that were; ``normed`` place-days.

    ``occupied`` days, of these ``sold``; ``at_end`` persons on the last day, ``waiting`` then: None where nobody has told, or where
    ``hidden``. ``complete``: those who have left since are known.
    """

    month: int
    places: float
    normed: float
    occupied: int | None
    sold: int | None
    at_end: int | None
    waiting: int | None
    told: bool
    complete: bool
    hidden: bool

    @property
    def free(self) -> float | None:
        """Places without anybody on the last day; below 0 when there are more residents than places."""
        return None if self.at_end is None else self.places - self.at_end

    @property
    def occupancy(self) -> float | None:
        """Occupied place-days of normed ones, 0-1 or above; None for a closed house."""
        return self.occupied / self.normed if self.normed and self.occupied is not None else None


@dataclass(frozen=True)
class AheadMonth:
    """A month (yyyymm) to come: expected numbers on its last day. ``low`` to ``high`` (80 %) and the chances that it is ``full`` or
    ``empty`` are None where the interval is not tested so far ahead. ``bought_days`` are the days to buy outside. All None where ``hidden``.
    """

    month: int
    places: float
    occupied: float | None
    low: int | None
    high: int | None
    free: float | None
    full: float | None
    empty: float | None
    waiting: float | None
    bought_days: float | None
    hidden: bool


@dataclass(frozen=True, eq=False)
class HouseSeen:
    """``one`` as somebody with or without the right to ``persons`` sees it."""

    one: OwnHouse
    persons: bool

    @property
    def provider_no(self) -> int:
        """The house's number among providers."""
        return self.one.provider_no

    @property
    def name(self) -> str:
        """What the house is called in the grants."""
        return self.one.name

    @property
    def offers(self) -> tuple[str, ...]:
        """What kinds of places were told of it."""
        return self.one.told.offers

    @cached_property
    def hidden(self) -> bool:
        """Whether the newest month hides its persons, and with them all that lies ahead and all money."""
        return bool(self.past) and self.past[-1].hidden

    @cached_property
    def past(self) -> tuple[PastMonth, ...]:
        """The months from the first whole one that places are told of to the newest."""
        before: HouseMonth | None = None
        made = []
        for one in self.one.seen:
            made.append(self._past(one, before))
            before = one
        return tuple(made)

    @cached_property
    def ahead(self) -> tuple[AheadMonth, ...]:
        """The months ahead; none where nothing can be said of them (``refused``)."""
        ahead, bought = self.one.ahead, self.one.ahead_bought
        if not isinstance(ahead, HouseAhead) or not isinstance(bought, HouseAhead):
            return ()
        made = []
        for at, one in enumerate(ahead.months):
            if self.hidden or (not self.persons and few(one.occupied)):
                made.append(
                    AheadMonth(one.month, one.places, None, None, None, None, None, None, None, None, hidden=True)
                )
                continue
            drawn = at < self.one.drawn_through
            low, high, full, empty = (one.low, one.high, one.full, one.empty) if drawn else (None,) * 4
            queue = None if not self.persons and few(one.waiting) else one.waiting
            days = bought.months[at].bought_days
            made.append(
                AheadMonth(
                    one.month, one.places, one.occupied, low, high, one.free, full, empty, queue, days, hidden=False
                )
            )
        return tuple(made)

    @property
    def refused(self) -> str:
        """Why there are no months ahead; empty where there are."""
        return self.one.ahead if isinstance(self.one.ahead, str) else ""

    @property
    def held(self) -> tuple[Held, ...]:
        """How often the 80 % interval held on the house's own past, by how far ahead."""
        return self.one.held

    @property
    def tested(self) -> bool:
        """Whether an interval is drawn at all."""
        return self.one.drawn_through > 0

    @property
    def tested_words(self) -> str:
        """What stands at the interval, or in its place."""
        return tested_words(self.one)

    @cached_property
    def make_or_buy(self) -> MakeOrBuy | None:
        """The house against buying over the months ahead; None where ``cost_refused`` says why."""
        found = self.one.make_or_buy
        return None if self.cost_refused or isinstance(found, str) else found

    @cached_property
    def cost_refused(self) -> str:
        """Why there is no comparison with buying; empty where there is."""
        if isinstance(self.one.make_or_buy, str):
            return self.one.make_or_buy
        hides = self.hidden or any(one.hidden for one in self.ahead) or self.price_hidden
        return HIDDEN if hides else ""

    @property
    def price_hidden(self) -> bool:
        """Whether the price outside is of too few children to be shown."""
        return not self.persons and few(self.one.outside.children)

    @property
    def outside_oere(self) -> int | None:
        """What a day outside costs; None where it is unknown or hidden."""
        return None if self.price_hidden else self.one.outside.rate_oere

    @property
    def outside_words(self) -> str:
        """Where the price outside is from, or why there is none."""
        if self.price_hidden:
            return f"Prisen ude: {HIDDEN[:1].lower()}{HIDDEN[1:]}"
        return self.one.outside.words or self.one.outside.refused

    @cached_property
    def sentence(self) -> str:
        """The first sentence of the house."""
        return sentence_of(self)

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """What the reader has to know of the house's figures, in Danish."""
        return remarks_of(self)

    def _past(self, one: HouseMonth, before: HouseMonth | None) -> PastMonth:
        last = month_days(one.month)[1]
        told, whole = self.one.told.known_on(last), self.one.complete(one.month)
        crowd, sellers = self._crowd(one.month)
        hidden = not self.persons and (few(one.at_end) or few(crowd))
        days_hidden = hidden or (not self.persons and before is not None and few(before.at_end))
        sold_hidden = days_hidden or (not self.persons and (few(sellers) or few(crowd - sellers)))
        waiting = None if not self.persons and few(one.waiting) else one.waiting
        unknown = self.one.silent
        return PastMonth(
            one.month,
            one.places,
            one.normed,
            None if unknown or days_hidden else one.occupied,
            None if unknown or sold_hidden else one.sold,
            None if unknown or hidden else one.at_end,
            waiting,
            told,
            whole,
            hidden,
        )

    def _crowd(self, month: int) -> tuple[int, int]:
        """How many different persons lived there in a month, and how many of them others pay for."""
        first, last = month_days(month)
        there = [
            one for one in self.one.stays if one.start_day <= last and (one.stop_day is None or one.stop_day >= first)
        ]
        others = self.one.others[month]
        sold = others.persons if others.sold else 0
        return len({one.person for one in there}) + others.persons, len(
            {one.person for one in there if one.sold}
        ) + sold
