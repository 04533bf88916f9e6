"""A group of a case person by person: each draws a path of its own through the states."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trinvis.calculations.investment.cohorts import Cohorts
from trinvis.calculations.investment.moment import Moment
from trinvis.calculations.investment.plan import GroupPlan

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.intp]

SPARE = 4
"""Those who can go nowhere any more are left out when they are more than one in so many."""


class Persons(Cohorts):
    """Simulated persons of each cohort and draw.

    With ``each`` every cohort has so many, and each of them weighs the cohort's number over ``each``: as many come as the case says,
    whole or not. Without, a person is a person, and a number that is not whole is rounded up with the chance of its fraction.
    """

    def __init__(
        self,
        plan: GroupPlan,
        alternative: int,
        states: int,
        periods: int,
        counting: str,
        draws: int,
        luck: np.random.Generator,
        each: int | None,
    ) -> None:
        import numpy as np

        super().__init__(replace(plan, pooled=False), alternative, states, periods, counting, draws)
        self._luck, self._each, self._states = luck, each, states
        self._keys: Whole = np.zeros(0, dtype=np.intp)
        """(cohort from the first that is left × draws + draw) × states + state of each person who can still move."""
        self._worth: list[Floats] = []
        """What a person of each cohort weighs: (draw,)."""
        self._leads_on = np.zeros(states, dtype=np.bool_)
        self._leads_on[[move.source for move in self.way.moves]] = True
        self._spare = 0

    def _whole(self, number: Floats) -> Floats:
        import numpy as np

        if self._each is not None:
            return number
        made: Floats = np.floor(number + self._luck.random(self._draws))
        return made

    def _admit(self, row: int, number: Floats, moment: Moment) -> None:
        import numpy as np

        numbers = np.broadcast_to(number, (self._draws,))
        count = self._each or numbers.astype(np.intp)
        self._worth.append(numbers / self._each if self._each else np.ones(self._draws))
        draw = np.repeat(np.arange(self._draws), count)
        state = self._begun(draw, moment)
        for at in np.unique(state):
            come = np.bincount(draw[state == at], minlength=self._draws)
            self._rows(int(at))[row] += come * self._worth[-1]
        keys = ((row - self._first) * self._draws + draw) * self._states + state
        self._keys = np.concatenate([self._keys, keys[self._leads_on[state]]])

    def _begun(self, draw: Whole, moment: Moment) -> Whole:
        """The state that each person begins in."""
        import numpy as np

        state = np.full(len(draw), self.way.start[0][0])
        if len(self.way.start) > 1:
            luck, passed = self._luck.random(len(draw)), np.zeros(len(draw))
            for begun, share in self.way.start:
                state[luck >= passed] = begun
                passed += np.broadcast_to(moment.at(share), (self._draws,))[draw]
        return state

    def _leave(self, cohorts: int) -> None:
        super()._leave(cohorts)
        if not cohorts:
            return
        gone = cohorts * self._draws * self._states
        self._keys = self._keys[self._keys >= gone] - gone
        self._spare = 0

    def _go(self, moment: Moment, active: slice) -> None:
        """Every person who may move draws whether to, and where to."""
        import numpy as np

        if not len(self._keys):
            return
        shape = (active.stop - active.start, self._draws)
        chances = [np.broadcast_to(moment.at(move.chance), shape) for move in self.way.moves]
        leaving = np.zeros((*shape, self._states))
        for move, chance in zip(self.way.moves, chances, strict=True):
            leaving[:, :, move.source] += chance
        luck = self._luck.random(len(self._keys))
        movers = np.flatnonzero(luck < leaving.ravel().take(self._keys))
        cells, states = np.divmod(self._keys[movers], self._states)
        worth = np.array(self._worth[active])
        for source in dict.fromkeys(move.source for move in self.way.moves):
            there = states == source
            self._part(source, movers[there], cells[there], luck[movers[there]], chances, worth)
        if self._spare * SPARE > len(self._keys):
            self._keys, self._spare = self._keys[self._leads_on[self._keys % self._states]], 0

    def _part(
        self, source: int, persons: Whole, cells: Whole, luck: Floats, chances: list[Floats], worth: Floats
    ) -> None:
        """Sends those who leave a state each its way: the first whose chance, added to those before, is above the person's luck."""
        import numpy as np

        passed = np.zeros(len(persons))
        for place, move in enumerate(self.way.moves):
            if move.source != source:
                continue
            passed = passed + chances[place].ravel()[cells]
            goes = luck < passed
            count = np.bincount(cells[goes], minlength=worth.size).reshape(worth.shape)
            self._flows[place] = count * worth
            self._keys[persons[goes]] += move.target - source
            self._spare += 0 if self._leads_on[move.target] else int(goes.sum())
            stays = ~goes
            persons, cells, luck, passed = persons[stays], cells[stays], luck[stays], passed[stays]
