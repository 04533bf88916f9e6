"""A group of a case on its way through the periods in one alternative, by expected numbers: those who entered together are a cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.investment.moment import Moment
from trinvis.calculations.investment.plan import GroupPlan

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.intp]


class Cohorts:
    """How many are in each state, by cohort and draw; a group that is pooled has one cohort.

    A person of duration d years counts in period a of the stay with the weight that a lies within d years, and is gone
    after.
    """

    def __init__(self, plan: GroupPlan, alternative: int, states: int, periods: int, counting: str, draws: int) -> None:
        self.plan, self.way = plan, plan.ways[alternative]
        self._periods, self._counting, self._draws = periods, counting, draws
        self._numbers: list[Floats | None] = [None] * states
        self._present: list[Floats | None] = [None] * states
        self._entered: list[int] = []
        self._first = self._last = 0
        self._weight: Floats | None = None
        self._flows: list[Floats | None] = []
        self.entering: Floats | None = None
        """How many enter in the period, without those there from the start: (draw,) or ()."""
        self.coming: Floats | None = None
        """How many come in the period, those there from the start among them; None where nobody does in any draw."""

    def step(self, moment: Moment) -> None:
        """Through one period: some enter, all move, then they are counted."""
        self._enter(moment)
        active = slice(self._first, self._last)
        self._flows = [None] * len(self.way.moves)
        self._present = [None] * len(self._numbers)
        if self._first == self._last:
            return
        if not self.plan.pooled:
            self._weigh(moment)
            active = slice(self._first, self._last)
            if self._first == self._last:
                return
            self._turn_to(moment)
        for total in self.way.sums:
            moment.at(total)
        before = self._snapshot(active) if self._counting != "end" else []
        self._move(moment, active)
        self._present = [None if one is None else one[active] for one in self._numbers]
        if self._counting == "start":
            self._present = before
        elif self._counting == "half":
            self._present = [_mean(one, other) for one, other in zip(before, self._present, strict=True)]

    def look(self, moment: Moment) -> None:
        """Makes what depends on the stay be asked about these cohorts."""
        if not self.plan.pooled and self._first < self._last:
            self._turn_to(moment)

    def counted(self, state: int) -> Floats | None:
        """Persons in a state, weighted: (draw,); None for nobody."""
        return self._summed(self._present[state])

    def moved(self, move: int) -> Floats | None:
        """Persons who made the move at that place of ``Way.moves``, weighted: (draw,); None for nobody."""
        return self._summed(self._flows[move])

    def spread(self, state: int) -> Floats | None:
        """Persons in a state by cohort, weighted: (cohort, draw); None for nobody."""
        return self._weighted(self._present[state])

    def moved_spread(self, move: int) -> Floats | None:
        """Persons who made a move, by cohort, weighted: (cohort, draw); None for nobody."""
        return self._weighted(self._flows[move])

    def _enter(self, moment: Moment) -> None:
        """Lets the period's persons in."""
        way, entering = self.way, None
        first_of_year = (moment.period - 1) % moment.periods_a_year == 0
        if way.enters is not None and (first_of_year or not self.plan.once_a_year):
            entering = self._whole(moment.at(way.enters))
        self.entering = number = entering
        if way.stock is not None and moment.period == 1:
            stock = self._whole(moment.at(way.stock))
            number = stock if number is None else number + stock
        self.coming = number if number is not None and number.any() else None
        if self.coming is None:
            return
        row = 0
        if not self.plan.pooled or not self._entered:
            row = self._last
            self._entered.append(moment.period)
            self._last += 1
        self._admit(row, self.coming, moment)

    def _whole(self, number: Floats) -> Floats:
        """How many of a number come: as many as it says, whole or not."""
        return number

    def _admit(self, row: int, number: Floats, moment: Moment) -> None:
        """Puts those who come into the states that they begin in."""
        for state, share in self.way.start:
            self._rows(state)[row] += number * moment.at(share)

    def _rows(self, state: int) -> Floats:
        """The numbers in a state, all cohorts to come with them."""
        import numpy as np

        rows = self._numbers[state]
        if rows is None:
            rows = self._numbers[state] = np.zeros((1 if self.plan.pooled else self._periods, self._draws))
        return rows

    def _before(self, moment: Moment) -> Whole:
        """How many periods each cohort has been through before this."""
        import numpy as np

        return moment.period - np.array(self._entered[self._first : self._last])

    def _turn_to(self, moment: Moment) -> None:
        moment.among(self._before(moment))

    def _weigh(self, moment: Moment) -> None:
        """Finds how much each cohort counts, and leaves those behind whose time is over."""
        self._weight = None
        if self.plan.duration is None:
            return
        before = self._before(moment)[:, None]
        left = moment.at(self.plan.duration) * moment.periods_a_year - before
        over = int((left <= 0).all(axis=1).sum())
        self._leave(over)
        if self._first < self._last and left[over:].min() < 1:
            self._weight = left[over:].clip(0.0, 1.0)

    def _leave(self, cohorts: int) -> None:
        """The first of the cohorts are over."""
        self._first += cohorts

    def _snapshot(self, active: slice) -> list[Floats | None]:
        return [None if one is None else one[active].copy() for one in self._numbers]

    def _move(self, moment: Moment, active: slice) -> None:
        """Moves everyone by the chances of the period, all from where they were at its start."""
        self._go(moment, active)
        for move, flow in zip(self.way.moves, self._flows, strict=True):
            numbers = self._numbers[move.source]
            if flow is not None and numbers is not None:
                numbers[active] -= flow
                self._rows(move.target)[active] += flow

    def _go(self, moment: Moment, active: slice) -> None:
        """Finds how many make each move: the expected number."""
        for place, move in enumerate(self.way.moves):
            numbers, chance = self._numbers[move.source], moment.at(move.chance)
            if numbers is not None:
                self._flows[place] = numbers[active] * chance

    def _weighted(self, numbers: Floats | None) -> Floats | None:
        return numbers if numbers is None or self._weight is None else numbers * self._weight

    def _summed(self, numbers: Floats | None) -> Floats | None:
        weighted = self._weighted(numbers)
        if weighted is None:
            return None
        summed: Floats = weighted[0] if len(weighted) == 1 else weighted.sum(axis=0)
        return summed


def _mean(one: Floats | None, other: Floats | None) -> Floats | None:
    if one is None:
        return None if other is None else other * 0.5
    return one * 0.5 if other is None else (one + other) * 0.5
